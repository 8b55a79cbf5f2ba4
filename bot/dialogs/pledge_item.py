"""What the registration asks about one item: where it comes from, what, which criterion, how measured, by when."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.conversation.dialog import NO_ANSWER, Dialog, Line, Option, Put, ask, ask_or_skip, heading, quote
from bot.conversation.questions import Choice, ChoiceQuestion, DateQuestion, TextQuestion
from bot.conversation.target_question import Target, TargetQuestion
from core.criteria import Suggestion
from core.message import Message, say
from core.pledge import MOST_ITEMS, Measure, PledgeItem, adds_up_by_default
from core.text.dates import Prefer
from core.text.paragraphs import pasted
from core.usecases.pledge_sheet import PledgeSheet

_OWN: Final = "own"
_SHOWN_SUGGESTIONS: Final = 6

_MEASURES: Final[dict[Measure, Message]] = {
    Measure.AT_LEAST: say("A number to reach (at least)"),
    Measure.AT_MOST: say("A number not to exceed (at most)"),
    Measure.ALREADY_PERCENT: say("A rate in %"),
    Measure.YES_NO: say("Kept or not, without a number"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """What an item starts from: a suggestion, a pasted line, or what was handed in before. What is given is not asked
    until the person opens it."""

    content: str | None = None
    criterion: str | None = None
    measure: Measure | None = None
    target: Target | None = None
    due: date | None = None
    solution: str | None = None
    evidence: str | None = None
    breakthrough: bool = False
    texts: bool = False  # solution and evidence are given too, even if empty


NOTHING_GIVEN: Final = Given()


def begin_item(sheet: PledgeSheet, prefix: str, taken: dict[str, PledgeItem]) -> Dialog[Given]:
    """Own words, or a suggestion for the person's group and work, which can then be edited. A few at a time."""
    known = {item.content for item in taken.values()}
    suggested = [each for each in sheet.suggestions if each.content not in known]
    if not suggested:
        return NOTHING_GIVEN
    page = yield from _page(prefix, len(suggested))
    shown = suggested[page * _SHOWN_SUGGESTIONS :][:_SHOWN_SUGGESTIONS]
    following = str((page + 1) % _pages(len(suggested)))
    more = Option(say("Other suggestions"), Put(f"{prefix}.page", following), ("khác", "gợi ý khác"))
    question = ChoiceQuestion(
        key=f"{prefix}.from",
        words=(
            heading(say("Item {number}", number=len(taken) + 1)),
            Line(say("Write it in your own words, or take a suggestion and change it?")),
        ),
        choices=(
            Choice(_OWN, say("In my own words"), ("tự viết", "tự ghi")),
            *(Choice(each.id, each.content) for each in shown),
        ),
        extra=(more,) if len(suggested) > _SHOWN_SUGGESTIONS else (),
        fixed=False,
    )
    chosen = yield from ask(question)
    return next((_suggested(each, sheet.year) for each in shown if each.id == chosen), NOTHING_GIVEN)


def _page(prefix: str, count: int) -> Dialog[int]:
    """Never asked: the button for other suggestions turns it."""
    choices = tuple(Choice(str(page), str(page + 1)) for page in range(_pages(count)))
    turned = ChoiceQuestion(key=f"{prefix}.page", words=(), choices=choices, fixed=False, assume="0")
    return int((yield from ask(turned)))


def _pages(count: int) -> int:
    return -(-count // _SHOWN_SUGGESTIONS)


def _suggested(taken: Suggestion, year: int) -> Given:
    return Given(
        content=taken.content,
        criterion=taken.criterion,
        measure=taken.measure,
        target=Target(taken.target, taken.unit) if taken.target is not None else None,
        due=date(year, *taken.due_month_day) if taken.due_month_day else None,
        evidence=taken.evidence,
        breakthrough=taken.breakthrough,
        texts=True,
    )


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


def pledge_item(
    sheet: PledgeSheet, prefix: str, number: int, given: Given, key: str
) -> Dialog[tuple[PledgeItem, list[str]]]:
    """The item, and the further items that its pasted text held."""
    content = yield from ask(_content(prefix, number, given))
    content, rest = yield from _split(prefix, content, given)
    criterion = yield from ask(_criterion(sheet, prefix, given))
    measure = Measure((yield from ask(_measure(prefix, given))))
    target = None
    if measure is not Measure.YES_NO:
        target = yield from ask(_target(prefix, measure, given))
    due = yield from ask(_due(sheet, prefix, given))
    how = yield from ask_or_skip(_solution(prefix, given))
    proof = yield from ask_or_skip(_evidence(prefix, given))
    unit = target.unit if target else ""
    item = PledgeItem(
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
    return item, rest


def _content(prefix: str, number: int, given: Given) -> TextQuestion:
    return TextQuestion(
        key=f"{prefix}.content",
        words=(
            heading(say("Item {number}", number=number)),
            Line(say("What will be done? A list can be pasted as well: it becomes several items.")),
        ),
        title=say("Content"),
        limit=5000,
        assume=given.content or NO_ANSWER,
        help=say("One piece of work, as concrete as possible, for example: Xóa nhà tạm cho hộ nghèo."),
    )


def _split(prefix: str, content: str, given: Given) -> Dialog[tuple[str, list[str]]]:
    found = [item.text for item in pasted(content).items]
    if len(found) < 2 or given.texts:
        return content, []
    question = ChoiceQuestion(
        key=f"{prefix}.split",
        words=(
            Line(say("{count} pieces of work were found in this:", count=len(found))),
            *(quote(text) for text in found[:MOST_ITEMS]),
            Line(say("Are they separate items?")),
        ),
        choices=(
            Choice("yes", say("Yes, {count} items", count=len(found)), ("tách", "có", "đúng")),
            Choice("no", say("No, one item"), ("không", "giữ nguyên", "một việc")),
        ),
    )
    if (yield from ask(question)) == "no":
        return content, []
    return found[0], found[1:MOST_ITEMS]


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
        choices=tuple(Choice(measure.value, label) for measure, label in _MEASURES.items()),
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
