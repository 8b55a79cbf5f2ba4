"""/nhapdanhsach as the person who sends a list sees it, with buttons and in plain text."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.roster.batch import BatchState
from core.settings import NAMES_ON_TELEGRAM
from tests.roster.desk import InProcess
from tests.roster.tables import HEADER, sheets, xlsx
from tests.roster.town import Office
from tests.world import Phone, World, living

STAFF, SECRETARY = "M02", "M07"
CELL = "Chi bộ thôn Nà Tông"
OTHER = "Quàng Thị Người Khác"


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    with living(sqlite_url) as made:
        yield made


@pytest.fixture
def office(world: World) -> Office:
    return Office(world, InProcess())


def sent(office: Office, phone: Phone, data: bytes) -> None:
    phone.says("/nhapdanhsach")
    office.send(phone, data)
    office.work()


@pytest.mark.parametrize("channel", ["telegram", "text"])
def test_from_the_command_to_the_receipt_and_back(world: World, office: Office, channel: str) -> None:
    phone = world.phone(STAFF, channel)
    phone.says("nhập danh sách")
    assert "gửi danh sách vào đây" in phone.sees
    before = office.people_in("U32")
    office.send(
        phone, xlsx(HEADER, ["Quàng Thị Mới", 1980, "0912000111", CELL], ["Lò Văn Pản", 1958, "", CELL])
    )
    assert "đang đọc" in phone.sees
    office.work()
    assert "Mới: 1" in phone.sees
    assert "Đã có, không đổi: 1" in phone.sees
    assert office.people_in("U32") == before
    phone.chooses("Xem danh sách đã gửi")
    assert "Đề nghị đồng chí xem lại trước khi nhập" in phone.sees
    phone.chooses("Nhập 1 người")
    assert "✅ Đã nhập: 1 người mới" in phone.sees
    assert office.people_in("U32") == before | {"Quàng Thị Mới": 1980}
    phone.chooses("Hoàn tác")
    phone.chooses("Có, hoàn tác")
    assert "✅ Đã hoàn tác: bỏ 1 người" in phone.sees
    assert office.people_in("U32") == before


def test_a_spreadsheet_sent_out_of_the_blue_is_a_list_too(world: World, office: Office) -> None:
    phone = world.phone(STAFF)
    office.send(phone, xlsx(HEADER, ["Quàng Thị Mới", 1980, "", CELL]))
    office.work()
    assert "Đã đọc xong tệp" in phone.sees


def test_whatever_document_comes_while_a_list_is_asked_for_is_looked_at(world: World, office: Office) -> None:
    phone = world.phone(STAFF)
    phone.says("/nhapdanhsach")
    office.send(phone, b"%PDF-1.7", name="ds.pdf")
    office.work()
    assert "không phải tệp bảng tính" in phone.sees
    assert office.newest(STAFF).state is BatchState.FAILED
    phone.chooses("Gửi cho tôi tệp mẫu")
    assert "đang làm tệp" in phone.sees


def test_a_photo_stays_evidence_and_a_members_file_never_is_a_list(world: World, office: Office) -> None:
    phone = world.phone(STAFF)
    phone.says("/nhapdanhsach")
    phone.sends_photo("p1")
    assert len(world.do(lambda uow: uow.photos.of(STAFF, "report:2026Q1"))) == 1
    member = world.phone("M09")
    office.send(member, xlsx(HEADER, ["Quàng Thị Mới", 1980, "", CELL]))
    secretary = world.phone(SECRETARY)
    office.send(secretary, xlsx(HEADER, ["Quàng Thị Mới", 1980, "", CELL]))
    for person in (STAFF, "M09", SECRETARY):
        assert office.lists_of(person) == []
    secretary.says("/nhapdanhsach")
    assert "Chỉ cán bộ cấp trên" in secretary.everything


def test_another_persons_list_is_not_to_be_had(world: World, office: Office) -> None:
    phone = world.phone(STAFF)
    sent(office, phone, xlsx(HEADER, [OTHER, 1980, "", CELL]))
    batch = office.newest(STAFF).id
    colleague = world.phone("M01")
    for stranger in (colleague, world.phone(SECRETARY), world.phone("M09")):
        for argument in (f"b:{batch}", f"undo:{batch}", f"loi:{batch}"):
            stranger.says(f"/nhapdanhsach {argument}")
            assert OTHER not in stranger.everything
    assert "không còn ở đây" in colleague.everything
    assert office.newest(STAFF).state is BatchState.READY


def test_doubts_are_asked_one_by_one_and_shared_phones_once(world: World, office: Office) -> None:
    phone = world.phone(STAFF)
    sent(
        office,
        phone,
        xlsx(
            HEADER,
            ["Lo Van Pan", 1958, "", CELL],
            ["Quàng Thị Vợ", 1960, "0912000111", CELL],
            ["Quàng Văn Chồng", 1958, "0912000111", CELL],
            ["Quàng Thị Sai", "abc", "", CELL],
        ),
    )
    phone.chooses("Xem danh sách đã gửi")
    assert "Dòng 2: đây là ai?" in phone.sees
    phone.chooses("Đã có: Lò Văn Pản")
    assert "số điện thoại của người khác" in phone.sees
    phone.chooses("Đúng, dùng chung máy")
    assert "Dòng 5, cột Năm sinh (B): không phải năm sinh" in phone.sees
    phone.says("quay lại")
    phone.chooses("Bỏ qua các dòng này")
    phone.chooses("Nhập")
    people = office.people_in("U32")
    assert "Quàng Thị Vợ" in people
    assert "Quàng Văn Chồng" not in people
    assert "Lo Van Pan" not in people


def test_choices_of_how_it_is_read(world: World, office: Office) -> None:
    """The sheet, then the font, then the unit, then the capitals: each read anew, and told of when it is done."""
    phone = world.phone(STAFF)
    sent(
        office,
        phone,
        sheets({"Một": [HEADER[:2], ["NGUYÔN V¡N B×NH", 1968]], "Hai": [HEADER[:2], ["Lò Thị Hai", 1970]]}),
    )
    phone.chooses("Xem danh sách đã gửi")
    phone.chooses("Một")
    office.work()
    phone.chooses("Xem danh sách đã gửi")
    assert "NGUYỄN VĂN BÌNH" in phone.sees
    phone.chooses("Đúng, đọc theo TCVN3")
    office.work()
    phone.chooses("Xem danh sách đã gửi")
    assert "1 dòng không ghi chi bộ" in phone.sees
    phone.says("Nà Tông")
    phone.chooses(CELL)
    office.work()
    phone.chooses("Xem danh sách đã gửi")
    phone.chooses("Viết lại như bên phải")
    office.work()
    phone.chooses("Xem danh sách đã gửi")
    phone.chooses("Nhập 1 người")
    assert "Nguyễn Văn Bình" in office.people_in("U32")


def test_what_changed_before_the_consent_is_compared_anew_and_shown(world: World, office: Office) -> None:
    phone = world.phone(STAFF)
    data = xlsx(HEADER, ["Quàng Thị Mới", 1980, "", CELL])
    sent(office, phone, data)
    phone.chooses("Xem danh sách đã gửi")
    other = world.phone("M01")
    sent(office, other, data)
    other.chooses("Xem danh sách đã gửi")
    other.chooses("Nhập 1 người")
    phone.chooses("Nhập 1 người")
    assert "Chưa nhập gì; tệp đang được so lại" in phone.sees
    office.work()
    assert "Đã có, không đổi: 1" in phone.sees
    phone.chooses("Xem danh sách đã gửi")
    assert "Danh sách trong hệ thống vừa thay đổi" in phone.sees
    phone.chooses("Không nhập")
    assert office.newest(STAFF).state is BatchState.DROPPED


def test_a_large_list_is_applied_by_the_worker(
    world: World, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.usecases.import_roster_apply.AT_ONCE", 1)
    phone = world.phone(STAFF)
    sent(office, phone, xlsx(HEADER, ["Quàng Thị Mới", 1980, "", CELL], ["Quàng Thị Hai", 1981, "", CELL]))
    phone.chooses("Xem danh sách đã gửi")
    phone.chooses("Nhập 2 người")
    assert "Đang nhập 2 người" in phone.sees
    assert "Quàng Thị Mới" not in office.people_in("U32")
    office.work()
    assert "✅ Đã nhập: 2 người mới" in phone.sees
    assert "Quàng Thị Mới" in office.people_in("U32")
    phone.chooses("Xem danh sách đã gửi")
    phone.chooses("Hoàn tác lần nhập này")
    phone.chooses("Có, hoàn tác")
    assert "Quàng Thị Mới" not in office.people_in("U32")


def test_where_telegram_may_not_name_people_rows_are_named_by_number(world: World, office: Office) -> None:
    world.do(lambda uow: uow.units.set("U0", NAMES_ON_TELEGRAM, "off"))
    phone = world.phone(STAFF)
    seen = len(phone.everything)
    sent(
        office,
        phone,
        xlsx(
            HEADER,
            ["LÒ VĂN PẢNG", 1958, "", CELL],
            ["Lo Van Pan", 1958, "", CELL],
            ["Quàng <Thị> Sai", "abc", "", CELL],
        ),
    )
    phone.chooses("Xem danh sách đã gửi")
    phone.chooses("Giữ nguyên")
    phone.chooses("Bỏ qua dòng này")
    for name in ("PẢNG", "Pảng", "Lò Văn Pản", "Lo Van Pan", "Sai"):
        assert name not in phone.everything[seen:]
    assert "Dòng 4, cột Năm sinh" in phone.sees


def test_a_file_that_is_lost_or_too_large_is_told_of(world: World, office: Office) -> None:
    phone = world.phone(STAFF)
    office.send(phone, b"x")
    office.sent.clear()
    office.work()
    assert "Hệ thống chưa nhận được tệp" in phone.sees
    office.send(phone, b"x" * 10)
    office.work()
    assert "Không thấy dòng tiêu đề" in phone.sees


def test_the_same_update_again_is_one_list(world: World, office: Office) -> None:
    phone = world.phone(STAFF)
    office.send(phone, xlsx(HEADER, ["Quàng Thị Mới", 1980, "", CELL]))
    phone.again()
    assert len(world.do(lambda uow: uow.rosters.newest_of(STAFF))) == 1


def test_nothing_of_a_list_lies_open_in_the_database(world: World, office: Office, sqlite_url: str) -> None:
    """Phones, file names, faulty cells and the file itself are sealed; names stand clear as they do among people."""
    phone = world.phone(STAFF)
    sent(
        office,
        phone,
        xlsx(HEADER, ["Quàng Thị Mới", 1980, "0912000111", CELL], ["Quàng Thị Hai", "lời riêng", "", CELL]),
    )
    office.work()
    whole = b"".join(
        path.read_bytes() for path in Path(sqlite_url.removeprefix("sqlite:///")).parent.glob("test.db*")
    )
    for secret in ("0912000111", "lời riêng", "ds.xlsx", "file0"):
        assert secret.encode() not in whole
        assert json.dumps(secret).encode() not in whole


def test_the_rows_to_look_at_come_as_a_file_and_the_way_back_is_at_hand(world: World, office: Office) -> None:
    phone = world.phone(STAFF)
    rows = ([f"Quàng Thị {letter}", "abc", "", CELL] for letter in "ABCDEFGHI")
    sent(office, phone, xlsx(HEADER, ["Quàng Thị Đúng", 1970, "", CELL], *rows))
    phone.chooses("Xem danh sách đã gửi")
    assert (
        phone.sees.index("Dòng 7") < phone.sees.index("Và 4 dòng lỗi nữa") < phone.sees.index("còn sinh hoạt")
    )
    phone.chooses("Gửi tệp ghi rõ từng dòng")
    assert "đang làm tệp" in phone.sees
    world.make_files()
    (data,) = phone.bubbles[-1].files.values()
    written = [[cell.value for cell in row] for row in load_workbook(BytesIO(data)).worksheets[0].iter_rows()]
    assert written[1][1:5] == [
        "3",
        "Quàng Thị A",
        None,
        "cột Năm sinh (B): không phải năm sinh hoặc ngày sinh (“abc”)",
    ]
    assert written[-1][4] == "có trong hệ thống mà không có trong tệp; được giữ nguyên"
    phone.says("nhập danh sách")
    phone.says("quản trị")
    phone.says("xem danh sách đã gửi")
    assert "Và 4 dòng lỗi nữa" in phone.sees
    phone.chooses("Gửi tệp ghi rõ từng dòng")
    phone.chooses("Xem danh sách đã gửi")
    phone.chooses("Nhập 1 người, bỏ qua 9 dòng")
    assert "Bỏ qua: 9 dòng." in phone.sees
