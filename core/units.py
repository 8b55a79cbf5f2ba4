"""Units: a dated tree of any depth. Nothing here knows how many levels a party organisation has."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

ROOT: Final = "/"


class UnitType(StrEnum):
    """A label for people; no rule depends on it (domain.md §4.1: do not hard-code levels)."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    DIRECT_PARTY_ORG = "direct_party_org"
    GRASSROOTS_ORG = "grassroots_org"
    SECTION_ORG = "section_org"
    GRASSROOTS_CELL = "grassroots_cell"
    CELL = "cell"
    PARTY_GROUP = "party_group"

    @property
    def is_cell(self) -> bool:
        return self in {UnitType.CELL, UnitType.GRASSROOTS_CELL}


class SuccessionKind(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    MOVE = "move"
    ABOLISH_DISTRICT = "abolish_district"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it stands on one day. `path` runs from the root to it: /U0/U3/U32/.

    A unit that moves or is renamed keeps its id and gets a new place from that day; a merged or split one ends, and
    its successors are named by a `Succession`.
    """

    id: str
    name: str
    type: UnitType
    parent: str | None
    path: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    old: str
    new: str
    kind: SuccessionKind
    on: date


def path_under(parent_path: str | None, unit: str) -> str:
    return f"{parent_path or ROOT}{unit}/"


def ids_on(path: str) -> tuple[str, ...]:
    """From the root down: /U0/U3/U32/ → U0, U3, U32."""
    return tuple(path.strip("/").split("/")) if path.strip("/") else ()


def levels_up(path: str) -> tuple[str, ...]:
    """The path itself, then its ancestors up to the root."""
    ids = ids_on(path)
    return tuple("/" + "/".join(ids[:count]) + "/" for count in range(len(ids), 0, -1))


def is_within(path: str, top: str) -> bool:
    """At `top` or below it."""
    return path.startswith(top)


def is_below(path: str, top: str) -> bool:
    return path != top and path.startswith(top)
