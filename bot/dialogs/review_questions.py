"""The kinds of question that only reviewers are asked: a choice about one version, a reason, leaves that are turned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from bot.conversation.dialog import Json, Line, Option, Pass, Put, Question, Unclear, Value, hint
from bot.conversation.questions import Choice, ChoiceQuestion, TextQuestion
from core.message import Message, say
from core.review import QUICK_REASONS

REASON_LIMIT: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(ChoiceQuestion):
    """A choice about `version`: of another version it is asked anew, so nobody decides on what was not on the screen.

    Only the choices in `here` are offered on this leaf; one made on another leaf stays valid. `first` come before.
    """

    version: str
    here: frozenset[str]
    first: tuple[Option, ...] = ()
    fixed: bool = False

    kind: ClassVar[str] = "verdict"

    def fingerprint(self) -> str:
        return f"verdict:{self.version}"

    def options(self) -> tuple[Option, ...]:
        own = ChoiceQuestion.options(self)
        offered = [
            option for option, choice in zip(own, self.choices, strict=False) if choice.value in self.here
        ]
        return (*self.first, *offered, *own[len(self.choices) :])


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafQuestion(Question[int]):
    """Which leaf of something long is shown, from 1; turned by buttons and never asked."""

    count: int
    assume: int = 1

    kind: ClassVar[str] = "leaf"

    def read(self, text: str, today: date) -> Unclear:  # noqa: ARG002
        return Unclear(say("Please choose one of the lines below: press it, or type its number."))

    def encode(self, value: int) -> Json:
        return value

    def decode(self, stored: Json) -> int:
        """What was shorter meanwhile opens at its last leaf."""
        if not isinstance(stored, int):
            raise ValueError("not a leaf")  # noqa: TRY004  # the one error that `decode` names
        return max(1, min(stored, self.count))

    def show(self, value: int) -> str:
        return str(value)

    @property
    def typical(self) -> int:
        return 1


def leaf(key: str, count: int) -> LeafQuestion:
    return LeafQuestion(key=key, words=(), count=count)


def turned(key: str, at: int, count: int) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """The buttons to the next leaf (offered first) and to the one before (offered last)."""
    on = Option(
        say("Read on ({number} of {count})", number=at + 1, count=count),
        Put(key, at + 1),
        ("tiếp", "xem tiếp"),
    )
    back = Option(say("The page before"), Put(key, at - 1), ("trang trước",))
    return ((on,) if at < count else ()), ((back,) if at > 1 else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonQuestion(TextQuestion):
    """A compulsory reason in words; a bare number is a ready one of the list, never a reason."""

    limit: int = REASON_LIMIT

    numbers_choose: ClassVar[bool] = True

    def read(self, text: str, today: date) -> Value[str] | Unclear | Pass:
        if not any(character.isalpha() for character in text):
            return Unclear(say("Please write the reason in words, or choose one from the list."))
        return TextQuestion.read(self, text, today)


def reason(
    name: str, words: tuple[Line, ...], ready: Mapping[str, Message] = QUICK_REASONS
) -> ReasonQuestion:
    """`name` is whose phone shows the reason: the person who writes it is told so (decision 0081)."""
    return ReasonQuestion(
        key="reason",
        words=(
            *words,
            hint(
                say("It is the first thing that comrade {name} reads, on the phone's screen too.", name=name)
            ),
        ),
        quick=tuple(ready.values()),
        help=say(
            "Choose a ready reason, or write your own in a sentence. More can be added before it is sent."
        ),
    )


def more_words() -> TextQuestion:
    """Further words after a ready reason, opened from the summary only."""
    return TextQuestion(
        key="added",
        words=(Line(say("What should be added to the reason?")),),
        limit=REASON_LIMIT,
        skippable=True,
        assume=None,
    )


def whole_reason(reason: str, added: str | None) -> str:
    return f"{reason}\n{added}" if added else reason


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing can be shown any more: taken back by its author, or no longer the reader's to see. `words` say so."""

    words: Message


def noted(*lines: Line) -> ChoiceQuestion:
    """For a conversation in which nothing is left to decide: how it is now, and a way out."""
    return ChoiceQuestion(
        key="noted",
        words=lines,
        choices=(Choice("noted", say("Understood"), ("rõ", "đã rõ", "ok", "vâng")),),
    )
