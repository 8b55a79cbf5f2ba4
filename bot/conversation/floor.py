"""The conversation in front: opened, gone on with, answered, finished, put aside."""

from collections.abc import Hashable
from dataclasses import replace as changed
from typing import Any

from bot.conversation import replay
from bot.conversation.dialog import (
    Go,
    Json,
    Line,
    Option,
    Pass,
    Question,
    Receipt,
    Unclear,
    Value,
    heading,
    hint,
)
from bot.conversation.front import Mode
from bot.conversation.here import Here
from bot.conversation.questions import PhotosQuestion
from bot.conversation.recent import Recent
from bot.conversation.replay import Draft, Finished, Open
from bot.conversation.showing import Page, question_page, shown_as
from bot.conversation.spec import Collect, DialogSpec, Registry, Start
from bot.conversation.voice import Voice
from core.errors import Moved, Over, Refused
from core.message import Message, say
from core.talk import Conversation

RESUME = "tieptuc"
"""The engine's own command: go on with a conversation that was put aside."""


class Floor:
    """`front` is the row of the conversation in front, None where there is none."""

    def __init__(
        self, here: Here, voice: Voice, registry: Registry, front: int | None, recent: Recent
    ) -> None:
        self._here = here
        self._voice = voice
        self._registry = registry
        self._recent = recent
        self._sheet: object = None
        self.front = front
        self._at: tuple[Conversation, DialogSpec[Any, Any], Open] | None = None

    @property
    def owner(self) -> str:
        """Answers belong to the person; a stranger's to the address, until it is linked."""
        speaker = self._here.speaker
        return f"p:{speaker.person.id}" if speaker else f"a:{self._here.line.row}"

    def opened(self) -> Open | None:
        """The open question of the conversation in front. None where there is none or it may not go on."""
        if self._at is None and self.front is not None:
            conversation = self._here.uow.talk.conversation(self.front)
            if conversation is None or conversation.owner != self.owner:
                self.front = None
            else:
                self._load(conversation, ())
        return self._at[2] if self._at else None

    @property
    def place(self) -> tuple[str, str]:
        """Dialog and subject in front, after `opened`."""
        return (self._at[0].dialog, self._at[0].subject) if self._at else ("", "")

    def start(
        self,
        dialog: str,
        subject: str,
        given: tuple[tuple[str, Json], ...] = (),
        preface: tuple[Line, ...] = (),
    ) -> None:
        """Opens it, or goes on with its draft; it comes to the front. `given` are answers that came with it."""
        here = self._here
        conversation = here.uow.talk.open_conversation(
            self.owner, dialog, subject, replay.to_json(replay.EMPTY), here.now
        )
        if given:
            draft = replay.EMPTY
            for key, value in given:
                draft = replay.put(draft, key, value)
            conversation = changed(conversation, state=replay.to_json(draft))
        if not self._load(conversation, preface) or self._at is None:
            if replay.from_json(conversation.state) == replay.EMPTY:
                here.uow.talk.close_conversation(conversation.row)  # there is no draft to come back to
            return
        _, spec, opened = self._at
        state = replay.to_json(opened.draft)
        here.uow.talk.keep_conversation(conversation.row, state, here.now)
        self._at = (changed(conversation, state=state), spec, opened)
        title = spec.title(subject)
        if opened.draft.answers and not given:
            title = say("Going on with the draft: {title}", title=title)
        self.front = conversation.row
        self.ask((*preface, heading(title)))

    def collect(self, turn: Collect) -> None:
        """See bot.conversation.spec.Collect."""
        opened = None
        if turn.start is not None and self.opened() is None:
            opened = self._begun(turn.start)
        elif turn.asks:
            opened = self._read_anew()
        if opened is None:
            self._voice.collect(turn.batch, Page(turn.lines, turn.options))
            return
        below = question_page(opened, ())
        brief = (Line(opened.question.brief),) if opened.question.brief.id else ()
        self._voice.front = self._voice.front.asking(numbers_choose=opened.question.numbers_choose)
        page = Page((*turn.lines, *brief), below.options, below.verbs)
        unseen = turn.start is not None
        self._voice.collect(turn.batch, page, shown_as(opened.question), unseen=unseen)

    def _begun(self, start: Start) -> Open | None:
        """Brought to the front for what came, unless its draft stands at a question that has no bearing on it."""
        conversation = self._here.uow.talk.open_conversation(
            self.owner, start.dialog, start.subject, replay.to_json(replay.EMPTY), self._here.now
        )
        if self._load(conversation, ()) and self._at and _fits_below(self._at[2].question):
            self.front = conversation.row
            return self._at[2]
        self.front, self._at = None, None
        return None

    def _read_anew(self) -> Open | None:
        """The open question with what came counted in it, if it is on the screen and that has a bearing on it."""
        if self.front is None or self._voice.front.mode is not Mode.QUESTION:
            return None
        self._at = None
        opened = self.opened()
        return opened if opened is not None and _fits_below(opened.question) else None

    def resume(self, row: int) -> bool:
        conversation = self._here.uow.talk.conversation(row)
        if conversation is None or conversation.owner != self.owner:
            return False
        self._at = None
        self.start(conversation.dialog, conversation.subject)
        return True

    def _load(self, conversation: Conversation, preface: tuple[Line, ...]) -> bool:
        """Replays it under today's rights. Where they are gone its draft stays, unless it is over for
        good, and the person is told."""
        spec = self._registry.dialogs[conversation.dialog]
        try:
            position = self._replayed(conversation, spec)
        except Refused as refused:
            self.front = None
            if isinstance(refused, Over):
                self._here.uow.talk.close_conversation(conversation.row)
            self.home((*preface, Line(refused.words)))
            return False
        if isinstance(
            position, Finished
        ):  # the sheet has changed so that nothing is left to ask: the last once more
            draft = position.draft
            last = draft.settled[-1]
            draft = changed(draft, answers={key: a for key, a in draft.answers.items() if key != last})
            position = self._replayed(conversation, spec, draft)
        if isinstance(position, Finished):
            raise replay.BadDialog(f"{conversation.dialog} ends without a question")
        self._at = (conversation, spec, position)
        return True

    def _replayed(
        self, conversation: Conversation, spec: DialogSpec[Any, Any], draft: Draft | None = None
    ) -> Open | Finished[Any]:
        """Of its stored answers, unless others are given."""
        self._sheet = sheet = spec.sheet(self._here, conversation.subject)

        def look_up(query: str, argument: Hashable) -> object:
            return spec.queries[query](self._here, argument)

        if draft is None:
            position = self._recent.take(conversation.row, conversation.state, sheet)
            if position is not None:
                position.walk.look_up = look_up
                return position
            draft = replay.from_json(conversation.state)
        if draft == replay.EMPTY and spec.begin is not None:
            draft = replay.prefilled(spec.begin(sheet))
        return replay.replay(lambda: spec.script(sheet), draft, look_up)

    def ask(self, preface: tuple[Line, ...] = (), extra: tuple[Option, ...] = ()) -> None:
        """Shows the open question. `extra` are readings of what was typed, offered before its own options."""
        conversation, _, opened = self._held()
        page = question_page(opened, preface)
        if extra:
            page = changed(page, options=extra)
        self._voice.front = self._voice.front.asking(
            numbers_choose=bool(extra) or opened.question.numbers_choose
        )
        self._voice.prompt(page, Mode.QUESTION, shown_as(opened.question), conversation=conversation.row)

    def answer(self, value: object, words: str) -> None:
        """Takes the value for the open question; `words` is how the person put it."""
        _, _, opened = self._held()
        said, prompt = self._here.said, self._here.line.prompt_message or ""
        draft = replay.answered(opened.draft, opened.question, value, message=said.message_id, prompt=prompt)
        self._voice.remember_last(opened.question.key, words)
        self._go_to(opened.go_on(draft, value))

    def reanswer(self, key: str, text: str) -> None:
        """Other words for an answer given before: read by its own question; what cannot be read is asked there."""
        conversation, spec, opened = self._held()
        position = self._replayed(conversation, spec, replay.edited(opened.draft, key))
        if isinstance(position, Finished) or position.question.key != key:
            self.ask((hint(say("That question is not part of this any more.")),))
            return
        self._at = (conversation, spec, position)
        match position.question.read(text, self._here.today):
            case Value(value):
                self.answer(value, text)
            case Pass():
                self.answer(None, text)
            case Unclear(reason, options):
                self._go_to(position, (Line(reason),), options)

    def accept(self, stored: Json, words: str) -> None:
        """Takes what an option carries."""
        _, _, opened = self._held()
        match opened.question.accept(stored):
            case Value(value):
                self.answer(value, words)
            case Unclear(reason, options):
                self.ask((Line(reason),), options)

    def keep_old(self) -> None:
        _, _, opened = self._held()
        if opened.old is None or not opened.keepable:
            self.ask()
            return
        value = None if opened.old.value is None else opened.question.decode(opened.old.value)
        self.answer(value, "")

    def change(self, draft: Draft, preface: tuple[Line, ...] = ()) -> None:
        """Another draft of the same conversation (back, edit, put), replayed and shown."""
        conversation, _, _ = self._held()
        state = replay.to_json(draft)
        self._here.uow.talk.keep_conversation(conversation.row, state, self._here.now)
        self._at = None
        if self._load(changed(conversation, state=state), preface):
            self.ask(preface)

    def _go_to(
        self,
        position: Open | Finished[Any],
        preface: tuple[Line, ...] = (),
        options: tuple[Option, ...] = (),
    ) -> None:
        conversation, spec, _ = self._held()
        if isinstance(position, Open):
            state = replay.to_json(position.draft)
            self._here.uow.talk.keep_conversation(conversation.row, state, self._here.now)
            self._at = (changed(conversation, state=state), spec, position)
            self.ask(preface, options)
        else:
            self._finish(position)

    def _finish(self, done: Finished[Any]) -> None:
        """Carries the command out. What the rules refuse leaves the draft as it was before the last answer."""
        conversation, spec, opened = self._held()
        here = self._here
        try:
            with here.uow.part():
                receipt = spec.carry_out(here, conversation.subject, done.command)
        except Refused as refused:
            self.change(opened.draft, (Line(refused.words),))
            return
        except Moved:
            self.change(
                opened.draft, (Line(say("Something has changed meanwhile. Please look at it again.")),)
            )
            return
        here.uow.talk.close_conversation(conversation.row)
        self.front, self._at = None, None
        self.show_receipt(receipt)

    def show_receipt(self, receipt: Receipt) -> None:
        options = (*receipt.options, *self.put_aside())
        self._show(Page(receipt.lines, options))

    def cancel(self, *, keep: bool) -> None:
        """Works without a replay, so that a dialog that raises never traps anyone."""
        row, self.front, self._at = self.front, None, None
        if row is not None and not keep:
            self._here.uow.talk.close_conversation(row)
        words = say("Stopped. The draft is kept.") if keep else say("Stopped. The draft is deleted.")
        self.home((Line(words),))

    def put_aside(self) -> tuple[Option, ...]:
        """The person's other open conversations, offered again."""
        options = []
        for conversation in self._here.uow.talk.open_conversations(self.owner):
            spec = self._registry.dialogs.get(conversation.dialog)
            begun = bool(
                replay.from_json(conversation.state).answers
            )  # else there is no draft to come back to
            if spec is not None and begun and conversation.row != self.front:
                label = say("Go on: {title}", title=spec.title(conversation.subject))
                options.append(Option(label, Go(RESUME, str(conversation.row))))
        return tuple(options[:3])

    def home(self, preface: tuple[Line | Message, ...] = ()) -> None:
        """The menu (or what a stranger is told), after `preface`."""
        menu = self._registry.home(self._here)
        lines = tuple(line if isinstance(line, Line) else Line(line) for line in preface)
        self.show(Page((*lines, *menu.lines), menu.options))

    def show(self, page: Page, *, edits: str | None = None) -> None:
        """A page to look at: the conversation in front is put aside, its way back among the options."""
        self.front, self._at = None, None
        self._show(changed(page, options=(*page.options, *self.put_aside())), edits)

    def _show(self, page: Page, edits: str | None = None) -> None:
        self._voice.front = self._voice.front.asking(numbers_choose=True)
        self._voice.prompt(page, Mode.HOME, edits=edits)

    def remember(self) -> None:
        """Where it stands now, for this process's next update of it."""
        if self._at is not None and self.front is not None:
            conversation, _, opened = self._at
            self._recent.keep(conversation.row, conversation.state, self._sheet, opened)

    def _held(self) -> tuple[Conversation, DialogSpec[Any, Any], Open]:
        if self._at is None:
            raise LookupError("no question is open")
        return self._at


def _fits_below(question: Question[Any]) -> bool:
    """Whether it can be asked below a receipt of what came: that has a bearing on it."""
    return bool(question.brief.id) or isinstance(question, PhotosQuestion)
