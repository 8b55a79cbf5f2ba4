"""Samples for link_codes: a comrade with everything, a namesake without anything, and units with and without slips."""

from collections.abc import Hashable, Iterable
from datetime import UTC, date, datetime

from bot.conversation.dialog import Json
from bot.conversation.spec import Sample
from bot.dialogs.finding_person import FIND_PEOPLE, sample_people
from bot.dialogs.finding_unit import FIND_UNITS, sample_units
from bot.dialogs.link_codes import CODE_STATE, SHEET_PLAN, LinkDesk
from core.message import say
from core.people import AudienceGroup, Person, Resident, Standing
from core.talk import Way
from core.units import Unit, UnitType
from core.usecases.link_codes import CodeState, SheetPlan

_WHO = Resident(
    Person("M09", "Nguyễn_Văn <A> & *Hùng*", 1990, AudienceGroup.ORDINARY_MEMBER),
    Standing.OFFICIAL,
    "U32",
    "Chi bộ thôn Nà Tông",
    "/U0/U3/U32/",
)
_THEN = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
_UNIT = Unit("U32", "Chi bộ thôn Nà_Tông <&>", UnitType.CELL, "U3", "/U0/U3/U32/", date(2025, 7, 1))
_LINKED = CodeState(
    _WHO,
    (
        Way(1, "telegram", _THEN, _THEN, None, shared=False),
        Way(2, "zalo_bot", _THEN, None, None, shared=True),
    ),
    _THEN,
)


def _state(person: Hashable) -> object:
    return (
        say("Nobody of this unit talks with the assistant, so there is no code.")
        if person == "M1990"
        else _LINKED
    )


def _plan(unit: Hashable) -> object:
    if unit == "U31":
        return say("A sheet is for {count} people at most. Please choose a smaller unit.", count=300)
    return SheetPlan(_UNIT, 12, (_WHO,) * 7, 3, 2)


def samples() -> Iterable[Sample]:
    found = {FIND_PEOPLE: sample_people, FIND_UNITS: sample_units, CODE_STATE: _state, SHEET_PLAN: _plan}
    looks: dict[str, Json] = {"who0": {"words": "Hùng", "page": 1}}
    yield Sample(LinkDesk(), {**looks, "deed": "lost", "sure": "yes"}, found)
    again: dict[str, Json] = {"who1": {"person": "M1990"}, "who1-0": {"words": "Hùng", "page": 1}}
    yield Sample(LinkDesk(), {**looks, **again, "deed": "end"}, found)
    other: dict[str, Json] = {"unit0": {"unit": "U31"}, "unit1-0": {"unit": "U32"}}
    yield Sample(LinkDesk(), {"what": "sheet", **other}, found)
    yield Sample(LinkDesk(CodeState(_WHO, (), None)), {"deed": "new"}, found)
    yield Sample(LinkDesk(plan=SheetPlan(_UNIT, 12, (), 0, 0)), {}, found)
    yield Sample(LinkDesk(plan=SheetPlan(_UNIT, 12, (_WHO,), 1, 0), end_all=True), {}, found)
