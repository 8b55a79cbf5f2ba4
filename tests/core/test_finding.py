"""Finding people and units: by parts of names, within what one looks after, on both databases."""

from collections.abc import Iterator
from datetime import date

import pytest

from core.access import Action
from core.people import AudienceGroup, Membership, MembershipKind, Person, Standing, StandingPeriod
from core.text.finding import sought
from core.units import Unit, UnitType
from core.usecases.find_people import FEW, PeopleAsked, PeopleFound, find_people
from core.usecases.find_units import UnitsAsked, UnitsFound, find_units
from storage.repositories import people_sql
from tests.core.field import START, Field, at, field_on

TODAY = date(2026, 3, 10)
NOW = at(10, 3)


@pytest.fixture
def field(sqlite_url: str) -> Iterator[Field]:
    """Most of it is the rules' own; what the databases have a part in takes `either`."""
    with field_on(sqlite_url) as made:
        yield made


@pytest.fixture
def either(database_url: str) -> Iterator[Field]:
    with field_on(database_url) as made:
        yield made


def people(field: Field, who: str, words: str, channel: str = "text", page: int = 1) -> PeopleFound:
    asking = field.speaker(who, NOW)
    return field.do(lambda uow: find_people(uow, asking, PeopleAsked(words, page), TODAY, channel))


def found(field: Field, who: str, words: str, channel: str = "text") -> list[str]:
    return [each.person.id for each in people(field, who, words, channel).people]


def joins(field: Field, person: str, name: str, year: int | None, unit: str = "A") -> None:
    field.do(lambda uow: uow.people.add(Person(person, name, year, AudienceGroup.ORDINARY_MEMBER)))
    field.do(lambda uow: uow.people.add_membership(Membership(person, unit, MembershipKind.OFFICIAL, START)))


@pytest.mark.parametrize(
    ("typed", "name", "year", "unit"),
    [
        ("Hùng", "Hùng", None, ""),
        ("đ/c Hùng 1968, Nà Tông", "Hùng", 1968, "Nà Tông"),
        ("Hung sinh năm 1968", "Hung", 1968, ""),
        ("hùng (1968)", "hùng", 1968, ""),
        ("Hùng ở Nà Tông", "Hùng", None, "Nà Tông"),
        ("1968", "", 1968, ""),
        ("tìm đồng chí Hùng", "Hùng", None, ""),
        ("tim Hung", "Hung", None, ""),
        ("Hùng 0912345678", "Hùng 0912345678", None, ""),
        ("Y Blô Êban", "Y Blô Êban", None, ""),
    ],
)
def test_what_was_typed_is_a_name_a_year_and_a_unit(
    typed: str, name: str, year: int | None, unit: str
) -> None:
    read = sought(typed)
    assert (read.name, read.birth_year, read.unit) == (name, year, unit)


NAMES: tuple[tuple[str, list[str]], ...] = (
    ("Én", ["en"]),
    ("en", ["en"]),
    ("deo en", ["en"]),
    ("Đèo Thị", ["en"]),
    ("Hải", ["hai"]),
    ("hai be", ["hai"]),
    ("Hài", []),  # with marks it is held to them
    ("1991", ["en"]),
    ("Én 1990", []),
    ("én, đơn vị a", ["en"]),
    ("én, đơn vị b", []),
    ("ải", []),  # the middle of a word is no part of a name
    ("09", []),
    ("091991", []),  # a telephone number finds nobody
    ("%", []),
    ("' or 1=1", []),
    ("", []),
    ("   ", []),
)


def test_a_part_of_the_name_is_enough(either: Field) -> None:
    assert {typed: found(either, "hai", typed) for typed, _ in NAMES} == dict(NAMES)


def test_only_within_what_one_looks_after(field: Field) -> None:
    assert found(field, "hai", "Xuân") == []  # cell B
    assert found(field, "tich", "Xuân") == ["xuan"]
    assert found(field, "tich", "Út") == []  # another commune
    assert found(field, "pa", "Út") == ["ut"]
    assert found(field, "en", "Hải") == []  # a member looks after nobody
    assert found(field, "sa", "Út") == ["ut"]  # an administrator finds whom to give an office


def test_a_committee_member_finds_the_own_cell_only(field: Field) -> None:
    field.do(lambda uow: uow.people.add_role("en", "A", "cell_committee_member", START))
    assert found(field, "en", "Hải") == ["hai"]
    field.do(lambda uow: uow.people.add_role("en", "C", "cell_committee_member", START))
    assert found(field, "en", "Tích") == ["tich"]  # at home in the commune's own unit
    assert found(field, "en", "Xuân") == []  # the unit alone, not the cells below it


def test_who_left_or_died_is_not_found(field: Field) -> None:
    gone = StandingPeriod("en", Standing.DECEASED, date(2026, 3, 1))
    field.do(lambda uow: uow.people.change_standing(gone))
    assert found(field, "hai", "Én") == []


def test_in_the_order_of_vietnamese_lists_page_by_page(field: Field) -> None:
    for number, name in enumerate(("Hùng", "Hưng", "Hung", "Hừng", "Hứng", "Hựng", "Hủng", "Hũng", "Húng")):
        joins(field, f"x{number}", f"Lò Văn {name}", 1950 + number)
    first = people(field, "hai", "hung")
    assert (first.count, first.pages, len(first.people)) == (9, 2, 8)
    names = [each.person.given_name for each in first.people]
    names += [each.person.given_name for each in people(field, "hai", "hung", page=2).people]
    assert names == ["Hung", "Hùng", "Hủng", "Hũng", "Húng", "Hưng", "Hừng", "Hứng", "Hựng"]
    assert people(field, "hai", "hung", page=99).asked.page == 2
    assert people(field, "hai", "hùng").count == 1


def test_a_few_namesakes_are_an_answer_and_more_are_a_list(field: Field) -> None:
    for number in range(FEW + 1):
        joins(field, f"x{number}", "Nguyễn Văn Hùng", 1950 + number)
    listed = people(field, "hai", "Hùng", "telegram")
    assert (listed.count, listed.withheld, listed.people) == (FEW + 1, FEW + 1, ())
    assert found(field, "hai", "Hùng 1952", "telegram") == ["x2"]
    assert len(found(field, "hai", "Hùng", "text")) == FEW + 1
    field.do(lambda uow: uow.units.set("A", "names_on_telegram", "on"))
    assert len(found(field, "hai", "Hùng", "telegram")) == FEW + 1


def test_what_is_done_with_who_is_found_decides_who_is(field: Field) -> None:
    asking = field.speaker("tich", NOW)
    change = PeopleAsked("Xuân", action=Action.CHANGE_PEOPLE)
    assert field.do(lambda uow: find_people(uow, asking, change, TODAY, "text")).count == 0
    staff = field.speaker("pa", NOW)
    assert field.do(lambda uow: find_people(uow, staff, change, TODAY, "text")).count == 1


# units


def stands(field: Field, unit: Unit) -> None:
    field.do(lambda uow: uow.units.add(unit))


def units(field: Field, who: str, asked: UnitsAsked) -> UnitsFound:
    asking = field.speaker(who, NOW)
    return field.do(lambda uow: find_units(uow, asking, asked, TODAY))


def ids(got: UnitsFound) -> list[str]:
    return [each.unit.id for each in got.units]


def test_it_begins_with_what_one_looks_after(field: Field) -> None:
    got = units(field, "tich", UnitsAsked())
    assert got.at is not None
    assert (got.at.unit.id, ids(got), got.above) == ("C", ["A", "B"], None)
    deeper = units(field, "pa", UnitsAsked(inside="C"))
    assert deeper.above is not None
    assert (ids(deeper), deeper.above.id) == (["A", "B"], "P")


def test_a_unit_by_name_or_code(either: Field) -> None:
    assert ids(units(either, "pa", UnitsAsked("don vi a"))) == ["A"]
    assert ids(units(either, "pa", UnitsAsked("ĐƠN VỊ A"))) == ["A"]
    assert ids(units(either, "pa", UnitsAsked("e"))) == ["E"]
    assert ids(units(either, "tich", UnitsAsked("e"))) == []
    assert ids(units(either, "tich", UnitsAsked("e", anywhere=True))) == ["E"]
    assert ids(units(either, "pa", UnitsAsked("đơn vị", cells=True))) == ["A", "B", "E"]


def test_staff_change_what_is_below_and_not_their_own(field: Field) -> None:
    got = units(field, "pa", UnitsAsked(action=Action.CHANGE_UNITS))
    assert got.at is not None
    assert (got.at.unit.id, got.at.takeable) == ("P", False)
    assert [(each.unit.id, each.takeable) for each in got.units] == [("C", True), ("D", True)]
    assert ids(units(field, "tich", UnitsAsked(action=Action.CHANGE_UNITS))) == []


def test_many_units_come_in_pages_and_the_whole_name_comes_first(field: Field) -> None:
    for number in range(12):
        name = "Chi bộ thôn Bản Lầu" if number == 11 else f"Chi bộ thôn Bản Lầu {number}"
        stands(field, Unit(f"X{number}", name, UnitType.GRASSROOTS_CELL, "C", f"/P/C/X{number}/", START))
    got = units(field, "tich", UnitsAsked("chi bo thon ban lau"))
    assert (got.count, got.pages, ids(got)[0]) == (12, 2, "X11")
    assert len(ids(units(field, "tich", UnitsAsked("ban lau", page=2)))) == 4


def test_looking_at_the_names_first_finds_the_same(either: Field) -> None:
    gone = StandingPeriod("ut", Standing.LEFT, date(2026, 3, 1))
    either.do(lambda uow: uow.people.change_standing(gone))
    for words in ("hai", "thi", "", "en", "zzz"):
        _both_ways(either, words)


def _both_ways(field: Field, words: str) -> None:
    keys = [f"% {words}%"] + ["%"] * (people_sql.SEARCH_KEYS - 1)
    named = {f"key{number}": key for number, key in enumerate(keys)}
    scope = {"path": "/P/", "path_end": "/P0", "day": TODAY.isoformat(), "year": None, "limit": 50}
    narrow, wide = (
        field.do(lambda uow: uow.connection.fetch_all(people_sql.SEARCH, **named, **scope)),
        field.do(lambda uow: uow.connection.fetch_all(people_sql.SEARCH_WIDE, **named, **scope)),
    )
    assert [tuple(row) for row in narrow] == [tuple(row) for row in wide]
    assert (len(narrow) > 0) == (words != "zzz")


def test_units_stand_as_lists_go_and_without_those_that_cannot_be_meant(field: Field) -> None:
    for number, name in enumerate(("Thôn 10", "thôn 2", "Thôn 1")):
        stands(field, Unit(f"X{number}", name, UnitType.GRASSROOTS_CELL, "D", f"/P/D/X{number}/", START))
    got = units(field, "pa", UnitsAsked(inside="D"))
    assert [each for each in ids(got) if each != "E"] == ["X2", "X1", "X0"]
    got = units(field, "pa", UnitsAsked(inside="P", without=("P", "C", "D")))
    assert got.at is not None
    assert (got.at.takeable, [each.takeable for each in got.units]) == (False, [False, False])
    assert "E" not in ids(units(field, "pa", UnitsAsked(inside="D", without=("E",))))
