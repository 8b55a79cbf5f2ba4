"""Secrecy markings in file names, which are mostly typed without marks: KH-MAT.pdf, CV_12_TOI-MAT.docx.

Bare `mat` is face, road surface, loss, eyes, honey and the Fatherland Front; it is a marking only among document
codes and numbers.
"""

from __future__ import annotations

import re
from typing import Final

from core.text.folding import fold_key, has_marks, plain
from core.text.secrecy import Marking, marking_in

_CODES: Final = re.compile(
    r"kh|bc|cv|qd|nq|tb|hd|ct|kl|ttr|bb|tl|vb|qc|cd|tu|du|ubnd|hdnd|bch|btv|hu|cb|bct|tw|vp|vptu|bqp|bca",
    re.IGNORECASE,
)
_EXTENSION: Final = re.compile(r"\.[A-Za-z0-9]{1,5}(?:\.[A-Za-z0-9]{1,3})?$")


def marking_in_file_name(name: str) -> Marking | None:
    """The marking that the name carries, or None. The folder and the extension do not matter."""
    stem = _EXTENSION.sub("", plain(name).rsplit("/", 1)[-1].rsplit("\\", 1)[-1])
    spaced = re.sub(r"[-_.+ ]+", " ", stem)
    if has_marks(spaced) and (found := marking_in(spaced) or _ends_secret(spaced)):
        return found
    if "(" in stem and (found := marking_in(stem)):
        return found
    return _in_words([word for word in re.split(r"[\W_]+", fold_key(stem).replace("Đ", "D")) if word])


def _ends_secret(spaced: str) -> Marking | None:
    """A name that ends in "mật" after a document code: "KH 05 mật"."""
    typed = spaced.split()
    if len(typed) > 1 and typed[-1].lower() == "mật" and _is_code(fold_key(typed[-2]).replace("Đ", "D")):
        return Marking.SECRET
    return None


def _in_words(words: list[str]) -> Marking | None:
    lowered = [word.lower() for word in words]
    joined = " ".join(lowered)
    if re.search(r"\b(?:tuyet ?mat)\b", joined) or "TOI MAT" in " ".join(words) or "toimat" in lowered:
        return Marking.SECRET
    for place, word in enumerate(lowered):
        beside = [*words[max(0, place - 1) : place], *words[place + 1 : place + 2]]
        if word == "mat" and all(map(_is_code, beside)) and (beside or words[place] == "MAT"):
            return Marking.SECRET
    if re.search(r"\b(?:luu ?hanh ?noi ?bo|khong ?pho ?bien)\b", joined):
        return Marking.INTERNAL
    return (
        Marking.DRAFT
        if re.match(r"(?:ban )?du ?thao\b", joined) or re.search(r"\bdu ?thao$", joined)
        else None
    )


def _is_code(word: str) -> bool:
    return word.isdigit() or _CODES.fullmatch(word) is not None
