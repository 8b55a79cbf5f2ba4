"""Vietnamese numbers, in digits and in words: 1.150 · 81,75 · 1tr250 · 2 tỷ rưỡi · hai mươi lăm · chục.

Always exact decimals. A digit group that has two readings (1,150) is returned with both (domain.md §5.4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.text.tokens import Kind, Token, Tokens, at, lexicon, look_up, words

MOST_DIGITS: Final = 15

_ONES: Final = lexicon(
    {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
)
_ONES_AFTER_TENS: Final = lexicon({"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5})
_ZERO: Final = words("không")
_HUNDRED: Final = words("trăm")
_TEN: Final = words("mười")
_TENS: Final = words("mươi chục")
_ODD: Final = words("linh lẻ")
_HALF: Final = words("rưỡi rưởi")
_HALF_OF: Final = words("nửa")
_POINT: Final = words("phẩy")
_SCALES: Final = lexicon(
    {"chục": 10, "trăm": 100, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4}
    | {"triệu": 10**6, "tr": 10**6, "trđ": 10**6, "tỷ": 10**9, "tỉ": 10**9}
)
_FRACTIONS: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_FROM_MONEY: Final = 10**6
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and the index after it. `others` are its other readings; `scale` is its largest scale word."""

    value: Decimal
    end: int
    others: tuple[Decimal, ...] = ()
    scale: int = 1
    money: bool = False


def digits_readings(text: str) -> tuple[Decimal, ...]:
    """What digits with dots and commas can mean: nothing, one number, or two (1,150)."""
    if len(text) - text.count(".") - text.count(",") > MOST_DIGITS:
        return ()
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        return _with_both(text)
    sign = "." if dots else ","
    if dots + commas > 1:
        grouped = _THOUSANDS.fullmatch(text)
        return (Decimal(text.replace(sign, "")),) if grouped else ()
    as_decimal = Decimal(text.replace(",", "."))
    if not _THOUSANDS.fullmatch(text):
        return (as_decimal,)
    thousands = Decimal(text.replace(sign, ""))
    return (thousands,) if sign == "." else (thousands, as_decimal)


def _with_both(text: str) -> tuple[Decimal, ...]:
    """1.150,5 is ours and 1,150.5 is Excel's: the last sign is the decimal one, if it stands once."""
    decimal = "," if text.rfind(",") > text.rfind(".") else "."
    whole, fraction = text.split(decimal, 1)
    if decimal in fraction or not _THOUSANDS.fullmatch(whole) or (decimal == "." and len(fraction) == 3):
        return ()
    return (Decimal(f"{whole.replace('.', '').replace(',', '')}.{fraction}"),)


def numeral_at(tokens: Tokens, index: int) -> Numeral | None:
    """The whole number that begins at this token, scale words, halves and short forms included."""
    first = at(tokens, index)
    if first.kind is Kind.DIGITS:
        readings = digits_readings(first.key)
        if not readings:
            return None
        start = _with_decimals(tokens, Numeral(readings[0], index + 1, readings[1:]))
    elif first.key in _FRACTIONS:
        start = Numeral(_FRACTIONS[first.key], index + 1)
    elif look_up(_HALF_OF, first):
        start = Numeral(_FRACTIONS["½"], index + 1)
    elif below := _below_thousand(tokens, index):
        start = _with_decimals(tokens, below)
    elif look_up(_SCALES, first) and first.key not in ("tr", "trđ"):
        start = Numeral(Decimal(1), index)
    else:
        return None
    return _scaled(tokens, start)


def _with_decimals(tokens: Tokens, whole: Numeral) -> Numeral:
    """2½ · ba phẩy năm · 3 phẩy 75."""
    after = at(tokens, whole.end)
    if whole.others or whole.value != whole.value.to_integral_value():
        return whole
    if after.key in _FRACTIONS:
        return Numeral(whole.value + _FRACTIONS[after.key], whole.end + 1)
    part = _plain_part(tokens, whole.end + 1) if look_up(_POINT, after) else None
    if part is None:
        return whole
    digits = at(tokens, whole.end + 1).key if part.end == whole.end + 2 else ""
    places = len(digits) if digits.isdigit() else len(str(part.value))
    return Numeral(whole.value + part.value.scaleb(-places), part.end)


def begins_number(token: Token) -> bool:
    """True for what is a number however it is read: digits and ½. A word may be one or not."""
    return token.kind is Kind.DIGITS or token.key in _FRACTIONS


def _scaled(tokens: Tokens, start: Numeral) -> Numeral:
    """Terms of falling scale after each other: 2 tỷ 500 triệu, hai trăm nghìn, 1tr2, ba triệu rưỡi."""
    scale, end = _scale_at(tokens, start.end)
    if scale == 1:
        return _half_of_one(tokens, start)
    total = start.value * scale
    others = tuple(each * scale for each in start.others)
    largest, last, money = scale, scale, scale >= _FROM_MONEY or at(tokens, start.end).key == "k"
    while term := _next_term(tokens, end, last):
        total += term.value
        others = tuple(each + term.value for each in others)
        last, end = term.scale, term.end
    return Numeral(total, end, others, largest, money)


def _scale_at(tokens: Tokens, index: int) -> tuple[int, int]:
    """The product of the scale words here (nghìn tỷ) and the index after them; 1 where there are none."""
    if at(tokens, index).key == "k" and at(tokens, index).glued:
        return 1000, index + 1
    product, previous = 1, 0
    while (scale := look_up(_SCALES, at(tokens, index))) and scale > previous:
        product, previous = product * scale, scale
        index += 1
    return product, index


def _next_term(tokens: Tokens, index: int, last: int) -> Numeral | None:
    """What is added to a number whose last scale was `last`; its own scale becomes the last one."""
    token = at(tokens, index)
    if look_up(_HALF, token):
        return Numeral(Decimal(last) / 2, index + 1)
    if last == 1:
        return None
    odd = bool(look_up(_ODD, token))
    part = _plain_part(tokens, index + odd)
    if part is None:
        return None
    scale, end = _scale_at(tokens, part.end)
    if scale > 1:
        return Numeral(part.value * scale, end, scale=scale) if scale < last else None
    return _short_term(tokens, index, part, last, odd=odd)


def _plain_part(tokens: Tokens, index: int) -> Numeral | None:
    token = at(tokens, index)
    if token.kind is Kind.DIGITS:
        return Numeral(Decimal(token.key), index + 1) if token.key.isdigit() and len(token.key) < 7 else None
    return _below_thousand(tokens, index)


def _short_term(tokens: Tokens, index: int, part: Numeral, last: int, *, odd: bool) -> Numeral | None:
    """A remainder whose scale is left unsaid: 1tr25 is 1,25 million, "triệu hai" 1,2 million.

    With a space between, "50 triệu 3 hộ" are two numbers: only what ends there or names money is one.
    """
    token = at(tokens, index)
    if odd:
        return Numeral(part.value, part.end) if part.value < last else None
    if token.kind is Kind.DIGITS:
        if not token.glued and (len(token.key) == 2 or not _ends_or_money(at(tokens, part.end))):
            return None
        return Numeral(part.value * last / 10 ** len(token.key), part.end)
    if part.value < 10 and part.end == index + 1:
        return Numeral(part.value * last / 10, part.end) if last >= 100 else None
    return Numeral(part.value * max(last // 1000, 1), part.end) if last > 100 else None


def _ends_or_money(token: Token) -> bool:
    return token.kind is Kind.SIGN or token.key in ("đồng", "đ", "vnđ", "vnd", "dong", "d")


def _half_of_one(tokens: Tokens, start: Numeral) -> Numeral:
    if look_up(_HALF, at(tokens, start.end)) and not start.others and start.value >= 1:
        return Numeral(start.value + Decimal("0.5"), start.end + 1)
    return start


def _below_thousand(tokens: Tokens, index: int) -> Numeral | None:
    """Number words up to 999: hai mươi lăm · một trăm linh năm · trăm hai · hai trăm rưỡi."""
    first = at(tokens, index)
    if look_up(_HUNDRED, first):
        hundreds, index = 1, index + 1
    elif look_up(_HUNDRED, at(tokens, index + 1)) and (look_up(_ONES, first) or look_up(_ZERO, first)):
        hundreds, index = look_up(_ONES, first) or 0, index + 2
    else:
        return _below_hundred(tokens, index)
    base = Decimal(100 * hundreds)
    if look_up(_ODD, at(tokens, index)):
        one = look_up(_ONES, at(tokens, index + 1)) or look_up(_ONES_AFTER_TENS, at(tokens, index + 1))
        return Numeral(base + one, index + 2) if one else Numeral(base, index)
    if look_up(_HALF, at(tokens, index)):
        return Numeral(base + 50, index + 1)
    rest = _below_hundred(tokens, index)
    if rest is None:
        return Numeral(base, index)
    return Numeral(base + (rest.value * 10 if rest.value < 10 else rest.value), rest.end)


def _below_hundred(tokens: Tokens, index: int) -> Numeral | None:
    first, second = at(tokens, index), at(tokens, index + 1)
    tens = look_up(_ONES, first)
    if tens and look_up(_TENS, second):
        return _with_ones(tokens, 10 * tens, index + 2)
    if tens and (one := look_up(_ONES_AFTER_TENS, second)):
        return Numeral(Decimal(10 * tens + one), index + 2)
    if look_up(_TEN, first):
        return _with_ones(tokens, 10, index + 1)
    if look_up(_TENS, first):
        return Numeral(Decimal(10), index + 1)
    return Numeral(Decimal(tens), index + 1) if tens else None


def _with_ones(tokens: Tokens, tens: int, index: int) -> Numeral:
    token = at(tokens, index)
    one = look_up(_ONES, token) or look_up(_ONES_AFTER_TENS, token)
    return Numeral(Decimal(tens + one), index + 1) if one else Numeral(Decimal(tens), index)
