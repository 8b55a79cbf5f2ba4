"""A unit is added below another, gets a new name, moves, or closes. Keys: `name`, `type`, `to…`, `day`, `agree`."""

from bot.conversation.dialog import Dialog, Line, ask
from bot.conversation.questions import Choice, ChoiceQuestion
from bot.dialogs.finding_unit import find_unit
from bot.dialogs.people_words import UNIT_TYPES
from bot.dialogs.unit_questions import (
    Outcome,
    agree,
    change_day,
    day_question,
    edit,
    name_question,
    type_question,
)
from core.access import Action
from core.message import say
from core.unit_commands import Add, Close, Move, NewUnit, Rename
from core.units import UnitType
from core.usecases.unit_sheet import UnitSheet, usual_type


def add_unit_below(sheet: UnitSheet) -> Dialog[Outcome]:
    name = yield from ask(name_question("name", say("What is the new unit called?"), say("Name")))
    kind = UnitType((yield from ask(type_question("type", usual_type(sheet.unit.type)))))
    day = yield from ask(day_question(sheet))
    lines = (
        Line(say("New unit: {name} ({kind})", name=name, kind=UNIT_TYPES[kind])),
        Line(say("Directly under: {unit}", unit=sheet.unit.name)),
    )
    edits = (edit("name", say("Another name"), "sửa tên"), edit("type", say("Another kind")), change_day())
    return (yield from agree(Add(NewUnit(name, kind, sheet.unit.id), day), lines, edits))


def rename_unit(sheet: UnitSheet) -> Dialog[Outcome]:
    words = say("Now it is called {unit}. What is its new name?", unit=sheet.unit.name)
    name = yield from ask(name_question("name", words, say("New name")))
    day = yield from ask(day_question(sheet))
    lines = (
        Line(say("Now: {name}", name=sheet.unit.name)),
        Line(say("New name: {name}", name=name)),
    )
    edits = (edit("name", say("Another name"), "sửa tên"), change_day())
    return (yield from agree(Rename(sheet.unit.id, name, day), lines, edits))


def move_unit(sheet: UnitSheet) -> Dialog[Outcome]:
    words = (Line(say("Under which unit does {unit} come?", unit=sheet.unit.name)),)
    parent = yield from find_unit("to", words, Action.SEE_COUNTS, without=(sheet.unit.id,))
    day = yield from ask(day_question(sheet))
    lines = [Line(say("{unit} moves, with everything below it.", unit=sheet.unit.name))]
    if sheet.parent is not None:
        lines.append(Line(say("Now under: {unit}", unit=sheet.parent.name)))
    lines.append(Line(say("From then on under: {unit}", unit=parent.name)))
    edits = (edit("to0", say("Under another unit"), "đơn vị khác"), change_day())
    return (yield from agree(Move(sheet.unit.id, parent.id, day), lines, edits))


def close_unit(sheet: UnitSheet) -> Dialog[Outcome]:
    how = yield from ask(
        ChoiceQuestion(
            key="how",
            words=(
                Line(
                    say(
                        "{unit} ends. Does another unit take over who and what is left?", unit=sheet.unit.name
                    )
                ),
            ),
            title=say("Who takes over"),
            choices=(
                Choice("successor", say("Yes, another unit takes over"), ("có",)),
                Choice("empty", say("No, nobody is left in it"), ("không",)),
            ),
            likely="empty",
        )
    )
    successor = None
    if how == "successor":
        words = (Line(say("Which unit takes over?")),)
        successor = yield from find_unit("to", words, Action.CHANGE_UNITS, without=(sheet.unit.id,))
    day = yield from ask(day_question(sheet))
    lines = [Line(say("{unit} ends.", unit=sheet.unit.name))]
    if successor is not None:
        lines.append(Line(say("Who and what is in it comes to: {unit}", unit=successor.name)))
    edits = [edit("how", say("Someone else takes over"), "đơn vị khác"), change_day()]
    command = Close(sheet.unit.id, successor.id if successor else None, day)
    return (yield from agree(command, lines, edits))
