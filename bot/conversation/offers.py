"""Side questions of the engine's own: is this the answer, is it a correction, which one is meant, stop here?

What is offered stands at the address, not in the draft; anything else that is said lets it drop.
"""

from collections.abc import Iterable
from dataclasses import replace as changed
from typing import Any, Final

from bot.conversation.dialog import Do, Edit, Line, Option, Question, hint, quote
from bot.conversation.front import Mode
from bot.conversation.hearing import Unsure
from bot.conversation.replay import Open
from bot.conversation.showing import Page
from bot.conversation.voice import Voice
from core.message import Message, say

DROP: Final = "drop"
KEEP_DRAFT: Final = "keepdraft"
GO_ON: Final = "goon"
TAKE_HELD: Final = "takeheld"
MENU: Final = "menu"
LINES: Final = "lines"
"""What is held while the lines of a summary are listed: the beginning of their keys."""
_LABEL: Final = 50


class Offers:
    """Shows them. `held` is what was said, with the key of the answer that it may correct."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    @property
    def held(self) -> dict[str, str]:
        return self._voice.front.offer

    def correction(self, key: str, text: str) -> None:
        """It was sent before the open question had arrived, and is not the last answer again."""
        lines = (
            Line(say("This came before the question could be read:")),
            quote(text),
            Line(say("Is it meant to correct the answer before?")),
        )
        options = (Option(say("Yes, correct it"), Do(TAKE_HELD)), Option(say("No, go on"), Do(GO_ON)))
        self._offer(Page(lines, options), {"key": key, "text": text})

    def hold(self, opened: Open, text: str) -> None:
        """The first words after a long silence are never taken silently for the answer."""
        total = max(opened.draft.total, opened.number)
        lines = (
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
        self._offer(Page(lines, options), {"key": "", "text": text})

    def to_stop(self) -> None:
        options = (
            Option(say("Go on"), Do(GO_ON), ("tiếp", "tiếp tục", "làm tiếp", "không")),
            Option(say("Stop and keep the draft"), Do(KEEP_DRAFT), ("giữ", "giữ nháp", "giữ bản nháp")),
            Option(say("Stop and delete the draft"), Do(DROP), ("xóa", "xóa nháp", "xóa bản nháp", "bỏ")),
        )
        self._offer(Page((Line(say("Stop here?")),), options), {})

    def which(self, unsure: Unsure) -> None:
        """Typed without marks it may mean several things: asked, never guessed."""
        options = [Option(shown.label, shown.action, shown.keywords) for shown in unsure.options]
        options.append(Option(say("Neither"), Do(GO_ON)))
        self._offer(Page((Line(say("Which one is meant?")),), tuple(options)), {})

    def lines_to_change(
        self, prefix: str, found: Iterable[tuple[Question[Any], object]], *, missed: bool = False
    ) -> None:
        """The answers under one heading of a summary, each to be opened again. `missed`: what was typed named none."""
        options = [
            Option(_label(question, value), Edit(question.key))
            for question, value in found
            if question.title.id
        ]
        options.append(Option(say("Back"), Do(GO_ON)))
        lines = [Line(say("Which line is to be changed?"))]
        if missed:
            lines.insert(
                0, Line(say("None of these lines is called so. Please press one, or type its number."))
            )
        self._offer(Page(tuple(lines), tuple(options)), {LINES: prefix})

    def _offer(self, page: Page, held: dict[str, str]) -> None:
        self._voice.front = changed(self._voice.front, offer=held, numbers_choose=True)
        self._voice.prompt(page, Mode.OFFER)


def _label(question: Question[Any], value: object) -> Message:
    shown = say("(none)") if value is None else question.show(value)
    if isinstance(shown, str) and len(shown) > _LABEL:
        shown = f"{shown[:_LABEL]}…"
    return say("{title}: {answer}", title=question.title, answer=shown)
