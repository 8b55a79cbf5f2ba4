"""Chuyển sinh hoạt: to another cell, as a guest, away from here, and a comrade's death.

Keys: `who0` …, `what`, `to0` …, `day`, `there`, `last`, `why`, `sure`.
"""

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from bot.conversation.dialog import Dialog, Line, Step, ask, hint, look_up
from bot.conversation.questions import Choice
from bot.dialogs.change_words import REASONS
from bot.dialogs.finding_unit import find_unit
from bot.dialogs.people_words import OFFICES
from bot.dialogs.person_dialog import TODAY, a_choice, about, document_label, first_day, last_day, sure, whom
from core.message import Message, say
from core.people import MembershipKind, Standing
from core.usecases.change_person import first_to_move
from core.usecases.change_standing import BecomeOfficial
from core.usecases.end_membership import RecordDeath, RecordLeaving
from core.usecases.person_state import May, PersonState, TransferPlan
from core.usecases.transfer_person import ArrivePerson, EndStay, HostPerson, TransferPerson, TurnBack

PLAN: Final = "transfer_plan"
"""The look-up: (person, unit, day as ISO text) → TransferPlan."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """It is left as it is."""


Deed: TypeAlias = (
    TransferPerson
    | ArrivePerson
    | TurnBack
    | HostPerson
    | EndStay
    | BecomeOfficial
    | RecordLeaving
    | RecordDeath
    | Nothing
)
_TEMPORARY, _RESIDENCE = MembershipKind.TEMPORARY, MembershipKind.RESIDENCE


def transfer(sheet: PersonState | None) -> Dialog[Deed]:
    state = yield from whom(sheet, say("Which comrade is it about?"))
    today: date = yield from look_up(TODAY)
    what = yield from ask(
        a_choice("what", state, (*about(state), Line(say("What is to be recorded?"))), _choices(state))
    )
    match what:
        case "move":
            return (yield from _move(state, today))
        case "temporary":
            return (yield from _host(state, today, _TEMPORARY))
        case "residence":
            return (yield from _host(state, today, _RESIDENCE))
        case "leave":
            return (yield from _leave(state, today))
        case "death":
            return (yield from _death(state, today))
    return (yield from _simple(state, today, what))


def _choices(state: PersonState) -> tuple[Choice, ...]:
    return tuple(_choice(value) for value in _possible(state))


def _possible(state: PersonState) -> list[str]:
    on_the_way = state.stay(MembershipKind.TRANSIT) is not None
    found = ["arrive"] if May.RECEIVE in state.may else []
    if May.CHANGE in state.may:
        found.append("back" if on_the_way else "move")
        found.append("end_temporary" if state.stay(_TEMPORARY) else "temporary")
        found.append("end_residence" if state.stay(_RESIDENCE) else "residence")
        if state.standing is not None and state.standing.standing is Standing.PROBATIONARY:
            found.append("official")
        found.append("leave")
    if May.RECORD in state.may:
        found.append("death")
    return [*found, "nothing"]


_LABELS: Final[dict[str, tuple[Message, tuple[str, ...]]]] = {
    "arrive": (say("Has arrived: receive the comrade"), ("tiếp nhận", "đã đến")),
    "back": (say("Does not go after all"), ("không chuyển nữa",)),
    "move": (say("Transfer to another cell"), ("chuyển chính thức", "chuyển")),
    "temporary": (say("Temporary party life in another cell"), ("tạm thời",)),
    "end_temporary": (say("Back from temporary party life"), ("hết tạm thời", "về")),
    "residence": (say("Contact with the cell where the comrade lives"), ("213", "nơi cư trú")),
    "end_residence": (say("No more contact where the comrade lived"), ("hết 213",)),
    "official": (say("Became an official member"), ("chính thức",)),
    "leave": (say("Left this party organisation"), ("rời", "thôi sinh hoạt", "chuyển đi nơi khác")),
    "death": (say("Passed away"), ("từ trần", "mất")),
    "nothing": (say("Nothing, leave it"), ("thôi", "không")),
}


def _choice(value: str) -> Choice:
    label, keywords = _LABELS[value]
    return Choice(value, label, keywords)


def _move(state: PersonState, today: date) -> Generator[Step, Any, Deed]:
    unit = yield from find_unit(
        "to", (Line(say("Which cell does the comrade go to?")),), anywhere=True, cells=True
    )
    yield from look_up(PLAN, (state.who.person.id, unit.id, today.isoformat()))  # or another one is asked for
    asked = first_day("day", say("From which day?"), today, month=True)
    day = yield from ask(replace(asked, earliest=first_to_move(today)))
    person = state.who.person.id
    plan: TransferPlan = yield from look_up(PLAN, (person, unit.id, day.isoformat()))
    sets_out = True
    if plan.receivable:
        there = yield from ask(a_choice("there", state, _asked_there(plan), _THERE))
        sets_out = there == "no"
    title = say("The comrade sets out for another cell") if sets_out else say("Transfer to another cell")
    edits = (("to0", say("Another cell")), ("day", say("Another day")))
    if (yield from sure(state, title, _consequences(plan, day, sets_out=sets_out), say("Record it"), *edits)):
        return TransferPerson(person, unit.id, day, sets_out)
    return Nothing()


_THERE: Final = (
    Choice("yes", say("Yes, at home there from that day"), ("rồi", "có")),
    Choice("no", say("No, still on the way"), ("chưa", "đang đi")),
)


def _asked_there(plan: TransferPlan) -> tuple[Line, ...]:
    return (
        Line(say("Has {unit} received the comrade?", unit=plan.unit.name)),
        hint(say("On the way, neither cell counts the comrade and nobody asks for anything.")),
    )


def _consequences(plan: TransferPlan, day: date, *, sets_out: bool) -> tuple[Line, ...]:
    lines = [Line(say("To {unit}, from {day}.", unit=plan.unit.name, day=day))]
    if plan.owed:
        documents = tuple(document_label(each) for each in plan.owed)
        lines.append(Line(say("Still to be handed in, goes along: {documents}.", documents=documents)))
    if plan.waiting:
        lines.append(
            Line(say("Waiting to be looked at, goes to the new reviewer: {count}.", count=plan.waiting))
        )
    for each in plan.ending:
        office = OFFICES[each.held.kind]
        lines.append(Line(say("Ends the day before: {office}, {unit}.", office=office, unit=each.unit_name)))
    if sets_out:
        lines.append(
            Line(say("Until {unit} records the arrival, neither counts the comrade.", unit=plan.unit.name))
        )
    lines.append(hint(say("Drafts stay with the comrade. The comrade and both secretaries are told.")))
    return tuple(lines)


def _host(state: PersonState, today: date, kind: MembershipKind) -> Generator[Step, Any, Deed]:
    temporary = kind is _TEMPORARY
    asked = say("In which cell?") if temporary else say("Which cell is it where the comrade lives?")
    unit = yield from find_unit("to", (Line(asked),), anywhere=True, cells=True)
    yield from look_up(PLAN, (state.who.person.id, unit.id, today.isoformat()))  # or another one is asked for
    day = yield from ask(first_day("day", say("From which day?"), today))
    last = None
    if temporary:
        last = yield from ask(last_day("last", say("Until which day?"), day + timedelta(days=1)))
    title = say("Temporary party life") if temporary else say("Contact where the comrade lives")
    lines = [Line(say("With {unit}, from {day}.", unit=unit.name, day=day))]
    if last is not None:
        lines = [Line(say("In {unit}, from {day} to {last}.", unit=unit.name, day=day, last=last))]
        lines.append(hint(say("It ends by itself. The comrade goes on reporting to the cell at home.")))
    edits = (("to0", say("Another cell")), ("day", say("Another day")))
    if (yield from sure(state, title, tuple(lines), say("Record it"), *edits)):
        return HostPerson(state.who.person.id, unit.id, kind, day, last)
    return Nothing()


def _leave(state: PersonState, today: date) -> Generator[Step, Any, Deed]:
    choices = tuple(Choice(value, REASONS[value]) for value in ("moved", "out"))
    why = yield from ask(a_choice("why", state, (Line(say("Why does the comrade leave?")),), choices))
    words = say("Which is the first day without the comrade?")
    day = yield from ask(first_day("day", words, today, ahead=timedelta(0)))
    lines = (
        Line(say("Leaves from {day} ({reason}).", day=day, reason=REASONS[why])),
        Line(
            say(
                "Nothing is sent to the comrade any more, offices end, and what is linked is unlinked. History stays."
            )
        ),
    )
    if (yield from sure(state, say("Leaving"), lines, say("Record it"), ("day", say("Another day")))):
        return RecordLeaving(state.who.person.id, day, why)
    return Nothing()


def _death(state: PersonState, today: date) -> Generator[Step, Any, Deed]:
    """In few and quiet words."""
    words = say("On which day did the comrade pass away?")
    day = yield from ask(first_day("day", words, today, ahead=timedelta(0)))
    lines = (
        Line(say("Passed away on {day}.", day=day)),
        Line(
            say("No message goes to the comrade's phone any more. What the comrade did stays in the records.")
        ),
    )
    title = say("Please check with care")
    if (yield from sure(state, title, lines, say("Record it"), ("day", say("Another day")))):
        return RecordDeath(state.who.person.id, day)
    return Nothing()


def _simple(state: PersonState, today: date, what: str) -> Generator[Step, Any, Deed]:
    """What asks for a day at most."""
    person = state.who.person.id
    if what == "nothing":
        return Nothing()
    if what == "back":
        lines = (Line(say("The comrade stays in {unit}.", unit=state.who.unit_name)),)
        return TurnBack(person) if (yield from _agreed(state, lines)) else Nothing()
    ahead = timedelta(0) if what == "arrive" else timedelta(days=92)
    day = yield from ask(first_day("day", say("From which day?"), today, ahead=ahead))
    lines = (Line(say("{what}: from {day}.", what=_LABELS[what][0], day=day)),)
    if not (yield from _agreed(state, lines)):
        return Nothing()
    if what == "arrive":
        return ArrivePerson(person, day)
    if what == "official":
        return BecomeOfficial(person, day)
    return EndStay(person, _TEMPORARY if what == "end_temporary" else _RESIDENCE, day)


def _agreed(state: PersonState, lines: tuple[Line, ...]) -> Generator[Step, Any, bool]:
    return (yield from sure(state, say("Please check"), lines, say("Record it")))
