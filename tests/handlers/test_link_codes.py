"""/malienket as its people use it, and as somebody would who wants to get in."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from core.entrance import code_in
from core.people import RoleKind
from core.ports import UnitOfWork
from core.settings import CHAT_DISABLED, NAMES_ON_TELEGRAM
from tests.world import Phone, World, living

SECRETARY = "M07"  # of the cell Nà Tông
COMRADE = "M10"  # Sùng A Dính of the same cell
STAFF = "M06"  # of the commune above
OUTSIDER = "M20"  # secretary of another cell
CELL = "U32"


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    with living(sqlite_url) as world:
        yield world


def given_code(phone: Phone) -> str:
    """The code on the screen."""
    codes = [code for line in phone.sees.splitlines() if (code := code_in(line)) is not None]
    assert len(codes) == 1, phone.sees
    return codes[0]


def gives(phone: Phone, person: str) -> str:
    phone.says(f"/malienket {person}")
    phone.chooses("Cấp mã mới")
    phone.chooses("Cấp mã")
    return given_code(phone)


def links(world: World, code: str) -> bool:
    """Whether a stranger who types it is asked for consent."""
    stranger = world.stranger()
    stranger.says(f"/start {code}")
    return "Có đúng là đồng chí" in stranger.sees


@pytest.mark.parametrize("channel", ["telegram", "text"])
def test_a_comrade_is_found_by_name_and_given_a_code_that_opens(world: World, channel: str) -> None:
    phone = world.phone(SECRETARY, channel)
    phone.says("mã liên kết")
    phone.chooses("Một đồng chí")
    phone.says("dính")
    phone.chooses("Sùng A Dính")
    assert "Chưa liên kết" in phone.sees
    phone.chooses("Cấp mã mới")
    assert "Mã cũ chưa dùng sẽ hết hiệu lực" in phone.sees
    phone.chooses("Cấp mã")
    assert links(world, given_code(phone))
    assert not links(world, world.codes[COMRADE]), "the earlier code ends"


def test_nothing_happens_before_the_summary_was_agreed_to(world: World) -> None:
    phone = world.phone(SECRETARY)
    phone.says(f"/malienket {COMRADE}")
    phone.chooses("Cấp mã mới")
    phone.chooses("Không, giữ nguyên")
    assert links(world, world.codes[COMRADE])


def test_a_code_can_be_taken_back(world: World) -> None:
    phone = world.phone(SECRETARY)
    code = gives(phone, COMRADE)
    phone.chooses("Thu hồi mã này")
    assert "không dùng được nữa" in phone.sees
    assert not links(world, code)
    phone.says(f"/malienket {COMRADE}")
    assert "Thu hồi mã chưa dùng" not in phone.choices


def test_an_old_button_does_not_take_a_newer_code_back(world: World) -> None:
    phone = world.phone(SECRETARY)
    gives(phone, COMRADE)
    old = phone.bubbles[-1]
    newer = gives(phone, COMRADE)
    phone.taps("Thu hồi mã này", old)
    assert "hết hiệu lực từ trước" in phone.sees
    assert links(world, newer)


def test_a_lost_telephone_is_cut_off_and_a_new_one_linked(world: World) -> None:
    lost = world.phone(COMRADE)
    phone = world.phone(SECRETARY)
    phone.says(f"/malienket {COMRADE}")
    assert "Telegram từ 10/03/2026" in phone.sees
    phone.chooses("Mất máy")
    assert "không lùi lại được" in phone.sees
    phone.chooses("Gỡ mọi liên kết")
    assert "Đã gỡ 1 liên kết" in phone.sees
    lost.says("/menu")
    assert "gõ mã" in lost.sees, "whoever found it is a stranger"
    phone.chooses("Cấp mã mới")
    phone.chooses("Cấp mã mới")
    phone.chooses("Cấp mã")
    assert links(world, given_code(phone))


def test_who_is_linked_hears_that_somebody_made_a_code(world: World) -> None:
    """Else whoever gives codes could quietly sit down in another's chair."""
    comrade = world.phone(COMRADE)
    gives(world.phone(SECRETARY), COMRADE)
    world.deliver()
    assert "vừa cấp một mã liên kết mới" in comrade.everything


@pytest.mark.parametrize("person", ["M21", "M99999", "../M21", "' or 1=1 --"])
def test_who_is_outside_and_who_does_not_exist_are_one(world: World, person: str) -> None:
    """A forged argument, as any button could carry."""
    phone = world.phone(SECRETARY)
    for letter in ("", "p:", "x:"):
        phone.says(f"/malienket {letter}{person}")
        assert "ngoài phạm vi" in phone.sees
    if person in world.codes:
        assert links(world, world.codes[person])


@pytest.mark.parametrize("argument", ["u:U33", "w:U33", "u:U3", "u:U0", "u:NONE"])
def test_no_sheet_for_a_unit_that_one_does_not_look_after(world: World, argument: str) -> None:
    phone = world.phone(SECRETARY)
    phone.says(f"/malienket {argument}")
    assert "ngoài phạm vi" in phone.sees


def test_a_member_is_not_offered_it_and_gets_nowhere_by_typing(world: World) -> None:
    phone = world.phone(COMRADE)
    for typed in ("/malienket", "mã liên kết", f"/malienket p:{SECRETARY}", f"/malienket u:{CELL}"):
        phone.says(typed)
        assert "Cấp mã" not in " ".join(phone.choices)
    phone.says("/malienket x:M08")
    assert links(world, world.codes["M08"])


def make_administrator(world: World, person: str) -> None:
    def work(uow: UnitOfWork) -> None:
        uow.people.add_role(person, "U0", RoleKind.ADMINISTRATOR, date(2026, 1, 1))

    world.do(work)


def test_a_cells_secretary_cannot_become_the_administrator_who_lives_in_the_cell(world: World) -> None:
    make_administrator(world, COMRADE)
    phone = world.phone(SECRETARY)
    phone.says(f"/malienket {COMRADE}")
    assert "mã do cấp trên cấp" in phone.sees
    phone.says("/malienket")
    phone.chooses("Một đồng chí")
    phone.says("dính")
    phone.chooses("Sùng A Dính")
    assert "mã do cấp trên cấp" in phone.sees, "and another may be sought at once"
    phone.says("hùng")
    assert links(world, world.codes[COMRADE])


def test_a_unit_that_keeps_out_of_chat_has_no_codes(world: World) -> None:
    world.do(lambda uow: uow.units.set(CELL, CHAT_DISABLED, "on"))
    phone = world.phone(STAFF)
    for argument in (COMRADE, f"u:{CELL}"):
        phone.says(f"/malienket {argument}")
        assert "không dùng trợ lý" in phone.sees


# sheets


def orders_sheet(phone: Phone) -> None:
    phone.says(f"/malienket u:{CELL}")
    phone.chooses("Làm bản in")


def paper(phone: Phone) -> Any:  # noqa: ANN401 - python-docx's Document is a function
    ((name, data),) = phone.bubbles[-1].files.items()
    assert name == "ma-lien-ket-chi-bo-thon-na-tong-2026-03-10.docx"
    return Document(io.BytesIO(data))


def slips(phone: Phone) -> dict[str, str]:
    """The code of each comrade, as a person reads the paper."""
    found = {}
    for row in paper(phone).tables[1].rows:
        named, code, *_ = [paragraph.text for paragraph in row.cells[0].paragraphs]
        found[named.removeprefix("Đồng chí ")] = code.replace(" ", "")
    return found


def test_who_looks_after_one_cell_is_not_asked_which(world: World) -> None:
    phone = world.phone(SECRETARY)
    phone.says("/malienket")
    phone.chooses("Bản in cho cả đơn vị")
    assert "Sẽ làm" in phone.sees
    above = world.phone(STAFF)
    above.says("/malienket")
    above.chooses("Bản in cho cả đơn vị")
    assert "đơn vị nào" in above.sees


def test_a_sheet_has_a_slip_for_each_comrade_who_is_not_linked(world: World) -> None:
    phone = world.phone(SECRETARY)
    world.phone("M08")
    phone.says(f"/malienket u:{CELL}")
    assert "Sẽ làm 3 phiếu" in phone.sees
    assert "3 mã đã cấp mà chưa dùng sẽ hết hiệu lực" in phone.sees
    phone.chooses("Làm bản in")
    world.make_files()
    found = slips(phone)
    assert len(found) == 3
    assert "Lò Văn Pản" not in found, "who is linked needs none"
    for code in found.values():
        assert links(world, code)
    assert not links(world, world.codes[COMRADE])


def test_the_paper_is_a4_with_a_qr_on_each_slip_and_says_until_when(world: World) -> None:
    phone = world.phone(SECRETARY)
    orders_sheet(phone)
    world.make_files()
    sheet = paper(phone)
    section = sheet.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert round(section.left_margin.mm) == 30
    text = "\n".join(p.text for p in sheet.paragraphs)
    assert "đến hết ngày 07/06/2026" in text
    head = sheet.tables[0].rows[0]
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in head.cells[1].text
    assert "CHI BỘ THÔN NÀ TÔNG" in head.cells[0].text
    assert "CỘNG HÒA XÃ HỘI" not in text
    assert len(sheet.inline_shapes) == len(sheet.tables[1].rows)
    assert sheet.core_properties.author == ""


def test_the_codes_of_the_paper_hold_as_long_as_it_says(world: World) -> None:
    phone = world.phone(SECRETARY)
    orders_sheet(phone)
    world.make_files()
    first, second, *_ = slips(phone).values()
    world.now = world.now.replace(month=6, day=7, hour=16, minute=30)  # half past eleven in the evening
    assert links(world, first)
    world.now += timedelta(hours=1)
    assert not links(world, second)


def test_a_sheet_that_could_not_be_made_ends_no_code(world: World) -> None:
    maker = world.makers["link_sheet"]

    def broken(_facts: object, _words: object) -> list[Any]:
        raise MemoryError

    world.makers["link_sheet"] = type(maker)(maker.collect, broken, maker.words, maker.settle, maker.names_of)
    orders_sheet(world.phone(SECRETARY))
    world.make_files()
    assert links(world, world.codes[COMRADE])


def test_rights_that_ended_before_it_was_made_give_nothing(world: World) -> None:
    phone = world.phone(SECRETARY)
    orders_sheet(phone)
    world.do(lambda uow: uow.people.end_roles(SECRETARY, world.now.date() - timedelta(days=1)))
    world.make_files()
    assert not phone.bubbles[-1].files
    assert "ngoài phạm vi" in phone.sees
    assert links(world, world.codes[COMRADE])


def test_the_codes_of_a_lost_sheet_are_taken_back(world: World) -> None:
    phone = world.phone(SECRETARY)
    orders_sheet(phone)
    take_back = phone.bubbles[-1]
    world.make_files()
    found = slips(phone)
    phone.taps("Thu hồi các mã của bản in", take_back)
    phone.chooses("Thu hồi các mã")
    assert f"Đã thu hồi {len(found)} mã" in phone.sees
    assert not any(links(world, code) for code in found.values())


def test_whose_code_is_given_above_has_no_slip(world: World) -> None:
    make_administrator(world, COMRADE)
    phone = world.phone(SECRETARY)
    phone.says(f"/malienket u:{CELL}")
    assert "1 đồng chí giữ nhiệm vụ ở cấp trên" in phone.sees
    phone.chooses("Làm bản in")
    world.make_files()
    assert "Sùng A Dính" not in slips(phone)


def test_names_keep_off_telegram_where_the_unit_says_so(world: World) -> None:
    world.do(lambda uow: uow.units.set(CELL, NAMES_ON_TELEGRAM, "off"))
    phone = world.phone(SECRETARY)
    orders_sheet(phone)
    world.make_files()
    assert not phone.bubbles[-1].files
    assert "https://neuguong.example/f/" in phone.sees


def test_no_code_stands_in_the_database_in_the_clear(world: World, sqlite_url: str) -> None:
    phone = world.phone(SECRETARY)
    code = gives(phone, COMRADE)
    orders_sheet(phone)
    world.make_files()
    codes = [code, *slips(phone).values()]
    world.close()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    raw = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    for each in codes:
        assert each.encode() not in raw
        assert f"{each[:4]} {each[4:]}".encode() not in raw
