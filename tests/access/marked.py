"""The district with something of everybody's in it, each text bearing a mark of its own, and who may ever see which.

What may be seen is said here once more, in plain words and apart from core/access.py, so that the walk has an oracle.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from core.history import Deed, Entry
from core.paper_entry import PaperEntry, report_code
from core.people import AudienceGroup, Membership, MembershipKind, Person, RoleKind, Standing, StandingPeriod
from core.photos import Photo, PhotoState
from core.pledge import Pledge, PledgeKind, PledgeState
from core.ports import UnitOfWork
from core.report import ItemProgress, ItemState, ReportContent, ReportedItem
from core.talk import Address
from core.usecases.name_helper import NameHelper, name_helper
from core.usecases.report_sheet import report_sheet
from core.usecases.submit_report import SubmitReport, submit_report
from tests.access.agreed import agrees
from tests.core.field import PATHS, PEOPLE, START, at, item, occasion
from tests.handlers.secretary.office import Q1, Office, office_at

YESTERDAY: Final = date(2026, 3, 9)
IN_A_MONTH: Final = date(2026, 4, 10)
MORE: Final = (
    ("uy", "Nông Thị Ủy", "A", RoleKind.CELL_COMMITTEE_MEMBER, "A", None),
    ("cuu", "Ma Văn Cựu", "B", RoleKind.SECRETARY, "A", YESTERDAY),
    ("khao", "Lò Khảo Sát", "D", RoleKind.SURVEYOR, "A", IN_A_MONTH),
    ("hanh", "Lò Hết Hạn", "D", RoleKind.SURVEYOR, "A", YESTERDAY),
    ("kiem", "Hoàng Kiểm", "D", RoleKind.AUDITOR, "P", None),
    ("can", "Lý Cán", "D", RoleKind.STAFF, "C", None),
    ("khuat", "Giàng Khuất", "A", RoleKind.SECRETARY, "A", None),
)
"""Beside those of tests/core/field.py: who, home, office, where, its last day. The last one has died since."""

AUTHORS: Final = {"hai": "A", "en": "A", "an": "A", "xuan": "B", "to": "E", "ut": "E"}
"""Whose pledges, reports and photos there are, and in which cell."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind`: "open" a confirmed pledge or a comment on it, "closed" whatever else somebody wrote, "name"."""

    text: str
    owner: str
    cell: str
    kind: str


@dataclass
class Marked:
    """`ids` are what one may guess: of people, units, documents, photos."""

    office: Office
    marks: list[Mark] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> list[str]:
        return [*self.people, *PATHS, *self.documents]

    def mark(self, owner: str, kind: str, what: str) -> str:
        text = f"KÍN-{owner}-{what}"
        self.marks.append(Mark(text, owner, AUTHORS[owner], kind))
        return text

    def hidden_from(self, who: str) -> list[Mark]:
        return [mark for mark in self.marks if not _may_see(who, mark)]

    def of_others(self, who: str) -> list[str]:
        """People of whom this person may change nothing."""
        return [person for person in AUTHORS if person != who and not _may_change(who, AUTHORS[person])]


def _home(who: str) -> str:
    homes = {person[0]: person[4] for person in PEOPLE} | {person[0]: person[2] for person in MORE}
    return homes[who]


_LEADS: Final = {
    "pa": "/P/",
    "tich": "/P/C/",
    "ngan": "/P/C/",
    "can": "/P/C/",
    "hai": "/P/C/A/",
    "phu": "/P/C/A/",
    "to": "/P/D/E/",
}
_SURVEYS: Final = {"khao": "/P/C/A/"}
_KNOWS_NAMES: Final = ("sa", "kiem")


def _may_see(who: str, mark: Mark) -> bool:
    if who == "khuat":
        return False
    if who == mark.owner:
        return True
    path = PATHS[mark.cell]
    for over in (_LEADS, _SURVEYS):
        if who in over and path.startswith(over[who]):
            return True
    if mark.kind == "name":
        return _home(who) == mark.cell or who in _KNOWS_NAMES
    return mark.kind == "open" and _home(who) == mark.cell


def _may_change(who: str, cell: str) -> bool:
    return who == "sa" or (who in _LEADS and PATHS[cell].startswith(_LEADS[who]))


def may_read(who: str, owner: str) -> bool:
    return who in _SURVEYS and PATHS[AUTHORS[owner]].startswith(_SURVEYS[who])


def may_comment(who: str, owner: str) -> bool:
    return who != "khuat" and _home(who) == AUTHORS[owner]


@contextmanager
def marked_at(url: str) -> Iterator[Marked]:
    with office_at(url) as office:
        made = Marked(office)
        office.do(_more_people)
        made.people = [*(person[0] for person in PEOPLE), *(person[0] for person in MORE)]
        agrees(office, made.people)
        for person, name, *_ in PEOPLE:
            if person in AUTHORS and " " in name:  # a single syllable is only the echo of what was typed
                made.marks.append(Mark(name, person, AUTHORS[person], "name"))
        for person in AUTHORS:
            _write(made, person)
        link(made, "en")
        secretary = office.field.speaker("hai", office.now)
        office.do(lambda uow: name_helper(uow, secretary, _HELPS, occasion(office.now)))
        yield made


_HELPS: Final = NameHelper("an", "en", IN_A_MONTH)


def _more_people(uow: UnitOfWork) -> None:
    for number, (person, name, home, office, where, last) in enumerate(MORE):
        uow.people.add(Person(person, name, 1975 + number, AudienceGroup.ORDINARY_MEMBER))
        uow.people.add_membership(Membership(person, home, MembershipKind.OFFICIAL, START))
        standing = Standing.DECEASED if person == "khuat" else Standing.OFFICIAL
        uow.people.change_standing(StandingPeriod(person, standing, START))
        uow.people.add_role(person, where, office.value, START, last)


def link(made: Marked, person: str) -> Address:
    address = Address("telegram", "bot", f"walk-{person}")
    made.office.do(lambda uow: uow.talk.link(uow.talk.line(address), person, made.office.now))
    return address


def _write(made: Marked, person: str) -> None:
    """A confirmed pledge with a comment, one that waits, a report with a photo, and one typed in from paper."""
    office = made.office
    for kind, state, what in (
        (PledgeKind.EXEMPLARY, PledgeState.CONFIRMED, "open"),
        (PledgeKind.COMMITMENT, PledgeState.SUBMITTED, "closed"),
    ):
        pledge = _pledge(person, kind, state, made.mark(person, what, kind.value))
        made.documents[pledge.id] = person
        office.do(partial(_add_pledge, pledge=pledge))
    note = made.mark(person, "open", "comment")
    office.do(
        lambda uow: uow.history.add(Entry(f"pledge-{person}", at(3, 3), person, Deed.COMMENTED, 1, note))
    )
    reported = made.mark(person, "closed", "report")
    report = _report(office, person, reported)
    made.documents[report] = person
    photo = _photo(person, made.mark(person, "closed", "caption"))
    made.documents[photo.id] = person
    office.do(lambda uow: uow.photos.add(photo))
    typed = made.mark(person, "closed", "paper")
    office.do(lambda uow: uow.entries.put(_paper(person, typed)))


def _add_pledge(uow: UnitOfWork, pledge: Pledge) -> None:
    uow.pledges.add(pledge)


def _pledge(person: str, kind: PledgeKind, state: PledgeState, text: str) -> Pledge:
    cell = AUTHORS[person]
    letter = kind.key_letter
    items = (replace(item(content=text), key=f"{letter}1"),)
    return Pledge(
        id=f"pledge-{person}" if kind is PledgeKind.EXEMPLARY else f"second-{person}",
        person=person,
        kind=kind,
        year=2026,
        unit=cell,
        path=PATHS[cell],
        state=state,
        version=1,
        revision=2,
        confirmed_version=1 if state is PledgeState.CONFIRMED else None,
        last_item=1,
        sent_at=at(2, 1),
        received_at=at(2, 1),
        late=False,
        items=items,
    )


def _report(office: Office, person: str, text: str) -> str:
    speaker = office.field.speaker(person, office.now)

    def work(uow: UnitOfWork) -> str:
        sheet = report_sheet(uow, speaker, Q1, office.now)
        said = tuple(ItemProgress(each.key, ItemState.IN_PROGRESS, what=text) for each in sheet.items)
        command = SubmitReport(Q1, sheet.seen, said, text, text)
        return submit_report(uow, speaker, command, occasion(office.now), office.dice).report

    return office.do(work)


def _photo(person: str, text: str) -> Photo:
    return Photo(
        id=f"photo-{person}",
        person=person,
        document="report:2026Q1",
        item="e1",
        state=PhotoState.STORED,
        channel="telegram",
        line="bot",
        ref=f"ref-{person}",
        unique=f"u-{person}",
        name="",
        caption=text,
        album=None,
        message_id="m7",
        sent_at=at(10, 3),
        received_at=at(10, 3),
        sha256=f"{person:0<64}",
    )


def _paper(person: str, text: str) -> PaperEntry:
    said = ItemProgress("e1", ItemState.IN_PROGRESS, what=text)
    content = ReportContent(
        (ReportedItem(f"pledge-{person}", 1, replace(item(content=text), key="e1"), said),)
    )
    by = {"A": "phu", "B": "tich", "E": "to"}[AUTHORS[person]]
    return PaperEntry(
        person, report_code(Q1), by, YESTERDAY, at(9, 3) + timedelta(hours=1), 0, report=content
    )
