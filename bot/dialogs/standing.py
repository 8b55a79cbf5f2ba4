"""Miễn công tác và sinh hoạt, đình chỉ sinh hoạt, vắng: from a day to a day, over by itself.

Keys: `who0` …, `what`, `why`, `owes`, `day`, `last`, `sure`.
"""

from collections.abc import Generator
from datetime import date
from typing import Any, Final, TypeAlias

from bot.conversation.dialog import Dialog, Line, Step, ask, hint, look_up
from bot.conversation.questions import Choice
from bot.dialogs.change_words import REASONS
from bot.dialogs.people_words import STANDINGS
from bot.dialogs.person_dialog import (
    TODAY,
    a_choice,
    about,
    first_day,
    last_day,
    open_last_day,
    sure,
    whom,
)
from bot.dialogs.transfer import Nothing
from core.message import Message, say
from core.people import Standing
from core.usecases import change_standing as rules
from core.usecases.change_standing import ChangeStanding, Resume
from core.usecases.person_state import May, PersonState

Deed: TypeAlias = ChangeStanding | Resume | Nothing

_OVERLAYS: Final = frozenset({Standing.EXEMPT, Standing.SUSPENDED, Standing.ABSENT, Standing.AWAY})
_LABELS: Final[dict[str, tuple[Message, tuple[str, ...]]]] = {
    "exempt": (say("Exempt from party work and party life"), ("miễn", "miễn sinh hoạt")),
    "absent": (say("Absent for a time"), ("vắng", "tạm vắng")),
    "suspended": (say("Party life suspended"), ("đình chỉ",)),
    "resume": (say("Ends: takes part again"), ("kết thúc", "sinh hoạt lại")),
    "nothing": (say("Nothing, leave it"), ("thôi", "không")),
}


def standing(sheet: PersonState | None) -> Dialog[Deed]:
    state = yield from whom(sheet, say("Which comrade is it about?"))
    today: date = yield from look_up(TODAY)
    choices = tuple(Choice(value, *_LABELS[value]) for value in _possible(state))
    what = yield from ask(
        a_choice("what", state, (*about(state), Line(say("What is to be recorded?"))), choices)
    )
    if what == "nothing":
        return Nothing()
    if what == "resume":
        return (yield from _resume(state, today))
    return (yield from _from_to(state, today, what))


def _possible(state: PersonState) -> list[str]:
    now = state.standing.standing if state.standing is not None else Standing.OFFICIAL
    laid = [each for each in (now, *(period.standing for period in state.planned)) if each in _OVERLAYS]
    found = []
    if any((May.CHANGE if each is Standing.SUSPENDED else May.RECORD) in state.may for each in laid):
        found.append("resume")
    if May.RECORD in state.may and now is not Standing.SUSPENDED:
        found += [each for each in ("exempt", "absent") if each != now.value]
    if May.CHANGE in state.may and now is not Standing.SUSPENDED:
        found.append("suspended")
    return [*found, "nothing"]


def _resume(state: PersonState, today: date) -> Generator[Step, Any, Deed]:
    day = yield from ask(first_day("day", say("From which day does the comrade take part again?"), today))
    lines = (
        Line(say("Takes part again from {day}.", day=day)),
        hint(say("What falls due from that day on is asked for as from everyone.")),
    )
    edits = (("day", say("Another day")),)
    if (yield from sure(state, say("Takes part again"), lines, say("Record it"), *edits)):
        return Resume(state.who.person.id, day)
    return Nothing()


def _from_to(state: PersonState, today: date, what: str) -> Generator[Step, Any, Deed]:
    kind = yield from _kind(state, what)
    reason = yield from _reason(state, kind)
    day = yield from ask(first_day("day", say("From which day?"), today, month=True))
    if kind in rules.NEEDS_LAST_DAY:
        last: date | None = yield from ask(last_day("last", say("Until which day?"), day))
    else:
        words = say("Until which day? Please pass where that is not decided.")
        last = yield from open_last_day("last", words, day)
    edits = (("day", say("Another day")), ("last", say("Another last day")))
    if (
        yield from sure(state, _LABELS[what][0], _summary(kind, reason, day, last), say("Record it"), *edits)
    ):
        return ChangeStanding(state.who.person.id, kind, day, last, reason)
    return Nothing()


def _kind(state: PersonState, what: str) -> Generator[Step, Any, Standing]:
    if what != "absent":
        return Standing(what)
    choices = (
        Choice("no", say("Owes nothing meanwhile"), ("không phải báo cáo", "không")),
        Choice("yes", say("Still reports"), ("vẫn báo cáo", "có")),
    )
    asked = Line(say("Does the comrade still report while away?"))
    owes = yield from ask(a_choice("owes", state, (asked,), choices))
    return Standing.AWAY if owes == "yes" else Standing.ABSENT


def _reason(state: PersonState, kind: Standing) -> Generator[Step, Any, str]:
    """A kind only, chosen and never typed: nothing about a person's health is kept."""
    kinds = rules.REASONS[kind]
    if len(kinds) == 1:
        return kinds[0]
    choices = tuple(Choice(each, REASONS[each]) for each in kinds)
    return (yield from ask(a_choice("why", state, (Line(say("For which reason?")),), choices)))


def _summary(kind: Standing, reason: str, day: date, last: date | None) -> tuple[Line, ...]:
    what = STANDINGS[kind]
    lines = [
        Line(say("{standing}: from {day}, until further notice.", standing=what, day=day))
        if last is None
        else Line(say("{standing}: from {day} to {last}.", standing=what, day=day, last=last)),
        Line(say("Reason: {reason}", reason=REASONS[reason])),
    ]
    if kind is Standing.AWAY:
        lines.append(hint(say("The comrade is asked and reminded as before.")))
    else:
        lines.append(
            hint(
                say("What falls due in that time is not owed, counts nowhere, and nobody is reminded of it.")
            )
        )
    if last is not None:
        lines.append(hint(say("It ends by itself.")))
    return tuple(lines)
