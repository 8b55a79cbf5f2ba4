"""What `neuguong check-config` tells: each setting as it is understood, and whether the rest stands."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.data_key import FILE
from bot.settings import Settings
from core.message import Message, say


def findings(settings: Settings) -> Iterator[Message]:
    """One line each; makes nothing. Raises CannotStart, StoreUnavailable."""
    for name in Settings.model_fields:
        yield say("{name}: {value}", name=name.upper(), value=_value(settings, name))
    yield _about_key(settings)
    yield from _about_keys(settings)
    yield _about_database(settings)
    if settings.on_telegram:
        yield say("The settings are right. `neuguong run` starts the bot.")
    else:
        yield say("The settings are right. `neuguong run` starts the simulator, for no token is set.")


def _value(settings: Settings, name: str) -> Message | str:
    if name == "database_url":
        return _without_password(settings.database)
    if name == "evidence_url":
        return settings.evidence
    value = getattr(settings, name)
    if value is None:
        return say("not set")
    return say("set, and not shown") if isinstance(value, SecretStr) else str(value)


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return f"postgresql://{parts.hostname or ''}{parts.path}" if parts.scheme == "postgresql" else url


def _about_key(settings: Settings) -> Message:
    file = settings.home / FILE
    if settings.data_key is not None:
        return say("Data is sealed with the key of the settings.")
    if file.exists():
        return say(
            "Data is sealed with the key in {file}. Keep a copy of it in a safe place.", file=str(file)
        )
    return say("The first start will make a key in {file}.", file=str(file))


def _about_keys(settings: Settings) -> Iterator[Message]:
    """By names that tell nothing of them, and how much each has sealed; nothing where there is nothing yet."""
    file = settings.home / FILE
    if settings.data_key is None and not file.exists():
        return
    from bot.installation import (  # only here: it loads the database driver
        is_up_to_date,
        open_store,
        open_vault,
    )

    vault = open_vault(settings)
    yield say("Keys in use: {keys}. The first seals.", keys=", ".join(vault.key_ids))
    file_of_data = settings.database_file
    if (file_of_data is not None and not file_of_data.exists()) or not is_up_to_date(settings):
        return
    store = open_store(settings, vault)
    try:
        sealed = store.run_sync(lambda uow: uow.keys.sealed_by())
    finally:
        store.close_sync()
    for key, count in sorted(sealed.items()):
        yield say("Values sealed by key {key}: {count}.", key=key, count=count)


def _about_database(settings: Settings) -> Message:
    from bot.installation import is_up_to_date  # only here: it loads the database driver

    if settings.database_file is not None and not settings.database_file.exists():
        return say("There is no database yet: the first start makes it.")
    if is_up_to_date(settings):
        return say("The database is up to date.")
    return say("The database will be brought up to date at the next start, or by `neuguong migrate`.")
