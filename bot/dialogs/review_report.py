"""A reviewer looks at a report: accept it, return items of it with a reason, or leave it for later.

Keys: those of the photos, `leaf`, `verdict`, `open.{item}`, `items`, `reason`, `added`, `send`.
"""

from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from bot.conversation.dialog import (
    NO_ANSWER,
    Dialog,
    Edit,
    Line,
    Option,
    Put,
    ask,
    ask_or_skip,
    heading,
    hint,
)
from bot.conversation.questions import Choice, ChoiceQuestion
from bot.dialogs.leaves import Part
from bot.dialogs.review_photos import album, photos_option
from bot.dialogs.review_questions import Gone, Verdict, leaf, more_words, noted, reason, turned, whole_reason
from bot.dialogs.reviewed_report import Review, leaves, top
from core.message import Message, say
from core.report import TEXTS, ReportState
from core.usecases.decide_report import AcceptReport, ReturnReport

_ACCEPT, _LATER, _SEVERAL, _RETURN = "accept", "later", "several", "return:"


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing was decided."""


@dataclass(frozen=True, slots=True)
class MarkedSecret:
    """This photo bears a mark of secrecy and is to be deleted at once."""

    photo: str


Decision: TypeAlias = AcceptReport | ReturnReport | MarkedSecret | Later


def review_report(review: Review | Gone) -> Dialog[Decision]:
    if isinstance(review, Gone):
        yield from ask(noted(Line(review.words)))
        return Later()
    if not review.sheet.can_decide:
        yield from ask(noted(*top(review), Line(_now(review))))
        return Later()
    return (yield from _decide(review))


def _decide(review: Review) -> Dialog[Decision]:
    sheet = review.sheet
    if review.photos and (marked := (yield from album(review))) is not None:
        return MarkedSecret(marked)
    parts = leaves(review)
    at = yield from ask(leaf("leaf", len(parts)))
    verdict = yield from ask(_verdict(review, parts, at))
    if verdict == _LATER:
        return Later()
    if verdict == _ACCEPT:
        return AcceptReport(sheet.report.id, sheet.seen)
    keys = yield from _which_items(review, verdict)
    asked = (Line(say("What is to be added, or why is it returned?")),)
    why = yield from ask(reason(sheet.owner.person.given_name, asked))
    added = yield from ask_or_skip(more_words())
    command = ReturnReport(sheet.report.id, sheet.seen, keys, whole_reason(why, added))
    yield from ask(_summary(review, command))
    return command


def _now(review: Review) -> Message:
    """Decided by somebody else meanwhile, or not this person's turn any more."""
    return {
        ReportState.ACCEPTED: say("This report has been accepted and is closed."),
        ReportState.RETURNED: say("This report has been returned and waits for its author."),
        ReportState.WITHDRAWN: say("The author has taken this report back."),
        ReportState.SUBMITTED: say("It is not your turn to look at this report."),
    }[review.sheet.report.state]


# the report itself and what can be said of it


def _verdict(review: Review, parts: tuple[tuple[Part, ...], ...], at: int) -> Verdict:
    shown = parts[at - 1]
    first, last = turned("leaf", at, len(parts))
    accept = Choice(_ACCEPT, say("Accept"), ("ghi nhận", "duyệt", "đồng ý", "chấp nhận"))
    later = Choice(_LATER, say("Leave it for later"), ("để sau", "sau", "chưa xem"))
    choices = (accept, *_returns(review), later)
    other_leaves = {_RETURN + part.key for part in chain(*parts) if part not in shown}
    return Verdict(
        key="verdict",
        version=f"{review.sheet.report.id}:{review.sheet.seen}",
        words=(*(top(review) if at == 1 else ()), *(line for part in shown for line in part.lines)),
        choices=choices,
        here=frozenset(choice.value for choice in choices) - other_leaves,
        first=first,
        extra=(*photos_option(review), *last),
        help=say(
            "Accept closes the report. Return opens only the items that you choose, with a reason; the rest stays"
            " as it is. Nothing leaves before you press send."
        ),
    )


def _returns(review: Review) -> list[Choice]:
    """One tap for one item; for several, and for what stands beside the items, a question of its own."""
    numbers = _numbers(review)
    if len(numbers) == 1:
        return [Choice(_RETURN + key, say("Return it for additions"), _RETURNING) for key in numbers]
    single = [_return(key, number) for key, number in numbers.items() if key != TEXTS]
    return [*single, Choice(_SEVERAL, say("Return several items"), _RETURNING)]


_RETURNING: Final = ("trả lại", "trả", "bổ sung", "đề nghị bổ sung")


def _return(key: str, number: int) -> Choice:
    keywords = tuple(f"{words} việc {number}" for words in _RETURNING)
    return Choice(_RETURN + key, say("Return item {number}", number=number), (*keywords, f"việc {number}"))


def _numbers(review: Review) -> dict[str, int]:
    """What can be returned, each with its number as shown."""
    numbers = {item.reported.key: number for number, item in enumerate(review.sheet.items, 1)}
    content = review.sheet.report.content
    if content.outside_work or content.next_direction or not numbers:
        numbers[TEXTS] = 0
    return numbers


# choosing what is returned


def _which_items(review: Review, verdict: str) -> Dialog[frozenset[str]]:
    """One item comes with the verdict; the question of which opens for several, and from the summary."""
    numbers = _numbers(review)
    chosen: list[str] = []
    for key in numbers:
        flag = ChoiceQuestion(
            key=f"open.{key}",
            words=(),
            choices=(Choice("yes", say("Returned")), Choice("no", say("Left as it is"))),
            assume="yes" if verdict == _RETURN + key else "no",
        )
        if (yield from ask(flag)) == "yes":
            chosen.append(key)
    answer = yield from ask(_items_question(review, chosen, asked=verdict == _SEVERAL))
    return frozenset(numbers if answer == "all" else chosen)


def _items_question(review: Review, chosen: list[str], *, asked: bool) -> ChoiceQuestion:
    everything = Choice("all", say("All of it"), ("tất cả", "hết", "toàn bộ"))
    these = [Choice("these", say("Done, go on"), ("xong", "tiếp", "tiếp tục"))] if chosen else []
    return ChoiceQuestion(
        key="items",
        words=(
            heading(say("Which items are returned?")),
            *(Line(_content(review, key)) for key in chosen),
            hint(say("Press an item to add it or to take it off; the others stay as they are.")),
        ),
        choices=(*these, everything),
        fixed=False,
        extra=tuple(_toggle(key, number, on=key in chosen) for key, number in _numbers(review).items()),
        assume=NO_ANSWER if asked or not chosen else "these",
        likely="all",
    )


def _toggle(key: str, number: int, *, on: bool) -> Option:
    if key == TEXTS:
        label = (
            say("Take off: what stands beside the items") if on else say("Add: what stands beside the items")
        )
    else:
        label = (
            say("Take off: item {number}", number=number) if on else say("Add: item {number}", number=number)
        )
    return Option(label, Put(f"open.{key}", "no" if on else "yes"), (f"việc {number}",) if number else ())


def _content(review: Review, key: str) -> Message:
    found = review.sheet.report.content.find(key)
    if found is None:
        return say("What stands beside the items")
    return say("{number}. {content}", number=_numbers(review)[key], content=found.item.content)


def _summary(review: Review, command: ReturnReport) -> ChoiceQuestion:
    sheet = review.sheet
    return ChoiceQuestion(
        key="send",
        words=(
            heading(
                say("Please check before it is sent to comrade {name}", name=sheet.owner.person.given_name)
            ),
            *(Line(_content(review, key)) for key in _numbers(review) if key in command.items),
            Line(say("To be added: {reason}", reason=command.reason)),
            hint(say("Only this is opened again; the rest stays as it is.")),
        ),
        choices=(Choice("send", say("Send"), ("gửi", "gửi đi", "đồng ý")),),
        extra=(
            Option(say("Change the items"), Edit("items"), ("sửa việc", "đổi việc")),
            Option(say("Change the reason"), Edit("reason"), ("sửa lý do", "đổi lý do")),
            Option(say("Write more"), Edit("added"), ("viết thêm", "thêm")),
        ),
        help=say("The comrade is told at once, with the reason and your name."),
    )
