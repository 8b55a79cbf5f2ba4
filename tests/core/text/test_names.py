import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.names import given_name, name_matches, search_key, sort_key
from tests.core.text.strategies import anything


def test_a_cell_stands_by_given_name() -> None:
    expected = [
        "Sùng A Dính",
        "Nguyễn Văn Hùng (1968)",
        "Nguyễn Văn Hùng (1990)",
        "Lò Thị Inh",
        "Giàng Thị Mỷ",
        "Lò Văn Pản",
    ]
    assert sorted(sorted(expected), key=sort_key) == expected


@pytest.mark.parametrize(
    "ordered",
    [
        [
            "An",
            "Ánh",
            "Ăn",
            "Ân",
            "Bách",
            "Cường",
            "Dũng",
            "Đạt",
            "Em",
            "Êm",
            "Ô",
            "Ơn",
            "Út",
            "Ưng",
            "Vân",
            "Yên",
        ],
        ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Man"],
        ["Hùng", "Hưng", "Hương", "Hy"],
        ["Lê Văn An", "Nguyễn Thị An", "Nguyễn Văn An", "Trần An"],
        ["Đỗ An", "Lê An", "Ỷ An"],
        ["Hoà", "Hoài"],
        ["Dung", "Dũng", "Dương", "Đan"],
    ],
)
def test_vietnamese_order(ordered: list[str]) -> None:
    assert sorted(sorted(ordered), key=sort_key) == ordered


def test_the_key_orders_alike_in_any_collation() -> None:
    keys = [
        sort_key(name)
        for name in ("H’Hen Niê", "Y Blô Êban", "Điểu K’Lơi", "Kim Thị Sa Rết", "李 小龍", "A1")
    ]
    assert all(set(key) <= set("0123456789abcdef") for key in keys)


def test_one_name_has_one_key() -> None:
    assert (
        sort_key("Ngô Thị Thúy")
        == sort_key("ngô  thị THUÝ")
        == sort_key(unicodedata.normalize("NFD", "Ngô Thị Thuý"))
    )
    assert sort_key("H’Hen Niê") == sort_key("H'Hen Niê")
    assert sort_key("") == sort_key("  ")


@pytest.mark.parametrize(
    ("full", "given"),
    [
        ("Nguyễn Văn Hùng", "Hùng"),
        ("Nguyễn Văn Hùng (A)", "Hùng"),
        ("Nguyễn Văn Hùng (1968)", "Hùng"),
        ("Sùng A Dính", "Dính"),
        ("Vàng Thị Say", "Say"),
        ("Điểu K’Lơi", "K'Lơi"),
        ("Út", "Út"),
        ("", ""),
        ("(A)", "(A)"),
    ],
)
def test_what_a_person_is_called(full: str, given: str) -> None:
    assert given_name(full) == given


@pytest.mark.parametrize(
    ("query", "full", "found"),
    [
        ("Hung", "Nguyễn Văn Hùng", True),
        ("hung", "Trần Hưng", True),
        ("Hùng", "Trần Hưng", False),
        ("nguyen hung", "Nguyễn Văn Hùng", True),
        ("Hùng Nguyễn", "Nguyễn Văn Hùng", True),
        ("Hùng Hùng", "Nguyễn Văn Hùng", False),
        ("hhen", "H’Hen Niê", True),
        ("H'Hen", "H’Hen Niê", True),
        ("k'loi", "Điểu K’Lơi", True),
        ("sa ret", "Kim Thị Sa Rết", True),
        ("thuy", "Ngô Thị Thúy", True),
        ("Thuý", "Ngô Thị Thúy", True),
        ("ùng", "Nguyễn Văn Hùng", False),
        ("1968", "Nguyễn Văn Hùng (1968)", True),
        ("", "Nguyễn Văn Hùng", False),
    ],
)
def test_a_person_is_found_by_any_part(query: str, full: str, found: bool) -> None:
    assert name_matches(query, full) is found


def test_the_search_key_is_plain_letters() -> None:
    assert search_key("H’Hen Niê") == "hhen nie"
    assert search_key("Nguyễn Văn Hùng (A)") == "nguyen van hung a"
    assert search_key("ĐẶNG  Thị Ộ") == search_key(unicodedata.normalize("NFD", "Đặng Thị Ộ")) == "dang thi o"


@given(st.lists(anything, max_size=8))
def test_sorting_never_fails_and_is_total(names: list[str]) -> None:
    keys = sorted(map(sort_key, names))
    assert keys == sorted(keys)


@given(anything)
def test_a_name_finds_itself(name: str) -> None:
    if search_key(name):
        assert name_matches(search_key(name).split()[0], name) or not search_key(name).isascii()
