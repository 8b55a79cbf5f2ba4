"""Commands that look after what is kept: is the log whole, and (bot/cli_rotate.py) which key seals it."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_help import VietnameseCommand, words
from bot.cli_rotate import rotate_key
from bot.cli_session import at_once, now_by, opened_store, settings_for, tell
from core.errors import Refused
from core.message import Message, say
from core.usecases.seal_log import Broken, Fault, Verification

if TYPE_CHECKING:
    from core.trail import Head


def add_commands(app: typer.Typer) -> None:
    for name, command, what in (
        ("verify-log", verify_log, say("Check that nobody changed the log of who read what.")),
        ("rotate-key", rotate_key, say("Seal everything by a new key, while the bot runs.")),
        ("retention", retention, say("Say how long what is kept, or set it.")),
    ):
        app.command(name, cls=VietnameseCommand, help=words(what))(command)


def retention(
    what: Annotated[
        str, typer.Argument(metavar=words(say("WHAT")), help=words(say("The clock to set.")))
    ] = "",
    days: Annotated[
        int, typer.Argument(metavar=words(say("DAYS")), help=words(say("How long from now on.")))
    ] = 0,
) -> None:
    """One line a clock: its name, the days, what it is and from when."""
    from core.usecases.forget import clocks, set_clock

    settings, now = settings_for(), now_by(None)
    if what:
        at_once(settings, lambda uow: set_clock(uow, what, days, now))
    for each in at_once(settings, lambda uow: clocks(uow, now)):
        clock = each.clock
        line = say(
            "{name}: {days} days, {what}, {since}.",
            name=clock.kept.value,
            days=each.days,
            what=clock.what,
            since=clock.since,
        )
        tell(line)


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
