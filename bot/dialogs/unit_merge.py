"""Several units become one, new or existing. Keys: `other{n}.…`, `more{n}`, `into`, `name`, `type`, `day`, `agree`."""

from collections.abc import Generator
from itertools import count
from typing import Any, Final

from bot.conversation.dialog import Dialog, Line, Step, ask
from bot.conversation.questions import Choice, ChoiceQuestion
from bot.dialogs.finding_unit import find_unit
from bot.dialogs.unit_questions import (
    Outcome,
    agree,
    change_day,
    day_question,
    edit,
    name_question,
    type_question,
    yes_no,
)
from core.access import Action
from core.message import say
from core.unit_commands import Merge, NewUnit
from core.units import Unit, UnitType, ids_on
from core.usecases.unit_sheet import UnitSheet

_MOST: Final = 20
_NEW: Final = "new"


def merge_units(sheet: UnitSheet) -> Dialog[Outcome]:
    units = yield from _which(sheet)
    into = yield from ask(_into(units, may_be_new=sheet.parent is not None))
    target: str | NewUnit = into
    if into == _NEW and sheet.parent is not None:
        name = yield from ask(name_question("name", say("What is the new unit called?"), say("Name")))
        kind = UnitType((yield from ask(type_question("type", sheet.unit.type))))
        target = NewUnit(name, kind, sheet.parent.id)
        becomes = Line(say("They become: {name}", name=name))
    else:
        name = next(unit.name for unit in units if unit.id == into)
        becomes = Line(say("They go into: {name}", name=name))
    day = yield from ask(day_question(sheet))
    names = tuple(say("{name}", name=unit.name) for unit in units)
    lines = (Line(say("To be merged: {units}", units=names)), becomes)
    edits = (edit("into", say("Into another unit"), "đơn vị khác"), change_day())
    command = Merge(tuple(unit.id for unit in units if unit.id != into), target, day)
    return (yield from agree(command, lines, edits))


def _which(sheet: UnitSheet) -> Generator[Step, Any, list[Unit]]:
    units = [sheet.unit]
    inside = sheet.parent.id if sheet.parent else ""
    for number in count():
        named = tuple(say("{name}", name=unit.name) for unit in units)
        words = (
            Line(say("Chosen so far: {units}", units=named)),
            Line(say("Which other unit is merged with it?")),
        )
        out = tuple(dict.fromkeys(each for unit in units for each in ids_on(unit.path)))
        key = f"other{number}."
        other = yield from find_unit(key, words, Action.CHANGE_UNITS, inside=inside, without=out)
        units.append(other)
        if len(units) >= _MOST:
            return units
        more = say("Is there another one?")
        if (
            yield from ask(yes_no(f"more{number}", more, say("Yes, one more unit"), say("No, these are all")))
        ) == "no":
            return units
    raise AssertionError("counting never ends")


def _into(units: list[Unit], *, may_be_new: bool) -> ChoiceQuestion:
    there = tuple(
        Choice(unit.id, say("Into {unit}, which goes on", unit=unit.name), (unit.name,)) for unit in units
    )
    new = (Choice(_NEW, say("A new unit"), ("đơn vị mới", "mới")),)
    return ChoiceQuestion(
        key="into",
        words=(Line(say("What do they become?")),),
        title=say("Becomes"),
        choices=(*new, *there) if may_be_new else there,
        fixed=False,
    )
