"""What was shown while one had the right is worth nothing afterwards, nor on another's phone; nor does an answer tell
whether there is such a thing."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.registry import REGISTRY
from core.people import Membership, MembershipKind, Standing, StandingPeriod
from core.ports import UnitOfWork
from core.talk import Address
from tests.access.marked import YESTERDAY, Marked, marked_at
from tests.access.walking import Walk

TODAY = date(2026, 3, 10)
SCREENS = 60


@pytest.fixture
def marked(sqlite_url: str) -> Iterator[Marked]:
    with marked_at(sqlite_url) as made:
        yield made


def buttons(walk: Walk, who: str) -> list[str]:
    """All that this person can press today, and the numbers of the options of what is open."""
    return [
        *walk.gather(SCREENS, (who,)),
        *(f"{number}:{index}" for number in range(1, 9) for index in range(4)),
    ]


def of_others(marked: Marked, who: str) -> list[str]:
    return [mark.text for mark in marked.marks if mark.owner != who and mark.kind != "name"]


def shown_by(walk: Walk, who: str, pressed: list[str]) -> str:
    screens = [screen for data in pressed for screen in walk.does(who, data=data)]
    return "\n".join(p.text for screen in screens for p in screen.paragraphs)


def en_moves(uow: UnitOfWork) -> None:
    uow.people.end_membership("en", YESTERDAY)
    uow.people.add_membership(Membership("en", "E", MembershipKind.OFFICIAL, TODAY))


def test_after_the_office_has_ended(marked: Marked) -> None:
    walk = Walk(marked, REGISTRY)
    old = buttons(walk, "hai")
    assert any(mark in shown_by(walk, "hai", old) for mark in of_others(marked, "hai"))
    marked.office.do(lambda uow: uow.people.end_roles("hai", YESTERDAY))
    seen = shown_by(walk, "hai", old)
    closed = [mark.text for mark in marked.marks if mark.kind == "closed" and mark.owner != "hai"]
    assert [mark for mark in closed if mark in seen] == []


def test_after_the_transfer_to_another_cell(marked: Marked) -> None:
    walk = Walk(marked, REGISTRY)
    old = buttons(walk, "en")
    assert "KÍN-an-exemplary" in shown_by(walk, "en", old)

    marked.office.do(en_moves)
    seen = shown_by(walk, "en", old)
    assert [mark for mark in of_others(marked, "en") if mark in seen] == []


def test_the_old_secretary_sees_nothing_more_of_who_has_left_for_another_cell(marked: Marked) -> None:
    walk = Walk(marked, REGISTRY)
    old = buttons(walk, "hai")

    marked.office.do(en_moves)
    seen = shown_by(walk, "hai", old)
    hers = [mark.text for mark in marked.marks if mark.owner == "en" and mark.kind != "name"]
    assert [mark for mark in hers if mark in seen] == []


def test_after_death(marked: Marked) -> None:
    walk = Walk(marked, REGISTRY)
    old = buttons(walk, "hai")
    marked.office.do(lambda uow: uow.people.change_standing(StandingPeriod("hai", Standing.DECEASED, TODAY)))
    seen = shown_by(walk, "hai", old)
    assert [mark for mark in of_others(marked, "hai") if mark in seen] == []


def test_on_the_phone_of_somebody_else(marked: Marked) -> None:
    walk = Walk(marked, REGISTRY)
    seen = shown_by(walk, "ut", [*buttons(walk, "hai"), *buttons(walk, "xuan")])
    assert [mark.text for mark in marked.hidden_from("ut") if mark.text in seen] == []


@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_what_is_not_there_and_what_is_not_ones_own_get_the_same_answer(marked: Marked, every: int) -> None:
    """By every command that any button names, upon everybody and everything of another cell."""
    walk = Walk(marked, REGISTRY)
    unknown = {id_: _unknown(id_) for id_ in [*(p for p in marked.people if p != "ut"), *marked.documents]}
    told: list[str] = []
    for data in walk.attempts(walk.gather(SCREENS))[::every]:
        named = [part for part in data.split(":") if part in unknown]
        if not named or any(
            marked.documents.get(part) in {"ut", "to"} or part in {"ut", "to"} for part in named
        ):
            continue
        strange = ":".join(unknown.get(part, part) for part in data.split(":"))
        if _words(walk, data) != _words(walk, strange):
            told.append(data)
    assert told == []


def _words(walk: Walk, data: str) -> list[str]:
    return [p.text for screen in walk.looks("ut", data=data) for p in screen.paragraphs]


def _unknown(id_: str) -> str:
    """Another id of the same form."""
    return f"{id_[:-1]}{'q' if id_[-1] != 'q' else 'z'}"


def test_a_code_that_was_used_links_nobody_once_more(marked: Marked) -> None:
    office = marked.office
    walk = Walk(marked, REGISTRY)

    def issue_and_use(uow: UnitOfWork) -> str | None:
        uow.codes.issue("xuan", "ACDE3467", office.now + timedelta(days=9), "hai", office.now)
        return uow.codes.redeem("ACDE3467", office.now)

    assert office.do(issue_and_use) == "xuan"
    before = office.do(lambda uow: uow.talk.addresses_of("xuan"))
    for words in ("ACDE3467", "/start ACDE3467", "acde-3467"):
        seen = "\n".join(p.text for screen in walk.does("ut", words) for p in screen.paragraphs)
        assert "Xuân" not in seen
    assert office.do(lambda uow: uow.talk.addresses_of("xuan")) == before


def test_on_the_phone_of_a_stranger(marked: Marked) -> None:
    walk = Walk(marked, REGISTRY)
    walk.addresses["stranger"] = Address("telegram", "bot", "walk-stranger")
    seen = shown_by(walk, "stranger", buttons(walk, "hai"))
    assert [mark.text for mark in marked.marks if mark.text in seen] == []
