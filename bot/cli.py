"""The command line: `neuguong …`. What a command needs is imported when it runs, so that none pays for another."""

import errno
import io
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot import cli_people, cli_roster
from bot.cli_help import VietnameseCommand, VietnameseGroup, usage_fault, words
from bot.cli_session import settings_for, tell
from bot.cli_upkeep import add_commands as add_upkeep
from core.errors import Refused
from core.message import say
from core.store import StoreUnavailable

if TYPE_CHECKING:
    from bot.settings import Settings

_FAULT: Final = 1
_WRONG: Final = 2  # as Typer's own, for a line or a setting that is not understood

app: Final = typer.Typer(
    cls=VietnameseGroup,
    help=words(say("A chat assistant with which party members register pledges and report each quarter.")),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    subcommand_metavar=words(say("COMMAND …")),
)


@app.command(cls=VietnameseCommand, help=words(say("Start the bot, or the simulator where no token is set.")))
def run(
    clock_file: Annotated[
        Path | None,
        typer.Option(
            metavar=words(say("FILE")),
            help=words(say("For trials: time starts at the instant in this file (ISO 8601) and follows it.")),
        ),
    ] = None,
) -> None:
    from bot.clocks import RealClock
    from bot.settings import trial_clock

    settings = settings_for(logging.INFO)
    if clock_file is None and not settings.on_telegram:
        _simulate(settings)
        return
    clock = RealClock() if clock_file is None else trial_clock(settings, clock_file)
    from bot import bootstrap

    bootstrap.run(settings, clock)


@app.command(
    cls=VietnameseCommand,
    help=words(say("Start the simulator: everything can be tried on this machine.")),
)
def simulate() -> None:
    _simulate(settings_for(logging.INFO))


def _simulate(settings: "Settings") -> None:
    from bot.settings import check_simulator

    check_simulator(settings)
    from simulator import run as simulator

    simulator.simulate(settings, tell)


@app.command(cls=VietnameseCommand, help=words(say("Hold a conversation in this terminal, as on Zalo.")))
def chat() -> None:
    settings = settings_for()
    from bot import bootstrap

    bootstrap.chat(settings)


@app.command(
    cls=VietnameseCommand, help=words(say("Bring the database to the shape that this release needs."))
)
def migrate() -> None:
    settings = settings_for()
    from bot.installation import bring_up_to_date

    if bring_up_to_date(settings):
        tell(say("The database is now up to date."))
    else:
        tell(say("The database was up to date already."))


@app.command(cls=VietnameseCommand, help=words(say("Read the settings and say what is wrong or missing.")))
def check_config() -> None:
    settings = settings_for()
    from bot.cli_check import findings

    for line in findings(settings):
        tell(line)


cli_people.add_commands(app)
cli_roster.add_commands(app)
add_upkeep(app)


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # whatever the host's locale, the words are Vietnamese
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # what is typed may be in an old encoding
    sys.exit(_main(sys.argv[1:]))


def _main(arguments: list[str]) -> int:
    """The exit code; whatever an administrator can do something about ends as one line on standard error."""
    from bot.setting_forms import CannotStart

    try:
        return app(arguments, standalone_mode=False, prog_name="neuguong") or 0
    except CannotStart as fault:
        tell(fault.words, aside=True)
        return _WRONG
    except Refused as refused:
        tell(refused.words, aside=True)
        return _FAULT
    except StoreUnavailable:
        tell(
            say("The database cannot be used now: it is busy, full or out of reach. Try again."),
            aside=True,
        )
        return _FAULT
    except OSError as fault:
        if fault.errno != errno.EADDRINUSE:
            raise
        tell(say("{name}: another program uses this port. Choose another.", name="HTTP_PORT"), aside=True)
        return _WRONG
    except typer.TyperException as fault:
        return _explain(fault)


def _explain(fault: typer.TyperException) -> int:
    if not fault.exit_code or type(fault).__name__ == "NoArgsIsHelpError":
        typer.echo(fault.format_message())
        return 0
    typer.echo(usage_fault(fault), err=True)
    return _WRONG
