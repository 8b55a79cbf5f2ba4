"""Leaving and death (domain.md §4.4): from that instant on nothing is sent, nothing is asked, and history stays.

In one transaction with the change every queued message to the person is gone, no address reaches the person any more,
and no code opens anything. A reminder to a dead comrade is a serious offence.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from core.access import Action
from core.history import Deed
from core.life_changes import ended
from core.occasion import Occasion
from core.people import Standing
from core.people_history import PersonChange
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.usecases.change_person import change, changeable, require_day


@dataclass(frozen=True, slots=True)
class RecordDeath:
    """`day` is the day of death."""

    person: str
    day: date


@dataclass(frozen=True, slots=True)
class RecordLeaving:
    """`day` is the first day without the person; `reason` a kind (`REASONS`), never a story."""

    person: str
    day: date
    reason: str = "moved"


REASONS = ("moved", "out")
"""Moved to a party organisation elsewhere; no longer in the party."""


def record_death(
    uow: UnitOfWork, speaker: Speaker, command: RecordDeath, occasion: Occasion, chance: Chance
) -> PersonChange:
    changeable(uow, speaker, Action.RECORD_STANDING, command.person, occasion.today)
    return _end(uow, speaker, Deed.DIED, Standing.DECEASED, command.person, command.day, occasion, chance, {})


def record_leaving(
    uow: UnitOfWork, speaker: Speaker, command: RecordLeaving, occasion: Occasion, chance: Chance
) -> PersonChange:
    if command.reason not in REASONS:
        raise ValueError("not a kind of reason")
    changeable(uow, speaker, Action.CHANGE_PEOPLE, command.person, occasion.today)
    words = {"reason": command.reason}
    return _end(uow, speaker, Deed.LEFT, Standing.LEFT, command.person, command.day, occasion, chance, words)


def _end(
    uow: UnitOfWork,
    speaker: Speaker,
    deed: Deed,
    standing: Standing,
    person: str,
    day: date,
    occasion: Occasion,
    chance: Chance,
    words: dict[str, str],
) -> PersonChange:
    require_day(day, occasion.today, ahead=timedelta(0))
    cut = _cut_ties(uow, person, occasion)
    step = (person, lambda life: ended(life, standing, day))
    return change(uow, speaker, deed, [step], day, occasion, chance, words, cut)


def _cut_ties(uow: UnitOfWork, person: str, occasion: Occasion) -> tuple[int, ...]:
    """The addresses that reached the person until now."""
    uow.codes.revoke(person, occasion.now)
    uow.outbox.cancel(person, occasion.now)
    rows = [way.row for way in uow.talk.ways_to(person)]
    return tuple(row for row in rows if uow.talk.unlink(row, person, occasion.now))
