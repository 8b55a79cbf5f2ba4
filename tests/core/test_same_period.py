"""Cùng kỳ: what of a year ago a unit of today is compared with."""

from collections.abc import Iterator
from datetime import date

import pytest

from core.access import Action, Target, may
from core.documents import Document
from core.same_period import Counterpart, counterpart
from core.text.periods import Quarter
from core.unit_commands import Merge, Move, NewUnit, Part, Split, UnitCommand
from core.units import Succession, SuccessionKind, UnitType
from core.usecases.cell_desk import cell_desk
from core.usecases.change_unit import change_unit, preview
from core.usecases.unit_figures import same_period, tally_of_unit
from core.usecases.units_below import units_below
from storage.work import Repositories
from tests.core.field import Field, at, field_on, occasion

THEN, NOW = date(2025, 3, 31), date(2026, 3, 31)
MERGE, SPLIT = SuccessionKind.MERGE, SuccessionKind.SPLIT


def mapped(units: set[str], successions: list[Succession], then: set[str], now: set[str]) -> Counterpart:
    return counterpart(units, THEN, NOW, successions, stood_then=then, stand_now=now)


def came(old: str, new: str, kind: SuccessionKind, on: date = date(2025, 7, 1)) -> Succession:
    return Succession(old, new, kind, on)


def test_what_nothing_happened_to_is_itself() -> None:
    assert mapped({"a"}, [], {"a", "b"}, {"a", "b"}) == Counterpart(("a",))


def test_a_merged_unit_is_compared_with_all_that_went_into_it() -> None:
    both = [came("a", "c", MERGE), came("b", "c", MERGE)]
    assert mapped({"c"}, both, {"a", "b"}, {"c"}) == Counterpart(("a", "b"))
    assert mapped({"b"}, [came("a", "b", MERGE)], {"a", "b"}, {"b"}) == Counterpart(("a", "b"))


def test_a_part_of_a_split_unit_has_the_whole_beside_it_and_says_so() -> None:
    halves = [came("a", "x", SPLIT), came("a", "y", SPLIT)]
    found = mapped({"x"}, halves, {"a"}, {"x", "y"})
    assert found == Counterpart(("a",), ("y",))
    assert not found.is_exact
    assert mapped({"x", "y"}, halves, {"a"}, {"x", "y"}).is_exact  # the level above has both


def test_what_was_split_off_and_what_went_on() -> None:
    off = [came("a", "x", SPLIT)]
    assert mapped({"a"}, off, {"a"}, {"a", "x"}) == Counterpart(("a",), ("x",))
    assert mapped({"x"}, off, {"a"}, {"a", "x"}) == Counterpart(("a",), ("a",))


def test_a_chain_of_two() -> None:
    chain = [came("a", "c", MERGE), came("b", "c", MERGE), came("c", "d", MERGE, date(2025, 12, 1))]
    assert mapped({"d"}, chain, {"a", "b"}, {"d"}) == Counterpart(("a", "b"))
    split_after = [
        came("a", "c", MERGE),
        came("c", "d", SPLIT, date(2026, 1, 1)),
        came("c", "e", SPLIT, date(2026, 1, 1)),
    ]
    assert mapped({"d"}, split_after, {"a"}, {"d", "e"}) == Counterpart(("a",), ("e",))


def test_only_what_happened_between_the_two_days_counts() -> None:
    before = [came("a", "b", MERGE, THEN)]
    assert mapped({"b"}, before, {"b"}, {"b"}) == Counterpart(("b",))
    after = [came("b", "c", MERGE, date(2026, 4, 1))]
    assert mapped({"b"}, after, {"b"}, {"b"}) == Counterpart(("b",))


def test_what_was_not_there_has_nothing_to_be_compared_with() -> None:
    assert mapped({"new"}, [], {"a"}, {"a", "new"}) == Counterpart(())


# with the store

TODAY = at(10, 11)
DAY = date(2026, 11, 1)
Q3_2025, Q3, Q4 = (
    Document.report(quarter) for quarter in (Quarter(2025, 3), Quarter(2026, 3), Quarter(2026, 4))
)


@pytest.fixture
def field(sqlite_url: str) -> Iterator[Field]:
    """Most of it is the rules' own; what the databases have a part in takes `either`."""
    with field_on(sqlite_url) as made:
        yield made


@pytest.fixture
def either(database_url: str) -> Iterator[Field]:
    with field_on(database_url) as made:
        yield made


def do(field: Field, command: UnitCommand) -> str:
    asking = field.speaker("sa", TODAY)

    def work(uow: Repositories) -> str:
        seen = preview(uow, asking, command, date(2026, 11, 10)).seen
        return change_unit(uow, asking, command, seen, occasion(TODAY), field.chance).change.unit

    return field.do(work)


def test_a_merged_commune_is_compared_with_both(either: Field) -> None:
    either.owe(Document.report(Quarter(2025, 4)))
    do(either, Merge(("D",), "C", DAY))
    unit = either.do(lambda uow: uow.units.get("C", date(2026, 11, 10)))
    assert unit is not None
    found = either.do(lambda uow: same_period(uow, unit, Q4, TODAY))
    assert found is not None
    assert (found.tally.obliged, found.of.is_exact) == (11, True)


def test_a_cell_that_moved_keeps_its_own_figures(either: Field) -> None:
    either.owe(Q3)
    asking = either.speaker("pa", TODAY)
    before = either.do(lambda uow: units_below(uow, asking, "A", Q3, TODAY)).whole.tally
    assert before.obliged == 4
    do(either, Move("A", "D", DAY))
    unit = either.do(lambda uow: uow.units.get("A", date(2026, 11, 10)))
    assert unit is not None
    assert either.do(lambda uow: tally_of_unit(uow, unit, Q3, TODAY)) == before
    assert either.do(lambda uow: units_below(uow, asking, "A", Q3, TODAY)).whole.tally == before
    assert either.do(lambda uow: cell_desk(uow, asking, "A", Q3, TODAY, "text")).tally == before
    # and its old and new levels above keep theirs
    assert either.do(lambda uow: units_below(uow, asking, "C", Q3, TODAY)).whole.tally.obliged == 8
    assert either.do(lambda uow: units_below(uow, asking, "D", Q3, TODAY)).whole.tally.obliged == 3


def test_a_part_of_a_split_cell_says_with_whom_it_shares(field: Field) -> None:
    field.owe(Document.report(Quarter(2025, 4)))
    do(
        field,
        Split("A", (Part("Chi bộ 1", ("hai", "phu")), Part("Chi bộ 2", ("en", "an"))), stays=False, day=DAY),
    )
    home = field.do(lambda uow: uow.people.resident("en", date(2026, 11, 10)))
    assert home is not None
    unit = field.do(lambda uow: uow.units.get(home.unit, date(2026, 11, 10)))
    assert unit is not None
    found = field.do(lambda uow: same_period(uow, unit, Q4, TODAY))
    assert found is not None
    assert (found.tally.obliged, found.of.units, len(found.of.shared_with)) == (4, ("A",), 1)


def test_a_unit_that_is_no_more_is_nobodys_to_see(field: Field) -> None:
    do(field, Merge(("A", "B"), NewUnit("Chi bộ mới", UnitType.GRASSROOTS_CELL, "C"), DAY))
    asking = field.speaker("tich", TODAY)
    assert may(asking, Action.SEE_COUNTS, Target("/P/C/"), date(2026, 11, 10))
    assert field.do(lambda uow: uow.units.get("A", date(2026, 11, 10))) is None
