"""One text in its four forms: as typed (NFC), tidy, the key with marks, the key without.

What is stored is the author's text; every form but `nfc` exists only to compare. Matching what was typed
with what was offered lives beside it, in `matching`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

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

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_HATS: Final = "\u0302\u0306\u031b"
_TONE_EARLY: Final = re.compile(
    # The tone sits on a glide or on the first half of a diphthong: hòa, khỏe, thúy, qúa, tíên. Spelling puts
    # it on the next vowel, always (after qu, on a hatted letter) or by the newer habit (oa, oe, uy).
    rf"(u)([{_TONES}])(ye\u0302)|([iuoy]\u031b?)([{_TONES}])([aeo][{_HATS}])(?![aeo])"
    rf"|((?<=q)u)([{_TONES}])([aeioy])(?![aeo{_HATS}])"
    rf"|(o)([{_TONES}])([ae])(?![{_HATS}])|(u)([{_TONES}])(y)(?!e)"
)
# The reverse slip of old keyboards: cuả, nghiã, mưà. In ia, ua, ưa the first vowel carries it, but già, quà.
_TONE_LATE: Final = re.compile(rf"((?<!g)i|(?<!q)u\u031b?)(a)([{_TONES}])(?![{_HATS}])")


def nfc(raw: str) -> str:
    """The form that is stored beside the raw text; nothing but the code points' composition changes."""
    return unicodedata.normalize("NFC", raw)


def plain(raw: str) -> str:
    """The text on one line with ordinary quotes, dashes, digits and spaces; its letters and case as typed."""
    tidy = nfc(nfc(raw).translate(_TIDY))
    return " ".join(tidy.split())


def marked(raw: str) -> str:
    """The key that tells marks apart and ignores where the tone was put: hoà and hòa, uỷ and ủy are one."""
    return tidy_key(plain(raw))


def tidy_key(tidy: str) -> str:
    """`marked` of a text that is in its `plain` form already."""
    lowered = nfc(tidy.lower())
    if lowered.isascii():
        return lowered
    opened = _TONE_LATE.sub(r"\1\3\2", unicodedata.normalize("NFD", lowered))
    return nfc(_TONE_EARLY.sub(_tone_later, opened))


def _tone_later(found: re.Match[str]) -> str:
    vowel, tone, following = (part for part in found.groups() if part)
    return vowel + following + tone


def folded(raw: str) -> str:
    """The key without marks. Unlike Unicode's own decomposition it also turns đ into d (domain.md §5.3)."""
    return fold_key(marked(raw))


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
