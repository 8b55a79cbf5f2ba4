"""The calendar clock can be moved and driven by a file; whatever happens to that file, time goes on."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clocks import FileClock, MovableClock, NotAnInstant, ProcessClock, RealClock, parse_instant
from core.clock import CalendarClock, MonotonicClock

START = datetime(2026, 4, 5, 12, 30, tzinfo=UTC)


class HandClock:
    """A real clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def offset(self) -> timedelta:
        return timedelta()

    def seconds(self) -> float:
        return self.at.timestamp()

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def real() -> HandClock:
    return HandClock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "clock"
    file.write_text(START.isoformat())
    return file


@pytest.fixture
def clock(file: Path, real: HandClock) -> FileClock:
    return FileClock(file, real, real.seconds)


def test_the_real_clock_is_aware_and_not_moved() -> None:
    clock: CalendarClock = RealClock()
    assert clock.now().utcoffset() == timedelta()
    assert clock.offset() == timedelta()


def test_the_process_clock_only_grows() -> None:
    clock: MonotonicClock = ProcessClock()
    assert clock.seconds() <= clock.seconds()


def test_a_movable_clock_runs_on_from_where_it_was_moved(real: HandClock) -> None:
    clock = MovableClock(real)
    assert clock.now() == real.now()
    clock.move_to(START)
    real.wait(90)
    assert clock.now() == START + timedelta(seconds=90)
    clock.advance(timedelta(days=-1))
    assert clock.now() == START + timedelta(seconds=90, days=-1)
    assert clock.now() - real.now() == clock.offset()


def test_a_file_clock_starts_at_its_instant_and_runs_on(clock: FileClock, real: HandClock) -> None:
    assert clock.now() == START
    real.wait(3600)
    assert clock.now() == START + timedelta(hours=1)
    assert clock.now() - real.now() == clock.offset()


def test_it_jumps_when_the_file_says_another_instant(clock: FileClock, real: HandClock, file: Path) -> None:
    file.write_text("2026-07-05T08:00:00+07:00\n")
    real.wait(1)
    assert clock.now() == datetime(2026, 7, 5, 1, tzinfo=UTC)
    file.write_text("2025-01-01T00:00:00Z")
    real.wait(1)
    assert clock.offset() == datetime(2025, 1, 1, tzinfo=UTC) - real.now()


def test_it_looks_at_the_file_at_most_twenty_times_a_second(
    clock: FileClock, real: HandClock, file: Path
) -> None:
    file.write_text("2026-07-05T08:00:00+07:00")
    assert clock.now() == START
    real.wait(0.06)
    assert clock.now() == datetime(2026, 7, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"2026-07",
        b"2026-07-05T08:00:0",
        b"tomorrow",
        b"\xff\xfe",
        b"20260-01-01",
        b"0001-01-01",
        b"9999-12-31",
    ],
)
def test_a_half_written_file_changes_nothing(
    clock: FileClock, real: HandClock, file: Path, text: bytes
) -> None:
    file.write_bytes(text)
    real.wait(1)
    assert clock.now() == START + timedelta(seconds=1)
    file.write_text("2026-07-05T08:00:00+07:00")
    real.wait(1)
    assert clock.now() == datetime(2026, 7, 5, 1, tzinfo=UTC)


def test_a_file_that_vanishes_changes_nothing(clock: FileClock, real: HandClock, file: Path) -> None:
    file.unlink()
    real.wait(1)
    assert clock.now() == START + timedelta(seconds=1)


def test_the_same_instant_written_again_is_no_jump(clock: FileClock, real: HandClock, file: Path) -> None:
    real.wait(10)
    file.write_text(START.isoformat())
    assert clock.now() == START + timedelta(seconds=10)


def test_a_file_replaced_by_another_is_followed(
    clock: FileClock, real: HandClock, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.write_text("2026-12-31T23:59:59+07:00")
    other.replace(file)
    real.wait(1)
    assert clock.now() == datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)


def test_it_does_not_start_without_an_instant(tmp_path: Path, real: HandClock) -> None:
    with pytest.raises(OSError, match="none"):
        FileClock(tmp_path / "none", real)
    (tmp_path / "empty").touch()
    with pytest.raises(NotAnInstant):
        FileClock(tmp_path / "empty", real)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-04-05T12:30:00Z", START),
        ("2026-04-05T19:30:00+07:00", START),
        ("2026-04-05T19:30", START),
        ("2026-04-05 19:30:00.000", START),
        ("\ufeff 2026-04-05T12:30:00+00:00\r\n", START),
        ("20260405T193000", START),
        ("2026-04-05", datetime(2026, 4, 4, 17, tzinfo=UTC)),
    ],
)
def test_instants_are_read_in_vietnams_zone_where_none_is_named(text: str, instant: datetime) -> None:
    assert parse_instant(text.encode()) == instant


def test_the_zone_of_the_host_is_never_consulted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert parse_instant(b"2026-04-05T19:30") == START
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
