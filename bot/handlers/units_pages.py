"""What stands on a unit's page, what it has set, and what was changed there lately."""

from collections import Counter
from collections.abc import Iterable

from bot.conversation.dialog import Go, Line, Option, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Show
from bot.dialogs.people_words import GROUPS, OFFICES, UNIT_TYPES
from bot.dialogs.unit_words import SETTINGS, setting_value
from bot.handlers.desk_words import counts, document_label
from bot.handlers.units_words import UNITS, deed_line
from core.message import Message, say
from core.text.figures import percent
from core.units import Unit
from core.usecases.unit_page import (
    Figure,
    Holder,
    NamedPilot,
    Recent,
    UnitPage,
    recent_changes,
    seen_unit,
    unit_page,
)


def page_lines(found: UnitPage) -> Iterable[Line]:
    yield heading(found.unit.name)
    kind = UNIT_TYPES[found.unit.type]
    if found.above is None:
        yield Line(say("{kind}, code {code}", kind=kind, code=found.unit.id))
    else:
        yield Line(
            say("{kind} under {unit}, code {code}", kind=kind, unit=found.above.name, code=found.unit.id)
        )
    if found.people is not None:
        yield Line(say("People on the list: {count}", count=found.people))
    yield from _people(found)
    if not found.has_chat:
        yield Line(say("Without chat: people here are not written to; the cell keeps paper."))
    elif found.silent:
        yield Line(say("Units below without chat: {count}", count=found.silent))
    for pilot in found.pilots:
        yield Line(
            say(
                "Pilot for {group}, from {start} to {end}",
                group=GROUPS[pilot.group],
                start=pilot.valid_from,
                end=pilot.valid_to,
            )
        )
    for named in found.named:
        yield Line(_pilot(named))
    for figure in found.figures:
        yield from _figure(figure)
    if not found.figures:
        yield hint(say("Nothing has had to be handed in here yet."))


def _pilot(named: NamedPilot) -> Message:
    group, tally = GROUPS[named.pilot.group], named.figure.tally if named.figure else None
    if tally is None or not tally.obliged:
        return say("Pilot: {unit}, {group}", unit=named.unit.name, group=group)
    return say(
        "Pilot: {unit}, {group}: handed in {done} of {obliged}",
        unit=named.unit.name,
        group=group,
        done=tally.handed_in,
        obliged=tally.obliged,
    )


def _people(found: UnitPage) -> Iterable[Line]:
    named = [holder for holder in found.holders if holder.person is not None]
    for holder in named:
        yield Line(_holder(holder))
    unnamed = Counter(holder.kind for holder in found.holders if holder.person is None)
    for kind, number in unnamed.items():
        yield Line(say("{office}: {count}", office=OFFICES[kind], count=number))
    if not found.holders:
        yield hint(say("Nobody holds an office in this unit."))


def _holder(holder: Holder) -> Message:
    name = holder.person.full_name if holder.person else ""
    if holder.until is None:
        return say("{office}: comrade {name}", office=OFFICES[holder.kind], name=name)
    return say(
        "{office}: comrade {name}, until {day}", office=OFFICES[holder.kind], name=name, day=holder.until
    )


def _figure(figure: Figure) -> Iterable[Line]:
    """The document, its count and formula, and the same of a year before."""
    yield Line(say("{document}:", document=document_label(figure.document)))
    yield from counts(figure.tally)
    before = figure.year_before
    if before is None or not before.tally.obliged:
        return
    done, obliged = before.tally.handed_in, before.tally.obliged
    words = say(
        "The same period last year: {done} of {obliged}, {percent}",
        done=done,
        obliged=obliged,
        percent=percent(done, obliged),
    )
    yield Line(words)
    if not before.of.is_exact:
        yield hint(
            say("That is the figure of the whole unit before it was split; it cannot be divided exactly.")
        )


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
