"""When people are reminded, and when those above them hear of it; the days are those that go wrong first."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import add_working_days, is_tet, is_working_day
from core.clock import VIETNAM
from core.escalation import GRACES, ladder, told_by
from core.people import Role, RoleKind
from core.reminders import (
    STEPS,
    HalfDay,
    Rhythm,
    Slot,
    due_days,
    missed_days,
    next_half_day,
    to_fire,
    within,
)

DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))
CELL, ABOVE, ROOT = "/U0/U3/U32/", "/U0/U3/", "/U0/"
DUE = date(2026, 6, 22)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


class TestDays:
    def test_a_report_of_the_second_quarter_by_the_standard_rhythm(self) -> None:
        reminded = [
            day
            for day in (DUE + timedelta(days=n) for n in range(-30, 31))
            if DUE in due_days(day, STEPS[Rhythm.STANDARD])
        ]
        assert [(day - DUE).days for day in reminded] == [-7, -3, -1, 0, 1, 3, 7]

    def test_what_falls_at_tet_is_said_once_after_it(self) -> None:
        # Leaders' pledges are due on 15 February, in the middle of Tết 2026 (14 to 22).
        due = date(2026, 2, 15)
        days = [date(2026, 2, 1) + timedelta(days=n) for n in range(40)]
        assert [day.day for day in days if due in due_days(day, STEPS[Rhythm.STANDARD])] == [8, 12, 23]

    @given(DAYS, st.sampled_from(Rhythm))
    def test_nothing_is_ever_said_at_tet_and_nothing_is_forgotten_for_it(
        self, due: date, rhythm: Rhythm
    ) -> None:
        around = [due + timedelta(days=n) for n in range(-40, 41)]
        said = [day for day in around if due in due_days(day, STEPS[rhythm])]
        assert not any(is_tet(day) for day in said)
        assert said
        assert len(said) <= len(STEPS[rhythm])

    def test_the_quieter_the_rhythm_the_fewer_the_days(self) -> None:
        assert STEPS[Rhythm.LIGHT] < STEPS[Rhythm.STANDARD] < STEPS[Rhythm.ACTIVE]
        assert {-14, -7, -3, -1, 0} < STEPS[Rhythm.ACTIVE]

    @pytest.mark.parametrize(
        ("wanted", "allowed", "held"),
        [
            (Rhythm.ACTIVE, set(Rhythm), Rhythm.ACTIVE),
            (Rhythm.ACTIVE, {Rhythm.LIGHT, Rhythm.STANDARD}, Rhythm.STANDARD),
            (Rhythm.LIGHT, {Rhythm.STANDARD, Rhythm.ACTIVE}, Rhythm.STANDARD),
            (Rhythm.STANDARD, {Rhythm.LIGHT, Rhythm.ACTIVE}, Rhythm.LIGHT),
        ],
    )
    def test_a_rhythm_holds_within_what_the_unit_allows(
        self, wanted: Rhythm, allowed: set[Rhythm], held: Rhythm
    ) -> None:
        assert within(wanted, allowed) is held


class TestHours:
    @pytest.mark.parametrize("hour", [0, 6, 7, 9, 12, 18, 20, 23])
    def test_nothing_leaves_outside_the_two_hours(self, hour: int) -> None:
        assert to_fire({}, at(DUE, hour)) == ()

    def test_each_half_day_is_acted_on_once(self) -> None:
        morning, evening = Slot(DUE, HalfDay.MORNING), Slot(DUE, HalfDay.EVENING)
        assert to_fire({}, at(DUE, 7, 30)) == (morning,)
        fired = {HalfDay.MORNING: morning.begin}
        assert to_fire(fired, at(DUE, 7, 31)) == ()
        assert to_fire(fired, at(DUE, 19, 0)) == (evening,)
        assert to_fire({**fired, HalfDay.EVENING: evening.begin}, at(DUE, 19, 59)) == ()

    def test_a_morning_that_nothing_ran_in_is_made_up_for_in_the_evening(self) -> None:
        yesterday = {half: Slot(DUE - timedelta(days=1), half).begin for half in HalfDay}
        assert to_fire(yesterday, at(DUE, 12)) == ()
        assert {slot.half for slot in to_fire(yesterday, at(DUE, 19, 10))} == set(HalfDay)

    def test_at_tet_nothing_is_acted_on_and_the_first_day_after_it_is(self) -> None:
        before = {half: Slot(date(2026, 2, 13), half).begin for half in HalfDay}
        assert to_fire(before, at(date(2026, 2, 16), 7, 45)) == ()
        (slot,) = to_fire(before, at(date(2026, 2, 23), 7, 45))
        assert slot == Slot(date(2026, 2, 23), HalfDay.MORNING)

    def test_days_that_nothing_ran_in_are_joined_into_the_next(self) -> None:
        slot = Slot(DUE, HalfDay.MORNING)
        last = Slot(DUE - timedelta(days=4), HalfDay.MORNING).begin
        assert missed_days(last, slot) == tuple(DUE - timedelta(days=n) for n in (3, 2, 1))
        assert missed_days(slot.begin - timedelta(days=1), slot) == ()
        assert len(missed_days(last - timedelta(days=400), slot)) == 14

    def test_a_clock_set_back_does_not_say_it_again(self) -> None:
        fired = {HalfDay.MORNING: Slot(DUE, HalfDay.MORNING).begin}
        assert to_fire(fired, at(DUE - timedelta(days=3), 7, 45)) == ()
        assert to_fire(fired, at(DUE, 7, 45)) == ()

    def test_the_day_is_vietnams_wherever_the_host_stands(self) -> None:
        assert to_fire({}, datetime(2026, 6, 21, 0, 45, tzinfo=UTC)) == (
            Slot(date(2026, 6, 21), HalfDay.MORNING),
        )

    def test_tonight_and_tomorrow_morning_wait_for_the_end_of_tet(self) -> None:
        assert next_half_day(at(DUE, 9), HalfDay.EVENING) == at(DUE, 19)
        assert next_half_day(at(DUE, 19, 30), HalfDay.EVENING) == at(DUE + timedelta(days=1), 19)
        assert next_half_day(at(date(2026, 2, 13), 20), HalfDay.MORNING) == at(date(2026, 2, 23), 7, 30)


def role(person: str, path: str, kind: RoleKind) -> Role:
    return Role(person, path.strip("/").rpartition("/")[2], path, kind, date(2025, 1, 1))


SECRETARY, DEPUTY = role("BT", CELL, RoleKind.SECRETARY), role("PBT", CELL, RoleKind.DEPUTY_SECRETARY)
COMMITTEE = role("CU", CELL, RoleKind.CELL_COMMITTEE_MEMBER)
UPPER = role("BTX", ABOVE, RoleKind.SECRETARY)
STAFF = role("CB", ROOT, RoleKind.STAFF)
ALL = [SECRETARY, DEPUTY, COMMITTEE, UPPER, STAFF]


class TestUpTheLine:
    def test_each_level_has_its_own_time(self) -> None:
        rungs = ladder("M", CELL, ALL, DUE)  # a Monday
        assert [(sorted(rung.people), rung.since) for rung in rungs] == [
            (["BT"], date(2026, 6, 23)),
            (["CU", "PBT"], date(2026, 6, 26)),
            (["BTX"], date(2026, 7, 3)),
        ]

    def test_days_off_are_no_grace(self) -> None:
        (first, *_) = ladder("M", CELL, ALL, date(2026, 2, 13))  # the last working day before Tết
        assert first.since == date(2026, 2, 23)

    def test_a_secretary_who_owes_is_the_concern_of_the_level_above(self) -> None:
        (only,) = ladder("BT", CELL, ALL, DUE)
        assert only.people == {"BTX"}
        assert only.since == date(2026, 6, 23)

    def test_an_office_that_nobody_holds_has_no_time_of_its_own(self) -> None:
        rungs = ladder("M", CELL, [DEPUTY, STAFF], DUE)
        assert [sorted(rung.people) for rung in rungs] == [["PBT"], ["CB"]]
        assert rungs[0].since == date(2026, 6, 23)

    def test_nobody_hears_of_their_own_debt_this_way_nor_of_anothers_twice(self) -> None:
        both = role("BT", ABOVE, RoleKind.DEPUTY_SECRETARY)
        rungs = ladder("PBT", CELL, [*ALL, both], DUE)
        assert [sorted(rung.people) for rung in rungs] == [["BT"], ["CU"], ["BTX"]]

    @given(st.lists(st.sampled_from(ALL), unique=True), DAYS, st.sampled_from(["M", "BT", "PBT"]))
    def test_nobody_above_is_told_before_the_level_below_had_its_grace(
        self, leaders: list[Role], ended: date, owner: str
    ) -> None:
        before = ended
        for rung, grace in zip(ladder(owner, CELL, leaders, ended), GRACES, strict=False):
            assert rung.since == add_working_days(before, grace)
            assert is_working_day(rung.since)
            assert owner not in rung.people
            before = rung.since
        assert told_by(ladder(owner, CELL, leaders, ended), ended) == frozenset()
