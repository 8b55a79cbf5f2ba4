"""What is said back while one update is decided: everything becomes a row of the outbox, in order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.conversation import front as fronts
from bot.conversation.dialog import Go, Line, Option, hint
from bot.conversation.front import Front, Mode, data_of
from bot.conversation.here import LONG_QUIET, QUIET, Decision
from bot.conversation.showing import Page, Words, put_into_words
from bot.inbound import Inbound
from bot.screen import Role, Screen, ShownOption
from core.message import Message, say
from core.outbox import Kind, Outgoing, Priority
from core.ports import UnitOfWork
from core.talk import Line as AddressLine
from core.usecases.consent import reached_at

WHO_SPEAKS: Final = "ai"
"""The command that makes sure who is at a shared phone: `person|command|argument`, all of them optional."""


def veiled(person: str, given_name: str, options: tuple[Option, ...]) -> Page:
    """On a phone that two people share an unasked message carries no content; its button asks who is speaking."""
    first = next((option.action for option in options if isinstance(option.action, Go)), Go("menu"))
    words = say("There is news for comrade {name}.", name=given_name)
    opens = Go(WHO_SPEAKS, f"{person}|{first.command}|{first.argument}")
    return Page((Line(words),), (Option(say("Open it"), opens, (f"/{WHO_SPEAKS}",)),))


@dataclass(frozen=True, slots=True)
class Kept:
    """The conversation in front, and when the person was last heard."""

    front: int | None
    heard_at: datetime


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
        *,
        can_edit: bool = True,
    ) -> None:
        self.front = front
        self.whom = ""
        """The given name of who is spoken to, where two people share the phone: everything then says for whom it is."""
        self._uow = uow
        self._said = said
        self._line = line
        self._words = words
        self._quiet_until = quiet_until
        self.quiet = QUIET if can_edit else LONG_QUIET
        self.closed: tuple[str, datetime] | None = None
        """A receipt of what came together that had not left when something else was asked, and when it will."""
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
        screen = replace(screen, thanks="")  # a button for the number stays as long as it is asked for
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
        self._close_collection()
        page = self._to_whom(page)
        screen, self.front = put_into_words(page, self.front, self._words, mode, key)
        self._reply(screen.to_json(), Kind.EDIT if edits else Kind.PROMPT, conversation, edits)

    def collect(self, batch: str, page: Page, key: str = "", *, unseen: bool = False) -> None:
        """A receipt of all that comes as `batch`, which leaves when nothing more comes. With `key`, the page's options
        are those of that question, and what is to be answered next; `unseen` where it was not shown before."""
        page = self._to_whom(page)
        screen, front = put_into_words(page, self.front, self._words, Mode.QUESTION, key)
        if key:
            same = self.front.late == batch and self.front.unseen
            self.front = replace(front, late=batch, unseen=unseen or same)
        else:
            commands = tuple(self._beside(option) for option in page.options)
            screen = replace(screen, options=commands)
        self._collected(batch, screen, self._said.received_at + self.quiet)

    def _to_whom(self, page: Page) -> Page:
        if not self.whom:
            return page
        return replace(page, lines=(hint(say("Comrade {name}:", name=self.whom)), *page.lines))

    def _beside(self, option: Option) -> ShownOption:
        """A command that can be taken while something else is open, so it has no number."""
        assert isinstance(option.action, Go)  # noqa: S101  # as bot.conversation.spec.Collect demands
        label = option.label if isinstance(option.label, str) else self._words.text(option.label)
        return ShownOption(label, data_of(option.action, 0, 0), Role.VERB, f"/{option.action.command}")

    def _close_collection(self) -> None:
        """Something else is to be answered now."""
        batch = self.front.late
        if not batch or any(reply.dedup == batch for reply in self._replies):
            return
        standing = self._uow.outbox.standing(batch)
        if standing is not None and standing.unsent:
            self.closed = (batch, standing.not_before or self._said.received_at)

    def retell(self, lines: tuple[Line, ...]) -> None:
        """The receipt that was closed before it left goes without its options, whose numbers would be taken for those
        of the newer prompt, and in words that are true by now."""
        if self.closed is not None and lines:
            batch, not_before = self.closed
            screen, _ = put_into_words(self._to_whom(Page(lines)), Front(), self._words, Mode.HOME, "")
            self._collected(batch, screen, not_before)

    def _collected(self, batch: str, screen: Screen, not_before: datetime) -> None:
        self._reply(screen.to_json(), Kind.RECEIPT, None, None)
        reply = self._replies.pop()
        self._replies.append(replace(reply, dedup=batch, replace=True, not_before=not_before))

    def is_unseen(self) -> bool:
        """Whether the options that stand here have not been shown yet, so that nobody can have meant them."""
        if not self.front.unseen:
            return False
        standing = self._uow.outbox.standing(self.front.late)
        return standing is not None and standing.unsent

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
        payload, now = self._notice(lines, options), self._said.received_at
        for person in people:
            addresses = reached_at(self._uow, person)
            if not addresses:
                continue
            shared = len(self._uow.talk.linked(addresses[0])) > 1
            self._notices.append(
                Outgoing(
                    address=addresses[0],
                    payload=self._veiled(person, options) if shared else payload,
                    kind=Kind.NOTICE,
                    priority=priority,
                    dedup=f"{dedup}:{person}",
                    person=person,
                    wanted=f"to {person}@{addresses[0]} {wanted or ''}".rstrip(),
                    not_before=self._quiet_until(now),
                )
            )

    def _notice(self, lines: tuple[Line, ...], options: tuple[Option, ...]) -> bytes:
        screen, _ = put_into_words(Page(lines, options), Front(), self._words, Mode.HOME, "")
        return screen.to_json()

    def _veiled(self, person: str, options: tuple[Option, ...]) -> bytes:
        known = self._uow.people.get(person)
        page = veiled(person, known.given_name if known else "", options)
        return self._notice(page.lines, page.options)

    def hand_over(self, owner: str, decision: Decision, kept: Kept | None = None) -> None:
        """Queues everything. `kept` is how the address is left."""
        now, line = self._said.received_at, self._line
        at_once = kept is not None and line.free and any(not reply.replace for reply in self._replies)
        if kept is not None:
            state = fronts.to_json(self.front)
            lease = owner if at_once else None
            self._uow.talk.keep_line(line, front=kept.front, state=state, heard_at=kept.heard_at, lease=lease)
        if self._replies:
            queued = self._uow.outbox.queue(self._replies, owner, now, leased=line if at_once else None)
            decision.claimed = queued.claimed
        if self._notices:
            self._uow.outbox.queue(self._notices, None, now)
            decision.after.append(("relay", ""))

    def remember_last(self, key: str, text: str) -> None:
        self.front = replace(self.front, last=(key, text))
