"""Quarters: read as people type them, written with Roman numerals ("Quý I/2026")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from core.text.folding import folded

ROMAN: Final = ("I", "II", "III", "IV")
_ROMAN_SIGNS: Final = str.maketrans({chr(0x2160 + place): roman for place, roman in enumerate(ROMAN)})
_YEARS: Final = range(2000, 2100)

# Folded words. In Roman numbers l and | are read as i: that is how many phones type them (domain.md §5.3).
_NUMBERS: Final = {
    "1": 1,
    "01": 1,
    "i": 1,
    "mot": 1,
    "nhat": 1,
    "dau": 1,
    "2": 2,
    "02": 2,
    "ii": 2,
    "hai": 2,
    "nhi": 2,
    "3": 3,
    "03": 3,
    "iii": 3,
    "ba": 3,
    "4": 4,
    "04": 4,
    "iv": 4,
    "iiii": 4,
    "bon": 4,
    "tu": 4,
    "cuoi": 4,
}
_YEAR: Final = r"(?P<year>20\d\d|(?<=[/.,'-])\d\d|(?<=nam )\d\d)(?!\d)"
_QUARTER: Final = re.compile(
    r"(?<![a-z0-9])(?:q(?:u[yi])?)[ .:-]{0,3}(?:thu )?"
    r"(?P<number>0?[1-4]|[il|]{1,4}|[il|]v|mot|nhat|nhi|hai|ba|bon|tu|dau|cuoi)(?![a-z0-9|])"
    r"(?P<more> ?(?:[-,+&]|va|den|toi) ?(?:qu[yi] )?(?:0?[1-4]|[il|]{1,3}|[il|]v)(?![a-z0-9/|]))?"
    r"(?:[ /.,'(-]{0,3}(?:nam )?" + _YEAR + r"| ?(?:nam )?(?P<which>nay|ngoai|truoc))?"
)
_WITHOUT_WORD: Final = re.compile(
    r"(?P<number>[il|]{1,3}|[il|]v) ?[/-] ?(?P<year>20\d\d)(?P<which>)(?P<more>)"
)
_CODE: Final = re.compile(r"(20\d\d)-?Q([1-4])")
_RELATIVE: Final = re.compile(r"(?<![a-z0-9])qu[yi] (nay|truoc|vua roi|vua qua|sau|toi|hien tai)(?![a-z0-9])")
_STEPS: Final = {"nay": 0, "hien tai": 0, "truoc": -1, "vua roi": -1, "vua qua": -1, "sau": 1, "toi": 1}


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One quarter of a calendar year; quarters order as time does."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in range(1, 5):
            raise ValueError(f"no quarter {self.number}")

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def from_code(cls, code: str) -> Quarter:
        """The inverse of `code`; anything else raises ValueError."""
        return _quarter(code)

    @property
    def code(self) -> str:
        """What is stored and put in file names and buttons: 2026Q1."""
        return f"{self.year}Q{self.number}"

    @property
    def roman(self) -> str:
        return ROMAN[self.number - 1]

    @property
    def label(self) -> str:
        """The field's own form, the same in every sentence: Quý I/2026."""
        return f"Quý {self.roman}/{self.year}"

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next().first_day - timedelta(days=1)

    def next(self) -> Quarter:
        return self.plus(1)

    def previous(self) -> Quarter:
        return self.plus(-1)

    def plus(self, quarters: int) -> Quarter:
        ordinal = self.year * 4 + self.number - 1 + quarters
        return Quarter(ordinal // 4, ordinal % 4 + 1)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def parse_quarter(text: str, today: date) -> Quarter | None:
    """The one quarter that the text names, or None (none named, an impossible one, or two different ones).

    Without a year it is this year's, unless that one lies beyond the next quarter: in February "quý 4" is
    last year's, for people speak of the quarter they report on.
    """
    key = folded(text.translate(_ROMAN_SIGNS))
    named = [_named(found, today) for found in _QUARTER.finditer(key)]
    if not named and (bare := _WITHOUT_WORD.fullmatch(key)):
        named = [_named(bare, today)]
    if not named:
        named = [Quarter.of(today).plus(_STEPS[found[1]]) for found in _RELATIVE.finditer(key)]
    if not named and (coded := _CODE.fullmatch(key.upper())):
        named = [Quarter(int(coded[1]), int(coded[2]))]
    different = set(named)
    return different.pop() if len(different) == 1 else None


def _named(found: re.Match[str], today: date) -> Quarter | None:
    if found["more"]:
        return None
    word = found["number"]
    number = _NUMBERS[word] if word in _NUMBERS else _NUMBERS[word.replace("l", "i").replace("|", "i")]
    if found["year"]:
        year = int(found["year"]) if len(found["year"]) == 4 else 2000 + int(found["year"])
        return Quarter(year, number) if year in _YEARS else None
    this_years = Quarter(today.year, number)
    if found["which"] in ("ngoai", "truoc"):
        return Quarter(today.year - 1, number)
    if found["which"] == "nay" or this_years <= Quarter.of(today).next():
        return this_years
    return Quarter(today.year - 1, number)


@lru_cache(200)
def _quarter(code: str) -> Quarter:
    found = _CODE.fullmatch(code)
    if found is None:
        raise ValueError(f"not a quarter code: {code[:20]!r}")
    return Quarter(int(found[1]), int(found[2]))
