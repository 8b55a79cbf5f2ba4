"""The tree of units over time, as a value: what stays where under which name, and what follows from a change.

A stay is one unit at one place under one name. Parent and name are what is decided; the path follows from the parents'
and is worked out anew for everything below a unit that moves.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.errors import Refused
from core.message import say
from core.units import path_under

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stay:
    """Both days included; an open end is None."""

    start: date
    end: date | None
    parent: str | None
    name: str
    path: str = ""

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def reaches(self, day: date) -> bool:
        """Holds on that day or later."""
        return self.end is None or self.end >= day


Stays = Mapping[str, tuple[Stay, ...]]
"""By unit, in order of time, without gaps."""


def on_day(stays: Stays, unit: str, day: date) -> Stay | None:
    return next((stay for stay in stays.get(unit, ()) if stay.holds_on(day)), None)


def ever_below(stays: Stays, unit: str, since: date) -> list[str]:
    """The units that are right below it on that day or on any later one."""
    return sorted(
        other
        for other, held in stays.items()
        if any(stay.parent == unit and stay.reaches(since) for stay in held)
    )


# steps: each gives another tree, whose paths are then worked out by `placed`


def begin(stays: Stays, unit: str, parent: str | None, name: str, day: date) -> Stays:
    return {**stays, unit: (Stay(day, None, parent, name),)}


def rename(stays: Stays, unit: str, name: str, day: date) -> Stays:
    return _from(stays, unit, day, lambda stay: replace(stay, name=name))


def move(stays: Stays, unit: str, parent: str, day: date) -> Stays:
    return _from(stays, unit, day, lambda stay: replace(stay, parent=parent))


def end(stays: Stays, unit: str, day: date) -> Stays:
    """From that day on there is no such unit."""
    return _from(stays, unit, day, lambda _stay: None)


def _from(stays: Stays, unit: str, day: date, change: Callable[[Stay], Stay | None]) -> Stays:
    _refuse_later_changes(stays.get(unit, ()), day)
    held: list[Stay] = []
    for stay in stays[unit]:
        if stay.start < day:
            held.append(replace(stay, end=day - DAY) if stay.reaches(day) else stay)
        if stay.reaches(day):
            changed = change(replace(stay, start=max(stay.start, day)))
            held += [changed] if changed is not None else []
    return {**stays, unit: tuple(held)}


def _refuse_later_changes(held: tuple[Stay, ...], day: date) -> None:
    """What is decided for a later day already would silently be overruled, or overrule this."""
    if not any(stay.holds_on(day) for stay in held):
        raise Refused(say("There is no such unit on {day}.", day=day))
    for before, after in itertools.pairwise(held):
        if after.start > day and (before.parent, before.name) != (after.parent, after.name):
            raise Refused(
                say(
                    "A change of this unit from {day} on is recorded already. Please take that back first.",
                    day=after.start,
                )
            )
    last = held[-1].end
    if last is not None:
        raise Refused(say("This unit ends on {day} already. Please take that back first.", day=last))


# paths


def placed(stays: Stays, changed: Iterable[str]) -> dict[str, tuple[Stay, ...]]:
    """The whole tree with the paths of these units, and of all that are ever below them, worked out anew.

    Raises Refused where a unit would lie within itself, or under one that is not there at the time.
    """
    affected = _with_below(stays, changed)
    known = {unit: held for unit, held in stays.items() if unit not in affected}
    walking: set[str] = set()

    def place(unit: str) -> tuple[Stay, ...]:
        if unit in known:
            return known[unit]
        if unit in walking:
            raise Refused(say("A unit cannot lie within itself."))
        walking.add(unit)
        known[unit] = _joined(
            part
            for stay in stays[unit]
            for part in (_under(stay, place(stay.parent), unit) if stay.parent else _at_the_top(stay, unit))
        )
        return known[unit]

    for unit in affected:
        place(unit)
    return known


def _with_below(stays: Stays, changed: Iterable[str]) -> set[str]:
    children: dict[str, set[str]] = {}
    for unit, held in stays.items():
        for stay in held:
            if stay.parent is not None:
                children.setdefault(stay.parent, set()).add(unit)
    found: set[str] = set()
    waiting = list(changed)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += children.get(unit, ())
    return found


def _at_the_top(stay: Stay, unit: str) -> list[Stay]:
    return [replace(stay, path=path_under(None, unit))]


def _under(stay: Stay, parents: tuple[Stay, ...], unit: str) -> list[Stay]:
    """The stay, cut wherever the parent's path changes."""
    parts: list[Stay] = []
    for above in parents:
        if not above.reaches(stay.start) or (stay.end is not None and above.start > stay.end):
            continue
        start = max(stay.start, above.start)
        ends = [each for each in (stay.end, above.end) if each is not None]
        parts.append(
            replace(stay, start=start, end=min(ends) if ends else None, path=path_under(above.path, unit))
        )
    whole = parts and parts[0].start == stay.start and parts[-1].end == stay.end
    gapless = all(a.end is not None and a.end + DAY == b.start for a, b in itertools.pairwise(parts))
    if not (whole and gapless):
        raise Refused(say("A unit below would be left without the one above it."))
    return parts


def _joined(parts: Iterable[Stay]) -> tuple[Stay, ...]:
    """Neighbours that say the same are one stay."""
    held: list[Stay] = []
    for part in parts:
        last = held[-1] if held else None
        if last and (last.parent, last.name, last.path) == (part.parent, part.name, part.path):
            held[-1] = replace(last, end=part.end)
        else:
            held.append(part)
    return tuple(held)
