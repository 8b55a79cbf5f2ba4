"""What is long is read on leaves: every part whole, once, and what changed first."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.dialog import Line
from bot.dialogs.leaves import LEAF, Part, packed
from bot.dialogs.review_questions import leaf
from core.message import say


def parts(sizes: list[int]) -> list[Part]:
    return [Part(f"e{number}", (Line("x" * size),)) for number, size in enumerate(sizes)]


@given(st.lists(st.integers(0, 6000), max_size=30), st.sets(st.integers(0, 29)))
def test_every_part_stands_whole_on_one_leaf_and_what_changed_comes_first(
    sizes: list[int], some: set[int]
) -> None:
    made = parts(sizes)
    changed = {f"e{number}" for number in some}
    leaves = packed(made, changed)
    order = [part for each in leaves for part in each]
    assert sorted(order, key=made.index) == made
    assert order == sorted(made, key=lambda part: part.key not in changed)
    assert all(len(each) == 1 or sum(part.size for part in each) <= LEAF for each in leaves)


def test_nothing_to_read_is_one_empty_leaf() -> None:
    assert packed([]) == ((),)


def test_the_words_of_people_inside_a_sentence_count() -> None:
    line = Line(say("{label}: {text}", label=say("Note"), text="x" * 5000))
    assert Part("e1", (line,)).size > LEAF


def test_what_became_shorter_opens_at_its_last_leaf() -> None:
    assert leaf("leaf", 2).decode(7) == 2
    assert leaf("leaf", 2).decode(-1) == 1
