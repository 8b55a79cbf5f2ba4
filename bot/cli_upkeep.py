"""Commands that look after what is kept: is the log whole, and (bot/cli_rotate.py) which key seals it."""

from typing import TYPE_CHECKING

import typer

from bot.cli_help import VietnameseCommand, words
from bot.cli_session import opened_store, settings_for, tell
from core.errors import Refused
from core.message import Message, say
from core.usecases.seal_log import Broken, Fault, Verification

if TYPE_CHECKING:
    from core.trail import Head


def add_commands(app: typer.Typer) -> None:
    for name, command, what in (
        ("verify-log", verify_log, say("Check that nobody changed the log of who read what.")),
    ):
        app.command(name, cls=VietnameseCommand, help=words(what))(command)


def verify_log() -> None:
    """Ends with 1 and the first place that does not hold, or with 0. Beside a running bot too."""
    from bot.log_head import HeadFile

    settings = settings_for()
    try:
        written = HeadFile(settings.home).read()
    except ValueError:
        raise Refused(say("The file with the end of the log has been changed by hand.")) from None
    walk = Verification()
    with opened_store(settings) as store:
        witnesses: list[Head] = [] if written is None else [written]
        witnesses.append(store.run_sync(lambda uow: uow.trail.noted_head()))
        while (found := store.run_sync(lambda uow: walk.step(uow, witnesses))) is True:
            pass
        waiting = len(store.run_sync(lambda uow: uow.trail.unsealed(1000)))
    if isinstance(found, Broken):
        raise Refused(_fault(found))
    tell(say("The log is whole: {count} lines, the last is number {no}.", count=walk.lines, no=walk.at.no))
    if waiting:
        tell(say("{count} new lines wait to be sealed by the running bot.", count=waiting), aside=True)


def _fault(broken: Broken) -> Message:
    number = broken.no
    if broken.fault is Fault.CHANGED:
        return say("The log is broken: line {no} of the chain was changed.", no=number)
    if broken.fault is Fault.REMOVED:
        return say("The log is broken: line {no} of the chain was removed.", no=number)
    if broken.fault is Fault.MOVED:
        return say("The log is broken: line {no} of the chain is not in its place.", no=number)
    return say("The log is broken: it was cut off or written anew from line {no} of the chain on.", no=number)
