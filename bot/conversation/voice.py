"""What is said back while one update is decided: everything becomes a row of the outbox, in order."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation.dialog import Line, Option
from bot.conversation.front import Front, Mode
from bot.conversation.here import Decision
from bot.conversation.showing import Page, Words, put_into_words
from bot.inbound import Inbound
from core.message import Message
from core.outbox import Kind, Outgoing, Priority
from core.ports import UnitOfWork
from core.talk import Line as AddressLine


class Voice:
    """Collects replies and notices; `hand_over` queues them. `front` is what will stand at the address."""

    def __init__(
        self,
        uow: UnitOfWork,
        said: Inbound,
        line: AddressLine,
        front: Front,
        words: Words,
        quiet_until: Callable[[datetime], datetime | None],
    ) -> None:
        self.front = front
        self._uow = uow
        self._said = said
        self._line = line
        self._words = words
        self._quiet_until = quiet_until
        self._replies: list[Outgoing] = []
        self._notices: list[Outgoing] = []

    @property
    def answered(self) -> bool:
        """Something has been said back already."""
        return bool(self._replies)

    def receipt(self, *lines: Line | Message) -> None:
        """Says it beside whatever is open; the shown prompt stays the one to be answered."""
        page = Page(tuple(line if isinstance(line, Line) else Line(line) for line in lines))
        screen, _ = put_into_words(page, self.front, self._words, self.front.mode, self.front.key)
        self._reply(screen.to_json(), Kind.RECEIPT, None, None)

    def prompt(
        self,
        page: Page,
        mode: Mode,
        key: str = "",
        *,
        conversation: int | None = None,
        edits: str | None = None,
    ) -> None:
        """Shows it as what is to be answered next at this address."""
        screen, self.front = put_into_words(page, self.front, self._words, mode, key)
        self._reply(screen.to_json(), Kind.EDIT if edits else Kind.PROMPT, conversation, edits)

    def _reply(self, payload: bytes, kind: Kind, conversation: int | None, edits: str | None) -> None:
        self._replies.append(
            Outgoing(
                address=self._line.row,
                payload=payload,
                kind=kind,
                priority=Priority.REPLY,
                dedup=f"re:{self._said.key}:{len(self._replies)}",
                person=self._line.speaker,
                conversation=conversation,
                edits=edits,
            )
        )

    def tell(
        self,
        people: Sequence[str],
        lines: tuple[Line, ...],
        options: tuple[Option, ...] = (),
        *,
        dedup: str,
        wanted: str | None = None,
        priority: Priority = Priority.NOTICE,
    ) -> None:
        """See bot.conversation.here.Teller. Its options are commands, which need nothing to be open."""
        screen, _ = put_into_words(Page(lines, options), Front(), self._words, Mode.HOME, "")
        payload, now = screen.to_json(), self._said.received_at
        for person in people:
            addresses = self._uow.talk.addresses_of(person)
            if not addresses:
                continue
            self._notices.append(
                Outgoing(
                    address=addresses[0],
                    payload=payload,
                    kind=Kind.NOTICE,
                    priority=priority,
                    dedup=f"{dedup}:{person}",
                    person=person,
                    wanted=wanted,
                    not_before=self._quiet_until(now),
                )
            )

    def hand_over(self, owner: str, decision: Decision) -> None:
        now = self._said.received_at
        if self._replies:
            decision.claimed = self._uow.outbox.queue(self._replies, owner, now).claimed
        if self._notices:
            self._uow.outbox.queue(self._notices, None, now)
            decision.after.append(("relay", ""))

    def remember_last(self, key: str, text: str) -> None:
        self.front = replace(self.front, last=(key, text))
