"""How a change about a person reads: in a receipt, in the list of what was done lately, when it is taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from bot.dialogs.people_words import OFFICES
from core.history import Deed
from core.message import Message, say
from core.people import MembershipKind, RoleKind, Standing
from core.people_history import PersonChange

REASONS: Final[Mapping[str, Message]] = {
    "rule": say("by the rule on exemption (old age, poor health)"),
    "decision": say("by decision of the competent level"),
    "study": say("studies"),
    "work": say("work elsewhere"),
    "family": say("family matters"),
    "other": say("another reason that the cell knows"),
    "moved": say("moved to a party organisation elsewhere"),
    "out": say("no longer in the party"),
}


PERSON_DEEDS: Final[Mapping[Deed, Message]] = {
    Deed.TRANSFERRED: say("transferred to another cell"),
    Deed.DEPARTED: say("set out for another cell"),
    Deed.ARRIVED: say("received in the new cell"),
    Deed.TURNED_BACK: say("transfer called off"),
    Deed.HOSTED: say("guest of another cell"),
    Deed.RETURNED_HOME: say("guest no longer"),
    Deed.LEFT: say("left this party organisation"),
    Deed.DIED: say("passed away"),
    Deed.EXEMPTED: say("exempted"),
    Deed.SUSPENDED: say("party life suspended"),
    Deed.AWAY: say("absence recorded"),
    Deed.RESUMED: say("takes part again"),
    Deed.BECAME_OFFICIAL: say("became an official member"),
    Deed.ROLE_GIVEN: say("office given"),
    Deed.ROLE_ENDED: say("office ended"),
    Deed.DELEGATED: say("delegated"),
    Deed.DELEGATION_ENDED: say("delegation ended"),
    Deed.UNDONE: say("undone"),
}
"""Short names, for logs that tell no details."""


def change_line(change: PersonChange, unit: str, other: str = "") -> Message:
    """`unit` is the name of the unit that `change.words` speak of, `other` the further person's."""
    last = _last(change)
    match change.deed:
        case Deed.UNDONE:
            undone = replace(change, deed=Deed(change.words["undone"]))
            return say("undone: {what}", what=change_line(undone, unit, other))
        case Deed.HOSTED | Deed.RETURNED_HOME:
            return _guest(change, unit, last)
        case Deed.ROLE_GIVEN | Deed.ROLE_ENDED:
            return _office(change, unit, other, last)
        case Deed.DELEGATED | Deed.DELEGATION_ENDED:
            return _delegated(change, unit, other, last)
        case Deed.LEFT | Deed.DIED:
            return _gone(change)
        case Deed.TRANSFERRED | Deed.DEPARTED | Deed.ARRIVED | Deed.TURNED_BACK:
            return _moves(change, unit)
    return _stands(change, last)


def _moves(change: PersonChange, unit: str) -> Message:
    if change.deed is Deed.TRANSFERRED:
        return say("transferred to {unit} from {day}", unit=unit, day=change.valid_from)
    if change.deed is Deed.DEPARTED:
        return say("on the way to {unit} since {day}, not yet arrived", unit=unit, day=change.valid_from)
    if change.deed is Deed.ARRIVED:
        return say("received in {unit}", unit=unit)
    return say("stays; the transfer to {unit} is called off", unit=unit)


def _gone(change: PersonChange) -> Message:
    if change.deed is Deed.DIED:
        return say("passed away on {day}", day=change.valid_from)
    reason = REASONS[change.words["reason"]]
    return say("left this party organisation from {day} ({reason})", day=change.valid_from, reason=reason)


def _last(change: PersonChange) -> date | None:
    found = change.words.get("last", "")
    return date.fromisoformat(found) if found else None


def until(words: Message, last: date | None) -> Message:
    return words if last is None else say("{words}, until {day}", words=words, day=last)


def _guest(change: PersonChange, unit: str, last: date | None) -> Message:
    temporary = change.words["kind"] == MembershipKind.TEMPORARY.value
    if change.deed is Deed.RETURNED_HOME:
        return say("no longer a guest of {unit} from {day}", unit=unit, day=change.valid_from)
    if temporary:
        return until(say("temporary party life in {unit} from {day}", unit=unit, day=change.valid_from), last)
    return say(
        "keeps contact with {unit}, where the comrade lives, from {day}", unit=unit, day=change.valid_from
    )


def _stands(change: PersonChange, last: date | None) -> Message:
    day = change.valid_from
    match change.deed:
        case Deed.EXEMPTED:
            words = say("exempt from party work and party life from {day}", day=day)
        case Deed.SUSPENDED:
            words = say("party life suspended from {day}", day=day)
        case Deed.AWAY if change.words["standing"] == Standing.ABSENT.value:
            words = say("absent from {day}, owes nothing meanwhile", day=day)
        case Deed.AWAY:
            words = say("absent from {day}, still reports", day=day)
        case Deed.RESUMED:
            words = say("takes part in party life again from {day}", day=day)
        case Deed.BECAME_OFFICIAL:
            words = say("official member from {day}", day=day)
        case _:
            words = PERSON_DEEDS[change.deed]
    return until(words, last)


def _office(change: PersonChange, unit: str, other: str, last: date | None) -> Message:
    office = OFFICES[RoleKind(change.words["role"])]
    if change.deed is Deed.ROLE_ENDED:
        return say("no longer {office} of {unit} from {day}", office=office, unit=unit, day=change.valid_from)
    words = until(say("{office} of {unit} from {day}", office=office, unit=unit, day=change.valid_from), last)
    return say("{words}, in place of comrade {name}", words=words, name=other) if other else words


def _delegated(change: PersonChange, unit: str, other: str, last: date | None) -> Message:
    office = OFFICES[RoleKind(change.words["role"])]
    if change.deed is Deed.DELEGATION_ENDED:
        return say(
            "comrade {name} no longer stands in as {office} of {unit}", name=other, office=office, unit=unit
        )
    words = say(
        "comrade {name} stands in as {office} of {unit} from {day}",
        name=other,
        office=office,
        unit=unit,
        day=change.valid_from,
    )
    return until(words, last)
