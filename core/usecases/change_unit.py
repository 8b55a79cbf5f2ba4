"""Carrying out what was planned for the organisation, and taking it back.

Reports and what fell due before the day keep the unit and path of their day; what is owed from that day on, and was not
handed in, follows (core/obligations.py). So the totals of a quarter that is over never move.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from core import tree
from core.access import Action, Target, require
from core.errors import Moved, NotAllowed, Refused
from core.message import say
from core.occasion import Occasion, local_day
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.tree import DAY, Stay, Stays
from core.unit_changes import Kept, Row, UnitChange, UnitDeed, moved_paths, people_in, place_rows
from core.unit_commands import UnitCommand
from core.unit_plan import Plan
from core.usecases.open_period import owed_by
from core.usecases.plan_unit_change import plan


@dataclass(frozen=True, slots=True)
class Changed:
    change: UnitChange
    plan: Plan


def preview(uow: UnitOfWork, speaker: Speaker, command: UnitCommand, today: date) -> Plan:
    """What it would do; units that it makes have stand-in codes. Raises Refused as carrying it out would."""
    numbers = count(1)
    return plan(uow, speaker, command, today, lambda: f"new{next(numbers)}")


def change_unit(
    uow: UnitOfWork, speaker: Speaker, command: UnitCommand, seen: str, occasion: Occasion, chance: Chance
) -> Changed:
    """`seen` names the plan that was agreed to; raises Moved where it would be another one by now."""
    made = plan(uow, speaker, command, local_day(occasion.now), chance.new_id)
    if made.seen != seen:
        raise Moved
    change = UnitChange(
        chance.new_id(), made.unit, speaker.person.id, occasion.now, made.deed, made.day, tuple(made.rows)
    )
    record(uow, change)
    return Changed(change, made)


def record(uow: UnitOfWork, change: UnitChange) -> None:
    """Writes the rows and what was done, and corrects what is owed from that day on. A unit that is no more goes last:
    until then something is owed in it."""
    gone = [row for row in change.rows if row.kept is Kept.UNIT and row.after is None]
    uow.unit_changes.apply([row for row in change.rows if row not in gone])
    _correct(uow, change.rows, change.valid_from)
    uow.unit_changes.apply(gone)
    uow.unit_changes.add(change)


def _correct(uow: UnitOfWork, rows: Sequence[Row], day: date) -> None:
    open_still = [document for document in uow.obligations.opened() if document.last_day >= day]
    for unit, old, new, start, end in moved_paths(rows):
        for document in open_still:
            uow.unit_changes.repath(unit, old, new, document, max(start, day), end)
    found = [uow.people.facts(person) for person in people_in(rows)]
    people = [facts for facts in found if facts is not None]
    if people:
        places = uow.units.places()
        for document in open_still:
            owed = owed_by(uow, people, document, places)
            uow.obligations.put([row for row in owed if local_day(row.due) >= day])


# taking it back


def undo_unit_change(
    uow: UnitOfWork, speaker: Speaker, change_id: str, occasion: Occasion, chance: Chance
) -> UnitChange:
    """Until its day is over, and as long as nothing else has happened to what it touched."""
    today = local_day(occasion.now)
    change = change_to_undo(uow, speaker, change_id, today)
    rows = _taken_back(uow, speaker, change, today)
    undone = UnitChange(
        chance.new_id(),
        change.unit,
        speaker.person.id,
        occasion.now,
        UnitDeed.UNDONE,
        change.valid_from,
        rows,
        undoes=change.id,
    )
    record(uow, undone)
    return undone


def change_to_undo(uow: UnitOfWork, speaker: Speaker, change_id: str, today: date) -> UnitChange:
    """Raises NotAllowed alike for what is out of scope and for what never was."""
    change = uow.unit_changes.get(change_id)
    if change is None:
        raise NotAllowed(say("This is outside what you look after."))
    _require_rights(uow, speaker, change, today)
    return change


def can_undo(uow: UnitOfWork, speaker: Speaker, change: UnitChange, today: date) -> bool:
    try:
        _taken_back(uow, speaker, change, today)
    except Refused:
        return False
    return True


def _require_rights(uow: UnitOfWork, speaker: Speaker, change: UnitChange, today: date) -> None:
    for unit in sorted(_units_of(change)):
        found = uow.units.get(unit, change.valid_from) or uow.units.get(unit, today)
        if found is not None:
            require(speaker, Action.CHANGE_UNITS, Target(found.path), today)


def _taken_back(uow: UnitOfWork, speaker: Speaker, change: UnitChange, today: date) -> tuple[Row, ...]:
    _require_rights(uow, speaker, change, today)
    if change.undone_by is not None or change.deed is UnitDeed.UNDONE:
        raise Refused(say("This has been taken back already."))
    if today > max(change.valid_from, local_day(change.at)):
        raise Refused(say("It has been so for more than a day, so it can only be changed anew."))
    if not uow.unit_changes.stand(change.rows) or _lived_in(uow, change):
        raise Refused(say("Something else has happened there since, so this cannot be taken back."))
    others = [row.undone for row in change.rows if row.kept is not Kept.PLACE]
    return (*others, *_places_back(uow, change))


def _units_of(change: UnitChange) -> set[str]:
    """Those that it was done to, without the ones that only lie below them."""
    made = {str(row.key[0]) for row in change.rows if row.kept is Kept.UNIT}
    return {change.unit, *made}


def _lived_in(uow: UnitOfWork, change: UnitChange) -> bool:
    """Whether anybody or anything else has come meanwhile into a unit that would be no more."""
    touched = {(row.kept, row.key) for row in change.rows}
    made = [str(row.key[0]) for row in change.rows if row.kept is Kept.UNIT and row.before is None]
    since = change.valid_from
    placed = {str(row.key[0]) for row in change.rows if row.kept is Kept.PLACE}
    for unit in made:
        homes = [(Kept.HOME, key) for key, _ in uow.unit_changes.homes(unit, since)]
        settings = [(Kept.SETTING, (unit, key)) for key in uow.unit_changes.own_settings(unit)]
        if any(each not in touched for each in (*homes, *settings)) or uow.unit_changes.is_used(unit):
            return True
        if not {*tree.ever_below(uow.unit_changes.stays(since), unit, since)} <= placed:
            return True
    return False


def _places_back(uow: UnitOfWork, change: UnitChange) -> list[Row]:
    """The tree as it was, with whatever has come to lie below since carried along."""
    now = uow.unit_changes.stays(change.valid_from - DAY)
    units = {str(row.key[0]) for row in change.rows if row.kept is Kept.PLACE}
    before: dict[str, dict[str, Stay]] = {
        unit: {stay.start.isoformat(): stay for stay in now.get(unit, ())} for unit in units
    }
    for row in change.rows:
        if row.kept is Kept.PLACE:
            unit, start = str(row.key[0]), str(row.key[1])
            before[unit].pop(start, None)
            if row.before is not None:
                before[unit][start] = _stay(start, row.before)
    restored: Stays = {
        **{unit: held for unit, held in now.items() if unit not in units},
        **{unit: tuple(held[start] for start in sorted(held)) for unit, held in before.items() if held},
    }
    return place_rows(now, tree.placed(restored, [unit for unit in units if unit in restored]))


def _stay(start: str, values: tuple[object, ...]) -> Stay:
    end, parent, path, name = (None if each is None else str(each) for each in values)
    return Stay(
        date.fromisoformat(start),
        None if end is None else date.fromisoformat(end),
        parent,
        name or "",
        path or "",
    )
