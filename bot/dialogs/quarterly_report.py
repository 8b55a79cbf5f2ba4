"""The quarterly report: item by item what was done, then a summary in which any line can be opened again.

Keys: `{item}.done`, `.doing`, `.state`, `.reason`, `.note`, `.what`, `.hard`, `.photos`; `outside`, `next`, `send`.
"""

from collections.abc import Iterable, Mapping

from bot.conversation.dialog import Dialog, Edit, Json, Line, Lines, Option, ask, ask_or_skip, heading, hint
from bot.conversation.questions import Choice, ChoiceQuestion, TextQuestion
from bot.conversation.reading import Figure, figure_out
from bot.dialogs.report_item import OPEN_STATES, loose_photos, photo_count, report_item
from bot.dialogs.report_words import progress_line, whole_item
from core.message import Message, say
from core.pledge import Measure
from core.report import ItemProgress
from core.text.periods import Quarter
from core.usecases.report_sheet import ReportSheet, SheetItem
from core.usecases.submit_report import SubmitReport


def quarterly_report(sheet: ReportSheet) -> Dialog[SubmitReport]:
    said: list[ItemProgress] = []
    wanted = [(number, item) for number, item in enumerate(sheet.items, 1) if item.is_open]
    for number, item in wanted:
        said.append((yield from report_item(sheet, item, number, is_first=number == wanted[0][0])))
    outside, following = (yield from _texts(sheet)) if sheet.texts_open else ("", "")
    command = SubmitReport(sheet.period, sheet.seen, tuple(said), outside, following)
    yield from ask(_summary(sheet, wanted, command))
    return command


Numbered = list[tuple[int, SheetItem]]
"""Items with their numbers in the whole report, so that a receipt, a reason and a question mean the same one."""


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


def _summary(sheet: ReportSheet, wanted: Numbered, command: SubmitReport) -> ChoiceQuestion:
    return ChoiceQuestion(
        key="send",
        words=tuple(_summary_lines(sheet, wanted, command)),
        choices=(Choice("send", say("Send the report"), ("gửi", "gửi báo cáo", "nộp", "nộp báo cáo")),),
        extra=tuple(_changes(sheet, wanted)),
        help=say("Read it through. To change a line, choose it; to hand it in, choose to send the report."),
    )


def _summary_lines(sheet: ReportSheet, wanted: Numbered, command: SubmitReport) -> Iterable[Line]:
    yield heading(say("Report for {quarter}: please check", quarter=sheet.period))
    for (number, item), said in zip(wanted, command.items, strict=True):
        yield Line(say("{number}. {content}", number=number, content=item.item.content))
        yield Line(whole_item(item.item, said))
        yield Line(say("Year: {progress}", progress=progress_line(item.item, item.total_with(said.done))))
        if (count := photo_count(sheet, item.key)) > 0:
            yield Line(say("Photos: {count}", count=count))
    if loose := loose_photos(sheet):
        yield Line(say("Photos of no item yet: {count}. To put them to an item: /minhchung", count=loose))
    if command.outside_work:
        yield Line(say("Outside the pledge: {text}", text=command.outside_work))
    if command.next_direction:
        yield Line(say("Next quarter: {text}", text=command.next_direction))
    if sheet.is_late:
        yield hint(
            say("The time for this report has passed. It is accepted all the same and marked as late.")
        )


def _changes(sheet: ReportSheet, wanted: Numbered) -> Iterable[Option]:
    for number, item in wanted:
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
            found |= item_before(item, item.now)
    content = sheet.report.content
    return found | {"outside": content.outside_work or None, "next": content.next_direction or None}


def item_before(item: SheetItem, said: ItemProgress) -> dict[str, Json]:
    """What was said of one item, as answers by key."""
    key = item.key
    found: dict[str, Json] = {f"{key}.what": said.what or None, f"{key}.hard": said.difficulties or None}
    if item.item.measure is Measure.YES_NO:
        found[f"{key}.kept"] = "yes" if said.done else "no"
    elif said.done is not None:
        found[f"{key}.done"] = figure_out(Figure(said.done, said.done_typed, said.approximate))
    if said.in_progress is not None:
        found[f"{key}.doing"] = figure_out(Figure(said.in_progress))
    if said.state in OPEN_STATES:
        found[f"{key}.state"] = said.state.value
    if said.reason:
        found[f"{key}.reason"] = said.reason
    if said.note:
        found[f"{key}.note"] = said.note
    return found


def title(subject: str) -> Message:
    return say("Report for {quarter}", quarter=Quarter.from_code(subject))
