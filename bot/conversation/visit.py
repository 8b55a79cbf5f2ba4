"""What one update means and what is done about it: the rules of design.md §3, "What a message answers"."""

from dataclasses import replace as changed
from typing import Any, Final, assert_never

from bot.conversation import front as fronts
from bot.conversation import hearing, replay
from bot.conversation.dialog import (
    Action,
    Do,
    Edit,
    Go,
    Line,
    Lines,
    Option,
    Put,
    Question,
    Take,
    Unclear,
    Value,
    hint,
    quote,
)
from bot.conversation.floor import RESUME, Floor
from bot.conversation.front import Mode
from bot.conversation.hearing import Unsure
from bot.conversation.here import Decision, Here
from bot.conversation.recent import Recent
from bot.conversation.replay import Open
from bot.conversation.showing import BACK, HELP, KEEP, SKIP, Page, shown_as
from bot.conversation.spec import Collect, Follow, OpenPlace, Registry, Show, Start, Stay, Turn
from bot.conversation.voice import Voice
from bot.inbound import MOVED, Inbound, Kind
from core.errors import Refused
from core.message import Message, say
from core.ports import Chance, UnitOfWork
from core.talk import Line as AddressLine
from core.text.secrecy import marking_in
from core.text.secret_files import marking_in_file_name

_LABEL: Final = 50
_SECRET: Final = (
    Line(
        say(
            "This seems to bear a mark of secrecy or of limited circulation. The system has kept nothing of it."
        )
    ),
    Line(say("Please delete the message here at once, and tell your secretary.")),
)
DROP, KEEP_DRAFT, GO_ON, TAKE_HELD, MENU = "drop", "keepdraft", "goon", "takeheld", "menu"


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
        self.said = said
        self.voice = voice
        self._uow = uow
        self._registry = registry
        self._line = line
        self.here = Here(
            uow, None, said.received_at, said, line, voice.tell, chance, self._menu, decision.after
        )
        self.here.quiet = voice.quiet
        if line.speaker:
            self.here.speaker = uow.people.speaker(line.speaker, self.here.today)
        self._name_speaker()
        decision.lane = f"person {line.speaker}" if line.speaker else ""
        self.floor = Floor(self.here, self.voice, registry, line.front, recent)

    def _name_speaker(self) -> None:
        if self._line.shared and self.here.speaker:
            self.voice.whom = self.here.speaker.person.given_name

    def _menu(self) -> Show:
        return self._registry.home(self.here)

    def take(self) -> None:
        match self.said.kind:
            case Kind.GROUP:
                self._in_a_group()
            case Kind.BLOCKED | Kind.UNBLOCKED:
                gone = "blocked" if self.said.kind is Kind.BLOCKED else None
                self._uow.talk.set_reach(self._line.row, gone, self.here.now)
                return
            case Kind.TEXT | Kind.EDITED | Kind.MEDIA if self._marked_secret():
                self._withhold()
            case Kind.TEXT:
                self._text(self.said.text)
            case Kind.TAP:
                self._tap()
            case Kind.EDITED:
                self._edited()
            case Kind.MEDIA:
                self._media()
            case Kind.CONTACT | Kind.UNREADABLE:
                self._unreadable()
            case _:
                assert_never(self.said.kind)
        self.floor.remember()
        self._uow.talk.keep_line(
            self._line, front=self.floor.front, state=fronts.to_json(self.voice.front), heard_at=self.here.now
        )

    def _marked_secret(self) -> bool:
        """Bears a mark of secrecy: then nothing of it is kept, not even for this conversation (domain.md §6.3)."""
        name = self.said.media.name if self.said.media else None
        return marking_in(self.said.text) is not None or (
            name is not None and marking_in_file_name(name) is not None
        )

    def _withhold(self) -> None:
        """What came together with it is not kept either."""
        if self.here.speaker is not None and self.said.kind is not Kind.TEXT:
            turn = self._registry.withheld(self.here)
            if turn is not None:
                self.floor.collect(turn)
        self._say_and_stay(_SECRET)

    # what was typed

    def _text(self, text: str) -> None:
        if text.startswith("/"):
            self._command(text)
        elif self.here.speaker is None and self.floor.front is None:
            self._turn(self._registry.stranger(self.here, text))
        elif self.said.reply_to and (key := self._asked_by(self.said.reply_to)):
            self._correct(key, text)
        elif hearing.before_it_was_read(self._line, self.said):
            self._early(text)
        else:
            self._words(text)

    def _words(self, text: str) -> None:
        front = self.voice.front
        action = hearing.option_typed(text, front)
        if action is not None and front.mode is not Mode.OFFER and self._too_quick(text):
            self._again(
                say("“{text}” came before the question could be read. Please choose once more.", text=text)
            )
        elif isinstance(action, Unsure):
            self._which(action)
        elif action is not None:
            self._act(action, text)
        elif (verb := hearing.verb_typed(text)) is not None:
            self._act(verb, text)
        elif self.floor.front is not None:
            self._to_the_question(text)
        else:
            self._at_home(text)

    def _to_the_question(self, text: str) -> None:
        """Nothing that was offered: the open question reads it, unless it has become doubtful what it answers."""
        opened = self._as_shown()
        if opened is None:
            return
        if self._line.unknown_prompt and self._same_as_last(text):
            self.floor.ask()
        elif self.voice.front.mode is Mode.QUESTION and hearing.after_long_silence(self._line, self.here.now):
            self._hold(opened, text)
        else:
            self._read(opened, text)

    def _read(self, opened: Open, text: str) -> None:
        match opened.question.read(text, self.here.today):
            case Value(value):
                self.floor.answer(value, text)
            case Unclear(reason, options):
                go = None if opened.question.takes_words else hearing.command_typed(text, self._registry)
                if isinstance(go, Go):
                    self._act(go, text)
                else:
                    self.floor.ask((Line(reason),), options)

    def _at_home(self, text: str) -> None:
        go = hearing.command_typed(text, self._registry)
        if isinstance(go, Unsure):
            self._which(go)
        elif go is not None:
            self._act(go, text)
        else:
            self.floor.home(
                (say("The system has not understood this. Please choose one of the lines below."),)
            )

    def _command(self, text: str) -> None:
        name, _, argument = text[1:].partition(" ")
        self._act(Go(name.partition("@")[0].lower(), argument.strip()), text)

    # what it may be instead of an answer

    def _early(self, text: str) -> None:
        """Sent before the open prompt had arrived: the same words again, or a correction of the last answer."""
        key, _ = self.voice.front.last
        if self._same_as_last(text):
            self.voice.receipt(hint(say("This answer is noted already.")))
        elif key and self.floor.opened() is not None:
            self._offer_correction(key, text)
        else:
            self._words(text)

    def _offer_correction(self, key: str, text: str) -> None:
        words = (
            Line(say("This came before the question could be read:")),
            quote(text),
            Line(say("Is it meant to correct the answer before?")),
        )
        options = (
            Option(say("Yes, correct it"), Do(TAKE_HELD)),
            Option(say("No, go on"), Do(GO_ON)),
        )
        self._offer(Page(words, options), {"key": key, "text": text})

    def _hold(self, opened: Open, text: str) -> None:
        total = max(opened.draft.total, opened.number)
        words = (
            hint(say("Question {number} of {total} has been waiting:", number=opened.number, total=total)),
            *opened.question.words,
            Line(say("Shall this be taken as the answer?")),
            quote(text),
        )
        options = (
            Option(say("Yes, take it"), Do(TAKE_HELD)),
            Option(say("No, ask again"), Do(GO_ON)),
            Option(say("Menu"), Do(MENU)),
        )
        self._offer(Page(words, options), {"key": "", "text": text})

    def _offer(self, page: Page, held: dict[str, str]) -> None:
        self.voice.front = changed(self.voice.front, offer=held, numbers_choose=True)
        self.voice.prompt(page, Mode.OFFER)

    def _take_held(self) -> None:
        held = self.voice.front.offer
        opened = self.floor.opened()
        if opened is None or "text" not in held:
            self._present()
        elif held["key"]:
            self._correct(held["key"], held["text"])
        else:
            self._read(opened, held["text"])

    def _correct(self, key: str, text: str) -> None:
        """Other words for an answer that was given: read by its own question, put in its place, the rest kept."""
        opened = self.floor.opened()
        if opened is None:
            return
        if key == opened.question.key:
            self._read(opened, text)
        elif key not in opened.draft.answers:
            self.floor.ask((Line(say("That question is not part of this any more.")),))
        else:
            self.floor.reanswer(key, text)

    def _edited(self) -> None:
        opened = self.floor.opened() if self.floor.front is not None else None
        key = (
            next((k for k, a in opened.draft.answers.items() if a.message == self.said.message_id), "")
            if opened
            else ""
        )
        if key:
            self._correct(key, self.said.text)
        else:
            self.voice.receipt(hint(say("An earlier message was changed; what is recorded stays as it was.")))

    def _asked_by(self, message_id: str) -> str:
        opened = self.floor.opened() if self.floor.front is not None else None
        if opened is None:
            return ""
        return next((k for k, a in opened.draft.answers.items() if message_id in (a.prompt, a.message)), "")

    def _too_quick(self, text: str) -> bool:
        return hearing.is_bare_number(text) and (
            hearing.within_reading_time(self._line, self.said.sent_at) or self.voice.is_unseen()
        )

    def _same_as_last(self, text: str) -> bool:
        return bool(text) and text == self.voice.front.last[1]

    # taps and what they do

    def _tap(self) -> None:
        if (go := fronts.lasting_command(self.said.data)) is not None:
            self._act(go, "")
        elif (action := self.voice.front.tapped(self.said.data)) is not None:
            self._act(action, "")
        else:
            self._present()

    def _present(self) -> None:
        """A button that is out of date is a normal case: the present state is shown, and nothing changes."""
        if self.floor.front is not None and self.floor.opened() is not None:
            self.floor.ask((hint(say("That button is out of date. This is where things stand:")),))
        elif self.floor.front is None and not self.voice.answered:
            self.floor.home((hint(say("That button is out of date.")),))

    def _act(self, action: Action, words: str) -> None:
        match action:
            case Lines(prefix):
                self._list_lines(prefix)
            case Go(command, argument):
                self._go(command, argument)
            case Do(verb, _):
                self._do(verb)
            case Take(value):
                if self._as_shown() is not None:
                    self.floor.accept(value, words)
            case Edit(key):
                if (opened := self.floor.opened()) is not None:
                    self.floor.change(replay.edited(opened.draft, key))
            case Put(key, value):
                if (opened := self.floor.opened()) is not None:
                    self.floor.change(replay.put(opened.draft, key, value))
            case _:
                assert_never(action)

    def _as_shown(self) -> Open | None:
        """The open question, if it is the one on this screen. Another is shown instead: it was answered from another
        phone, or what it is about has changed meanwhile."""
        opened = self.floor.opened()
        front = self.voice.front
        if opened is None or front.mode is not Mode.QUESTION or front.key == shown_as(opened.question):
            return opened
        self.floor.ask((Line(say("Something has changed meanwhile. Please look at it again.")),))
        return None

    def _do(self, verb: str) -> None:
        match verb:
            case "cancel":
                self._ask_whether_to_cancel()
            case "drop" | "keepdraft":
                self.floor.cancel(keep=verb == KEEP_DRAFT)
            case "takeheld":
                self._take_held()
            case "menu":
                self.floor.home()
            case _:
                self._at_the_question(verb)

    def _at_the_question(self, verb: str) -> None:
        opened = self.floor.opened() if self.floor.front is not None else None
        if opened is None:
            if not self.voice.answered:
                self.floor.home()
        elif verb == BACK:
            before = replay.back(opened)
            if before is None:
                self.floor.ask((hint(say("This is the first question.")),))
            else:
                self.floor.change(before)
        elif verb == SKIP and opened.question.skippable:
            self.floor.answer(None, "")
        elif verb == SKIP:
            self.floor.ask((hint(say("This question cannot be skipped.")),))
        elif verb == KEEP:
            self.floor.keep_old()
        elif verb == HELP:
            self.floor.ask(_help(opened))
        else:
            self.floor.ask()

    def _list_lines(self, prefix: str) -> None:
        """The answers under one heading of a summary, each to be opened again."""
        opened = self.floor.opened()
        if opened is None:
            return
        found = [(question, value) for question, value in opened.lines(prefix) if question.title.id]
        options = [Option(_line_label(question, value), Edit(question.key)) for question, value in found]
        self._offer(
            Page((Line(say("Which line is to be changed?")),), (*options, Option(say("Back"), Do(GO_ON)))), {}
        )

    def _ask_whether_to_cancel(self) -> None:
        if self.floor.front is None:
            self.floor.home((say("Nothing is open that could be stopped."),))
            return
        options = (
            Option(say("Go on"), Do(GO_ON), ("tiếp", "tiếp tục", "làm tiếp", "không")),
            Option(say("Stop and keep the draft"), Do(KEEP_DRAFT), ("giữ", "giữ nháp", "giữ bản nháp")),
            Option(say("Stop and delete the draft"), Do(DROP), ("xóa", "xóa nháp", "xóa bản nháp", "bỏ")),
        )
        self._offer(Page((Line(say("Stop here?")),), options), {})

    def _go(self, name: str, argument: str) -> None:
        command = self._registry.commands.get(name)
        if name == RESUME:
            if not (argument.isdigit() and self.floor.resume(int(argument))) and not self.voice.answered:
                self._present()
        elif name == "huy":
            self._ask_whether_to_cancel()
        elif name == "trogiup" and self.floor.front is not None:
            self._at_the_question(HELP)
        elif command is None or (self.here.speaker is None and not command.stranger):
            self._unknown_command()
        else:
            try:
                self._turn(command.handle(self.here, argument))
            except Refused as refused:
                self.floor.home((refused.words,))

    def _unknown_command(self) -> None:
        self.floor.home((say("There is no such command."),) if self.here.speaker else ())

    def _turn(self, turn: Turn) -> None:
        match turn:
            case Start(dialog, subject, answers):
                self.floor.start(dialog, subject, answers)
            case Show(lines, options, photos, in_place):
                edits = self.said.message_id if in_place and self.said.kind is Kind.TAP else None
                self.floor.show(Page(lines, options, photos=photos), edits=edits)
            case Stay(lines):
                self._say_and_stay(lines)
            case Follow(Go(command, argument)):
                self._name_speaker()
                self._go(command, argument)
            case Collect():
                self.floor.collect(turn)
            case _:
                assert_never(turn)

    def _say_and_stay(self, lines: tuple[Line, ...]) -> None:
        if self.floor.front is not None and self.floor.opened() is not None:
            self.floor.ask(lines)
        elif not self.voice.answered:
            self.voice.receipt(*lines)

    def _which(self, unsure: Unsure) -> None:
        """Typed without marks it may mean several things: asked, never guessed."""
        options = tuple(Option(shown.label, shown.action, shown.keywords) for shown in unsure.options)
        self._offer(
            Page((Line(say("Which one is meant?")),), (*options, Option(say("Neither"), Do(GO_ON)))), {}
        )

    def _again(self, words: Message) -> None:
        if self.floor.front is not None and self.floor.opened() is not None:
            self.floor.ask((Line(words),))
        else:
            self.floor.home((words,))

    # what is not words

    def _media(self) -> None:
        if self.here.speaker is None:
            self.floor.home()
            return
        opened = self.floor.opened() if self.floor.front is not None else None
        place = None
        if opened is not None:
            place = OpenPlace(*self.floor.place, opened.question.subject, opened.question.kind)
        turn = self._registry.media(self.here, place)
        if turn is not None:
            self._turn(turn)

    def _unreadable(self) -> None:
        words = say(
            "The system cannot hear voice messages yet. Please type, or ask the secretary to enter it."
        )
        if self.said.what != "voice":
            words = say("The system reads words, photos and files only. This message is not recorded.")
        self._say_and_stay((Line(words),))

    def _in_a_group(self) -> None:
        """One pointer to the private chat, then silence; nothing about anyone is shown in a group."""
        if self.said.what == MOVED:
            self._uow.talk.rename(self.said.address, self.said.data)
            return
        if not self.voice.front.group_told:
            self.voice.receipt(say("The system works in private chats only. Please write to it there."))
            self.voice.front = changed(self.voice.front, group_told=True)


def _help(opened: Open) -> tuple[Line, ...]:
    own = (Line(opened.question.help),) if opened.question.help.id else ()
    ways = say(
        "Typed words work too: “quay lại” to go back, “bỏ qua” to skip, “huỷ” to stop, “menu” for the menu."
    )
    return (*own, hint(ways))


def _line_label(question: Question[Any], value: object) -> Message:
    shown = say("(none)") if value is None else question.show(value)
    if isinstance(shown, str) and len(shown) > _LABEL:
        shown = f"{shown[:_LABEL]}…"
    return say("{title}: {answer}", title=question.title, answer=shown)
