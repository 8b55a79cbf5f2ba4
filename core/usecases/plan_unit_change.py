"""What a change of the organisation would do, worked out whole before anything is written.

The same plan is shown in the summary and carried out after it (core/usecases/change_unit.py); `Plan.seen` names it, so
that nobody agrees to one plan and gets another.
"""

from collections.abc import Callable
from datetime import date

from core import tree
from core.access import Action, Target, require
from core.errors import NotAllowed, Refused
from core.message import say
from core.ports import UnitOfWork
from core.settings import CHAT_DISABLED
from core.speaker import Speaker
from core.tree import DAY, Stays
from core.unit_changes import Cells, Kept, Row, UnitDeed, iso, place_rows
from core.unit_commands import Add, Close, Merge, Move, NewUnit, Rename, Split, UnitCommand
from core.unit_plan import Plan, assigned, checked_name, earliest, latest
from core.units import SuccessionKind


def plan(
    uow: UnitOfWork, speaker: Speaker, command: UnitCommand, today: date, new_id: Callable[[], str]
) -> Plan:
    """Raises Refused, with what stands in the way."""
    if not earliest(today) <= command.day <= latest(today):
        raise Refused(
            say("The day must lie between {first} and {last}.", first=earliest(today), last=latest(today))
        )
    return _Planning(uow, speaker, command.day, today, new_id).of(command)


class _Planning:
    """`stays` is the tree as it will be, step by step; what is compared in the end is the whole."""

    def __init__(
        self, uow: UnitOfWork, speaker: Speaker, day: date, today: date, new_id: Callable[[], str]
    ) -> None:
        self._uow, self._speaker, self._day, self._today, self._new_id = uow, speaker, day, today, new_id
        self._before = self._stays = uow.unit_changes.stays(day)
        self._changed: list[str] = []
        self._plan = Plan(UnitDeed.ADDED, "", day)

    def of(self, command: UnitCommand) -> Plan:
        match command:
            case Add(unit):
                self._named(UnitDeed.ADDED, self._begin(unit))
            case Rename(unit, name):
                self._require(unit)
                self._named(UnitDeed.RENAMED, unit)
                self._step(unit, tree.rename(self._stays, unit, checked_name(name), self._day))
            case Move(unit, parent):
                self._named(UnitDeed.MOVED, unit)
                self._move(unit, parent)
            case Merge(units, into):
                self._merge(units, into)
            case Split():
                self._split(command)
            case Close(unit, successor):
                self._close(unit, successor)
        return self._finished()

    def _finished(self) -> Plan:
        after = tree.placed(self._stays, self._changed)
        for unit in self._changed:
            self._require_after(unit, after)
        rows = place_rows(self._before, after)
        order = {kept: index for index, kept in enumerate(Kept)}
        self._plan.rows = sorted([*self._plan.rows, *rows], key=lambda row: order[row.kept])
        named = {str(row.key[0]) for row in rows} - {*self._changed}
        self._plan.below = len(named)
        if not self._plan.rows:
            raise Refused(say("It is so already; nothing would change."))
        return self._plan

    # rights

    def _require(self, unit: str) -> None:
        """Today's rights over where the unit lies today, or, if it is yet to begin, on the day."""
        found = self._uow.units.get(unit, self._today) or self._uow.units.get(unit, self._day)
        if found is None:
            raise NotAllowed(say("This is outside what you look after."))
        require(self._speaker, Action.CHANGE_UNITS, Target(found.path), self._today)

    def _require_after(self, unit: str, after: Stays) -> None:
        """Nobody puts a unit where he or she could not take it away again."""
        for stay in after[unit]:
            if stay.reaches(self._day):
                require(self._speaker, Action.CHANGE_UNITS, Target(stay.path), self._today)

    # steps

    def _named(self, deed: UnitDeed, unit: str) -> None:
        self._plan.deed, self._plan.unit = deed, unit

    def _step(self, unit: str, stays: Stays) -> None:
        self._stays = stays
        if unit not in self._changed:
            self._changed.append(unit)

    def _begin(self, new: NewUnit) -> str:
        unit = self._new_id()
        if tree.on_day(self._stays, new.parent, self._day) is None:
            raise Refused(say("There is no such unit on {day}.", day=self._day))
        self._step(unit, tree.begin(self._stays, unit, new.parent, checked_name(new.name), self._day))
        self._row(Kept.UNIT, (unit,), None, (new.type.value, iso(self._day), None))
        return unit

    def _move(self, unit: str, parent: str) -> None:
        self._require(unit)
        if tree.on_day(self._stays, parent, self._day) is None:
            raise Refused(say("There is no such unit on {day}.", day=self._day))
        self._keep_out(unit, parent)
        self._step(unit, tree.move(self._stays, unit, parent, self._day))

    def _merge(self, units: tuple[str, ...], into: str | NewUnit) -> None:
        for unit in units:
            self._require(unit)
        if isinstance(into, str):
            self._require(into)
        target = into if isinstance(into, str) else self._begin(into)
        olds = [unit for unit in dict.fromkeys(units) if unit != target]
        if not olds:
            raise Refused(say("Please name at least one other unit to be merged."))
        self._named(UnitDeed.MERGED, target)
        for unit in olds:
            self._dissolve(unit, target, SuccessionKind.MERGE)

    def _close(self, unit: str, successor: str | None) -> None:
        self._require(unit)
        self._named(UnitDeed.CLOSED, unit)
        if successor is not None:
            if successor == unit:
                raise Refused(say("A unit cannot succeed itself."))
            self._require(successor)
            self._dissolve(unit, successor, SuccessionKind.MERGE)
            return
        left = [key for key, _ in self._uow.unit_changes.homes(unit, self._day)]
        if left or tree.ever_below(self._stays, unit, self._day):
            raise Refused(say("There are still people or units in it. Please name a successor for them."))
        self._end(unit)

    def _split(self, command: Split) -> None:
        unit, day = command.unit, self._day
        self._require(unit)
        self._named(UnitDeed.SPLIT, unit)
        old, kind = tree.on_day(self._stays, unit, day), self._uow.unit_changes.type_of(unit)
        if old is None or kind is None or old.parent is None:
            raise Refused(say("This unit cannot be split."))
        homes = self._uow.unit_changes.homes(unit, day)
        children = tree.ever_below(self._stays, unit, day)
        people = assigned(
            command, {str(key[0]) for key, values in homes if values[2]}, lambda part: part.people
        )
        units = assigned(command, {*children}, lambda part: part.units)
        new = [self._begin(NewUnit(part.name, kind, old.parent)) for part in command.parts]
        for part in new:
            self._row(Kept.SUCCESSION, (unit, part), None, (SuccessionKind.SPLIT.value, iso(day)))
            for setting, value in sorted(self._uow.unit_changes.own_settings(unit).items()):
                self._row(Kept.SETTING, (part, setting), None, (value,))
        guests = None if command.stays else 0
        for key, values in homes:
            index = people.get(str(key[0]), guests)
            if index is not None:
                self._rehome(key, values, new[index])
        for child, index in units.items():
            self._step(child, tree.move(self._stays, child, new[index], day))
        if not command.stays:
            self._end(unit)

    def _dissolve(self, unit: str, target: str, kind: SuccessionKind) -> None:
        """Everybody and everything in it goes to the target, and it ends."""
        self._require_lasting(target)
        for child in tree.ever_below(self._stays, unit, self._day):
            here = tree.on_day(self._stays, unit, self._day)
            above = here.parent if here and child == target else target
            if above is None:
                raise Refused(say("The topmost unit cannot end."))
            self._step(child, tree.move(self._stays, child, above, self._day))
        for key, values in self._uow.unit_changes.homes(unit, self._day):
            self._rehome(key, values, target)
        self._keep_out(unit, target, itself=True)
        self._row(Kept.SUCCESSION, (unit, target), None, (kind.value, iso(self._day)))
        self._end(unit)

    def _require_lasting(self, unit: str) -> None:
        """Nobody is sent where there is, or by what is decided already will be, no unit."""
        if tree.on_day(self._stays, unit, self._day) is None:
            raise Refused(say("There is no such unit on {day}.", day=self._day))
        last = self._stays[unit][-1].end
        if last is not None:
            raise Refused(say("This unit ends on {day} already. Please take that back first.", day=last))

    def _end(self, unit: str) -> None:
        row = self._uow.unit_changes.unit_row(unit)
        at = tree.on_day(self._stays, unit, self._day)
        if row is None or at is None or str(row[1]) >= self._day.isoformat():
            raise Refused(say("There is no such unit on {day}.", day=self._day - DAY))
        if at.parent is None:
            raise Refused(say("The topmost unit cannot end."))
        self._step(unit, tree.end(self._stays, unit, self._day))
        last = iso(self._day - DAY)
        self._row(Kept.UNIT, (unit,), row, (row[0], row[1], last))
        for key, values in self._uow.unit_changes.offices(unit, self._day):
            self._plan.offices += 1
            after = (last,) if str(key[3]) < self._day.isoformat() else None
            self._row(Kept.OFFICE, key, values, after)

    def _rehome(self, key: Cells, values: Cells, target: str) -> None:
        """From the day on a home, or a guest's place, is in the target; what was before stays where it was."""
        (person, start, kind), (unit, end, is_home) = key, values
        if str(start) >= self._day.isoformat():
            self._row(Kept.HOME, key, values, (target, end, is_home))
        else:
            self._row(Kept.HOME, key, values, (unit, iso(self._day - DAY), is_home))
            self._row(Kept.HOME, (person, iso(self._day), kind), None, (target, end, is_home))
        self._plan.people += bool(is_home)

    # a branch without chat

    def _keep_out(self, unit: str, target: str, *, itself: bool = False) -> None:
        """People of a branch without chat do not come into chat by a change of the tree: where the target has chat,
        what comes there (or, `itself`, the target) is set to have none."""
        if self._has_no_chat(unit) and not self._has_no_chat(target):
            switched = target if itself else unit
            own = self._uow.unit_changes.own_settings(switched).get(CHAT_DISABLED)
            if not any(row.key == (switched, CHAT_DISABLED) for row in self._plan.rows) and own != "on":
                self._row(Kept.SETTING, (switched, CHAT_DISABLED), None if own is None else (own,), ("on",))
            self._plan.kept_out = True

    def _has_no_chat(self, unit: str) -> bool:
        at = tree.on_day(self._stays, unit, self._day)
        path = at.path if at and at.path else ""
        return bool(path) and self._uow.units.settings(path).is_on(CHAT_DISABLED)

    def _row(self, kept: Kept, key: Cells, before: Cells | None, after: Cells | None) -> None:
        self._plan.rows.append(Row(kept, key, before, after))
