"""What the two ways of a first contact share: how patiently guesses are met, who may be reached, what is recorded.

Whatever was guessed wrong, the same is looked at and the same is said, so that neither words nor time tell a stranger
anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from core import linking
from core.consent import CURRENT, Consent, Purpose
from core.occasion import Occasion, local_day
from core.people import Resident
from core.ports import UnitOfWork
from core.settings import CHAT_DISABLED
from core.talk import Line


@dataclass(frozen=True, slots=True)
class CodeHolder:
    """Whose it is; shown only to who proved it just now."""

    who: Resident


@dataclass(frozen=True, slots=True)
class WrongCode:
    """Unknown, used, expired, revoked or of somebody who is not here yet: nothing tells which."""


@dataclass(frozen=True, slots=True)
class TooManyTries:
    """Nothing is looked at before `until`, not even what is right."""

    until: datetime


CodeAnswer: TypeAlias = CodeHolder | WrongCode | TooManyTries


def pause(uow: UnitOfWork, line: Line, now: datetime) -> datetime | None:
    """Until when nothing is looked at: for this address's own guesses, or for all those on its line."""
    own = linking.paused_until(uow.codes.misses(line.row, now - linking.WINDOW))
    if own is not None and now < own:
        return own
    since = now - linking.LINE_WINDOW
    missed = uow.codes.misses_on_line(line.row, since, linking.LINE_MISSES + 1)
    if len(missed) <= linking.LINE_MISSES:
        return None
    linked = uow.codes.linked_on_line(line.row, since)
    missed = uow.codes.misses_on_line(line.row, since, linking.LINE_MISSES + linked + 1)
    whole = linking.line_paused_until(missed, linked)
    return whole if whole is not None and now < whole else None


def judged(
    uow: UnitOfWork, line: Line, typed: str, person: str | None, now: datetime
) -> CodeHolder | WrongCode:
    """`person` is whom `typed` names, if anyone. A wrong one is counted, the same one once."""
    who = reachable(uow, person, now)
    if who is None:
        uow.codes.note_miss(line.row, typed, now)
        return WrongCode()
    return CodeHolder(who)


def reachable(uow: UnitOfWork, person: str | None, now: datetime) -> Resident | None:
    """None for who may not be talked to here: left, died, not here yet, or in a branch that is kept out of chat.

    Nobody (None) takes the same questions as somebody.
    """
    who = uow.people.resident(person or "", local_day(now))
    kept_out = uow.units.settings(who.path if who else "/").is_on(CHAT_DISABLED)
    return None if who is None or who.standing.is_gone or kept_out else who


def record_decisions(
    uow: UnitOfWork,
    person: str,
    purposes: Sequence[Purpose],
    version: str,
    occasion: Occasion,
    *,
    given: bool,
) -> None:
    """`version` empty stands for the current text of each."""
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
