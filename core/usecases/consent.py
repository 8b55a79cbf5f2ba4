"""A linked person agrees, refuses or withdraws, for each purpose."""

from dataclasses import dataclass

from core.consent import Consent, Purpose
from core.occasion import Occasion
from core.ports import UnitOfWork
from core.speaker import Speaker


@dataclass(frozen=True, slots=True)
class DecideConsent:
    """`given` False is a refusal or, after a yes, a withdrawal."""

    purposes: tuple[Purpose, ...]
    text_version: str
    given: bool


def decide_consent(uow: UnitOfWork, speaker: Speaker, command: DecideConsent, occasion: Occasion) -> None:
    """Kept beside all earlier decisions; the latest counts."""
    for purpose in command.purposes:
        uow.consents.record(
            Consent(
                speaker.person.id,
                purpose,
                command.text_version,
                command.given,
                occasion.now,
                occasion.channel,
                occasion.message_id,
            )
        )


def has_agreed(uow: UnitOfWork, person: str, purpose: Purpose = Purpose.PROCESSING) -> bool:
    consent = uow.consents.current(person).get(purpose)
    return consent is not None and consent.given
