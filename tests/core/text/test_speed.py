"""Texts made to be slow: a message of 5,000 characters is read in a moment, whatever it holds."""

import time
from collections.abc import Callable
from datetime import date

import pytest

from core.text.answers import chosen_number, verb_of, yes_no
from core.text.dates import parse_date
from core.text.folding import folded, looks_like_old_encoding
from core.text.lengths import cut, split
from core.text.names import name_matches, sort_key
from core.text.paragraphs import pasted
from core.text.periods import parse_quarter
from core.text.quantities import parse_quantity
from core.text.secrecy import marking_in
from core.text.secret_files import marking_in_file_name

TODAY = date(2026, 4, 7)
READERS: dict[str, Callable[[str], object]] = {
    "folded": folded,
    "old": looks_like_old_encoding,
    "yes_no": yes_no,
    "verb": verb_of,
    "number": chosen_number,
    "quarter": lambda text: parse_quarter(text, TODAY),
    "date": lambda text: parse_date(text, TODAY),
    "quantity": parse_quantity,
    "marking": marking_in,
    "file": marking_in_file_name,
    "pasted": pasted,
    "split": lambda text: split(text, 100),
    "cut": lambda text: cut(text, 100),
    "sort": sort_key,
    "find": lambda text: name_matches(text, text),
}
REPEATED = [
    *(
        "a",
        " ",
        "\n",
        "1",
        "1,",
        "1.",
        "1/",
        "- ",
        "(",
        "(1) ",
        "1. a ",
        "\t ",
        "👍",
        "🇻🇳",
        "e\u0323\u0302",
        "\u200d",
    ),
    *(
        "ạ ",
        "dạ ",
        "nhé ",
        "quý ",
        "quý l",
        "q",
        "i",
        "tháng ",
        "5 tháng ",
        "cuối ",
        "thứ ",
        "ngày 1 ",
        "1 - ",
        "5 ",
    ),
    *(
        "hai ",
        "một trăm ",
        "nghìn ",
        "1tr2",
        "2 phần ",
        "nửa ",
        "mỗi tháng 5 ",
        "trên tổng số ",
        "do ",
        "chưa ",
    ),
    *(
        "mật ",
        "MẬT ",
        "tài liệu ",
        "tài liệu này ",
        "dấu đỏ ",
        "không được ",
        "không phổ biến ",
        '"',
        "dự thảo ",
        "§¶",
    ),
]


@pytest.mark.parametrize("reader", READERS)
def test_no_text_takes_long(reader: str) -> None:
    read = READERS[reader]
    slowest = 0.0
    for piece in REPEATED:
        for text in (piece * (5000 // len(piece)), "mật 1 " + piece * (5000 // len(piece)) + " x"):
            fastest = min(_seconds(read, text) for _ in range(2))
            slowest = max(slowest, fastest)
    # Quiet machines need a tenth of it; what this catches takes seconds.
    assert slowest < 0.5


def _seconds(read: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    read(text)
    return time.process_time() - started
