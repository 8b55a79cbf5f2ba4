"""What may be done to the tree of units, each from a day on."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from core.units import UnitType


@dataclass(frozen=True, slots=True)
class NewUnit:
    """`parent` None is only for the command line's first unit."""

    name: str
    type: UnitType
    parent: str


@dataclass(frozen=True, slots=True)
class Add:
    unit: NewUnit
    day: date


@dataclass(frozen=True, slots=True)
class Rename:
    unit: str
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Move:
    unit: str
    parent: str
    day: date


@dataclass(frozen=True, slots=True)
class Merge:
    """`into` is a unit that is there, or a new one."""

    units: tuple[str, ...]
    into: str | NewUnit
    day: date


@dataclass(frozen=True, slots=True)
class Part:
    """Who, and which of the units right below, come to the new unit of this name."""

    name: str
    people: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """Where the unit `stays` it keeps whoever and whatever is in no part; else everyone and everything is in one."""

    unit: str
    parts: tuple[Part, ...]
    stays: bool
    day: date


@dataclass(frozen=True, slots=True)
class Close:
    """`successor` takes over whoever and whatever is left; without one nothing may be left."""

    unit: str
    successor: str | None
    day: date


UnitCommand: TypeAlias = Add | Rename | Move | Merge | Split | Close
