"""The author looks at what was typed in from his or her paper: right, or not right and why.

Keys: `verdict`, `wrong`, `send`.
"""

from collections.abc import Iterable
from typing import Final, TypeAlias

from bot.conversation.dialog import Dialog, Edit, Line, Option, ask, heading, quote
from bot.conversation.questions import Choice, ChoiceQuestion, TextQuestion
from bot.dialogs.pledge import kind_label
from bot.dialogs.report_words import target_line, whole_item
from bot.dialogs.review_questions import Verdict
from core.message import Message, say
from core.paper_entry import PaperEntry, pledge_in, quarter_in
from core.usecases.confirm_entry import ConfirmEntry, EntrySheet, RefuseEntry

_NOTE_LIMIT: Final = 1000
Answer: TypeAlias = ConfirmEntry | RefuseEntry | None


def confirm_entry(sheet: EntrySheet) -> Dialog[Answer]:
    entry = sheet.entry
    said = yield from ask(_verdict(sheet))
    if said == "right":
        return ConfirmEntry(entry.code, entry.entered_at)
    if said == "later":
        return None
    note = yield from ask(
        TextQuestion(
            key="wrong",
            words=(Line(say("What is not right? For example: việc 2 ghi 3 buổi, đúng ra là 5 buổi.")),),
            title=say("What is not right"),
            limit=_NOTE_LIMIT,
        )
    )
    yield from ask(
        ChoiceQuestion(
            key="send",
            words=(heading(say("Not right yet")), quote(note)),
            choices=(Choice("send", say("Send"), ("gửi", "gửi đi", "đồng ý")),),
            extra=(Option(say("Change it"), Edit("wrong"), ("sửa", "viết lại")),),
        )
    )
    return RefuseEntry(entry.code, entry.entered_at, note)


def entry_title(entry: PaperEntry) -> Message:
    return code_title(entry.code)


def code_title(code: str) -> Message:
    quarter = quarter_in(code)
    if quarter is not None:
        return say("Report for {quarter}", quarter=quarter)
    year, kind = pledge_in(code) or (0, None)
    return say("{kind} {year}", kind=kind_label(kind), year=year) if kind else say("Pledge")


def _verdict(sheet: EntrySheet) -> Verdict:
    name = sheet.helper.full_name if sheet.helper else ""
    choices = (
        Choice("right", say("Right, I confirm it"), ("đúng", "xác nhận", "đúng rồi")),
        Choice("wrong", say("Not right yet"), ("chưa đúng", "sai")),
        Choice("later", say("Leave it for later"), ("để sau", "sau")),
    )
    return Verdict(
        key="verdict",
        version=f"{sheet.entry.code}:{sheet.entry.entered_at.isoformat()}",
        words=(
            heading(entry_title(sheet.entry)),
            Line(
                say(
                    "Typed in for you by comrade {name}, from the paper of {day}.",
                    name=name,
                    day=sheet.entry.paper_on,
                )
            ),
            *entry_lines(sheet.entry),
            Line(say("Is this what you wrote? Until you confirm it, it does not count.")),
        ),
        choices=choices,
        here=frozenset(choice.value for choice in choices),
    )


def entry_lines(entry: PaperEntry) -> Iterable[Line]:
    """All that was typed in."""
    if entry.report is None:
        for number, item in enumerate(entry.items, 1):
            yield Line(say("{number}. {content}", number=number, content=item.content))
            yield Line(target_line(item))
            if item.solution:
                yield Line(say("Solution: {text}", text=item.solution))
            if item.evidence:
                yield Line(say("Planned evidence: {text}", text=item.evidence))
        return
    for number, reported in enumerate(entry.report.items, 1):
        yield Line(say("{number}. {content}", number=number, content=reported.item.content))
        yield Line(whole_item(reported.item, reported.progress))
    if entry.report.outside_work:
        yield Line(say("Outside the pledge: {text}", text=entry.report.outside_work))
    if entry.report.next_direction:
        yield Line(say("Next quarter: {text}", text=entry.report.next_direction))
