"""One row of a list, read: the person that it means, or what is wrong with it, cell by cell."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from core.people import AudienceGroup, RoleKind, Standing
from core.roster import cells
from core.roster.cells import BadCell, Cell, check_formula, text_of
from core.roster.columns import Field
from core.roster.layout import Column, Layout
from core.roster.problems import SHOWN, Problem, Reason
from core.text.folding import folded, looks_like_old_encoding, nfc
from core.text.names import search_key, sort_key
from core.text.old_encodings import OldEncoding, decoded, in_font_capitals, looks_old

T = TypeVar("T")

LONGEST_NAME: Final = 80
_NAME: Final = re.compile(r"[^\W\d_][^\W\d_.'’`ʼ\- ]*(?:[.'’`ʼ\- ]+[^\W\d_]+)*\.?(?: ?\([\w .]{1,20}\))?")
_TOTAL: Final = re.compile(r"(?:tong|cong)(?: (?:cong|so|hop)\b.*|\W*(?:\d.*)?)")
"""By its folded words. Tòng and Cống are families, so the letters of a name are looked at too (`_is_total`)."""
_NO_TOTAL: Final = re.compile(r"(?:tòng|tông|tống|công|cống)\b")
_BELOW: Final = re.compile(
    r"(?:nguoi lap|t/m|tm\b|bi thu|pho bi thu|thu ky|ngay .*thang|.*, ngay|xac nhan|noi nhan|ghi chu|lap bieu|\(?ky\b|"
    r"danh sach)"
)
"""How what stands below a list begins: who signs it, when, for whom."""
_UNIT_HEADING: Final = re.compile(
    r"(?:[ivxlc\d]+\s*[.)/\-]\s*)?((?:chi bo|dang bo|to dang|chi doan) .+)", re.DOTALL
)


class NameCase(StrEnum):
    """What becomes of names all in capitals: left as typed, or written as names are. Never decided for the author."""

    KEEP = "keep"
    PROPER = "proper"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """`line` is the row's number in its sheet, as a spreadsheet shows it. What the file does not say is None or empty.

    `twin` is the line of an earlier row of the same name, year and unit, `phone_twin` of one with the same phone.
    """

    line: int
    sheet: str
    name: str
    sort_key: str = ""
    search_key: str = ""
    birth_year: int | None = None
    phone: str | None = None
    code: str = ""
    unit: str = ""
    above: str = ""
    standing: Standing | None = None
    group: AudienceGroup | None = None
    joined: date | None = None
    roles: tuple[RoleKind, ...] = ()
    problems: tuple[Problem, ...] = ()
    twin: int = 0
    phone_twin: int = 0


@dataclass
class Heard:
    """What was met on the way through a sheet, for the preview. `skipped` are lines that are not about a person."""

    capitals: int = 0
    skipped: list[int] = field(default_factory=list)
    not_offices: dict[str, int] = field(default_factory=dict)
    unit: str = ""
    last: int = 0
    """The line of the newest person."""


@dataclass(frozen=True, slots=True)
class How:
    """How a sheet is to be read. `unit` stands for a missing unit column."""

    today: date
    encoding: OldEncoding | None = None
    names: NameCase = NameCase.KEEP
    unit: str = ""


def read_row(
    line: int, sheet: str, row: Sequence[Cell], layout: Layout, how: How, heard: Heard
) -> RosterRow | None:
    """None for a blank row, a total, a heading or a signature."""
    return _Reader(line, row, layout, how, heard).read(sheet)


class _Reader:
    def __init__(self, line: int, row: Sequence[Cell], layout: Layout, how: How, heard: Heard) -> None:
        self._line, self._row, self._layout, self._how, self._heard = line, row, layout, how, heard
        self._problems: list[Problem] = []

    def read(self, sheet: str) -> RosterRow | None:
        texts = [text for cell in self._row if (text := text_of(cell))]
        if not texts:
            return None
        name = self._name()
        if self._is_no_person(name, texts):
            return None
        year = self._taken(Field.BIRTH, lambda cell: cells.birth_year_of(cell, self._how.today))
        phone = self._taken(Field.PHONE, cells.phone_of)
        joined = self._taken(Field.JOINED, self._joined)
        standing = self._taken(Field.STANDING, cells.standing_of)
        group = self._taken(Field.GROUP, cells.group_of)
        roles, others = cells.roles_of(self._cell(Field.ROLE))
        for other in others:
            self._heard.not_offices[other] = self._heard.not_offices.get(other, 0) + 1
        unit = self._unit()
        self._check_name(name)
        self._heard.last = self._line
        return RosterRow(
            self._line,
            sheet,
            name,
            sort_key(name),
            search_key(name),
            year,
            phone,
            text_of(self._cell(Field.CODE))[:SHOWN],
            unit,
            self._decoded(text_of(self._cell(Field.ABOVE)))[:200],
            standing,
            group,
            joined,
            roles,
            tuple(self._problems),
        )

    def _cell(self, wanted: Field) -> Cell:
        """Of several columns of one meaning (births of men and of women), the one that says something."""
        for column in self._layout.columns:
            if column.field is wanted and text_of(self._at(column)):
                return self._at(column)
        return None

    def _at(self, column: Column) -> Cell:
        return self._row[column.at] if column.at < len(self._row) else None

    def _taken(self, wanted: Field, read: Callable[[Cell], T]) -> T | None:
        try:
            return read(self._cell(wanted))
        except BadCell as bad:
            self._note(bad.reason, wanted)
            return None

    def _note(self, reason: Reason, wanted: Field | None = None) -> None:
        columns = [column for column in self._layout.columns if column.field is wanted]
        column = next((each for each in columns if text_of(self._at(each))), columns[0] if columns else None)
        if column is None:
            self._problems.append(Problem(reason))
            return
        value = text_of(self._at(column))[:SHOWN]
        self._problems.append(Problem(reason, column.title, column.letter, value))

    def _joined(self, cell: Cell) -> date | None:
        found = cells.date_of(cell, self._how.today)
        if found is not None and found > self._how.today:
            raise BadCell(Reason.DATE_AHEAD)
        return found

    # the name

    def _name(self) -> str:
        if self._layout.has(Field.NAME):
            typed = text_of(self._cell(Field.NAME))
        else:
            typed = f"{text_of(self._cell(Field.FAMILY))} {text_of(self._cell(Field.GIVEN))}".strip()
        name = self._decoded(typed)
        if in_font_capitals(name) and len(name.split()) > 1:
            self._heard.capitals += 1
            if self._how.names is NameCase.PROPER:
                name = proper(name)
        return name

    def _decoded(self, text: str) -> str:
        encoding = self._how.encoding
        return decoded(text, encoding) if encoding is not None and looks_old(text, encoding) else text

    @property
    def _name_field(self) -> Field:
        return Field.NAME if self._layout.has(Field.NAME) else Field.FAMILY

    def _check_name(self, name: str) -> None:
        if not name:
            self._note(Reason.NO_NAME, self._name_field)
            return
        try:
            check_formula(name)
        except BadCell as bad:
            self._note(bad.reason, self._name_field)
            return
        if len(name) > LONGEST_NAME:
            self._note(Reason.TOO_LONG, self._name_field)
        elif looks_like_old_encoding(name):
            self._note(Reason.OLD_FONT, self._name_field)
        elif not _NAME.fullmatch(name):
            self._note(Reason.NOT_A_NAME, self._name_field)

    # what is no person

    def _is_no_person(self, name: str, texts: list[str]) -> bool:
        layout = self._layout
        if _is_total(texts[0]) or _is_total(name):
            return self._skip()
        said = [column for column in layout.columns if text_of(self._at(column))]
        if len(texts) <= 2 and self._is_heading(texts):
            return self._skip()
        if not said or self._is_numbered_header(texts):
            return self._skip()
        beside_name = [
            column for column in said if column.field not in {Field.NAME, Field.FAMILY, Field.GIVEN}
        ]
        numbered = layout.numbering is not None and bool(text_of(self._at_index(layout.numbering)))
        others = {Field.BIRTH, Field.PHONE, Field.CODE}
        alone = name and not beside_name and not numbered and any(layout.has(each) for each in others)
        if alone and (self._line != self._heard.last + 1 or _BELOW.match(folded(name))):
            return self._skip()  # a signature, a remark below the list
        if not name and not any(column.field in others for column in said):
            return self._skip()
        return False

    def _at_index(self, at: int) -> Cell:
        return self._row[at] if at < len(self._row) else None

    def _skip(self) -> bool:
        if len(self._heard.skipped) < 1000:
            self._heard.skipped.append(self._line)
        return True

    def _is_numbered_header(self, texts: list[str]) -> bool:
        """(1) (2) (3) …, as forms number their columns."""
        numbers = [text.strip("()[] ") for text in texts]
        return len(numbers) > 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]

    def _is_heading(self, texts: list[str]) -> bool:
        """“I. Chi bộ thôn Đông” above its people: it names the unit of the rows below."""
        for text in texts:
            if _UNIT_HEADING.fullmatch(folded(text)):
                self._heard.unit = _without_number(self._decoded(text))
                return True
        return False

    def _unit(self) -> str:
        typed = self._decoded(text_of(self._cell(Field.UNIT)))
        unit = typed or (self._heard.unit if not self._layout.has(Field.UNIT) else "") or self._how.unit
        return unit[:200]


def _is_total(text: str) -> bool:
    """“Tổng số: 12”, “CỘNG”, “tong cong”; not Tòng Công Ơn."""
    return bool(_TOTAL.fullmatch(folded(text))) and not _NO_TOTAL.match(nfc(text).lower())


def _without_number(text: str) -> str:
    return re.sub(r"^\s*(?:[IVXLCivxlc]+|\d+)\s*[.)/\-]\s*", "", text).strip(" :.")


def proper(name: str) -> str:
    """NGUYỄN VĂN HÙNG → Nguyễn Văn Hùng; H'HEN → H'Hen, K’LƠI → K’Lơi."""
    return re.sub(r"[^\W\d_]+", lambda word: word.group()[:1].upper() + word.group()[1:].lower(), nfc(name))


class Twins:
    """Rows of one file that seem to mean one person, told as the rows come: the same name, year and unit, or the same
    name and phone; apart from those, who has another row's phone."""

    def __init__(self) -> None:
        self._seen: dict[tuple[object, ...], int] = {}

    def mark(self, row: RosterRow) -> RosterRow:
        twin = self._first(row.line, row.sort_key, row.birth_year, folded(row.unit))
        phone = row.line
        if row.phone:
            twin = min(twin, self._first(row.line, row.phone, row.search_key))
            phone = self._first(row.line, row.phone)
        if twin == row.line and phone == row.line:
            return row
        return replace(
            row, twin=twin if twin != row.line else 0, phone_twin=phone if phone != row.line else 0
        )

    def _first(self, line: int, *key: object) -> int:
        return self._seen.setdefault(key, line)


def to_json(row: RosterRow) -> list[Any]:
    problems = [[each.reason.value, each.column, each.letter, each.value] for each in row.problems]
    return [
        row.line,
        row.sheet,
        row.name,
        row.sort_key,
        row.search_key,
        row.birth_year,
        row.phone,
        row.code,
        row.unit,
        row.above,
        row.standing.value if row.standing else None,
        int(row.group) if row.group else None,
        row.joined.isoformat() if row.joined else None,
        [role.value for role in row.roles],
        problems,
        row.twin,
        row.phone_twin,
    ]


def from_json(stored: list[Any]) -> RosterRow:
    (
        line,
        sheet,
        name,
        sort,
        search,
        year,
        phone,
        code,
        unit,
        above,
        standing,
        group,
        joined,
        roles,
        problems,
        *twins,
    ) = stored
    return RosterRow(
        line,
        sheet,
        name,
        sort,
        search,
        year,
        phone,
        code,
        unit,
        above,
        Standing(standing) if standing else None,
        AudienceGroup(group) if group else None,
        date.fromisoformat(joined) if joined else None,
        tuple(RoleKind(role) for role in roles),
        tuple(Problem(Reason(each[0]), *each[1:]) for each in problems),
        *twins,
    )
