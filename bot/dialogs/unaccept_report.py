"""The level above opens an accepted report again, with a reason. Keys: `reason`, `added`, `send`."""

from dataclasses import dataclass
from typing import Final

from bot.conversation.dialog import Dialog, Edit, Line, Option, ask, ask_or_skip, heading, hint
from bot.conversation.questions import Choice
from bot.dialogs.review_questions import Gone, Verdict, more_words, noted, reason, whole_reason
from bot.dialogs.reviewed_report import Review, top
from core.message import Message, say
from core.usecases.decide_report import UnacceptReport

_READY: Final[dict[str, Message]] = {
    "figure": say("The figure needs checking."),
    "photo": say("A photo or paper as evidence is missing."),
    "feedback": say("There is word from comrades or people that needs checking."),
}


@dataclass(frozen=True, slots=True)
class Left:
    """It stays accepted."""


def unaccept_report(review: Review | Gone) -> Dialog[UnacceptReport | Left]:
    if isinstance(review, Gone):
        yield from ask(noted(Line(review.words)))
        return Left()
    sheet = review.sheet
    if not sheet.can_unaccept:
        yield from ask(noted(*top(review), Line(say("This report is not one that you can open again."))))
        return Left()
    asked = (*top(review), Line(say("Why is this accepted report opened again?")))
    why = yield from ask(reason(sheet.owner.person.given_name, asked, _READY))
    added = yield from ask_or_skip(more_words())
    whole = whole_reason(why, added)
    if (yield from ask(_summary(review, whole))) == "leave":
        return Left()
    return UnacceptReport(sheet.report.id, sheet.seen, whole)


def _summary(review: Review, why: str) -> Verdict:
    choices = (
        Choice("send", say("Open it again"), ("mở lại", "đồng ý", "gửi")),
        Choice("leave", say("No, leave it"), ("không", "thôi")),
    )
    return Verdict(
        key="send",
        version=f"{review.sheet.report.id}:{review.sheet.seen}",
        words=(
            heading(say("Please check before the report is opened again")),
            Line(say("Reason: {reason}", reason=why)),
            hint(say("Its author and the level below are told, with the reason and your name.")),
        ),
        choices=choices,
        here=frozenset(choice.value for choice in choices),
        extra=(
            Option(say("Change the reason"), Edit("reason"), ("sửa lý do", "đổi lý do")),
            Option(say("Write more"), Edit("added"), ("viết thêm", "thêm")),
        ),
    )
