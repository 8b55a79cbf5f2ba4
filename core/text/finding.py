"""What was typed to find a person: words of the name, a birth year, words of the unit."""

import re
from dataclasses import dataclass
from typing import Final

from core.text.folding import plain
from core.text.names import search_key

_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_IN_A_UNIT: Final = re.compile(r",|\s+(?:ở|thuộc)\s+", re.IGNORECASE)
_BORN: Final = re.compile(r"\b(?:sinh năm|sinh nam|năm sinh|nam sinh|sn)\b\.?:?", re.IGNORECASE)
_LOOK: Final = re.compile(r"^(?:tìm|tim)(?:\s+(?:kiếm|kiem|người|nguoi))?\s+", re.IGNORECASE)
_COURTESY: Final = re.compile(r"^(?:đồng chí|dong chi|đ/c|đ\.c|đc|dc)\s+", re.IGNORECASE)
_MOST_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Sought:
    """`name` and `unit` as typed, marks kept. `keys` are the name's words without marks, none longer than a name's."""

    name: str
    birth_year: int | None
    unit: str

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(search_key(self.name).split()[:_MOST_WORDS])


def sought(typed: str) -> Sought:
    """ "đ/c Hùng 1968, Nà Tông" → Hùng · 1968 · Nà Tông. Other digits are no part of a name: a telephone number finds
    nobody."""
    head, *rest = _IN_A_UNIT.split(plain(typed), maxsplit=1)
    year = _YEAR.search(head)
    name = _BORN.sub(" ", _YEAR.sub(" ", head, count=1) if year else head)
    name = _COURTESY.sub("", _LOOK.sub("", " ".join(name.replace("(", " ").replace(")", " ").split())))
    return Sought(name.strip(), int(year.group()) if year else None, rest[0].strip() if rest else "")
