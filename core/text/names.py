"""People's names: the order in which Vietnamese lists stand, and the keys by which a name is found.

Names are written surname, middle, given; lists go by given name, then surname, then middle (domain.md §5.6).
The last word counts as the given name for everyone: a list needs one rule, and a record may carry its own
form of address where a clan name comes last (H’Hen Niê, Y Blô Êban).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from core.text.folding import fold_key, folded, has_marks, marked, plain

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK: Final = {letter: 0x20 + rank for rank, letter in enumerate(_ALPHABET)}
# Ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES: Final = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
_NOT_IN_KEY: Final = re.compile(r"[\W_]+")
# No name is longer; a longer query is a text that was not meant for it.
_MOST_WORDS: Final = 12
_ADDED: Final = re.compile(r" ?\(([^()]*)\)$")


def given_name(full: str) -> str:
    """What a person is called by: the last word, without a list's own addition such as "(A)" or "(1968)"."""
    words = _without_addition(plain(full))[0].split()
    return words[-1] if words else ""


def sort_key(full: str) -> str:
    """A key of hexadecimal digits whose order, in any collation, is the order of Vietnamese lists.

    Letters decide before tones, so Hùng stands before Hưng and Ánh after An. Equal names have equal keys.
    """
    name, added = _without_addition(plain(full))
    words = name.split()
    parts = [words[-1:], words[:1] if len(words) > 1 else [], words[1:-1], added.split()]
    return "00".join(_level(part) for part in parts)


def search_key(full: str) -> str:
    """The folded name, letters and digits only: what a search without marks is compared with."""
    return " ".join(_key_words(folded(full)))


def name_matches(query: str, full: str) -> bool:
    """True when every word of the query begins a word of the name, in any order.

    A query typed with marks is held to them (Hùng does not find Hưng); one without finds both.
    """
    if has_marks(query):
        wanted, offered = marked(query), marked(full)
    else:
        wanted, offered = folded(query), fold_key(marked(full))
    words, asked = _key_words(offered), _key_words(wanted)
    return 0 < len(asked) <= _MOST_WORDS and all(_take(words, start) for start in asked)


def _key_words(key: str) -> list[str]:
    return _NOT_IN_KEY.sub(" ", key.replace("'", "")).split()


def _take(words: list[str], start: str) -> bool:
    """Use up one word, a whole one by preference, so that "Hùng Hùng" needs two."""
    for word in sorted(words, key=lambda each: each != start):
        if word.startswith(start):
            words.remove(word)
            return True
    return False


def _without_addition(name: str) -> tuple[str, str]:
    found = _ADDED.search(name)
    return (name[: found.start()], found[1]) if found and found.start() else (name, "")


def _level(words: list[str]) -> str:
    """Letters of the words, then their tones, so that tones decide only between equal letters."""
    spelled = [_letters_and_tone(word) for word in words]
    letters = "02".join(letters for letters, _ in spelled)
    tones = "".join(f"{tone:02x}" for _, tone in spelled)
    return f"{letters}01{tones}"


def _letters_and_tone(word: str) -> tuple[str, int]:
    letters: list[str] = []
    tone = 1
    for char in unicodedata.normalize("NFD", marked(word)):
        if char in _TONES:
            tone = _TONES[char]
        elif char in "\u0302\u0306\u031b" and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        elif char.isalnum():
            letters.append(char)
    return "".join(_rank(letter) for letter in letters), tone


def _rank(letter: str) -> str:
    if letter in _RANK:
        return f"{_RANK[letter]:02x}"
    if letter in "0123456789":
        return f"{0x10 + int(letter):02x}"
    return f"60{ord(letter[0]):06x}"
