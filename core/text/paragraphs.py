"""A paragraph pasted from Word, taken apart into the items of its list; every item stays as it was written.

Lists come with –, -, •, +, Word's private bullets, 1. · 1) · a) · I. on lines of their own, or with (1) … (14) in
running text, numbers missing and quotes left open (domain.md §1.2, §5.1).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Final


@dataclass(frozen=True, slots=True)
class Item:
    """`marker` is what stood before it ("(12)", "-"), empty where there was no list."""

    text: str
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """`heading` is what came before the first item, often "Tôi đăng ký:"; no text is lost or changed."""

    items: tuple[Item, ...]
    heading: str = ""


_LINE_MARKERS: Final = {
    "bullet": r"[•●○▪■□◦‣⁃∙·§Øüv➢➤✓✔\uf000-\uf0ff](?=[ \t\u00a0])|[•●○▪■□◦‣\uf000-\uf0ff]",
    "plus": r"\+(?=[ \t\u00a0]|[^\W\d_])",
    "dash": r"[-–—−](?=[ \t\u00a0]|[^\W\d_])",
    "star": r"\*(?=[ \t\u00a0])",
    "bracketed": r"\(\d{1,2}\)",
    "number": r"\d{1,2}[.)](?!\d)(?:-|/)?|\d{1,2}(?:-|/)(?=[ \t\u00a0])",
    "section": r"\d{1,2}\.\d{1,2}\.?(?=[ \t\u00a0])",
    "letter": r"[a-zđ][.)](?=[ \t\u00a0])|\([a-zđ]\)",
    "roman": r"(?:I{1,3}|IV|VI{0,3}|IX|X)[.)-](?=[ \t\u00a0])",
}
_AT_LINE: Final = re.compile(
    r"^[ \t\u00a0\u200b]*(?:" + "|".join(f"(?P<{kind}>{form})" for kind, form in _LINE_MARKERS.items()) + ")",
    re.MULTILINE,
)
_INLINE: Final = (
    re.compile(r"(?<![\w(])\((?P<number>\d{1,2})\)(?=[ \t\u00a0]*\S)"),
    re.compile(r"(?:^|(?<=[.;:,\s]))(?P<number>\d{1,2})[.)](?=[ \t\u00a0]+[^\W\d_])"),
    re.compile(r"(?:^|(?<=[;:.]\s))(?P<number>)[-–•+](?=[ \t\u00a0]+[^\W\d_])"),
)


def pasted(text: str) -> Pasted:
    """The items of the list in the text; a text that is no list is one item, an empty one has none."""
    if not text.strip():
        return Pasted(())
    marks = _line_marks(text) or _inline_marks(text)
    if not marks:
        return Pasted((Item(text.strip()),))
    ends = [start for start, _ in marks[1:]] + [len(text)]
    items = tuple(
        Item(text[after:end].strip(), text[start:after].strip())
        for (start, after), end in zip(marks, ends, strict=True)
        if text[after:end].strip()
    )
    return Pasted(items, text[: marks[0][0]].strip())


def _line_marks(text: str) -> list[tuple[int, int]]:
    """Markers at line starts, of the first kind that occurs twice: what is beneath an item stays in it."""
    found = [(each.lastgroup or "", each.start(), each.end()) for each in _AT_LINE.finditer(text)]
    counts = Counter(kind for kind, _, _ in found)
    top = next((kind for kind, _, _ in found if counts[kind] > 1), None)
    return [(start, end) for kind, start, end in found if kind == top]


def _inline_marks(text: str) -> list[tuple[int, int]]:
    """(1) … (2) … in running text: two at least, numbers rising, gaps allowed."""
    for form in _INLINE:
        found = list(form.finditer(text))
        numbers = [int(each["number"]) for each in found if each["number"]]
        rising = all(earlier < later for earlier, later in pairwise(numbers))
        if len(found) > 1 and rising and (not numbers or numbers[0] == 1):
            return [(each.start(), each.end()) for each in found]
    return []
