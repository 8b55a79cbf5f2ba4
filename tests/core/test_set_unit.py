"""What a unit sets, and the pilots that a committee names: within their limits, and taken back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from core.people import AudienceGroup
from core.pilots import Pilot, most_at_once
from core.settings import CHAT_DISABLED, MOST_PILOTS, NAMES_ON_TELEGRAM
from core.tree import DAY
from core.unit_changes import UnitChange
from core.usecases.change_unit import undo_unit_change
from core.usecases.set_unit import NamePilot, SetUnit, name_pilot, set_unit
from tests.core.field import Field, at, occasion

NOW = at(10, 5)
FIRST, LAST = date(2026, 6, 1), date(2026, 12, 31)
LEADER, MEMBER = AudienceGroup.LEADER, AudienceGroup.ORDINARY_MEMBER


def sets(field: Field, who: str, unit: str, key: str, value: str | None) -> UnitChange:
    asking = field.speaker(who, NOW)
    command = SetUnit(unit, key, value)
    return field.do(lambda uow: set_unit(uow, asking, command, occasion(NOW), field.chance))


def names(field: Field, unit: str, group: AudienceGroup, start: date = FIRST, end: date = LAST) -> UnitChange:
    asking = field.speaker("pa", NOW)
    command = NamePilot(unit, group, start, end)
    return field.do(lambda uow: name_pilot(uow, asking, command, occasion(NOW), field.chance))


def why_not(field: Field, unit: str, group: AudienceGroup, start: date = FIRST, end: date = LAST) -> str:
    with pytest.raises(Refused) as caught:
        names(field, unit, group, start, end)
    return caught.value.words.id


def test_set_for_itself_and_all_below_and_given_back(field: Field) -> None:
    made = sets(field, "pa", "C", NAMES_ON_TELEGRAM, "on")
    assert field.do(lambda uow: uow.units.settings("/P/C/A/").is_on(NAMES_ON_TELEGRAM))
    assert not field.do(lambda uow: uow.units.settings("/P/D/").is_on(NAMES_ON_TELEGRAM))
    asking = field.speaker("pa", NOW)
    field.do(lambda uow: undo_unit_change(uow, asking, made.id, occasion(NOW), field.chance))
    assert not field.do(lambda uow: uow.units.settings("/P/C/A/").is_on(NAMES_ON_TELEGRAM))
    sets(field, "pa", "A", NAMES_ON_TELEGRAM, "on")
    sets(field, "pa", "A", NAMES_ON_TELEGRAM, None)
    assert field.do(lambda uow: uow.unit_changes.own_settings("A")) == {}


def test_what_may_not_be_set(field: Field) -> None:
    for who, unit, key, value in (
        ("pa", "P", CHAT_DISABLED, "on"),  # staff's own unit
        ("tich", "A", CHAT_DISABLED, "on"),
        ("pa", "A", CHAT_DISABLED, "maybe"),
        ("pa", "A", "no_such_key", "on"),
        ("pa", "A", MOST_PILOTS, "-1"),
        ("pa", "A", CHAT_DISABLED, None),  # it says nothing of its own
        ("pa", "nowhere", CHAT_DISABLED, "on"),
    ):
        with pytest.raises(Refused):
            sets(field, who, unit, key, value)


def test_no_more_pilots_for_a_group_at_one_time_than_are_set(field: Field) -> None:
    names(field, "A", MEMBER)
    assert "no more may be named" in why_not(field, "B", MEMBER, date(2026, 12, 31), date(2027, 6, 1))
    assert "already" in why_not(field, "A", MEMBER)
    assert "first" in why_not(field, "B", LEADER, LAST, FIRST)
    names(field, "B", LEADER)  # another group
    names(field, "B", MEMBER, date(2027, 1, 1), date(2027, 3, 1))  # another time
    names(field, "C", MEMBER)  # another committee
    sets(field, "pa", "C", MOST_PILOTS, "2")
    names(field, "B", MEMBER, date(2026, 7, 1), date(2026, 8, 1))
    held = field.do(lambda uow: uow.unit_changes.pilots("C", date(2026, 5, 10)))
    assert [(each.unit, each.group) for each in held] == [
        ("A", MEMBER),
        ("B", LEADER),
        ("B", MEMBER),
        ("B", MEMBER),
    ]


pilots = st.builds(
    lambda start, length: Pilot(
        "A", MEMBER, "C", date(2026, 1, 1) + start * DAY, date(2026, 1, 1) + (start + length) * DAY
    ),
    st.integers(0, 40),
    st.integers(0, 20),
)


@given(st.lists(pilots, max_size=8), st.integers(0, 40), st.integers(0, 20))
def test_the_fullest_day_is_found(held: list[Pilot], start: int, length: int) -> None:
    first = date(2026, 1, 1) + start * DAY
    days = [first + number * DAY for number in range(length + 1)]
    plainly = max(sum(each.valid_from <= day <= each.valid_to for each in held) for day in days)
    assert most_at_once(held, MEMBER, first, days[-1]) == plainly
