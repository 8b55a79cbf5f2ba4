import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.folding import folded, has_marks, looks_like_old_encoding, marked, nfc, plain
from tests.core.text.strategies import anything


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà", "hòa"),
        ("uỷ", "ủy"),
        ("thuý", "thúy"),
        ("khoẻ", "khỏe"),
        ("Chiêm Hoá", "Chiêm Hóa"),
        ("luỹ kế", "lũy kế"),
        ("xoè", "xòe"),
        ("HOÀ BÌNH", "hòa bình"),
        ("qúy", "quý"),
        ("qùa", "quà"),
        ("tíên bộ", "tiến bộ"),
        ("nứơc", "nước"),
        ("cuả", "của"),
        ("nghiã", "nghĩa"),
        ("mưà", "mừa"),
        ("hòan thành", "hoàn thành"),
        ("khủyu", "khuỷu"),
        ("thùyên", "thuyền"),
        ("lụât", "luật"),
        ("gìa", "già"),
        ("qúai", "quái"),
        ("cưới", "cứơi"),
        ("khuỵa", "khuyạ"),
        ("hoạt", "họat"),
    ],
)
def test_where_the_tone_was_put_does_not_matter(old: str, new: str) -> None:
    assert marked(old) == marked(new)


@pytest.mark.parametrize(
    "word", ["quý", "già", "giá", "nghĩa", "của", "mùa", "thuở", "quả", "gì", "khuya", "quốc"]
)
def test_a_well_spelled_word_is_its_own_key(word: str) -> None:
    assert marked(word) == word


@pytest.mark.parametrize(
    ("one", "other"), [("quý", "quy"), ("dừng", "đúng"), ("Hùng", "Hưng"), ("mát", "mật"), ("tỷ", "tỉ")]
)
def test_marks_that_change_the_word_stay_apart(one: str, other: str) -> None:
    assert marked(one) != marked(other)


def test_the_letter_of_old_fonts_is_the_vietnamese_one() -> None:
    assert plain("Ðảng") == "Đảng"
    assert marked("Ðảng") == marked("Đảng")
    assert folded("Ðảng uỷ") == "dang uy"


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("  Báo\u00a0cáo \t quý\u200b I ", "Báo cáo quý I"),
        ("“Đồng ý”", '"Đồng ý"'),
        ("H’Hen Niê", "H'Hen Niê"),
        ("2021 – 2025", "2021 - 2025"),
        ("Trao oxy — nối", "Trao oxy - nối"),
        ("１７ nhà", "17 nhà"),
        ("m²", "m²"),
        ("một\nhai", "một hai"),
        ("", ""),
    ],
)
def test_tidy_keeps_letters_and_case(typed: str, tidy: str) -> None:
    assert plain(typed) == tidy


def test_folding_leaves_no_mark_and_no_d_with_a_stroke() -> None:
    assert folded("Đẩy mạnh ĐỔI MỚI, Ưu tú Ơn nghĩa Ýạ") == "day manh doi moi, uu tu on nghia ya"


def test_one_mark_is_enough_to_have_marks() -> None:
    assert has_marks("dong ý")
    assert has_marks("đi")
    assert not has_marks("DONG Y 12 m2")


@pytest.mark.parametrize(
    "text",
    [
        "§¶ng céng s¶n ViÖt Nam",
        "§¶ng",
        "®ång chÝ",
        "Ñaûng coäng saûn Vieät Nam",
        "Äáº£ng á»§y",
        "ViÖt",
        "b¸o c¸o quý",
    ],
)
def test_texts_of_old_fonts_are_recognised(text: str) -> None:
    assert looks_like_old_encoding(text)


@pytest.mark.parametrize(
    "text",
    [
        "Đảng Cộng sản Việt Nam",
        "Dang uy xa",
        "1.150 m² đất, 30 °C, ½ ha",
        "«Dân»",
        "Ông Müller ở São Paulo",
        "Zalo® © 2026",
        "§ 5 khoản 2",
        "café, naïve",
        "dài×rộng",
        "",
        "👍🇻🇳",
    ],
)
def test_other_signs_are_no_old_font(text: str) -> None:
    assert not looks_like_old_encoding(text)


@given(anything)
def test_every_form_is_reached_in_one_step(text: str) -> None:
    for form in (nfc, plain, marked, folded):
        assert form(form(text)) == form(text)


@given(st.text(st.sampled_from("aăâeêioôơuưyàẳậéễìõộờúựỷgqnh"), max_size=6))
def test_no_heap_of_vowels_makes_the_key_unstable(text: str) -> None:
    assert marked(marked(text)) == marked(text)
    assert folded(text) == folded(marked(text))
    assert len(folded(text)) == len(text)


@given(anything)
def test_composed_and_decomposed_are_the_same_text(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    together = unicodedata.normalize("NFC", text)
    for form in (nfc, plain, marked, folded):
        assert form(apart) == form(together)
    assert has_marks(apart) == has_marks(together)


@given(anything)
def test_folding_needs_no_more_than_the_marked_key(text: str) -> None:
    assert folded(marked(text)) == folded(text)
    assert not has_marks(folded(text))
