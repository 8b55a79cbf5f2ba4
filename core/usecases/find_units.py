"""Finding a unit: by its name or code, or from the units one looks after down to those below."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from core.access import Action, Target, may, scopes
from core.errors import NotAllowed
from core.message import say
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.text.folding import folded, has_marks, marked
from core.text.names import name_matches, search_key
from core.units import Unit, is_within

PAGE: Final = 8
_NAMES_KEPT: Final = 20_000


@dataclass(frozen=True, slots=True)
class UnitsAsked:
    """`words` look for a name or code; without them `inside` names the unit whose units below are listed, or, empty,
    those that the speaker looks after. `action` is what the finder means to do there; `anywhere` looks through the
    whole tree, for naming a unit that one has no say in (where a comrade moves to); `cells` keeps to cells; `without`
    are units that cannot be meant."""

    words: str = ""
    inside: str = ""
    page: int = 1
    action: Action = Action.SEE_COUNTS
    anywhere: bool = False
    cells: bool = False
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitFound:
    """`takeable`: it may be chosen; else it only leads to what lies below. `parent_name` tells namesakes apart."""

    unit: Unit
    parent_name: str
    below: int
    takeable: bool


@dataclass(frozen=True, slots=True)
class UnitsFound:
    """`units` are those on this page of `count`. `at` is the unit that they lie in, where one was opened, and `above`
    the one over it, where that may be opened too."""

    asked: UnitsAsked
    units: tuple[UnitFound, ...] = ()
    count: int = 0
    at: UnitFound | None = None
    above: Unit | None = None

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))


def find_units(uow: UnitOfWork, speaker: Speaker, asked: UnitsAsked, on: date) -> UnitsFound:
    """Names match by words that begin words of it, in any order, with or without marks; a code must be whole."""
    at = above = None
    if asked.words.strip():
        found = _named(uow, speaker, asked, on)
    elif asked.inside:
        opened = uow.units.get(asked.inside, on)
        if opened is None or not _in_sight(speaker, asked, opened, on):
            raise NotAllowed(say("This is outside what you look after."))
        at = _found(uow, speaker, asked, opened, on)
        above = uow.units.get(opened.parent, on) if opened.parent else None
        if above is not None and not _in_sight(speaker, asked, above, on):
            above = None
        found = sorted(uow.units.children(opened.id, on), key=_as_lists_go)
        found = [unit for unit in found if unit.id not in asked.without or uow.units.children(unit.id, on)]
    else:
        found = _tops(uow, speaker, asked, on)
        if len(found) == 1:
            return find_units(uow, speaker, replace(asked, inside=found[0].id), on)
    page = min(max(1, asked.page), max(1, -(-len(found) // PAGE)))
    shown = found[(page - 1) * PAGE : page * PAGE]
    units = tuple(_found(uow, speaker, asked, unit, on) for unit in shown)
    return UnitsFound(replace(asked, page=page), units, len(found), at, above)


def _tops(uow: UnitOfWork, speaker: Speaker, asked: UnitsAsked, on: date) -> list[Unit]:
    if asked.anywhere:
        return uow.units.children(None, on)
    paths = [scope.path for scope in scopes(speaker, asked.action, on)]
    found = [uow.units.get(path.strip("/").rpartition("/")[2], on) for path in paths]
    return [unit for unit in found if unit is not None]


def _named(uow: UnitOfWork, speaker: Speaker, asked: UnitsAsked, on: date) -> list[Unit]:
    tops = [None] if asked.anywhere else [scope.path for scope in scopes(speaker, asked.action, on)]
    found: dict[str, Unit] = {}
    for top in tops:
        for unit in uow.units.within(top, on):
            if _is_meant(unit, asked.words) and _may_take(speaker, asked, unit, on):
                found[unit.id] = unit
    exact = [unit for unit in found.values() if _same(unit, asked.words)]
    others = [unit for unit in found.values() if not _same(unit, asked.words)]
    return exact + others


def _is_meant(unit: Unit, words: str) -> bool:
    if unit.id.casefold() == words.strip().casefold():
        return True
    key = _key_of(unit.name)
    asked = search_key(words).split()
    if not asked or any(f" {word}" not in key for word in asked):
        return False
    return not has_marks(words) or name_matches(words, unit.name)


@lru_cache(_NAMES_KEPT)
def _key_of(name: str) -> str:
    """Made once for each name: a province has thousands, looked through for every word typed."""
    return f" {search_key(name)}"


def _as_lists_go(unit: Unit) -> tuple[list[tuple[int, str]], str]:
    """Small and capital letters alike, “thôn 2” before “thôn 10”."""
    parts = re.findall(r"[0-9]+|[^0-9]+", unit.name.casefold())
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts], unit.id


def _same(unit: Unit, words: str) -> bool:
    if unit.id.casefold() == words.strip().casefold():
        return True
    key = marked if has_marks(words) else folded
    return key(unit.name) == key(words)


def _in_sight(speaker: Speaker, asked: UnitsAsked, unit: Unit, on: date) -> bool:
    return asked.anywhere or any(
        is_within(unit.path, scope.path) for scope in scopes(speaker, asked.action, on)
    )


def _may_take(speaker: Speaker, asked: UnitsAsked, unit: Unit, on: date) -> bool:
    if unit.id in asked.without or (asked.cells and not unit.type.is_cell):
        return False
    return asked.anywhere or may(speaker, asked.action, Target(unit.path), on)


def _found(uow: UnitOfWork, speaker: Speaker, asked: UnitsAsked, unit: Unit, on: date) -> UnitFound:
    above = uow.units.get(unit.parent, on) if unit.parent else None
    below = len(uow.units.children(unit.id, on))
    return UnitFound(unit, above.name if above else "", below, _may_take(speaker, asked, unit, on))
