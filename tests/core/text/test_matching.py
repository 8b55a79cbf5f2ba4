import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.matching import Ambiguous, Match, Matched, NoMatch, Phrases, match
from tests.core.text.strategies import anything

NAMES = [("Nguyễn Văn Hùng", 1), ("Hưng", 2), ("Huy", 3), ("Hoa", 4), ("Hoà", 5), ("Quý", 6)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Hưng", Matched(2)),
        ("hưng", Matched(2)),
        ("huy", Matched(3)),
        ("hòa", Matched(5)),
        ("HOÀ", Matched(5)),
        ("hoa", Ambiguous((4, 5))),
        ("quy", Matched(6)),
        ("nguyen van hung", Matched(1)),
        ("Hủy", NoMatch()),
        ("Hứng", NoMatch()),
        ("Nguyễn Văn Hùng ạ.", Matched(1)),
        ("dạ, Quý nhé đồng chí!", Matched(6)),
        ("", NoMatch()),
        ("   ", NoMatch()),
        ("👍", NoMatch()),
    ],
)
def test_marks_decide_and_without_marks_nothing_is_guessed(typed: str, expected: Match[int]) -> None:
    assert match(typed, NAMES) == expected


def test_a_text_with_one_mark_is_held_to_all_of_them() -> None:
    assert match("nguyễn van hung", NAMES) == NoMatch()


def test_a_phrase_that_stands_twice_for_one_value_is_not_ambiguous() -> None:
    assert match("dong y", [("Đồng ý", "yes"), ("đồng ý", "yes")]) == Matched("yes")


def test_what_looks_like_stop_and_like_right_is_asked_even_when_only_one_is_offered() -> None:
    assert match("dung", [("Đúng", True), ("Sai", False)]) == Ambiguous((True,))
    assert match("đúng", [("Đúng", True), ("Sai", False)]) == Matched(value=True)
    assert match("su dung nuoc sach", [("Sử dụng nước sạch", 1)]) == Matched(1)


def test_a_question_is_not_an_answer() -> None:
    assert match("đồng ý?", [("đồng ý", True)]) == NoMatch()


def test_courtesy_that_is_itself_the_label_wins() -> None:
    assert match("dạ", [("dạ", 1), ("có", 2)]) == Matched(1)
    assert match("nhóm a", [("nhóm", 1), ("nhóm a", 2)]) == Matched(2)


@given(st.lists(st.tuples(anything, st.integers(0, 5)), max_size=6), anything)
def test_a_match_is_one_of_the_candidates(candidates: list[tuple[str, int]], typed: str) -> None:
    offered = {value for _, value in candidates}
    match_of_it = Phrases(candidates).match(typed)
    if isinstance(match_of_it, Matched):
        assert match_of_it.value in offered
    elif isinstance(match_of_it, Ambiguous):
        assert set(match_of_it.values) <= offered
        assert match_of_it.values


@given(
    st.sampled_from([phrase for phrase, _ in NAMES]), st.sampled_from(["", "!", " ạ", " nhé", "...", " 👍"])
)
def test_a_label_as_shown_always_finds_itself(label: str, ending: str) -> None:
    found = match(label + ending, NAMES)
    value = dict(NAMES)[label]
    assert found == Matched(value) or (isinstance(found, Ambiguous) and value in found.values)
