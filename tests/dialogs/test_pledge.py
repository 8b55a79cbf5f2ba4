"""Registering a pledge, answered without an engine: what a pasted list and a removal leave of the other items."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.conversation import drafts, replay
from bot.conversation.dialog import Json
from bot.conversation.drafts import Draft
from bot.conversation.replay import Finished, Open
from bot.dialogs.pledge import pledge
from bot.dialogs.pledge_samples import pledge_samples
from core.criteria import Suggestion
from core.people import AudienceGroup
from core.pledge import Measure
from core.usecases.pledge_sheet import PledgeSheet
from core.usecases.submit_pledge import SubmitPledge

PASTED = "Tôi đăng ký:\n- Trồng hoa\n- Sửa chuồng trại\n- Không tảo hôn"
DETAILS: Mapping[str, Json] = {
    "criterion": "2.4",
    "measure": "yes_no",
    "due": "2026-12-31",
    "how": None,
    "proof": None,
}


def empty_sheet() -> PledgeSheet:
    sheet: PledgeSheet = next(iter(pledge_samples())).sheet
    return sheet


def suggestions(count: int) -> tuple[Suggestion, ...]:
    return tuple(
        Suggestion(
            f"s{number}",
            AudienceGroup.ORDINARY_MEMBER,
            "2.4",
            f"Việc gợi ý số {number}",
            Measure.AT_LEAST,
            Decimal(number),
            "buổi",
            (9, 30),
            "ảnh",
            breakthrough=False,
        )
        for number in range(1, count + 1)
    )


class Registering:
    """Answers what is open with what was prepared for its key, or with what the person then does."""

    def __init__(self, sheet: PledgeSheet) -> None:
        self.sheet = sheet
        self.draft: Draft = drafts.EMPTY

    @property
    def at(self) -> Open | Finished[SubmitPledge]:
        return replay.replay(lambda: pledge(self.sheet), self.draft, lambda *_: None)

    @property
    def open(self) -> str:
        at = self.at
        return at.question.key if isinstance(at, Open) else "(end)"

    def answers(self, given: Mapping[str, Json]) -> None:
        while isinstance(at := self.at, Open) and (known := self._known(at.question.key, given)) is not _NONE:
            value = None if known is None else at.question.decode(known)
            self.draft = drafts.answered(at.draft, at.question, value)

    def _known(self, key: str, given: Mapping[str, Json]) -> Any:  # noqa: ANN401  # an answer, or that there is none
        return given.get(key, DETAILS.get(key.partition(".")[2], _NONE))

    def puts(self, key: str, value: Json) -> None:
        self.draft = drafts.put(self.draft, key, value)

    def changes(self, key: str, value: Json) -> None:
        self.draft = drafts.edited(self.draft, key)
        at = self.at
        assert isinstance(at, Open)
        assert at.question.key == key
        self.draft = drafts.answered(at.draft, at.question, at.question.decode(value))

    @property
    def contents(self) -> list[str]:
        end = replay.replay(
            lambda: pledge(self.sheet), drafts.put(self.draft, "send", "send"), lambda *_: None
        )
        assert isinstance(end, Finished), self.open
        return [item.content for item in end.command.items]


_NONE = object()


def with_a_pasted_list() -> Registering:
    person = Registering(empty_sheet())
    person.answers({"n1.from": "own", "n1.content": PASTED, "n1.split": "yes", "more3": "no"})
    assert person.contents == ["Trồng hoa", "Sửa chuồng trại", "Không tảo hôn"]
    return person


def test_the_first_item_of_a_pasted_list_can_be_removed_and_the_others_stay() -> None:
    person = with_a_pasted_list()
    person.puts("n1.gone", "yes")
    assert person.open == "send"
    assert person.contents == ["Sửa chuồng trại", "Không tảo hôn"]


def test_any_item_of_a_pasted_list_can_be_removed() -> None:
    for removed, rest in (("n2", ["Trồng hoa", "Không tảo hôn"]), ("n3", ["Trồng hoa", "Sửa chuồng trại"])):
        person = with_a_pasted_list()
        person.puts(f"{removed}.gone", "yes")
        assert person.contents == rest
        assert person.open == "send"


def test_the_first_item_of_a_pasted_list_is_changed_alone() -> None:
    person = with_a_pasted_list()
    person.changes("n1.text", "Trồng 500 m đường hoa")
    assert person.open == "send"
    assert person.contents == ["Trồng 500 m đường hoa", "Sửa chuồng trại", "Không tảo hôn"]


def test_what_is_changed_is_shown_even_where_it_was_never_asked() -> None:
    person = with_a_pasted_list()
    person.draft = drafts.edited(person.draft, "n2.text")
    at = person.at
    assert isinstance(at, Open)
    assert at.old is not None
    assert at.old.value == "Sửa chuồng trại"
    assert at.keepable


def test_removing_a_suggestion_leaves_the_other_suggestions_as_they_were_taken() -> None:
    """They are shown six at a time, without those taken: a removal moves them from page to page."""
    person = Registering(replace(empty_sheet(), suggestions=suggestions(13)))
    person.answers({"n1.from": "s2", "more1": "yes", "n2.page": "1"})
    person.puts("n2.page", "1")
    person.answers({"n2.from": "s8", "more2": "yes"})
    person.puts("n3.page", "1")
    person.answers({"n3.from": "s9", "more3": "no"})
    taken = ["Việc gợi ý số 2", "Việc gợi ý số 8", "Việc gợi ý số 9"]
    assert person.contents == taken
    person.puts("n1.gone", "yes")
    assert person.open == "send"
    assert person.contents == taken[1:]


def test_a_suggestion_that_was_changed_into_another_one_stays_so() -> None:
    person = Registering(replace(empty_sheet(), suggestions=suggestions(7)))
    person.answers({"n1.from": "s1", "more1": "yes", "n2.from": "s2", "more2": "no"})
    person.changes("n1.text", "Việc gợi ý số 2")
    assert person.open == "send"
    assert person.contents == ["Việc gợi ý số 2", "Việc gợi ý số 2"]


def test_of_a_list_that_is_too_long_ten_are_taken_and_the_person_is_told_so() -> None:
    person = Registering(empty_sheet())
    lines = "\n".join(f"{number}. Việc số {number}" for number in range(1, 15))
    person.answers({"n1.from": "own", "n1.content": lines})
    at = person.at
    assert isinstance(at, Open)
    assert at.question.key == "n1.split"
    said = [line.words for line in at.question.words if not isinstance(line.words, str)]
    assert ("most", 10) in [argument for message in said for argument in message.args]
    person.answers({"n1.split": "yes"})
    assert person.contents == [f"Việc số {number}" for number in range(1, 11)]
