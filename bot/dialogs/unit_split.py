"""One unit becomes several, or a part of it a unit of its own; each member goes somewhere.

Keys: `stays`, `name{n}`, `who{n}`, `which{n}`, `more{n}`, `day`, `agree`. Where the unit ends, its first part gets
whoever is in no other.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from bot.conversation.dialog import Dialog, Line, Step, ask, hint
from bot.conversation.questions import Choice, ChoiceQuestion
from bot.dialogs.review_questions import noted
from bot.dialogs.unit_questions import (
    Left,
    Outcome,
    SeveralQuestion,
    agree,
    change_day,
    day_question,
    name_question,
    numbered,
    yes_no,
)
from core.message import Message, say
from core.unit_commands import Part, Split
from core.usecases.unit_sheet import UnitSheet

_MOST: Final = 10
Listed = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Left:
    """Who and which units are in no part yet."""

    people: Listed
    units: Listed

    def take(self, part: Part) -> None:
        self.people = tuple(each for each in self.people if each[0] not in part.people)
        self.units = tuple(each for each in self.units if each[0] not in part.units)

    @property
    def nothing(self) -> bool:
        return not self.people and not self.units


def split_unit(sheet: UnitSheet) -> Dialog[Outcome]:
    if sheet.members is None:
        words = say("The members of this unit cannot be listed here, so it cannot be split here.")
        yield from ask(noted(Line(words), hint(say("Please do it on a messenger where names may be shown."))))
        return Left()
    if len(sheet.members) + len(sheet.children) < 2:
        yield from ask(noted(Line(say("There are not enough people or units in it to be split."))))
        return Left()
    stays = (yield from ask(_goes_on(sheet))) == "stays"
    parts, left = yield from _parts(sheet, sheet.members, stays=stays)
    day = yield from ask(day_question(sheet))
    lines = [Line(say("{unit} is split.", unit=sheet.unit.name)), *_told(parts)]
    if stays:
        lines.append(_counted(sheet.unit.name, left.people, left.units))
    return (yield from agree(Split(sheet.unit.id, tuple(parts), stays, day), lines, (change_day(),)))


def _goes_on(sheet: UnitSheet) -> ChoiceQuestion:
    return ChoiceQuestion(
        key="stays",
        words=(Line(say("Does {unit} itself go on after it is split?", unit=sheet.unit.name)),),
        choices=(
            Choice("stays", say("It goes on, and a part leaves it"), ("có", "tiếp tục")),
            Choice("ends", say("It ends, and new units take its place"), ("không", "kết thúc")),
        ),
    )


def _parts(
    sheet: UnitSheet, members: Listed, *, stays: bool
) -> Generator[Step, Any, tuple[list[Part], _Left]]:
    left = _Left(members, sheet.children)
    first = ""
    if not stays:
        asked = say("What is the first new unit called? Whoever is in no other comes to it.")
        first = yield from ask(name_question("name0", asked, say("First unit")))
    parts: list[Part] = []
    for number in count(1):
        part = yield from _part(number, left)
        left.take(part)
        parts.append(part)
        if left.nothing or number >= _MOST:
            break
        more = say("Is there another new unit?")
        if (
            yield from ask(yes_no(f"more{number}", more, say("Yes, one more unit"), say("No, these are all")))
        ) == "no":
            break
    if not stays:
        people = tuple(each for each, _ in left.people)
        parts.insert(0, Part(first, people, tuple(each for each, _ in left.units)))
    return parts, left


def _part(number: int, left: _Left) -> Generator[Step, Any, Part]:
    name = yield from ask(
        name_question(
            f"name{number}", say("What is the new unit called?"), say("New unit {number}", number=number)
        )
    )
    people: tuple[str, ...] | None = ()
    units: tuple[str, ...] | None = ()
    if left.people:
        asked = say("Who comes to {unit}? Please type the numbers, for example 1, 3, 5-8.", unit=name)
        people = yield _several(f"who{number}", asked, left.people, skippable=bool(left.units))
    if left.units:
        asked = say(
            "Which units come under {unit}? Please type the numbers, for example 1, 3, 5-8.", unit=name
        )
        units = yield _several(f"which{number}", asked, left.units, skippable=bool(people))
    return Part(name, people or (), units or ())


def _several(key: str, words: Message, listed: Listed, *, skippable: bool) -> SeveralQuestion:
    return SeveralQuestion(
        key=key, words=(Line(words), *numbered(listed)), title=words, listed=listed, skippable=skippable
    )


def _told(parts: Sequence[Part]) -> list[Line]:
    return [_counted(part.name, part.people, part.units) for part in parts]


def _counted(name: str, people: Sequence[object], units: Sequence[object]) -> Line:
    if not units:
        return Line(say("{unit}: {people} comrades", unit=name, people=len(people)))
    return Line(
        say("{unit}: {people} comrades, {units} units below", unit=name, people=len(people), units=len(units))
    )
