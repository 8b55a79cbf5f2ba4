"""The deeds upon a unit, each a dialog that is opened from the unit's page; and taking one back."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Final

from bot.conversation.dialog import Dialog, Go, Line, Option, Receipt, ask, heading, hint
from bot.conversation.here import Here
from bot.conversation.questions import Choice
from bot.conversation.spec import DialogSpec, Sample
from bot.dialogs import unit_samples as samples
from bot.dialogs.review_questions import Verdict, noted
from bot.dialogs.unit_change import add_unit_below, close_unit, move_unit, rename_unit
from bot.dialogs.unit_merge import merge_units
from bot.dialogs.unit_questions import PLAN, Left, Outcome
from bot.dialogs.unit_settings import name_pilot_unit, set_up_unit
from bot.dialogs.unit_split import split_unit
from bot.handlers.search_queries import UNIT_QUERIES
from bot.handlers.units_words import UNITS, deed_line
from core.errors import Refused
from core.message import Message, say
from core.unit_changes import Kept, UnitChange, UnitDeed
from core.unit_commands import Add, Close, Merge, Move, Rename, Split
from core.usecases.change_unit import can_undo, change_to_undo, change_unit, undo_unit_change
from core.usecases.set_unit import NamePilot, SetUnit, name_pilot, set_unit
from core.usecases.unit_sheet import UnitSheet, planned, unit_sheet

ADD, RENAME, MOVE, MERGE = "unit_add", "unit_rename", "unit_move", "unit_merge"
SPLIT, CLOSE, SET, PILOT, UNDO = "unit_split", "unit_close", "unit_set", "unit_pilot", "unit_undo"


def _plan(here: Here, command: Hashable) -> object:
    if not isinstance(command, Add | Rename | Move | Merge | Split | Close):
        raise TypeError("plans are made of commands upon units")
    try:
        return planned(here.uow, here.known, command, here.today)
    except Refused as refused:
        return refused.words


def _sheet(here: Here, unit: str) -> UnitSheet:
    return unit_sheet(here.uow, here.known, unit, here.today, here.said.address.channel)


def _sheet_for_adding(here: Here, unit: str) -> UnitSheet:
    return unit_sheet(here.uow, here.known, unit, here.today, here.said.address.channel, below=True)


def _carry_out(here: Here, unit: str, outcome: Outcome) -> Receipt:
    if isinstance(outcome, Left):
        return _left(unit)
    done = change_unit(here.uow, here.known, outcome.command, outcome.seen, here.occasion, here.chance)
    return _done(here, unit, done.change)


def _left(unit: str) -> Receipt:
    return Receipt((Line(say("Nothing was changed.")),), (_to_page(unit),))


def _to_page(unit: str) -> Option:
    return Option(say("Back to the unit"), Go(UNITS, f"u:{unit}"), ("đơn vị", "quay về"))


def _done(here: Here, unit: str, change: UnitChange) -> Receipt:
    lines = [Line(say("✅ Recorded: {deed}.", deed=deed_line(change)))]
    if any(row.kept is Kept.OFFICE for row in change.rows):
        lines.append(hint(say("Please give the offices of the new unit anew.")))
    lines.append(
        hint(say("It can be taken back until its day is over, unless something else happens there."))
    )
    page = change.unit if here.uow.units.get(change.unit, here.today) else unit
    back = Option(say("Take it back"), Go(UNITS, f"z:{change.id}"), ("hoàn tác", "huỷ thay đổi"))
    return Receipt(tuple(lines), (_to_page(page), back))


def _set(here: Here, unit: str, outcome: SetUnit | Left) -> Receipt:
    if isinstance(outcome, Left):
        return _left(unit)
    return _done(here, unit, set_unit(here.uow, here.known, outcome, here.occasion, here.chance))


def _pilot(here: Here, unit: str, outcome: NamePilot | Left) -> Receipt:
    if isinstance(outcome, Left):
        return _left(unit)
    return _done(here, unit, name_pilot(here.uow, here.known, outcome, here.occasion, here.chance))


# taking back


def _undo_sheet(here: Here, change_id: str) -> UnitChange | Message:
    change = change_to_undo(here.uow, here.known, change_id, here.today)
    if not can_undo(here.uow, here.known, change, here.today):
        return say("This can no longer be taken back: its day is over, or something else has happened since.")
    return change


def _undo_script(sheet: UnitChange | Message) -> Dialog[str]:
    if isinstance(sheet, Message):
        yield from ask(noted(Line(sheet)))
        return "leave"
    choices = (
        Choice("do", say("Take it back"), ("hoàn tác", "đồng ý")),
        Choice("leave", say("Leave it as it is"), ("thôi", "không")),
    )
    answer = yield from ask(
        Verdict(
            key="agree",
            version=sheet.id,
            words=(
                heading(say("Please check")),
                Line(say("To be taken back: {deed}.", deed=deed_line(sheet))),
                hint(say("Everything is then as it was before.")),
            ),
            choices=choices,
            here=frozenset(choice.value for choice in choices),
        )
    )
    return answer


def _undo(here: Here, change_id: str, answer: str) -> Receipt:
    change = here.uow.unit_changes.get(change_id)
    unit = change.unit if change is not None else ""
    if answer != "do":
        return _left(unit)
    undone = undo_unit_change(here.uow, here.known, change_id, here.occasion, here.chance)
    page = undone.unit if here.uow.units.get(undone.unit, here.today) else ""
    return Receipt((Line(say("✅ Taken back. Everything is as it was before.")),), (_to_page(page),))


def _undo_samples() -> Iterable[Sample]:
    change = UnitChange("c", "U32", "M1", samples.NOW, UnitDeed.MOVED, samples.SHEET.first, ())
    yield Sample(change, {})
    yield Sample(say("This has been taken back already."), {})


def _spec(
    name: str,
    title: Message,
    script: Callable[[UnitSheet], Dialog[Outcome]],
    of: Callable[[], Iterable[Sample]],
    sheet: Callable[[Here, str], UnitSheet] = _sheet,
) -> DialogSpec[UnitSheet, Outcome]:
    return DialogSpec(
        name=name,
        title=lambda _unit: title,
        sheet=sheet,
        script=script,
        carry_out=_carry_out,
        samples=of,
        queries={**UNIT_QUERIES, PLAN: _plan},
    )


SPECS: Final[tuple[DialogSpec[Any, Any], ...]] = (
    _spec(
        ADD,
        say("Adding a unit"),
        add_unit_below,
        lambda: samples.change_samples({"type": "party_group"}),
        _sheet_for_adding,
    ),
    _spec(RENAME, say("Renaming a unit"), rename_unit, lambda: samples.change_samples({"name": "Tên mới"})),
    _spec(MOVE, say("Moving a unit"), move_unit, lambda: samples.change_samples({"to0": {"unit": "U31"}})),
    _spec(MERGE, say("Merging units"), merge_units, samples.merge_samples),
    _spec(SPLIT, say("Splitting a unit"), split_unit, samples.split_samples),
    _spec(CLOSE, say("Closing a unit"), close_unit, samples.close_samples),
    DialogSpec(
        name=SET,
        title=lambda _unit: say("Settings of a unit"),
        sheet=_sheet,
        script=set_up_unit,
        carry_out=_set,
        samples=samples.settings_samples,
    ),
    DialogSpec(
        name=PILOT,
        title=lambda _unit: say("Naming a pilot"),
        sheet=_sheet,
        script=name_pilot_unit,
        carry_out=_pilot,
        samples=samples.pilot_samples,
    ),
    DialogSpec(
        name=UNDO,
        title=lambda _change: say("Taking a change back"),
        sheet=_undo_sheet,
        script=_undo_script,
        carry_out=_undo,
        samples=_undo_samples,
    ),
)
