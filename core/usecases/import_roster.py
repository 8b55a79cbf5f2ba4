"""A list of people from a spreadsheet, up to its preview: sent, read, compared and staged in slices. Nothing of it is
true before it is applied (import_roster_apply.py).

A slice is looked up in a read, compared between two units of work, and staged in a write of a moment: what is compared
remembers whom it met, and must not run twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Final

from core.access import Action, Target, may, scopes
from core.documents import Document
from core.errors import NotAllowed, Refused
from core.message import say
from core.obligations import Facts, Obligation, Places, expected
from core.occasion import local_day
from core.people import Membership, Person, StandingPeriod
from core.ports import Chance, UnitOfWork
from core.roster.batch import Batch, BatchState, Outcome, Planned
from core.roster.plan import Census, Planner, kind_for
from core.roster.reading import Head, Tail, Unreadable
from core.roster.rows import RosterRow
from core.roster.whereabouts import Place, Whereabouts
from core.speaker import Speaker

CHUNK: Final = 1024 * 1024
"""Bytes of a file that one unit of work writes."""
MOST_WAITING: Final = 3
"""Lists of one person that are on their way at a time."""


def may_import(speaker: Speaker, on: date) -> bool:
    return bool(scopes(speaker, Action.IMPORT_PEOPLE, on))


def note_roster(uow: UnitOfWork, speaker: Speaker, batch: Batch) -> Batch:
    """A file was sent; its bytes are still with the messenger. Earlier ones of the same person that wait give way."""
    if not may_import(speaker, local_day(batch.created_at)):
        raise NotAllowed(say("Lists of people are taken from staff and administrators only."))
    earlier = [each for each in uow.rosters.newest_of(speaker.person.id, 20) if not each.state.is_over]
    for each in earlier[MOST_WAITING - 1 :]:
        if each.state is not BatchState.TO_APPLY:
            uow.rosters.put(replace(each, state=BatchState.DROPPED))
    uow.rosters.add(batch)
    return batch


def fetched(uow: UnitOfWork, batch_id: str) -> Batch | None:
    """All its slices are here: it is to be read. None where it was dropped meanwhile."""
    batch = uow.rosters.get(batch_id)
    if batch is None or batch.state is not BatchState.NOTED:
        return None
    ready = replace(batch, state=BatchState.TO_READ)
    uow.rosters.put(ready)
    return ready


def failed(uow: UnitOfWork, batch_id: str, why: Unreadable) -> Batch | None:
    """Nothing of it was taken, and nothing is kept."""
    batch = uow.rosters.get(batch_id)
    if batch is None or batch.state.is_over:
        return None
    over = replace(batch, state=BatchState.FAILED, fault=why)
    uow.rosters.put(over)
    uow.rosters.drop_file(batch_id)
    return over


def own_batch(uow: UnitOfWork, speaker: Speaker | None, batch_id: str) -> Batch:
    """Only who sent a list sees it. `speaker` None is the command line."""
    batch = uow.rosters.get(batch_id)
    if batch is None or (speaker is not None and batch.by != speaker.person.id):
        raise NotAllowed(say("This list is not here any more. Please send the file again."))
    return batch


@dataclass
class Comparison:
    """All that the rows of one file are held against, read once."""

    batch: Batch
    on: date
    planner: Planner
    where: Whereabouts
    places: Places
    opened: tuple[Document, ...]
    _owed: dict[tuple[object, ...], list[Obligation]] = field(default_factory=dict)

    def owed(self, row: Planned, facts: Facts | None) -> list[Obligation]:
        """What the person owes once the row is applied. `facts` are those of somebody known."""
        if row.was is None:
            return self._owed_by_new(row)
        if facts is None or not {"unit", "standing", "group"} & {*row.changes}:
            return []
        rows = [expected(_after(facts, row, self.on), document, self.places) for document in self.opened]
        return [each for each in rows if each is not None and local_day(each.due) >= self.on]

    def _owed_by_new(self, row: Planned) -> list[Obligation]:
        """Newcomers of one unit, day and standing owe the same."""
        key = (row.unit, row.joined, row.standing, row.group)
        if key not in self._owed:
            facts = _of_new(row)
            rows = [expected(facts, document, self.places) for document in self.opened]
            self._owed[key] = [
                each for each in rows if each is not None and local_day(each.due) >= row.joined
            ]
        return [replace(each, person=row.person) for each in self._owed[key]]


def compare(uow: UnitOfWork, speaker: Speaker | None, batch: Batch, on: date, chance: Chance) -> Comparison:
    """`speaker` None is the command line, which may change people everywhere."""

    def mine(path: str) -> bool:
        return speaker is None or may(speaker, Action.IMPORT_PEOPLE, Target(path), on)

    where = Whereabouts((Place(unit.id, unit.name, unit.path) for unit in uow.units.within(None, on)), mine)
    planner = Planner(where, uow.rosters.digest, _ids_in_a_row(chance), on, batch.wish.unit)
    opened = tuple(uow.obligations.opened())
    return Comparison(batch, on, planner, where, uow.units.places(), opened)


def _ids_in_a_row(chance: Chance) -> Callable[[], str]:
    """Ids of one list grow, so that its rows are added at one end of each index and not all over it."""
    stem, numbers = chance.new_id()[:16], count()

    def new_id() -> str:
        return f"{stem}{next(numbers):06x}{chance.new_id()[:10]}"

    return new_id


def census(uow: UnitOfWork, comparison: Comparison, rows: Sequence[RosterRow]) -> Census:
    """Whom these rows may mean, within the sender's reach; somebody elsewhere is as if unknown."""
    codes = [row.code for row in rows if row.code]
    phones = [uow.rosters.digest(row.phone) for row in rows if row.phone]
    names = [
        (row.search_key, row.birth_year, comparison.planner.unit_of(row)) for row in rows if row.search_key
    ]
    found = Census()
    for known in uow.rosters.known(codes, phones, names, comparison.on):
        if comparison.where.is_mine(known.path):
            found.add(known)
    return found


def plan(comparison: Comparison, rows: Sequence[RosterRow], found: Census) -> list[Planned]:
    """Once for each slice, in order."""
    return [comparison.planner.plan(row, found) for row in rows]


def facts_of_changed(uow: UnitOfWork, planned: Sequence[Planned]) -> dict[str, Facts]:
    changed = [row.person for row in planned if row.outcome is Outcome.CHANGED]
    return {person: facts for person in changed if (facts := uow.people.facts(person)) is not None}


def owed_by(comparison: Comparison, planned: Sequence[Planned], facts: dict[str, Facts]) -> list[Obligation]:
    wanted = {Outcome.NEW, Outcome.CHANGED, Outcome.ALIKE, Outcome.SHARES}
    return [
        owed
        for row in planned
        if row.outcome in wanted
        for owed in comparison.owed(row, facts.get(row.person))
    ]


def asked(uow: UnitOfWork, batch_id: str, head: Head) -> Batch | None:
    """Something has to be chosen before its rows can be read."""
    return _told(uow, batch_id, BatchState.ASKING, head=head, tail=None)


def staged(uow: UnitOfWork, comparison: Comparison, head: Head, tail: Tail) -> Batch | None:
    """Every slice is staged: it can be looked at. None where it was dropped, or another choice was made, meanwhile."""
    opened = tuple(document.code for document in comparison.opened)
    return _told(
        uow, comparison.batch.id, BatchState.READY, head=head, tail=tail, day=comparison.on, opened=opened
    )


def _told(
    uow: UnitOfWork,
    batch_id: str,
    state: BatchState,
    *,
    head: Head,
    tail: Tail | None,
    day: date | None = None,
    opened: tuple[str, ...] = (),
) -> Batch | None:
    batch = uow.rosters.get(batch_id)
    if batch is None or batch.state is not BatchState.TO_READ:
        return None
    told = replace(batch, state=state, head=head, tail=tail, day=day, opened=opened)
    uow.rosters.put(told)
    return told


def _of_new(row: Planned) -> Facts:
    person = Person(row.person, row.name, row.birth_year, row.group)
    home = Membership(row.person, row.unit, kind_for(row.standing), row.joined)
    return Facts(person, [home], [StandingPeriod(row.person, row.standing, row.joined)])


def _after(facts: Facts, row: Planned, on: date) -> Facts:
    """The facts as applying the row makes them."""
    memberships, standings = list(facts.memberships), list(facts.standings)
    if row.moves:
        memberships = _ended(memberships, on)
        memberships.append(Membership(row.person, row.unit, kind_for(row.standing), on))
    if row.stands:
        standings = [
            replace(each, valid_to=min(each.valid_to or _eve(on), _eve(on)))
            for each in standings
            if each.valid_from < on
        ]
        standings.append(StandingPeriod(row.person, row.standing, on))
    return Facts(Person(row.person, row.name, row.birth_year, row.group), memberships, standings)


def _ended(memberships: list[Membership], on: date) -> list[Membership]:
    return [
        replace(each, valid_to=_eve(on)) if each.kind.is_home and each.valid_to is None else each
        for each in memberships
        if not (each.kind.is_home and each.valid_from >= on)
    ]


def _eve(on: date) -> date:
    return date.fromordinal(on.toordinal() - 1)


def wished(uow: UnitOfWork, speaker: Speaker | None, batch_id: str, **choices: str) -> Batch:
    """Other choices of how it is to be read: it is read anew. Choices not named stay."""
    batch = own_batch(uow, speaker, batch_id)
    if batch.state not in {BatchState.ASKING, BatchState.READY}:
        raise Refused(say("This list is not waiting for a choice."))
    again = replace(
        batch, state=BatchState.TO_READ, wish=replace(batch.wish, **choices), tail=None, again=False
    )
    uow.rosters.put(again)
    return again
