"""The log tells where something went wrong, in one line, and never a secret or a person's words."""

import asyncio
import gc
import io
import logging
import re
import sys
import threading
from collections.abc import Iterator

import pytest

from bot import logs

TOKEN = "123456789:AAF-x_5hJk0oAAF-x_5hJk0o"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.OURS}
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    stream = io.StringIO()
    logs.configure([TOKEN, "s3cr3t"], stream)
    yield stream
    root.handlers[:], root.level = before[0], before[1]
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.getLogger("aiohttp.access").disabled = False


def test_a_record_is_one_line_in_vietnams_time(log: io.StringIO) -> None:
    logging.getLogger("bot.x").info("first\nsecond\r\nthird\x1b[31m\u2028fourth %d", 3)
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} INFO bot\.x: first second  third \[31m fourth 3\n",
        log.getvalue(),
    )


def test_the_time_is_the_records_own_in_vietnam() -> None:
    record = logging.makeLogRecord({"name": "bot", "levelname": "INFO", "msg": "x", "created": 1775392200.5})
    assert logs.OneLine().format(record) == "2026-04-05 19:30:00.500 INFO bot: x"


@pytest.mark.parametrize(
    "words",
    [
        f"POST /bot{TOKEN}/sendMessage",
        f"token={TOKEN}",
        "GET https://api.telegram.org/file/bot42:TEST/photos/1.jpg",
        "GET /bot987654321%3AAAAAAAAAAAAAAAAAAAAAAAAAAAAA/getMe",
        "987654321:AAAAAAAAAAAAAAAAAAAAAAAAAAA_-AA",
        "postgresql://neuguong:hidden@host:5432/db failed",
        "the secret is s3cr3t",
    ],
)
def test_secrets_are_left_out(log: io.StringIO, words: str) -> None:
    logging.getLogger("bot").error("%s", words)
    logging.getLogger("aiogram").error(words)
    for secret in (TOKEN, "42:TEST", "AAAAAAAA", "hidden", "s3cr3t"):
        assert secret not in log.getvalue()


@pytest.mark.parametrize(
    "words", ["at 12:30:45 of 2026-04-05", "17/16 nhà", "http://127.0.0.1:8080/page", "ratio 3:4"]
)
def test_what_is_no_secret_stays(log: io.StringIO, words: str) -> None:
    logging.getLogger("bot").error(words)
    assert words in log.getvalue()


def test_a_fault_shows_types_and_places_and_not_its_words(log: io.StringIO) -> None:
    def deep() -> None:
        try:
            int("Tôi ốm nặng")
        except ValueError as error:
            raise KeyError("Tôi ốm nặng") from error

    try:
        deep()
    except KeyError:
        logging.getLogger("bot").exception("step failed, error %s", "K7M2QX")
    line = log.getvalue()
    assert line.count("\n") == 1
    assert "ốm" not in line
    assert re.search(
        r"error K7M2QX: KeyError at test_logs\.py:\d+ < test_logs\.py:\d+, from ValueError at ", line
    )


async def test_a_lost_task_shows_no_words(log: io.StringIO) -> None:
    async def fails() -> None:
        raise ValueError("Tôi ốm nặng")

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()
    assert "Task exception was never retrieved: ValueError at test_logs.py" in log.getvalue()
    assert "ốm" not in log.getvalue()


def test_a_crash_has_an_id_and_no_words(log: io.StringIO) -> None:
    try:
        int("Tôi ốm nặng")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert re.search(
        r"CRITICAL bot\.logs: error [2-9B-Z]{6}, nobody caught it: ValueError at", log.getvalue()
    )
    assert "ốm" not in log.getvalue()


def test_a_crash_in_a_thread_is_told_too(log: io.StringIO) -> None:
    thread = threading.Thread(target=lambda: int("Tôi ốm nặng"))
    thread.start()
    thread.join()
    assert "nobody caught it: ValueError" in log.getvalue()
    assert "ốm" not in log.getvalue()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ImportError("No module named 'aiogram'"), "ImportError (No module named 'aiogram')"),
        (PermissionError(13, "Permission denied", "/home/hùng/x"), "PermissionError (Permission denied)"),
        (ConnectionError("Tôi ốm nặng"), "ConnectionError"),
        (ValueError("Tôi ốm nặng"), "ValueError"),
    ],
)
def test_words_of_the_program_itself_help_and_stay(error: Exception, told: str) -> None:
    assert logs.fault(error) == told


def test_an_interrupt_is_no_crash(log: io.StringIO) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert log.getvalue() == ""


def test_libraries_speak_from_warnings_up_and_access_logs_never(log: io.StringIO) -> None:
    logging.getLogger("aiogram.event").info("Update handled")
    logging.getLogger("aiohttp.access").warning("GET /")
    logging.getLogger("babel").warning("bad object\n%s", "Tôi ốm nặng")
    assert re.fullmatch(r".* WARNING babel: bad object\n", log.getvalue())


def test_error_ids_can_be_typed() -> None:
    ids = {logs.new_error_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(re.fullmatch(r"[2-9BCDFGHJKMNPQRSTVWXZ]{6}", each) for each in ids)
    assert logs.new_error_id(lambda letters: letters[0]) == "222222"
