"""How a change of a unit reads, and how /donvi is called."""

from typing import Final

from bot.dialogs.unit_words import DEEDS
from core.message import Message, say
from core.unit_changes import Kept, UnitChange

UNITS: Final = "donvi"


def deed_line(change: UnitChange) -> Message:
    """What was done, to which name, from which day."""
    name = _name(change)
    deed = DEEDS[change.deed]
    if not name:
        return say("{deed}, from {day}", deed=deed, day=change.valid_from)
    return say("{deed}: {name}, from {day}", deed=deed, name=name, day=change.valid_from)


def _name(change: UnitChange) -> str:
    """The unit's as it is called from that day on, or, where it ends, as it was called; of one that was split off from
    it otherwise."""
    start = change.valid_from.isoformat()
    places = [row for row in change.rows if row.kept is Kept.PLACE and row.key[0] == change.unit]
    made = [row for row in change.rows if row.kept is Kept.PLACE and row.before is None]
    for row in (*sorted(places, key=lambda row: row.key[1] != start), *made):
        values = row.after or row.before
        if values is not None:
            return str(values[3])
    return ""
