"""Sample sheets that every question about a unit is rendered with; invented, and awkward on purpose."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.conversation.dialog import Json
from bot.conversation.spec import Sample
from bot.dialogs.finding_unit import FIND_UNITS, sample_units
from bot.dialogs.unit_questions import PLAN
from core.message import Message, say
from core.settings import UnitSettings
from core.unit_changes import UnitDeed
from core.unit_commands import UnitCommand
from core.unit_plan import Plan
from core.units import Unit, UnitType
from core.usecases.unit_sheet import UnitSheet

_START = date(2025, 7, 1)
NOW = datetime(2026, 5, 10, 2, 0, tzinfo=UTC)
_ABOVE = Unit("U3", "Đảng bộ xã Mường_Khao <&> *1*", UnitType.COMMUNE, "U0", "/U0/U3/", _START)
_CELL = Unit(
    "U32", "Chi bộ thôn Nà_Tông <b> & *Pác Khuổi*", UnitType.GRASSROOTS_CELL, "U3", "/U0/U3/U32/", _START
)
_PEOPLE = tuple((f"M{n}", f"Nguyễn Thị Phương_Thảo <{n}> (1968)") for n in range(1, 115))

SHEET = UnitSheet(
    unit=_CELL,
    parent=_ABOVE,
    members=_PEOPLE,
    children=(("U321", "Tổ đảng 1"), ("U322", "Tổ đảng 2")),
    settings=UnitSettings(),
    own=(("names_on_telegram", "on"),),
    today=date(2026, 5, 10),
    first=date(2026, 4, 1),
    last=date(2027, 5, 10),
)


def _plan(command: UnitCommand) -> Plan | Message:
    if command.day == SHEET.first:
        return say("The topmost unit cannot end.")
    return Plan(UnitDeed.MOVED, "U32", command.day, [], people=31, offices=4, below=12, kept_out=True)


_FOUND = {FIND_UNITS: sample_units, PLAN: _plan}
_TO: dict[str, Json] = {"inside": "", "page": 1}


def change_samples(answers: dict[str, Json]) -> Iterable[Sample]:
    yield Sample(SHEET, answers, _FOUND)
    yield Sample(SHEET, {**answers, "day": "2026-04-01"}, _FOUND)


def close_samples() -> Iterable[Sample]:
    yield Sample(SHEET, {"how": "empty"}, _FOUND)
    yield Sample(
        SHEET, {"how": "successor", "to0": {"words": "Nà Tông", **_TO}, "to1": {"unit": "U32"}}, _FOUND
    )


def merge_samples() -> Iterable[Sample]:
    first: dict[str, Json] = {"other0.0": {"unit": "U31"}}
    yield Sample(SHEET, {**first, "more0": "yes", "other1.0": {"unit": "U3"}, "into": "new"}, _FOUND)
    yield Sample(SHEET, {**first, "into": "U31"}, _FOUND)


def split_samples() -> Iterable[Sample]:
    yield Sample(SHEET, {"stays": "ends", "name1": "Chi bộ 2", "more1": "yes", "name2": "Chi bộ 3"}, _FOUND)
    yield Sample(replace(SHEET, children=()), {"stays": "stays", "who1": ["M1", "M2"]}, _FOUND)
    yield Sample(replace(SHEET, members=None), {})
    yield Sample(replace(SHEET, members=(), children=()), {})


def settings_samples() -> Iterable[Sample]:
    for key, value in (
        ("names_on_telegram", "as_above"),
        ("chat_disabled", "on"),
        ("due.report", "25"),
        ("reminder_rhythms", "light,standard"),
    ):
        yield Sample(SHEET, {"what": key, f"value.{key}": value})
    yield Sample(replace(SHEET, own=()), {"what": "move_to_working_day"})
    yield Sample(SHEET, {"what": "most_pilots", "agree": "leave"})


def pilot_samples() -> Iterable[Sample]:
    yield Sample(SHEET, {"group": "3", "end": "2026-12-31"})
    yield Sample(replace(SHEET, parent=None), {})
