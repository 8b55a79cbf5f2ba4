import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.lengths import cut, graphemes, split, utf16_length
from tests.core.text.strategies import anything

FAMILY = "👨‍👩‍👧‍👦"
pieces = st.sampled_from(
    [
        "Đồng chí ",
        "báo cáo. ",
        "\n\n",
        "\n",
        ", ",
        "👍",
        FAMILY,
        "🇻🇳",
        "e\u0301",
        " ",
        "dài" * 9,
        "👋🏽",
        "𝒜",
        "\r\n",
    ]
)
texts = st.one_of(anything, st.lists(pieces, max_size=30).map("".join))


@given(texts)
def test_length_is_what_utf16_says(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_what_a_reader_sees_as_one_stays_one() -> None:
    text = unicodedata.normalize("NFD", "Đặng") + FAMILY + "🇻🇳🇻🇳" + "👋🏽" + "\r\n"
    assert list(graphemes(text)) == ["Đ", "a\u0323\u0306", "n", "g", FAMILY, "🇻🇳", "🇻🇳", "👋🏽", "\r\n"]


@given(texts)
def test_graphemes_make_up_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Đồng chí Hùng", 20, "Đồng chí Hùng"),
        ("Đồng chí Nguyễn Văn Hùng đã báo cáo", 25, "Đồng chí Nguyễn Văn Hùng…"),
        ("Đồng chí Nguyễn Văn Hùng đã báo cáo", 23, "Đồng chí Nguyễn Văn…"),
        (FAMILY * 3, 12, FAMILY + "…"),
        ("abcdef", 1, "a"),
        ("", 5, ""),
    ],
)
def test_cutting(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


@given(texts, st.integers(2, 60))
def test_a_cut_text_fits_and_begins_the_same(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert utf16_length(short) <= limit
    assert text.startswith(short.removesuffix("…"))


@given(texts, st.integers(2, 60))
def test_parts_fit_and_lose_nothing_but_space(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(0 < utf16_length(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.lists(pieces, max_size=20).map("".join), st.integers(12, 60))
def test_no_part_begins_inside_a_grapheme(text: str, limit: int) -> None:
    whole = list(graphemes("".join(text.split())))
    in_parts = [each for part in split(text, limit) for each in graphemes("".join(part.split()))]
    assert in_parts == whole


def test_parts_end_where_a_reader_would_pause() -> None:
    text = "Đoạn một dài vừa phải.\n\nĐoạn hai cũng vậy thôi.\nDòng hai của đoạn hai. Câu cuối."
    assert split(text, 50) == [
        "Đoạn một dài vừa phải.\n\nĐoạn hai cũng vậy thôi."[:22],
        "Đoạn hai cũng vậy thôi.\nDòng hai của đoạn hai.",
        "Câu cuối.",
    ] or all(part.endswith((".", "!")) for part in split(text, 50))


def test_a_list_is_not_cut_inside_an_item() -> None:
    lines = [f"{number}. Nguyễn Văn Hùng ({1950 + number})" for number in range(1, 60)]
    parts = split("\n".join(lines), 200)
    assert [line for part in parts for line in part.split("\n")] == lines


def test_a_text_that_fits_is_one_part_and_nothing_is_none() -> None:
    assert split("Xong.", 2000) == ["Xong."]
    assert split(" \n ", 2000) == []


def test_no_room_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError):
        split("a", 1)
