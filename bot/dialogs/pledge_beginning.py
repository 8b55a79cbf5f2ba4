"""How an item of a pledge begins: by a suggestion, in one's own words, or as a line of a list that was pasted."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.conversation.dialog import (
    NO_ANSWER,
    Dialog,
    Json,
    Line,
    Option,
    Put,
    Unclear,
    Value,
    ask,
    heading,
    hint,
    quote,
)
from bot.conversation.questions import Choice, ChoiceQuestion, TextQuestion
from bot.conversation.target_question import Target
from core.criteria import Suggestion
from core.message import Message, say
from core.pledge import MOST_ITEMS, Measure, PledgeItem
from core.text.paragraphs import pasted
from core.usecases.pledge_sheet import PledgeSheet

_OWN: Final = "own"
_OWN_WORDS: Final = "own:"
_A_SENTENCE: Final = 20
"""Characters: nobody chooses a line in so many, and no piece of work is told in fewer."""
_SHOWN_SUGGESTIONS: Final = 6
CONCRETE: Final = say("One piece of work, as concrete as possible, for example: Xóa nhà tạm cho hộ nghèo.")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beginning(ChoiceQuestion):
    """In one's own words or by a suggestion. Those in `here` are offered; one taken from another page stays taken."""

    here: frozenset[str]

    def read(self, text: str, today: date) -> Value[str] | Unclear:
        """A sentence or a list, written or pasted at once, are the own words that would be asked for next."""
        if len(text) >= _A_SENTENCE or len(pasted(text).items) > 1:
            return Value(f"{_OWN_WORDS}{text}")
        return ChoiceQuestion.read(self, text, today)

    def decode(self, stored: Json) -> str:
        if isinstance(stored, str) and stored.startswith(_OWN_WORDS):
            return stored
        return ChoiceQuestion.decode(self, stored)

    def show(self, value: str) -> Message | str:
        return (
            value.removeprefix(_OWN_WORDS)
            if value.startswith(_OWN_WORDS)
            else ChoiceQuestion.show(self, value)
        )

    def options(self) -> tuple[Option, ...]:
        own = ChoiceQuestion.options(self)
        offered = [
            option for option, choice in zip(own, self.choices, strict=False) if choice.value in self.here
        ]
        return (*offered, *own[len(self.choices) :])


def begin_item(
    sheet: PledgeSheet, prefix: str, taken: dict[str, PledgeItem], *, gone: bool
) -> Dialog[tuple[Given, list[str]]]:
    """What the item starts from, and the further items that a pasted list held.

    Of an item that is `gone` nothing is asked, but what it was begun with still counts: the others of its list stay.
    """
    chosen = yield from _beginning(sheet, prefix, taken, gone=gone)
    suggestion = next((each for each in sheet.suggestions if each.id == chosen), None)
    if suggestion is not None:
        return _suggested(suggestion, sheet.year), []
    if chosen.startswith(_OWN_WORDS):
        content = chosen.removeprefix(_OWN_WORDS)
    else:
        content = yield from ask(_content(prefix, len(taken) + 1, gone=gone))
    found = yield from _split(prefix, content, gone=gone)
    return Given(content=found[0]), found[1:]


def _beginning(sheet: PledgeSheet, prefix: str, taken: dict[str, PledgeItem], *, gone: bool) -> Dialog[str]:
    """Own words, or a suggestion for the person's group and work, which can then be edited. A few at a time."""
    known = {item.content for item in taken.values()}
    suggested = [each for each in sheet.suggestions if each.content not in known]
    if not suggested and not gone:
        return _OWN
    page = yield from _page(prefix, len(suggested))
    shown = suggested[page * _SHOWN_SUGGESTIONS :][:_SHOWN_SUGGESTIONS]
    following = str((page + 1) % max(1, _pages(len(suggested))))
    more = Option(say("Other suggestions"), Put(f"{prefix}.page", following), ("khác", "gợi ý khác"))
    question = _Beginning(
        key=f"{prefix}.from",
        words=(
            heading(say("Item {number}", number=len(taken) + 1)),
            Line(say("Write it in your own words, or take a suggestion and change it?")),
        ),
        choices=(
            Choice(_OWN, say("In my own words"), ("tự viết", "tự ghi")),
            *(Choice(each.id, each.content) for each in sheet.suggestions),
        ),
        here=frozenset({_OWN, *(each.id for each in shown)}),
        extra=(more,) if len(suggested) > _SHOWN_SUGGESTIONS else (),
        fixed=False,
        assume=_OWN if gone else NO_ANSWER,
    )
    return (yield from ask(question))


def _page(prefix: str, count: int) -> Dialog[int]:
    """Never asked: the button for other suggestions turns it."""
    choices = tuple(Choice(str(page), str(page + 1)) for page in range(max(1, _pages(count))))
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


def _content(prefix: str, number: int, *, gone: bool) -> TextQuestion:
    return TextQuestion(
        key=f"{prefix}.content",
        words=(
            heading(say("Item {number}", number=number)),
            Line(say("What will be done? A list can be pasted as well: it becomes several items.")),
        ),
        limit=5000,
        assume="" if gone else NO_ANSWER,
        help=CONCRETE,
    )


def _split(prefix: str, content: str, *, gone: bool) -> Dialog[list[str]]:
    """The items that the text holds: one, or as many as the person says are items of their own."""
    found = [item.text for item in pasted(content).items]
    if len(found) < 2:
        return [content]
    taken = found[:MOST_ITEMS]
    more = [hint(say("A pledge has {most} items at most: the first {most} are taken.", most=MOST_ITEMS))]
    question = ChoiceQuestion(
        key=f"{prefix}.split",
        words=(
            Line(say("{count} pieces of work were found in this:", count=len(found))),
            *(quote(text) for text in taken),
            *(more if len(found) > MOST_ITEMS else ()),
            Line(say("Are they separate items?")),
        ),
        choices=(
            Choice("yes", say("Yes, {count} items", count=len(taken)), ("tách", "có", "đúng")),
            Choice("no", say("No, one item"), ("không", "giữ nguyên", "một việc")),
        ),
        assume="no" if gone else NO_ANSWER,
    )
    return taken if (yield from ask(question)) == "yes" else [content]
