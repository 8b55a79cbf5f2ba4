"""Something long to read, on leaves of whole parts that fit a phone."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from bot.conversation.dialog import Line
from core.message import Message

LEAF: Final = 1500
"""Characters of somebody's own text on one leaf, about what a phone shows in three screens."""
_FRAME: Final = 150
"""What an item's own lines take beside its texts, in characters."""


@dataclass(frozen=True, slots=True)
class Part:
    """What belongs together (an item), never torn apart by a leaf's end."""

    key: str
    lines: tuple[Line, ...]

    @property
    def size(self) -> int:
        return _FRAME + sum(len(_own_words(line.words)) for line in self.lines)


def packed(parts: Iterable[Part], changed: Collection[str] = ()) -> tuple[tuple[Part, ...], ...]:
    """At least one leaf. The parts with these keys come first: what changed is read before what is as it was."""
    found: list[list[Part]] = [[]]
    for part in sorted(parts, key=lambda each: each.key not in changed):
        if found[-1] and sum(each.size for each in found[-1]) + part.size > LEAF:
            found.append([])
        found[-1].append(part)
    return tuple(tuple(each) for each in found)


def _own_words(words: Message | str) -> str:
    """The part of a line that people wrote: its length is what a leaf is measured by."""
    if isinstance(words, str):
        return words
    return "".join(_own_words(value) for _, value in words.args if isinstance(value, (str, Message)))
