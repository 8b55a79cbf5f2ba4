"""The command line: what an administrator types, reads and pipes; each command in a process of its own."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
import types
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bot
import simulator
from bot import cli
from bot.clocks import FileClock, RealClock
from bot.settings import Settings
from core.clock import CalendarClock
from core.message import Message

TOKEN = "123456789:AAF-x_5hJk0o"
KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
LOADED_LATE = {"aiogram", "aiohttp", "apscheduler", "PIL", "obstore"}
"""What takes long to load, and has no part in these commands."""

STARTING = ("run", "simulate", "chat", "migrate", "check-config", "load-demo")

Type = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def type_in(tmp_path: Path) -> Type:
    """Runs `neuguong …` in an empty folder; fails if it loaded what it has no use for."""

    def run(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        program = (
            "import sys; from bot.cli import _main; code = _main(sys.argv[1:]); "
            f"late = {LOADED_LATE!r} & sys.modules.keys(); assert not late, late; sys.exit(code)"
        )
        clean = {
            name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields
        }
        return subprocess.run(
            [sys.executable, "-c", program, *words],
            cwd=tmp_path,
            env={**clean, "PYTHONPATH": str(Path(bot.__file__).parents[1]), **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def test_without_a_word_it_says_what_it_can_do(type_in: Type) -> None:
    for words in ([], ["--help"]):
        told = type_in(*words)
        assert told.returncode == 0, told.stderr
        assert told.stderr == ""
        assert told.stdout.startswith("Cách dùng: neuguong [TÙY CHỌN] LỆNH …")
        for command in (
            "run",
            "simulate",
            "chat",
            "migrate",
            "check-config",
            "load-demo",
            "first-admin",
            "add-unit",
            "add-person",
            "link-code",
        ):
            assert f"\n  {command} " in told.stdout


def test_each_command_explains_itself_in_vietnamese(type_in: Type) -> None:
    for command in cli.app.registered_commands:
        assert command.callback is not None
        told = type_in(command.name or command.callback.__name__.replace("_", "-"), "--help")
        assert told.returncode == 0, told.stderr
        assert "Usage" not in told.stdout
        assert "Options" not in told.stdout
        assert "Show this" not in told.stdout
        assert told.stdout.startswith("Cách dùng: neuguong ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nope"], "Không có lệnh nope. Xem hướng dẫn: neuguong --help"),
        (["mirgate"], "Không có lệnh mirgate. Có phải định gõ migrate không? Xem hướng dẫn: neuguong --help"),
        (["run", "--nope"], "Không có tùy chọn --nope. Xem hướng dẫn: neuguong run --help"),
        (
            ["run", "--clock-file"],
            "--clock-file: phía sau cần có giá trị. Xem hướng dẫn: neuguong --help",
        ),
        (["check-config", "x"], "Chưa hiểu lệnh này. Xem hướng dẫn: neuguong check-config --help"),
    ],
)
def test_a_slip_of_the_keys_is_answered_in_one_line(type_in: Type, words: list[str], told: str) -> None:
    answer = type_in(*words)
    assert (answer.returncode, answer.stdout, answer.stderr) == (2, "", f"{told}\n")


@pytest.mark.parametrize("command", STARTING)
def test_a_wrong_setting_ends_every_command_with_one_line(
    type_in: Type, tmp_path: Path, command: str
) -> None:
    answer = type_in(command, HTTP_PORT="hidden")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.count("\n") == 1
    assert answer.stderr.startswith("HTTP_PORT: ")
    assert "hidden" not in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_migrating_makes_the_key_before_the_database_and_is_harmless_again(
    type_in: Type, tmp_path: Path
) -> None:
    first, second = type_in("migrate"), type_in("migrate")
    assert (first.returncode, first.stderr) == (0, "")
    assert (second.returncode, second.stderr) == (0, "")
    assert first.stdout == "Đã nâng cơ sở dữ liệu lên đúng phiên bản.\n"
    assert second.stdout == "Cơ sở dữ liệu đã đúng phiên bản, không phải làm gì.\n"
    var = tmp_path / "var"
    assert (var / "data.key").stat().st_mtime_ns <= (var / "neuguong.db").stat().st_mtime_ns


def test_checking_the_settings_makes_nothing_and_shows_no_secret(type_in: Type, tmp_path: Path) -> None:
    told = type_in("check-config", TELEGRAM_BOT_TOKEN=TOKEN, HTTP_PORT="9000")
    assert (told.returncode, told.stderr) == (0, "")
    assert "HTTP_PORT: 9000\n" in told.stdout
    assert "TELEGRAM_BOT_TOKEN: đã đặt, không hiển thị\n" in told.stdout
    assert TOKEN not in told.stdout
    assert list(tmp_path.iterdir()) == []
    assert type_in("migrate").returncode == 0
    assert "Cơ sở dữ liệu đúng phiên bản." in type_in("check-config").stdout


def test_a_database_out_of_reach_is_told_without_its_password(type_in: Type) -> None:
    answer = type_in(
        "check-config",
        DATABASE_URL="postgresql://u:hidden@127.0.0.1:1/neuguong",
        DATA_KEY=KEY,
    )
    assert answer.returncode == 1
    assert "DATABASE_URL: postgresql://127.0.0.1/neuguong\n" in answer.stdout
    assert answer.stderr.startswith("Chưa dùng được cơ sở dữ liệu")
    assert "hidden" not in answer.stdout + answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_hint_goes_beside_the_output_and_not_into_it(type_in: Type) -> None:
    told = type_in("migrate", TELEGRAM_CHAT_ID="1")
    assert told.returncode == 0
    assert (
        told.stderr == "Lưu ý: TELEGRAM_CHAT_ID: không có thiết lập nào tên như vậy, nên không có tác dụng.\n"
    )


def test_the_words_are_vietnamese_whatever_the_hosts_locale(tmp_path: Path) -> None:
    told = subprocess.run(
        [Path(sys.executable).parent / "neuguong", "nope"],
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PATH": os.environ["PATH"]},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert told.stderr.decode("utf-8") == "Không có lệnh nope. Xem hướng dẫn: neuguong --help\n"


@pytest.fixture
def at_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Type:
    """The same inside this process, which is faster."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.logs.configure", lambda *_, **__: None)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        code = cli._main(list(words))
        said = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, said.out, said.err)

    return run


def give(answer: "subprocess.CompletedProcess[str]") -> dict[str, object]:
    assert answer.returncode == 0, answer.stderr
    (row,) = [json.loads(line) for line in answer.stdout.splitlines()]
    assert isinstance(row, dict)
    return row


def test_from_nothing_to_a_cell_with_its_secretary(type_in: Type) -> None:
    admin = give(
        type_in("first-admin", "Nguyễn Văn An", "--unit", "Đảng bộ xã Tân Lộc", "--birth-year", "1980")
    )
    assert (admin["name"], admin["roles"]) == ("Nguyễn Văn An", ["administrator", "member"])
    assert re.fullmatch("[0-9A-Z]{8}", str(admin["link_code"]))
    cell = give(type_in("add-unit", "Chi bộ ấp Rạch Dừa", "--under", "dang bo xa tan loc", "--code", "U1"))
    assert cell == {"unit": "U1", "name": "Chi bộ ấp Rạch Dừa", "type": "cell", "parent": admin["unit"]}
    added = type_in(
        "add-person",
        " Trần  Thị Bình",
        "--unit",
        "U1",
        "--role",
        "bí thư",
        "--role",
        "staff:Đảng bộ xã Tân Lộc",
    )
    secretary = give(added)
    assert secretary["name"] == "Trần Thị Bình"
    assert secretary["roles"] == ["member", "secretary", f"staff:{admin['unit']}"]
    assert f"Mã liên kết của đồng chí Trần Thị Bình: {secretary['link_code']}." in added.stderr
    again = give(type_in("link-code", "tran thi binh"))
    assert again["link_code"] != secretary["link_code"]
    assert {**again, "link_code": 0} == {**secretary, "link_code": 0}


def test_there_is_one_first_administrator(at_desk: Type) -> None:
    give(at_desk("first-admin", "Nguyễn Văn An", "--unit", "Đảng bộ xã Tân Lộc"))
    second = at_desk("first-admin", "Lê Văn Ba", "--unit", "Đảng bộ xã Tân Lộc")
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.startswith("Cơ sở dữ liệu đã có người")


def test_namesakes_are_told_apart_by_their_codes(at_desk: Type) -> None:
    give(at_desk("first-admin", "Nguyễn Văn An", "--unit", "Đảng bộ xã Tân Lộc"))
    people = [
        give(at_desk("add-person", "Nguyễn Văn Hùng", "--unit", "Đảng bộ xã Tân Lộc", "--birth-year", year))
        for year in ("1968", "1990")
    ]
    asked = at_desk("link-code", "Nguyễn Văn Hùng")
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "(1968)" in asked.stderr
    assert "(1990)" in asked.stderr
    for person in people:
        assert str(person["person"]) in asked.stderr
        assert give(at_desk("link-code", str(person["person"])))["person"] == person["person"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add-person", "Lê Văn Ba", "--unit", "U9"], "U9"),
        (["add-person", "Lê Văn Ba", "--unit", "Đảng bộ xã Tân Lộc", "--role", "vua"], "secretary (bí thư)"),
        (["add-person", "Lê Văn Ba", "--unit", "Đảng bộ xã Tân Lộc", "--role", "staff:U9"], "U9"),
        (["add-person", "Lê Văn Ba", "--unit", "Đảng bộ xã Tân Lộc", "--standing", "left"], "--standing"),
        (["add-person", " ", "--unit", "Đảng bộ xã Tân Lộc"], "họ và tên"),
        (["add-unit", "Chi bộ", "--under", "U9"], "U9"),
        (["add-unit", "Chi bộ", "--under", "Đảng bộ xã Tân Lộc", "--kind", "huyện"], "--kind"),
        (["link-code", "Lê Văn Ba"], "Lê Văn Ba"),
        (["load-demo"], "dữ liệu mẫu"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line_and_changes_nothing(
    at_desk: Type, tmp_path: Path, words: list[str], told: str
) -> None:
    give(at_desk("first-admin", "Nguyễn Văn An", "--unit", "Đảng bộ xã Tân Lộc"))
    before = counts(tmp_path / "var" / "neuguong.db")
    answer = at_desk(*words)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert told in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert counts(tmp_path / "var" / "neuguong.db") == before


def counts(database: Path) -> list[int]:
    with closing(sqlite3.connect(database)) as connection:
        return [
            connection.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608 - our own tables
            for table in ("unit", "person", "membership", "role", "link_code")
        ]


def test_the_demo_gives_one_line_a_person_with_a_code_that_works(type_in: Type) -> None:
    loaded = type_in("load-demo")
    assert (loaded.returncode, loaded.stderr) == (0, "")
    rows = [json.loads(line) for line in loaded.stdout.splitlines()]
    assert len(rows) == 36
    assert all(list(row) == ["person", "name", "unit", "roles", "link_code"] for row in rows)
    assert len({row["link_code"] for row in rows}) == 36
    secretary = next(row for row in rows if "secretary" in row["roles"])
    assert give(type_in("link-code", secretary["person"]))["name"] == secretary["name"]


def test_the_same_on_either_database(type_in: Type, empty_database_url: str) -> None:
    place = {"DATABASE_URL": empty_database_url, "DATA_KEY": KEY}
    rows = [json.loads(line) for line in type_in("load-demo", **place).stdout.splitlines()]
    assert len(rows) == 36
    unit = give(type_in("add-unit", "Chi bộ tổ 9", "--under", rows[0]["unit"], "--no-chat", **place))
    person = give(
        type_in("add-person", "Lê Văn Chín", "--unit", "chi bo to 9", "--role", "secretary", **place)
    )
    assert person["unit"] == unit["unit"]
    assert give(type_in("link-code", "Lê Văn Chín", **place))["person"] == person["person"]
    assert type_in("check-config", **place).returncode == 0


def test_a_trial_lives_by_the_day_in_its_file(at_desk: Type, tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("2026-04-05T08:00:00+07:00")
    give(at_desk("first-admin", "Nguyễn Văn An", "--unit", "Đảng bộ xã Tân Lộc", "--clock-file", "clock"))
    with closing(sqlite3.connect(tmp_path / "var" / "neuguong.db")) as connection:
        assert connection.execute("select valid_from from membership").fetchall() == [("2026-04-05",)]
    (tmp_path / "clock").write_text("2026")
    assert "ISO 8601" in at_desk("link-code", "Nguyễn Văn An", "--clock-file", "clock").stderr


def test_beside_a_busy_bot_a_command_waits_its_turn_and_says_so(type_in: Type, tmp_path: Path) -> None:
    give(type_in("first-admin", "Nguyễn Văn An", "--unit", "Đảng bộ xã Tân Lộc"))
    with (
        closing(sqlite3.connect(tmp_path / "var" / "neuguong.db", isolation_level=None)) as bot_at_work,
        ThreadPoolExecutor(1) as beside,
    ):
        bot_at_work.execute("begin immediate")
        answer = beside.submit(type_in, "link-code", "Nguyễn Văn An")
        time.sleep(4)
        assert not answer.done()
        bot_at_work.execute("commit")
        done = answer.result()
    assert give(done)["name"] == "Nguyễn Văn An"
    assert done.stderr.count("Cơ sở dữ liệu đang bận") == 1


class StandInBootstrap(types.ModuleType):
    """The composition root, and the simulator's start, which only write down what they were asked to start."""

    def __init__(self, fault: OSError | None = None) -> None:
        super().__init__("bot.bootstrap")
        self.started: list[str] = []
        self.clock: CalendarClock = RealClock()
        self.fault = fault

    def run(self, settings: Settings, clock: CalendarClock) -> None:
        assert settings.on_telegram
        self.started.append("run")
        self.clock = clock
        if self.fault is not None:
            raise self.fault

    def simulate(self, settings: Settings, tell: Callable[[Message], None]) -> None:
        assert not settings.on_telegram
        assert callable(tell)
        self.started.append("simulate")

    def chat(self, settings: Settings) -> None:
        self.started.append(f"chat {settings.on_telegram}")


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> StandInBootstrap:
    stand_in = StandInBootstrap()
    monkeypatch.setitem(sys.modules, "bot.bootstrap", stand_in)
    monkeypatch.setattr(bot, "bootstrap", stand_in, raising=False)
    monkeypatch.setitem(sys.modules, "simulator.run", stand_in)
    monkeypatch.setattr(simulator, "run", stand_in, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.logs.configure", lambda *_, **__: None)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return stand_in


def test_run_starts_the_bot_with_a_token_and_the_simulator_without(
    bootstrap: StandInBootstrap, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli._main(["run"]) == 0
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    assert cli._main(["run"]) == 0
    assert cli._main(["chat"]) == 0
    assert bootstrap.started == ["simulate", "run", "chat True"]
    assert bootstrap.clock.offset() == timedelta()


def test_the_simulator_does_not_start_beside_a_token(
    bootstrap: StandInBootstrap, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    assert cli._main(["simulate"]) == 2
    assert bootstrap.started == []
    assert "TELEGRAM_BOT_TOKEN" in capsys.readouterr().err


def test_a_clock_file_drives_a_bot_on_loopback(
    bootstrap: StandInBootstrap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_BASE", "http://127.0.0.1:8081")
    (tmp_path / "clock").write_text("2026-04-05T08:00:00+07:00")
    assert cli._main(["run", "--clock-file", "clock"]) == 0
    assert isinstance(bootstrap.clock, FileClock)
    assert abs(bootstrap.clock.now() - datetime(2026, 4, 5, 1, tzinfo=UTC)) < timedelta(seconds=10)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"TELEGRAM_BOT_TOKEN": TOKEN},
        {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": "https://api.telegram.org"},
        {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": "http://10.0.0.1:8081"},
    ],
)
def test_a_clock_file_is_refused_elsewhere(
    bootstrap: StandInBootstrap,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    environment: dict[str, str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "clock").write_text("2026-04-05T08:00:00+07:00")
    assert cli._main(["run", "--clock-file", "clock"]) == 2
    assert bootstrap.started == []
    assert "--clock-file" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, "", "ngày mai"])
def test_a_clock_file_without_an_instant_is_named(
    bootstrap: StandInBootstrap,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: str | None,
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_BASE", "http://127.0.0.1:8081")
    if content is not None:
        (tmp_path / "clock").write_text(content)
    assert cli._main(["run", "--clock-file", "clock"]) == 2
    assert bootstrap.started == []
    assert "ISO 8601" in capsys.readouterr().err


def test_a_port_in_use_is_told(
    bootstrap: StandInBootstrap, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    bootstrap.fault = OSError(98, "Address already in use")
    assert cli._main(["run"]) == 2
    assert "HTTP_PORT" in capsys.readouterr().err
