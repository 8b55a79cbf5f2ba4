"""What may be chosen on the command line, by its English value or its Vietnamese label, with marks or without."""

from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeVar

from bot.cli_help import words
from core.errors import Refused
from core.message import Message, say
from core.people import AudienceGroup, RoleKind, Standing
from core.text.folding import folded
from core.units import UnitType

C = TypeVar("C", bound=Enum)

ROLES: Final[Mapping[RoleKind, Message]] = {
    RoleKind.SECRETARY: say("secretary"),
    RoleKind.DEPUTY_SECRETARY: say("deputy secretary"),
    RoleKind.CELL_COMMITTEE_MEMBER: say("member of the cell's committee"),
    RoleKind.STAFF: say("staff"),
    RoleKind.AUDITOR: say("auditor"),
    RoleKind.ADMINISTRATOR: say("administrator"),
}
STANDINGS: Final[Mapping[Standing, Message]] = {
    Standing.OFFICIAL: say("official member"),
    Standing.PROBATIONARY: say("probationary member"),
    Standing.NON_MEMBER: say("not a party member"),
    Standing.EXEMPT: say("exempt from party activities"),
}
UNIT_TYPES: Final[Mapping[UnitType, Message]] = {
    UnitType.PROVINCE: say("party organisation of a province"),
    UnitType.COMMUNE: say("party organisation of a commune"),
    UnitType.DIRECT_PARTY_ORG: say("party organisation directly under the province"),
    UnitType.GRASSROOTS_ORG: say("grassroots party organisation"),
    UnitType.SECTION_ORG: say("section of a party organisation"),
    UnitType.GRASSROOTS_CELL: say("grassroots cell"),
    UnitType.CELL: say("cell"),
    UnitType.PARTY_GROUP: say("party group"),
}

_LEADING: Final = frozenset({RoleKind.SECRETARY, RoleKind.DEPUTY_SECRETARY, RoleKind.CELL_COMMITTEE_MEMBER})


def listed(labels: Mapping[C, Message]) -> str:
    """For help: `secretary (bí thư), …`."""
    return ", ".join(f"{each.value} ({words(label)})" for each, label in labels.items())


def chosen(typed: str, labels: Mapping[C, Message], option: str) -> C:
    """Raises Refused, with what may be chosen."""
    key = folded(typed)
    for each, label in labels.items():
        if key.replace(" ", "_").replace("-", "_") == each.value or key == folded(words(label)):
            return each
    raise Refused(say("{option}: choose one of these: {choices}.", option=option, choices=listed(labels)))


def chosen_role(typed: str) -> tuple[RoleKind, str]:
    """`secretary` in the person's own unit, or `secretary:unit`; the unit is empty for the own. Raises Refused."""
    role, _, unit = typed.partition(":")
    return chosen(role, ROLES, "--role"), unit.strip()


def group_of(standing: Standing, roles: list[RoleKind]) -> AudienceGroup:
    """Whom the criteria are written for: nobody is asked which group he or she is in (domain.md §1.0)."""
    if standing is Standing.NON_MEMBER:
        return AudienceGroup.NON_MEMBER
    return AudienceGroup.LEADER if _LEADING.intersection(roles) else AudienceGroup.ORDINARY_MEMBER
