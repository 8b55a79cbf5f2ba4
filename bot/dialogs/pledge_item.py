"""What the registration asks about one item: what, which criterion, how it is measured, by when, shown by what."""

from datetime import date
from typing import Final

from bot.conversation.dialog import (
    NO_ANSWER,
    Dialog,
    Line,
    ask,
    ask_or_skip,
    heading,
)
from bot.conversation.questions import Choice, ChoiceQuestion, DateQuestion, TextQuestion
from bot.conversation.target_question import Target, TargetQuestion
from bot.dialogs.pledge_beginning import CONCRETE, Given
from core.message import Message, say
from core.pledge import Measure, PledgeItem, adds_up_by_default
from core.text.dates import Prefer
from core.usecases.pledge_sheet import PledgeSheet

_WAYS_TO_SAY: Final = {
    Measure.AT_LEAST: ("ít nhất", "số lượng", "con số", "cần đạt"),
    Measure.AT_MOST: ("nhiều nhất", "không quá", "không vượt", "tối đa"),
    Measure.ALREADY_PERCENT: ("tỷ lệ", "phần trăm", "%"),
    Measure.YES_NO: ("đạt hay không", "đạt", "không có số", "có hoặc không"),
}
_MEASURES: Final[dict[Measure, Message]] = {
    Measure.AT_LEAST: say("A number to reach (at least)"),
    Measure.AT_MOST: say("A number not to exceed (at most)"),
    Measure.ALREADY_PERCENT: say("A rate in %"),
    Measure.YES_NO: say("Kept or not, without a number"),
}


def given_by(item: PledgeItem) -> Given:
    return Given(
        content=item.content,
        criterion=item.criterion,
        measure=item.measure,
        target=Target(item.target, item.unit) if item.target is not None else None,
        due=item.due,
        solution=item.solution or None,
        evidence=item.evidence or None,
        breakthrough=item.breakthrough,
        texts=True,
    )


def pledge_item(sheet: PledgeSheet, prefix: str, number: int, given: Given, key: str) -> Dialog[PledgeItem]:
    content = yield from ask(_text(prefix, number, given))
    criterion = yield from ask(_criterion(sheet, prefix, given))
    measure = Measure((yield from ask(_measure(prefix, given))))
    target = None
    if measure is not Measure.YES_NO:
        target = yield from ask(_target(prefix, measure, given))
    due = yield from ask(_due(sheet, prefix, given))
    how = yield from ask_or_skip(_solution(prefix, given))
    proof = yield from ask_or_skip(_evidence(prefix, given))
    unit = target.unit if target else ""
    return PledgeItem(
        key=key,
        criterion=criterion,
        content=content,
        measure=measure,
        target=target.value if target else None,
        unit=unit,
        due=due,
        solution=how or "",
        evidence=proof or "",
        breakthrough=given.breakthrough,
        adds_up=adds_up_by_default(measure, unit),
    )


def _text(prefix: str, number: int, given: Given) -> TextQuestion:
    """Asked only when the person opens it: it begins as what was given."""
    return TextQuestion(
        key=f"{prefix}.text",
        words=(heading(say("Item {number}", number=number)), Line(say("What will be done?"))),
        title=say("Content"),
        limit=5000,
        assume=given.content or NO_ANSWER,
        help=CONCRETE,
    )


def _criterion(sheet: PledgeSheet, prefix: str, given: Given) -> ChoiceQuestion:
    """Of the person's own group: four for leaders, five for the others; which group that is, is never asked."""
    known = {each.code for each in sheet.criteria}
    return ChoiceQuestion(
        key=f"{prefix}.criterion",
        words=(Line(say("Which group of criteria does it belong to?")),),
        title=say("Criteria"),
        choices=tuple(Choice(each.code, each.name, (each.code,)) for each in sheet.criteria),
        fixed=False,
        assume=given.criterion if given.criterion in known else NO_ANSWER,
    )


def _measure(prefix: str, given: Given) -> ChoiceQuestion:
    return ChoiceQuestion(
        key=f"{prefix}.measure",
        words=(Line(say("How will the result be measured?")),),
        title=say("Measure"),
        choices=tuple(
            Choice(measure.value, label, _WAYS_TO_SAY[measure]) for measure, label in _MEASURES.items()
        ),
        assume=given.measure.value if given.measure else NO_ANSWER,
    )


def _target(prefix: str, measure: Measure, given: Given) -> TargetQuestion:
    unit = "%" if measure is Measure.ALREADY_PERCENT else ""
    asked = say("How much in the whole year? The number with its unit, for example 16 nhà or 1.150 m².")
    if unit:
        asked = say("What rate? For example 98 %.")
    elif measure is Measure.AT_MOST:
        asked = say("At most how much? The number with its unit, for example 10 ngày làm việc, or 0 lần.")
    fits = given.target is not None and given.measure is measure
    return TargetQuestion(
        key=f"{prefix}.target",
        words=(Line(asked),),
        title=say("Target"),
        unit=unit,
        assume=given.target if fits else NO_ANSWER,
    )


def _due(sheet: PledgeSheet, prefix: str, given: Given) -> DateQuestion:
    last = date(sheet.year, 12, 31)
    quarter_ends = (date(sheet.year, 6, 30), date(sheet.year, 9, 30), last)
    return DateQuestion(
        key=f"{prefix}.due",
        words=(Line(say("By when?")),),
        title=say("Deadline"),
        quick=quarter_ends,
        latest=last,
        prefer=Prefer.FUTURE,
        assume=given.due or NO_ANSWER,
    )


def _solution(prefix: str, given: Given) -> TextQuestion:
    return TextQuestion(
        key=f"{prefix}.how",
        words=(Line(say("How will it be done?")),),
        title=say("Solution"),
        skippable=True,
        assume=given.solution if given.texts else NO_ANSWER,
    )


def _evidence(prefix: str, given: Given) -> TextQuestion:
    return TextQuestion(
        key=f"{prefix}.proof",
        words=(Line(say("What will show it? For example photos, minutes of a meeting.")),),
        title=say("Planned evidence"),
        skippable=True,
        quick=(say("Photos"), say("Minutes of a meeting"), say("Photos and minutes")),
        assume=given.evidence if given.texts else NO_ANSWER,
    )
