"""Spreadsheets of the test's own making, as bytes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.roster.reading import CannotRead, Head, Tail, Unreadable, Wish
from core.roster.rows import RosterRow
from documents.roster_reading import read

TODAY: Final = date(2026, 3, 10)
HEADER: Final = ("Họ và tên", "Năm sinh", "Số điện thoại", "Chi bộ")

Rows = Sequence[Sequence[object]]


def xlsx(*rows: Sequence[object], more: Callable[[Worksheet], None] | None = None) -> bytes:
    """One sheet of these rows, with `more` done to it."""
    return sheets({"Sheet": rows}, more)


def sheets(content: Mapping[str, Rows], more: Callable[[Worksheet], None] | None = None) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in content.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if more:
            more(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def csv(*rows: Sequence[str], separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    return "".join(separator.join(row) + "\r\n" for row in rows).encode(encoding)


def head_of(data: bytes, wish: Wish | None = None) -> Head:
    found = next(iter(read(data, wish or Wish(), TODAY)))
    assert isinstance(found, Head)
    return found


def rows_of(data: bytes, wish: Wish | None = None) -> list[RosterRow]:
    return [row for each in read(data, wish or Wish(), TODAY) if isinstance(each, list) for row in each]


def row_of(data: bytes, wish: Wish | None = None) -> RosterRow:
    (row,) = rows_of(data, wish)
    return row


def tail_of(data: bytes, wish: Wish | None = None) -> Tail:
    tails = [each for each in read(data, wish or Wish(), TODAY) if isinstance(each, Tail)]
    return tails[0]


def refused(data: bytes, wish: Wish | None = None) -> Unreadable | None:
    try:
        list(read(data, wish or Wish(), TODAY))
    except CannotRead as fault:
        return fault.why
    return None
