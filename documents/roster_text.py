"""A list kept as text: which encoding, which separator, and its rows."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Final

from core.roster.reading import MOST_COLUMNS, CannotRead, Unreadable
from core.text.folding import nfc
from core.text.syllables import is_syllable, words_of

_SEPARATORS: Final = ";,\t|"
_LOOKED_AT: Final = 64 * 1024
_CELL: Final = 32_000


def decode(data: bytes) -> str:
    """UTF-8, UTF-16, Windows-1258; else byte by byte, as the fonts before Unicode have it (core.text.old_encodings)."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return data.removeprefix(mark).decode(encoding, errors="replace")
    start = data[:_LOOKED_AT]
    if start.count(0) > len(start) // 8:
        little = start[1::2].count(0) >= start[0::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        windows = nfc(data.decode("cp1258", errors="replace"))
        return windows if _reads_well(windows[:_LOOKED_AT]) else data.decode("latin-1")


def _reads_well(text: str) -> bool:
    words = [word for word in words_of(text) if not word.isascii() and word.isalpha()]
    return bool(words) and sum(map(is_syllable, words)) >= 0.8 * len(words)


def rows(text: str) -> Iterator[list[str]]:
    """Raises CannotRead where no separator makes columns of it, or far too many."""
    separator = _separator(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=False)
    csv.field_size_limit(_CELL)
    try:
        for row in reader:
            if len(row) > MOST_COLUMNS and any(cell.strip() for cell in row[MOST_COLUMNS:]):
                raise CannotRead(Unreadable.TOO_WIDE)
            yield row
    except csv.Error:
        raise CannotRead(Unreadable.BROKEN) from None


def _separator(text: str) -> str:
    """The sign that stands most often in most lines. A line of prose has commas too, so the header decides little."""
    lines = [line for line in text[:_LOOKED_AT].splitlines() if line.strip()][:50]
    told = text.partition("\n")[0].strip().lower()
    if told.startswith("sep=") and len(told) == 5:
        return told[4]
    if not lines:
        raise CannotRead(Unreadable.EMPTY)
    score: Counter[str] = Counter()
    for sign in _SEPARATORS:
        counts = Counter(line.count(sign) for line in lines if sign in line)
        if counts:
            times, alike = counts.most_common(1)[0]
            score[sign] = alike * 1000 + times
    if not score:
        raise CannotRead(Unreadable.NOT_A_TABLE if "\x00" in text[:1000] else Unreadable.NO_HEADER)
    return score.most_common(1)[0][0]
