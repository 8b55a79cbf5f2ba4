"""What every command begins with: the settings, the log, and the open database."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import typer

from bot.cli_help import words
from core.message import Message, say

if TYPE_CHECKING:
    from bot.installation import OpenStore
    from bot.settings import Settings
    from core.ports import UnitOfWork

T = TypeVar("T")

PATIENCE: Final = 60.0
"""Seconds that a running bot may keep the database before a command gives up."""


def tell(message: Message, *, aside: bool = False) -> None:
    """`aside` goes to standard error, for people only: what a command gives out may be read by a program."""
    typer.echo(words(message), err=aside)


def settings_for(level: int = logging.WARNING) -> "Settings":
    """Read, with the log set up so that none of their secrets is ever written. Raises WrongSetting."""
    from bot import logs, settings

    logs.configure(level=level)
    loaded = settings.load()
    logs.configure(loaded.secrets(), level=level)
    if (
        level >= logging.WARNING
    ):  # a tool's one long transaction is what was asked for, and no trouble of the bot's
        logging.getLogger("storage.engine.worker").setLevel(logging.ERROR)
    for hint in settings.hints(loaded):
        tell(say("Note: {hint}", hint=hint), aside=True)
    return loaded


def at_once(settings: "Settings", work: Callable[["UnitOfWork"], T]) -> T:
    """Runs one unit of work on the database of this installation, beside a running bot too: it waits its turn.

    Raises what the work raises, CannotStart, StoreUnavailable.
    """
    with opened_store(settings) as store:
        return store.run_sync(work)


@contextmanager
def opened_store(settings: "Settings") -> Iterator["OpenStore"]:
    """The database for several units of work, beside a running bot too. Raises CannotStart, StoreUnavailable."""
    from bot.installation import open_store, open_vault

    store = open_store(settings, open_vault(settings), patience=PATIENCE, on_wait=waiting)
    try:
        yield store
    finally:
        store.close_sync()


def waiting(_: float) -> None:
    """Said once it takes long."""
    tell(say("The database is busy just now. Waiting for its turn …"), aside=True)


def now_by(clock_file: Path | None) -> datetime:
    """The calendar's time: the computer's, or that of a trial. Raises WrongSetting."""
    from bot.clocks import RealClock
    from bot.settings import read_clock

    return (RealClock() if clock_file is None else read_clock(clock_file)).now()
