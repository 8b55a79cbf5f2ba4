"""What an installation is told by its environment or by `.env`; `.env.example` says it to the administrator.

A wrong setting ends the start with one sentence: which, what is wrong, what to do. It never repeats a value, for a
value in the wrong place may be a secret. `TZ` is not read: the zone is Vietnam's wherever the host stands.
"""

import os
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, TypeAlias

from dotenv import dotenv_values
from pydantic import BeforeValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import setting_forms as forms
from bot.clocks import FileClock, NotAnInstant, RealClock
from bot.setting_forms import WrongSetting
from core.message import Message, say

VAR: Final = Path("var")
"""Where the embedded default keeps everything, below the folder in which the program is started."""

ENV_FILE: Final = Path(".env")
"""Of that same folder."""


def _checked(check: Callable[[str, str], object]) -> BeforeValidator:
    def validate(value: Any, info: Any) -> object:  # noqa: ANN401
        return check(info.field_name.upper(), value) if isinstance(value, str) else value

    return BeforeValidator(validate)


_Url: TypeAlias = Annotated[str, _checked(forms.web_url)]


class Settings(BaseSettings):
    """Each field is the environment variable of its name in capitals; an empty variable counts as not set."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        str_strip_whitespace=True,
    )

    telegram_bot_token: Annotated[SecretStr, _checked(forms.bot_token)] | None = None
    telegram_api_base: _Url | None = None
    telegram_webhook_url: _Url | None = None
    telegram_webhook_secret: Annotated[SecretStr, _checked(forms.webhook_secret)] | None = None
    database_url: Annotated[SecretStr, _checked(forms.database_url)] = SecretStr(
        f"sqlite:///{VAR}/neuguong.db"
    )
    evidence_url: Annotated[str, _checked(forms.evidence_url)] | None = None
    public_url: _Url | None = None
    zalo_id: Annotated[str, _checked(forms.zalo_id)] | None = None
    http_host: Annotated[str, _checked(forms.host)] = "127.0.0.1"
    http_port: Annotated[int, _checked(forms.port)] = 8080
    data_key: Annotated[SecretStr, _checked(forms.data_keys)] | None = None

    @property
    def on_telegram(self) -> bool:
        return self.telegram_bot_token is not None

    @property
    def database(self) -> str:
        """`sqlite:///file` or `postgresql://…`, which may hold a password."""
        return self.database_url.get_secret_value()

    @property
    def database_file(self) -> Path | None:
        """The file of an SQLite database; None on PostgreSQL."""
        return forms.sqlite_file(self.database)

    @property
    def home(self) -> Path:
        """Where files of this installation stand: beside the SQLite file, or below `var`."""
        file = self.database_file
        return (file.parent if file else VAR).absolute()

    @property
    def evidence(self) -> str:
        """The configured store of photos, or a folder beside the database."""
        return self.evidence_url or (self.home / "evidence").as_uri()

    @property
    def api_on_loopback(self) -> bool:
        return self.telegram_api_base is not None and forms.is_loopback(self.telegram_api_base)

    def secrets(self) -> list[str]:
        """Every value that must not be seen, for the log to leave out."""
        fields = (self.telegram_bot_token, self.telegram_webhook_secret, self.database_url, self.data_key)
        return [
            field.get_secret_value()
            for field in fields
            if field is not None and field is not _DEFAULT_DATABASE
        ]


_DEFAULT_DATABASE: Final = Settings.model_fields["database_url"].default


def load() -> Settings:
    """Raises WrongSetting."""
    _complain_of_typos()
    try:
        settings = Settings()
    except ValidationError as error:
        raise _first_fault(error) from None  # the library's own text repeats the value
    _check_together(settings)
    return settings


def hints(settings: Settings) -> list[Message]:
    """What is not wrong, but probably not meant."""
    found = [_hint(name) for name in _unknown()]
    if settings.telegram_webhook_secret and not settings.telegram_webhook_url:
        found.append(say("{name} has no effect without {other}.", name=_SECRET, other="TELEGRAM_WEBHOOK_URL"))
    if not settings.on_telegram:
        without_effect = [
            name
            for name in ("TELEGRAM_API_BASE", "TELEGRAM_WEBHOOK_URL")
            if getattr(settings, name.lower()) is not None
        ]
        found += [
            say("{name} has no effect without {other}.", name=name, other=_TOKEN) for name in without_effect
        ]
    return found


def check_clock_file(settings: Settings) -> None:
    """A clock that is moved must never drive a bot that real people talk to. Raises WrongSetting."""
    if not (settings.on_telegram and settings.api_on_loopback):
        raise WrongSetting(
            say(
                "--clock-file is for trials of the bot: it needs {name} on this very machine, "
                "such as http://127.0.0.1:8081. In the simulator, the page moves the clock.",
                name="TELEGRAM_API_BASE",
            )
        )


def trial_clock(settings: Settings, file: Path) -> FileClock:
    """The clock that `--clock-file` asks for. Raises WrongSetting."""
    check_clock_file(settings)
    return read_clock(file)


def read_clock(file: Path) -> FileClock:
    """Raises WrongSetting."""
    try:
        return FileClock(file, RealClock())
    except (OSError, NotAnInstant) as error:
        raise WrongSetting(
            say(
                "{file}: write an instant in ISO 8601 into it, such as 2026-04-05T08:00:00+07:00.",
                file=str(file),
            )
        ) from error


def check_simulator(settings: Settings) -> None:
    """The simulator shows everybody's conversations, so it stays on this machine and apart from a real bot."""
    if settings.on_telegram:
        raise WrongSetting(
            say("The simulator does not start beside a real bot. Remove {name} and start again.", name=_TOKEN)
        )
    if not forms.is_loopback_host(settings.http_host):
        raise WrongSetting(
            say(
                "{name}: the simulator serves this machine only. Remove the setting, or write 127.0.0.1.",
                name="HTTP_HOST",
            )
        )


_TOKEN: Final = "TELEGRAM_BOT_TOKEN"  # noqa: S105 - a name
_SECRET: Final = "TELEGRAM_WEBHOOK_SECRET"  # noqa: S105 - a name
_NAMES: Final = tuple(name.upper() for name in Settings.model_fields)


def _check_together(settings: Settings) -> None:
    if settings.database_file is None and settings.data_key is None:
        raise WrongSetting(
            say(
                "{name} is not set, and PostgreSQL needs it. Make one with: openssl rand -base64 32. "
                "Keep a copy in a safe place: without it nothing can be read.",
                name="DATA_KEY",
            )
        )
    webhook = settings.telegram_webhook_url
    if webhook and not settings.telegram_api_base and not webhook.startswith("https://"):
        raise WrongSetting(
            say(
                "{name}: Telegram calls only addresses that begin with https://.", name="TELEGRAM_WEBHOOK_URL"
            )
        )


def _first_fault(error: ValidationError) -> WrongSetting:
    first = error.errors(include_input=False, include_url=False)[0]
    cause = first.get("ctx", {}).get("error")
    if isinstance(cause, WrongSetting):
        return cause
    name = str(first["loc"][0]).upper()
    return WrongSetting(say("{name} cannot be read. Compare it with .env.example.", name=name))


def _unknown() -> list[str]:
    """Names that look like ours and are not: all of `.env`, and TELEGRAM_… of an environment shared with others."""
    theirs = [name for name in os.environ if name.upper().startswith("TELEGRAM_")]
    return sorted({name for name in [*theirs, *_env_file()] if name.upper() not in _NAMES})


def _complain_of_typos() -> None:
    """A name that is nearly one of ours, where ours is missing, was meant to be ours."""
    given = {name.upper() for name, value in {**_env_file(), **os.environ}.items() if value}
    for name in _unknown():
        meant = _meant(name)
        if meant and meant not in given:
            raise WrongSetting(
                say("{name}: there is no such setting. Was {other} meant?", name=name, other=meant)
            )


def _meant(name: str) -> str | None:
    near = get_close_matches(name.upper(), _NAMES, n=1, cutoff=0.8)
    return near[0] if near else None


def _hint(name: str) -> Message:
    meant = _meant(name)
    if meant:
        return say("{name}: there is no such setting. Was {other} meant?", name=name, other=meant)
    return say("{name}: there is no such setting, it has no effect.", name=name)


def _env_file() -> Mapping[str, str | None]:
    try:
        return dotenv_values(ENV_FILE, encoding="utf-8-sig") if ENV_FILE.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(
            say(
                "{file} cannot be read: it must be a text file in UTF-8 that this user may open.",
                file=str(ENV_FILE),
            )
        ) from error
