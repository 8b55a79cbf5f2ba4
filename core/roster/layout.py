"""Where in a sheet the list is: its title rows, its header of one or two rows, its columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.roster.cells import Cell, text_of
from core.roster.columns import NUMBERING, SUB_TITLES, Field, field_of, is_not_kept, letter, title_key

LOOKED_AT: Final = 40
"""Rows from the top of a sheet among which its header is looked for."""

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    field: Field
    at: int
    title: str

    @property
    def letter(self) -> str:
        return letter(self.at)


@dataclass(frozen=True, slots=True)
class Layout:
    """`first` is the index of the first row below the header. `not_kept` are titles of what may not be known, `others`
    those that mean nothing here; `titles` the words above the header."""

    first: int
    columns: tuple[Column, ...]
    not_kept: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    numbering: int | None = None

    def has(self, field: Field) -> bool:
        return any(column.field is field for column in self.columns)

    def named(self, field: Field) -> Column | None:
        return next((column for column in self.columns if column.field is field), None)


def find_layout(top: Sequence[Row]) -> Layout | None:
    """The row that names the most columns, among them a name. None where no row does."""
    best: tuple[int, int] | None = None
    for index, row in enumerate(top[:LOOKED_AT]):
        fields = [field_of(text_of(cell)) for cell in row if isinstance(cell, str)]
        known = {field for field in fields if field is not None}
        named = Field.NAME in known or {Field.FAMILY, Field.GIVEN} <= known
        if named and len(known) >= 2 and (best is None or len(known) > best[0]):
            best = (len(known), index)
    return _laid_out(top, best[1]) if best is not None else None


def _laid_out(top: Sequence[Row], header: int) -> Layout:
    row = top[header]
    below = top[header + 1] if header + 1 < len(top) else ()
    second = _is_second_header(row, below)
    columns: list[Column] = []
    not_kept: list[str] = []
    others: list[str] = []
    numbering = None
    above = None  # the title that a merged cell carries on to the right
    for at in range(len(row)):
        title = text_of(row[at])
        sub = text_of(below[at]) if second and at < len(below) else ""
        above = title or above
        field = _field_at(title, sub, above)
        shown = title or above or sub
        if field is not None:
            columns.append(Column(field, at, sub if sub and field_of(sub) is field else shown))
        elif title_key(title) in NUMBERING:
            numbering = at
        elif is_not_kept(title):
            not_kept.append(title)
        elif title:
            others.append(title)
    first = header + (2 if second else 1)
    columns = _with_split_name(columns, row, top[first:])
    titles = tuple(text_of(cell) for line in top[:header] for cell in line if text_of(cell))
    return Layout(first, _once(columns), tuple(not_kept), tuple(others), titles, numbering)


def _field_at(title: str, sub: str, above: str | None) -> Field | None:
    field = field_of(title) if title else None
    if sub:
        if title_key(sub) in SUB_TITLES and field_of(above or "") is Field.BIRTH:
            return Field.BIRTH
        return field_of(sub) or field
    return field


def _is_second_header(row: Row, below: Row) -> bool:
    """A second row of titles below merged ones: all of its texts are titles, and it has one."""
    texts = [text_of(cell) for cell in below if text_of(cell)]
    known = [title_key(text) in SUB_TITLES or field_of(text) is not None for text in texts]
    return (
        bool(texts)
        and all(isinstance(cell, str) for cell in below if text_of(cell))
        and all(known)
        and bool(row)
    )


def _with_split_name(columns: list[Column], header: Row, rows: Sequence[Row]) -> list[Column]:
    """“Họ và tên” merged over two columns, the given name in the second, which has no title."""
    at = next((column.at for column in columns if column.field is Field.NAME), None)
    if at is None or at + 1 >= len(header) or text_of(header[at + 1]):
        return columns
    if any(column.at == at + 1 for column in columns):
        return columns
    people = [row for row in rows if _is_of_a_person(row, at)]
    filled = [row for row in people if isinstance(row[at + 1], str) and _is_words(text_of(row[at + 1]))]
    if not filled or 2 * len(filled) < len(people):
        return columns
    title = text_of(header[at])
    rest = [column for column in columns if column.at != at]
    return [Column(Field.FAMILY, at, title), Column(Field.GIVEN, at + 1, title), *rest]


def _is_of_a_person(row: Row, at: int) -> bool:
    """Words for a name and something beside it: no signature, no row of column numbers."""
    return len(row) > at + 1 and _is_words(text_of(row[at])) and sum(1 for cell in row if text_of(cell)) > 2


def _is_words(text: str) -> bool:
    return bool(text) and not any(char.isdigit() for char in text)


def _once(columns: list[Column]) -> tuple[Column, ...]:
    """Of two columns of one meaning the first counts, but for births of men and of women; a whole name goes before a
    split one."""
    kept: list[Column] = []
    whole = any(column.field is Field.NAME for column in columns)
    split = {Field.FAMILY, Field.GIVEN} <= {column.field for column in columns}
    for column in columns:
        if column.field in {Field.FAMILY, Field.GIVEN} and (whole or not split):
            continue
        if column.field is Field.BIRTH or all(other.field is not column.field for other in kept):
            kept.append(column)
    return tuple(kept)
