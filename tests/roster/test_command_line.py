"""`neuguong import-roster`, `undo-roster` and `roster-template` as an administrator types them."""

import re
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot import cli
from tests.roster.tables import HEADER, sheets, xlsx

Type = Callable[..., tuple[int, str, str]]
CELL = "Chi bộ thôn Nà Tông"
NEW = ["Quàng Thị Mới", 1980, "0912000111", CELL]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo was loaded."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert cli._main(["load-demo"]) == 0
    return folder


@pytest.fixture
def type_in(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Type:
    """In a copy of that folder; gives the exit code, what was printed, and what was said beside it."""
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "DATA_KEY", "TELEGRAM_BOT_TOKEN"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str) -> tuple[int, str, str]:
        code = cli._main(list(words))
        told = capsys.readouterr()
        return code, told.out, told.err

    capsys.readouterr()
    return run


def file(data: bytes, name: str = "ds.xlsx") -> str:
    Path(name).write_bytes(data)
    return name


def test_shown_imported_once_and_taken_back(type_in: Type) -> None:
    name = file(xlsx(HEADER, NEW))
    code, told, aside = type_in("import-roster", name)
    assert (code, "Mới: 1" in told, "Chưa nhập gì." in told) == (0, True, True)
    assert "--apply" in aside
    code, told, _ = type_in("import-roster", name, "--apply")
    assert (code, "Đã nhập: 1 người mới" in told) == (0, True)
    batch = re.findall(r"undo-roster (\w+)", told)[0]
    code, told, _ = type_in("import-roster", name, "--apply")
    assert (code, "đã có đủ" in told) == (0, True)
    code, told, _ = type_in("undo-roster", batch)
    assert (code, "bỏ 1 người" in told) == (0, True)
    code, _, aside = type_in("undo-roster", batch)
    assert (code, len(aside.splitlines())) == (1, 1)


def test_rows_with_mistakes_stop_it_until_they_are_left_out(type_in: Type) -> None:
    name = file(xlsx(HEADER, NEW, ["Quàng Thị Sai", "abc", "", CELL], ["Lo Van Pan", 1958, "", CELL]))
    code, told, aside = type_in("import-roster", name, "--apply", "--errors", "loi.xlsx")
    assert (code, "Chưa nhập gì: có 2 dòng" in aside) == (1, True)
    assert "Dòng 3, cột Năm sinh (B): không phải năm sinh hoặc ngày sinh (“abc”)" in told
    assert "Dòng 4, có thể là người đã có trong danh sách: Lò Văn Pản (1958)" in told
    sheet = load_workbook("loi.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=3)]
    assert rows[0][1:4] == ["3", "Quàng Thị Sai", None] or rows[0][1:3] == ["3", "Quàng Thị Sai"]
    assert "ghi mã của người đó" in str(rows[1][4])
    code, told, _ = type_in("import-roster", name, "--apply", "--skip-bad")
    assert (code, "Đã nhập: 1 người mới" in told) == (0, True)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.4", "không phải tệp bảng tính"),
        (b"", "trống"),
        (b"PK\x03\x04", "hỏng"),
        (xlsx(["a", "b"]), "Không thấy dòng tiêu đề"),
        (
            sheets({"Một": [HEADER, NEW], "Hai": [HEADER, NEW]}),
            "Nhiều trang tính có danh sách: “Một”, “Hai”. Chọn một trang bằng --sheet",
        ),
        (xlsx(HEADER, ["NguyÔn V¨n Hïng", 1968, "", CELL]), "NguyÔn V¨n Hïng → Nguyễn Văn Hùng"),
    ],
)
def test_a_file_that_cannot_be_taken_ends_in_one_line(type_in: Type, data: bytes, words: str) -> None:
    code, told, aside = type_in("import-roster", file(data))
    assert (code, told, len(aside.splitlines())) == (1, "", 1)
    assert words in aside


def test_a_wrong_name_or_word_ends_in_one_line(type_in: Type) -> None:
    for words in (
        ("khong-co.xlsx",),
        (".",),
        (file(xlsx(HEADER, NEW)), "--encoding", "utf9"),
        ("ds.xlsx", "--unit", "X"),
    ):
        code, _, aside = type_in("import-roster", *words)
        assert (code, len(aside.splitlines())) == (1, 1)


def test_choices_are_given_as_options(type_in: Type) -> None:
    name = file(xlsx(HEADER[:2], ["NGUYÔN V¡N B×NH", 1968]))
    words = ("--encoding", "tcvn3", "--names", "proper", "--unit", CELL)
    code, told, _ = type_in("import-roster", name, *words, "--apply")
    assert (code, "Đã nhập: 1 người mới" in told) == (0, True)
    assert "Đã có, không đổi: 1" in type_in("import-roster", name, *words)[1]


def test_the_template_is_filled_in_and_read(type_in: Type) -> None:
    """Phones and dates are text before a number is typed; offices and standings are chosen from a list."""
    assert type_in("roster-template", "mau.xlsx")[0] == 0
    book = load_workbook("mau.xlsx")
    sheet, guide = book.worksheets
    assert sheet.cell(2, 3).number_format == "@"
    assert len(sheet.data_validations.dataValidation) == 3
    assert "Hướng dẫn" in guide.title
    assert any("Bắt buộc" in str(cell.value) for row in guide.iter_rows() for cell in row)
    for column, value in enumerate(
        ["Quàng Thị Mẫu", 1980, "0912000111", CELL, None, "Phó bí thư", "Dự bị"], 1
    ):
        sheet.cell(2, column).value = value
    out = BytesIO()
    book.save(out)
    assert "Mới: 1" in type_in("import-roster", file(out.getvalue()))[1]
