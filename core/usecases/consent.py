"""A linked person agrees, refuses or withdraws, for each purpose."""

from dataclasses import dataclass

from core.consent import ABROAD, CURRENT, Consent, Purpose, is_given
from core.occasion import Occasion
from core.ports import UnitOfWork
from core.speaker import Speaker


@dataclass(frozen=True, slots=True)
class DecideConsent:
    """`given` False is a refusal or, after a yes, a withdrawal. `text_version` is that of the text on the screen; empty
    where none was shown (a withdrawal): then the current one of each purpose."""

    purposes: tuple[Purpose, ...]
    text_version: str
    given: bool


def decide_consent(uow: UnitOfWork, speaker: Speaker, command: DecideConsent, occasion: Occasion) -> None:
    """Kept beside all earlier decisions; the latest counts. What waits to be sent on the strength of a yes that is
    taken back never leaves (design.md §9.3)."""
    for purpose in command.purposes:
        uow.consents.record(
            Consent(
                speaker.person.id,
                purpose,
                command.text_version or CURRENT[purpose],
                command.given,
                occasion.now,
                occasion.channel,
                occasion.message_id,
            )
        )
        if not command.given:
            _stop(uow, speaker.person.id, purpose, occasion)


def _stop(uow: UnitOfWork, person: str, purpose: Purpose, occasion: Occasion) -> None:
    if purpose is Purpose.PROCESSING:
        uow.outbox.cancel(person, occasion.now)
    elif purpose is Purpose.TELEGRAM:
        for channel in ABROAD:
            for address in uow.talk.addresses_on(person, channel):
                uow.outbox.cancel(person, occasion.now, address)


def reached_at(uow: UnitOfWork, person: str) -> list[int]:
    """Rows of the addresses that the person may be written to at unasked, the preferred one first: none on a messenger
    whose servers are abroad without the consent to that."""
    addresses = uow.talk.addresses_of(person)
    return [row for row in addresses if may_reach(uow, person, row)]


def may_reach(uow: UnitOfWork, person: str, address: int) -> bool:
    if uow.talk.channel_of(address) not in ABROAD:
        return True
    return is_given(uow.consents.current(person), Purpose.TELEGRAM)


def has_agreed(uow: UnitOfWork, person: str, purpose: Purpose = Purpose.PROCESSING) -> bool:
    return is_given(uow.consents.current(person), purpose)


def may_commend(uow: UnitOfWork, person: str) -> bool:
    """Whether name and photo may be made public; whoever was never asked has not agreed."""
    return has_agreed(uow, person, Purpose.COMMENDATION)
