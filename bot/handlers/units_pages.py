"""Two pages of a unit: what it has set, and what was changed there lately."""

from bot.conversation.dialog import Go, Line, Option, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Show
from bot.dialogs.unit_words import SETTINGS, setting_value
from bot.handlers.units_words import UNITS, deed_line
from core.message import Message, say
from core.units import Unit
from core.usecases.unit_page import Recent, recent_changes, seen_unit, unit_page


def settings_page(here: Here, unit: str) -> Show:
    found = unit_page(here.uow, here.known, unit, here.now, here.said.address.channel)
    own = here.uow.unit_changes.own_settings(found.unit.id)
    lines = [heading(say("What is set for {unit}", unit=found.unit.name))]
    for key, label in SETTINGS.items():
        value = setting_value(key, found.settings.first(key))
        said = say("{setting}: {value}", setting=label, value=value)
        lines.append(Line(say("{setting} (set here)", setting=said) if key in own else said))
    lines.append(hint(say("What is not set here is as the levels above have it.")))
    options = [back_to(found.unit)]
    if found.may_change:
        options.insert(0, Option(say("Change a setting"), Go(UNITS, f"d:{unit}"), ("đổi cài đặt",)))
    return Show(tuple(lines), tuple(options), in_place=True)


def history_page(here: Here, unit: str) -> Show:
    found = seen_unit(here.uow, here.known, unit, here.today)
    changes = recent_changes(here.uow, here.known, found, here.now, here.said.address.channel)
    lines = [heading(say("What was changed in {unit}", unit=found.name))]
    lines += [Line(_change(each)) for each in changes]
    if not changes:
        lines.append(hint(say("Nothing has been changed here.")))
    options = [
        Option(say("Take back: {deed}", deed=deed_line(each.change)), Go(UNITS, f"z:{each.change.id}"))
        for each in changes
        if each.undoable
    ]
    return Show(tuple(lines), (*options, back_to(found)), in_place=True)


def _change(each: Recent) -> Message:
    said = say("{at}: {deed}", at=each.change.at, deed=deed_line(each.change))
    if each.change.undone_by is not None:
        said = say("{deed} (taken back)", deed=said)
    return say("{deed}, by comrade {name}", deed=said, name=each.by.given_name) if each.by else said


def back_to(unit: Unit) -> Option:
    return Option(say("Back to the unit"), Go(UNITS, f"u:{unit.id}"), ("quay về",))
