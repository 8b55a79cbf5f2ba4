"""/donvi: a unit's page, and from it to what may be done there.

`u:{unit}` is the page, `o:{unit}` leads to those below, `s:{unit}` is what it has set, `e:{unit}` what may be changed,
`h:{unit}` what was; `z:{change}` takes that back, `{deed}:{unit}` begins a deed. Anything else is a code or a name.
"""

from collections.abc import Iterable
from typing import Any, Final

from bot.conversation.dialog import Dialog, Go, Json, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Sample, Show, Start, Turn
from bot.dialogs.finding_unit import FIND_UNITS, find_unit, sample_units
from bot.handlers import units_changes as deeds
from bot.handlers.administration import way_to
from bot.handlers.desk import has_desk
from bot.handlers.desk_words import code_of, go
from bot.handlers.search_queries import UNIT_QUERIES
from bot.handlers.units_pages import back_to, history_page, page_lines, settings_page
from bot.handlers.units_words import UNITS
from core.errors import Refused
from core.message import Message, say
from core.text.folding import folded, plain
from core.units import Unit
from core.usecases.find_units import UnitsAsked, find_units
from core.usecases.unit_page import UnitPage, seen_unit, unit_page
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
    return Show(tuple(page_lines(found)), tuple(_ways(here, found)), in_place=True)


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


def _reads(text: str) -> str | None:
    """ "đơn vị Nà Tông" → Nà Tông, as typed."""
    words = plain(text).split(maxsplit=2)
    named = len(words) == 3 and len(text) < 80 and folded(f"{words[0]} {words[1]}") == "don vi"
    return words[2] if named else None


COMMANDS: Final = (
    Command(
        UNITS,
        ("đơn vị", "quản lý đơn vị", "tổ chức"),
        say("Units"),
        has_desk,
        units,
        in_menu=False,
        reads=_reads,
    ),
)
