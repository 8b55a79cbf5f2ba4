"""Text lengths as messengers count them, in UTF-16 units, and cutting without breaking what a reader sees as one.

Telegram and Zalo count a letter with its marks as composed (NFC) and an emoji as two units or more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_JOINER: Final = "\u200d"
# Where a part may end, from the best: a paragraph, a line or list item, a sentence, a clause, a word.
_BORDERS: Final = tuple(
    re.compile(pattern) for pattern in (r"\n[ \t]*\n\s*", r"\n\s*", r"(?<=[.!?…;:])\s+", r"(?<=,)\s+", r"\s+")
)
# A part shorter than this share of the limit is worth a worse border.
_FULL_ENOUGH: Final = 0.5


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits(text: str, units: int) -> bool:
    """Whether it has at most so many UTF-16 units; most texts need not be counted for that."""
    return 2 * len(text) <= units or utf16_length(text) <= units


def graphemes(text: str) -> Iterator[str]:
    """What a reader sees as one character: a letter with its marks, a flag, a family emoji.

    Close to Unicode's rule and never finer: it only ever keeps together what that rule separates.
    """
    start = 0
    for index in range(1, len(text)):
        if not _belongs(text, index, start):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _belongs(text: str, index: int, start: int) -> bool:
    """True when the character at `index` continues the one that began at `start`."""
    char, before = text[index], text[index - 1]
    if char.isascii():
        return char == "\n" and before == "\r"
    if (
        unicodedata.category(char) in ("Mn", "Me", "Mc")
        or char == _JOINER
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    ):
        return True
    if before == _JOINER or "\U000e0020" <= char <= "\U000e007f":
        return True
    return _is_regional(char) and _is_regional(before) and (index - start) == 1


def _is_regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def cut(text: str, limit: int, ending: str = "…") -> str:
    """The text, or as much of its beginning as fits with the ending in `limit` UTF-16 units.

    It is cut between graphemes, after a whole word where that costs little.
    """
    if utf16_length(text) <= limit:
        return text
    room = limit - utf16_length(ending)
    if room <= 0:
        return _fitting(text, limit)
    kept = _fitting(text, room)
    space = max((place for place, char in enumerate(kept) if char.isspace()), default=0)
    at_word = kept if text[len(kept)].isspace() else kept[:space]
    kept = at_word if utf16_length(at_word) * 4 >= room * 3 else kept
    return kept.rstrip() + ending


def split(text: str, limit: int) -> list[str]:
    """Parts of at most `limit` UTF-16 units, at least 2; only white space at the cuts is left out.

    A part ends at a paragraph, else a line, a sentence, a clause, a word; inside a word only when it alone is too
    long. A text of nothing but white space has no parts.
    """
    if limit < 2:
        raise ValueError("a part must have room for one character")
    parts: list[str] = []
    rest = text.strip()
    while rest:
        if fits(rest, limit):
            parts.append(rest)
            break
        part = rest[: _border(rest, limit)]
        parts.append(part.rstrip())
        rest = rest[len(part) :].lstrip()
    return parts


def _border(text: str, limit: int) -> int:
    """How many characters the next part takes of a text that is too long."""
    fitting = len(_fitting(text, limit))
    # The white space that follows a full part is a border too, and costs nothing.
    window = text[: fitting + 1]
    least = int(fitting * _FULL_ENOUGH)
    ends = [max((found.start() for found in border.finditer(window)), default=0) for border in _BORDERS]
    good = next((end for end in ends if end > least), None)
    return good or max(ends) or fitting


def _fitting(text: str, limit: int) -> str:
    """The longest beginning within the limit that breaks no grapheme, unless the first one alone is too long."""
    kept: list[str] = []
    used = 0
    for grapheme in graphemes(text[: limit + 1] if len(text) > limit else text):
        used += utf16_length(grapheme)
        if used > limit:
            break
        kept.append(grapheme)
    if kept:
        return "".join(kept)
    size = 0
    while size < len(text) and utf16_length(text[: size + 1]) <= limit:
        size += 1
    return text[:size]
