"""Who steals the database without the key reads no text, phone, code or reason in it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from core.evidence import LookAlike
from core.history import Deed, Entry
from core.people import AudienceGroup, Person
from core.photos import Photo, PhotoState
from core.report import ItemProgress, ItemState, Report, ReportContent, ReportedItem, ReportState, Returned
from storage.work import Repositories
from tests.core.field import PATHS, Q1, Field, at, field_on, item
from tests.core.test_report_and_review import pledge

SECRETS = (
    "Vận động hộ ông Páo hiến đất",
    "đang điều trị tại bệnh viện tỉnh",
    "thiếu biên bản bàn giao",
    "phương hướng quý sau",
    "0987 654 321",
    "FILE-REF-AgACAgUAAx",
    "ảnh nhà ông Páo",
)


def written(field: Field) -> None:
    content, sick, reason, plan, phone, ref, caption = SECRETS
    pledge(field, "en", "A", item(content=content))
    kept = replace(item(content=content), key="e1")
    said = ItemProgress("e1", ItemState.COULD_NOT, reason=sick)
    report = Report(
        id="r1",
        person="en",
        period=Q1,
        unit="A",
        path=PATHS["A"],
        state=ReportState.RETURNED,
        version=1,
        revision=1,
        receipt="346789",
        sent_at=at(1, 3),
        received_at=at(1, 3),
        late=False,
        content=ReportContent((ReportedItem("pledge-en", 1, kept, said),), "", plan),
        returned=Returned("hai", at(2, 3), reason, frozenset({"e1"})),
    )
    photo = Photo(
        id="p1",
        person="en",
        document="report:2026Q1",
        item="e1",
        state=PhotoState.NOTED,
        channel="telegram",
        line="main",
        ref=ref,
        unique="u",
        name="nha.jpg",
        caption=caption,
        album=None,
        message_id="5",
        sent_at=at(1, 3),
        received_at=at(1, 3),
    )

    def write(uow: Repositories) -> None:
        uow.reports.add(report)
        uow.history.add(Entry("r1", at(2, 3), "hai", Deed.RETURNED, 1, reason))
        uow.photos.add(photo)
        uow.people.add(Person("new", "Lò Mới", 1990, AudienceGroup.ORDINARY_MEMBER), phone)

    field.do(write)
    assert field.do(lambda uow: uow.reports.get("r1")) == report
    assert field.do(lambda uow: uow.photos.get("p1")) == photo
    stored = replace(photo, state=PhotoState.STORED, sha256="ab" * 32, look_alike=LookAlike(2**63 + 5))
    field.do(lambda uow: uow.photos.save(stored))
    assert field.do(lambda uow: uow.photos.get("p1")) == stored


def test_an_sqlite_file(sqlite_url: str) -> None:
    with field_on(sqlite_url) as field:
        written(field)
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    stolen = b"".join(path.read_bytes() for path in file.parent.iterdir() if path.is_file())
    assert "Đèo Thị Én".encode() in stolen  # names are clear: lists sort and search by them
    for secret in SECRETS:
        assert secret.encode() not in stolen


def test_every_row_of_postgresql(postgres_url: str) -> None:
    with field_on(postgres_url) as field:
        written(field)

        def dump(uow: Repositories) -> str:
            core = uow.connection.core
            tables = core.exec_driver_sql(
                "select tablename from pg_tables where schemaname = 'public'"
            ).scalars()
            return "".join(
                repr(core.exec_driver_sql(f'select * from "{table}"').fetchall())  # noqa: S608 - names of our tables
                for table in list(tables)
            )

        stolen = field.do(dump)
    assert "Đèo Thị Én" in stolen
    for secret in SECRETS:
        assert secret not in stolen
        assert repr(secret.encode())[2:-1] not in stolen


def test_pages_of_people_meet_everyone_once(sqlite_url: str) -> None:
    with field_on(sqlite_url) as field:
        pages: list[str] = []

        def page(uow: Repositories) -> list[str]:
            found = uow.people.residents("/", date(2026, 3, 1), pages[-1] if pages else "", 3)
            return [who.person.id for who in found]

        while more := field.do(page):
            pages += more
        assert len(pages) == len(set(pages)) == 11
