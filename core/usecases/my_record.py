"""/cuatoi: everything a member has on record for a year, read back in full."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.access import Action
from core.documents import Document
from core.history import Entry, Reading
from core.obligations import Obligation
from core.occasion import local_day
from core.people import Person
from core.photos import Photo
from core.pledge import Pledge, PledgeItem
from core.ports import UnitOfWork
from core.progress import Progress, cumulative, progress
from core.report import Report
from core.speaker import Speaker
from core.usecases.scope import own_home


@dataclass(frozen=True, slots=True)
class YearItem:
    """An item in force with what the year has come to so far."""

    pledge: str
    item: PledgeItem
    total: Decimal | None
    progress: Progress


@dataclass(frozen=True, slots=True)
class MyRecord:
    """`pending` is what the person owes now, the first due first; `comments` are others' words on the pledges;
    `readings` are who read the person's documents, newest first, and `names` whom those ids belong to."""

    person: Person
    unit: str
    year: int
    pledges: tuple[Pledge, ...]
    items: tuple[YearItem, ...]
    reports: tuple[Report, ...]
    photos: tuple[Photo, ...]
    pending: tuple[Obligation, ...]
    history: tuple[Entry, ...]
    readings: tuple[Reading, ...]
    names: dict[str, str]


def my_record(uow: UnitOfWork, speaker: Speaker, year: int, now: datetime) -> MyRecord:
    person = speaker.person.id
    home = own_home(speaker, Action.READ_REPORT, local_day(now))
    pledges = uow.pledges.of_year(person, year)
    reports = uow.reports.of_year(person, year)
    ids = [*(each.id for each in pledges), *(each.id for each in reports)]
    history = [entry for document in ids for entry in uow.history.of(document)]
    readings = uow.history.readings_of(person)
    return MyRecord(
        person=speaker.person,
        unit=home.unit,
        year=year,
        pledges=tuple(pledges),
        items=_items(uow.pledges.in_force(person, year), reports),
        reports=tuple(reports),
        photos=tuple(
            photo for each in reports for photo in uow.photos.of(person, Document.report(each.period).code)
        ),
        pending=tuple(each for each in uow.obligations.pending(person) if each.can_be_met(now)),
        history=tuple(sorted(history, key=lambda entry: entry.at)),
        readings=tuple(readings),
        names=_names(
            uow,
            {who for entry in history for who in (entry.actor, entry.stands_for or "")}
            | {reading.reader for reading in readings},
        ),
    )


def _items(in_force: list[Pledge], reports: list[Report]) -> tuple[YearItem, ...]:
    found: list[YearItem] = []
    for pledge in in_force:
        for item in pledge.items:
            total = cumulative(item, tuple(report.counted(item.key) for report in reports))
            found.append(YearItem(pledge.id, item, total, progress(item.measure, item.target, total)))
    return tuple(found)


def _names(uow: UnitOfWork, people: set[str]) -> dict[str, str]:
    found = {person: uow.people.get(person) for person in people}
    return {person: known.full_name for person, known in found.items() if known is not None}
