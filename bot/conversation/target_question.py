"""A target: how much of what. The number and its unit are given in one breath ("16 nhà", "1.150 m²")."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from bot.conversation.dialog import Json, Option, Question, Take, Unclear, Value
from bot.conversation.reading import words_on
from core.message import Message, say
from core.text import amounts
from core.text.amounts import Doubt, Quantity
from core.text.quantities import parse_quantity


@dataclass(frozen=True, slots=True)
class Target:
    """`unit` is as the person typed it."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetQuestion(Question[Target]):
    """`unit` is given where the measure fixes it (%), else it is part of the answer."""

    unit: str = ""
    quick: tuple[Target, ...] = ()

    kind: ClassVar[str] = "target"

    def fingerprint(self) -> str:
        return f"target:{self.unit}"

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(self.show(target), Take(self.encode(target))) for target in self.quick)

    def read(self, text: str, today: date) -> Value[Target] | Unclear:  # noqa: ARG002
        match parse_quantity(text, self.unit or None):
            case Quantity(value, unit):
                return self._with_unit(value, unit)
            case amounts.Unclear(doubt, _, candidates):
                offers = (Target(c.value, c.unit or self.unit) for c in candidates[:4])
                options = tuple(Option(self.show(t), Take(self.encode(t))) for t in offers if t.unit)
                return Unclear(words_on(doubt), options)
        return Unclear(words_on(Doubt.NO_NUMBER))

    def _with_unit(self, value: Decimal, unit: str | None) -> Value[Target] | Unclear:
        if self.unit:
            if unit is not None and unit != self.unit:
                return Unclear(say("This is counted in {unit}. Please type the number only.", unit=self.unit))
            return Value(Target(value, self.unit))
        if not unit:
            return Unclear(
                say(
                    "{amount} of what? Please type the number with its unit, for example 16 nhà.",
                    amount=value,
                )
            )
        return Value(Target(value, unit))

    def encode(self, value: Target) -> Json:
        return [str(value.value), value.unit]

    def decode(self, stored: Json) -> Target:
        match stored:
            case [str(value), str(unit)]:
                return Target(Decimal(value), unit)
        raise ValueError("not a target")

    def show(self, value: Target) -> Message:
        return say("{amount} {unit}", amount=value.value, unit=value.unit)

    @property
    def typical(self) -> Target:
        return Target(Decimal(1), self.unit or "…")
