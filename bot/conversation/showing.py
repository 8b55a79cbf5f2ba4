"""From words to a screen: what a question, a page or an offer looks like before a channel lays it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from bot.conversation.dialog import Do, Line, Option, Question, Take, TakeWords, hint, quote
from bot.conversation.front import Front, Mode, Shown, data_of
from bot.conversation.replay import Open
from bot.screen import Paragraph, Role, Screen, ShownOption
from core.message import NOTHING, Message, say

BACK: Final = "back"
SKIP: Final = "skip"
CANCEL: Final = "cancel"
HELP: Final = "help"
KEEP: Final = "keep"


_BACK: Final = Option(say("Back"), Do(BACK))
_SKIP: Final = Option(say("Skip"), Do(SKIP))
_HELP: Final = Option(say("Help"), Do(HELP))
_CANCEL: Final = Option(say("Stop"), Do(CANCEL))


class Words(Protocol):
    """The wording of the reader's language (bot/wording.py)."""

    def text(self, message: Message) -> str: ...


@dataclass(frozen=True, slots=True)
class Page:
    """Lines and options before they are put into words; `verbs` are laid out apart."""

    lines: tuple[Line, ...]
    options: tuple[Option, ...] = ()
    verbs: tuple[Option, ...] = ()
    photos: tuple[str, ...] = ()
    own_number: Message = NOTHING


def shown_as(question: Question[Any]) -> str:
    """Names the question as it stands on the screen: one that has changed since has another name."""
    return f"{question.key} {question.fingerprint()}"


def question_page(opened: Open, preface: tuple[Line, ...]) -> Page:
    """The open question: which step it is, the question itself, an earlier answer where there is one."""
    question = opened.question
    lines = (*preface, *_step(opened), *question.words, *_earlier(opened))
    options = question.options()
    if opened.old is not None and opened.keepable:
        options = (*options, Option(say("Keep this answer"), Do(KEEP), ("giữ", "giữ nguyên", "như cũ")))
    return Page(lines, options, _verbs(opened), question.photos, question.own_number)


def _step(opened: Open) -> Iterable[Line]:
    """Not where there is but one, nor where it cannot be known how many there are."""
    total = max(opened.draft.total, opened.number) if opened.draft.total else 0
    if total > 1:
        yield hint(say("Question {number} of {total}", number=opened.number, total=total))


def _earlier(opened: Open) -> Iterable[Line]:
    """The old answer is shown even where the question has changed, for then it must be answered anew."""
    if opened.old is None:
        return ()
    if not opened.keepable:
        return (hint(say("This question has changed since it was answered, so it is asked again.")),)
    question = opened.question
    shown = (
        say("(passed over)") if opened.old.value is None else question.show(question.decode(opened.old.value))
    )
    before = hint(say("The answer so far:"))
    return (before, quote(shown) if isinstance(shown, str) else Line(shown))


def _verbs(opened: Open) -> tuple[Option, ...]:
    back = (_BACK,) if opened.behind or opened.draft.editing is not None else ()
    skip = (_SKIP,) if opened.question.skippable else ()
    return (*back, *skip, _HELP, _CANCEL)


def put_into_words(page: Page, front: Front, words: Words, mode: Mode, key: str) -> tuple[Screen, Front]:
    """The screen, and the address's front with it shown.

    The same question shown again with the same options keeps its number, so that its older buttons stay valid; the
    pictures that stand above it are not sent once more.
    """
    choices = [_in_words(option, words, verb=False) for option in page.options]
    shown = (*choices, *[_in_words(option, words, verb=True) for option in page.verbs])
    pictured = bool(key) and front.key == key and front.pictured == page.photos
    same = front.mode is mode and front.key == key and _actions(front.shown) == _actions(shown)
    number = front.number if same and front.number else front.number + 1
    paragraphs = [
        Paragraph(line.words if isinstance(line.words, str) else words.text(line.words), line.style)
        for line in page.lines
    ]
    options = [
        ShownOption(
            option.label,
            data_of(option.action, number, index),
            Role.VERB if option.verb else Role.CHOICE,
            option.label if option.verb or not front.numbers_choose else "",
        )
        for index, option in enumerate(shown)
    ]
    asks = words.text(page.own_number) if page.own_number.id else ""
    thanks = words.text(_THANKS) if front.asks_number and not asks else ""
    photos = () if pictured else page.photos
    screen = Screen(tuple(paragraphs), tuple(options), photos, own_number=asks, thanks=thanks)
    before = (front.numbers_choose, front.offer, front.last, front.group_told)
    return screen, Front(number, mode, shown, key, *before, pictured=page.photos, asks_number=bool(asks))


_THANKS: Final = say("Thank you.")


def _in_words(option: Option, words: Words, *, verb: bool) -> Shown:
    label = option.label if isinstance(option.label, str) else words.text(option.label)
    action = Take(label) if isinstance(option.action, TakeWords) else option.action
    keywords = tuple(word if isinstance(word, str) else words.text(word) for word in option.keywords)
    return Shown(label, action, keywords, verb)


def _actions(shown: tuple[Shown, ...]) -> list[object]:
    return [option.action for option in shown]
