"""A person's first contact: a one-time code from the secretary, consent or its refusal, and the link.

A wrong, a used and an expired code get one and the same answer, so that a stranger learns nothing. Trying is counted by
address; the same wrong code counts once, so a conversation may be replayed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from core import linking
from core.consent import CURRENT, Consent, Purpose, needed_on
from core.errors import NotAllowed
from core.message import say
from core.occasion import Occasion, local_day
from core.people import Resident
from core.ports import UnitOfWork
from core.settings import CHAT_DISABLED
from core.talk import Line


@dataclass(frozen=True, slots=True)
class CodeHolder:
    """Whose code it is; shown only to who typed a code that is valid now."""

    who: Resident


@dataclass(frozen=True, slots=True)
class WrongCode:
    """Unknown, used or expired: nothing tells which."""


@dataclass(frozen=True, slots=True)
class TooManyTries:
    """Nothing is looked at before `until`, not even a right code."""

    until: datetime


CodeAnswer: TypeAlias = CodeHolder | WrongCode | TooManyTries


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
    until = linking.paused_until(uow.codes.misses(line.row, now - linking.WINDOW))
    if until is not None and now < until:
        return TooManyTries(until)
    person = uow.codes.holder(linking.normal(code), now)
    who = None if person is None else _reachable(uow, person, now)
    if who is None:
        uow.codes.note_miss(line.row, linking.normal(code), now)
        return WrongCode()
    return CodeHolder(who)


def link_by_code(uow: UnitOfWork, line: Line, command: LinkByCode, occasion: Occasion) -> Resident:
    """Uses the code up, records the consent and links the address. Raises NotAllowed for a code not valid now."""
    if not {*needed_on(occasion.channel)} <= {*command.agreed}:
        raise ValueError("linking needs consent to all that this channel asks for")
    answer = try_code(uow, line, command.code, occasion.now)
    if not isinstance(answer, CodeHolder) or not _redeem(uow, command.code, occasion.now):
        raise NotAllowed(say("This code is not valid. Please ask your secretary for a new one."))
    who = answer.who
    _record(uow, who.person.id, command.agreed, command.text_version, occasion, given=True)
    uow.talk.link(line, who.person.id, occasion.now)
    return who


def decline_consent(uow: UnitOfWork, line: Line, command: DeclineConsent, occasion: Occasion) -> None:
    """Records the refusal, with what was agreed to before it, and nothing else: no link, and the code stays valid for
    another day or another messenger."""
    answer = try_code(uow, line, command.code, occasion.now)
    if isinstance(answer, CodeHolder):
        person = answer.who.person.id
        _record(uow, person, command.agreed, command.text_version, occasion, given=True)
        _record(uow, person, command.purposes, command.text_version, occasion, given=False)


def _redeem(uow: UnitOfWork, code: str, now: datetime) -> bool:
    """False where somebody else used it in this very moment."""
    return uow.codes.redeem(linking.normal(code), now) is not None


def _reachable(uow: UnitOfWork, person: str, now: datetime) -> Resident | None:
    """None for who may not be talked to here: left, died, or in a branch that is kept out of chat."""
    who = uow.people.resident(person, local_day(now))
    if who is None or who.standing.is_gone or uow.units.settings(who.path).is_on(CHAT_DISABLED):
        return None
    return who


def _record(
    uow: UnitOfWork,
    person: str,
    purposes: Sequence[Purpose],
    version: str,
    occasion: Occasion,
    *,
    given: bool,
) -> None:
    for purpose in purposes:
        uow.consents.record(
            Consent(
                person,
                purpose,
                version or CURRENT[purpose],
                given,
                occasion.now,
                occasion.channel,
                occasion.message_id,
            )
        )
