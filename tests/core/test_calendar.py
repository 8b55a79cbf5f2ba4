"""Working days, Tết, quiet hours and deadlines, on the dates that go wrong first."""

import os
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import (
    add_working_days,
    half_year,
    is_tet,
    is_working_day,
    may_disturb,
    next_morning,
    next_working_day,
    nine_months,
    tet,
    whole_year,
)
from core.clock import VIETNAM
from core.documents import Document, window
from core.people import AudienceGroup
from core.settings import CLOSE_DAYS, DUE_REPORT, GRACE_HOURS, MOVE_TO_WORKING_DAY, UnitSettings, is_allowed
from core.text.periods import Quarter

LEADER, MEMBER = AudienceGroup.LEADER, AudienceGroup.ORDINARY_MEMBER
NOBODY_SET_ANYTHING = UnitSettings()


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 2, 16), False),  # the eve of Tết
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),  # Giỗ Tổ fell on a Sunday
        (date(2026, 8, 22), True),  # a Saturday worked for a bridge day
        (date(2026, 8, 31), False),
        (date(2026, 9, 2), False),
        (date(2026, 6, 20), False),  # a Saturday
        (date(2026, 6, 22), True),
    ],
)
def test_working_days_of_2026(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


def test_tet_reaches_over_the_weekends_beside_it() -> None:
    assert tet(2026) == (date(2026, 2, 14), date(2026, 2, 22))
    assert is_tet(date(2026, 2, 14))
    assert not is_tet(date(2026, 2, 23))


def test_three_working_days_after_the_last_one_before_tet() -> None:
    assert add_working_days(date(2026, 2, 13), 3) == date(2026, 2, 25)


@pytest.mark.parametrize(
    ("local", "allowed"),
    [
        ("2026-03-10T06:29:59", False),
        ("2026-03-10T06:30:00", True),
        ("2026-03-10T20:59:59", True),
        ("2026-03-10T21:00:00", False),
        ("2026-02-17T10:00:00", False),
        ("2026-03-10T00:30:00", False),
    ],
)
def test_quiet_hours_and_tet(local: str, allowed: bool) -> None:
    assert may_disturb(datetime.fromisoformat(local).replace(tzinfo=VIETNAM)) is allowed


_FIRST, _LAST = datetime(2025, 1, 1), datetime(2027, 12, 31)  # noqa: DTZ001 - the strategy adds the zone


@given(st.datetimes(_FIRST, _LAST, timezones=st.just(UTC)))
def test_the_next_morning_is_always_one_on_which_people_may_be_disturbed(now: datetime) -> None:
    morning = next_morning(now)
    assert now < morning <= now + timedelta(days=12)
    assert may_disturb(morning)
    assert next_working_day(morning.date()) >= morning.date()


@pytest.mark.parametrize(
    ("document", "group", "due"),
    [
        (Document.pledge(2026), LEADER, "2026-02-23T23:59:59.999999+07:00"),  # 15/02 lies in Tết
        (Document.pledge(2026), MEMBER, "2026-03-16T23:59:59.999999+07:00"),  # 15/3 is a Sunday
        (Document.report(Quarter(2026, 1)), MEMBER, "2026-03-20T23:59:59.999999+07:00"),
        (Document.report(Quarter(2026, 2)), MEMBER, "2026-06-22T23:59:59.999999+07:00"),
        (Document.report(Quarter(2026, 4)), MEMBER, "2026-12-21T23:59:59.999999+07:00"),
    ],
)
def test_default_deadlines_are_the_end_of_a_working_day(
    document: Document, group: AudienceGroup, due: str
) -> None:
    assert window(document, group, NOBODY_SET_ANYTHING).due == datetime.fromisoformat(due)


def test_the_nearest_unit_and_the_more_particular_key_win() -> None:
    rows = {
        "U0": {DUE_REPORT: "15", f"{DUE_REPORT}.q4": "11-20", GRACE_HOURS: "0"},
        "U3": {DUE_REPORT: "10", f"{DUE_REPORT}.1": "5", MOVE_TO_WORKING_DAY: "off"},
    }
    below = UnitSettings.along("/U0/U3/U32/", rows)
    beside = UnitSettings.along("/U0/U4/", rows)
    second = Document.report(Quarter(2026, 2))
    assert window(second, MEMBER, below).due.date() == date(2026, 6, 10)
    assert window(second, LEADER, below).due.date() == date(2026, 6, 5)
    assert window(second, LEADER, beside).due.date() == date(2026, 6, 15)
    assert window(Document.report(Quarter(2026, 4)), MEMBER, beside).due.date() == date(2026, 11, 20)
    assert window(second, MEMBER, beside).grace_end == window(second, MEMBER, beside).due


def test_a_newcomer_has_thirty_days_for_the_pledge() -> None:
    joined = date(2026, 5, 19)
    assert window(Document.pledge(2026), MEMBER, NOBODY_SET_ANYTHING, joined).due.date() == date(2026, 6, 18)
    long_here = date(2020, 1, 1)
    assert window(Document.pledge(2026), MEMBER, NOBODY_SET_ANYTHING, long_here).due.date() == date(
        2026, 3, 16
    )


def test_a_day_that_the_month_lacks_is_its_last() -> None:
    settings = UnitSettings(({DUE_REPORT: "31", MOVE_TO_WORKING_DAY: "off", CLOSE_DAYS: "10"},))
    instants = window(Document.report(Quarter(2026, 2)), MEMBER, settings)
    assert instants.due.date() == date(2026, 6, 30)
    assert instants.closes == datetime(2026, 7, 11, tzinfo=VIETNAM)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Ho_Chi_Minh"])
def test_the_hosts_zone_means_nothing(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        due = window(Document.report(Quarter(2026, 1)), MEMBER, NOBODY_SET_ANYTHING).due
        assert due.astimezone(UTC) == datetime(2026, 3, 20, 16, 59, 59, 999999, tzinfo=UTC)
    finally:
        monkeypatch.undo()
        time.tzset()
        assert os.environ.get("TZ") == before


def test_longer_periods_are_read_from_the_same_quarters() -> None:
    assert [each.number for each in half_year(2026).quarters] == [1, 2]
    assert nine_months(2026).last_day == date(2026, 9, 30)
    assert (whole_year(2026).first_day, whole_year(2026).last_day) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("code", ["pledge:2026", "report:2026Q3"])
def test_a_documents_code_is_read_back(code: str) -> None:
    assert Document.from_code(code).code == code


@pytest.mark.parametrize(
    "code", ["pledge:26", "report:2026Q5", "report:", "pledge:２０２６", "other:2026", ""]
)
def test_what_is_no_document_is_refused(code: str) -> None:
    with pytest.raises(ValueError):
        Document.from_code(code)


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        ("grace_hours", "48", True),
        ("grace_hours", "-1", False),
        ("grace_hours", "١٢", False),
        ("due.report", "31", True),
        ("due.report", "32", False),
        ("due.report.q4.1", "11-20", True),
        ("due.pledge.2", "20", False),
        ("due.pledge", "13-01", False),
        ("names_on_telegram", "yes", False),
        ("anything_else", "on", False),
    ],
)
def test_only_what_can_be_read_may_be_set(key: str, value: str, allowed: bool) -> None:
    assert is_allowed(key, value) is allowed
