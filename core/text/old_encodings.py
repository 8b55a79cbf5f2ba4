"""Text of the fonts before Unicode: TCVN3 (.VnTime) and VNI (VNI-Times), as it looks when read as Latin-1.

What a cell is made of cannot be known for sure ("Sôn" is a name, and Sơn in VNI), so nothing here is ever applied
silently: `suspected` says what to ask about, and the person decides.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from core.text.folding import nfc
from core.text.syllables import is_syllable, words_of


class OldEncoding(StrEnum):
    TCVN3 = "tcvn3"
    VNI = "vni"


# TCVN 5712:1993, third form: one byte a letter. Capitals with tones have no place of their own: a capital font
# (.VnTimeH) draws the small letters large.
_TCVN3_LETTERS: Final = {
    "¡": "Ă", "¢": "Â", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư", "§": "Đ",
    "¨": "ă", "©": "â", "ª": "ê", "«": "ô", "¬": "ơ", "\u00ad": "ư", "®": "đ",
    "µ": "à", "¶": "ả", "·": "ã", "¸": "á", "¹": "ạ",
    "»": "ằ", "¼": "ẳ", "½": "ẵ", "¾": "ắ", "Æ": "ặ",
    "Ç": "ầ", "È": "ẩ", "É": "ẫ", "Ê": "ấ", "Ë": "ậ",
    "Ì": "è", "Î": "ẻ", "Ï": "ẽ", "Ð": "é", "Ñ": "ẹ",
    "Ò": "ề", "Ó": "ể", "Ô": "ễ", "Õ": "ế", "Ö": "ệ",
    "×": "ì", "Ø": "ỉ", "Ü": "ĩ", "Ý": "í", "Þ": "ị",
    "ß": "ò", "á": "ỏ", "â": "õ", "ã": "ó", "ä": "ọ",
    "å": "ồ", "æ": "ổ", "ç": "ỗ", "è": "ố", "é": "ộ",
    "ê": "ờ", "ë": "ở", "ì": "ỡ", "í": "ớ", "î": "ợ",
    "ï": "ù", "ñ": "ủ", "ò": "ũ", "ó": "ú", "ô": "ụ",
    "õ": "ừ", "ö": "ử", "÷": "ữ", "ø": "ứ", "ù": "ự",
    "ú": "ỳ", "û": "ỷ", "ü": "ỹ", "ý": "ý", "þ": "ỵ",
}  # fmt: skip
_TCVN3: Final = str.maketrans(_TCVN3_LETTERS)

# VNI: a letter, then a second character that is its hat and tone in one; a few stand alone.
_VNI_ALONE: Final = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_TONES: Final = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS: Final = {
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
}  # fmt: skip
_VNI_BREVES: Final = {
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_AFTER: Final = {
    **dict.fromkeys("uyôö", _VNI_TONES),
    **dict.fromkeys("eo", _VNI_TONES | _VNI_HATS),
    "a": _VNI_TONES | _VNI_HATS | _VNI_BREVES,
}


_MODERN: Final = re.compile("[\u1ea0-\u1ef9ăĂđĐơƠưƯĩĨũŨ]")
"""Letters that no font before Unicode has a byte for."""


def decoded(text: str, encoding: OldEncoding) -> str:
    """The whole text taken as of this encoding, in NFC. Capitals follow the word: NGUYÔN is NGUYỄN."""
    latin = nfc(text)
    if encoding is OldEncoding.VNI:
        return nfc(_from_vni(latin))
    return nfc(re.sub(r"\S+", lambda word: _from_tcvn3(word.group()), latin))


def _from_tcvn3(word: str) -> str:
    """Where the plain letters are capitals, a font of capitals was meant."""
    converted = word.translate(_TCVN3)
    plain_letters = [char for char in word if char.isascii() and char.isalpha()]
    capital = len(plain_letters) > 1 and all(char.isupper() for char in plain_letters)
    return converted.upper() if capital else converted


def _from_vni(text: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(text):
        letter = text[at]
        small = letter.lower()
        base = _VNI_ALONE.get(small, letter)
        marks = _VNI_AFTER.get(small, {}).get(text[at + 1 : at + 2].lower(), "")
        if marks and not _belongs_apart(text, at):
            at += 1
        else:
            marks = ""
        out.append((base.upper() if letter.isupper() else base) + marks)
        at += 1
    return "".join(out)


def _belongs_apart(text: str, at: int) -> bool:
    """A capital after a small letter begins another word: never its mark."""
    return text[at].islower() and text[at + 1].isupper()


def looks_old(text: str, encoding: OldEncoding) -> bool:
    """Whether some word is no Vietnamese as it stands, and every word with signs is when decoded."""
    latin = nfc(text)
    if latin.isascii() or _MODERN.search(latin):
        return False
    before, after = words_of(latin), words_of(decoded(latin, encoding))
    if len(before) != len(after):
        return False
    fates = [
        (is_syllable(old), is_syllable(new))
        for old, new in zip(before, after, strict=True)
        if not old.isascii()
    ]
    return (False, True) in fates and all(good for _, good in fates)


def suspected(texts: Iterable[str]) -> dict[OldEncoding, list[str]]:
    """For each old encoding, the texts that read as Vietnamese only by it; the likeliest first. Empty for Unicode."""
    found: dict[OldEncoding, list[str]] = {each: [] for each in OldEncoding}
    for text in texts:
        for encoding, taken in found.items():
            if looks_old(text, encoding):
                taken.append(text)
    ordered = sorted(found.items(), key=lambda pair: -len(pair[1]))
    return {encoding: taken for encoding, taken in ordered if taken}


def in_font_capitals(text: str) -> bool:
    letters = [char for char in unicodedata.normalize("NFC", text) if char.isalpha()]
    return len(letters) > 1 and all(not char.islower() for char in letters)
