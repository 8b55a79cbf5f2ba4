"""Amounts that are said without a number: xong rồi, được một nửa, chưa làm được, vài hộ."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from core.text.numerals import Numeral, numeral_at
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
_FOUR: Final = words("tư")
_PART: Final = words("phần")
_VAGUE: Final = (
    words("vài mấy dăm nhiều ít đôi lắm khá")[0],
    words("vài mấy dăm nhiều")[1],
)
_EXCEEDED: Final = words("vượt")
_LEFT: Final = (words("còn thiếu vượt hụt sẽ dư sót")[0], words("còn thiếu vượt hụt sẽ")[1])
_BEGUN: Final = (words("đang dở chưa")[0], words("đang chưa")[1])
_DOWN_TO: Final = words("bình giảm xuống")
_PLAN: Final = words("kế chỉ mục dự đăng phấn")
_PLAN_AFTER: Final = words("hoạch tiêu kiến ký đấu")
_ONE: Final = words("một")
_SOME: Final = words("số")
_WHOLE_PLAN: Final = words("kế chỉ mục khối công tiến việc")


def says_nothing_done(tokens: Tokens) -> bool:
    """chưa làm được · không có · ko · không phát sinh. "chưa xong" is not nothing."""
    return bool(tokens) and any(look_up(_NOT, each) for each in tokens) and _only(tokens, _NOT, _WITH_NOT)


def says_all_done(tokens: Tokens) -> bool:
    """xong rồi · đã hoàn thành · đủ · đạt kế hoạch, and nothing that takes it back (gần xong, chưa xong)."""
    return any(look_up(_DONE, each) for each in tokens) and _only(tokens, _DONE, _WITH_DONE)


def half_said(tokens: Tokens) -> tuple[Fraction, bool] | None:
    """được một nửa · nửa kế hoạch, and whether it is approximate. "nửa km" is half a kilometre, no share."""
    place = next((index for index, each in enumerate(tokens) if look_up(_HALF, each)), None)
    if place is None:
        return None
    of_all = tokens[:place] if look_up(_SOME, at(tokens, place + 1)) else tokens
    return (Fraction(1, 2), _is_about(tokens)) if _only(of_all, _HALF, _WITH_HALF) else None


def fraction_said(tokens: Tokens) -> tuple[Fraction, bool] | None:
    """hai phần ba · 3 phần 4 · ba phần tư kế hoạch: the part, and whether it is approximate."""
    parts = (_part_at(tokens, index) for index in range(len(tokens)) if look_up(_PART, at(tokens, index + 1)))
    part = next((each for each in parts if each is not None), None)
    return None if part is None else (part, _is_about(tokens))


def _is_about(tokens: Tokens) -> bool:
    return any(look_up(_ABOUT, each) for each in tokens)


def _part_at(tokens: Tokens, index: int) -> Fraction | None:
    above = numeral_at(tokens, index)
    if above is None or not look_up(_PART, at(tokens, above.end)):
        return None
    quarter = look_up(_FOUR, at(tokens, above.end + 1))
    below = Numeral(Decimal(4), above.end + 2) if quarter else numeral_at(tokens, above.end + 1)
    if below is None or not above.value < below.value <= 10:
        return None
    return Fraction(above.value) / Fraction(below.value)


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


def is_not_done(before: Tokens, after: Tokens) -> bool:
    """What is left, missing, planned or begun: còn 9 nhà · 9 nhà đang làm · vượt 1 nhà · kế hoạch 16 nhà."""
    if any(look_up(_DOWN_TO, each) for each in before):
        return False
    planned = any(
        look_up(_PLAN, each) and look_up(_PLAN_AFTER, at(before, place + 1))
        for place, each in enumerate(before)
    )
    return (
        planned
        or any(look_up(_LEFT, each) for each in before)
        or any(look_up(_BEGUN, each) for each in (*before, *after))
    )


def denies(tokens: Tokens) -> bool:
    """A negation: before a number it turns "10 hộ" into "not yet 10"."""
    return any(look_up(_NOT, each) for each in tokens if each.key != "k")


def _only(tokens: Tokens, *tables: Lexicon[bool]) -> bool:
    return all(
        any(look_up(table, token) for table in tables) for token in tokens if token.kind is Kind.WORD
    ) and not any(token.key == "?" for token in tokens)
