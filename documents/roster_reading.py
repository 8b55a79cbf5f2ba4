"""From a file's bytes to rows of a list. Runs in a process of its own (documents/roster_process.py)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from core.roster.cells import Cell, text_of
from core.roster.columns import Field
from core.roster.layout import LOOKED_AT, Layout, find_layout
from core.roster.reading import (
    AS_IT_IS,
    EVERY_SHEET,
    MOST_COLUMNS,
    MOST_ROWS,
    SKIPPED_SHOWN,
    CannotRead,
    Head,
    Note,
    OldText,
    Reading,
    SheetSeen,
    Tail,
    Unreadable,
    Wish,
)
from core.roster.rows import Heard, How, NameCase, RosterRow, Twins, proper, read_row
from core.text.old_encodings import OldEncoding, decoded, suspected
from documents.roster_sheets import Sheet, sheets_of

SLICE = 250
_SAMPLES = 3
_NAMES = frozenset({Field.NAME, Field.FAMILY, Field.GIVEN})
_CARRIED = frozenset({Field.UNIT, Field.ABOVE})

Listed = tuple[Sheet, Layout]


def read(data: bytes, wish: Wish, today: date) -> Iterator[Reading]:
    """See core.roster.reading.RosterReader."""
    sheets, notes = sheets_of(data)
    listed = [(sheet, layout) for sheet in sheets if (layout := find_layout(_top(sheet)))]
    if not listed:
        raise CannotRead(Unreadable.NO_HEADER)
    chosen = _chosen(listed, wish.sheet)
    asks_sheet = len(chosen) > 1 and not wish.sheet
    old = () if asks_sheet or wish.encoding else _old(chosen)
    head = _head(listed, notes, asks_sheet=asks_sheet, old=old)
    yield head
    if not head.asks:
        yield from _Pass(chosen, wish, today).slices()


def _top(sheet: Sheet) -> list[list[Cell]]:
    return [row[:MOST_COLUMNS] for row in islice(sheet.rows(), LOOKED_AT + 10)]


def _chosen(listed: list[Listed], wished: str) -> list[Listed]:
    if wished in {"", EVERY_SHEET}:
        return listed
    found = [pair for pair in listed if pair[0].name == wished]
    if not found:
        raise CannotRead(Unreadable.NO_SUCH_SHEET)
    return found


def _head(
    listed: list[Listed], notes: tuple[Note, ...], *, asks_sheet: bool, old: tuple[OldText, ...]
) -> Head:
    seen = tuple(
        SheetSeen(
            sheet.name,
            tuple((column.field.value, column.title[:60], column.letter) for column in layout.columns),
            tuple(title[:60] for title in layout.others[:20]),
            tuple(title[:60] for title in layout.not_kept[:20]),
            tuple(title[:120] for title in layout.titles[:12]),
        )
        for sheet, layout in listed
    )
    return Head(seen, tuple(note.value for note in notes), asks_sheet, old)


def _old(chosen: list[Listed]) -> tuple[OldText, ...]:
    """Names that only an old encoding makes readable."""
    found = suspected(name for sheet, layout in chosen for name in _names(sheet, layout))
    return tuple(
        OldText(
            encoding.value, len(names), tuple((name, decoded(name, encoding)) for name in names[:_SAMPLES])
        )
        for encoding, names in found.items()
    )


def _names(sheet: Sheet, layout: Layout) -> Iterator[str]:
    columns = [column.at for column in layout.columns if column.field in _NAMES]
    for row in islice(sheet.rows(), layout.first, None):
        yield " ".join(text for at in columns if at < len(row) and (text := text_of(row[at])))


class _Pass:
    """Once through the chosen sheets."""

    def __init__(self, chosen: list[Listed], wish: Wish, today: date) -> None:
        self._chosen = chosen
        encoding = OldEncoding(wish.encoding) if wish.encoding not in {"", AS_IT_IS} else None
        self._how = How(today, encoding, NameCase(wish.names or NameCase.KEEP))
        self._twins = Twins()
        self._offices: dict[str, int] = {}
        self._skipped: list[int] = []
        self._capitals = 0
        self._capital_samples: list[tuple[str, str]] = []
        self._count = 0
        self._without_unit = 0

    def slices(self) -> Iterator[Reading]:
        ready: list[RosterRow] = []
        for sheet, layout in self._chosen:
            for row in self._rows(sheet, layout):
                ready.append(self._twins.mark(row))
                if len(ready) == SLICE:
                    yield ready
                    ready = []
        if ready:
            yield ready
        if not self._count:
            raise CannotRead(Unreadable.NO_PEOPLE)
        offices = sorted(self._offices.items(), key=lambda pair: -pair[1])
        yield Tail(
            self._count,
            self._without_unit,
            self._capitals,
            tuple(self._skipped[: SKIPPED_SHOWN + 1]),
            tuple((words[:60], count) for words, count in offices[:10]),
            tuple(self._capital_samples),
        )

    def _rows(self, sheet: Sheet, layout: Layout) -> Iterator[RosterRow]:
        heard = Heard()
        how = self._how
        if len(self._chosen) > 1 and not layout.has(Field.UNIT):
            how = replace(how, unit=sheet.name)  # a sheet a cell, named by it
        carried = _carried(sheet, layout)
        for index, cells in enumerate(islice(sheet.rows(), layout.first, None), layout.first):
            row = cells[:MOST_COLUMNS]
            for at, value in carried.get(index, {}).items():
                if at < len(row) and not text_of(row[at]):
                    row[at] = value
            before = heard.capitals
            found = read_row(index + 1, sheet.name, row, layout, how, heard)
            if found is None:
                continue
            self._count += 1
            if self._count > MOST_ROWS:
                raise CannotRead(Unreadable.TOO_LONG)
            self._without_unit += not found.unit
            if heard.capitals > before and len(self._capital_samples) < _SAMPLES:
                self._capital_samples.append((found.name, proper(found.name)))
            yield found
        self._capitals += heard.capitals
        self._skipped += heard.skipped
        for words, count in heard.not_offices.items():
            self._offices[words] = self._offices.get(words, 0) + count


def _carried(sheet: Sheet, layout: Layout) -> dict[int, dict[int, Cell]]:
    """A unit's cell merged over the rows of its people stands in each of them."""
    columns = {column.at for column in layout.columns if column.field in _CARRIED}
    spans = [
        (top, bottom, left)
        for (top, left), (bottom, _) in sheet.merged()
        if left in columns and bottom > top >= layout.first
    ]
    if not spans:
        return {}
    starts = {(top, left) for top, _, left in spans}
    values = {
        (index, at): row[at]
        for index, row in enumerate(sheet.rows())
        for at in columns
        if (index, at) in starts and at < len(row)
    }
    filled: dict[int, dict[int, Cell]] = {}
    for top, bottom, left in spans:
        for index in range(top + 1, min(bottom, MOST_ROWS) + 1):
            filled.setdefault(index, {})[left] = values.get((top, left))
    return filled
