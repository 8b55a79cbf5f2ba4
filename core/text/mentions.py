"""The amounts that a sentence mentions, each with its unit, before it is decided which one is the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.text.numerals import Numeral, begins_number, numeral_at
from core.text.tokens import END, Kind, Token, Tokens, at, look_up, words
from core.text.units import LONGEST, known_length

# Before a number, these make it approximate. Without marks only those that look like nothing else.
_ABOUT: Final = (
    words("hơn gần trên dưới khoảng chừng tầm cỡ độ ngót xỉ ước tính phỏng quãng ngoài ~ ≈ ± > < ≥ ≤")[0],
    words("hơn gần trên dưới khoảng chừng ngót xỉ ước phỏng quãng ~ ≈ ± > < ≥ ≤")[1],
)
_PASSED_OVER: Final = words("là có được đc đạt làm đã độ")
_ABOUT_AFTER: Final = words("+ lẻ")
_STOPS: Final = words(
    "rồi ạ a nhé nha đã đang xong được đc dc và với do vì trên so đạt hiến ở tại cho của là trong còn thôi nữa",
    "mỗi bằng thì mà tham ủng để nên vào đến tới từ theo hơn này đó cùng hoàn bị có gồm nhưng tuy dự hết trở",
    "vượt gần khoảng chưa không ko bàn đầu cuối tổng lũy tăng giảm như sẽ nay qua rưỡi rưởi lẻ hoặc hay thành",
)
_CURRENCY: Final = words("đồng đ vnđ vnd")
_COMRADE: Final = words("chí")
_PERCENT: Final = words("phần")
_HUNDRED: Final = words("trăm")
_TOTAL: Final = words("tổng số")
_ON: Final = words("trên trong")
_EACH: Final = words("mỗi")
_HALF: Final = words("rưỡi rưởi")
_SQUARED: Final = frozenset({"m", "km", "cm", "dm"})
_SPLIT: Final = frozenset({"m", "km", "kg", "ha", "tạ", "tấn", "lít", "ta", "tan", "lit", "l"})
_FIVE: Final = words("năm")
_ONE: Final = words("một")
_NOT_AFTER_ONE: Final = words("số vài ít phần chút bộ")
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


def mentions_in(sentence: Sentence, labels: frozenset[int], *, in_words: bool) -> list[Mention]:
    """The amounts in the order of the text: those in digits, or those in words. `labels` are passed over."""
    found: list[Mention] = []
    index = 0
    while index < len(sentence.tokens):
        token = sentence.tokens[index]
        wanted = _is_number_word(sentence, index) if in_words else begins_number(token)
        numeral = numeral_at(sentence.tokens, index) if wanted and index not in labels else None
        if numeral is None:
            index += 1
            continue
        mention = _mention(sentence, index, numeral)
        if not (in_words and token.bare and _unsure(sentence, mention)):
            found.append(mention)
        index = mention.end
    return found


def _is_number_word(sentence: Sentence, index: int) -> bool:
    """ "năm" is mostly a year and "một số" no number at all."""
    token, after = sentence.tokens[index], at(sentence.tokens, index + 1)
    if token.kind is not Kind.WORD or (look_up(_ONE, token) and look_up(_NOT_AFTER_ONE, after)):
        return False
    if not look_up(_FIVE, token) or after is END:
        return True
    numeral = numeral_at(sentence.tokens, index)
    return (numeral is not None and numeral.end > index + 1) or _unit_words(sentence, index + 1)[1]


def _unsure(sentence: Sentence, mention: Mention) -> bool:
    """Without marks a number word counts only before a unit that we know, or at the end."""
    sure = mention.percent or mention.money or mention.scaled or mention.known
    return not sure and at(sentence.tokens, mention.end) is not END


def _mention(sentence: Sentence, index: int, numeral: Numeral) -> Mention:
    tokens = sentence.tokens
    found = Mention(numeral.value, index, numeral.end, numeral.others)
    found = replace(
        found,
        about=_about_before(tokens, index),
        negative=_negative(tokens, index),
        scaled=numeral.scale > 1,
        money=numeral.money,
    )
    found = _with_unit(sentence, _with_target(tokens, found))
    found = _with_target(tokens, _with_rate(sentence, found))
    if found.per is None and look_up(_EACH, at(tokens, index - 2)):
        found = replace(found, per=sentence.text(index - 1, index))
    if look_up(_ABOUT_AFTER, at(tokens, found.end)):
        found = replace(found, about=True, end=found.end + 1)
    return found


def _about_before(tokens: Tokens, index: int) -> bool:
    for back in range(index - 1, index - 4, -1):
        if look_up(_ABOUT, at(tokens, back)):
            return True
        if not look_up(_PASSED_OVER, at(tokens, back)):
            break
    return False


def _negative(tokens: Tokens, index: int) -> bool:
    """A minus sticks to its number and to nothing before; "- 5 hộ" is a line of a list."""
    return at(tokens, index - 1).key == "-" and tokens[index].glued and not at(tokens, index - 1).glued


def _with_target(tokens: Tokens, mention: Mention) -> Mention:
    """17/16 · 17 nhà/16 nhà · 1,35 km trên tổng số 3,2 km: the second number is what was to be done."""
    index = mention.end
    per_one = at(tokens, index + 1).key in ("1", "01") and (mention.unit is not None or mention.scaled)
    if mention.of is not None or mention.per is not None or mention.others or per_one:
        return mention
    if at(tokens, index).key == "/" and at(tokens, index + 1).kind is Kind.DIGITS:
        index += 1
    elif look_up(_ON, at(tokens, index)) and look_up(_TOTAL, at(tokens, index + 1)):
        index += 2 + bool(look_up(_TOTAL, at(tokens, index + 2)))
    else:
        return mention
    target = numeral_at(tokens, index)
    if target is None or target.others:
        return mention
    return replace(mention, of=target.value, end=_past_unit(tokens, target.end, mention))


def _past_unit(tokens: Tokens, index: int, mention: Mention) -> int:
    """The target's own unit is passed over when it repeats the unit before it."""
    words_of_unit = (mention.unit or "").split()
    after = index + len(words_of_unit)
    same = [token.key for token in tokens[index:after]] == [each.lower() for each in words_of_unit]
    return after if same else index


def _with_unit(sentence: Sentence, mention: Mention) -> Mention:
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
    length, known = _unit_words(sentence, index)
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


def _unit_words(sentence: Sentence, index: int) -> tuple[int, bool]:
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


def _with_rate(sentence: Sentence, mention: Mention) -> Mention:
    """50 triệu/nhà · 5 buổi/tháng · 300.000 đồng mỗi tháng."""
    tokens, index = sentence.tokens, mention.end
    sign = at(tokens, index)
    if mention.of is not None or not (sign.key == "/" or look_up(_EACH, sign)):
        return mention
    one = at(tokens, index + 1).key in ("1", "01", "một", "mot")
    if one and mention.unit is None and not mention.scaled:
        return mention
    start = index + 1 + one
    length, _ = _unit_words(sentence, start)
    if not length:
        return mention
    return replace(mention, per=sentence.text(start, start + length), end=start + length)
