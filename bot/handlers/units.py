"""/donvi: a unit's page, and from it to what may be done there.

`u:{unit}` is the page, `o:{unit}` leads to those below, `s:{unit}` is what it has set, `e:{unit}` what may be changed,
`h:{unit}` what was; `z:{change}` takes that back, `{deed}:{unit}` begins a deed. Anything else is a code or a name.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from bot.conversation.dialog import Dialog, Go, Json, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Sample, Show, Start, Turn
from bot.dialogs.finding_unit import FIND_UNITS, find_unit, sample_units
from bot.dialogs.people_words import GROUPS, OFFICES, UNIT_TYPES
from bot.handlers import units_changes as deeds
from bot.handlers.administration import way_to
from bot.handlers.desk import has_desk
from bot.handlers.desk_words import code_of, counts, document_label, go
from bot.handlers.search_queries import UNIT_QUERIES
from bot.handlers.units_pages import back_to, history_page, settings_page
from bot.handlers.units_words import UNITS
from core.errors import Refused
from core.message import Message, say
from core.text.figures import percent
from core.units import Unit
from core.usecases.find_units import UnitsAsked, find_units
from core.usecases.unit_page import Figure, Holder, NamedPilot, UnitPage, seen_unit, unit_page
from core.usecases.unit_sheet import unit_sheet

_DEEDS: Final[dict[str, tuple[str, Message]]] = {
    "r": (deeds.RENAME, say("Rename")),
    "m": (deeds.MOVE, say("Move under another unit")),
    "g": (deeds.MERGE, say("Merge with others")),
    "t": (deeds.SPLIT, say("Split")),
    "c": (deeds.CLOSE, say("Close this unit")),
    "p": (deeds.PILOT, say("Name as a pilot")),
    "d": (deeds.SET, say("Change a setting")),
}
_STEPS: Final = ("r", "m", "g", "t", "c", "p")


def units(here: Here, argument: str) -> Turn:
    letter, colon, rest = argument.partition(":")
    match letter:
        case "u" if colon and rest:
            return _page(here, rest)
        case "s" if colon:
            return settings_page(here, rest)
        case "h" if colon:
            return history_page(here, rest)
        case "e" if colon:
            return _changing(here, rest)
        case "o" if colon:
            return _more(here, rest)
        case "z" if colon:
            return Start(deeds.UNDO, rest)
        case "a" if colon:
            return Start(deeds.ADD, rest)
        case _ if colon and letter in _DEEDS:
            return Start(_DEEDS[letter][0], rest)
    return _find(here, argument.removeprefix("u:"))


def _find(here: Here, typed: str) -> Turn:
    if typed and here.uow.units.get(typed, here.today) is not None:
        return _page(here, typed)
    if typed:
        return Start(UNITS, "", (("unit0", {"words": typed, "inside": "", "page": 1}),))
    found = find_units(here.uow, here.known, UnitsAsked(), here.today)
    if found.at is not None:
        return _page(here, found.at.unit.id)
    if not found.units:
        raise Refused(say("You look after no unit today."))
    return Start(UNITS)


# the page


def _page(here: Here, unit: str) -> Show:
    found = unit_page(here.uow, here.known, unit, here.now, here.said.address.channel)
    return Show(tuple(_lines(found)), tuple(_ways(here, found)), in_place=True)


def _lines(found: UnitPage) -> Iterable[Line]:
    yield heading(found.unit.name)
    kind = UNIT_TYPES[found.unit.type]
    if found.above is None:
        yield Line(say("{kind}, code {code}", kind=kind, code=found.unit.id))
    else:
        yield Line(
            say("{kind} under {unit}, code {code}", kind=kind, unit=found.above.name, code=found.unit.id)
        )
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


def _ways(here: Here, found: UnitPage) -> Iterable[Option]:
    unit = found.unit.id
    if found.below:
        label = say("Units below ({count})", count=found.below)
        yield Option(label, Go(UNITS, f"o:{unit}"), ("đơn vị trực thuộc",))
    if found.figures:
        yield Option(say("The desk"), go("u", unit, code_of(found.figures[0].document)), ("chi bộ",))
    if found.may_add:
        yield Option(say("Add a unit below"), Go(UNITS, f"a:{unit}"), ("thêm đơn vị", "thêm"))
    if found.may_change:
        yield Option(say("Change this unit"), Go(UNITS, f"e:{unit}"), ("thay đổi đơn vị", "sửa đơn vị"))
    yield Option(say("What is set here"), Go(UNITS, f"s:{unit}"), ("cài đặt", "thiết lập"))
    yield Option(say("What was changed here"), Go(UNITS, f"h:{unit}"), ("lịch sử", "thay đổi"))
    yield from way_to(here, "timkiem")
    if found.above is not None:
        yield Option(say("Up: {unit}", unit=found.above.name), Go(UNITS, f"u:{found.above.id}"), ("lên",))


def _changing(here: Here, unit: str) -> Show:
    """What may be done to it. The topmost unit can only be renamed."""
    sheet = unit_sheet(here.uow, here.known, unit, here.today, here.said.address.channel)
    letters = _STEPS if sheet.parent is not None else _STEPS[:1]
    options = [Option(_DEEDS[letter][1], Go(UNITS, f"{letter}:{unit}")) for letter in letters]
    lines = (
        heading(sheet.unit.name),
        Line(say("What is to be changed?")),
        hint(say("Nothing changes before you have seen a summary and agreed to it.")),
    )
    return Show(lines, (*options, back_to(sheet.unit)), in_place=True)


def _more(here: Here, unit: str) -> Turn:
    """The units below, one chosen by button or name."""
    found = seen_unit(here.uow, here.known, unit, here.today)
    return Start(UNITS, found.id)


# looking for one


def _script(inside: str) -> Dialog[str]:
    chosen: Unit = yield from find_unit("unit", (Line(say("Which unit?")),), inside=inside)
    return chosen.id


def _sheet(here: Here, inside: str) -> str:
    if not has_desk(here.known):
        raise Refused(say("You look after no unit today."))
    return inside


def _carry_out(here: Here, subject: str, unit: str) -> Receipt:  # noqa: ARG001
    page = _page(here, unit)
    return Receipt(page.lines, page.options)


def _samples() -> Iterable[Sample]:
    found = {FIND_UNITS: sample_units}
    yield Sample("", {"unit0": {"inside": "U3"}, "unit1": {"unit": "U32"}}, found)
    nothing: Json = {"words": "không có", "inside": "", "page": 1}
    yield Sample("", {"unit0": nothing, "unit1": {"words": "Nà Tông", "inside": "", "page": 2}}, found)


SPECS: Final[tuple[DialogSpec[Any, Any], ...]] = (
    DialogSpec(
        name=UNITS,
        title=lambda _subject: say("Units"),
        sheet=_sheet,
        script=_script,
        carry_out=_carry_out,
        samples=_samples,
        queries=UNIT_QUERIES,
    ),
    *deeds.SPECS,
)
COMMANDS: Final = (
    Command(UNITS, ("đơn vị", "quản lý đơn vị", "tổ chức"), say("Units"), has_desk, units, in_menu=False),
)
