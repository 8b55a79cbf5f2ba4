"""Spreadsheets that go out for a list: the template to fill in, and the file back with its errors marked.

Everything that a person wrote stays text: no cell begins a formula, whatever it begins with.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from core.making import Words
from core.message import say
from core.roster.template import COLUMNS, GUIDE, RULES, SHEET, TemplateColumn

_ROWS: Final = 3000
"""Rows that are laid out for filling in."""
_HEAD: Final = PatternFill("solid", fgColor="C00000")
_WRONG: Final = PatternFill("solid", fgColor="FFE699")
_TEXT: Final = "@"


def template(words: Words) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  # a new workbook has one
    sheet.title = SHEET
    for number, column in enumerate(COLUMNS, 1):
        _title(sheet, number, column.title, column.width)
        _prepare(sheet, number, column, words)
    sheet.freeze_panes = "B2"
    _guide(book.create_sheet(GUIDE), words)
    return _saved(book)


def _prepare(sheet: Worksheet, number: int, column: TemplateColumn, words: Words) -> None:
    letter = get_column_letter(number)
    if column.as_text:  # before a number is typed: Excel drops the zero in front and turns 1/2 into a date
        for row in range(2, _ROWS + 2):
            sheet[f"{letter}{row}"].number_format = _TEXT
    if not column.choices:
        return
    rule = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
    rule.error = words.text(say("Please choose one of the list."))
    rule.showErrorMessage = True
    rule.add(f"{letter}2:{letter}{_ROWS + 1}")
    sheet.add_data_validation(rule)


def _guide(sheet: Worksheet, words: Words) -> None:
    sheet.column_dimensions["A"].width = 20
    sheet.column_dimensions["B"].width = 80
    sheet.column_dimensions["C"].width = 22
    for number, rule in enumerate(RULES, 1):
        _put(sheet, number, 1, f"{number}.")
        _put(sheet, number, 2, words.text(rule)).alignment = Alignment(wrap_text=True, vertical="top")
    top = len(RULES) + 2
    for at, heading in enumerate((say("Column"), say("What stands in it"), say("For example")), 1):
        _put(sheet, top, at, words.text(heading)).font = Font(bold=True)
    for number, column in enumerate(COLUMNS, top + 1):
        _put(sheet, number, 1, column.title)
        told = words.text(column.help)
        if column.choices:
            told = f"{told} ({', '.join(column.choices)})"
        _put(sheet, number, 2, told).alignment = Alignment(wrap_text=True, vertical="top")
        _put(sheet, number, 3, column.example)


def sheet_of(
    title: str, heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]], marked: int
) -> bytes:
    """One sheet of text; the cells of column `marked` stand out."""
    book = Workbook(write_only=False)
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101
    sheet.title = title[:31]
    for number, (head, width) in enumerate(heads, 1):
        _title(sheet, number, head, width)
    for at, row in enumerate(rows, 2):
        for number, text in enumerate(row, 1):
            cell = _put(sheet, at, number, text)
            if number == marked:
                cell.fill = _WRONG
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    return _saved(book)


def _title(sheet: Worksheet, number: int, title: str, width: int) -> None:
    cell = _put(sheet, 1, number, title)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = _HEAD
    sheet.column_dimensions[get_column_letter(number)].width = width


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """As text, so that “=1+1” and 0912345678 stay what they are."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101  # nothing is merged
    cell.value = "".join(char for char in text if char >= " " or char in "\t\n")
    cell.data_type = "s"
    cell.number_format = _TEXT
    if text[:1] in {"=", "+", "-", "@"}:
        cell.quotePrefix = True
    return cell


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
