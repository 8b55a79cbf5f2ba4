"""The conversation in front at an address, and where it stands when its dialog is run again under today's rights."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

from bot.conversation import drafts
from bot.conversation.drafts import Draft
from bot.conversation.here import Here
from bot.conversation.recent import Recent, Steady
from bot.conversation.replay import BadDialog, Finished, Open
from bot.conversation.replay import replay as run_again
from bot.conversation.spec import DialogSpec, Registry
from core.talk import Conversation


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation that may go on, and its open question."""

    conversation: Conversation
    spec: DialogSpec[Any, Any]
    opened: Open


class InFront:
    """`row` is the conversation in front, None where there is none; `held` is it once it was looked into."""

    def __init__(self, here: Here, registry: Registry, row: int | None, recent: Recent) -> None:
        self.row = row
        self.held: Held | None = None
        self._here = here
        self._dialogs = registry.dialogs
        self._recent = recent
        self._sheet: object = None
        self._steady: Steady | None = None

    @property
    def owner(self) -> str:
        """Answers belong to the person; a stranger's to the address, until it is linked."""
        speaker = self._here.speaker
        return f"p:{speaker.person.id}" if speaker else f"a:{self._here.line.row}"

    @property
    def certain(self) -> Held:
        if self.held is None:
            raise LookupError("no question is open")
        return self.held

    @property
    def place(self) -> tuple[str, str]:
        """Its dialog and subject, where it was looked into."""
        return (self.held.conversation.dialog, self.held.conversation.subject) if self.held else ("", "")

    def stored(self) -> Conversation | None:
        """The row in front; no longer in front where it is gone, somebody else's, or closed to this person now."""
        if self.row is None:
            return None
        conversation = self._here.uow.talk.conversation(self.row)
        if conversation is None or not self.is_open_to_us(conversation):
            self.row = None
            return None
        return conversation

    def is_open_to_us(self, conversation: Conversation) -> bool:
        return conversation.owner == self.owner and conversation.dialog in self._dialogs

    def leave(self) -> None:
        self.row, self.held = None, None

    def begin(self, dialog: str, subject: str) -> Conversation:
        """The person's own about this subject, made where there is none."""
        empty = drafts.to_json(drafts.EMPTY)
        return self._here.uow.talk.open_conversation(self.owner, dialog, subject, empty, self._here.now)

    def keep(self, opened: Open) -> None:
        """Stores where it stands now."""
        conversation, spec = self.certain.conversation, self.certain.spec
        state = drafts.to_json(opened.draft)
        self._here.uow.talk.keep_conversation(conversation.row, state, self._here.now)
        kept = Conversation(
            conversation.row,
            conversation.owner,
            conversation.dialog,
            conversation.subject,
            state,
            self._here.now,
        )
        self.held = Held(kept, spec, opened)

    def hold(self, conversation: Conversation) -> None:
        """Replays it under today's rights. Raises core.errors.Refused where they are gone."""
        spec = self._dialogs[conversation.dialog]
        position = self.replayed(conversation, spec)
        if isinstance(position, Finished):
            position = self._last_once_more(conversation, spec, position.draft)
        self.held = Held(conversation, spec, position)

    def _last_once_more(self, conversation: Conversation, spec: DialogSpec[Any, Any], draft: Draft) -> Open:
        """The sheet has changed so that nothing is left to ask."""
        last = draft.settled[-1]
        draft = replace(draft, answers={key: a for key, a in draft.answers.items() if key != last})
        position = self.replayed(conversation, spec, draft)
        if isinstance(position, Finished):
            raise BadDialog(f"{conversation.dialog} ends without a question")
        return position

    def replayed(
        self, conversation: Conversation, spec: DialogSpec[Any, Any], draft: Draft | None = None
    ) -> Open | Finished[Any]:
        """Of its stored answers, unless others are given."""

        def look_up(query: str, argument: Hashable) -> object:
            return spec.queries[query](self._here, argument)

        here = self._here
        stamp = here.uow.talk.facts_stamp() if spec.steady is not None else None
        if draft is None and stamp is not None:
            known = self._recent.take_steady(_place(conversation), conversation.state, stamp, here.now)
            if known is not None:
                self._sheet, as_it_was, self._steady = known
                as_it_was.walk.look_up = look_up
                return as_it_was
        self._sheet = sheet = spec.sheet(here, conversation.subject)
        self._steady = None
        if spec.steady is not None and stamp is not None:
            self._steady = Steady(stamp, here.now, spec.steady(sheet, here.now))
        if draft is None:
            position = self._recent.take(_place(conversation), conversation.state, sheet)
            if position is not None:
                position.walk.look_up = look_up
                return position
            draft = drafts.from_json(conversation.state)
        if draft == drafts.EMPTY and spec.begin is not None:
            draft = drafts.prefilled(spec.begin(sheet))
        return run_again(lambda: spec.script(sheet), draft, look_up)

    def remember(self) -> None:
        """Where it stands now, for this process's next update of it."""
        if self.held is not None and self.row is not None:
            conversation = self.held.conversation
            self._recent.keep(
                _place(conversation), conversation.state, self._sheet, self.held.opened, self._steady
            )


def _place(conversation: Conversation) -> Hashable:
    return conversation.row, conversation.owner, conversation.dialog, conversation.subject
