"""What is held about a person: handed over whole, corrected, deleted by the clock, held back by law."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import pytest
from docx import Document as WordDocument

from bot.farewell import LastMessage
from core.consent import Purpose
from core.data_requests import LegalHold, RequestState
from core.documents import Document
from core.erasure import Step
from core.evidence import LookAlike
from core.files_out import FileOrder
from core.history import Reading
from core.people import RoleKind
from core.photos import Photo, PhotoState
from core.ports import UnitOfWork
from core.text.periods import Quarter
from core.trail import Act
from core.usecases.consent import has_agreed
from core.usecases.erase_person import erase_slice
from core.usecases.own_files import collect_own_files
from documents.own_data import draw_own_data
from storage.repositories.own_data import TABLES
from storage.tables import metadata
from tests.core.field import item
from tests.handlers.secretary.office import Office
from tests.world import Phone

Q1 = Quarter(2026, 1)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    made = Office(database_url)
    made.field.consent("sa")
    yield made
    made.close()


@pytest.fixture
def en(office: Office) -> Phone:
    """A member with a pledge, a report and a photo."""
    phone = office.phone_of("en")
    office.pledges("en", item(content="Giúp hộ ông Páo làm nhà"), item("4", "buổi"))
    office.reports("en", "1", "2")
    office.do(lambda uow: uow.photos.add(photo("p1", "a" * 64)))
    phone.says("/cuatoi")
    return phone


def photo(name: str, sha256: str, person: str = "en") -> Photo:
    from tests.core.field import at

    return Photo(
        id=name,
        person=person,
        document=Document.report(Q1).code,
        item="e1",
        state=PhotoState.STORED,
        channel="telegram",
        line="bot",
        ref="REF",
        unique=name,
        name="nha.jpg",
        caption="nhà ông Páo",
        album=None,
        message_id="77",
        sent_at=at(9, 3),
        received_at=at(9, 3),
        kind="jpeg",
        size_bytes=10,
        sha256=sha256,
        look_alike=LookAlike(5),
    )


def files_of(office: Office, person: str) -> dict[str, bytes]:
    order = FileOrder("o1", "own_data", "", person, 1, "telegram", office.now)
    facts = office.do(lambda uow: collect_own_files(uow, order, office.now, office.dice))
    drawn = draw_own_data(facts, office.words, lambda _sha256: b"\xff\xd8 a picture")
    return {each.name.rpartition(".")[2]: each.data for each in drawn}


def erase(office: Office, *, most: int = 1000) -> int:
    """How many slices were done."""
    for count in range(most):
        found = office.do(lambda uow: uow.requests.erasing(10))
        if not found:
            return count
        words, now = LastMessage(office.words), office.now
        if not office.do(partial(erase_slice, request=found[0].id, now=now, farewell=words)):
            return count
    return most


def decided(office: Office, en: Phone) -> Phone:
    """The deletion is asked for and agreed to; nothing is erased yet."""
    en.says("xóa dữ liệu của tôi")
    en.chooses("Yêu cầu xóa")
    staff = office.phone_of("pa")
    staff.says("/yeucau")
    staff.chooses("Đèo Thị Én")
    staff.chooses("Xóa dữ liệu")
    staff.chooses("Gửi")
    return staff


def note(uow: UnitOfWork, reading: Reading) -> None:
    uow.history.note_reading(reading)


class TestFiles:
    def test_the_json_has_every_word_and_the_word_document_reads_well(
        self, office: Office, en: Phone
    ) -> None:
        assert en.bubbles
        files = files_of(office, "en")
        held = json.loads(files["json"])["held"]
        assert "Giúp hộ ông Páo làm nhà" in json.dumps(held["pledge_version"], ensure_ascii=False)
        assert held["person"][0]["phone"].startswith("09")
        assert held["photo"][0]["source"][3] == "nhà ông Páo"
        assert held["address"][0]["chat"] == "…ram"
        assert "chat-en" not in files["json"].decode()
        assert held["outbox"], "what was sent is there"
        assert held["consent"][0]["purpose"] in {"processing", "telegram"}
        told = "\n".join(each.text for each in WordDocument(io.BytesIO(files["docx"])).paragraphs)
        assert "Giúp hộ ông Páo làm nhà" in told
        assert zipfile.ZipFile(io.BytesIO(files["zip"])).namelist() == ["p1.jpg"]

    def test_nothing_of_anybody_else_is_in_it(self, office: Office, en: Phone) -> None:
        office.pledges("an", item(content="Việc riêng của An"))
        del en
        assert "Việc riêng của An" not in files_of(office, "en")["json"].decode()

    def test_what_only_the_system_can_read_is_left_out(self, office: Office, en: Phone) -> None:
        del en
        held = json.loads(files_of(office, "en")["json"])["held"]
        columns = {column for rows in held.values() for row in rows for column in row}
        assert not [column for column in columns if "digest" in column or "lease" in column]

    def test_every_table_is_asked_or_known_to_hold_nothing_of_a_person(self) -> None:
        """A new table stands in storage/repositories/own_data.py, or here with its reason."""
        not_personal = {
            *("unit", "unit_place", "unit_succession", "unit_setting", "unit_change", "pilot", "setting"),
            *("criterion_group", "suggestion"),  # no person
            *(
                "update_seen",
                "line_leader",
                "access_seal",
                "log_start",
                "code_miss",
                "slot_mark",
            ),  # keys and hashes
            "parked_update",  # nobody knows whose; gone after 14 days
            "file_link",  # keyed hashes, gone after a day
            *(
                "roster_batch",
                "roster_chunk",
                "roster_stage",
                "roster_owed",
            ),  # lists on their way in, soon gone
        }
        assert set(metadata.tables) - TABLES <= not_personal

    def test_they_are_ordered_from_the_page(self, office: Office, en: Phone) -> None:
        en.says("dữ liệu của tôi")
        en.chooses("Nhận toàn bộ thành tệp")
        assert "Hệ thống đang làm tệp" in en.sees
        assert [each.kind for each in office.do(lambda uow: uow.files.of_person("en"))] == ["own_data"]


class TestWhoSaw:
    def test_the_newest_first_by_name(self, office: Office, en: Phone) -> None:
        secretary = office.phone_of("hai")
        secretary.says("duyệt")
        secretary.chooses("Đèo Thị Én")
        en.says("dữ liệu của tôi")
        en.chooses("Ai đã xem, ai đã sửa")
        assert "xem báo cáo hoặc đăng ký" in en.sees
        assert "Bế Hải" in en.sees
        assert "đã gửi" in en.sees, "what was done with the documents stands there too"

    def test_page_by_page(self, office: Office, en: Phone) -> None:
        for day in range(14):
            reading = Reading("report", "en", 1, "hai", office.now - timedelta(days=day))
            office.do(partial(note, reading=reading))
        en.says("/dulieucuatoi")
        en.chooses("Ai đã xem, ai đã sửa")
        first = en.sees
        en.chooses("Xem tiếp")
        assert en.sees != first
        assert "Bế Hải" in en.sees

    def test_nobody_yet(self, office: Office) -> None:
        an = office.phone_of("an")
        an.says("/dulieucuatoi")
        an.chooses("Ai đã xem, ai đã sửa")
        assert "Chưa có ai" in an.sees


class TestCorrection:
    def test_it_is_asked_answered_and_told(self, office: Office, en: Phone) -> None:
        secretary = office.phone_of("hai")
        en.says("sửa dữ liệu của tôi")
        en.says("Năm sinh của tôi là 1985")
        assert "Chậm nhất 12/03/2026 có trả lời" in en.sees
        assert "Chậm nhất 24/03/2026 làm xong" in en.sees
        en.chooses("Gửi")
        assert "chờ đồng chí: sửa dữ liệu cá nhân" in secretary.sees
        secretary.chooses("Mở xem")
        assert "Năm sinh của tôi là 1985" in secretary.sees
        secretary.chooses("Đã sửa")
        secretary.says("Đã sửa năm sinh thành 1985")
        secretary.chooses("Gửi")
        assert "Đã sửa năm sinh thành 1985" in en.everything

    def test_whoever_asked_takes_it_back(self, office: Office, en: Phone) -> None:
        en.says("sửa dữ liệu của tôi")
        en.says("Năm sinh của tôi là 1985")
        en.chooses("Gửi")
        en.chooses("Rút lại yêu cầu")
        assert "Đã rút lại" in en.sees
        (request,) = office.do(lambda uow: uow.requests.of_person("en"))
        assert request.state is RequestState.CANCELLED

    @pytest.mark.parametrize("other", ["an", "xuan", "to", "sa"])
    def test_nobody_else_opens_it(self, office: Office, en: Phone, other: str) -> None:
        en.says("sửa dữ liệu của tôi")
        en.says("Năm sinh của tôi là 1985")
        en.chooses("Gửi")
        (request,) = office.do(lambda uow: uow.requests.of_person("en"))
        phone = office.phone_of(other)
        phone.says(f"/yeucau {request.id}")
        assert "1985" not in phone.everything
        phone.says("/yeucau")
        assert "1985" not in phone.everything
        assert "sửa dữ liệu cá nhân" not in phone.everything

    def test_a_refusal_says_why(self, office: Office, en: Phone) -> None:
        en.says("sửa dữ liệu của tôi")
        en.says("Tên tôi là Nguyễn Văn A")
        en.chooses("Gửi")
        secretary = office.phone_of("hai")
        secretary.says("/yeucau")
        secretary.chooses("Đèo Thị Én")
        secretary.chooses("Không thực hiện")
        assert "Vì sao" in secretary.sees
        secretary.says("Chưa có giấy tờ xác nhận")
        secretary.chooses("Gửi")
        assert "Chưa có giấy tờ xác nhận" in en.everything


class TestDeletion:
    def test_asking_stops_all_messages_at_once(self, office: Office, en: Phone) -> None:
        en.says("xóa dữ liệu của tôi")
        assert "Chậm nhất 07/04/2026 làm xong" in en.sees
        en.chooses("Yêu cầu xóa")
        assert "Đã gửi yêu cầu" in en.everything
        assert not office.do(lambda uow: has_agreed(uow, "en"))
        assert not office.do(lambda uow: has_agreed(uow, "en", Purpose.COMMENDATION))

    def test_everything_goes_and_the_counts_stay(self, office: Office, en: Phone) -> None:
        document = Document.report(Q1)
        before = office.do(lambda uow: uow.obligations.tally("/P/", document, office.now))
        decided(office, en)
        assert erase(office) > 5
        en.receive_all()
        assert "đã làm xong" in en.sees
        erase(office)
        after = office.do(lambda uow: uow.obligations.tally("/P/", document, office.now))
        assert after == before
        (request,) = office.do(lambda uow: uow.requests.of_person("en"))
        assert request.state is RequestState.DONE
        assert office.do(lambda uow: uow.talk.addresses_of("en")) == []
        held = office.do(lambda uow: uow.own_data.everything("en"))
        told = json.dumps(held, ensure_ascii=False, default=str)
        for word in ("ông Páo", "chat-en", "nha.jpg", "REF"):
            assert word not in told
        assert held["person"][0]["phone"] is None
        assert held["person"][0]["full_name"] == "Đèo Thị Én", "the cell's list still has its member"
        assert Act.ERASED in {each.act for each in office.do(lambda uow: uow.trail.of_owner("en", 0, 50))}

    def test_bytes_go_by_how_many_still_hold_them(self, office: Office, en: Phone) -> None:
        office.do(lambda uow: uow.photos.add(photo("p2", "b" * 64)))
        office.do(lambda uow: uow.photos.add(photo("p3", "b" * 64, "an")))
        decided(office, en)
        erase(office)
        assert set(office.do(lambda uow: uow.photos.to_forget(10))) == {"a" * 64, "b" * 64}
        assert office.do(lambda uow: (uow.photos.uses("a" * 64), uow.photos.uses("b" * 64))) == (0, 1)

    @pytest.mark.parametrize("slices", range(1, 10))
    def test_it_goes_on_where_it_was_interrupted(self, office: Office, en: Phone, slices: int) -> None:
        """Each slice is a transaction of its own; a process that dies between two leaves the rest to the next."""
        decided(office, en)
        erase(office, most=slices)
        for _ in range(2):
            erase(office)
            en.receive_all()
        erase(office)
        (request,) = office.do(lambda uow: uow.requests.of_person("en"))
        assert request.state is RequestState.DONE

    def test_the_last_message_leaves_before_the_address_goes(self, office: Office, en: Phone) -> None:
        decided(office, en)
        erase(office)
        assert office.do(lambda uow: uow.talk.addresses_of("en")) != []
        office.now += timedelta(days=2)
        erase(office)
        assert office.do(lambda uow: uow.talk.addresses_of("en")) == [], "it waits a day at most"

    def test_it_can_be_taken_back_until_it_is_begun(self, office: Office, en: Phone) -> None:
        en.says("xóa dữ liệu của tôi")
        en.chooses("Yêu cầu xóa")
        en.says("/dulieucuatoi")
        en.chooses("Rút lại: xóa dữ liệu cá nhân")
        assert "Đã rút lại" in en.sees
        en.chooses("Đồng ý lại")
        en.chooses("Đồng ý")
        en.says("/dulieucuatoi")
        assert "Đồng ý lại" not in en.choices
        staff = office.phone_of("pa")
        staff.says("/yeucau")
        assert "Không có yêu cầu nào" in staff.sees

    def test_a_legal_hold_stands_in_the_way_and_says_why(self, office: Office, en: Phone) -> None:
        keeper = office.phone_of("sa")
        keeper.says("/luugiu")
        keeper.says("Đèo Thị Én")
        keeper.chooses("Đèo Thị Én") if any(c.startswith("Đèo") for c in keeper.choices) else None
        keeper.says("Quyết định kiểm tra số 12")
        keeper.chooses("90 ngày")
        keeper.chooses("Ghi nhận")
        assert "Quyết định kiểm tra số 12" in en.everything
        keeper.says("/luugiu")
        assert "Quyết định kiểm tra số 12" in keeper.sees
        assert "Thôi lưu giữ cho đồng chí Đèo Thị Én" in keeper.choices
        en.says("xóa dữ liệu của tôi")
        assert "Quyết định kiểm tra số 12" in en.sees
        en.chooses("Yêu cầu xóa")
        staff = office.phone_of("pa")
        staff.says("/yeucau")
        staff.chooses("Đèo Thị Én")
        assert "Xóa dữ liệu" not in staff.choices
        office.now += timedelta(days=91)
        staff.says("/yeucau")
        staff.chooses("Đèo Thị Én")
        assert "Xóa dữ liệu" in staff.choices

    def test_a_hold_that_comes_in_between_stops_it_there(self, office: Office, en: Phone) -> None:
        decided(office, en)
        erase(office, most=1)
        office.do(lambda uow: uow.requests.add_hold(hold_until(date(2026, 12, 31), office)))
        assert erase(office) == 0
        assert office.do(lambda uow: uow.pledges.of_year("en", 2026))[0].items != ()


def hold_until(day: date, office: Office) -> LegalHold:
    return LegalHold("h1", "en", "Quyết định kiểm tra", day, "pa", office.now)


def test_the_steps_are_taken_in_order_and_each_has_its_way(office: Office) -> None:
    def walk(uow: UnitOfWork) -> None:
        for step in Step:
            if step not in {Step.TOLD, Step.PERSON}:
                assert uow.erasure.slice("en", step, 0, 10) is None

    office.do(walk)


class TestAuditor:
    def test_reads_who_did_what_and_nothing_of_what_it_says(self, office: Office, en: Phone) -> None:
        office.do(lambda uow: uow.people.add_role("ngan", "P", RoleKind.AUDITOR.value, date(2026, 1, 1)))
        en.says("sửa dữ liệu của tôi")
        en.says("Năm sinh của tôi là 1985")
        en.chooses("Gửi")
        auditor = office.phone_of("ngan")
        auditor.says("/nhatky")
        assert "yêu cầu về dữ liệu của mình" in auditor.sees
        assert "1985" not in auditor.everything

    @pytest.mark.parametrize("other", ["en", "hai", "pa", "sa"])
    def test_nobody_else_does(self, office: Office, en: Phone, other: str) -> None:
        del en
        phone = office.phone_of(other)
        phone.says("/nhatky")
        assert "Nhật ký" not in phone.sees
