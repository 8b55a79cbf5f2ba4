"""The amounts that a sentence mentions, each with its unit, before it is decided which one is the answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from core.text.measured import Mention, Sentence, unit_words, with_unit
from core.text.numerals import Numeral, begins_number, numeral_at
from core.text.tokens import END, Kind, Tokens, at, look_up, words

# Before a number, these make it approximate. Without marks only those that look like nothing else.
_ABOUT: Final = (
    words("hơn gần trên dưới khoảng chừng tầm cỡ độ ngót nghét xỉ ước tính phỏng quãng ngoài ~ ≈ ± > < ≥ ≤")[
        0
    ],
    words("hơn gần trên dưới khoảng chừng ngót nghét xỉ ước phỏng quãng ~ ≈ ± > < ≥ ≤")[1],
)
_PASSED_OVER: Final = words("là có được đc đạt làm đã độ")
_ABOUT_AFTER: Final = words("+ lẻ")
_TOTAL: Final = words("tổng số")
_ON: Final = words("trên trong")
_OVER: Final = words("trên")
_EACH: Final = words("mỗi")
_FIVE: Final = words("năm")
_ONE: Final = words("một")
_NOT_AFTER_ONE: Final = words("số vài ít phần chút bộ nửa")


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
    return (numeral is not None and numeral.end > index + 1) or unit_words(sentence, index + 1)[1]


def _unsure(sentence: Sentence, mention: Mention) -> bool:
    """Without marks a number word counts only before a unit that we know, or at the end."""
    sure = mention.percent or mention.money or mention.scaled or mention.known
    return not sure and at(sentence.tokens, mention.end) is not END


def _mention(sentence: Sentence, index: int, numeral: Numeral) -> Mention:
    tokens = sentence.tokens
    found = Mention(numeral.value, index, numeral.end, numeral.others or _after_a_point(tokens, index))
    found = replace(
        found,
        about=_about_before(tokens, index),
        negative=_negative(tokens, index),
        scaled=numeral.scale > 1,
        money=numeral.money,
    )
    found = with_unit(sentence, _with_target(tokens, found))
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


def _after_a_point(tokens: Tokens, index: int) -> tuple[Decimal, ...]:
    """.5 and ,5 may be a half: the point sticks to the number and to nothing before."""
    point, token = at(tokens, index - 1), tokens[index]
    loose = point.key in (".", ",") and token.glued and not point.glued
    return (Decimal(f"0.{token.key}"),) if loose and token.key.isdigit() else ()


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
    elif look_up(_OVER, at(tokens, index)) and mention.unit is None:
        index += 1
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
    length, _ = unit_words(sentence, start)
    if not length:
        return mention
    return replace(mention, per=sentence.text(start, start + length), end=start + length)
