"""What the quarterly report asks about one item: how much, what is still being done, how it stands, words, photos."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, TypeVar

from bot.conversation.dialog import (
    NO_ANSWER,
    Dialog,
    Line,
    Question,
    Step,
    ask,
    ask_or_skip,
    heading,
    hint,
    quote,
)
from bot.conversation.questions import AmountQuestion, Choice, ChoiceQuestion, PhotosQuestion, TextQuestion
from bot.conversation.reading import Figure
from bot.dialogs.report_words import progress_line, state_label, target_line, whole_item
from core.message import say
from core.photos import KEPT, PAPER
from core.pledge import Measure
from core.progress import Standing
from core.report import ItemProgress, ItemState, ReportState
from core.usecases.report_sheet import ReportSheet, SheetItem

T = TypeVar("T")

OPEN_STATES: Final = (
    ItemState.IN_PROGRESS,
    ItemState.NOT_STARTED,
    ItemState.COULD_NOT,
    ItemState.ASKS_ADJUST,
)
_UNDER_A_CEILING: Final = (ItemState.IN_PROGRESS, ItemState.DONE, ItemState.COULD_NOT, ItemState.ASKS_ADJUST)
_WAYS_TO_SAY: Final = {
    ItemState.IN_PROGRESS: ("đang làm", "đang thực hiện", "còn làm", "làm tiếp"),
    ItemState.NOT_STARTED: ("chưa", "chưa làm", "chưa bắt đầu"),
    ItemState.DONE: ("xong", "xong rồi", "đã xong", "đạt"),
    ItemState.COULD_NOT: ("không làm được", "không được", "không thực hiện"),
    ItemState.ASKS_ADJUST: ("điều chỉnh", "xin điều chỉnh", "đề nghị"),
}
_CAREFUL: Final = say("Please show no children's faces, no papers of identity and nothing that is secret.")


def photo_count(sheet: ReportSheet, key: str) -> int:
    return sum(1 for photo in sheet.photos if photo.item == key and photo.state in KEPT)


def loose_photos(sheet: ReportSheet) -> int:
    """Photos of the report that are of none of its items."""
    keys = {item.key for item in sheet.items} | {PAPER}
    return sum(1 for photo in sheet.photos if photo.item not in keys and photo.state in KEPT)


def report_item(sheet: ReportSheet, item: SheetItem, number: int, *, is_first: bool) -> Dialog[ItemProgress]:
    """`is_first` of those that are asked about: why the report was returned stands above it."""
    return _Item(sheet, item, number, is_first).talk()


@dataclass(frozen=True, slots=True)
class _Item:
    """The `number`th item of the sheet. Every question says which item it is about."""

    sheet: ReportSheet
    item: SheetItem
    number: int
    is_first: bool

    def talk(self) -> Dialog[ItemProgress]:
        figure = yield from self._figure()
        doing = yield from self._doing(figure)
        state = yield from self._state(figure)
        reason = yield from self._reason(state, figure)
        note = yield from self._note(state, figure)
        what = yield from self._ask_or_skip(self._what(figure))
        hard = yield from self._ask_or_skip(self._difficulties(state))
        yield from self._ask(self._photos())
        return ItemProgress(
            key=self.item.key,
            state=state,
            done=figure.value,
            in_progress=doing,
            what=what or "",
            difficulties=hard or "",
            reason=reason,
            note=note,
            done_typed=figure.raw,
            approximate=figure.approx,
        )

    def _ask(self, question: Question[T]) -> Generator[Step, Any, T]:
        return ask(replace(question, words=(self._place(), *question.words)))

    def _ask_or_skip(self, question: Question[T]) -> Generator[Step, Any, T | None]:
        return ask_or_skip(replace(question, words=(self._place(), *question.words)))

    def _place(self) -> Line:
        return hint(say("Item {number} of {count}", number=self.number, count=len(self.sheet.items)))

    def _key(self, part: str) -> str:
        return f"{self.item.key}.{part}"

    def _top(self) -> tuple[Line, ...]:
        """What the person needs to see to answer: the promise, the last answer, and how far the year has come."""
        pledged, report = self.item.item, self.sheet.report
        lines = [
            heading(say("Item {number} of {count}", number=self.number, count=len(self.sheet.items))),
            quote(pledged.content),
            Line(target_line(pledged)),
        ]
        if self.is_first and report is not None and report.state is ReportState.RETURNED and report.returned:
            lines.insert(0, Line(say("To be added: {reason}", reason=report.returned.reason)))
        if self.item.last is not None:
            lines.append(Line(say("Last quarter: {said}", said=whole_item(pledged, self.item.last))))
        if self.item.before is not None:
            so_far = progress_line(pledged, self.item.before)
            lines.append(Line(say("Since the year began: {progress}", progress=so_far)))
        return tuple(lines)

    def _figure(self) -> Dialog[Figure]:
        if self.item.item.measure is Measure.YES_NO:
            return (yield from self._kept_or_not())
        return (yield from ask(self._done()))

    def _done(self) -> AmountQuestion:
        pledged = self.item.item
        unit = pledged.unit or "%"
        asked = say("How many {unit} were done this quarter?", unit=unit)
        if not pledged.adds_up:
            asked = say("What is the figure by the end of this quarter, in {unit}?", unit=unit)
        return AmountQuestion(
            key=self._key("done"),
            words=(*self._top(), Line(asked)),
            title=say("Done this quarter"),
            unit=unit,
            whole=self._left(),
            target=pledged.target,
            version=str(pledged.target),
            quick=((say("Nothing yet"), Decimal(0)),) if pledged.adds_up else (),
            subject=self.item.key,
            help=say(
                "Type a number, for example 3 or 1.150. “hơn 3” is fine too. More than the target is welcome."
                " What is still being done is asked next."
            ),
        )

    def _left(self) -> Decimal | None:
        """What "all of it" means this quarter."""
        pledged = self.item.item
        if pledged.target is None or pledged.measure is not Measure.AT_LEAST:
            return None
        return pledged.target - (self.item.before or Decimal(0)) if pledged.adds_up else pledged.target

    def _kept_or_not(self) -> Dialog[Figure]:
        question = ChoiceQuestion(
            key=self._key("kept"),
            words=(*self._top(), Line(say("Was this kept this quarter?"))),
            title=say("Kept this quarter"),
            choices=(
                Choice("yes", say("Yes, it was kept"), ("có", "đạt", "giữ được", "vâng")),
                Choice("no", say("No, not yet"), ("không", "chưa", "chưa đạt")),
            ),
            subject=self.item.key,
        )
        return Figure(Decimal(1 if (yield from ask(question)) == "yes" else 0))

    def _doing(self, figure: Figure) -> Dialog[Decimal | None]:
        """Kept apart from what is done, and counted in no percentage (design.md §9.5)."""
        pledged = self.item.item
        if pledged.measure is not Measure.AT_LEAST or not pledged.adds_up:
            return None
        question = AmountQuestion(
            key=self._key("doing"),
            words=(
                Line(say("How many {unit} more are being done and not finished yet?", unit=pledged.unit)),
            ),
            title=say("Still being done"),
            unit=pledged.unit,
            whole=pledged.target,
            version=str(pledged.target),
            quick=((say("None"), Decimal(0)),),
            assume=NO_ANSWER if figure.doing is None else Figure(figure.doing),
            subject=self.item.key,
        )
        return (yield from self._ask(question)).value

    def _state(self, figure: Figure) -> Dialog[ItemState]:
        """Asked only while the target is not reached; reached and exceeded follow from the figure."""
        progress, ceiling = self.item.progress_with(figure.value), self.item.item.measure is Measure.AT_MOST
        if progress.is_met and not ceiling:
            return ItemState.EXCEEDED if progress.standing is Standing.EXCEEDED else ItemState.DONE
        begun = [state for state in OPEN_STATES if figure.value == 0 or state is not ItemState.NOT_STARTED]
        so_far = progress_line(self.item.item, self.item.total_with(figure.value))
        question = ChoiceQuestion(
            key=self._key("state"),
            words=(Line(say("So far: {progress}", progress=so_far)), Line(say("How does this item stand?"))),
            title=say("How it stands"),
            choices=tuple(
                Choice(s.value, state_label(s), _WAYS_TO_SAY[s])
                for s in (_UNDER_A_CEILING if ceiling else begun)
            ),
            subject=self.item.key,
            assume=ItemState.COULD_NOT.value if figure.note and figure.value == 0 else NO_ANSWER,
        )
        return ItemState((yield from self._ask(question)))

    def _reason(self, state: ItemState, figure: Figure) -> Dialog[str]:
        if state not in {ItemState.COULD_NOT, ItemState.ASKS_ADJUST}:
            return ""
        asked = say("Why could it not be done?")
        if state is ItemState.ASKS_ADJUST:
            asked = say("What should be adjusted, and why?")
        question = TextQuestion(
            key=self._key("reason"),
            words=(Line(asked),),
            title=say("Reason"),
            assume=figure.note or NO_ANSWER,
            subject=self.item.key,
        )
        return (yield from self._ask(question))

    def _note(self, state: ItemState, figure: Figure) -> Dialog[str]:
        """More than was promised is welcome; it asks for a few words, and never looks like an error."""
        if state is not ItemState.EXCEEDED:
            return ""
        reached = progress_line(self.item.item, self.item.total_with(figure.value))
        question = TextQuestion(
            key=self._key("note"),
            words=(
                Line(say("This is more than was promised: {progress}.", progress=reached)),
                Line(say("Please add a few words on how it came about.")),
            ),
            title=say("Note"),
            skippable=True,
            subject=self.item.key,
        )
        return (yield from self._ask_or_skip(question)) or ""

    def _what(self, figure: Figure) -> TextQuestion:
        return TextQuestion(
            key=self._key("what"),
            words=(Line(say("What was done for this item this quarter? A few words are enough.")),),
            title=say("What was done"),
            skippable=True,
            assume=None if figure.value == 0 else NO_ANSWER,
            subject=self.item.key,
        )

    def _difficulties(self, state: ItemState) -> TextQuestion:
        return TextQuestion(
            key=self._key("hard"),
            words=(Line(say("Were there difficulties? Does the comrade need help with anything?")),),
            title=say("Difficulties"),
            skippable=True,
            assume=None if state in {ItemState.DONE, ItemState.EXCEEDED} else NO_ANSWER,
            quick=(say("No difficulties"),),
            subject=self.item.key,
        )

    def _photos(self) -> PhotosQuestion:
        planned = self.item.item.evidence
        return PhotosQuestion(
            key=self._key("photos"),
            words=(
                Line(say("Please send photos or files for this item here, several at once if there are.")),
                hint(say("Planned: {evidence}", evidence=planned) if planned else _CAREFUL),
            ),
            title=say("Photos"),
            kept=photo_count(self.sheet, self.item.key),
            subject=self.item.key,
        )
