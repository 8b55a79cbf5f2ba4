"""Numbers that name something instead of counting it: quý 2, ngày 12/6, 5/4/2026, ngõ 3, năm 2026, 8:13, A4."""

from __future__ import annotations

from typing import Final

from core.text.numerals import digits_readings
from core.text.tokens import Kind, Tokens, at, look_up, words

_NAMED_WITH_MARKS: Final = words(
    "quý quí q tháng thứ thôn xóm ấp bản ngõ tổ khu đợt nhóm mục kỳ lớp câu điều khoản phường quận ngày mùng",
    "mồng việc lần",
)
# Without marks only words that look like nothing else: "thu 5 lít" and "bán 5 cái" are amounts.
_NAMED_BARE: Final = words("quý quí q tháng thôn xóm ngõ đợt nhóm phường quận ngày mùng mồng lần việc")[1]
_EACH: Final = words("mỗi hằng hàng từng một")
_NAMED: Final = (_NAMED_WITH_MARKS[0], _NAMED_BARE)
_YEAR: Final = words("năm")
_MONTH: Final = words("tháng")
_PART_OF_YEAR: Final = words("đầu cuối năm vừa qua")
_DATE_SIGNS: Final = frozenset({"/", "-", ":"})


def labels(tokens: Tokens) -> frozenset[int]:
    """The indices of those numbers' tokens."""
    found: set[int] = set()
    index = 0
    while index < len(tokens):
        end = _chain_end(tokens, index)
        if _is_label(tokens, index, end, found):
            found.update(range(index, end))
        index = end
    return frozenset(found)


def _chain_end(tokens: Tokens, index: int) -> int:
    """Past the last of the numbers joined without spaces by one sign: 5/4/2026 is one chain."""
    end = index + 1
    if tokens[index].kind is not Kind.DIGITS:
        return end
    sign = at(tokens, end).key
    while sign in _DATE_SIGNS and at(tokens, end).key == sign and at(tokens, end).glued:
        following = at(tokens, end + 1)
        if following.kind is not Kind.DIGITS or not following.glued:
            break
        end += 2
    return end


def _is_label(tokens: Tokens, index: int, end: int, found: set[int]) -> bool:
    before, token, after = at(tokens, index - 1), tokens[index], at(tokens, end)
    counted = at(tokens, index - 2).kind is Kind.DIGITS and index - 2 not in found
    counted = counted or bool(look_up(_EACH, at(tokens, index - 2)))
    if token.kind is Kind.WORD:
        return bool(look_up(_NAMED, before)) and not counted
    if token.kind is not Kind.DIGITS:
        return False
    if end - index >= 5 or _is_dotted_date(token.key) or (end > index + 1 and tokens[index + 1].key == ":"):
        return True
    if look_up(_YEAR, before):
        return len(token.key) == 4 and token.key.isdigit() and not counted
    if look_up(_MONTH, after) and look_up(_PART_OF_YEAR, at(tokens, end + 1)):
        return True
    if look_up(_NAMED, before):
        return not counted and len(token.key) < 3
    return token.glued and before.kind is Kind.WORD and not counted


def _is_dotted_date(digits: str) -> bool:
    """5.4.26, which is no number."""
    return digits.count(".") == 2 and not digits_readings(digits)
