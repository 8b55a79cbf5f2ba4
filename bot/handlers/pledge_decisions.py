"""Looking at a pledge: what the dialog shows, and what its commands do."""

from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt
from bot.conversation.here import Here
from bot.conversation.spec import DialogSpec
from bot.dialogs.pledge import kind_label
from bot.dialogs.pledge_review_samples import pledge_review_samples
from bot.dialogs.review_pledge import Decision, Later, review_pledge
from bot.dialogs.review_questions import Gone
from bot.dialogs.reviewed_pledge import PledgeReview
from bot.handlers import decision_notices
from bot.handlers.member import LEADERS, MENU
from bot.handlers.waiting import REVIEW_PLEDGE, TO_QUEUE, what_next
from core.errors import Refused
from core.message import say
from core.pledge import Pledge
from core.usecases import decide_pledge
from core.usecases.decide_pledge import CommentPledge, ConfirmPledge, RequestChanges
from core.usecases.pledge_review_sheet import pledge_review_sheet


def pledge_review_of(here: Here, pledge: str) -> PledgeReview:
    """Raises Refused for what the speaker may not read."""
    sheet = pledge_review_sheet(here.uow, here.known, pledge, here.now)
    ids = {who for entry in sheet.history for who in (entry.actor, entry.stands_for or "")}
    known = {person: here.uow.people.get(person) for person in {*ids, sheet.stands_for or ""}}
    groups = here.uow.criteria.groups(sheet.owner.person.group)
    return PledgeReview(
        sheet,
        {person: found for person, found in known.items() if found is not None},
        {group.code: group.name for group in groups},
    )


def _review_or_gone(here: Here, pledge: str) -> PledgeReview | Gone:
    try:
        return pledge_review_of(here, pledge)
    except Refused as refused:
        return Gone(refused.words)


def _decide(here: Here, subject: str, decision: Decision) -> Receipt:
    match decision:
        case ConfirmPledge():
            done = decide_pledge.confirm_pledge(here.uow, here.known, decision, here.occasion)
            decision_notices.tell_confirmed(here, done.pledge, done.tell)
            return _receipt(here, done.pledge, confirmed=True)
        case RequestChanges():
            done = decide_pledge.request_pledge_changes(here.uow, here.known, decision, here.occasion)
            decision_notices.tell_changes_requested(here, done.pledge, done.tell)
            return _receipt(here, done.pledge, confirmed=False)
        case CommentPledge():
            return _comment(here, subject, decision)
        case Later():
            return Receipt((Line(say("Nothing was decided.")),), what_next(here))


def _receipt(here: Here, pledge: Pledge, *, confirmed: bool) -> Receipt:
    name, kind = _author(here, pledge.person), kind_label(pledge.kind)
    words = say(
        "✅ Confirmed: the {kind} for {year} of comrade {name}.", kind=kind, year=pledge.year, name=name
    )
    if not confirmed:
        words = say(
            "Sent to comrade {name}: changes to the {kind} for {year}.",
            name=name,
            kind=kind,
            year=pledge.year,
        )
    return Receipt((Line(words), decision_notices.told(here, pledge.person, name)), what_next(here))


def _comment(here: Here, subject: str, command: CommentPledge) -> Receipt:
    done = decide_pledge.comment_pledge(here.uow, here.known, command, here.occasion)
    if done.pledge.person == here.known.person.id:
        decision_notices.tell_answered(here, done.pledge, done.tell)
        words = Line(say("The answer is sent to who commented, and stands beside the pledge."))
        return Receipt((words,), (Option(say("Read it again"), Go("cuatoi"), ("xem", "xem lại")),))
    decision_notices.tell_commented(here, done.pledge, done.tell)
    leads = any(role.kind in LEADERS for role in here.known.roles)
    back = Go("duyet", f"p:{subject}") if leads else Go("congkhai", f"p:{subject}:1")
    again = Option(say("Back to the pledge"), back, ("quay về", "bản đăng ký"))
    told = decision_notices.told(here, done.pledge.person, _author(here, done.pledge.person))
    return Receipt((Line(say("The comment is sent.")), told), (again, TO_QUEUE if leads else MENU))


def _author(here: Here, person: str) -> str:
    found = here.uow.people.get(person)
    return found.given_name if found else ""


PLEDGE_SPECS: Final[tuple[DialogSpec[PledgeReview | Gone, Decision], ...]] = (
    DialogSpec(
        name=REVIEW_PLEDGE,
        title=lambda _pledge: say("Looking at a pledge"),
        sheet=_review_or_gone,
        script=review_pledge,
        carry_out=_decide,
        samples=pledge_review_samples,
    ),
)
