"""Finding a unit inside any dialog.

    unit = yield from find_unit("unit", (Line(say("Which unit?")),), Action.CHANGE_PEOPLE)

shows the units that the speaker looks after; one is chosen, or opened to see those below it, or a name or code is
typed. It gives the `Unit`. `anywhere=True` looks through the whole tree (where a comrade moves to), `cells=True` lets
only cells be chosen. The dialog's `DialogSpec` answers the look-up: `queries=UNIT_QUERIES` (bot/handlers/
search_queries.py); its samples give `found={FIND_UNITS: sample_units}`. Keys are `{key}0`, `{key}1`, …: one for each
step down or name tried.
"""

from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any, ClassVar, Final

from bot.conversation.dialog import (
    Json,
    Line,
    Option,
    Question,
    Step,
    Take,
    Unclear,
    Value,
    ask,
    hint,
    look_up,
)
from core.access import Action
from core.message import Message, say
from core.units import Unit, UnitType
from core.usecases.find_units import UnitFound, UnitsAsked, UnitsFound

FIND_UNITS: Final = "find_units"
"""The look-up: UnitsAsked → UnitsFound."""

_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Further:
    """Where to look next: words, or the unit to look inside, and the page."""

    words: str = ""
    inside: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitQuestion(Question["Unit | Further"]):
    """One of those shown is chosen or opened, or a name typed. An answer is a unit, or where to look next."""

    found: UnitsFound

    kind: ClassVar[str] = "unit"
    numbers_choose: ClassVar[bool] = True

    def options(self) -> tuple[Option, ...]:
        at = self.found.at
        chosen = (_take(at, say("Choose {unit}", unit=at.unit.name), "chọn"),) if at and at.takeable else ()
        return (*chosen, *self._shown(), *_turns(self.found), *self._up())

    def _shown(self) -> tuple[Option, ...]:
        plain = Counter(each.unit.name for each in self.found.units)
        placed = Counter((each.unit.name, each.parent_name) for each in self.found.units)
        return tuple(
            _option(each, _label(each, plain[each.unit.name], placed[each.unit.name, each.parent_name]))
            for each in self.found.units
        )

    def _up(self) -> tuple[Option, ...]:
        above = self.found.above
        if above is None:
            return ()
        return (Option(say("Up: {unit}", unit=above.name), Take({"inside": above.id}), ("lên", "cấp trên")),)

    def read(self, text: str, today: date) -> "Value[Unit | Further] | Unclear":  # noqa: ARG002
        if len(text) > _LONGEST or not any(letter.isalnum() for letter in text):
            return Unclear(say("Please choose a unit below, or type its name, a part of it, or its code."))
        return Value(Further(words=text))

    def encode(self, value: "Unit | Further") -> Json:
        if isinstance(value, Unit):
            return {"unit": value.id}
        return {"words": value.words, "inside": value.inside, "page": value.page}

    def decode(self, stored: Json) -> "Unit | Further":
        at = (self.found.at,) if self.found.at else ()
        offered: tuple[UnitFound, ...] = (*at, *self.found.units)
        match stored:
            case {"unit": str(chosen)}:
                for each in offered:
                    if each.unit.id == chosen and each.takeable:
                        return each.unit
            case {"words": str(words), "inside": str(inside), "page": int(page)}:
                return Further(words, inside, page)
            case {"inside": str(inside)}:
                return Further(inside=inside)
        raise ValueError("no unit that was found")

    def show(self, value: "Unit | Further") -> Message | str:
        return value.name if isinstance(value, Unit) else value.words

    @property
    def typical(self) -> "Unit | Further":
        at = (self.found.at,) if self.found.at else ()
        takeable = [each.unit for each in (*self.found.units, *at) if each.takeable]
        return takeable[0] if takeable else Further("Nà Tông")


def find_unit(
    key: str,
    words: tuple[Line, ...],
    action: Action = Action.SEE_COUNTS,
    *,
    anywhere: bool = False,
    cells: bool = False,
    inside: str = "",
    without: tuple[str, ...] = (),
) -> Generator[Step, Any, Unit]:
    """Only units where the speaker may do `action` can be chosen, unless `anywhere`. It begins inside the unit of that
    id where `inside` is given. The units of `without` are not offered."""
    asked = UnitsAsked("", inside, 1, action, anywhere, cells, without)
    for number in count():
        found: UnitsFound = yield from look_up(FIND_UNITS, asked)
        answer = yield from ask(
            UnitQuestion(
                key=f"{key}{number}",
                words=(*words, *_what_was_found(found)),
                title=say("Unit"),
                found=found,
                help=say("A part of the name is enough, with or without diacritics; the code works too."),
            )
        )
        if isinstance(answer, Unit):
            return answer
        asked = replace(asked, words=answer.words, inside=answer.inside, page=answer.page)
    raise AssertionError("counting never ends")


def unit_label(unit: Unit, parent_name: str) -> Message:
    if not parent_name:
        return say("{name}", name=unit.name)
    return say("{name}, {unit}", name=unit.name, unit=parent_name)


def _label(each: UnitFound, so_named: int, so_placed: int) -> Message:
    """As short as tells it from the others that are shown."""
    if so_named == 1:
        return say("{name}", name=each.unit.name)
    label = unit_label(each.unit, each.parent_name)
    return label if so_placed == 1 else say("{unit} ({code})", unit=label, code=each.unit.id)


def _option(each: UnitFound, label: Message) -> Option:
    if not each.below:
        return _take(each, label)
    below = say("{unit}: {count} units below", unit=label, count=each.below)
    return Option(below, Take({"inside": each.unit.id}), (each.unit.name, each.unit.id))


def _take(each: UnitFound, label: Message, *keywords: str) -> Option:
    return Option(label, Take({"unit": each.unit.id}), (each.unit.name, each.unit.id, *keywords))


def _what_was_found(found: UnitsFound) -> tuple[Line, ...]:
    if found.asked.words:
        if not found.count:
            return (
                Line(say("No unit was found for “{typed}”.", typed=found.asked.words)),
                hint(say("Please type the name otherwise, or only a part of it.")),
            )
        return (Line(say("Found for “{typed}”: {count}.", typed=found.asked.words, count=found.count)),)
    lines = [hint(say("Please choose, or type a name or a part of it."))]
    if found.at is not None:
        lines.insert(0, Line(say("In {unit}:", unit=found.at.unit.name)))
    return tuple(lines)


def _turns(found: UnitsFound) -> tuple[Option, ...]:
    at = found.asked.page
    here: dict[str, Json] = {"words": found.asked.words, "inside": found.asked.inside}
    on = Option(
        say("Next page ({page} of {pages})", page=at + 1, pages=found.pages),
        Take({**here, "page": at + 1}),
        ("tiếp", "trang sau"),
    )
    before = Option(say("The page before"), Take({**here, "page": at - 1}), ("trang trước",))
    return (*((on,) if at < found.pages else ()), *((before,) if at > 1 else ()))


def sample_units(asked: UnitsAsked) -> UnitsFound:
    """For samples: a commune with two cells, and nothing for “không có”."""
    if asked.words == "không có":
        return UnitsFound(asked)
    start = date(2025, 7, 1)
    top = Unit("U3", "Đảng bộ xã Mường_Khao <&> *1*", UnitType.COMMUNE, None, "/U3/", start)
    cells = tuple(
        UnitFound(
            Unit(f"U3{n}", "Chi bộ thôn Nà Tông", UnitType.GRASSROOTS_CELL, "U3", f"/U3/U3{n}/", start),
            f"{top.name} {n}",
            0,
            takeable=True,
        )
        for n in (1, 2)
    )
    if asked.words or asked.inside:
        return UnitsFound(asked, cells, 19, UnitFound(top, "", 19, takeable=True), top)
    return UnitsFound(asked, (UnitFound(top, "", 19, takeable=True), *cells), 3)
