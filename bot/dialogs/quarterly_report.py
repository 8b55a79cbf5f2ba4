"""The quarterly report: item by item what was done, then a summary in which any line can be opened again.

Keys: `{item}.done`, `.doing`, `.state`, `.reason`, `.note`, `.what`, `.hard`, `.photos`; `outside`, `next`, `send`.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from bot.conversation.dialog import (
    NO_ANSWER,
    Dialog,
    Edit,
    Json,
    Line,
    Lines,
    Option,
    ask,
    ask_or_skip,
    heading,
    hint,
    quote,
)
from bot.conversation.questions import AmountQuestion, Choice, ChoiceQuestion, PhotosQuestion, TextQuestion
from bot.conversation.reading import Figure, figure_out
from bot.dialogs.report_words import progress_line, state_label, target_line, whole_item
from core.message import Message, say
from core.photos import PhotoState
from core.pledge import Measure
from core.progress import Standing
from core.report import ItemProgress, ItemState, ReportState
from core.usecases.report_sheet import ReportSheet, SheetItem
from core.usecases.submit_report import SubmitReport

_OPEN_STATES: Final = (
    ItemState.IN_PROGRESS,
    ItemState.NOT_STARTED,
    ItemState.COULD_NOT,
    ItemState.ASKS_ADJUST,
)


def quarterly_report(sheet: ReportSheet) -> Dialog[SubmitReport]:
    said: list[ItemProgress] = []
    wanted = [item for item in sheet.items if item.is_open]
    for number, item in enumerate(wanted, 1):
        said.append((yield from _item(sheet, item, number, len(wanted))))
    outside, following = (yield from _texts(sheet)) if sheet.texts_open else ("", "")
    command = SubmitReport(sheet.period, sheet.seen, tuple(said), outside, following)
    yield from ask(_summary(sheet, wanted, command))
    return command


def _item(sheet: ReportSheet, item: SheetItem, number: int, count: int) -> Dialog[ItemProgress]:
    top = _top(sheet, item, number, count)
    if item.item.measure is Measure.YES_NO:
        figure = yield from _kept_or_not(item, top)
    else:
        figure = yield from ask(_done(item, top))
    doing = yield from _doing(item, figure)
    state = yield from _state(item, figure)
    reason = yield from _reason(item, state, figure)
    note = yield from _note(item, state, figure)
    what = yield from ask_or_skip(_what(item, figure))
    hard = yield from ask_or_skip(_difficulties(item, state))
    yield from ask(_photos(sheet, item))
    return ItemProgress(
        key=item.key,
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


def _top(sheet: ReportSheet, item: SheetItem, number: int, count: int) -> tuple[Line, ...]:
    """What the person needs to see to answer: the promise, the last answer, and how far the year has come."""
    lines = [
        heading(say("Item {number} of {count}", number=number, count=count)),
        quote(item.item.content),
        Line(target_line(item.item)),
    ]
    if (
        number == 1
        and sheet.report is not None
        and sheet.report.returned
        and sheet.state is ReportState.RETURNED
    ):
        lines.insert(0, Line(say("To be added: {reason}", reason=sheet.report.returned.reason)))
    if item.last is not None:
        lines.append(Line(say("Last quarter: {said}", said=whole_item(item.item, item.last))))
    if item.before is not None:
        lines.append(
            Line(say("Since the year began: {progress}", progress=progress_line(item.item, item.before)))
        )
    return tuple(lines)


def _done(item: SheetItem, top: tuple[Line, ...]) -> AmountQuestion:
    pledged = item.item
    unit = pledged.unit or "%"
    asked = say("How many {unit} were done this quarter?", unit=unit)
    if not pledged.adds_up:
        asked = say("What is the figure by the end of this quarter, in {unit}?", unit=unit)
    left = None
    if pledged.target is not None and pledged.measure is Measure.AT_LEAST:
        left = pledged.target - (item.before or Decimal(0)) if pledged.adds_up else pledged.target
    return AmountQuestion(
        key=f"{item.key}.done",
        words=(*top, Line(asked)),
        title=say("Done this quarter"),
        unit=unit,
        whole=left,
        version=str(pledged.target),
        quick=((say("Nothing yet"), Decimal(0)),) if pledged.adds_up else (),
        subject=item.key,
        help=say(
            "Type a number, for example 3 or 1.150. “hơn 3” is fine too. More than the target is welcome."
            " What is still being done is asked next."
        ),
    )


def _kept_or_not(item: SheetItem, top: tuple[Line, ...]) -> Dialog[Figure]:
    answer = yield from ask(
        ChoiceQuestion(
            key=f"{item.key}.kept",
            words=(*top, Line(say("Was this kept this quarter?"))),
            title=say("Kept this quarter"),
            choices=(
                Choice("yes", say("Yes, it was kept"), ("có", "đạt", "giữ được", "vâng")),
                Choice("no", say("No, not yet"), ("không", "chưa", "chưa đạt")),
            ),
            subject=item.key,
        )
    )
    return Figure(Decimal(1 if answer == "yes" else 0))


def _doing(item: SheetItem, figure: Figure) -> Dialog[Decimal | None]:
    """Kept apart from what is done, and counted in no percentage (design.md §9.5)."""
    if item.item.measure is not Measure.AT_LEAST or not item.item.adds_up:
        return None
    unit = item.item.unit
    doing = yield from ask(
        AmountQuestion(
            key=f"{item.key}.doing",
            words=(Line(say("How many {unit} more are being done and not finished yet?", unit=unit)),),
            title=say("Still being done"),
            unit=unit,
            whole=item.item.target,
            version=str(item.item.target),
            quick=((say("None"), Decimal(0)),),
            assume=NO_ANSWER if figure.doing is None else Figure(figure.doing),
            subject=item.key,
        )
    )
    return doing.value


def _state(item: SheetItem, figure: Figure) -> Dialog[ItemState]:
    """Asked only while the target is not reached; reached and exceeded follow from the figure."""
    progress = item.progress_with(figure.value)
    if item.item.measure is not Measure.AT_MOST and progress.is_met:
        return ItemState.EXCEEDED if progress.standing is Standing.EXCEEDED else ItemState.DONE
    states = [state for state in _OPEN_STATES if figure.value == 0 or state is not ItemState.NOT_STARTED]
    if item.item.measure is Measure.AT_MOST:
        states = [ItemState.IN_PROGRESS, ItemState.DONE, ItemState.COULD_NOT, ItemState.ASKS_ADJUST]
    answer = yield from ask(
        ChoiceQuestion(
            key=f"{item.key}.state",
            words=(
                Line(
                    say(
                        "So far: {progress}", progress=progress_line(item.item, item.total_with(figure.value))
                    )
                ),
                Line(say("How does this item stand?")),
            ),
            title=say("How it stands"),
            choices=tuple(Choice(state.value, state_label(state)) for state in states),
            subject=item.key,
            assume=ItemState.COULD_NOT.value if figure.note and figure.value == 0 else NO_ANSWER,
        )
    )
    return ItemState(answer)


def _reason(item: SheetItem, state: ItemState, figure: Figure) -> Dialog[str]:
    if state not in {ItemState.COULD_NOT, ItemState.ASKS_ADJUST}:
        return ""
    asked = say("Why could it not be done?")
    if state is ItemState.ASKS_ADJUST:
        asked = say("What should be adjusted, and why?")
    return (
        yield from ask(
            TextQuestion(
                key=f"{item.key}.reason",
                words=(Line(asked),),
                title=say("Reason"),
                assume=figure.note or NO_ANSWER,
                subject=item.key,
            )
        )
    )


def _note(item: SheetItem, state: ItemState, figure: Figure) -> Dialog[str]:
    """More than was promised is welcome; it asks for a few words, and never looks like an error."""
    if state is not ItemState.EXCEEDED:
        return ""
    total = item.total_with(figure.value)
    note = yield from ask_or_skip(
        TextQuestion(
            key=f"{item.key}.note",
            words=(
                Line(
                    say(
                        "This is more than was promised: {progress}.",
                        progress=progress_line(item.item, total),
                    )
                ),
                Line(say("Please add a few words on how it came about.")),
            ),
            title=say("Note"),
            skippable=True,
            subject=item.key,
        )
    )
    return note or ""


def _what(item: SheetItem, figure: Figure) -> TextQuestion:
    return TextQuestion(
        key=f"{item.key}.what",
        words=(Line(say("What was done for this item this quarter? A few words are enough.")),),
        title=say("What was done"),
        skippable=True,
        assume=None if figure.value == 0 else NO_ANSWER,
        subject=item.key,
    )


def _difficulties(item: SheetItem, state: ItemState) -> TextQuestion:
    finished = state in {ItemState.DONE, ItemState.EXCEEDED}
    return TextQuestion(
        key=f"{item.key}.hard",
        words=(Line(say("Were there difficulties? Does the comrade need help with anything?")),),
        title=say("Difficulties"),
        skippable=True,
        assume=None if finished else NO_ANSWER,
        quick=(say("No difficulties"),),
        subject=item.key,
    )


def _photos(sheet: ReportSheet, item: SheetItem) -> PhotosQuestion:
    return PhotosQuestion(
        key=f"{item.key}.photos",
        words=(
            Line(say("Please send photos or files for this item here, several at once if there are.")),
            hint(say("Planned: {evidence}", evidence=item.item.evidence))
            if item.item.evidence
            else hint(_CAREFUL),
        ),
        title=say("Photos"),
        kept=photo_count(sheet, item.key),
        subject=item.key,
    )


_CAREFUL: Final = say("Please show no children's faces, no papers of identity and nothing that is secret.")


def photo_count(sheet: ReportSheet, key: str) -> int:
    kept = {PhotoState.NOTED, PhotoState.STORED}
    return sum(1 for photo in sheet.photos if photo.item == key and photo.state in kept)


def _texts(sheet: ReportSheet) -> Dialog[tuple[str, str]]:
    outside = yield from ask_or_skip(
        TextQuestion(
            key="outside",
            words=(
                heading(say("Work outside the pledge")),
                Line(say("Was anything done beyond the pledge that should be recorded?")),
            ),
            title=say("Work outside the pledge"),
            skippable=True,
        )
    )
    following = yield from ask_or_skip(
        TextQuestion(
            key="next",
            words=(
                heading(say("Next quarter")),
                Line(say("What is the direction for {quarter}?", quarter=sheet.period.next())),
            ),
            title=say("Next quarter"),
            skippable=True,
        )
    )
    return outside or "", following or ""


def _summary(sheet: ReportSheet, wanted: list[SheetItem], command: SubmitReport) -> ChoiceQuestion:
    return ChoiceQuestion(
        key="send",
        words=tuple(_summary_lines(sheet, wanted, command)),
        choices=(Choice("send", say("Send the report"), ("gửi", "gửi báo cáo", "nộp", "nộp báo cáo")),),
        extra=tuple(_changes(sheet, wanted)),
        help=say("Read it through. To change a line, choose it; to hand it in, choose to send the report."),
    )


def _summary_lines(sheet: ReportSheet, wanted: list[SheetItem], command: SubmitReport) -> Iterable[Line]:
    yield heading(say("Report for {quarter}: please check", quarter=sheet.period))
    for number, (item, said) in enumerate(zip(wanted, command.items, strict=True), 1):
        yield Line(say("{number}. {content}", number=number, content=item.item.content))
        yield Line(whole_item(item.item, said))
        yield Line(say("Year: {progress}", progress=progress_line(item.item, item.total_with(said.done))))
        if (count := photo_count(sheet, item.key)) > 0:
            yield Line(say("Photos: {count}", count=count))
    if command.outside_work:
        yield Line(say("Outside the pledge: {text}", text=command.outside_work))
    if command.next_direction:
        yield Line(say("Next quarter: {text}", text=command.next_direction))
    if sheet.is_late:
        yield hint(
            say("The time for this report has passed. It is accepted all the same and marked as late.")
        )


def _changes(sheet: ReportSheet, wanted: list[SheetItem]) -> Iterable[Option]:
    for number, item in enumerate(wanted, 1):
        yield Option(
            say("Change item {number}", number=number), Lines(f"{item.key}."), (f"sửa việc {number}",)
        )
    if sheet.texts_open:
        yield Option(say("Change the work outside the pledge"), Edit("outside"))
        yield Option(say("Change the direction for next quarter"), Edit("next"))


def said_before(sheet: ReportSheet) -> Mapping[str, Json]:
    """What a returned or withdrawn report said: offered again question by question, never sent again unseen."""
    if sheet.report is None or not sheet.can_write:
        return {}
    found: dict[str, Json] = {}
    for item in sheet.items:
        if item.is_open and item.now is not None:
            found |= _item_before(item, item.now)
    content = sheet.report.content
    return found | {"outside": content.outside_work or None, "next": content.next_direction or None}


def _item_before(item: SheetItem, said: ItemProgress) -> dict[str, Json]:
    key = item.key
    found: dict[str, Json] = {f"{key}.what": said.what or None, f"{key}.hard": said.difficulties or None}
    if item.item.measure is Measure.YES_NO:
        found[f"{key}.kept"] = "yes" if said.done else "no"
    elif said.done is not None:
        found[f"{key}.done"] = figure_out(Figure(said.done, said.done_typed, said.approximate))
    if said.in_progress is not None:
        found[f"{key}.doing"] = figure_out(Figure(said.in_progress))
    if said.state in _OPEN_STATES:
        found[f"{key}.state"] = said.state.value
    if said.reason:
        found[f"{key}.reason"] = said.reason
    if said.note:
        found[f"{key}.note"] = said.note
    return found


def title(subject: str) -> Message:
    from core.text.periods import Quarter

    return say("Report for {quarter}", quarter=Quarter.from_code(subject))
