"""Everything held about a person, collected for the files that he or she asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.consent import Consent
from core.files_out import FileOrder
from core.history import Reading
from core.own_data import Picture, Row
from core.people import Person
from core.photos import KEPT, PhotoState
from core.pledge import Pledge
from core.ports import Chance, UnitOfWork
from core.report import Report
from core.trail import Access, Act
from core.usecases.files import orderer

_READINGS = 1000


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """`rows` is everything, for machines; the rest is the same made readable. `names` are of those who appear."""

    person: Person
    unit: str
    made_at: datetime
    rows: Mapping[str, Sequence[Row]]
    pledges: tuple[Pledge, ...]
    reports: tuple[Report, ...]
    consents: tuple[Consent, ...]
    readings: tuple[Reading, ...]
    pictures: tuple[Picture, ...]
    names: Mapping[str, str]


def collect_own_files(uow: UnitOfWork, order: FileOrder, now: datetime, chance: Chance) -> OwnFiles:
    """Only ever one's own: the order names nobody else."""
    del chance
    speaker = orderer(uow, order, now)
    person = speaker.person.id
    rows = uow.own_data.everything(person)
    years = sorted({int(row["year"]) for row in rows["pledge"]})
    report_years = sorted({int(str(row["period"])[:4]) for row in rows["report"]})
    readings = uow.history.readings_of(person, _READINGS)
    who = uow.people.resident(person, now.date())
    return OwnFiles(
        person=speaker.person,
        unit=who.unit_name if who is not None else "",
        made_at=now,
        rows=rows,
        pledges=tuple(each for year in years for each in uow.pledges.of_year(person, year)),
        reports=tuple(each for year in report_years for each in uow.reports.of_year(person, year)),
        consents=tuple(uow.consents.current(person).values()),
        readings=tuple(readings),
        pictures=_pictures(uow, rows),
        names=_names(uow, {each.reader for each in readings}),
    )


def _pictures(uow: UnitOfWork, rows: Mapping[str, Sequence[Row]]) -> tuple[Picture, ...]:
    kept = {state.value for state in KEPT}
    found = [uow.photos.get(str(row["id"])) for row in rows["photo"] if row["state"] in kept]
    return tuple(
        Picture(photo.id, photo.sha256, photo.kind)
        for photo in found
        if photo is not None and photo.sha256 is not None and photo.state is PhotoState.STORED
    )


def _names(uow: UnitOfWork, people: set[str]) -> Mapping[str, str]:
    found = {person: uow.people.get(person) for person in people}
    return {person: known.full_name for person, known in found.items() if known is not None}


def own_files_taken(uow: UnitOfWork, order: FileOrder, facts: OwnFiles, now: datetime) -> None:
    uow.trail.note(Access(now, order.person, Act.OWN_DATA, order.id, facts.person.id))
