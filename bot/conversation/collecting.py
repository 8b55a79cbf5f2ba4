"""The receipt of what comes together (an album, several photos), with the open question below it where that has a
bearing on it."""

from typing import Any

from bot.conversation.dialog import Line, Question
from bot.conversation.floor import Floor
from bot.conversation.front import Mode
from bot.conversation.questions import PhotosQuestion
from bot.conversation.replay import Open
from bot.conversation.showing import Page, question_page, shown_as
from bot.conversation.spec import Collect, Start
from bot.conversation.voice import Voice


class Collecting:
    """See bot.conversation.spec.Collect."""

    def __init__(self, voice: Voice, floor: Floor) -> None:
        self._voice = voice
        self._floor = floor

    def collect(self, turn: Collect) -> None:
        opened = None
        if turn.start is not None and self._floor.opened() is None:
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
        in_front = self._floor.in_front
        conversation = in_front.begin(start.dialog, start.subject)
        if self._floor.load(conversation) and in_front.held and _fits_below(in_front.held.opened.question):
            in_front.row = conversation.row
            return in_front.held.opened
        in_front.leave()
        return None

    def _read_anew(self) -> Open | None:
        """The open question with what came counted in it, if it is on the screen and that has a bearing on it."""
        in_front = self._floor.in_front
        if in_front.row is None or self._voice.front.mode is not Mode.QUESTION:
            return None
        in_front.held = None
        opened = self._floor.opened()
        return opened if opened is not None and _fits_below(opened.question) else None


def _fits_below(question: Question[Any]) -> bool:
    """Whether it can be asked below a receipt of what came: that has a bearing on it."""
    return bool(question.brief.id) or isinstance(question, PhotosQuestion)
