"""An amount that a sentence mentions, and the unit that stands behind its number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.text.numerals import numeral_at
from core.text.tokens import Kind, Token, Tokens, at, look_up, words
from core.text.units import LONGEST, known_length

_STOPS: Final = words(
    "rồi ạ a nhé nha đã đang xong được đc dc và với do vì trên so đạt hiến ở tại cho của là trong còn thôi nữa",
    "mỗi bằng thì mà tham ủng để nên vào đến tới từ theo hơn này đó cùng hoàn bị có gồm nhưng tuy dự hết trở",
    "vượt gần khoảng chưa không ko bàn đầu cuối tổng lũy tăng giảm như sẽ nay qua rưỡi rưởi lẻ hoặc hay thành",
)
_CURRENCY: Final = words("đồng đ vnđ vnd")
_COMRADE: Final = words("chí")
_PERCENT: Final = words("phần")
_HUNDRED: Final = words("trăm")
_HALF: Final = words("rưỡi rưởi")
_SQUARED: Final = frozenset({"m", "km", "cm", "dm"})
_SPLIT: Final = frozenset({"m", "km", "kg", "ha", "tạ", "tấn", "lít", "ta", "tan", "lit", "l"})
_MOST_UNKNOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """One amount. `first` and `end` are token indices; `unit` and `per` are as typed; money is in đồng."""

    value: Decimal
    first: int
    end: int
    others: tuple[Decimal, ...] = ()
    unit: str | None = None
    known: bool = False
    about: bool = False
    negative: bool = False
    scaled: bool = False
    money: bool = False
    percent: bool = False
    of: Decimal | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A tidy text, its tokens, and the unit asked for, which the tables need not know."""

    tidy: str
    tokens: Tokens
    asked: tuple[str, ...] = ()

    def text(self, first: int, end: int) -> str:
        return self.tidy[self.tokens[first].start : self.tokens[end - 1].end]


def with_unit(sentence: Sentence, mention: Mention) -> Mention:
    tokens, index = sentence.tokens, mention.end
    token = at(tokens, index)
    if mention.unit is not None:
        return mention
    if token.key == "%":
        return replace(mention, percent=True, unit="%", end=index + 1)
    if look_up(_PERCENT, token) and look_up(_HUNDRED, at(tokens, index + 1)):
        return replace(mention, percent=True, unit="%", end=index + 2)
    if _begins_range(tokens, mention):
        return mention
    if token.key == "đ" and at(tokens, index + 1).key == "/" and at(tokens, index + 2).key == "c":
        return replace(mention, unit=sentence.text(index, index + 3), known=True, end=index + 3)
    if _is_currency(token, mention) and not look_up(_COMRADE, at(tokens, index + 1)):
        return replace(mention, money=True, unit=sentence.text(index, index + 1), known=True, end=index + 1)
    measured = _measure(sentence, mention, index)
    if measured:
        return measured
    length, known = unit_words(sentence, index)
    in_words = tokens[mention.first].kind is Kind.WORD
    if not length or (in_words and not known and numeral_at(tokens, index)):
        return mention
    end = index + length
    named = replace(mention, unit=sentence.text(index, end), known=known, money=False, end=end)
    return _and_half(tokens, named)


def _begins_range(tokens: Tokens, mention: Mention) -> bool:
    """ "hai ba hộ", "bốn năm buổi": the second word is the next number, not a unit."""
    following = numeral_at(tokens, mention.end) if tokens[mention.first].kind is Kind.WORD else None
    return following is not None and following.value == mention.value + 1 and mention.value < 10


def _is_currency(token: Token, mention: Mention) -> bool:
    if token.key == "d":
        return token.bare and (token.glued or mention.scaled)
    return bool(look_up(_CURRENCY, token))


def _measure(sentence: Sentence, mention: Mention, index: int) -> Mention | None:
    """1150m2 is an area; 3m5 and 1kg2 are three and a half metres, one kilo two hundred."""
    token, digit = at(sentence.tokens, index), at(sentence.tokens, index + 1)
    if digit.kind is not Kind.DIGITS or not digit.glued or len(digit.key) != 1:
        return None
    if token.key in _SQUARED and digit.key in "23":
        return replace(mention, unit=sentence.text(index, index + 2), known=True, end=index + 2)
    whole = mention.value == mention.value.to_integral_value() and not mention.scaled
    if token.key in _SPLIT and whole and mention.of is None:
        value = mention.value + Decimal(digit.key) / 10
        return replace(mention, value=value, unit=sentence.text(index, index + 1), known=True, end=index + 2)
    return None


def _and_half(tokens: Tokens, mention: Mention) -> Mention:
    if not look_up(_HALF, at(tokens, mention.end)) or mention.scaled or mention.others:
        return mention
    return replace(mention, value=mention.value + Decimal("0.5"), end=mention.end + 1)


def unit_words(sentence: Sentence, index: int) -> tuple[int, bool]:
    """How many words from here are the unit, and whether the tables know it."""
    keys: list[str] = []
    for token in sentence.tokens[index : index + LONGEST + 2]:
        if token.kind is not Kind.WORD:
            break
        keys.append(token.key)
    known = known_length(keys, sentence.asked)
    if known:
        return known, True
    stop = next(
        (place for place, _ in enumerate(keys) if look_up(_STOPS, sentence.tokens[index + place])), len(keys)
    )
    return (stop if stop <= _MOST_UNKNOWN else 1), False
