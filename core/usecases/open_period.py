"""Opening a period: a row for each person who owes the document, in slices so that nobody waits.

Run again, or by two processes, it adds nothing that is there. Who handed the document in before it opened (a newcomer's
pledge, a row that was missing) gets a row that is cleared.
"""

from dataclasses import dataclass, replace
from datetime import date

from core.documents import Document
from core.obligations import Facts, Obligation, Places, expected, left_behind
from core.occasion import local_day
from core.ports import UnitOfWork
from core.text.periods import Quarter

SLICE = 1000


@dataclass(frozen=True, slots=True)
class Slice:
    """`last` is the person to go on after, None when everyone was looked at."""

    added: int
    last: str | None


def begun(on: date) -> tuple[Document, ...]:
    """The documents that are to be opened by this day: the year's pledge and the quarter's report."""
    return (Document.pledge(on.year), Document.report(Quarter.of(on)))


def open_period(uow: UnitOfWork, document: Document, after: str = "", limit: int = SLICE) -> Slice:
    """One slice. Go on with `after=last` in a unit of work of its own until `last` is None."""
    everyone = uow.people.facts_after(after, limit)
    added = uow.obligations.add_missing(owed_by(uow, everyone, document, uow.units.places()))
    return Slice(added, everyone[-1].person.id if len(everyone) == limit else None)


def owed_by(uow: UnitOfWork, people: list[Facts], document: Document, places: Places) -> list[Obligation]:
    """What these people owe of it, by the facts known now, and when they handed it in."""
    handed_in = uow.obligations.handed_in([facts.person.id for facts in people], document)
    rows = (expected(facts, document, places) for facts in people)
    return [replace(row, cleared_at=handed_in.get(row.person)) for row in rows if row is not None]


def correct_obligations(uow: UnitOfWork, person: str, since: date) -> None:
    """After a change of the person's facts from `since` on: joining, transfer, exemption, leaving, death.

    What fell due before that day is history and stays; what was handed in stays where it was.
    """
    facts = uow.people.facts(person)
    if facts is None:
        return
    places = uow.units.places()
    for document in uow.obligations.opened():
        rows = owed_by(uow, [facts], document, places)
        there = None if rows else uow.obligations.get(person, document)
        if there is not None:
            rows = [left_behind(facts, there)]
        uow.obligations.put([row for row in rows if local_day(row.due) >= since])
