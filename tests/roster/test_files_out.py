"""Spreadsheets that go out: what a person wrote is text in them, whatever it begins with."""

import unicodedata
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from bot.wording import Wording
from core.roster.reading import Unreadable
from documents.roster_files import sheet_of, template
from tests.roster.tables import head_of, refused

HEADS = [("Họ và tên", 20), ("Lý do", 30)]


@pytest.mark.parametrize(
    "text",
    ["=HYPERLINK(\"http://x\";\"y\")", "=1+1", "+84912345678", "-1", "@SUM(A1)", "0912345678", "Đặng Thị Ộ",
     "a\x00\x07b", "<b>&",
     "1968", "\t=1+1", "#REF!", "TRUE", "x" * 40_000],
)  # fmt: skip
def test_every_cell_is_text(text: str) -> None:
    data = sheet_of("Các dòng", HEADS, [[text, "vì sao"]], marked=2)
    cell = load_workbook(BytesIO(data)).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).strip() in text.replace("\x00", "").replace("\x07", "")
    with ZipFile(BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_names_are_composed_letters() -> None:
    data = sheet_of("x", HEADS, [["Đặng Thị Ộ", ""]], marked=2)
    value = str(load_workbook(BytesIO(data)).worksheets[0]["A2"].value)
    assert value == unicodedata.normalize("NFC", value)


def test_the_template_has_every_title_in_a_form_that_is_read(tmp_path: Path) -> None:
    data = template(Wording(strict=True))
    (tmp_path / "mau.xlsx").write_bytes(data)
    assert refused(data) is Unreadable.NO_PEOPLE
    assert len(head_of(data).sheets[0].columns) == 10
    assert head_of(data).sheets[0].others == ()
