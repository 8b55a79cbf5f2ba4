"""Replay: where a conversation stands is its dialog run again over the stored answers."""

from collections.abc import Callable, Hashable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import drafts, replay
from bot.conversation.dialog import NO_ANSWER, Dialog, Line, ask, ask_or_skip, look_up
from bot.conversation.drafts import EMPTY, Draft
from bot.conversation.questions import AmountQuestion, Choice, ChoiceQuestion, TextQuestion
from bot.conversation.reading import Figure
from bot.conversation.replay import BadDialog, Finished, Open

Answers = dict[str, object]


def nothing(query: str, argument: Hashable) -> object:
    raise AssertionError(f"{query} {argument} was not expected")


def text(key: str, *, skippable: bool = False, assume: object = NO_ANSWER) -> TextQuestion:
    return TextQuestion(key=key, words=(Line(key),), skippable=skippable, assume=assume)


def choice(key: str, *values: str, fixed: bool = True) -> ChoiceQuestion:
    return ChoiceQuestion(
        key=key, words=(Line(key),), choices=tuple(Choice(v, v) for v in values), fixed=fixed
    )


def amount(key: str, unit: str = "km") -> AmountQuestion:
    return AmountQuestion(key=key, words=(Line(key),), unit=unit)


def plain() -> Dialog[Answers]:
    name = yield from ask(text("name"))
    kind = yield from ask(choice("kind", "road", "house"))
    if kind == "road":
        length = yield from ask(amount("length"))
        return {"name": name, "kind": kind, "length": length.value}
    note = yield from ask_or_skip(text("note", skippable=True))
    return {"name": name, "kind": kind, "note": note}


def run(
    dialog: Callable[[], Dialog[Answers]], draft: Draft, *given_answers: object
) -> Open | Finished[Answers]:
    position = replay.replay(dialog, draft, nothing)
    for value in given_answers:
        assert isinstance(position, Open)
        position = position.go_on(drafts.answered(position.draft, position.question, value), value)
    return position


def opened(position: Open | Finished[Answers]) -> Open:
    assert isinstance(position, Open)
    return position


def finished(position: Open | Finished[Answers]) -> Answers:
    assert isinstance(position, Finished)
    return position.command


def test_the_first_question_without_an_answer_is_open() -> None:
    assert opened(run(plain, EMPTY)).question.key == "name"
    assert opened(run(plain, EMPTY, "Nà Tông")).question.key == "kind"


def test_the_answers_lead_to_the_command() -> None:
    assert finished(run(plain, EMPTY, "Nà Tông", "road", Figure(Decimal(3)))) == {
        "name": "Nà Tông",
        "kind": "road",
        "length": Decimal(3),
    }


def test_a_skipped_question_is_answered_with_nothing() -> None:
    assert finished(run(plain, EMPTY, "Pác Khuổi", "house", None))["note"] is None


def test_steps_are_counted_by_typical_answers_and_the_count_stays() -> None:
    first = opened(run(plain, EMPTY))
    assert (first.number, first.draft.total) == (1, 3)
    last = opened(run(plain, EMPTY, "Bản Lầu", "house"))
    assert (last.number, last.draft.total) == (3, 3)


def test_going_on_is_the_same_as_replaying_from_what_was_stored() -> None:
    went_on = opened(run(plain, EMPTY, "Nà Tông", "road"))
    again = opened(run(plain, drafts.from_json(drafts.to_json(went_on.draft))))
    assert again.question.key == went_on.question.key
    assert again.draft == went_on.draft


def test_back_drops_the_last_answer_and_shows_it_again() -> None:
    at_length = opened(run(plain, EMPTY, "Nà Tông", "road"))
    before = replay.back(at_length)
    assert before is not None
    again = opened(run(plain, before))
    assert again.question.key == "kind"
    assert again.old is not None
    assert again.old.value == "road"


def test_at_the_first_question_there_is_no_way_back() -> None:
    assert replay.back(opened(run(plain, EMPTY))) is None


def test_an_edit_keeps_its_place_and_all_that_lies_behind_it() -> None:
    at_length = opened(run(plain, EMPTY, "Nà Tông", "road"))
    editing = opened(run(plain, drafts.edited(at_length.draft, "name")))
    assert editing.question.key == "name"
    assert editing.old is not None
    after = run(plain, editing.draft, "Bản Lầu")
    assert opened(after).question.key == "length"
    assert finished(run(plain, opened(after).draft, Figure(Decimal(2))))["name"] == "Bản Lầu"


def test_back_out_of_an_edit_leaves_everything_as_it_was() -> None:
    at_length = opened(run(plain, EMPTY, "Nà Tông", "road"))
    editing = opened(run(plain, drafts.edited(at_length.draft, "name")))
    before = replay.back(editing)
    assert before is not None
    assert opened(run(plain, before)).question.key == "length"
    assert before.answers["name"].value == "Nà Tông"


def test_an_answer_in_another_unit_is_asked_again_and_never_kept() -> None:
    """12 km never becomes 12 %."""

    def measured(unit: str) -> Callable[[], Dialog[Answers]]:
        def dialog() -> Dialog[Answers]:
            done = yield from ask(amount("done", unit))
            last = yield from ask(text("last"))
            return {"done": done, "last": last}

        return dialog

    at_last = opened(run(measured("km"), EMPTY, Figure(Decimal(12))))
    again = opened(run(measured("%"), at_last.draft))
    assert again.question.key == "done"
    assert again.old is not None
    assert not again.keepable


def test_what_a_changed_answer_passes_over_is_parked_and_offered() -> None:
    def branching() -> Dialog[Answers]:
        kind = yield from ask(choice("kind", "road", "house"))
        if kind == "road":
            yield from ask(amount("length"))
        last = yield from ask(text("last"))
        end = yield from ask(text("end"))
        return {"kind": kind, "last": last, "end": end}

    at_end = opened(run(branching, EMPTY, "road", Figure(Decimal(3)), "x"))
    editing = opened(run(branching, drafts.edited(at_end.draft, "kind")))
    house = opened(run(branching, editing.draft, "house"))
    assert house.question.key == "end"
    assert "length" not in house.draft.answers
    assert house.draft.parked["length"].value == ["3", "", False, None, ""]
    back_to_road = opened(run(branching, drafts.edited(house.draft, "kind"), "road"))
    assert back_to_road.question.key == "length"
    assert back_to_road.old is not None
    assert back_to_road.keepable


def test_a_question_that_a_new_release_puts_in_front_parks_nothing() -> None:
    def newer() -> Dialog[Answers]:
        before = yield from ask(text("before"))
        rest = yield from plain()
        return rest | {"before": before}

    at_length = opened(run(plain, EMPTY, "Nà Tông", "road"))
    asked = opened(run(newer, at_length.draft))
    assert asked.question.key == "before"
    assert asked.draft.parked == {}
    assert opened(run(newer, asked.draft, "mới")).question.key == "length"


def test_a_choice_that_is_gone_from_a_look_up_is_asked_again() -> None:
    def pick() -> Dialog[Answers]:
        people = yield from look_up("people", "Hùng")
        who = yield from ask(choice("who", *people, fixed=False))
        end = yield from ask(text("end"))
        return {"who": who, "end": end}

    here = replay.replay(pick, EMPTY, lambda _query, _name: ["M08", "M09"])
    assert isinstance(here, Open)
    draft = drafts.answered(here.draft, here.question, "M09")
    still = replay.replay(pick, draft, lambda _query, _name: ["M09", "M40"])
    gone = replay.replay(pick, draft, lambda _query, _name: ["M08"])
    assert isinstance(still, Open)
    assert isinstance(gone, Open)
    assert (still.question.key, gone.question.key) == ("end", "who")


def test_what_is_assumed_is_not_asked_until_it_is_opened() -> None:
    def suggested() -> Dialog[Answers]:
        content = yield from ask(text("content", assume="Trồng 300 m đường hoa"))
        end = yield from ask(text("end"))
        return {"content": content, "end": end}

    at_end = opened(run(suggested, EMPTY))
    assert at_end.question.key == "end"
    assert opened(run(suggested, drafts.edited(at_end.draft, "content"))).question.key == "content"
    assert (
        finished(run(suggested, drafts.edited(at_end.draft, "content"), "Trồng 500 m", "x"))["content"]
        == "Trồng 500 m"
    )


def test_a_button_may_set_a_flag_that_is_never_asked() -> None:
    def removable() -> Dialog[Answers]:
        gone = yield from ask(_flag("item1.gone"))
        content = "" if gone == "yes" else (yield from ask(text("item1.content")))
        yield from ask(choice("end", "send"))
        return {"content": content}

    at_end = opened(run(removable, EMPTY, "dê"))
    removed = opened(run(removable, drafts.put(at_end.draft, "item1.gone", "yes")))
    assert removed.question.key == "end"
    assert replay.back(removed) is None
    assert finished(run(removable, removed.draft, "send")) == {"content": ""}


def _flag(key: str) -> ChoiceQuestion:
    choices = (Choice("no", "no"), Choice("yes", "yes"))
    return ChoiceQuestion(key=key, words=(), choices=choices, assume="no")


def test_the_same_key_twice_is_the_dialogs_own_fault() -> None:
    def wrong() -> Dialog[Answers]:
        yield from ask(text("a"))
        yield from ask(text("a"))
        return {}

    with pytest.raises(BadDialog, match="twice"):
        run(wrong, EMPTY, "x")


def test_a_dialog_without_an_end_is_found_out() -> None:
    def endless() -> Dialog[Answers]:
        number = 0
        while True:
            number += 1
            yield from ask(text(f"q{number}", assume="x"))

    with pytest.raises(BadDialog, match="end"):
        run(endless, EMPTY)


def test_answers_of_the_first_release_are_still_read() -> None:
    """A draft as release 0.1 stored it. It must be readable for ever; add one for each codec that follows."""
    stored = (
        b'{"v":1,"a":{"name":["N\xc3\xa0 T\xc3\xb4ng","text","17","16"],"kind":["road","choice:house,road","19","18"]},'
        b'"s":["name","kind"],"k":{"note":[null,"text","",""]},"e":null,"t":3}'
    )
    position = opened(run(plain, drafts.from_json(stored)))
    assert position.question.key == "length"
    assert position.draft.answers["name"].message == "17"


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("answer"), st.sampled_from(["road", "house", "3", "x"])),
            st.tuples(st.just("back"), st.just("")),
            st.tuples(st.just("edit"), st.sampled_from(["name", "kind", "length", "note"])),
            st.tuples(st.just("restart"), st.just("")),
        ),
        max_size=30,
    )
)
def test_any_history_ends_with_just_what_was_answered_last(acts: list[tuple[str, str]]) -> None:
    """Whatever is answered, taken back, edited and stored in between, an answer is the newest that was given."""
    model: dict[str, object] = {}
    position = opened(run(plain, EMPTY))
    for act, word in acts:
        draft = position.draft
        if act == "answer":
            value: object = word
            if position.question.kind == "choice":
                value = word if word in {"road", "house"} else "road"
            elif position.question.kind == "amount":
                value = Figure(Decimal(3))
            model[position.question.key] = position.question.encode(value)
            following = position.go_on(drafts.answered(draft, position.question, value), value)
            if isinstance(following, Finished):
                break
            position = following
            continue
        if act == "back":
            draft = replay.back(position) or draft
        elif act == "edit" and word in draft.answers:
            draft = drafts.edited(draft, word)
        else:
            draft = drafts.from_json(drafts.to_json(draft))
        position = opened(run(plain, draft))
        everything = position.draft.answers | position.draft.parked
        assert {key: a.value for key, a in everything.items()} == {key: model[key] for key in everything}
        assert set(everything) == set(model)


def test_steps_are_not_counted_through_a_look_up_that_nobody_asked_for() -> None:
    """A look-up may count wrong codes: it is made for what a person said, never for a typical answer."""
    asked: list[object] = []

    def code() -> Dialog[Answers]:
        typed = yield from ask(text("code"))
        who = yield from look_up("holder", typed)
        return {"who": who}

    position = replay.replay(code, EMPTY, lambda _query, argument: asked.append(argument))
    assert opened(position).draft.total == 0
    assert asked == []
