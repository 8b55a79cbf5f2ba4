"""Changing the organisation: what moves, what stays where it was, and what is refused; on both databases."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

import pytest

from core.documents import Document
from core.errors import Moved, Refused
from core.obligations import Tally
from core.people import Membership, MembershipKind
from core.settings import CHAT_DISABLED
from core.unit_changes import UnitChange, UnitDeed
from core.unit_commands import Add, Close, Merge, Move, NewUnit, Part, Rename, Split, UnitCommand
from core.unit_plan import Plan
from core.units import SuccessionKind, UnitType
from core.usecases.add_unit import AddUnit, add_unit
from core.usecases.change_unit import change_unit, preview, undo_unit_change
from storage.engine.statements import Statement
from storage.work import Repositories
from tests.core.field import Field, at, field_on, occasion

NOW = at(10, 5)
TODAY = date(2026, 5, 10)
DAY = date(2026, 6, 1)
BEFORE = DAY - timedelta(days=1)
Q1 = Document.from_code("report:2026Q1")
Q2 = Document.from_code("report:2026Q2")
CELL = UnitType.GRASSROOTS_CELL


@pytest.fixture
def field(sqlite_url: str) -> Iterator[Field]:
    """Most of it is the rules' own; what the databases have a part in takes `either`."""
    with field_on(sqlite_url) as made:
        yield made


@pytest.fixture
def either(database_url: str) -> Iterator[Field]:
    with field_on(database_url) as made:
        yield made


def plan_of(field: Field, command: UnitCommand, who: str = "sa") -> Plan:
    asking = field.speaker(who, NOW)
    return field.do(lambda uow: preview(uow, asking, command, TODAY))


def change(field: Field, command: UnitCommand, who: str = "sa") -> UnitChange:
    asking = field.speaker(who, NOW)

    def work(uow: Repositories) -> UnitChange:
        seen = preview(uow, asking, command, TODAY).seen
        return change_unit(uow, asking, command, seen, occasion(NOW), field.chance).change

    return field.do(work)


def undo(field: Field, made: str, who: str = "sa", on: date = TODAY) -> UnitChange:
    asking = field.speaker(who, NOW)
    when = occasion(at(on.day, on.month))
    return field.do(lambda uow: undo_unit_change(uow, asking, made, when, field.chance))


def path(field: Field, unit: str, on: date) -> str | None:
    found = field.do(lambda uow: uow.units.get(unit, on))
    return found.path if found else None


def name(field: Field, unit: str, on: date) -> str | None:
    found = field.do(lambda uow: uow.units.get(unit, on))
    return found.name if found else None


def home(field: Field, person: str, on: date) -> str | None:
    found = field.do(lambda uow: uow.people.resident(person, on))
    return found.unit if found else None


def tally(field: Field, where: str, document: Document) -> Tally:
    return field.do(lambda uow: uow.obligations.tally(where, document, NOW))


def owed_at(field: Field, person: str, document: Document) -> str:
    found = field.do(lambda uow: uow.obligations.get(person, document))
    assert found is not None
    return found.path


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.words.id


def test_a_new_name_holds_from_its_day(field: Field) -> None:
    change(field, Rename("A", "Chi bộ  thôn Nà Tông ", DAY))
    assert [name(field, "A", day) for day in (BEFORE, DAY)] == ["Đơn vị A", "Chi bộ thôn Nà Tông"]


def test_a_unit_moves_with_all_below_it(field: Field) -> None:
    assert plan_of(field, Move("C", "D", DAY)).below == 2
    change(field, Move("C", "D", DAY))
    assert (path(field, "A", BEFORE), path(field, "A", DAY)) == ("/P/C/A/", "/P/D/C/A/")


def test_what_fell_due_stays_and_what_is_yet_to_fall_due_follows(field: Field) -> None:
    field.owe(Q1)
    field.owe(Q2)
    field.do(lambda uow: uow.obligations.clear("hai", Q2, NOW))
    before = tally(field, "/P/C/", Q1)
    change(field, Move("A", "D", DAY))
    assert tally(field, "/P/C/", Q1) == before
    assert owed_at(field, "en", Q1) == "/P/C/A/"
    assert owed_at(field, "en", Q2) == "/P/D/A/"
    assert owed_at(field, "hai", Q2) == "/P/C/A/"  # handed in before: it stays where it was


def test_a_change_after_the_due_day_leaves_the_quarter_alone(field: Field) -> None:
    field.owe(Q2)
    change(field, Move("A", "D", date(2026, 6, 25)))
    assert owed_at(field, "en", Q2) == "/P/C/A/"


def test_two_cells_become_a_new_one(field: Field) -> None:
    field.owe(Q2)
    made = change(field, Merge(("A", "B"), NewUnit("Chi bộ Nà Tông - Bản Lầu", CELL, "C"), DAY))
    new = made.unit
    assert [home(field, who, BEFORE) for who in ("en", "xuan")] == ["A", "B"]
    assert [home(field, who, DAY) for who in ("en", "xuan")] == [new, new]
    assert path(field, "A", BEFORE) is not None
    assert path(field, "A", DAY) is None
    assert owed_at(field, "en", Q2) == f"/P/C/{new}/"
    successions = field.do(lambda uow: uow.unit_changes.successions())
    assert {(each.old, each.new, each.kind) for each in successions} == {
        ("A", new, SuccessionKind.MERGE),
        ("B", new, SuccessionKind.MERGE),
    }
    held = field.do(lambda uow: uow.people.speaker("hai", DAY))
    assert held is not None
    assert [role.kind.value for role in held.roles] == ["member"]  # the office ended with its unit


def test_one_cell_goes_into_another_that_is_there(field: Field) -> None:
    planned = plan_of(field, Merge(("B",), "A", DAY))
    assert (planned.people, planned.offices) == (1, 0)
    change(field, Merge(("B",), "A", DAY))
    assert home(field, "xuan", DAY) == "A"
    held = field.do(lambda uow: uow.people.speaker("hai", DAY))
    assert held is not None
    assert "secretary" in {role.kind.value for role in held.roles}


def test_a_commune_merges_with_its_cells(field: Field) -> None:
    field.owe(Q2)
    change(field, Merge(("D",), "C", DAY))
    assert path(field, "E", DAY) == "/P/C/E/"
    assert home(field, "sa", DAY) == "C"  # at home in the commune itself
    assert owed_at(field, "to", Q2) == "/P/C/E/"


def test_a_unit_may_merge_into_one_below_it(field: Field) -> None:
    change(field, Merge(("D",), "E", DAY))
    assert path(field, "E", DAY) == "/P/E/"
    assert home(field, "sa", DAY) == "E"


def test_a_cell_is_split_and_nobody_is_left_without(field: Field) -> None:
    field.owe(Q2)
    parts = (Part("Chi bộ 1", ("hai", "phu")), Part("Chi bộ 2", ("en",)))
    assert "left without a cell" in refused(lambda: plan_of(field, Split("A", parts, stays=False, day=DAY)))
    twice = (Part("Chi bộ 1", ("hai", "en")), Part("Chi bộ 2", ("en",)))
    assert "two parts" in refused(lambda: plan_of(field, Split("A", twice, stays=True, day=DAY)))
    whole = (Part("Chi bộ 1", ("hai", "phu")), Part("Chi bộ 2", ("en", "an")))
    change(field, Split("A", whole, stays=False, day=DAY))
    homes = {who: home(field, who, DAY) for who in ("hai", "phu", "en", "an")}
    assert homes["hai"] == homes["phu"] != homes["en"] == homes["an"]
    assert path(field, "A", DAY) is None
    assert owed_at(field, "en", Q2) == f"/P/C/{homes['en']}/"


def test_a_part_is_split_off_and_the_cell_goes_on(field: Field) -> None:
    change(field, Split("A", (Part("Chi bộ 2", ("en",)),), stays=True, day=DAY))
    assert home(field, "an", DAY) == "A"
    assert home(field, "en", DAY) not in {"A", None}


def test_a_unit_closes_only_when_nobody_is_left_or_somebody_takes_over(field: Field) -> None:
    assert "still people or units" in refused(lambda: plan_of(field, Close("B", None, DAY)))
    change(field, Close("B", "A", DAY))
    assert home(field, "xuan", DAY) == "A"
    empty = change(field, Add(NewUnit("Chi bộ mới", CELL, "C"), TODAY))
    change(field, Close(empty.unit, None, DAY))
    assert path(field, empty.unit, DAY) is None


def test_guests_of_a_cell_go_with_it(field: Field) -> None:
    guest = Membership("ut", "B", MembershipKind.TEMPORARY, date(2026, 2, 1), date(2026, 12, 31))
    field.do(lambda uow: uow.people.add_membership(guest))
    change(field, Merge(("B",), "A", DAY))
    facts = field.do(lambda uow: uow.people.facts("ut"))
    assert facts is not None
    stays = [
        (each.unit, each.valid_to) for each in facts.memberships if each.kind is MembershipKind.TEMPORARY
    ]
    assert stays == [("B", BEFORE), ("A", date(2026, 12, 31))]


def test_a_branch_without_chat_stays_without(field: Field) -> None:
    field.do(lambda uow: uow.units.set("D", CHAT_DISABLED, "on"))
    assert plan_of(field, Move("E", "C", DAY)).kept_out
    change(field, Move("E", "C", DAY))
    assert field.do(lambda uow: uow.units.settings("/P/C/E/").is_on(CHAT_DISABLED))
    assert not field.do(lambda uow: uow.units.settings("/P/C/").is_on(CHAT_DISABLED))


IMPOSSIBLE: tuple[tuple[UnitCommand, str], ...] = (
    (Move("C", "A", DAY), "within itself"),
    (Move("C", "C", DAY), "within itself"),
    (Move("A", "C", DAY), "nothing would change"),
    (Rename("A", "Đơn vị A", DAY), "nothing would change"),
    (Rename("A", "   ", DAY), "unit's name"),
    (Rename("A", "x", date(2026, 3, 31)), "must lie between"),
    (Rename("A", "x", date(2028, 1, 1)), "must lie between"),
    (Merge(("A",), "A", DAY), "at least one other"),
    (Close("P", "C", DAY), "topmost"),
    (Rename("nowhere", "x", DAY), "outside"),
)


def test_what_cannot_be_is_refused(field: Field) -> None:
    for command, why in IMPOSSIBLE:
        assert why in refused(partial(plan_of, field, command))


def test_a_change_that_is_decided_for_later_stands_in_the_way(field: Field) -> None:
    later = change(field, Rename("A", "Tên sau này", date(2026, 9, 1)))
    assert "recorded already" in refused(lambda: plan_of(field, Move("A", "D", DAY)))
    undo(field, later.id)
    change(field, Move("A", "D", DAY))


def test_what_lies_below_follows_a_later_move_too(field: Field) -> None:
    change(field, Move("C", "D", date(2026, 9, 1)))
    change(field, Move("E", "C", DAY))
    assert [path(field, "E", day) for day in (BEFORE, DAY, date(2026, 9, 1))] == [
        "/P/D/E/",
        "/P/C/E/",
        "/P/D/C/E/",
    ]


# who may


def test_staff_change_what_is_below_their_unit_and_not_the_unit(field: Field) -> None:
    change(field, Rename("A", "Tên mới", DAY), who="pa")
    assert "outside" in refused(lambda: plan_of(field, Rename("P", "x", DAY), "pa"))
    for who in ("tich", "hai", "en"):
        assert "outside" in refused(partial(plan_of, field, Rename("A", "y", DAY), who))


def test_nobody_puts_a_unit_outside_of_what_he_looks_after(field: Field) -> None:
    field.do(lambda uow: uow.people.add_role("ut", "C", "staff", date(2026, 1, 1)))
    assert "outside" in refused(lambda: plan_of(field, Move("A", "D", DAY), "ut"))
    assert "outside" in refused(lambda: plan_of(field, Merge(("A",), "E", DAY), "ut"))
    assert "outside" in refused(lambda: plan_of(field, Close("A", "E", DAY), "ut"))


# agreeing, and taking it back


def test_nobody_agrees_to_one_plan_and_gets_another(field: Field) -> None:
    command = Merge(("B",), "A", DAY)
    seen = plan_of(field, command).seen
    field.do(lambda uow: uow.people.end_membership("ut", TODAY - timedelta(days=1)))
    field.do(lambda uow: uow.people.add_membership(Membership("ut", "B", MembershipKind.OFFICIAL, TODAY)))
    asking = field.speaker("sa", NOW)
    with pytest.raises(Moved):
        field.do(lambda uow: change_unit(uow, asking, command, seen, occasion(NOW), field.chance))


COMMANDS: tuple[UnitCommand, ...] = (
    Add(NewUnit("Chi bộ mới", CELL, "C"), DAY),
    Rename("A", "Tên mới", DAY),
    Move("C", "D", DAY),
    Merge(("A", "B"), NewUnit("Chi bộ mới", CELL, "C"), DAY),
    Merge(("D",), "C", DAY),
    Split("A", (Part("1", ("hai", "phu")), Part("2", ("en", "an"))), stays=False, day=DAY),
    Split("C", (Part("1", ("pa",), ("A",)),), stays=True, day=DAY),
    Close("B", "A", DAY),
)


def everything(field: Field) -> list[list[tuple[object, ...]]]:
    tables = ("unit", "unit_place", "membership", "role", "unit_succession", "unit_setting", "obligation")

    def read(uow: Repositories) -> list[list[tuple[object, ...]]]:
        reads = [Statement(f"select * from {name}") for name in tables]  # noqa: S608 - names of our own tables
        return [sorted((tuple(row) for row in uow.connection.fetch_all(each)), key=str) for each in reads]

    return field.do(read)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: type(each).__name__)
def test_taken_back_everything_is_as_it_was(field: Field, command: UnitCommand) -> None:
    field.owe(Q1)
    field.owe(Q2)
    before = everything(field)
    made = change(field, command)
    assert everything(field) != before
    undone = undo(field, made.id)
    assert (undone.deed, undone.undoes) == (UnitDeed.UNDONE, made.id)
    assert everything(field) == before
    assert "already" in refused(lambda: undo(field, made.id))


def test_on_either_database_one_after_the_other(either: Field) -> None:
    either.owe(Q1)
    either.owe(Q2)
    before = everything(either)
    for command in COMMANDS:
        made = change(either, command)
        assert everything(either) != before
        undo(either, made.id)
        assert everything(either) == before
    made = change(either, Add(NewUnit("Chi bộ mới", CELL, "C"), TODAY))
    assert [each.deed for each in either.do(lambda uow: uow.unit_changes.of_unit("A", 20))]
    assert either.do(lambda uow: uow.unit_changes.headcount("/P/C/", DAY)) == 8
    assert either.do(lambda uow: uow.unit_changes.count_set("/P/", CHAT_DISABLED, "on", DAY)) == 0


def test_only_until_its_day_is_over(field: Field) -> None:
    made = change(field, Rename("A", "Tên mới", DAY))
    assert "more than a day" in refused(lambda: undo(field, made.id, on=DAY + timedelta(days=1)))
    undo(field, made.id, on=DAY)


def test_not_when_something_else_has_happened_to_it(field: Field) -> None:
    made = change(field, Merge(("B",), "A", DAY))
    field.do(lambda uow: uow.people.end_membership("xuan", date(2026, 7, 1)))
    assert "Something else" in refused(lambda: undo(field, made.id))


def test_not_when_somebody_has_come_to_live_there(field: Field) -> None:
    made = change(field, Add(NewUnit("Chi bộ mới", CELL, "C"), TODAY))
    field.do(lambda uow: uow.people.end_membership("en", BEFORE))
    field.do(lambda uow: uow.people.add_membership(Membership("en", made.unit, MembershipKind.OFFICIAL, DAY)))
    assert "Something else" in refused(lambda: undo(field, made.id))


def test_what_came_below_since_is_carried_back_with_it(field: Field) -> None:
    made = change(field, Move("C", "D", DAY))
    below = change(field, Add(NewUnit("Chi bộ mới", CELL, "C"), DAY))
    undo(field, made.id)
    assert path(field, below.unit, DAY) == f"/P/C/{below.unit}/"


def test_only_who_may_change_it_takes_it_back(field: Field) -> None:
    made = change(field, Rename("A", "Tên mới", DAY))
    assert "outside" in refused(lambda: undo(field, made.id, "tich"))
    assert "outside" in refused(lambda: undo(field, "no such change"))


def test_a_code_is_never_given_twice(field: Field) -> None:
    change(field, Close("B", "A", DAY))
    again = AddUnit("Chi bộ khác", CELL, "C", date(2026, 7, 1), id="B")
    assert "already" in refused(
        lambda: field.do(lambda uow: add_unit(uow, None, again, date(2026, 7, 1), field.chance))
    )


def test_staff_add_units_below_their_own_on_the_command_lines_way_too(field: Field) -> None:
    staff, secretary = field.speaker("pa", NOW), field.speaker("tich", NOW)
    new = AddUnit("Chi bộ mới", CELL, "C", TODAY)
    made = field.do(lambda uow: add_unit(uow, staff, new, TODAY, field.chance))
    assert made.path.startswith("/P/C/")
    assert "outside" in refused(
        lambda: field.do(lambda uow: add_unit(uow, secretary, new, TODAY, field.chance))
    )
