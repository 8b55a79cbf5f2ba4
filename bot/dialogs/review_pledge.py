"""A reviewer, or a comrade who may read it, looks at a pledge: confirm, ask for changes with a reason, comment.

Keys: `leaf`, `verdict`, `reason`, `added`, `comment`, `send`.
"""

from dataclasses import dataclass
from typing import TypeAlias

from bot.conversation.dialog import Dialog, Edit, Line, Option, ask, ask_or_skip, heading, hint, quote
from bot.conversation.questions import Choice, ChoiceQuestion, TextQuestion
from bot.dialogs.leaves import Part
from bot.dialogs.review_questions import Gone, Verdict, leaf, more_words, noted, reason, turned, whole_reason
from bot.dialogs.reviewed_pledge import PledgeReview, leaves, state_words, top
from core.message import Message, say
from core.usecases.decide_pledge import CommentPledge, ConfirmPledge, RequestChanges

_CONFIRM, _CHANGES, COMMENT, _LATER = "confirm", "changes", "comment", "later"
COMMENT_LIMIT = 1000

READY: dict[str, Message] = {
    "figure": say("Please give a target in figures, so that it can be followed."),
    "unit": say("The unit of measure needs checking."),
    "due": say("Please give the day by which it is done."),
    "concrete": say("Please say more concretely what will be done."),
    "duty": say("It does not fit the comrade's duties yet."),
}


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing was decided."""


Decision: TypeAlias = ConfirmPledge | RequestChanges | CommentPledge | Later


def review_pledge(review: PledgeReview | Gone) -> Dialog[Decision]:
    if isinstance(review, Gone):
        yield from ask(noted(Line(review.words)))
        return Later()
    parts = leaves(review)
    at = yield from ask(leaf("leaf", len(parts)))
    verdict = yield from ask(_verdict(review, parts, at))
    pledge = review.sheet.pledge
    if verdict == _CONFIRM:
        return ConfirmPledge(pledge.id, review.sheet.seen)
    if verdict == COMMENT:
        return (yield from _comment(review))
    if verdict == _CHANGES:
        return (yield from _changes(review))
    return Later()


def _verdict(review: PledgeReview, parts: tuple[tuple[Part, ...], ...], at: int) -> Verdict:
    """Who may only read or comment is offered no more than that, and told how the pledge stands."""
    first, last = turned("leaf", at, len(parts))
    deciding = (
        Choice(_CONFIRM, say("Confirm"), ("xác nhận", "duyệt", "đồng ý", "nhất trí")),
        Choice(_CHANGES, say("Ask for changes"), ("bổ sung", "đề nghị bổ sung", "trả lại", "sửa")),
    )
    comment = say("Answer the comments") if review.sheet.is_own else say("Leave a comment")
    commenting = (Choice(COMMENT, comment, ("góp ý", "ý kiến", "trả lời")),)
    choices = (
        *(deciding if review.sheet.can_decide else ()),
        *(commenting if review.sheet.can_comment else ()),
        Choice(_LATER, say("Leave it for later"), ("để sau", "sau", "chưa xem", "đã rõ", "xong")),
    )
    lines = [*(top(review) if at == 1 else ()), *(line for part in parts[at - 1] for line in part.lines)]
    if not review.sheet.can_decide:
        lines.append(hint(state_words(review)))
    return Verdict(
        key="verdict",
        version=f"{review.sheet.pledge.id}:{review.sheet.seen}",
        words=tuple(lines),
        choices=choices,
        here=frozenset(choice.value for choice in choices),
        first=first,
        extra=last,
        help=say(
            "Confirm puts the pledge into force. Asking for changes needs a reason. A comment is read with your name,"
            " and decides nothing."
        ),
    )


def _changes(review: PledgeReview) -> Dialog[RequestChanges]:
    name = review.sheet.owner.person.given_name
    why = yield from ask(reason(name, (Line(say("What should be changed, and why?")),), READY))
    added = yield from ask_or_skip(more_words())
    command = RequestChanges(review.sheet.pledge.id, review.sheet.seen, whole_reason(why, added))
    yield from ask(
        ChoiceQuestion(
            key="send",
            words=(
                heading(say("Please check before it is sent to comrade {name}", name=name)),
                Line(say("To be added: {reason}", reason=command.reason)),
            ),
            choices=(Choice("send", say("Send"), ("gửi", "gửi đi", "đồng ý")),),
            extra=(
                Option(say("Change the reason"), Edit("reason"), ("sửa lý do", "đổi lý do")),
                Option(say("Write more"), Edit("added"), ("viết thêm", "thêm")),
            ),
            help=say("The comrade is told at once, with the reason and your name."),
        )
    )
    return command


def _comment_words(review: PledgeReview) -> tuple[Line, ...]:
    if review.sheet.is_own:
        return (
            Line(say("What would you like to answer to the comments?")),
            hint(say("It is shown to everyone who may read the comments, and who commented is told.")),
        )
    name = review.sheet.owner.person.given_name
    return (
        Line(say("What would you like to say to comrade {name} about this pledge?", name=name)),
        hint(say("A comment helps: what is good, what could be clearer, what help there is.")),
        hint(say("It is shown with your name to everyone who may read the pledge.")),
    )


def _comment(review: PledgeReview) -> Dialog[CommentPledge]:
    text = yield from ask(
        TextQuestion(
            key="comment",
            words=_comment_words(review),
            limit=COMMENT_LIMIT,
        )
    )
    yield from ask(
        ChoiceQuestion(
            key="send",
            words=(heading(say("Your comment")), quote(text)),
            choices=(Choice("send", say("Send"), ("gửi", "gửi đi", "đồng ý")),),
            extra=(Option(say("Change it"), Edit("comment"), ("sửa", "viết lại")),),
        )
    )
    return CommentPledge(review.sheet.pledge.id, text)
