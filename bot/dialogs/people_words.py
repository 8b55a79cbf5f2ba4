"""What offices, standings, groups and kinds of unit are called, the same everywhere."""

from collections.abc import Mapping
from typing import Final

from core.message import Message, say
from core.people import AudienceGroup, RoleKind, Standing
from core.units import UnitType

OFFICES: Final[Mapping[RoleKind, Message]] = {
    RoleKind.MEMBER: say("member"),
    RoleKind.SECRETARY: say("secretary"),
    RoleKind.DEPUTY_SECRETARY: say("deputy secretary"),
    RoleKind.CELL_COMMITTEE_MEMBER: say("member of the cell's committee"),
    RoleKind.STAFF: say("staff"),
    RoleKind.AUDITOR: say("auditor"),
    RoleKind.ADMINISTRATOR: say("administrator"),
    RoleKind.SURVEYOR: say("member of a survey team"),
}
STANDINGS: Final[Mapping[Standing, Message]] = {
    Standing.OFFICIAL: say("official member"),
    Standing.PROBATIONARY: say("probationary member"),
    Standing.NON_MEMBER: say("not a party member"),
    Standing.EXEMPT: say("exempt from party life"),
    Standing.SUSPENDED: say("party life suspended"),
    Standing.ABSENT: say("away for a time, owes nothing"),
    Standing.AWAY: say("away for a time, still reports"),
    Standing.LEFT: say("left"),
    Standing.DECEASED: say("deceased"),
}
GROUPS: Final[Mapping[AudienceGroup, Message]] = {
    AudienceGroup.LEADER: say("Group 1"),
    AudienceGroup.ORDINARY_MEMBER: say("Group 2"),
    AudienceGroup.NON_MEMBER: say("Group 3"),
}
UNIT_TYPES: Final[Mapping[UnitType, Message]] = {
    UnitType.PROVINCE: say("party organisation of a province"),
    UnitType.DISTRICT: say("party organisation of a district"),
    UnitType.COMMUNE: say("party organisation of a commune"),
    UnitType.DIRECT_PARTY_ORG: say("party organisation directly under the province"),
    UnitType.GRASSROOTS_ORG: say("grassroots party organisation"),
    UnitType.SECTION_ORG: say("section of a party organisation"),
    UnitType.GRASSROOTS_CELL: say("grassroots cell"),
    UnitType.CELL: say("cell"),
    UnitType.PARTY_GROUP: say("party group"),
}
