"""How the command line speaks: Typer's layout in the product's own words.

Typer has its English built in, so the parts that a person reads are written here: usage, options, commands, and what
is wrong with what was typed.
"""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from bot.wording import Wording
from core.message import Message, say

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter, Parameter

wording: Final = Wording()


def words(message: Message) -> str:
    return wording.text(message)


class VietnameseCommand(TyperCommand):
    """One command, its help laid out as usage, what it does, arguments and options."""

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        _write_parameters(self, ctx, formatter)


class UnknownCommand(TyperException):
    """`near` are the commands that may have been meant."""

    def __init__(self, name: str, near: list[str]) -> None:
        super().__init__(name)
        self.near = near


class VietnameseGroup(TyperGroup):
    """All commands, each with its first line."""

    def resolve_command(
        self, ctx: "Context", args: list[str]
    ) -> tuple[str | None, "Command | None", list[str]]:
        if args[0] not in self.commands:
            raise UnknownCommand(args[0], get_close_matches(args[0], self.commands))
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        _write_parameters(self, ctx, formatter)
        commands = [(name, self.commands[name]) for name in self.list_commands(ctx)]
        with formatter.section(words(say("Commands"))):
            formatter.write_dl([(name, (each.help or "").splitlines()[0]) for name, each in commands])


def _write_usage(command: "Command", ctx: "Context", formatter: "HelpFormatter") -> None:
    options = words(say("[OPTIONS]"))
    pieces = [options if piece == "[OPTIONS]" else piece for piece in command.collect_usage_pieces(ctx)]
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{words(say('Usage:'))} ")


def _write_parameters(command: "Command", ctx: "Context", formatter: "HelpFormatter") -> None:
    parameters = command.get_params(ctx)
    for kind, heading in (("argument", say("Arguments")), ("option", say("Options"))):
        rows = [_row(each) for each in parameters if each.param_type_name == kind]
        if rows:
            with formatter.section(words(heading)):
                formatter.write_dl(rows)


def _row(parameter: "Parameter") -> tuple[str, str]:
    metavar = parameter.metavar or ""
    if parameter.param_type_name == "argument":
        return metavar, getattr(parameter, "help", None) or ""
    if parameter.name == "help":
        return ", ".join(parameter.opts), words(say("Show this help."))
    return f"{', '.join(parameter.opts)} {metavar}".strip(), getattr(parameter, "help", None) or ""


def usage_fault(error: TyperException) -> str:
    """What is wrong with the line that was typed, and where to look."""
    context: Any = getattr(error, "ctx", None)
    asked = f"{context.command_path} --help" if context is not None else "neuguong --help"
    return words(say("{fault} See: {command}", fault=_fault(error), command=asked))


def _fault(error: TyperException) -> Message:
    """Typer tells its kinds of fault apart by class, and exports only their base."""
    parameter: Any = getattr(error, "param", None)
    what = _name(parameter) if parameter is not None else ""
    if isinstance(error, UnknownCommand):
        return _unknown(error)
    match type(error).__name__:
        case "BadOptionUsage":
            return say("{what}: a value has to follow.", what=str(getattr(error, "option_name", "")))
        case "MissingParameter":
            return say("{what} is missing.", what=what)
        case "BadParameter":
            return say("{what}: this value does not fit.", what=what)
        case "NoSuchOption":
            return say("There is no option {what}.", what=str(getattr(error, "option_name", "")))
        case _:
            return say("This command is not understood.")


def _name(parameter: "Parameter") -> str:
    """As it is typed: the option itself, or what stands for an argument in the usage."""
    if parameter.param_type_name == "argument":
        return parameter.metavar or ""
    return parameter.opts[0]


def _unknown(error: UnknownCommand) -> Message:
    if error.near:
        return say("There is no command {what}. Was {other} meant?", what=error.message, other=error.near[0])
    return say("There is no command {what}.", what=error.message)
