"""Opening one person's documents for an hour, with a reason that the person reads.

Keys: `who0`, `who1` …, `reason`, `send`.
"""

from dataclasses import dataclass
from typing import Final

from bot.conversation.dialog import Dialog, Edit, Line, Option, ask, heading, hint, quote
from bot.conversation.questions import Choice, TextQuestion
from bot.dialogs.finding_person import find_person, person_label
from bot.dialogs.review_questions import Verdict
from core.access import Action
from core.message import say
from core.people import Resident
from core.usecases.break_glass import BreakGlass

_REASON_LIMIT: Final = 500


@dataclass(frozen=True, slots=True)
class Whose:
    """The person whose documents are to be opened, where that is known already."""

    who: Resident | None = None


def break_glass(sheet: Whose) -> Dialog[BreakGlass | None]:
    who = sheet.who
    if who is None:
        who = yield from find_person(
            "who", (Line(say("Whose documents must be opened?")),), Action.BREAK_GLASS
        )
    reason = yield from ask(_reason(who))
    sure = yield from ask(_summary(who, reason))
    return BreakGlass(who.person.id, reason) if sure == "open" else None


def _reason(who: Resident) -> TextQuestion:
    return TextQuestion(
        key="reason",
        words=(
            heading(person_label(who)),
            Line(say("Why must these documents be opened?")),
            hint(say("The comrade and who manages the comrade read this reason at once, with your name.")),
        ),
        title=say("Reason"),
        limit=_REASON_LIMIT,
        help=say(
            "Say what happened and what you have to see, for example: a report cannot be opened by its author."
        ),
    )


def _summary(who: Resident, reason: str) -> Verdict:
    choices = (
        Choice("no", say("No, leave them closed"), ("không", "thôi")),
        Choice("open", say("Open them"), ("mở", "mở niêm phong", "đồng ý")),
    )
    return Verdict(
        key="send",
        version=who.person.id,
        here=frozenset(choice.value for choice in choices),
        words=(
            heading(say("Open these documents? Please check")),
            Line(person_label(who)),
            quote(reason),
            Line(say("They are open to you for one hour, for reading only.")),
            Line(
                say(
                    "The comrade and who manages the comrade are told at once; everything you read is logged."
                )
            ),
        ),
        choices=choices,
        extra=(Option(say("Change the reason"), Edit("reason"), ("sửa lý do", "đổi lý do")),),
    )
