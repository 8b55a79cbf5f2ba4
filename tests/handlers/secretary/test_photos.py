"""Photos before the reviewer: shown by the album, hints that name nobody out of reach, marks of secrecy."""

import pytest

from core.evidence import LookAlike
from core.photos import Photo, PhotoState
from core.report import ReportState
from core.usecases.evidence import remove_evidence
from tests.core.field import at, occasion
from tests.handlers.secretary.office import Office, w
from tests.world import Phone


def photo(
    number: int, person: str = "en", item: str | None = "e1", mark: int | None = None, **more: str
) -> Photo:
    return Photo(
        id=f"{person}{number:030d}",
        person=person,
        document="report:2026Q1",
        item=item,
        state=PhotoState.STORED,
        channel="telegram",
        line="bot",
        ref=f"ref{number}",
        unique=f"{person}-{number}",
        name="",
        caption=more.get("caption", ""),
        album=None,
        message_id=str(number),
        sent_at=at(10, 3),
        received_at=at(10, 3),
        kind="jpeg",
        sha256=more.get("sha256", f"{person}{number:060d}"[:64]),
        look_alike=LookAlike(number * 0x0123456789ABCDEF % 2**64 if mark is None else mark),
    )


@pytest.fixture
def report(office: Office) -> str:
    office.pledges("en")
    office.owes()
    return office.reports("en", "4", "2")


def add(office: Office, *photos: Photo) -> None:
    office.do(lambda uow: [uow.photos.add(each) for each in photos])


def opened(office: Office, report: str) -> Phone:
    phone = office.phone_of("hai")
    phone.says(f"/duyet r:{report}")
    return phone


def test_photos_are_shown_by_the_album_of_ten(office: Office, report: str) -> None:
    add(office, *(photo(number, caption="mái nhà" if number == 1 else "") for number in range(1, 13)))
    phone = opened(office, report)
    assert w("Photos: {count}", count=12) in phone.sees
    phone.taps(w("See the photos ({count})", count=12))
    assert len(phone.shown.photos) == 10
    assert "mái nhà" in phone.sees
    phone.taps(w("Read on ({number} of {count})", number=2, count=2))
    assert len(phone.shown.photos) == 2
    phone.taps(w("Back to the report"))
    assert not phone.shown.photos
    assert w("Accept") in phone.choices


def test_a_photo_that_bears_a_mark_of_secrecy_is_deleted_at_once(office: Office, report: str) -> None:
    add(office, photo(1), photo(2))
    phone = opened(office, report)
    phone.taps(w("See the photos ({count})", count=2))
    phone.taps(w("Photo {number} bears a mark of secrecy", number=2))
    phone.taps(w("No, leave it"))
    assert office.do(lambda uow: uow.photos.get(photo(2).id)) == photo(2)
    phone.taps(w("See the photos ({count})", count=2))
    phone.taps(w("Photo {number} bears a mark of secrecy", number=2))
    decision = phone.taps(w("Yes, delete it now"))
    gone = office.do(lambda uow: uow.photos.get(photo(2).id))
    assert gone is not None
    assert (gone.state, gone.ref) == (PhotoState.MARKED, "")
    assert office.do(lambda uow: uow.photos.to_forget(10)) == [photo(2).sha256]
    assert ("forget", photo(2).sha256) in decision.after
    phone.taps(w("Back to the report"))
    assert w("See the photos ({count})", count=1) in phone.choices
    assert office.report(report).state is ReportState.SUBMITTED


def test_a_photo_removed_by_its_author_meanwhile_is_not_marked(office: Office, report: str) -> None:
    add(office, photo(1), photo(2))
    phone = opened(office, report)
    phone.taps(w("See the photos ({count})", count=2))
    author = office.field.speaker("en", office.now)
    office.do(lambda uow: remove_evidence(uow, author, photo(2).id, occasion(office.now)))
    phone.taps(w("Photo {number} bears a mark of secrecy", number=2))
    gone = office.do(lambda uow: uow.photos.get(photo(2).id))
    assert gone is not None
    assert gone.state is PhotoState.REMOVED
    assert w("Yes, delete it now") not in phone.choices


def test_a_look_alike_is_a_hint_and_names_whom_the_reviewer_looks_after(office: Office, report: str) -> None:
    office.pledges("an")
    same = "5" * 64
    add(office, photo(1, sha256=same, mark=7), photo(9, "an", sha256=same, mark=7))
    phone = opened(office, report)
    assert "Ẩn" in phone.sees
    assert "không phải kết luận" in phone.sees


def test_a_look_alike_in_another_cell_names_nobody(office: Office, report: str) -> None:
    same = "5" * 64
    add(office, photo(1, sha256=same, mark=7), photo(9, "xuan", sha256=same, mark=7))
    phone = opened(office, report)
    assert "Xuân" not in phone.sees
    assert (
        w("another report, {period}", period=w("{quarter}", quarter=office.report(report).period))
        in phone.sees
    )


def test_a_photo_removed_while_the_report_is_on_the_screen_is_not_accepted_unseen(
    office: Office, report: str
) -> None:
    add(office, photo(1), photo(2))
    phone = opened(office, report)
    author = office.field.speaker("en", office.now)
    office.do(lambda uow: remove_evidence(uow, author, photo(1).id, occasion(office.now)))
    phone.taps(w("Accept"))
    assert office.report(report).state is ReportState.SUBMITTED
    assert w("Photos: {count}", count=1) in phone.sees
    phone.taps(w("Accept"))
    assert office.report(report).state is ReportState.ACCEPTED
