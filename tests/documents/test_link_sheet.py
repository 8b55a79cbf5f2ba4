"""The printed sheet of link codes, read as Word reads it."""

import io
from datetime import date
from typing import Any

from docx import Document

from bot.wording import Wording
from core.link_sheet import LinkSheet, Slip
from documents.link_sheet import link_sheet

WORDS = Wording(strict=True)
CODE = "K7M39PQR"


def drawn(*slips: Slip, unit: str = "Chi bộ thôn Nà Tông", above: str = "Đảng bộ xã Mường Khao") -> Any:  # noqa: ANN401
    sheet = LinkSheet("U32", unit, "/U0/U32/", above, date(2026, 2, 3), date(2026, 5, 3), slips)
    (file,) = link_sheet(sheet, WORDS)
    assert file.name.isascii()
    return Document(io.BytesIO(file.data))


def slip(name: str, **more: Any) -> Slip:  # noqa: ANN401
    given = {"birth_year": None, "scan": f"https://neuguong.example/j/{CODE}", **more}
    return Slip("M1", name, code=CODE, **given)


def words_of(paper: Any, row: int = 0) -> list[str]:  # noqa: ANN401
    return [paragraph.text for paragraph in paper.tables[1].rows[row].cells[0].paragraphs]


def test_a_slip_says_whose_it_is_the_code_and_three_steps() -> None:
    assert words_of(drawn(slip("Sùng A Dính"))) == [
        "Đồng chí Sùng A Dính",
        "K7M3 9PQR",
        "1. Mở máy ảnh điện thoại, quét hình bên.",
        "2. Không quét được thì nhắn mã này cho trợ lý.",
        "3. Mã dùng một lần, đến hết ngày 03/05/2026. Xin giữ kín.",
    ]


def test_namesakes_have_their_year_and_units_their_name() -> None:
    paper = drawn(slip("Nguyễn Văn Hùng", birth_year=1968, unit_name="Chi bộ trường"))
    assert words_of(paper)[:2] == ["Đồng chí Nguyễn Văn Hùng, sinh năm 1968", "Chi bộ trường"]


def test_without_an_address_there_is_no_picture_and_no_word_of_one() -> None:
    paper = drawn(slip("Sùng A Dính", scan=None))
    assert not paper.inline_shapes
    assert "quét" not in " ".join(words_of(paper))


def test_any_name_that_was_ever_typed_can_be_printed() -> None:
    """Old lists hold control characters, which no Word file may."""
    paper = drawn(slip("Giàng\x00 A\x0b Páo\ufffe <&> “”"), unit="Chi bộ \x01 <b>", above="")
    assert words_of(paper)[0] == "Đồng chí Giàng A Páo <&> “”"
    assert "CHI BỘ  <B>" in paper.tables[0].rows[0].cells[0].text


def test_the_day_is_written_as_party_papers_write_it() -> None:
    """HD 36-HD/VPTW: a nought before days below ten and before January and February only."""
    text = [paragraph.text for paragraph in drawn(slip("Sùng A Dính")).paragraphs]
    assert "…………, ngày 03 tháng 02 năm 2026" in text


def test_no_slip_is_torn_over_two_pages() -> None:
    paper = drawn(*(slip(f"Đồng chí {number}") for number in range(12)))
    assert all("w:cantSplit" in row._tr.xml for row in paper.tables[1].rows)


def test_whom_it_came_from_stands_nowhere_in_its_properties() -> None:
    about = drawn(slip("Sùng A Dính")).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
