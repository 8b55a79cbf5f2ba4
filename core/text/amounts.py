"""What a typed amount can turn out to be. Reading one is the business of `quantities`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeAlias

from core.text.units import counts_anything, money_scale, same_unit

MONEY_UNIT: Final = "đồng"


class AmountKind(StrEnum):
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    RATIO = "ratio"
    RATE = "rate"


class Doubt(StrEnum):
    """Why an amount has to be asked for again."""

    EMPTY = "empty"
    NO_NUMBER = "no_number"
    SEPARATOR = "separator"
    VAGUE = "vague"
    RANGE = "range"
    SEVERAL = "several"
    NEGATIVE = "negative"
    UNREADABLE = "unreadable"
    OLD_ENCODING = "old_encoding"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact amount. Money is in đồng and has the unit "đồng"; other units are as typed, None if none was.

    `of` is the target of a RATIO (17/16), `per` the unit that a RATE is for (50 triệu/nhà), `doing` what the
    same text says is still in progress, `note` the reason given with it.
    """

    value: Decimal
    unit: str | None
    raw: str
    kind: AmountKind = AmountKind.NUMBER
    approx: bool = False
    of: Decimal | None = None
    per: str | None = None
    doing: Decimal | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A part of whatever was to be done: all of it ("xong rồi"), half ("được một nửa"), two thirds."""

    part: Fraction
    raw: str
    approx: bool = False
    note: str | None = None

    def of(self, target: Decimal) -> Decimal:
        """That part of the target, rounded to two decimals where it does not come out even."""
        exact = self.part * Fraction(target)
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
        return value if Fraction(value) == exact else value.quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Unclear:
    """Has to be asked; `candidates` are readings worth offering, the likeliest first."""

    doubt: Doubt
    raw: str
    candidates: tuple[Quantity, ...] = ()


Amount: TypeAlias = Quantity | Share | Unclear


def exact(value: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent, so that equal amounts are stored alike."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if whole == value else value.normalize()


def amount_in(quantity: Quantity, asked: str) -> Decimal | None:
    """The value in the unit asked for, or None where the units differ and the person has to say which.

    A bare number, and one with a word that counts anything (17 cái), are taken in the unit asked for. Money is
    brought to the scale asked for (81.750.000 đồng asked in triệu đồng is 81,75), exactly.
    """
    if quantity.kind is AmountKind.RATE:
        return None
    if quantity.unit is None or same_unit(quantity.unit, asked):
        return quantity.value
    scale = money_scale(asked)
    if quantity.kind is AmountKind.MONEY or (
        quantity.kind is AmountKind.RATIO and money_scale(quantity.unit)
    ):
        return exact(quantity.value / scale) if scale else None
    if asked.strip() != "%" and scale is None and counts_anything(quantity.unit):
        return quantity.value
    return None
