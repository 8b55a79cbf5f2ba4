"""One text in its four forms: as typed (NFC), tidy, the key with marks, the key without.

What is stored is the author's text; every form but `nfc` exists only to compare. Matching what was typed
with what was offered lives beside it, in `matching`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_KEPT: Final = 512
"""One message is folded by several readers in turn, and the labels of options again and again."""

# Look-alikes of the Vietnamese stroked D: old fonts wrote eth (Icelandic) or the African D.
_STROKED_D: Final = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}
_QUOTES: Final = dict.fromkeys("‘’‚‛ʼʻʹ′´`＇", "'") | dict.fromkeys("“”„‟″«»＂", '"')
_DASHES: Final = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
_FULL_WIDTH: Final = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_INVISIBLE: Final = dict.fromkeys(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff",
    "",
)
_CONTROLS: Final = dict.fromkeys(
    [chr(code) for code in (*range(9), *range(14, 28), *range(127, 133), *range(134, 160))], ""
)
_TIDY: Final = str.maketrans(_STROKED_D | _FULL_WIDTH | _QUOTES | _DASHES | _INVISIBLE | _CONTROLS)

_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Two vowels or more in a row, decomposed, with their hats and tones.
_VOWELS: Final = re.compile(r"(?:[aeiouy][\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]*){2,}")
_VOWEL: Final = re.compile(r"([aeiouy])([^aeiouy]*)")
_ON_THE_SECOND: Final = ("oa", "oe", "uy")


def nfc(raw: str) -> str:
    """The form that is stored beside the raw text; nothing but the code points' composition changes."""
    return unicodedata.normalize("NFC", raw)


@lru_cache(_KEPT)
def plain(raw: str) -> str:
    """The text on one line with ordinary quotes, dashes, digits and spaces; its letters and case as typed."""
    tidy = nfc(nfc(raw).translate(_TIDY))
    return " ".join(tidy.split())


def marked(raw: str) -> str:
    """The key that tells marks apart and ignores where the tone was put: hoà and hòa, uỷ and ủy are one."""
    return tidy_key(plain(raw))


@lru_cache(_KEPT)
def tidy_key(tidy: str) -> str:
    """`marked` of a text that is in its `plain` form already."""
    lowered = nfc(tidy.lower())
    if lowered.isascii():
        return lowered
    return nfc(_VOWELS.sub(_toned_once, unicodedata.normalize("NFD", lowered)))


def _toned_once(found: re.Match[str]) -> str:
    """The vowels of a syllable with its one tone where the newer spelling has it: oà, oẻ, uý; ua, ia keep theirs."""
    vowels = _VOWEL.findall(found.group())
    tone = [mark for _, marks in vowels for mark in marks if mark in _TONES]
    before, after = (
        found.string[found.start() - 1 : found.start()],
        found.string[found.end() : found.end() + 1],
    )
    letters = "".join(letter for letter, _ in vowels)
    # The u of qu and the i of gi belong to the consonant.
    onset = 1 if before + letters[0] in ("qu", "gi") else 0
    if len(tone) != 1 or len(vowels) - onset > 3:
        return found.group()
    hats = ["".join(mark for mark in marks if mark not in _TONES) for _, marks in vowels]
    place = _tone_place(letters[onset:], hats[onset:], closed=after.isalpha()) + onset
    return "".join(
        letter + hat + (tone[0] if place == index else "")
        for index, (letter, hat) in enumerate(zip(letters, hats, strict=True))
    )


def _tone_place(letters: str, hats: list[str], *, closed: bool) -> int:
    hatted = [index for index, hat in enumerate(hats) if hat]
    if hatted:
        return hatted[-1]
    on_second = len(letters) > 2 or (len(letters) == 2 and (closed or letters in _ON_THE_SECOND))
    return 1 if on_second else 0


def folded(raw: str) -> str:
    """The key without marks. Unlike Unicode's own decomposition it also turns đ into d (domain.md §5.3)."""
    return fold_key(marked(raw))


@lru_cache(_KEPT)
def fold_key(key: str) -> str:
    """`folded` of a text whose `marked` key is at hand."""
    if key.isascii():
        return key
    bare = "".join(char for char in unicodedata.normalize("NFD", key) if unicodedata.category(char) != "Mn")
    return " ".join(nfc(bare.replace("đ", "d")).split())


def has_marks(raw: str) -> bool:
    """True once a single mark was typed: then the author writes marks, and folding would guess."""
    key = marked(raw)
    return key != fold_key(key)


# Bytes of TCVN3 and VNI fonts, and of UTF-8, read as Latin-1. Signs never stand inside a Vietnamese word;
# letters of other languages (ö, ñ, û) seldom do.
_OLD_SIGNS: Final = "§¶¸¹¼½¾¡¢£¤¥¦¨©ª¬®¯º"
_OLD_LETTERS: Final = "åæçëïîðñøöüûþßäÄÅÆÇËÏÎÐÑØÖÜÛÞ"
_OLD_SURE: Final = re.compile(
    rf"[A-Za-zÀ-ÿ][{_OLD_SIGNS}][A-Za-zÀ-ÿ]|[{_OLD_SIGNS}][{_OLD_SIGNS}{_OLD_LETTERS}][A-Za-z]"
    rf"|[{_OLD_SIGNS}{_OLD_LETTERS}][A-Za-z]?[{_OLD_SIGNS}{_OLD_LETTERS}]|[a-z][ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖØÜÝÞ]"
)
_OLD_WORD: Final = re.compile(rf"[A-Za-z]*[{_OLD_LETTERS}][A-Za-z]*")


def looks_like_old_encoding(raw: str) -> bool:
    """True for text of TCVN3 or VNI fonts ("§¶ng", "Ñaûng") or wrongly read UTF-8; it has to be asked for again."""
    text = nfc(raw)
    if text.isascii():
        return False
    if _OLD_SURE.search(text):
        return True
    modern = any("\u1ea0" <= char <= "\u1ef9" or char in "ăĂđĐơƠưƯĩĨũŨ" for char in text)
    return not modern and len(set(_OLD_WORD.findall(text))) > 1
