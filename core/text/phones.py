"""Vietnamese phone numbers, however they were written or mangled: one form that is stored and found by."""

import re
from typing import Final

from core.text.folding import plain

_KEPT: Final = re.compile(r"[\s.\-()/]+")
_MOBILE: Final = re.compile(r"0[35789]\d{8}")
_LANDLINE: Final = re.compile(r"02\d{9}")
_SCIENTIFIC: Final = re.compile(r"\d[.,]\d+[eE]\+?\d+")


def phone_number(typed: str) -> str | None:
    """`0912345678`, from 0912 345 678, +84912345678, 84912…, 912345678 (Excel drops the zero) or 9.12345678E8.

    None where it is no number of today's plan: the 11-digit mobile numbers ended in 2018, and are not guessed at.
    """
    text = plain(typed).lstrip("'").strip()
    if _SCIENTIFIC.fullmatch(text):
        text = _written_out(text)
    text = text.removesuffix(".0") if text.count(".") == 1 else text
    digits = _KEPT.sub("", text).removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return None
    for candidate in (digits, _domestic(digits)):
        if _MOBILE.fullmatch(candidate) or _LANDLINE.fullmatch(candidate):
            return candidate
    return None


def _domestic(digits: str) -> str:
    digits = digits.removeprefix("00")
    if digits.startswith("84") and len(digits) in {11, 12}:
        return "0" + digits[2:].removeprefix("0")
    return "0" + digits


def _written_out(text: str) -> str:
    """9.12345678E8 is exact only where every digit was kept."""
    number, _, exponent = text.lower().replace(",", ".").partition("e")
    whole, _, rest = number.partition(".")
    zeros = int(exponent) - len(rest)
    return whole + rest + "0" * zeros if 0 <= zeros <= 12 and len(rest) >= 6 else text
