"""What is done once it is clear what was meant: an option taken, a verb, a command, an answer or its correction."""

from typing import Final, assert_never

from bot.conversation import drafts, hearing, replay
from bot.conversation.collecting import Collecting
from bot.conversation.dialog import (
    NO_ANSWER,
    Action,
    Do,
    Edit,
    Go,
    Line,
    Lines,
    Option,
    Pass,
    Put,
    Take,
    Unclear,
    Value,
    heading,
    hint,
)
from bot.conversation.floor import Floor
from bot.conversation.front import Mode
from bot.conversation.here import Here
from bot.conversation.offers import DROP, KEEP_DRAFT, LINES, MENU, TAKE_HELD, Offers
from bot.conversation.pages import RESUME
from bot.conversation.replay import Open
from bot.conversation.showing import BACK, CANCEL, HELP, KEEP, SKIP, Page, shown_as
from bot.conversation.spec import Collect, Follow, Registry, Show, Start, Stay, Turn
from bot.conversation.voice import Voice
from bot.inbound import Kind
from core.errors import Refused
from core.message import say

HELP_COMMAND: Final = "trogiup"
_ROW_DIGITS: Final = 18
"""What a database's row number has at most; a longer one is forged."""


class Deeds:
    """Everything that a person can bring about at one address, within one update."""

    def __init__(self, here: Here, voice: Voice, floor: Floor, registry: Registry) -> None:
        self._here = here
        self._voice = voice
        self._floor = floor
        self._in_front = floor.in_front
        self._pages = floor.pages
        self.collecting = Collecting(voice, floor)
        self._registry = registry
        self.offers = Offers(voice)

    def act(self, action: Action, words: str) -> None:
        match action:
            case Go(command, argument):
                self.go(command, argument)
            case Do(verb, _):
                self._do(verb)
            case _:
                self._answer_or_change(action, words)

    def _answer_or_change(self, action: Take | Lines | Edit | Put, words: str) -> None:
        opened = self._floor.opened()
        if opened is None:
            self.present()  # it has ended elsewhere: on the person's other phone, or with its period
            return
        match action:
            case Take(value):
                if self.as_shown() is not None:
                    self._floor.accept(value, words)
            case Lines(prefix):
                self.offers.lines_to_change(prefix, opened.lines(prefix))
            case Edit(key):
                self._floor.change(drafts.edited(opened.draft, key))
            case Put(key, value):
                self._floor.change(drafts.put(opened.draft, key, value))
            case _:
                assert_never(action)

    def as_shown(self) -> Open | None:
        """The open question, if it is the one on this screen. Another is shown instead: it was answered from another
        phone, or what it is about has changed meanwhile."""
        opened, front = self._floor.opened(), self._voice.front
        if opened is None or front.mode is not Mode.QUESTION or front.key == shown_as(opened.question):
            return opened
        self._floor.ask((Line(say("Something has changed meanwhile. Please look at it again.")),))
        return None

    def list_again(self, opened: Open, text: str) -> bool:
        """Whether the lines of a summary were listed and the words name none of them, and no command either."""
        prefix = self.offers.held.get(LINES)
        if prefix is None or self._voice.front.mode is not Mode.OFFER:
            return False
        go = hearing.command_typed(text, self._registry)
        if isinstance(go, Go):
            self.act(go, text)
        else:
            self.offers.lines_to_change(prefix, opened.lines(prefix), missed=True)
        return True

    def read(self, opened: Open, text: str) -> None:
        match opened.question.read(text, self._here.today):
            case Value(value):
                self._floor.answer(value, text)
            case Pass():
                self._floor.answer(None, text)
            case Unclear(reason, options):
                go = None if opened.question.takes_words else hearing.command_typed(text, self._registry)
                if isinstance(go, Go):
                    self.act(go, text)
                else:
                    self._floor.ask((Line(reason),), options)

    def correct(self, key: str, text: str) -> None:
        """Other words for an answer that was given: read by its own question, put in its place, the rest kept."""
        opened = self._floor.opened()
        if opened is None:
            return
        if key == opened.question.key:
            self.read(opened, text)
        elif key not in opened.draft.answers:
            self._floor.ask((Line(say("That question is not part of this any more.")),))
        else:
            self._floor.reanswer(key, text)

    def present(self) -> None:
        """A button that is out of date is a normal case: the present state is shown, and nothing changes."""
        if self._in_front.row is not None and self._floor.opened() is not None:
            self._floor.ask((hint(say("That button is out of date. This is where things stand:")),))
        elif self._in_front.row is None and not self._voice.answered:
            self._pages.home((hint(say("That button is out of date.")),))

    def _do(self, verb: str) -> None:
        if verb == CANCEL:
            self._ask_whether_to_stop()
        elif verb in {DROP, KEEP_DRAFT}:
            self._floor.cancel(keep=verb == KEEP_DRAFT)
        elif verb == TAKE_HELD:
            self._take_held()
        elif verb == MENU:
            self._pages.home()
        else:
            self._at_the_question(verb)

    def _take_held(self) -> None:
        held, opened = self.offers.held, self._floor.opened()
        if opened is None or "text" not in held:
            self.present()
        elif held["key"]:
            self.correct(held["key"], held["text"])
        else:
            self.read(opened, held["text"])

    def _at_the_question(self, verb: str) -> None:
        opened = self._floor.opened() if self._in_front.row is not None else None
        if opened is None:
            if not self._voice.answered:
                self._help_here() if verb == HELP else self._pages.home()
        elif verb == BACK:
            self._go_back(opened)
        elif verb == SKIP and opened.question.skippable:
            self._floor.answer(None, "")
        elif verb == SKIP and opened.question.passing is not NO_ANSWER:
            self._floor.answer(opened.question.passing, "")
        elif verb == SKIP:
            self._floor.ask((hint(say("This question cannot be skipped.")),))
        elif verb == KEEP:
            self._floor.keep_old()
        else:
            self._floor.ask(_help(opened) if verb == HELP else ())

    def _help_here(self) -> None:
        """Of a page: how to go on from it, and the page's own choices once more."""
        shown = [each for each in self._voice.front.shown if isinstance(each.action, Go) and not each.verb]
        command = self._registry.commands.get(HELP_COMMAND)
        if self._here.speaker is not None and shown:
            options = tuple(Option(each.label, each.action, each.keywords) for each in shown)
            self._pages.show(Page((heading(say("Help with this page")), *_ON_A_PAGE, *_WAYS), options))
        elif command is not None:
            self.turn(command.handle(self._here, ""))
        else:
            self._pages.home()

    def _go_back(self, opened: Open) -> None:
        before = replay.back(opened)
        if before is None:
            self._floor.ask((hint(say("This is the first question.")),))
        else:
            self._floor.change(before)

    def _ask_whether_to_stop(self) -> None:
        """Without a replay, so that a dialog that raises never traps anyone."""
        if self._in_front.row is None:
            self._pages.home((say("Nothing is open that could be stopped."),))
        else:
            self.offers.to_stop()

    def go(self, name: str, argument: str) -> None:
        command = self._registry.commands.get(name)
        if name == RESUME:
            self._resume(argument)
        elif name == "huy":
            self._ask_whether_to_stop()
        elif name == HELP_COMMAND and self._here.speaker is not None:
            self._at_the_question(HELP)
        elif command is None or (self._here.speaker is None and not command.stranger):
            self._pages.home((say("There is no such command."),) if self._here.speaker else ())
        else:
            try:
                self.turn(command.handle(self._here, argument))
            except Refused as refused:
                self._pages.home((refused.words,))

    def _resume(self, argument: str) -> None:
        known = argument.isascii() and argument.isdigit() and len(argument) <= _ROW_DIGITS
        if not (known and self._floor.resume(int(argument))) and not self._voice.answered:
            self.present()

    def turn(self, turn: Turn) -> None:
        match turn:
            case Start(dialog, subject, answers):
                self._floor.start(dialog, subject, answers)
            case Show(lines, options, photos, in_place):
                said = self._here.said
                edits = said.message_id if in_place and said.kind is Kind.TAP else None
                self._pages.show(Page(lines, options, photos=photos), edits=edits)
            case Stay(lines):
                self.say_and_stay(lines)
            case Follow(Go(command, argument)):
                self.name_speaker()
                self.go(command, argument)
            case Collect():
                self.collecting.collect(turn)
            case _:
                assert_never(turn)

    def say_and_stay(self, lines: tuple[Line, ...]) -> None:
        if self._in_front.row is not None and self._floor.opened() is not None:
            self._floor.ask(lines)
        elif not self._voice.answered:
            self._voice.receipt(*lines)

    def name_speaker(self) -> None:
        """Where two people share the phone, everything says for whom it is."""
        if self._here.line.shared and self._here.speaker:
            self._voice.whom = self._here.speaker.person.given_name


def _help(opened: Open) -> tuple[Line, ...]:
    own = (Line(opened.question.help),) if opened.question.help.id else ()
    return (*own, *_WAYS)


_ON_A_PAGE: Final = (
    Line(say("Press one of these lines, or type its number or its words, with or without diacritics.")),
    Line(say("Photos can be sent at any time.")),
    Line(say("For anything else please speak to the secretary of your cell.")),
)
_WAYS: Final = (
    hint(
        say(
            "Typed words work too: “quay lại” to go back, “bỏ qua” to skip, “huỷ” to stop, “menu” for the menu."
        )
    ),
)
