"""`neuguong rotate-key`: everything that is sealed, by another key, while the bot runs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_help import words
from bot.cli_session import now_by, opened_store, settings_for, tell
from core.errors import Refused
from core.message import say

if TYPE_CHECKING:
    from bot.settings import Settings


def rotate_key(
    drop_old: Annotated[
        bool,
        typer.Option("--drop-old", help=words(say("Afterwards take the old keys out of the key file."))),
    ] = False,
    clock_file: Annotated[
        Path | None,
        typer.Option(
            metavar=words(say("FILE")), help=words(say("For trials: today is the day in this file."))
        ),
    ] = None,
) -> None:
    """With DATA_KEY the new key is put before the old one by hand; without, it is made in the key file."""
    from bot.data_key import drop_old_keys
    from bot.installation import open_evidence, open_vault
    from core.usecases.rotate_key import rotate

    settings = settings_for()
    _prepare(settings)
    with opened_store(settings) as store:
        done = rotate(store, open_evidence(settings, open_vault(settings)), now_by(clock_file))
    tell(
        say("Sealed or hashed anew: {count}. Pictures moved: {moved}.", count=done.changed, moved=done.moved)
    )
    if done.unreadable:
        raise Refused(
            say("{count} values are sealed by a key that is not here. Keep all keys.", count=done.unreadable)
        )
    if done.codes:
        tell(
            say("{count} link codes that were not used yet end with the old key.", count=done.codes),
            aside=True,
        )
    if drop_old and settings.data_key is None:
        drop_old_keys(settings)
        tell(say("The old key is dropped. Restart the bot when it suits you."))
    else:
        tell(say("The old key opens nothing any more: it can be dropped."))


def _prepare(settings: "Settings") -> None:
    """In the key file a new key is made, once; a running bot learns of it within seconds."""
    import time

    from bot.data_key import add_key, data_keys
    from core.usecases.rotate_key import ALIVE

    if settings.data_key is not None or len(data_keys(settings)) > 1:
        return
    add_key(settings)
    tell(say("A new key is made. Waiting until the running bot knows it …"), aside=True)
    for _ in range(40):
        with opened_store(settings) as store:
            if not store.run_sync(lambda uow: uow.keys.lagging(ALIVE)):
                return
        time.sleep(0.5)
