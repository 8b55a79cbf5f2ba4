"""A report's sheet says itself until when it stays the same, if nobody changes a fact."""

from datetime import datetime, timedelta

import pytest

from core.text.periods import Quarter
from core.usecases.report_sheet import ReportSheet, report_sheet
from tests.core.field import Q1, Field, at, item
from tests.core.test_report_and_review import pledge

MICRO = timedelta(microseconds=1)
DAY = timedelta(days=1)


def sheet(field: Field, now: datetime, period: Quarter = Q1) -> ReportSheet:
    speaker = field.speaker("en", now)
    return field.do(lambda uow: report_sheet(uow, speaker, period, now))


@pytest.fixture
def reporting(field: Field) -> Field:
    pledge(field, "en", "A", item())
    return field


def test_it_is_the_same_until_then(reporting: Field) -> None:
    """At any moment of the days round about the deadline, and at each of its instants."""
    window = sheet(reporting, at(10, 3)).window
    instants = (window.opens, window.due, window.grace_end, window.closes)
    for near in instants:
        for now in (near - DAY, near - MICRO, near, near + MICRO, near + timedelta(hours=7)):
            shown = sheet(reporting, now)
            until = shown.steady_until(now)
            assert now < until <= now + DAY
            for later in (now + (until - now) / 3, until - MICRO):
                assert sheet(reporting, min(later, until - MICRO)) == shown


def test_it_ends_where_lateness_and_the_day_begin(reporting: Field) -> None:
    window = sheet(reporting, at(10, 3)).window
    last = sheet(reporting, window.grace_end)
    assert not last.is_late
    assert last.steady_until(window.grace_end) == window.grace_end + MICRO
    assert sheet(reporting, window.grace_end + MICRO).is_late
    before = window.closes - MICRO
    assert sheet(reporting, before).steady_until(before) == window.closes
