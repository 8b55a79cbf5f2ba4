"""What a cell says: years, dates, phones, offices, standings, however Excel has mangled them. Nothing is guessed."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final, TypeAlias

from core.people import AudienceGroup, RoleKind, Standing
from core.roster.problems import Reason
from core.text.folding import folded, nfc, plain
from core.text.phones import phone_number

Cell: TypeAlias = "str | int | float | bool | date | datetime | time | timedelta | None"

OLDEST: Final = 110
YOUNGEST: Final = 15
"""Years of age beyond which a birth in a list is a slip of the hand."""

_DAY_ZERO: Final = date(1899, 12, 30)
_DATE: Final = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_SPOKEN: Final = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2})(?: nam)? (\d{4})")
_MONTH: Final = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")
_FAULTS: Final = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
_APART: Final = re.compile(r"[;,/&\n+]| - | kiêm | và ")


_UNSEEN: Final = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
"""Marks that turn the direction of writing or have no width. Not the soft hyphen, which is ư in TCVN3."""


class BadCell(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def text_of(cell: Cell) -> str:
    """As it is shown: 912345678.0 is 912345678; NFC, on one line."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return " ".join(nfc(str(cell)).translate(_UNSEEN).split())


def check_formula(text: str) -> None:
    if text.upper() in _FAULTS:
        raise BadCell(Reason.FORMULA_FAULT)


def phone_of(cell: Cell) -> str | None:
    text = text_of(cell)
    if not text or folded(text) in {"khong", "khong co", "-", "0", "x"}:
        return None
    check_formula(text)
    found = phone_number(text)
    if found is not None:
        return found
    digits = re.sub(r"\D", "", text)
    if re.fullmatch(r"(?:84|0)?1[2689]\d{8}", digits):
        raise BadCell(Reason.OLD_PHONE)
    if re.fullmatch(r"\d(?:[.,]\d+)?[eE]\+?\d+", text):
        raise BadCell(Reason.LOST_DIGITS)
    raise BadCell(Reason.TWO_PHONES if len(digits) > 17 else Reason.NOT_A_PHONE)


def birth_year_of(cell: Cell, today: date) -> int | None:
    """Of a year, a serial number, a date, or either as text. Only the year is kept."""
    text = text_of(cell)
    if not text:
        return None
    check_formula(text)
    year = _year(cell, text, today)
    if year is None:
        raise BadCell(Reason.NOT_A_BIRTH)
    if not today.year - OLDEST <= year <= today.year - YOUNGEST:
        raise BadCell(Reason.BIRTH_BEYOND)
    return year


def _year(cell: Cell, text: str, today: date) -> int | None:
    if isinstance(cell, date):  # a datetime is one too
        day = cell.date() if isinstance(cell, datetime) else cell
        # 1968 in a cell that was made a date shows as 20/05/1905: the number that was typed is still there.
        serial = (day - _DAY_ZERO).days
        return serial if 1900 <= serial <= today.year and day.year < 1910 else day.year
    text = text.removesuffix(".0")
    if text.isascii() and text.isdigit():
        number = int(text)
        if len(text) == 4:
            return number
        if len(text) == 5:
            return (_DAY_ZERO + timedelta(days=number)).year
        if len(text) == 8:  # 01021968
            found = _day(int(text[:2]), int(text[2:4]), text[4:], today)
            return None if found is None else found.year
        return None
    found = _date_in(text, today)
    if found is not None:
        return found.year
    month = _MONTH.fullmatch(text)
    return int(month[2]) if month and 1 <= int(month[1]) <= 12 else None


def date_of(cell: Cell, today: date) -> date | None:
    text = text_of(cell)
    if not text:
        return None
    check_formula(text)
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if text.isascii() and text.isdigit() and len(text) == 5:
        return _DAY_ZERO + timedelta(days=int(text))
    found = _date_in(text, today)
    if found is None:
        raise BadCell(Reason.NOT_A_DATE)
    return found


def _date_in(text: str, today: date) -> date | None:
    """Day before month, always (domain.md §5.5)."""
    tidy = plain(text)
    if iso := _ISO_DATE.fullmatch(tidy):
        return _day(int(iso[3]), int(iso[2]), iso[1], today)
    found = _DATE.fullmatch(tidy) or _SPOKEN.fullmatch(folded(text))
    return _day(int(found[1]), int(found[2]), found[3], today) if found else None


def _day(day: int, month: int, year: str, today: date) -> date | None:
    """Two digits mean the latest such year in which a member can have been born or have come."""
    whole = int(year)
    if len(year) == 2:
        whole += today.year // 100 * 100
        whole -= 100 if whole > today.year else 0
    try:
        return date(whole, month, day)
    except ValueError:
        return None


_STANDINGS: Final[dict[str, Standing]] = {
    words: standing
    for standing, all_words in (
        (Standing.OFFICIAL, "chinh thuc|dang vien chinh thuc|dvct|ct|dang vien|dv|dang sinh hoat|official"),
        (Standing.PROBATIONARY, "du bi|dang vien du bi|dvdb|db|dự bị|probationary"),
        (
            Standing.NON_MEMBER,
            "quan chung|qc|chua vao dang|ngoai dang|khong phai dang vien|nhom 3|non_member",
        ),
        (
            Standing.EXEMPT,
            "mien|mien sinh hoat|duoc mien|mien cong tac va sinh hoat dang|mien cong tac|mien sinh hoat dang|exempt",
        ),
        (Standing.SUSPENDED, "dinh chi|dinh chi sinh hoat|dinh chi sinh hoat dang|suspended"),
    )
    for words in all_words.split("|")
}


def standing_of(cell: Cell) -> Standing | None:
    text = text_of(cell)
    if not text:
        return None
    check_formula(text)
    found = _STANDINGS.get(folded(text).strip(" ."))
    if found is None:
        raise BadCell(Reason.NOT_A_STANDING)
    return found


def group_of(cell: Cell) -> AudienceGroup | None:
    key = folded(text_of(cell)).removeprefix("nhom").strip(" .:")
    if not key:
        return None
    number = {"1": 1, "2": 2, "3": 3, "i": 1, "ii": 2, "iii": 3, "mot": 1, "hai": 2, "ba": 3}.get(key)
    if number is None:
        raise BadCell(Reason.NOT_A_GROUP)
    return AudienceGroup(number)


_OFFICES: Final = {
    **dict.fromkeys(("pho bi thu", "pbt", "p.bi thu", "p. bi thu"), RoleKind.DEPUTY_SECRETARY),
    **dict.fromkeys(("bi thu", "bt"), RoleKind.SECRETARY),
    **dict.fromkeys(
        ("chi uy vien", "chi uy", "cuv", "uy vien chi uy", "cap uy vien", "uy vien"),
        RoleKind.CELL_COMMITTEE_MEMBER,
    ),
}
_NO_OFFICE: Final = frozenset(
    {"", "dang vien", "khong", "khong co", "-", "dv", "quan chung", "thanh vien", "dang vien du bi"}
)
_OF_THE_CELL: Final = re.compile(r" (?:chi bo|chi uy)$")


def roles_of(cell: Cell) -> tuple[tuple[RoleKind, ...], tuple[str, ...]]:
    """The offices held in the person's own cell, and what is none of them (a village head, an office of the committee
    above): that is shown and not taken over."""
    found: list[RoleKind] = []
    others: list[str] = []
    for part in _APART.split(text_of(cell)):
        words = folded(part).strip(" .")
        if words in _NO_OFFICE:
            continue
        office = _OFFICES.get(words) or _OFFICES.get(_OF_THE_CELL.sub("", words))
        if office is None:
            others.append(part.strip())
        else:
            found.append(office)
    return tuple(dict.fromkeys(found)), tuple(others)
