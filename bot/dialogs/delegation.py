"""Ủy quyền: somebody stands in for an office, over a stated part and up to a stated day.

Keys: `office`, `by`, `scope`, `to0` …, `day`, `last`, `sure`.
"""

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeAlias

from bot.conversation.dialog import Dialog, Edit, Line, Option, Step, ask, heading, hint, look_up
from bot.conversation.questions import Choice, ChoiceQuestion, DateQuestion
from bot.dialogs.finding_person import person_label
from bot.dialogs.finding_unit import find_unit
from bot.dialogs.people_words import OFFICES
from bot.dialogs.person_dialog import TODAY, first_day, last_day
from bot.dialogs.review_questions import Verdict, noted
from bot.dialogs.transfer import Nothing
from core.access import Action
from core.message import Message, say
from core.people import Resident, Role, RoleKind
from core.usecases.delegate import Delegate

CANDIDATES: Final = "candidates"
"""The look-up: (giver, unit, role) → the Residents who can stand in."""

Deed: TypeAlias = Delegate | Nothing


@dataclass(frozen=True, slots=True)
class Offices:
    """The offices that the giver holds and the speaker may have somebody stand in for, with their units' names.
    `mine`: the giver is who speaks."""

    giver: Resident
    held: tuple[tuple[Role, str], ...]
    mine: bool


def delegation(sheet: Offices) -> Dialog[Deed]:
    if not sheet.held:
        yield from ask(noted(Line(say("There is no office that somebody could stand in for."))))
        return Nothing()
    office, unit_name = yield from _office(sheet)
    today: date = yield from look_up(TODAY)
    person = yield from _by(sheet, office)
    if person is None:
        return Nothing()
    scope = yield from _scope(office, unit_name)
    day = yield from ask(_first(today))
    last = yield from ask(last_day("last", say("Until which day, that day included?"), day))
    agreed = yield from ask(_summary(sheet, office, person, scope[1], day, last))
    if agreed != "do":
        return Nothing()
    return Delegate(sheet.giver.person.id, person.person.id, office.kind, office.unit, scope[0], day, last)


def _first(today: date) -> DateQuestion:
    return replace(first_day("day", say("From which day?"), today), earliest=today)


def _office(sheet: Offices) -> Generator[Step, Any, tuple[Role, str]]:
    if len(sheet.held) == 1:
        return sheet.held[0]
    known = {f"{role.kind.value} {role.unit}": (role, name) for role, name in sheet.held}
    choices = tuple(Choice(value, _named(role.kind, name)) for value, (role, name) in known.items())
    question = ChoiceQuestion(
        key="office", words=(*_whose(sheet), Line(say("For which office?"))), choices=choices, fixed=False
    )
    return known[(yield from ask(question))]


def _whose(sheet: Offices) -> tuple[Line, ...]:
    return () if sheet.mine else (heading(person_label(sheet.giver)),)


def _named(kind: RoleKind, unit_name: str) -> Message:
    return say("{office}, {unit}", office=OFFICES[kind], unit=unit_name)


def _by(sheet: Offices, office: Role) -> Generator[Step, Any, Resident | None]:
    found: tuple[Resident, ...] = yield from look_up(
        CANDIDATES, (sheet.giver.person.id, office.unit, office.kind.value)
    )
    if not found:
        yield from ask(noted(*_nobody(office)))
        return None
    by_id = {each.person.id: each for each in found}
    question = ChoiceQuestion(
        key="by",
        words=(*_whose(sheet), Line(say("Who stands in as {office}?", office=OFFICES[office.kind]))),
        choices=tuple(Choice(person, person_label(each)) for person, each in by_id.items()),
        fixed=False,
        title=say("Who stands in"),
    )
    return by_id[(yield from ask(question))]


def _nobody(office: Role) -> tuple[Line, ...]:
    wanted = say("Nobody in the same unit holds an office by which a comrade could stand in.")
    if office.kind is RoleKind.STAFF:
        return (Line(wanted), hint(say("Please have another member of staff recorded first.")))
    way = say("Please have a deputy secretary or a member of the committee recorded first.")
    return (Line(wanted), hint(way))


def _scope(office: Role, unit_name: str) -> Generator[Step, Any, tuple[str, str]]:
    """The unit and its name. A cell has no parts."""
    if office.kind is not RoleKind.STAFF:
        return office.unit, unit_name
    question = ChoiceQuestion(
        key="scope",
        words=(Line(say("For all that you look after, or for a part?")),),
        choices=(
            Choice("all", say("For all of {unit}", unit=unit_name), ("tất cả", "toàn bộ")),
            Choice("part", say("For one unit of it"), ("một phần", "một đơn vị")),
        ),
    )
    if (yield from ask(question)) == "all":
        return office.unit, unit_name
    unit = yield from find_unit(
        "to", (Line(say("For which unit?")),), Action.CHANGE_PEOPLE, inside=office.unit
    )
    return unit.id, unit.name


def _summary(sheet: Offices, office: Role, person: Resident, scope: str, day: date, last: date) -> Verdict:
    choices = (
        Choice("do", say("Record it"), ("đồng ý", "ghi")),
        Choice("no", say("No, leave it"), ("không", "thôi")),
    )
    return Verdict(
        key="sure",
        version=f"{sheet.giver.person.id}:{person.person.id}:{office.kind.value}:{office.unit}",
        words=(
            heading(say("Standing in: please check")),
            Line(person_label(person)),
            Line(
                say(
                    "Stands in for comrade {name} as {office}.",
                    name=sheet.giver.person.full_name,
                    office=OFFICES[office.kind],
                )
            ),
            Line(say("For {unit}, from {day} to {last}.", unit=scope, day=day, last=last)),
            hint(say("It ends by itself, or earlier when either of you ends it. It cannot be handed on.")),
            hint(say("What is decided meanwhile is kept with both names.")),
        ),
        choices=choices,
        here=frozenset(choice.value for choice in choices),
        extra=(
            Option(say("Another comrade"), Edit("by")),
            Option(say("Another last day"), Edit("last")),
        ),
    )
