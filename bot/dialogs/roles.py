"""Phân quyền: an office given for its days, or ended. Keys: `who0` …, `what`, `to0` …, `role`, `day`, `last`,
`instead`, `sure`."""

from collections.abc import Generator
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from bot.conversation.dialog import Dialog, Line, Step, ask, hint, look_up
from bot.conversation.questions import Choice
from bot.dialogs.finding_person import person_label
from bot.dialogs.finding_unit import find_unit
from bot.dialogs.people_words import OFFICES
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
from core.access import Action
from core.appointing import ONE_AT_A_TIME
from core.message import Message, say
from core.people import NEEDS_END, Resident, RoleKind
from core.units import Unit
from core.usecases.give_role import EndRole, GiveRole
from core.usecases.person_state import OfficeHeld, PersonState

APPOINTABLE: Final = "appointable"
"""The look-up: (person, unit) → the RoleKinds that the speaker may give there."""
HOLDER: Final = "holder"
"""The look-up: (unit, role, person, day as ISO text) → the Resident who holds it then, or None."""

Deed: TypeAlias = GiveRole | EndRole | Nothing


def roles(sheet: PersonState | None) -> Dialog[Deed]:
    state = yield from whom(sheet, say("Whose office is it about?"), Action.FIND_PEOPLE)
    today: date = yield from look_up(TODAY)
    ends = {f"end {number}": each for number, each in enumerate(state.offices) if each.mine_to_end}
    choices = (
        Choice("give", say("Give an office"), ("giao", "phân công")),
        *(Choice(value, say("End: {office}", office=_held(each))) for value, each in ends.items()),
        Choice("nothing", say("Nothing, leave it"), ("thôi", "không")),
    )
    what = yield from ask(a_choice("what", state, (*about(state), *_offices(state)), choices))
    if what == "give":
        return (yield from _give(state, today))
    if what in ends:
        return (yield from _end(state, today, ends[what]))
    return Nothing()


def _held(office: OfficeHeld) -> Message:
    return say("{office}, {unit}", office=OFFICES[office.held.kind], unit=office.unit_name)


def _offices(state: PersonState) -> tuple[Line, ...]:
    if not state.offices:
        return (Line(say("Holds no office now.")),)
    return tuple(Line(_dated(each)) for each in state.offices)


def _dated(office: OfficeHeld) -> Message:
    if office.held.valid_to is None:
        return say("{office}, since {day}", office=_held(office), day=office.held.valid_from)
    return say(
        "{office}, from {day} to {last}",
        office=_held(office),
        day=office.held.valid_from,
        last=office.held.valid_to,
    )


def _give(state: PersonState, today: date) -> Generator[Step, Any, Deed]:
    unit = yield from find_unit("to", (Line(say("In which unit?")),), Action.SEE_COUNTS)
    person = state.who.person.id
    kinds: tuple[RoleKind, ...] = yield from look_up(APPOINTABLE, (person, unit.id))
    if not kinds:
        yield from ask(
            a_choice("noted", state, _nothing_to_give(unit), (Choice("noted", say("Understood")),))
        )
        return Nothing()
    choices = tuple(Choice(kind.value, OFFICES[kind]) for kind in kinds)
    asked = Line(say("Which office in {unit}?", unit=unit.name))
    kind = RoleKind((yield from ask(a_choice("role", state, (asked,), choices))))
    day = yield from ask(first_day("day", say("From which day?"), today, month=True))
    last = yield from _until(kind, day)
    instead = yield from _instead_of(state, unit, kind, day)
    if instead == "":
        return Nothing()
    lines = _summary(unit, kind, day, last, instead)
    edits = (("role", say("Another office")), ("day", say("Another day")))
    if (yield from sure(state, say("Give an office"), lines, say("Record it"), *edits)):
        predecessor = instead.person.id if isinstance(instead, Resident) else None
        return GiveRole(person, unit.id, kind, day, last, predecessor)
    return Nothing()


def _nothing_to_give(unit: Unit) -> tuple[Line, ...]:
    return (
        Line(say("You cannot give this comrade an office in {unit}.", unit=unit.name)),
        hint(
            say("Offices are given by whoever looks after the unit, and nobody appoints himself or herself.")
        ),
    )


def _until(kind: RoleKind, day: date) -> Generator[Step, Any, date | None]:
    if kind in NEEDS_END:
        words = say("Until which day? A survey team's task needs its last day.")
        return (yield from ask(last_day("last", words, day + timedelta(days=1))))
    return (yield from open_last_day("last", say("Until which day? Please pass where it has no end."), day))


def _instead_of(
    state: PersonState, unit: Unit, kind: RoleKind, day: date
) -> Generator[Step, Any, Resident | str | None]:
    """Who held it until now and ends the day before; None where nobody did; empty words to leave it."""
    if kind not in ONE_AT_A_TIME:
        return None
    holder: Resident | None = yield from look_up(
        HOLDER, (unit.id, kind.value, state.who.person.id, day.isoformat())
    )
    if holder is None:
        return None
    lines = (
        Line(say("{unit} has a secretary: {person}.", unit=unit.name, person=person_label(holder))),
        Line(say("A unit has one secretary at a time.")),
    )
    choices = (
        Choice("end", say("That office ends on {day}", day=day - timedelta(days=1)), ("thay", "kết thúc")),
        Choice("no", say("No, leave it"), ("không", "thôi")),
    )
    answer = yield from ask(a_choice("instead", state, lines, choices))
    return holder if answer == "end" else ""


def _summary(
    unit: Unit, kind: RoleKind, day: date, last: date | None, instead: Resident | str | None
) -> tuple[Line, ...]:
    office = OFFICES[kind]
    words = say("{office} of {unit} from {day}", office=office, unit=unit.name, day=day)
    lines = [Line(words if last is None else say("{words}, until {day}", words=words, day=last))]
    if isinstance(instead, Resident):
        lines.append(
            Line(
                say(
                    "Comrade {name} holds it until {day}.",
                    name=instead.person.full_name,
                    day=day - timedelta(days=1),
                )
            )
        )
    lines.append(hint(say("The comrade is told, and whoever held it before.")))
    return tuple(lines)


def _end(state: PersonState, today: date, office: OfficeHeld) -> Generator[Step, Any, Deed]:
    day = yield from ask(first_day("day", say("Which is the first day without the office?"), today))
    lines = (Line(say("Ends: {office}, from {day}.", office=_held(office), day=day)),)
    if (yield from sure(state, say("End an office"), lines, say("Record it"), ("day", say("Another day")))):
        return EndRole(state.who.person.id, office.held.unit, office.held.kind, day)
    return Nothing()
