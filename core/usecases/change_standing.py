"""Exempt, suspended, absent, and back again: each for its days, and over by itself when they end (domain.md §4.4).

What falls due in those days is owed by nobody, and nobody is reminded of it; an absence in which the comrade still
reports changes nothing but what is known.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from core.access import Action
from core.errors import Refused
from core.history import Deed
from core.life_changes import resumed, stood
from core.message import say
from core.occasion import Occasion
from core.people import Standing
from core.people_history import PersonChange
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.usecases.change_person import change, changeable, life_of, require_day

REASONS: Final[dict[Standing, tuple[str, ...]]] = {
    Standing.EXEMPT: ("rule", "other"),
    Standing.SUSPENDED: ("decision",),
    Standing.ABSENT: ("study", "work", "family", "other"),
    Standing.AWAY: ("study", "work", "family", "other"),
}
"""Kinds only. "rule" is age or illness together, so that nothing about a person's health is kept (domain.md §6.3)."""
NEEDS_LAST_DAY: Final = frozenset({Standing.ABSENT, Standing.AWAY})

_DEEDS: Final[dict[Standing, Deed]] = {
    Standing.EXEMPT: Deed.EXEMPTED,
    Standing.SUSPENDED: Deed.SUSPENDED,
    Standing.ABSENT: Deed.AWAY,
    Standing.AWAY: Deed.AWAY,
}


@dataclass(frozen=True, slots=True)
class ChangeStanding:
    person: str
    standing: Standing
    day: date
    last: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Resume:
    """From `day` on as before."""

    person: str
    day: date


@dataclass(frozen=True, slots=True)
class BecomeOfficial:
    """The end of probation (chuyển đảng chính thức)."""

    person: str
    day: date


def action_for(standing: Standing) -> Action:
    """A suspension is decided above the cell; the rest is the cell's own."""
    return Action.CHANGE_PEOPLE if standing is Standing.SUSPENDED else Action.RECORD_STANDING


def change_standing(
    uow: UnitOfWork, speaker: Speaker, command: ChangeStanding, occasion: Occasion, chance: Chance
) -> PersonChange:
    if command.reason not in REASONS[command.standing]:
        raise ValueError("not a kind of reason")
    changeable(uow, speaker, action_for(command.standing), command.person, occasion.today)
    require_day(command.day, occasion.today)
    if command.last is None and command.standing in NEEDS_LAST_DAY:
        raise Refused(say("An absence needs its last day."))
    if command.last is not None and command.last < command.day:
        raise Refused(say("The last day cannot come before the first."))
    words = {
        "standing": command.standing.value,
        "last": command.last.isoformat() if command.last else "",
        "reason": command.reason,
    }
    step = (
        command.person,
        lambda life: stood(life, command.standing, command.day, command.last, command.reason),
    )
    deed = _DEEDS[command.standing]
    return change(uow, speaker, deed, [step], command.day, occasion, chance, words)


def resume(
    uow: UnitOfWork, speaker: Speaker, command: Resume, occasion: Occasion, chance: Chance
) -> PersonChange:
    now = life_of(uow, command.person).standing_on(command.day)
    changeable(uow, speaker, action_for(now), command.person, occasion.today)
    require_day(command.day, occasion.today)
    step = (command.person, lambda life: resumed(life, command.day))
    words = {"standing": now.value}
    return change(uow, speaker, Deed.RESUMED, [step], command.day, occasion, chance, words)


def become_official(
    uow: UnitOfWork, speaker: Speaker, command: BecomeOfficial, occasion: Occasion, chance: Chance
) -> PersonChange:
    changeable(uow, speaker, Action.CHANGE_PEOPLE, command.person, occasion.today)
    require_day(command.day, occasion.today)
    if life_of(uow, command.person).standing_on(command.day) is not Standing.PROBATIONARY:
        raise Refused(say("The comrade is not a probationary member on that day."))
    step = (command.person, lambda life: stood(life, Standing.OFFICIAL, command.day))
    return change(uow, speaker, Deed.BECAME_OFFICIAL, [step], command.day, occasion, chance)
