"""How a reminder reads: all that is left to do in one message, kindly, and nothing of what stands in it."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from typing import Final

from bot.conversation.dialog import Go, Line, Option, hint
from bot.conversation.showing import Page
from bot.dialogs.pledge import kind_label
from core.documents import Document
from core.mailing import SentBack
from core.message import Message, say
from core.obligations import Obligation
from core.occasion import local_day
from core.people import Person
from core.pledge import PledgeKind
from core.usecases.reminders import ToDo

REMINDERS: Final = "nhacnho"
TONIGHT: Final = "t"
TOMORROW: Final = "m"

_MOST: Final = 5
"""Things named one by one. Whoever owes more finds the rest in the menu."""

# Where there are no buttons, what is typed has a slash: without, it would be the answer to a question that is open.
AGAIN_TONIGHT: Final = Option(say("Remind me tonight"), Go(REMINDERS, TONIGHT), (f"/{REMINDERS} tối nay",))
AGAIN_TOMORROW: Final = Option(
    say("Remind me tomorrow morning"), Go(REMINDERS, TOMORROW), (f"/{REMINDERS} sáng mai",)
)
RHYTHM: Final = Option(say("How often to remind"), Go(REMINDERS), (f"/{REMINDERS}",))


def reminder(person: Person, left: ToDo, now: datetime, *, evening: bool) -> Page:
    """`evening`: said in the evening, when "tonight" is another day's."""
    things = tuple(_things(left, local_day(now)))
    lines = [Line(say("⏰ Comrade {name}, this is still to be done:", name=person.given_name))]
    lines.extend(Line(words) for words, _ in things[:_MOST])
    if len(things) > _MOST:
        lines.append(Line(say("And {count} more, which the menu shows.", count=len(things) - _MOST)))
    lines.append(hint(say("Does the comrade need help with anything?")))
    opens = tuple(option for _, option in islice(things, _MOST))
    later = (AGAIN_TOMORROW,) if evening else (AGAIN_TONIGHT, AGAIN_TOMORROW)
    return Page(tuple(lines), (*opens, *later, RHYTHM))


def _things(left: ToDo, today: date) -> Iterable[tuple[Message, Option]]:
    for back in left.sent_back:
        yield _sent_back(back), _open(back.document)
    for owed in left.owed:
        yield _owed(owed, today), _open(owed.document)


def _owed(owed: Obligation, today: date) -> Message:
    what, day = _named(owed.document), local_day(owed.due)
    if day == today:
        return say("• {what}: due today.", what=what)
    if day > today:
        return say("• {what}: by {day}, {count} days from now.", what=what, day=day, count=(day - today).days)
    return say("• {what}: it was due on {day}, and is still taken.", what=what, day=day)


def _named(document: Document) -> Message:
    if document.quarter is None:
        return say("Pledge for {year}", year=document.year)
    return say("Report for {quarter}", quarter=document.quarter)


def _sent_back(back: SentBack) -> Message:
    year, quarter = back.document.year, back.document.quarter
    if quarter is not None:
        return say("• Report for {quarter}: additions are asked for.", quarter=quarter)
    kind = kind_label(back.pledge or PledgeKind.EXEMPLARY)
    return say("• {kind} for {year}: additions are asked for.", kind=kind, year=year)


def _open(document: Document) -> Option:
    year, quarter = document.year, document.quarter
    if quarter is None:
        return Option(
            say("Open the pledge for {year}", year=year), Go("dangky", str(year)), (f"/dangky {year}",)
        )
    typed = f"/baocao quý {quarter.number}/{quarter.year}"
    return Option(say("Open the report for {quarter}", quarter=quarter), Go("baocao", quarter.code), (typed,))
