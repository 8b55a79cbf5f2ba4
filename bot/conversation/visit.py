"""What one update means: the rules of design.md §3, "What a message answers". What is then done is deeds.py."""

from dataclasses import replace as changed
from datetime import datetime
from typing import assert_never

from bot.conversation import front as fronts
from bot.conversation import hearing
from bot.conversation.barred import narrowed
from bot.conversation.deeds import Deeds
from bot.conversation.dialog import Go, Line, Value, hint
from bot.conversation.floor import Floor
from bot.conversation.front import Mode
from bot.conversation.hearing import Unsure
from bot.conversation.here import Decision, Here
from bot.conversation.in_front import InFront
from bot.conversation.pages import Pages
from bot.conversation.recent import Recent
from bot.conversation.replay import Open
from bot.conversation.spec import OpenPlace, Registry, Show
from bot.conversation.voice import Kept, Voice
from bot.conversation.withheld import WITHHELD, marked_secret
from bot.inbound import MOVED, Inbound, Kind
from core.message import Message, say
from core.ports import Chance, UnitOfWork
from core.talk import Line as AddressLine


class Visit:
    """One update at one address. Everything it does is in the unit of work it was given."""

    def __init__(
        self,
        uow: UnitOfWork,
        said: Inbound,
        decision: Decision,
        registry: Registry,
        voice: Voice,
        line: AddressLine,
        chance: Chance,
        recent: Recent,
    ) -> None:
        self._uow = uow
        self._said = said
        self._voice = voice
        self._registry = whole = registry
        self._line = line
        self._here = here = Here(
            uow, None, said.received_at, said, line, voice.tell, chance, self._menu, decision.after
        )
        here.quiet = voice.quiet
        here.commands = registry.commands
        if line.speaker:
            here.speaker = uow.people.speaker(line.speaker, here.today)
            decision.lane = f"person {line.speaker}"
            if here.speaker is not None and (barred := registry.bar(here)) is not None:
                self._registry = registry = narrowed(registry, barred)
        self._in_front = InFront(here, registry, line.front, recent)
        self._pages = Pages(here, voice, registry, whole, self._in_front)
        self._floor = Floor(here, voice, self._in_front, self._pages)
        self._deeds = Deeds(here, voice, self._floor, registry)
        self._deeds.name_speaker()

    def _menu(self) -> Show:
        return self._registry.home(self._here)

    def take(self) -> Kept | None:
        """Says how the address is left; None where nothing was said there."""
        match self._said.kind:
            case Kind.GROUP:
                self._in_a_group()
            case Kind.BLOCKED | Kind.UNBLOCKED:
                gone = "blocked" if self._said.kind is Kind.BLOCKED else None
                self._uow.talk.set_reach(self._line.row, gone, self._here.now)
                return None
            case Kind.TEXT | Kind.EDITED | Kind.MEDIA if marked_secret(self._said):
                self._withhold()
            case Kind.TEXT:
                self._text(self._said.text)
            case Kind.TAP:
                self._tap()
            case Kind.EDITED:
                self._edited()
            case Kind.MEDIA:
                self._media()
            case Kind.CONTACT | Kind.UNREADABLE:
                self._unreadable()
            case _:
                assert_never(self._said.kind)
        if self._voice.closed is not None:
            self._voice.retell(self._registry.retold(self._here, self._voice.closed[0]))
        self._in_front.remember()
        return Kept(self._in_front.row, self._heard_at())

    def _heard_at(self) -> datetime:
        """A sticker breaks no silence: the first words after it are held and offered all the same."""
        said_nothing = self._said.kind in {Kind.CONTACT, Kind.UNREADABLE}
        return (self._line.last_heard if said_nothing else None) or self._here.now

    # what was typed

    def _text(self, text: str) -> None:
        if text.startswith("/"):
            name, _, argument = text[1:].partition(" ")
            self._deeds.go(name.partition("@")[0].lower(), argument.strip())
        elif self._here.speaker is None and self._in_front.row is None:
            self._stranger(text)
        elif self._said.reply_to and (key := self._answer_of(self._said.reply_to)):
            self._deeds.correct(key, text)
        elif hearing.before_it_was_read(self._line, self._said):
            self._early(text)
        else:
            self._words(text)

    def _stranger(self, text: str) -> None:
        """What is open to someone unknown can be chosen by its number or its words; all else is looked at apart."""
        action = hearing.option_typed(text, self._voice.front) or hearing.command_typed(text, self._registry)
        if isinstance(action, Go) and self._registry.commands[action.command].stranger:
            self._deeds.act(action, text)
        else:
            self._deeds.turn(self._registry.stranger(self._here, text))

    def _early(self, text: str) -> None:
        """Sent before the open prompt had arrived: the same words again, or a correction of the last answer."""
        key, _ = self._voice.front.last
        if self._same_as_last(text):
            self._voice.receipt(hint(say("This answer is noted already.")))
        elif key and self._floor.opened() is not None:
            self._deeds.offers.correction(key, text)
        else:
            self._words(text)

    def _words(self, text: str) -> None:
        if self._voice.answered:  # looking for what it may answer has shown that this is over
            return
        front = self._voice.front
        action = hearing.option_typed(text, front)
        if action is not None and front.mode is Mode.QUESTION and self._too_quick(text):
            self._again(
                say("“{text}” came before the question could be read. Please choose once more.", text=text)
            )
        elif isinstance(action, Unsure):
            self._deeds.offers.which(action)
        elif action is not None:
            self._deeds.act(action, text)
        elif (verb := hearing.verb_typed(text)) is not None:
            self._deeds.act(verb, text)
        elif self._in_front.row is not None:
            self._to_the_question(text)
        else:
            self._at_home(text)

    def _to_the_question(self, text: str) -> None:
        """Nothing that was offered: the open question reads it, unless it has become doubtful what it answers."""
        opened = self._deeds.as_shown()
        if opened is None:
            if not self._voice.answered:
                self._at_home(text)
        elif self._deeds.list_again(opened, text):
            return
        elif self._line.unknown_prompt and self._same_as_last(text):
            self._floor.ask()
        elif self._is_held(opened, text):
            self._deeds.offers.hold(opened, text)
        else:
            self._deeds.read(opened, text)

    def _is_held(self, opened: Open, text: str) -> bool:
        """After a long silence, what would be an answer. What would be none is answered as ever."""
        return (
            self._voice.front.mode is Mode.QUESTION
            and hearing.after_long_silence(self._line, self._here.now)
            and isinstance(opened.question.read(text, self._here.today), Value)
        )

    def _at_home(self, text: str) -> None:
        go = hearing.command_typed(text, self._registry)
        if isinstance(go, Unsure):
            self._deeds.offers.which(go)
        elif isinstance(go, Go):
            self._deeds.act(go, text)
        else:
            self._pages.home(
                (say("The system has not understood this. Please choose one of the lines below."),)
            )

    def _again(self, words: Message) -> None:
        if self._in_front.row is not None and self._floor.opened() is not None:
            self._floor.ask((Line(words),))
        else:
            self._pages.home((words,))

    def _too_quick(self, text: str) -> bool:
        return hearing.is_bare_number(text) and (
            hearing.within_reading_time(self._line, self._said.sent_at) or self._voice.is_unseen()
        )

    def _same_as_last(self, text: str) -> bool:
        return bool(text) and text == self._voice.front.last[1]

    # what is about an earlier message

    def _edited(self) -> None:
        """Only their own message that gave an answer changes it; an edit never means the open question."""
        key = self._answer_of(self._said.message_id)
        if key:
            self._deeds.correct(key, self._said.text)
        elif not self._voice.answered:
            self._voice.receipt(
                hint(say("An earlier message was changed; what is recorded stays as it was."))
            )

    def _answer_of(self, message_id: str) -> str:
        """The key of the answer that this message gave, or that this prompt asked for."""
        opened = self._floor.opened() if self._in_front.row is not None else None
        if opened is None:
            return ""
        return next((k for k, a in opened.draft.answers.items() if message_id in (a.prompt, a.message)), "")

    def _tap(self) -> None:
        if (go := fronts.lasting_command(self._said.data)) is not None:
            self._deeds.act(go, "")
        elif (action := self._voice.front.tapped(self._said.data)) is not None:
            self._deeds.act(action, "")
        else:
            self._deeds.present()

    # what is not words

    def _withhold(self) -> None:
        """What came together with it is not kept either."""
        if self._here.speaker is not None and self._said.kind is not Kind.TEXT:
            turn = self._registry.withheld(self._here)
            if turn is not None:
                self._deeds.collecting.collect(turn)
        self._deeds.say_and_stay(WITHHELD)

    def _media(self) -> None:
        if self._here.speaker is None:
            self._pages.home()
            return
        opened = self._floor.opened() if self._in_front.row is not None else None
        place = None
        if opened is not None:
            place = OpenPlace(*self._in_front.place, opened.question.subject, opened.question.kind)
        turn = self._registry.media(self._here, place)
        if turn is not None:
            self._deeds.turn(turn)

    def _unreadable(self) -> None:
        turn = self._registry.contact(self._here) if self._said.kind is Kind.CONTACT else None
        if turn is not None:
            self._deeds.turn(turn)
            return
        words = say(
            "The system cannot hear voice messages yet. Please type, or ask the secretary to enter it."
        )
        if self._said.what != "voice":
            words = say("The system reads words, photos and files only. This message is not recorded.")
        self._deeds.say_and_stay((Line(words),))

    def _in_a_group(self) -> None:
        """One pointer to the private chat, then silence; nothing about anyone is shown in a group."""
        if self._said.what == MOVED:
            self._uow.talk.rename(self._said.address, self._said.data)
            return
        if not self._voice.front.group_told:
            self._voice.receipt(say("The system works in private chats only. Please write to it there."))
            self._voice.front = changed(self._voice.front, group_told=True)
