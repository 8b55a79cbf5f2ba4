"""Amounts that are said without a number: xong rồi, được một nửa, chưa làm được, vài hộ."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from core.text.numerals import numeral_at
from core.text.tokens import Kind, Lexicon, Tokens, at, look_up, words

_NOT: Final = words("không ko kg khg hok hông chưa chẳng chả k")
_DONE: Final = words("xong hoàn đủ hết toàn tất đạt")
_ALMOST: Final = words("gần sắp chưa còn dở tạm không ko chuẩn vượt")
_WITH_DONE: Final = words(
    "rồi thành đã được đc dc bộ cả kế hoạch chỉ tiêu làm thực hiện mọi việc nhà em tôi mình đều các công nội dung",
    "đăng ký này trọn vẹn tất hết đủ ạ a nhé nha xong toàn đạt yêu cầu mức mục quý năm trong nay như dạ vâng da",
)
_WITH_NOT: Final = words(
    "có làm được đc dc thực hiện triển khai phát sinh tham gia tổ chức bắt đầu gì nào cả ai cái lần buổi hộ việc",
    "nhà trường hợp em tôi mình vẫn quý kỳ này nội dung thì ạ a lý lí đâu dạ vâng da nữa trong tiến hành",
    "một chút kết quả đơn cuộc người mô hình tiến độ mới không ko chưa kịp vụ đồng hết ạ",
)
_WITH_HALF: Final = words(
    "được đc dc một mot khoảng hơn gần quá đã làm xong hoàn thành kế hoạch chỉ tiêu rồi ạ a đạt phân công việc",
    "khối lượng tiến độ nội dung cỡ độ chừng em tôi mới dạ",
)
_HALF: Final = words("nửa")
_ABOUT: Final = words("khoảng hơn gần quá cỡ độ chừng mới")
_PART: Final = words("phần")
_VAGUE: Final = (
    words("vài mấy dăm nhiều ít đôi lắm khá")[0],
    words("vài mấy dăm nhiều")[1],
)
_EXCEEDED: Final = words("vượt")
_ONE: Final = words("một")
_SOME: Final = words("số")
_WHOLE_PLAN: Final = words("kế chỉ mục khối công tiến việc")


def says_nothing_done(tokens: Tokens) -> bool:
    """chưa làm được · không có · ko · không phát sinh. "chưa xong" is not nothing."""
    return bool(tokens) and any(look_up(_NOT, each) for each in tokens) and _only(tokens, _NOT, _WITH_NOT)


def says_all_done(tokens: Tokens) -> bool:
    """xong rồi · đã hoàn thành · đủ · đạt kế hoạch, and nothing that takes it back (gần xong, chưa xong)."""
    return any(look_up(_DONE, each) for each in tokens) and _only(tokens, _DONE, _WITH_DONE)


def share_said(tokens: Tokens) -> tuple[Fraction, bool] | None:
    """được một nửa · hai phần ba · 3/4 kế hoạch: the part, and whether it is approximate."""
    about = any(look_up(_ABOUT, each) for each in tokens)
    if any(look_up(_HALF, each) for each in tokens):
        return (Fraction(1, 2), about) if _only(tokens, _HALF, _WITH_HALF) else None
    for index in range(len(tokens)):
        part = _part_at(tokens, index)
        if part is not None:
            return part, about
    return None


def _part_at(tokens: Tokens, index: int) -> Fraction | None:
    above = numeral_at(tokens, index)
    if above is None or not look_up(_PART, at(tokens, above.end)):
        return None
    below = numeral_at(tokens, above.end + 1)
    fits = below is not None and below.value > above.value and below.value <= 10
    return Fraction(above.value) / Fraction(below.value) if below and fits else None


def is_of_the_plan(tokens: Tokens, index: int) -> bool:
    """After 2/3 or "nửa": kế hoạch, chỉ tiêu, khối lượng, công việc. Then the figure is a share of all of it."""
    return bool(look_up(_WHOLE_PLAN, at(tokens, index)))


def says_vaguely(tokens: Tokens) -> bool:
    """vài hộ · mấy buổi · một số việc · nhiều lần, and what is nearly done: gần xong, sắp xong."""
    some = any(
        look_up(_VAGUE, token) or (look_up(_ONE, token) and look_up(_SOME, at(tokens, index + 1)))
        for index, token in enumerate(tokens)
    )
    return some or _nearly_done(tokens) or any(look_up(_EXCEEDED, token) for token in tokens)


def _nearly_done(tokens: Tokens) -> bool:
    words_typed = [token for token in tokens if token.kind is Kind.WORD]
    return any(look_up(_DONE, each) for each in words_typed) and any(
        look_up(_ALMOST, each) for each in words_typed
    )


def denies(tokens: Tokens) -> bool:
    """A negation: before a number it turns "10 hộ" into "not yet 10"."""
    return any(look_up(_NOT, each) for each in tokens if each.key != "k")


def _only(tokens: Tokens, *tables: Lexicon[bool]) -> bool:
    return all(
        any(look_up(table, token) for table in tables) for token in tokens if token.kind is Kind.WORD
    ) and not any(token.key == "?" for token in tokens)
