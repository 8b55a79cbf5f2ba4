"""Numbers of identity cards in what people write: needed for nothing here, and better left out (domain.md §6.3).

A CCCD has twelve digits, of which the first three name a province; a CMND has nine. Nine digits are many things, so
they count only beside a word that names the card.
"""

from __future__ import annotations

import re
from typing import Final

from core.text.folding import folded

_TWELVE: Final = re.compile(r"(?<![\d.,])0\d{2}[ .]?[0-3]\d{2}[ .]?\d{3}[ .]?\d{3}(?![\d.,]?\d)")
_NINE: Final = re.compile(r"(?<![\d.,])\d{3}[ .]?\d{3}[ .]?\d{3}(?![\d.,]?\d)")
_CARD: Final = re.compile(
    r"(?<!\w)(?:cccd|cmnd|cmtnd|cmt|can cuoc|chung minh (?:nhan dan|thu)|so dinh danh|the dang)(?!\w)"
)


def has_identity_number(text: str) -> bool:
    if _TWELVE.search(text) is not None:
        return True
    return _NINE.search(text) is not None and _CARD.search(folded(text)) is not None


def names_identity_card(text: str) -> bool:
    """A caption that says what the picture shows: a card of identity."""
    return _CARD.search(folded(text)) is not None


def without_identity_numbers(text: str) -> str:
    """The same with dots in their place."""
    text = _TWELVE.sub("…", text)
    return _NINE.sub("…", text) if _CARD.search(folded(text)) is not None else text
