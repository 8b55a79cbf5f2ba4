"""Where a person may not go on until something is settled: everything leads to one page but what settles it."""

from dataclasses import dataclass, replace

from bot.conversation.here import Here
from bot.conversation.spec import Collect, Registry, Show, Turn


@dataclass(frozen=True, slots=True)
class Barred:
    """`page` is all that is shown; `commands` and `dialogs` are what stays open."""

    page: Show
    commands: frozenset[str]
    dialogs: frozenset[str]


def narrowed(registry: Registry, barred: Barred) -> Registry:
    """The same as this person may use it now. Nothing that is sent reaches a dialog, so nothing of it is kept."""

    def page(here: Here, argument: object = None) -> Turn:
        del here, argument
        return barred.page

    def in_one(here: Here, place: object) -> Turn:
        """Said once for an album."""
        del place
        album = here.said.media.album if here.said.media else None
        return Collect(
            f"closed:{here.line.row}:{album or here.said.key}", barred.page.lines, barred.page.options
        )

    return replace(
        registry,
        commands={
            name: command if name in barred.commands else replace(command, handle=page)
            for name, command in registry.commands.items()
        },
        dialogs={name: spec for name, spec in registry.dialogs.items() if name in barred.dialogs},
        media=in_one,
        withheld=lambda _here: None,
        plain_home=True,
    )
