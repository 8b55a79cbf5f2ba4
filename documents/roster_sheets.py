"""A file's sheets as rows of cells, by content: a workbook through calamine, or text."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Final, Protocol

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from core.roster.cells import Cell
from core.roster.layout import LOOKED_AT
from core.roster.reading import MOST_COLUMNS, MOST_ROWS, CannotRead, Note, Unreadable
from documents import roster_text
from documents.roster_bytes import Form, inspect

_MOST_CELLS: Final = 40_000_000
"""Of the rectangle from the first cell to the last: a stray cell in the last corner makes it enormous."""
_MOST_SHEETS: Final = 400


class Sheet(Protocol):
    @property
    def name(self) -> str: ...

    def rows(self) -> Iterator[list[Cell]]:
        """From row 1 of the sheet on, from its column A; may be asked for again."""
        ...

    def merged(self) -> list[tuple[tuple[int, int], tuple[int, int]]]: ...


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    sheet: CalamineSheet

    @property
    def name(self) -> str:
        return self.sheet.name

    def rows(self) -> Iterator[list[Cell]]:
        before: list[Cell] = [None] * (self.sheet.start or (0, 0))[1]
        for row in self.sheet.iter_rows():
            yield [*before, *row]

    def merged(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        return self.sheet.merged_cell_ranges or []


@dataclass(frozen=True, slots=True)
class TextSheet:
    text: str
    name: str = ""

    def rows(self) -> Iterator[list[Cell]]:
        for row in roster_text.rows(self.text):
            yield list(row)

    def merged(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        return []


def sheets_of(data: bytes) -> tuple[list[Sheet], tuple[Note, ...]]:
    """Raises CannotRead."""
    form, notes = inspect(data)
    if form is Form.TEXT:
        return [TextSheet(roster_text.decode(data))], notes
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        wanted = [meta.name for meta in workbook.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet]
        found: list[Sheet] = [
            WorkbookSheet(_checked(workbook.get_sheet_by_name(name))) for name in wanted[:_MOST_SHEETS]
        ]
    except PasswordError:
        raise CannotRead(Unreadable.ENCRYPTED) from None
    except (CalamineError, zipfile.BadZipFile, OSError, EOFError, ValueError):
        raise CannotRead(Unreadable.BROKEN) from None
    return found, notes


def _checked(sheet: CalamineSheet) -> CalamineSheet:
    if sheet.width > MOST_COLUMNS and _really_wide(sheet):
        raise CannotRead(Unreadable.TOO_WIDE)
    if sheet.width * sheet.height > _MOST_CELLS:
        raise CannotRead(Unreadable.TOO_MUCH)
    if sheet.height > MOST_ROWS + LOOKED_AT:
        raise CannotRead(Unreadable.TOO_LONG)
    return sheet


def _really_wide(sheet: CalamineSheet) -> bool:
    """Rather than one stray cell far to the right."""
    return any(sum(cell != "" for cell in row) > MOST_COLUMNS for row in islice(sheet.iter_rows(), LOOKED_AT))
