"""A short text cut into numbers, words and signs, each with its place in the tidy text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias, TypeVar

from core.text.folding import fold_key, marked, tidy_key

V = TypeVar("V")

_TOKEN: Final = re.compile(r"(?P<digits>[0-9](?:[0-9.,]*[0-9])?)|(?P<word>[^\W0-9_½¼¾]+)|(?P<sign>[^\s])")


class Kind(Enum):
    DIGITS = "digits"
    WORD = "word"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """`key` is what it is compared by: with marks, or folded where the whole text has none (`bare`).

    `glued` means that nothing separates it from the token before.
    """

    kind: Kind
    key: str
    start: int
    end: int
    glued: bool
    bare: bool


Tokens: TypeAlias = tuple[Token, ...]
Lexicon: TypeAlias = tuple[Mapping[str, V], Mapping[str, V]]

END: Final = Token(Kind.SIGN, "", -1, -1, glued=False, bare=False)


def tokens_of(tidy: str, *, bare: bool) -> Tokens:
    """`tidy` is a text in its `plain` form."""
    found: list[Token] = []
    end = -1
    for piece in _TOKEN.finditer(tidy):
        kind = Kind(piece.lastgroup)
        text = piece.group()
        key = text if kind is Kind.DIGITS else tidy_key(text)
        found.append(Token(kind, key, piece.start(), piece.end(), glued=piece.start() == end, bare=bare))
        end = piece.end()
    return tuple(found)


def at(tokens: Tokens, index: int) -> Token:
    """The token there, or one that equals nothing past either end."""
    return tokens[index] if 0 <= index < len(tokens) else END


def lexicon(table: Mapping[str, V]) -> Lexicon[V]:
    """The table twice: by words with marks, and by folded words for texts that have none."""
    with_marks = {marked(word): value for word, value in table.items()}
    return with_marks, {fold_key(word): value for word, value in reversed(with_marks.items())} | {}


def words(*rows: str) -> Lexicon[bool]:
    return lexicon({word: True for row in rows for word in row.split()})


def look_up(table: Lexicon[V], token: Token) -> V | None:
    return table[token.bare].get(token.key)
