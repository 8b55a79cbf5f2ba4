"""Naming who else may type in one comrade's paper, and until when. Keys: `helper0` …, `until`, `send`."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversation.dialog import Dialog, Edit, Line, Option, ask, heading, hint
from bot.conversation.questions import Choice, DateQuestion
from bot.dialogs.finding_person import find_person, person_label
from bot.dialogs.review_questions import Verdict
from core.access import Action
from core.message import say
from core.people import Resident
from core.text.dates import Prefer
from core.usecases.name_helper import LONGEST, NameHelper


@dataclass(frozen=True, slots=True)
class Whom:
    who: Resident
    today: date


def name_helper(sheet: Whom) -> Dialog[NameHelper | None]:
    name = sheet.who.person.given_name
    helper = yield from find_person(
        "helper",
        (
            heading(person_label(sheet.who)),
            Line(say("Which comrade of the cell helps comrade {name} to type in paper?", name=name)),
        ),
        Action.NAME_HELPER,
    )
    until = yield from ask(_until(sheet))
    sure = yield from ask(_summary(sheet, helper, until))
    return NameHelper(sheet.who.person.id, helper.person.id, until) if sure == "yes" else None


def _until(sheet: Whom) -> DateQuestion:
    year_end = date(sheet.today.year, 12, 31)
    month = sheet.today + timedelta(days=30)
    return DateQuestion(
        key="until",
        words=(Line(say("Until which day?")),),
        title=say("Until"),
        quick=tuple(sorted({month, year_end})),
        earliest=sheet.today,
        latest=sheet.today + LONGEST,
        prefer=Prefer.FUTURE,
    )


def _summary(sheet: Whom, helper: Resident, until: date) -> Verdict:
    choices = (
        Choice("yes", say("Yes, name the comrade"), ("đồng ý", "có", "cử")),
        Choice("no", say("No, leave it"), ("không", "thôi")),
    )
    return Verdict(
        key="send",
        version=f"{sheet.who.person.id}:{helper.person.id}",
        words=(
            heading(say("A helper for paper: please check")),
            Line(say("Whose paper: {who}", who=person_label(sheet.who))),
            Line(say("Who types it in: {who}", who=person_label(helper))),
            Line(say("Until: {day}", day=until)),
            hint(say("The helper sees only what he or she types in. It can be ended at any time.")),
        ),
        choices=choices,
        here=frozenset(choice.value for choice in choices),
        extra=(Option(say("Change the day"), Edit("until")),),
    )
