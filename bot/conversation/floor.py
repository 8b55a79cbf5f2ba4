"""The conversation in front is gone on with: opened, asked, answered, changed, finished, cancelled."""

from dataclasses import replace as changed
from typing import Any

from bot.conversation import drafts
from bot.conversation.dialog import Json, Line, Option, Pass, Receipt, Unclear, Value, heading, hint
from bot.conversation.drafts import Draft
from bot.conversation.front import Mode
from bot.conversation.here import Here
from bot.conversation.in_front import Held, InFront
from bot.conversation.pages import Pages
from bot.conversation.replay import Finished, Open
from bot.conversation.showing import question_page, shown_as
from bot.conversation.voice import Voice
from core.errors import Moved, Over, Refused
from core.message import say
from core.talk import Conversation


class Floor:
    """What is done with `in_front`; where nothing is in front any more, one of `pages` is shown."""

    def __init__(self, here: Here, voice: Voice, in_front: InFront, pages: Pages) -> None:
        self._here = here
        self._voice = voice
        self.in_front = in_front
        self.pages = pages

    def opened(self) -> Open | None:
        """The open question of the conversation in front. None where there is none or it may not go on."""
        if self.in_front.held is None and (conversation := self.in_front.stored()) is not None:
            self.load(conversation)
        return self.in_front.held.opened if self.in_front.held else None

    def start(
        self,
        dialog: str,
        subject: str,
        given: tuple[tuple[str, Json], ...] = (),
        preface: tuple[Line, ...] = (),
    ) -> None:
        """Opens it, or goes on with its draft; it comes to the front. `given` are answers that came with it."""
        conversation = self.in_front.begin(dialog, subject)
        if given:
            draft = drafts.EMPTY
            for key, value in given:
                draft = drafts.put(draft, key, value)
            conversation = changed(conversation, state=drafts.to_json(draft))
        if not self.load(conversation, preface):
            if drafts.from_json(conversation.state) == drafts.EMPTY:
                self._here.uow.talk.close_conversation(conversation.row)  # there is no draft to come back to
            return
        held = self.in_front.certain
        self.in_front.keep(held.opened)
        title = held.spec.title(subject)
        if held.opened.draft.answers and not given:
            title = say("Going on with the draft: {title}", title=title)
        self.in_front.row = conversation.row
        self.ask((*preface, heading(title)))

    def resume(self, row: int) -> bool:
        conversation = self._here.uow.talk.conversation(row)
        if conversation is None or not self.in_front.is_open_to_us(conversation):
            return False
        self.in_front.held = None
        self.start(conversation.dialog, conversation.subject)
        return True

    def load(self, conversation: Conversation, preface: tuple[Line, ...] = ()) -> bool:
        """Holds it. Where the rights to it are gone its draft stays, unless it is over for good, and the person is
        told."""
        try:
            self.in_front.hold(conversation)
        except Refused as refused:
            self.in_front.row = None
            if isinstance(refused, Over):
                self._here.uow.talk.close_conversation(conversation.row)
            self.pages.home((*preface, Line(refused.words)))
            return False
        return True

    def ask(self, preface: tuple[Line, ...] = (), extra: tuple[Option, ...] = ()) -> None:
        """Shows the open question. `extra` are readings of what was typed, offered before its own options."""
        held = self.in_front.certain
        question = held.opened.question
        page = question_page(held.opened, preface)
        if extra:
            page = changed(page, options=extra)
        self._voice.front = self._voice.front.asking(numbers_choose=bool(extra) or question.numbers_choose)
        self._voice.prompt(page, Mode.QUESTION, shown_as(question), conversation=held.conversation.row)

    def answer(self, value: object, words: str) -> None:
        """Takes the value for the open question; `words` is how the person put it. What a look-up refuses to tell after
        it leaves the draft as it was before."""
        opened = self.in_front.certain.opened
        said, prompt = self._here.said, self._here.line.prompt_message or ""
        draft = drafts.answered(opened.draft, opened.question, value, message=said.message_id, prompt=prompt)
        self._voice.remember_last(opened.question.key, words)
        try:
            position = opened.go_on(draft, value)
        except Refused as refused:
            self.change(opened.draft, (Line(refused.words),))
            return
        if isinstance(position, Finished):
            self._finish(position)
        else:
            self._go_to(position)

    def reanswer(self, key: str, text: str) -> None:
        """Other words for an answer given before: read by its own question; what cannot be read is asked there."""
        held = self.in_front.certain
        edited = drafts.edited(held.opened.draft, key)
        position = self.in_front.replayed(held.conversation, held.spec, edited)
        if isinstance(position, Finished) or position.question.key != key:
            self.ask((hint(say("That question is not part of this any more.")),))
            return
        self.in_front.held = Held(held.conversation, held.spec, position)
        match position.question.read(text, self._here.today):
            case Value(value):
                self.answer(value, text)
            case Pass():
                self.answer(None, text)
            case Unclear(reason, options):
                self._go_to(position, (Line(reason),), options)

    def accept(self, stored: Json, words: str) -> None:
        """Takes what an option carries."""
        match self.in_front.certain.opened.question.accept(stored):
            case Value(value):
                self.answer(value, words)
            case Unclear(reason, options):
                self.ask((Line(reason),), options)

    def keep_old(self) -> None:
        opened = self.in_front.certain.opened
        if opened.old is None or not opened.keepable:
            self.ask()
            return
        value = None if opened.old.value is None else opened.question.decode(opened.old.value)
        self.answer(value, "")

    def change(self, draft: Draft, preface: tuple[Line, ...] = ()) -> None:
        """Another draft of the same conversation (back, edit, put), replayed and shown."""
        conversation, state = self.in_front.certain.conversation, drafts.to_json(draft)
        self._here.uow.talk.keep_conversation(conversation.row, state, self._here.now)
        self.in_front.held = None
        if self.load(changed(conversation, state=state), preface):
            self.ask(preface)

    def _go_to(
        self, position: Open, preface: tuple[Line, ...] = (), options: tuple[Option, ...] = ()
    ) -> None:
        self.in_front.keep(position)
        self.ask(preface, options)

    def _finish(self, done: Finished[Any]) -> None:
        """Carries the command out. What the rules refuse leaves the draft as it was before the last answer."""
        held, here = self.in_front.certain, self._here
        try:
            with here.uow.part():
                receipt: Receipt = held.spec.carry_out(here, held.conversation.subject, done.command)
        except Refused as refused:
            self.change(held.opened.draft, (Line(refused.words),))
            return
        except Moved:
            again = say("Something has changed meanwhile. Please look at it again.")
            self.change(held.opened.draft, (Line(again),))
            return
        here.uow.talk.close_conversation(held.conversation.row)
        self.pages.receipt(receipt)

    def cancel(self, *, keep: bool) -> None:
        """Works without a replay, so that a dialog that raises never traps anyone."""
        row = self.in_front.row
        self.in_front.leave()
        if row is not None and not keep:
            self._here.uow.talk.close_conversation(row)
        words = say("Stopped. The draft is kept.") if keep else say("Stopped. The draft is deleted.")
        self.pages.home((Line(words),))
