"""A person's first contact: a one-time code from the secretary, consent or its refusal, and the link.

A wrong, a used, a revoked and an expired code get one and the same answer, so that a stranger learns nothing. Trying is
counted by address and by line; the same wrong code counts once, so a conversation may be replayed.
"""

from dataclasses import dataclass
from datetime import datetime

from core import linking
from core.consent import Purpose, needed_on
from core.errors import NotAllowed
from core.message import say
from core.occasion import Occasion
from core.people import Resident
from core.ports import UnitOfWork
from core.talk import Line
from core.usecases.first_link import (
    CodeAnswer,
    CodeHolder,
    TooManyTries,
    WrongCode,
    judged,
    pause,
    record_decisions,
)

__all__ = [
    "CodeAnswer",
    "CodeHolder",
    "DeclineConsent",
    "LinkByCode",
    "TooManyTries",
    "WrongCode",
    "decline_consent",
    "link_by_code",
    "try_code",
]


@dataclass(frozen=True, slots=True)
class LinkByCode:
    """`agreed` are the purposes that the person agreed to, each by a tap of its own. `text_version` is that of the
    texts; empty for the current one of each."""

    code: str
    text_version: str
    agreed: tuple[Purpose, ...]


@dataclass(frozen=True, slots=True)
class DeclineConsent:
    """Refused `purposes`, after the person had `agreed` to others."""

    code: str
    text_version: str
    purposes: tuple[Purpose, ...] = (Purpose.PROCESSING,)
    agreed: tuple[Purpose, ...] = ()


def try_code(uow: UnitOfWork, line: Line, code: str, now: datetime) -> CodeAnswer:
    """Changes nothing but the count of wrong codes."""
    until = pause(uow, line, now)
    if until is not None:
        return TooManyTries(until)
    typed = linking.normal(code)
    return judged(uow, line, typed, uow.codes.holder(typed, now), now)


def link_by_code(uow: UnitOfWork, line: Line, command: LinkByCode, occasion: Occasion) -> Resident:
    """Uses the code up, records the consent and links the address. Raises NotAllowed for a code not valid now."""
    if not {*needed_on(occasion.channel)} <= {*command.agreed}:
        raise ValueError("linking needs consent to all that this channel asks for")
    answer = try_code(uow, line, command.code, occasion.now)
    if not isinstance(answer, CodeHolder) or not _redeem(uow, command.code, occasion.now):
        raise NotAllowed(say("This code is not valid. Please ask your secretary for a new one."))
    who = answer.who
    record_decisions(uow, who.person.id, command.agreed, command.text_version, occasion, given=True)
    uow.talk.link(line, who.person.id, occasion.now)
    uow.people.bar_phone(who.person.id, None)
    return who


def decline_consent(uow: UnitOfWork, line: Line, command: DeclineConsent, occasion: Occasion) -> None:
    """Records the refusal, with what was agreed to before it, and nothing else: no link, and the code stays valid for
    another day or another messenger."""
    answer = try_code(uow, line, command.code, occasion.now)
    if isinstance(answer, CodeHolder):
        person = answer.who.person.id
        record_decisions(uow, person, command.agreed, command.text_version, occasion, given=True)
        record_decisions(uow, person, command.purposes, command.text_version, occasion, given=False)


def _redeem(uow: UnitOfWork, code: str, now: datetime) -> bool:
    """False where somebody else used it in this very moment."""
    return uow.codes.redeem(linking.normal(code), now) is not None
