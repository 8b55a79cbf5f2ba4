"""The second way to a first contact: one's own telephone number, which the messenger vouches for, and the birth year.

The number alone proves too little: numbers are given to others, and two people may share one (domain.md §5.1). What is
not on the roster, barred, shared by two of the same year or of another year gets one and the same answer.
"""

from dataclasses import dataclass
from datetime import datetime

from core.consent import Purpose, needed_on
from core.errors import NotAllowed
from core.message import say
from core.occasion import Occasion
from core.people import Resident
from core.ports import UnitOfWork
from core.talk import Line
from core.usecases.first_link import CodeAnswer, CodeHolder, TooManyTries, judged, pause, record_decisions


@dataclass(frozen=True, slots=True)
class PhoneClaim:
    """`phone` in the one form of core.text.phones, of a contact whose sender's own it is."""

    phone: str
    birth_year: int


@dataclass(frozen=True, slots=True)
class LinkByPhone:
    claim: PhoneClaim
    agreed: tuple[Purpose, ...]


@dataclass(frozen=True, slots=True)
class DeclineByPhone:
    """Refused `purposes`, after the person had `agreed` to others."""

    claim: PhoneClaim
    purposes: tuple[Purpose, ...]
    agreed: tuple[Purpose, ...] = ()


def try_phone(uow: UnitOfWork, line: Line, claim: PhoneClaim, now: datetime) -> CodeAnswer:
    """Changes nothing but the count of wrong ones, which codes share."""
    until = pause(uow, line, now)
    if until is not None:
        return TooManyTries(until)
    found = [each.id for each in uow.people.with_phone(claim.phone) if each.birth_year == claim.birth_year]
    person = found[0] if len(found) == 1 else None
    return judged(uow, line, f"{claim.phone} {claim.birth_year}", person, now)


def link_by_phone(uow: UnitOfWork, line: Line, command: LinkByPhone, occasion: Occasion) -> Resident:
    """Records the consent and links the address. Raises NotAllowed where the claim does not hold (any more)."""
    if not {*needed_on(occasion.channel)} <= {*command.agreed}:
        raise ValueError("linking needs consent to all that this channel asks for")
    answer = try_phone(uow, line, command.claim, occasion.now)
    if not isinstance(answer, CodeHolder):
        raise NotAllowed(say("This cannot be used any more. Please ask your secretary for a code."))
    person = answer.who.person.id
    record_decisions(uow, person, command.agreed, "", occasion, given=True)
    uow.talk.link(line, person, occasion.now)
    return answer.who


def decline_by_phone(uow: UnitOfWork, line: Line, command: DeclineByPhone, occasion: Occasion) -> None:
    """Records the refusal, with what was agreed to before it, and nothing else: no link."""
    answer = try_phone(uow, line, command.claim, occasion.now)
    if isinstance(answer, CodeHolder):
        person = answer.who.person.id
        record_decisions(uow, person, command.agreed, "", occasion, given=True)
        record_decisions(uow, person, command.purposes, "", occasion, given=False)
