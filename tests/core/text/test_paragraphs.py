import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.paragraphs import Item, Pasted, pasted
from tests.core.text.strategies import anything


def items(text: str) -> list[str]:
    return [item.text for item in pasted(text).items]


@pytest.mark.parametrize(
    "bullet",
    ["–", "-", "•", "+", "*", "—", "●", "▪", "\uf0b7", "§", "➢", "1.", "1)", "(1)", "a)", "I.", "1/", "1.1."],
)
def test_bullets_on_lines_of_their_own(bullet: str) -> None:
    text = f"Tôi đăng ký:\n{bullet}\tDự đủ 12 buổi\n{bullet}\tVận động 10 hộ\n\n{bullet}\tHiến 1.150 m đất"
    assert items(text) == ["Dự đủ 12 buổi", "Vận động 10 hộ", "Hiến 1.150 m đất"]
    assert pasted(text).heading == "Tôi đăng ký:"


def test_numbers_in_running_text_with_one_missing_and_quotes_left_open() -> None:
    names = [f"“Mô hình {number}" + ("”" if number % 3 else "") for number in range(1, 15) if number != 13]
    text = "Có 13 mô hình: " + "; ".join(
        f"({number}) {name}" for number, name in zip([*range(1, 13), 14], names, strict=True)
    )
    read = pasted(text)
    assert [item.text.rstrip(";") for item in read.items] == names
    assert [item.marker for item in read.items][-2:] == ["(12)", "(14)"]
    assert read.heading == "Có 13 mô hình:"


def test_what_stands_beneath_an_item_stays_in_it() -> None:
    text = "1. Hiến đất\n- nhà ông A 60 m²\n- nhà bà B\n2. Trồng cây\n   chăm sóc hằng tháng"
    assert items(text) == ["Hiến đất\n- nhà ông A 60 m²\n- nhà bà B", "Trồng cây\n   chăm sóc hằng tháng"]


def test_a_single_heading_number_is_no_list() -> None:
    assert items("I. Nội dung cam kết\n1. Tư tưởng\n2. Đạo đức") == ["Tư tưởng", "Đạo đức"]


@pytest.mark.parametrize(
    "text",
    [
        "Một câu bình thường - không phải danh sách.",
        "Trao oxy – nối dài sự sống",
        "Tiết kiệm 1.200.000 đồng.\n1.200.000 đồng nữa.",
        "Năm 2026 đạt 1.150 m2.\nNăm sau đạt 5.",
        "Dòng một\nDòng hai",
        "- chỉ một dòng",
        "Điều (2) và điều (1) của quy định",
        "17/16 nhà",
    ],
)
def test_what_is_no_list_is_one_item(text: str) -> None:
    assert pasted(text) == Pasted((Item(text),))


def test_nothing_is_no_item() -> None:
    assert pasted(" \n\t") == Pasted(())


def test_inline_lists_of_other_kinds() -> None:
    assert items("Gồm: 1) trồng cây; 2) hiến máu; 3) vệ sinh") == ["trồng cây;", "hiến máu;", "vệ sinh"]
    assert items("- trồng cây; - hiến máu; - vệ sinh") == ["trồng cây;", "hiến máu;", "vệ sinh"]


def test_spelling_mistakes_stay() -> None:
    assert items("- Để thực hiện quả hơn nữa\n- quân lý tốt") == ["Để thực hiện quả hơn nữa", "quân lý tốt"]


@given(
    st.one_of(
        anything,
        st.lists(st.sampled_from(["- ", "1. ", "(1) ", "(2)", "\n", "a", "• ", " ", "+ b"])).map("".join),
    )
)
def test_no_word_is_lost_or_changed(text: str) -> None:
    read = pasted(text)
    kept = read.heading + "".join(item.marker + item.text for item in read.items)
    bullets = set("-–—−•+*().0123456789ivxIVX ")
    assert [char for char in text if not char.isspace() and char not in bullets] == [
        char for char in kept if not char.isspace() and char not in bullets
    ]


@given(st.lists(st.text(st.sampled_from("abcđêơ ư"), min_size=1).filter(str.strip), min_size=2, max_size=10))
def test_a_list_that_is_written_is_read_back(lines: list[str]) -> None:
    assert items("\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1))) == [
        line.strip() for line in lines
    ]
