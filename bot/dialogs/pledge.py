"""Registering or amending a pledge of the year: one to ten items, a summary in which any line can be opened.

Keys: for each item `{item}.gone`, `.page`, `.from`, `.content`, `.split`, `.text`, `.criterion`, `.measure`, `.target`,
`.due`, `.how`, `.proof`; `more0`, `more1` …; `send`. `.content` is what was first typed, perhaps a whole list; `.text`
is the item's own part of it, and what is changed later.
Items that were handed in before are `k-{key}`, new ones `n1`, `n2` …, never reused.
"""

from collections.abc import Iterable
from typing import Final

from bot.conversation.dialog import (
    NO_ANSWER,
    Dialog,
    Line,
    Lines,
    Option,
    Put,
    ask,
    heading,
    quote,
)
from bot.conversation.questions import Choice, ChoiceQuestion
from bot.dialogs.pledge_beginning import Given, begin_item
from bot.dialogs.pledge_item import given_by, pledge_item
from bot.dialogs.report_words import target_line
from core.message import Message, say
from core.pledge import MOST_ITEMS, PledgeItem, PledgeKind, PledgeState
from core.usecases.pledge_sheet import PledgeSheet
from core.usecases.submit_pledge import SubmitPledge

_KINDS: Final[dict[PledgeKind, Message]] = {
    PledgeKind.EXEMPLARY: say("Pledge to set an example"),
    PledgeKind.COMMITMENT: say("Commitment to self-improvement"),
    PledgeKind.PERSONAL_PLAN: say("Personal plan"),
}


def kind_label(kind: PledgeKind) -> Message:
    return _KINDS[kind]


def pledge(sheet: PledgeSheet) -> Dialog[SubmitPledge]:
    items: dict[str, PledgeItem] = {}
    for kept in sheet.pledge.items if sheet.pledge else ():
        prefix = f"k-{kept.key}"
        if not (yield from _gone(prefix)):
            items[prefix] = yield from pledge_item(sheet, prefix, len(items) + 1, given_by(kept), kept.key)
    made = yield from _new_items(sheet, items)
    command = SubmitPledge(sheet.kind, sheet.year, sheet.seen, tuple(items.values()))
    yield from ask(_summary(sheet, items, made))
    return command


def _new_items(sheet: PledgeSheet, items: dict[str, PledgeItem]) -> Dialog[int]:
    """Item after item until there are no more, or ten. A pasted list gives several at once. Returns how many there
    ever were, those removed included: their numbers are not used again."""
    made, waiting, kept = 0, list[str](), bool(items)
    while len(items) < MOST_ITEMS:
        begun = made > 0 or kept
        if begun and not waiting and not (yield from _more(made, items, kept=kept)):
            break
        made += 1
        prefix = f"n{made}"
        gone = yield from _gone(prefix)
        if waiting:
            given = Given(content=waiting.pop(0))
        else:
            given, waiting = yield from begin_item(sheet, prefix, items, gone=gone)
        if not gone:
            items[prefix] = yield from pledge_item(sheet, prefix, len(items) + 1, given, "")
    return made


def _more(made: int, items: dict[str, PledgeItem], *, kept: bool) -> Dialog[bool]:
    """What is amended goes straight to its summary, from where one more can be added. What was noted last is read back:
    of a suggestion nothing else was asked."""
    newest = items.get(f"n{made}")
    change = Option(say("Change item {number}", number=len(items)), Lines(f"n{made}."), ("sửa",))
    question = ChoiceQuestion(
        key=f"more{made}",
        words=(*(_noted(newest, len(items)) if newest else ()), Line(say("Is there another item?"))),
        extra=(change,) if newest else (),
        choices=(
            Choice("no", say("No, that is all"), ("hết", "xong", "không", "thôi", "đủ rồi")),
            Choice("yes", say("Yes, one more"), ("thêm", "còn", "có", "nữa")),
        ),
        assume="no" if kept and made == 0 else NO_ANSWER,
    )
    return (yield from ask(question)) == "yes"


def _noted(item: PledgeItem, number: int) -> Iterable[Line]:
    yield Line(say("Noted as item {number}:", number=number))
    yield quote(item.content)
    yield Line(target_line(item))


def _gone(prefix: str) -> Dialog[bool]:
    """Never asked: the summary's button sets it."""
    choices = (Choice("no", say("Keep it")), Choice("yes", say("Remove it")))
    return (
        yield from ask(ChoiceQuestion(key=f"{prefix}.gone", words=(), choices=choices, assume="no"))
    ) == "yes"


def _summary(sheet: PledgeSheet, items: dict[str, PledgeItem], made: int) -> ChoiceQuestion:
    label = say("Send the amendment") if sheet.is_amendment else say("Send the pledge")
    send = (Choice("send", label, ("gửi", "gửi đăng ký", "nộp")),) if items else ()
    return ChoiceQuestion(
        key="send",
        words=tuple(_summary_lines(sheet, items)),
        choices=send,
        extra=tuple(_changes(items, made)),
        help=say("Read it through. To change a line, choose it; to register it, choose to send."),
    )


def _summary_lines(sheet: PledgeSheet, items: dict[str, PledgeItem]) -> Iterable[Line]:
    if sheet.pledge is not None and sheet.pledge.state is PledgeState.NEEDS_CHANGES:
        yield Line(say("To be added: {reason}", reason=sheet.pledge.reason))
    yield heading(say("{kind} {year}: please check", kind=kind_label(sheet.kind), year=sheet.year))
    names = {each.code: each.name for each in sheet.criteria}
    for number, item in enumerate(items.values(), 1):
        yield heading(say("{number}. {content}", number=number, content=item.content))
        yield Line(target_line(item))
        yield Line(say("Criteria: {name}", name=names.get(item.criterion, item.criterion)))
        if item.solution:
            yield Line(say("Solution: {text}", text=item.solution))
        if item.evidence:
            yield Line(say("Planned evidence: {text}", text=item.evidence))
    if not items:
        yield Line(say("No item is left. Please add one."))


def _changes(items: dict[str, PledgeItem], made: int) -> Iterable[Option]:
    for number, prefix in enumerate(items, 1):
        yield Option(say("Change item {number}", number=number), Lines(f"{prefix}."), (f"sửa việc {number}",))
    if len(items) < MOST_ITEMS:
        yield Option(say("Add an item"), Put(f"more{made}", "yes"), ("thêm", "thêm việc"))
    for number, prefix in enumerate(items, 1):
        yield Option(
            say("Remove item {number}", number=number), Put(f"{prefix}.gone", "yes"), (f"bỏ việc {number}",)
        )


def subject_of(year: int, kind: PledgeKind) -> str:
    return f"{year}-{kind.value}"


def read_subject(subject: str) -> tuple[int, PledgeKind]:
    """Raises ValueError for what `subject_of` did not make."""
    year, _, kind = subject.partition("-")
    if len(year) != 4 or not (year.isascii() and year.isdigit()):
        raise ValueError("no year")
    return int(year), PledgeKind(kind)


def title(subject: str) -> Message:
    year, kind = read_subject(subject)
    return say("{kind} {year}", kind=kind_label(kind), year=year)
