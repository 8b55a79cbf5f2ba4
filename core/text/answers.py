"""Answers that mean the same at every step: yes, no, a number from a list, the words that steer a step.

Words collide with names and quantities (huy and Huy, quý and Quý, k and kg, 0): a step asks only for what
it can use, and asks for names and quantities first where it expects one (domain.md §5.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import Final

from core.text.folding import folded
from core.text.matching import Match, Phrases

_NOT: Final = ("không", "ko", "k", "kg", "khg", "kh", "hok", "hông", "hổng", "hem", "khum", "chưa")
_AGREED: Final = ("đồng ý", "nhất trí", "đúng", "phải", "có", "được", "đc", "dc", "xác nhận", "ok")

YES: Final = (
    *_AGREED,
    *("vâng", "vg", "dạ", "dạ vâng", "dạ có", "vâng có", "ừ", "ừm", "um", "uh", "uk", "ờ"),
    *("oke", "okê", "okay", "okie", "oki", "ô kê", "yes", "y", "1"),
    *("đúng rồi", "đúng vậy", "phải rồi", "được rồi", "chính xác", "có chứ", "tán thành", "chấp nhận"),
    *("đồng ý hết", "tôi đồng ý", "em đồng ý", "mình đồng ý", "hoàn toàn đồng ý", "nhất trí cao"),
)
NO: Final = (
    *_NOT,
    *(f"{no} {agreed}" for no, agreed in product(_NOT, _AGREED)),
    *("thôi", "đừng", "sai", "sai rồi", "không phải vậy", "tôi không đồng ý", "từ chối", "no", "n", "0"),
)


class Verb(StrEnum):
    """What a person can say at any step to steer it. Never an answer to the step's question."""

    BACK = "back"
    SKIP = "skip"
    CANCEL = "cancel"
    HELP = "help"
    MENU = "menu"
    DONE = "done"


VERBS: Final[Mapping[Verb, tuple[str, ...]]] = MappingProxyType(
    {
        Verb.BACK: (
            *("quay lại", "lùi", "lùi lại", "trở lại", "quay về", "quay lui", "trở về", "câu trước"),
            *("bước trước", "quay lại câu trước", "quay lại bước trước", "quaylai", "back"),
        ),
        Verb.SKIP: (
            *("bỏ qua", "bỏ qua câu này", "bỏ qua bước này", "cho qua", "qua câu này", "boqua", "skip"),
        ),
        Verb.CANCEL: (
            *("hủy", "hủy bỏ", "xin hủy", "hủy báo cáo", "hủy đăng ký", "dừng", "dừng lại", "ngừng lại"),
            *("không làm nữa", "thôi không làm nữa", "thoát", "thoát ra", "cancel", "stop"),
        ),
        Verb.HELP: (
            *("trợ giúp", "giúp", "giúp đỡ", "giúp tôi", "giúp với", "giúp em", "cần giúp", "cần hỗ trợ"),
            *("hướng dẫn", "không hiểu", "ko hiểu", "chưa hiểu", "trogiup", "help", "?"),
        ),
        Verb.MENU: ("menu", "danh mục", "chức năng", "trang chủ", "về đầu", "bắt đầu lại", "xem menu"),
        Verb.DONE: (
            *("xong", "xong rồi", "đã xong", "xong hết", "xong hết rồi", "hết", "hết rồi", "đủ", "đủ rồi"),
            *("đã gửi hết", "gửi xong", "gửi xong rồi", "hết ảnh", "hoàn tất", "hoàn thành", "done"),
        ),
    }
)

_YES_NO: Final = Phrases([*((phrase, True) for phrase in YES), *((phrase, False) for phrase in NO)])
_ALL_VERBS: Final = frozenset(Verb)
_NUMBER: Final = re.compile(
    r"(?:(?:chon|so|cau|muc|dap an|phuong an) ){0,2}[(\[]?0{0,2}([0-9]{1,3})[.)\]:,]{0,2}(?: a| nhe| nha)?"
)


def yes_no(typed: str) -> Match[bool]:
    """Bare `dung` comes back ambiguous: without marks đúng and đừng look the same."""
    return _YES_NO.match(typed)


def verb_of(typed: str, verbs: Iterable[Verb] = _ALL_VERBS) -> Match[Verb]:
    """The verb that is the whole message, among those that the step allows."""
    return _said(frozenset(verbs)).match(typed)


@cache
def _said(verbs: frozenset[Verb]) -> Phrases[Verb]:
    return Phrases([(phrase, verb) for verb in Verb if verb in verbs for phrase in VERBS[verb]])


def chosen_number(typed: str) -> int | None:
    """The number chosen from a list as shown: 2 · "2." · "số 2 ạ" · "câu 2". Never from a word."""
    found = _NUMBER.fullmatch(folded(typed))
    return int(found[1]) if found else None
