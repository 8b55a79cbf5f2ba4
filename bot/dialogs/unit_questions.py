"""What the dialogs about a unit share: the day, a name, who goes where, and the last look before it is done."""

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Final, TypeAlias

from bot.conversation.dialog import (
    Edit,
    Json,
    Line,
    Option,
    Pass,
    Question,
    Step,
    Unclear,
    Value,
    ask,
    heading,
    hint,
    look_up,
)
from bot.conversation.questions import Choice, ChoiceQuestion, DateQuestion, TextQuestion
from bot.dialogs.people_words import UNIT_TYPES
from bot.dialogs.review_questions import Verdict
from core.message import Message, say
from core.text.dates import Prefer
from core.unit_commands import UnitCommand
from core.unit_plan import LONGEST_NAME, Plan
from core.units import UnitType
from core.usecases.unit_sheet import UnitSheet

PLAN: Final = "plan_unit"
"""The look-up: UnitCommand → Plan, or the Message that says why not."""


@dataclass(frozen=True, slots=True)
class Agreed:
    command: UnitCommand
    seen: str


@dataclass(frozen=True, slots=True)
class Left:
    """Nothing is to be changed."""


Outcome: TypeAlias = Agreed | Left


def day_question(sheet: UnitSheet) -> DateQuestion:
    """Today, the first of the next month, or any day within what may be changed."""
    following = (sheet.today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return DateQuestion(
        key="day",
        words=(
            Line(say("From which day on?")),
            hint(say("Between {first} and {last}.", first=sheet.first, last=sheet.last)),
        ),
        title=say("Day"),
        quick=tuple(day for day in (sheet.today, following) if sheet.first <= day <= sheet.last),
        earliest=sheet.first,
        latest=sheet.last,
        prefer=Prefer.FUTURE,
        help=say("The change holds from this day on; what was handed in or fell due before stays as it was."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NameQuestion(TextQuestion):
    """A number alone was meant for another question."""

    def read(self, text: str, today: date) -> Value[str] | Unclear | Pass:
        if sum(letter.isalpha() for letter in text) < 2:  # “Tổ 6”
            return Unclear(say("Please type the unit's name, for example “Chi bộ thôn Nà Tông”."))
        return TextQuestion.read(self, text, today)


def name_question(key: str, words: Message, title: Message) -> NameQuestion:
    return NameQuestion(key=key, words=(Line(words),), title=title, limit=LONGEST_NAME)


def type_question(key: str, usual: UnitType) -> ChoiceQuestion:
    kinds = [usual, *(each for each in UnitType if each not in {usual, UnitType.DISTRICT})]
    return ChoiceQuestion(
        key=key,
        words=(Line(say("What kind of unit is it?")),),
        title=say("Kind"),
        choices=tuple(Choice(each.value, UNIT_TYPES[each]) for each in kinds),
        likely=usual.value,
    )


def yes_no(key: str, words: Message, yes: Message, no: Message) -> ChoiceQuestion:
    return ChoiceQuestion(
        key=key,
        words=(Line(words),),
        choices=(Choice("yes", yes, ("có", "đúng")), Choice("no", no, ("không", "thôi"))),
        likely="no",
    )


# the last look


def agree(
    command: UnitCommand, lines: Sequence[Line], edits: Sequence[Option]
) -> Generator[Step, Any, Outcome]:
    """Shows what it would do, or why it cannot be done so. Agreeing holds for the plan that was on the screen."""
    plan: Plan | Message = yield from look_up(PLAN, command)
    if isinstance(plan, Message):
        yield from ask(_cannot(plan, lines, edits))
        return Left()
    answer = yield from ask(_summary(plan, lines, edits))
    return Agreed(command, plan.seen) if answer == "do" else Left()


def _cannot(why: Message, lines: Sequence[Line], edits: Sequence[Option]) -> ChoiceQuestion:
    return ChoiceQuestion(
        key="agree",
        words=(*lines, Line(why), hint(say("Please change what is in the way, or leave it."))),
        choices=(Choice("leave", say("Leave it as it is"), ("thôi", "không")),),
        extra=tuple(edits),
        fixed=False,
    )


def _summary(plan: Plan, lines: Sequence[Line], edits: Sequence[Option]) -> Verdict:
    choices = (
        Choice("do", say("Agree, do it"), ("đồng ý", "thực hiện", "xong", "ok")),
        Choice("leave", say("Leave it as it is"), ("thôi", "không")),
    )
    return Verdict(
        key="agree",
        version=plan.seen,
        words=(heading(say("Please check")), *lines, *_effects(plan), hint(_UNMOVED)),
        choices=choices,
        here=frozenset(choice.value for choice in choices),
        extra=tuple(edits),
    )


_UNMOVED: Final = say(
    "What was handed in and what fell due before that day stays where it was; earlier totals do not change."
)


def _effects(plan: Plan) -> list[Line]:
    lines = [Line(say("From day: {day}", day=plan.day))]
    if plan.people:
        lines.append(
            Line(say("Comrades who belong to another unit from then on: {count}", count=plan.people))
        )
    if plan.below:
        lines.append(Line(say("Units below that go along: {count}", count=plan.below)))
    if plan.offices:
        lines.append(
            Line(say("Offices that end with the old unit: {count}. They are given anew.", count=plan.offices))
        )
    if plan.kept_out:
        lines.append(Line(say("The branch without chat stays without chat.")))
    return lines


def edit(key: str, label: Message, *keywords: str) -> Option:
    return Option(label, Edit(key), keywords)


def change_day() -> Option:
    return edit("day", say("Another day"), "ngày khác", "đổi ngày")


# who goes where

_RANGE: Final = re.compile(r"(\d{1,3})\s*(?:-|–|đến|den|tới|toi)\s*(\d{1,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralQuestion(Question[tuple[str, ...]]):
    """Some of a numbered list, by their numbers: "1, 3, 5-8". `listed` are (id, label)."""

    listed: tuple[tuple[str, str], ...]

    kind: ClassVar[str] = "several"

    def read(self, text: str, today: date) -> Value[tuple[str, ...]] | Unclear:  # noqa: ARG002
        numbers: list[int] = []
        rest = _RANGE.sub(lambda found: self._range(found, numbers), text)
        words = re.split(r"[\s,;.]+|\bvà\b|\bva\b", rest.strip())
        for word in filter(None, words):
            if not (word.isascii() and word.isdigit()):
                return self._unclear()
            numbers.append(int(word))
        chosen = tuple(dict.fromkeys(numbers))
        if not chosen or any(not 1 <= number <= len(self.listed) for number in chosen):
            return self._unclear()
        return Value(tuple(self.listed[number - 1][0] for number in sorted(chosen)))

    @staticmethod
    def _range(found: "re.Match[str]", numbers: list[int]) -> str:
        numbers.extend(range(int(found[1]), int(found[2]) + 1))
        return " "

    def _unclear(self) -> Unclear:
        return Unclear(
            say(
                "Please type numbers of the list, from 1 to {last}: for example 1, 3, 5-8.",
                last=len(self.listed),
            )
        )

    def encode(self, value: tuple[str, ...]) -> Json:
        return list(value)

    def decode(self, stored: Json) -> tuple[str, ...]:
        known = {each for each, _ in self.listed}
        if not isinstance(stored, list) or any(each not in known for each in stored):
            raise ValueError("somebody who is not on the list")
        return tuple(str(each) for each in stored)

    def show(self, value: tuple[str, ...]) -> str:
        labels = dict(self.listed)
        return ", ".join(labels[each] for each in value)

    @property
    def typical(self) -> tuple[str, ...]:
        return tuple(each for each, _ in self.listed[:1])


def numbered(listed: Sequence[tuple[str, str]]) -> tuple[Line, ...]:
    """In one paragraph for each twenty, so that a long list fits."""
    rows = [f"{number}. {label}" for number, (_, label) in enumerate(listed, 1)]
    return tuple(Line("\n".join(rows[at : at + 20])) for at in range(0, len(rows), 20))
