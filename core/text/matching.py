"""Telling which of several offered phrases was typed, and saying so when that cannot be told.

The rules are those of domain.md §5.3: what is typed with marks is compared with its marks; only a text
without a single mark is compared without; whatever then has two readings is asked back, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Generic, TypeAlias, TypeVar

from core.text.folding import fold_key, marked

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Matched(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class Ambiguous(Generic[T]):
    """What it may have meant, to be asked back. A single value still has to be asked: see `_TRAPS`."""

    values: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class NoMatch:
    pass


Match: TypeAlias = Matched[T] | Ambiguous[T] | NoMatch

# Folded texts that mean opposite things with marks (đúng, dừng, đừng): even a single hit is no answer.
_TRAPS: Final = frozenset({"dung", "dung roi", "dung lai", "dung het"})

_EDGES: Final = " \t.,;:!…\"'()[]*/\\-~_"
_PICTURES: Final = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff]+")

# Courtesy around an answer, longer ones first. The text is tried with it before: "dạ" alone is an answer.
_AFTER: Final = ("đồng chí ơi", "đồng chí", "đ/c", "đ.c", "đc", "ạ", "ah", "nhé", "nha", "nhá", "nghen")
_BEFORE: Final = ("thưa đồng chí", "thưa đ/c", "thưa", "đồng chí", "đ/c", "dạ", "vâng", "ừ", "oke", "ok")
_MOST_COURTESIES: Final = 4
_AFTER_FOLDED: Final = (*dict.fromkeys(map(fold_key, _AFTER)), "a")
_BEFORE_FOLDED: Final = tuple(dict.fromkeys(map(fold_key, _BEFORE)))


class Phrases(Generic[T]):
    """Phrases and the values they stand for, made ready once. A value may stand under many phrases."""

    __slots__ = ("_by_fold", "_by_key")

    def __init__(self, candidates: Iterable[tuple[str, T]]) -> None:
        self._by_key: dict[str, list[T]] = {}
        self._by_fold: dict[str, list[T]] = {}
        for phrase, value in candidates:
            key = _trim(marked(phrase))
            _note(self._by_key, key, value)
            _note(self._by_fold, fold_key(key), value)

    def match(self, typed: str) -> Match[T]:
        """Whose phrase is the whole of what was typed, courtesy and punctuation apart.

        The text with its courtesy is tried first, then with less and less of it.
        """
        key = _trim(marked(typed))
        bare = fold_key(key)
        if key != bare:
            readings, table = _readings(key, _BEFORE, _AFTER), self._by_key
        else:
            readings, table = _readings(bare, _BEFORE_FOLDED, _AFTER_FOLDED), self._by_fold
        hit = next((each for each in readings if each in table), None)
        if hit is None:
            return NoMatch()
        values = table[hit]
        sure = len(values) == 1 and (key != bare or hit not in _TRAPS)
        return Matched(values[0]) if sure else Ambiguous(tuple(values))


def match(typed: str, candidates: Iterable[tuple[str, T]]) -> Match[T]:
    """`Phrases.match` for candidates that are used once."""
    return Phrases(candidates).match(typed)


def _note(table: dict[str, list[T]], key: str, value: T) -> None:
    if key and value not in (values := table.setdefault(key, [])):
        values.append(value)


def _trim(key: str) -> str:
    """A question mark stays: a question is not an answer."""
    return _PICTURES.sub(" ", key).strip(_EDGES)


def _readings(key: str, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    """The text, then with its courtesy taken off: from the end first, then from the front."""
    yield key
    for courtesies, at_end in ((after, True), (before, False)):
        for _ in range(_MOST_COURTESIES):
            if not (shorter := _without(key, courtesies, at_end=at_end)):
                break
            key = shorter
            yield key


def _without(key: str, courtesies: tuple[str, ...], *, at_end: bool) -> str:
    """The text without one courtesy, or the empty string when there is none or nothing else."""
    for courtesy in courtesies:
        rest = key.removesuffix(courtesy) if at_end else key.removeprefix(courtesy)
        if rest == key or not (bare := rest.strip(_EDGES)):
            continue
        if not (rest[-1] if at_end else rest[0]).isalnum():
            return bare
    return ""
