"""Nobody gets at what is another cell's, by whatever command, button, id, forged or old data (design.md §9.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from bot.conversation.dialog import Line
from bot.conversation.here import Here
from bot.conversation.spec import Command, Registry, Show, Turn
from bot.registry import REGISTRY
from core.message import say
from core.review import withdraw
from tests.access.marked import Marked, marked_at
from tests.access.walking import Walk, words_of

ATTACKERS = (
    "ut",
    "to",
    "xuan",
    "en",
    "hai",
    "uy",
    "tich",
    "can",
    "sa",
    "kiem",
    "khao",
    "hanh",
    "cuu",
    "khuat",
)
TRIED_EACH = 90
"""Of some thousand attempts: other ones for each attacker, so that together they try most of them."""


@pytest.fixture
def marked(sqlite_url: str) -> Iterator[Marked]:
    with marked_at(sqlite_url) as made:
        yield made


def walked(
    marked: Marked,
    registry: Registry,
    *,
    each: int,
    steps: int,
    most: int,
    seed: int = 1,
    by: Sequence[str] = ATTACKERS,
) -> list[str]:
    """What was shown to whom it is not for, and whose facts have changed by whom they may not be."""
    walk = Walk(marked, registry)
    attempts = walk.attempts(walk.gather(most))
    stride = max(1, len(attempts) // each)
    faults: list[str] = []
    for number, who in enumerate(by):
        others = marked.of_others(who)
        before = walk.facts(others, who)
        walk.tries(who, attempts[(number + seed) % stride :: stride])
        walk.wanders(who, steps, seed, words_of(marked))
        walk.reads_the_rest(who)
        after = walk.facts(others, who)
        for person in others:
            changed = [what for what in after[person] if after[person][what] != before[person][what]]
            faults += [f"{who} changed {person}'s {what}" for what in changed]
    return walk.seen + faults


def test_no_command_and_no_button_leads_across_a_cell(marked: Marked) -> None:
    assert walked(marked, REGISTRY, each=TRIED_EACH, steps=20, most=60) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_nor_when_everybody_tries_more(marked: Marked, seed: int) -> None:
    assert walked(marked, REGISTRY, each=700, steps=150, most=300, seed=seed) == []


def with_a_hole(name: str, hole: Command) -> Registry:
    """Nothing else, so that the walk is short."""
    return replace(REGISTRY, commands={"menu": REGISTRY.commands["menu"], name: hole})


def test_the_walk_finds_a_command_that_shows_too_much(marked: Marked) -> None:
    def shows(here: Here, argument: str) -> Turn:
        found = here.uow.reports.get(argument)
        return Show((Line(found.content.outside_work if found else say("Menu")),))

    hole = Command("lo", (), say("Menu"), lambda _speaker: True, shows, in_menu=False)
    found = walked(marked, with_a_hole("lo", hole), each=1000, steps=0, most=0, by=("ut", "xuan"))
    assert any("KÍN-" in fault and "lo" in fault for fault in found)


def test_the_walk_finds_a_command_that_changes_too_much(marked: Marked) -> None:
    def takes(here: Here, argument: str) -> Turn:
        found = here.uow.reports.get(argument)
        if found is not None and found.state.value == "submitted":
            here.uow.reports.save(withdraw(found), found.revision)
        return Show((Line(say("Menu")),))

    hole = Command("lo", (), say("Menu"), lambda _speaker: True, takes, in_menu=False)
    found = walked(marked, with_a_hole("lo", hole), each=1000, steps=0, most=0, by=("ut", "xuan"))
    assert any("changed" in fault for fault in found)
