"""How a unit's settings, and what was done to it, read."""

from collections.abc import Mapping
from typing import Final

from bot.dialogs.rhythm_words import RHYTHMS
from core.message import Message, say
from core.settings import (
    CHAT_DISABLED,
    CLOSE_DAYS,
    DUE_PLEDGE,
    DUE_REPORT,
    GRACE_HOURS,
    MOST_PHOTOS,
    MOST_PILOTS,
    MOVE_TO_WORKING_DAY,
    NAMES_ON_TELEGRAM,
    NEWCOMER_DAYS,
    REMINDER_RHYTHMS,
    rhythms_in,
)
from core.unit_changes import UnitDeed

SETTINGS: Final[Mapping[str, Message]] = {
    NAMES_ON_TELEGRAM: say("Names on Telegram"),
    CHAT_DISABLED: say("Chat with the system"),
    DUE_REPORT: say("Reports are due on day"),
    DUE_PLEDGE: say("Pledges are due on"),
    f"{DUE_PLEDGE}.1": say("Pledges of Group 1 are due on"),
    GRACE_HOURS: say("Hours of grace after the deadline"),
    MOVE_TO_WORKING_DAY: say("Deadlines move to the next working day"),
    NEWCOMER_DAYS: say("Days that a newcomer has"),
    CLOSE_DAYS: say("Days until a period closes"),
    MOST_PHOTOS: say("Most photos with one report"),
    MOST_PILOTS: say("Most pilots for one group"),
    REMINDER_RHYTHMS: say("How often people may choose to be reminded"),
}

DAYS_OF_THE_YEAR: Final = frozenset({DUE_PLEDGE, f"{DUE_PLEDGE}.1"})
"""Kept as month-day; typed and shown as everybody here writes a day."""

DEEDS: Final[Mapping[UnitDeed, Message]] = {
    UnitDeed.ADDED: say("unit added"),
    UnitDeed.RENAMED: say("renamed"),
    UnitDeed.MOVED: say("moved"),
    UnitDeed.MERGED: say("units merged into it"),
    UnitDeed.SPLIT: say("split"),
    UnitDeed.CLOSED: say("unit closed"),
    UnitDeed.SET: say("a setting changed"),
    UnitDeed.PILOT_NAMED: say("named a pilot"),
    UnitDeed.PILOT_ENDED: say("a pilot no more"),
    UnitDeed.UNDONE: say("a change taken back"),
}


def setting_value(key: str, value: str) -> Message:
    if key == REMINDER_RHYTHMS:
        offered = rhythms_in(value)
        return say("{items}", items=tuple(words for rhythm, words in RHYTHMS.items() if rhythm in offered))
    if key == CHAT_DISABLED:
        return say("not used") if value == "on" else say("in use")
    if key in {NAMES_ON_TELEGRAM, MOVE_TO_WORKING_DAY}:
        return say("on") if value == "on" else say("off")
    month, dash, day = value.partition("-")
    if dash and key in DAYS_OF_THE_YEAR:
        return say("{name}", name=f"{int(day)}/{int(month)}")
    return say("{name}", name=value)
