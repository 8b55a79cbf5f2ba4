"""Finding people by what one has of their name, within what one looks after."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from core.access import Action, Target, may, scopes
from core.people import Resident
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.text.finding import Sought, sought
from core.text.names import name_matches
from core.usecases.cell_desk import names_allowed

PAGE: Final = 8
"""Names on one page of a phone."""
FEW: Final = 5
"""More namesakes than these make a list, and a list names nobody where names are kept off the messenger."""
_LOOKED_AT: Final = 400


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """What was typed, the page asked for (from 1), and what the finder means to do with who is found."""

    words: str
    page: int = 1
    action: Action = Action.FIND_PEOPLE


@dataclass(frozen=True, slots=True)
class PeopleFound:
    """`people` are those on this page, in the order of Vietnamese lists, of `count` in all. `withheld` of the count may
    not be listed on this messenger until the words say more. `capped`: there are more than were looked at."""

    asked: PeopleAsked
    people: tuple[Resident, ...] = ()
    count: int = 0
    withheld: int = 0
    capped: bool = False

    @property
    def pages(self) -> int:
        return max(1, -(-(self.count - self.withheld) // PAGE))


def find_people(uow: UnitOfWork, speaker: Speaker, asked: PeopleAsked, on: date, channel: str) -> PeopleFound:
    """Words begin words of the name, in any order, with or without marks; four digits are a birth year; what stands
    after a comma names the unit ("Hùng 1968, Nà Tông"). A telephone number finds nobody."""
    wanted = sought(asked.words)
    if not wanted.name and wanted.birth_year is None:
        return PeopleFound(asked)
    found, capped = _matching(uow, speaker, asked.action, wanted, on)
    shown = _listable(uow, found, channel)
    withheld = len(found) - len(shown)
    pages = max(1, -(-len(shown) // PAGE))
    page = min(max(1, asked.page), pages)
    return PeopleFound(
        PeopleAsked(asked.words, page, asked.action),
        tuple(shown[(page - 1) * PAGE : page * PAGE]),
        len(found),
        withheld,
        capped,
    )


def _matching(
    uow: UnitOfWork, speaker: Speaker, action: Action, wanted: Sought, on: date
) -> tuple[list[Resident], bool]:
    found: dict[str, Resident] = {}
    capped = False
    for scope in scopes(speaker, action, on):
        rows = uow.people.search(
            wanted.keys, wanted.birth_year, scope.path, on, _LOOKED_AT, with_below=scope.with_below
        )
        capped = capped or len(rows) == _LOOKED_AT
        for row in rows:
            target = Target(row.path, row.person.id)
            if _is_meant(row, wanted) and may(speaker, action, target, on):
                found[row.person.id] = row
    return list(found.values()), capped


def _is_meant(row: Resident, wanted: Sought) -> bool:
    """The store compares without marks; what was typed with marks is held to them here."""
    return (not wanted.name or name_matches(wanted.name, row.person.full_name)) and (
        not wanted.unit or name_matches(wanted.unit, row.unit_name)
    )


def _listable(uow: UnitOfWork, found: list[Resident], channel: str) -> list[Resident]:
    """Decision 0130: a few namesakes are an answer; more are a list, which names nobody of units that keep names off
    this messenger."""
    if len(found) <= FEW:
        return found
    allowed = {path: names_allowed(uow, path, channel) for path in {row.path for row in found}}
    return [row for row in found if allowed[row.path]]
