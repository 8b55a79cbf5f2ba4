"""The keys that seal data at rest: from the settings, or from a file that the first start makes (design.md §7)."""

import base64
import hashlib
import hmac
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.setting_forms import KEY_BYTES, WrongSetting, decode_keys
from bot.settings import Settings
from core.message import say

FILE: Final = "data.key"
"""Beside an SQLite database, readable by its owner only."""


def data_keys(settings: Settings, random: Callable[[int], bytes] = os.urandom) -> tuple[bytes, ...]:
    """The keys of this installation, the one that seals first.

    With an SQLite database and no DATA_KEY the key lies beside the database and is made when there is no database
    yet: a new key for an old database would open nothing. Processes that start together all get the same one.
    Raises WrongSetting.
    """
    file = settings.home / FILE
    if settings.data_key is not None:
        keys = decode_keys("DATA_KEY", settings.data_key.get_secret_value())
        _check_none_left_behind(settings, keys, file)
        return keys
    database = settings.database_file
    if not file.exists() and database is not None and database.exists() and database.stat().st_size:
        raise WrongSetting(
            say(
                "{file} is missing, and without it {database} cannot be read. Put back the file, or set {name}.",
                file=str(file),
                database=str(database),
                name="DATA_KEY",
            )
        )
    return _kept(file, random)


def add_key(settings: Settings, random: Callable[[int], bytes] = os.urandom) -> None:
    """A new key before the others in the key file: it seals from now on. Raises WrongSetting."""
    file = settings.home / FILE
    _write(file, (random(KEY_BYTES), *_read(file)))


def drop_old_keys(settings: Settings) -> None:
    """Only the key that seals stays in the key file. Raises WrongSetting."""
    file = settings.home / FILE
    _write(file, _read(file)[:1])


def _write(file: Path, keys: tuple[bytes, ...]) -> None:
    """In the place of the file that is there: a crash leaves the one or the other, whole."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".key")  # mode 0600
    with os.fdopen(handle, "wb") as target:
        target.write(b",".join(base64.b64encode(key) for key in keys) + b"\n")
        target.flush()
        os.fsync(handle)
    Path(temporary).replace(file)
    _flush_folder(file.parent)


def webhook_secret(settings: Settings, keys: tuple[bytes, ...]) -> str:
    """What Telegram shows with every call: as configured, or made from the key, so that all processes know the same."""
    if settings.telegram_webhook_secret is not None:
        return settings.telegram_webhook_secret.get_secret_value()
    return hmac.new(keys[0], b"neuguong telegram webhook", hashlib.sha256).hexdigest()


def _check_none_left_behind(settings: Settings, keys: tuple[bytes, ...], file: Path) -> None:
    if settings.database_file is not None and file.exists() and not set(_read(file)) <= set(keys):
        raise WrongSetting(
            say(
                "{name} lacks the key in {file}, with which older data is sealed. Add that key after a comma.",
                name="DATA_KEY",
                file=str(file),
            )
        )


def _kept(file: Path, random: Callable[[int], bytes]) -> tuple[bytes, ...]:
    try:
        if not file.exists():
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make(file, base64.b64encode(random(KEY_BYTES)) + b"\n")
    except OSError as error:
        raise WrongSetting(
            say(
                "{folder} cannot be written. Let this user write there, or start elsewhere.",
                folder=str(file.parent),
            )
        ) from error
    return _read(file)


def _make(file: Path, content: bytes) -> None:
    """Whole and on the disk, or not at all; where another process was first, its file stays."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".key")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(handle)
        os.link(temporary, file)
    except FileExistsError:
        pass
    finally:
        Path(temporary).unlink()
    _flush_folder(file.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(file: Path) -> tuple[bytes, ...]:
    try:
        return decode_keys(str(file), file.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(
            say(
                "{file} cannot be read: it must be a text file in UTF-8 that this user may open.",
                file=str(file),
            )
        ) from error
