"""A wrong setting ends the start with one clear sentence, which never shows a value; right ones are taken as meant."""

import base64
import os
import re
import stat
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot import settings
from bot.data_key import data_keys, webhook_secret
from bot.setting_forms import WrongSetting, is_loopback
from bot.settings import Settings
from bot.wording import LOCALES, Wording

TOKEN = "123456789:AAF-x_5hJk0o"
KEY = base64.b64encode(bytes(range(32))).decode()
OTHER_KEY = base64.b64encode(bytes(32)).decode()

Given = Callable[..., Settings]


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own, and an environment without a setting of ours."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.upper().startswith("TELEGRAM_") or name.lower() in Settings.model_fields:
            monkeypatch.delenv(name)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    def load(**environment: str) -> Settings:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return settings.load()

    return load


def words_of(wrong: pytest.ExceptionInfo[WrongSetting]) -> str:
    return Wording(strict=True).text(wrong.value.words)


def test_without_any_setting_all_is_below_var(given: Given, tmp_path: Path) -> None:
    default = given()
    assert not default.on_telegram
    assert default.database_file == Path("var/neuguong.db")
    assert default.home == tmp_path / "var"
    assert default.evidence == (tmp_path / "var" / "evidence").as_uri()
    assert (default.http_host, default.http_port) == ("127.0.0.1", 8080)
    assert settings.hints(default) == []


def test_settings_come_from_the_environment_before_the_file(given: Given, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(
        f'\ufeff# chú thích\r\nHTTP_PORT=9000\r\nHTTP_HOST=::1\r\nTELEGRAM_BOT_TOKEN="{TOKEN}"\r\n'.encode()
    )
    given_both = given(HTTP_PORT="9001")
    assert (given_both.http_port, given_both.http_host) == (9001, "::1")
    assert given_both.telegram_bot_token is not None
    assert given_both.telegram_bot_token.get_secret_value() == TOKEN


def test_an_empty_variable_is_not_set(given: Given, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HTTP_PORT=9000\n")
    assert given(TELEGRAM_BOT_TOKEN="", HTTP_PORT="").http_port == 9000
    assert not given().on_telegram


def test_spaces_around_a_pasted_value_do_not_matter(given: Given) -> None:
    token = given(TELEGRAM_BOT_TOKEN=f" {TOKEN}\n").telegram_bot_token
    assert token is not None
    assert token.get_secret_value() == TOKEN


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "AAF-x_5hJk0o"),
        ("TELEGRAM_BOT_TOKEN", "bot123456789:AAF"),
        ("TELEGRAM_BOT_TOKEN", f"{TOKEN}/getMe"),
        ("TELEGRAM_BOT_TOKEN", "123456789:AAF x"),
        ("TELEGRAM_BOT_TOKEN", "１２３:AAF"),
        ("TELEGRAM_API_BASE", "127.0.0.1:8081"),
        ("TELEGRAM_API_BASE", "ftp://127.0.0.1"),
        ("TELEGRAM_API_BASE", "http://"),
        ("TELEGRAM_API_BASE", "http://127.0.0.1:99999"),
        ("TELEGRAM_API_BASE", "http://[::1"),
        ("TELEGRAM_WEBHOOK_URL", "http://bot.example.vn/telegram"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example.vn/telegram?x=1"),
        ("TELEGRAM_WEBHOOK_SECRET", "có dấu"),
        ("TELEGRAM_WEBHOOK_SECRET", "x" * 257),
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "postgresql://hidden@host"),
        ("DATABASE_URL", "sqlite://var/x.db"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///var/"),
        ("DATABASE_URL", "var/neuguong.db"),
        ("EVIDENCE_URL", "/var/evidence"),
        ("EVIDENCE_URL", "file://var/evidence"),
        ("EVIDENCE_URL", "s3://"),
        ("EVIDENCE_URL", "https://bucket"),
        ("PUBLIC_URL", "neuguong.example.vn"),
        ("HTTP_HOST", "http://127.0.0.1"),
        ("HTTP_HOST", "127.0.0.1/8"),
        ("HTTP_PORT", "80a"),
        ("HTTP_PORT", "-1"),
        ("HTTP_PORT", "65536"),
        ("HTTP_PORT", "80.5"),
        ("DATA_KEY", "secret"),
        ("DATA_KEY", KEY[:-4]),
        ("DATA_KEY", f"{KEY},hidden"),
        ("DATA_KEY", ","),
    ],
)
def test_a_wrong_value_is_named_in_one_line(given: Given, name: str, value: str) -> None:
    with pytest.raises(WrongSetting) as wrong:
        given(**{name: value})
    words = words_of(wrong)
    assert name in words
    assert "\n" not in words


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "hidden"),
        ("TELEGRAM_API_BASE", "http://127.0.0.1/bot1:hidden?x"),
        ("TELEGRAM_WEBHOOK_SECRET", "hidden hidden"),
        ("DATABASE_URL", "postgres:/u:hidden@host/x"),
        ("EVIDENCE_URL", "https://key:hidden@bucket"),
        ("PUBLIC_URL", "hidden"),
        ("HTTP_HOST", "hidden/"),
        ("HTTP_PORT", "hidden"),
        ("DATA_KEY", "hidden"),
        ("TELEGRAM_BOT_TOKN", "hidden"),
    ],
)
def test_no_value_is_ever_shown_for_it_may_be_a_secret_in_the_wrong_place(
    given: Given, name: str, value: str
) -> None:
    with pytest.raises(WrongSetting) as wrong:
        given(**{name: value})
    assert "hidden" not in words_of(wrong)
    assert "hidden" not in "".join(traceback.format_exception(wrong.value))


@pytest.mark.parametrize(
    ("name", "value", "taken"),
    [
        ("TELEGRAM_API_BASE", "http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
        ("TELEGRAM_API_BASE", "https://api.example.vn/tg", "https://api.example.vn/tg"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example.vn:8443/tg", "https://bot.example.vn:8443/tg"),
        ("PUBLIC_URL", "http://10.0.0.5:8080/", "http://10.0.0.5:8080"),
        ("EVIDENCE_URL", "s3://minh-chung/2026/", "s3://minh-chung/2026"),
        ("EVIDENCE_URL", "file:///srv/minh%20chung", "file:///srv/minh%20chung"),
        ("HTTP_HOST", "0.0.0.0", "0.0.0.0"),  # noqa: S104 - what an administrator may write
        ("HTTP_PORT", "0", 0),
    ],
)
def test_a_right_value_is_taken(given: Given, name: str, value: str, taken: object) -> None:
    assert getattr(given(**{name: value}), name.lower()) == taken


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_is_one(given: Given, scheme: str) -> None:
    on_server = given(DATABASE_URL=f"{scheme}://u:p@host:5432/neuguong?sslmode=require", DATA_KEY=KEY)
    assert on_server.database == "postgresql://u:p@host:5432/neuguong?sslmode=require"
    assert on_server.database_file is None


def test_postgresql_needs_a_key(given: Given) -> None:
    with pytest.raises(WrongSetting) as wrong:
        given(DATABASE_URL="postgresql://u:hidden@host/neuguong")
    assert "DATA_KEY" in words_of(wrong)
    assert "hidden" not in words_of(wrong)


def test_files_stand_beside_an_sqlite_database(given: Given, tmp_path: Path) -> None:
    elsewhere = given(DATABASE_URL=f"sqlite:///{tmp_path}/srv/x.db")
    assert elsewhere.home == tmp_path / "srv"
    assert elsewhere.evidence == (tmp_path / "srv" / "evidence").as_uri()


def test_a_webhook_of_an_own_server_may_be_plain(given: Given) -> None:
    own = given(TELEGRAM_API_BASE="http://127.0.0.1:8081", TELEGRAM_WEBHOOK_URL="http://127.0.0.1:8080/tg")
    assert own.telegram_webhook_url == "http://127.0.0.1:8080/tg"


@pytest.mark.parametrize(
    "name", ["TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKENS", "TELEGRAM_BOTTOKEN", "telegram_bot"]
)
def test_a_misspelt_name_ends_the_start(given: Given, name: str) -> None:
    with pytest.raises(WrongSetting) as wrong:
        given(**{name: TOKEN})
    assert "TELEGRAM_BOT_TOKEN" in words_of(wrong)
    assert TOKEN not in words_of(wrong)


def test_a_misspelt_name_in_the_file_ends_the_start(given: Given, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABSE_URL=sqlite:///x.db\n")
    with pytest.raises(WrongSetting) as wrong:
        given()
    assert "DATABASE_URL" in words_of(wrong)


def test_somebody_elses_variables_are_let_be(given: Given) -> None:
    other = given(DATABASE_URI="x", HTTP_PROXY="http://127.0.0.1:3128", TELEGRAM_CHAT_ID="5", HTTP_PORTS="1")
    assert len(settings.hints(other)) == 1


def test_what_is_probably_not_meant_is_hinted_at(given: Given, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("NOTE=x\n")
    odd = given(TELEGRAM_WEBHOOK_SECRET="x" * 20, TELEGRAM_API_BASE="http://127.0.0.1:1", NOT_OURS="y")
    said = [Wording(strict=True).text(hint) for hint in settings.hints(odd)]
    assert [hint.split(":")[0].split(" ")[0] for hint in said] == [
        "NOTE",
        "TELEGRAM_WEBHOOK_SECRET",
        "TELEGRAM_API_BASE",
    ]


def test_a_file_that_is_no_text_is_named(given: Given, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("HTTP_PORT=1\n".encode("utf-16"))
    with pytest.raises(WrongSetting) as wrong:
        given()
    assert ".env" in words_of(wrong)


def test_secrets_do_not_show(given: Given) -> None:
    full = given(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_WEBHOOK_SECRET="s3cr3t-s3cr3t", DATA_KEY=KEY)
    assert not any(secret in f"{full!r} {full}" for secret in full.secrets())
    assert set(full.secrets()) == {TOKEN, "s3cr3t-s3cr3t", KEY}


@pytest.mark.parametrize(
    ("base", "on_loopback"),
    [
        ("http://127.0.0.1:8081", True),
        ("http://localhost", True),
        ("http://[::1]:8081", True),
        ("http://127.8.9.1", True),
        ("https://api.telegram.org", False),
        ("http://127.0.0.1.example.vn", False),
        ("http://localhost.example.vn", False),
        ("http://127.0.0.1@example.vn", False),
        ("http://0.0.0.0:8081", False),
        ("http://10.0.0.1", False),
        ("http://2130706433", False),
    ],
)
def test_a_moved_clock_never_drives_a_bot_outside_this_machine(
    given: Given, base: str, on_loopback: bool
) -> None:
    assert is_loopback(base) == on_loopback
    bot = given(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE=base)
    if on_loopback:
        settings.check_clock_file(bot)
    else:
        with pytest.raises(WrongSetting) as wrong:
            settings.check_clock_file(bot)
        assert "TELEGRAM_API_BASE" in words_of(wrong)


def test_a_moved_clock_never_drives_the_real_telegram(given: Given) -> None:
    for bot in (given(), given(TELEGRAM_BOT_TOKEN=TOKEN)):
        with pytest.raises(WrongSetting):
            settings.check_clock_file(bot)


def test_the_simulator_keeps_apart_from_a_real_bot_and_on_this_machine(given: Given) -> None:
    settings.check_simulator(given())
    with pytest.raises(WrongSetting) as wrong:
        settings.check_simulator(given(HTTP_HOST="0.0.0.0"))  # noqa: S104
    assert "HTTP_HOST" in words_of(wrong)
    with pytest.raises(WrongSetting) as wrong:
        settings.check_simulator(given(TELEGRAM_BOT_TOKEN=TOKEN))
    assert "TELEGRAM_BOT_TOKEN" in words_of(wrong)


def test_the_first_start_makes_a_key_that_only_its_owner_reads(given: Given, tmp_path: Path) -> None:
    (made,) = data_keys(given())
    file = tmp_path / "var" / "data.key"
    assert len(made) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert data_keys(given()) == (made,)
    assert [each.name for each in file.parent.iterdir()] == ["data.key"]


def test_processes_that_start_together_share_one_key(given: Given) -> None:
    default = given()
    with ThreadPoolExecutor(16) as pool:
        assert len({data_keys(default) for _ in pool.map(lambda _: data_keys(default), range(64))}) == 1


def test_a_database_without_its_key_gets_no_new_one(given: Given, tmp_path: Path) -> None:
    data_keys(given())
    (tmp_path / "var" / "neuguong.db").write_bytes(b"data")
    (tmp_path / "var" / "data.key").unlink()
    with pytest.raises(WrongSetting) as wrong:
        data_keys(given())
    assert "data.key" in words_of(wrong)
    assert data_keys(given(DATA_KEY=KEY)) == (bytes(range(32)),)


def test_older_keys_follow_after_a_comma(given: Given) -> None:
    assert data_keys(given(DATA_KEY=f"{KEY}, {OTHER_KEY},")) == (bytes(range(32)), bytes(32))


def test_a_key_of_the_alphabet_for_addresses_is_taken(given: Given) -> None:
    key = bytes([255] * 32)
    assert data_keys(given(DATA_KEY=base64.urlsafe_b64encode(key).decode())) == (key,)


def test_a_key_in_the_settings_must_not_leave_the_files_key_behind(given: Given, tmp_path: Path) -> None:
    (made,) = data_keys(given())
    with pytest.raises(WrongSetting) as wrong:
        data_keys(given(DATA_KEY=KEY))
    assert "data.key" in words_of(wrong)
    file_key = (tmp_path / "var" / "data.key").read_text().strip()
    assert data_keys(given(DATA_KEY=f"{KEY},{file_key}")) == (bytes(range(32)), made)


@pytest.mark.parametrize("content", [b"", b"short", b"\xff\xfe"])
def test_a_damaged_key_file_is_named(given: Given, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "data.key").write_bytes(content)
    with pytest.raises(WrongSetting) as wrong:
        data_keys(given())
    assert "data.key" in words_of(wrong)


def test_a_folder_that_cannot_be_made_is_named(given: Given, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file is in the way")
    with pytest.raises(WrongSetting) as wrong:
        data_keys(given())
    assert str(tmp_path / "var") in words_of(wrong)


def test_the_example_names_every_setting_and_starts_as_it_is(given: Given, tmp_path: Path) -> None:
    example = (LOCALES.parent / ".env.example").read_text(encoding="utf-8")
    (tmp_path / ".env").write_text(example, encoding="utf-8")
    assert {line.split("=")[0] for line in example.splitlines() if line and not line.startswith("#")} == {
        name.upper() for name in Settings.model_fields
    }
    assert given() == Settings()
    assert not given().on_telegram


def test_the_webhooks_secret_is_the_configured_one_or_follows_from_the_key(given: Given) -> None:
    keys = (bytes(32), bytes(range(32)))
    made = webhook_secret(given(), keys)
    assert re.fullmatch(r"[A-Za-z0-9_-]{32,256}", made)
    assert made == webhook_secret(given(), keys) != webhook_secret(given(), keys[1:])
    assert webhook_secret(given(TELEGRAM_WEBHOOK_SECRET="own-secret"), keys) == "own-secret"
