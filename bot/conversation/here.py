"""One update while it is being decided: what everyone who has a say in it is handed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from bot.conversation.dialog import Line, Option
from bot.inbound import Inbound
from core.clock import VIETNAM
from core.files_out import FileOrder
from core.occasion import Occasion
from core.outbox import Claimed, Priority
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.talk import Line as AddressLine

if TYPE_CHECKING:
    from bot.conversation.spec import Command, Show


MAKE: Final = "make"
"""Set going after the commit: a file was ordered."""
QUIET: Final = timedelta(seconds=1.5)
"""How long nothing more must come before what came together is told of."""
LONG_QUIET: Final = timedelta(seconds=20)
"""The same where a message cannot be changed afterwards."""


@dataclass(slots=True)
class Decision:
    """What must happen once it is committed: taps to answer (best effort), replies that this process has claimed, and
    what was set going: names that bootstrap knows, with an argument ("fetch", "menu"). `lane` is shared by all
    addresses of one person."""

    lane: str = ""
    taps: list[str] = field(default_factory=list)
    claimed: tuple[Claimed, ...] = ()
    after: list[tuple[str, str]] = field(default_factory=list)


class Teller(Protocol):
    """Queues a notice to people other than who is speaking; they get it by the address that they prefer.

    `dedup` is unique for ever within one person: telling the same again adds nothing. `wanted` names a check made
    again at the moment of sending. Within quiet hours it waits for the morning.
    """

    def __call__(
        self,
        people: Sequence[str],
        lines: tuple[Line, ...],
        options: tuple[Option, ...] = (),
        *,
        dedup: str,
        wanted: str | None = None,
        priority: Priority = Priority.NOTICE,
    ) -> None: ...


@dataclass(slots=True)
class Here:
    """The unit of work, who speaks (None for a stranger), when, where and through what. `menu` is the speaker's."""

    uow: UnitOfWork
    speaker: Speaker | None
    now: datetime
    said: Inbound
    line: AddressLine
    tell: Teller
    chance: Chance
    menu: "Callable[[], Show]"
    after: list[tuple[str, str]]
    quiet: timedelta = QUIET
    """How long a receipt of what comes together waits for more."""
    commands: "Mapping[str, Command]" = field(default_factory=dict)
    """All that are registered, for pages that lead to others."""

    @property
    def occasion(self) -> Occasion:
        said = self.said
        return Occasion(self.now, said.received_at, said.sent_at, said.message_id, said.address.channel)

    @property
    def known(self) -> Speaker:
        """Who speaks, in what is for linked people only (the engine has checked that)."""
        if self.speaker is None:
            raise LookupError("a stranger reached what is for linked people")
        return self.speaker

    def order_file(self, kind: str, argument: str = "") -> str:
        """Has a file made by the maker of this kind (bot/makers.py), to be sent to where the speaker is now, under the
        rights held when it is made. The id of the order. Raises Refused where too many wait."""
        order = FileOrder(
            self.chance.new_id(),
            kind,
            argument,
            self.known.person.id,
            self.line.row,
            self.said.address.channel,
            self.now,
        )
        self.after.append((MAKE, ""))
        return self.uow.files.order(order)

    @property
    def today(self) -> date:
        return self.now.astimezone(VIETNAM).date()
