"""The kinds of question: what each accepts, and how it turns a typed message into a value or a kind sentence.

Options (buttons, numbers, labels, keywords) are read by the engine against what was shown; a question reads only what
matched none of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from bot.conversation.dialog import Json, Option, Pass, Question, Take, TakeWords, Unclear, Value
from bot.conversation.reading import Figure, figure_in, figure_out, read_amount, read_date
from core.message import Message, say
from core.text import folding
from core.text.dates import Prefer
from core.text.identity_numbers import has_identity_number, without_identity_numbers
from core.text.matching import Matched, Phrases
from core.text.phones import phone_number


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` is stored and never changes its meaning; `keywords` are further words for it."""

    value: str
    label: Message | str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(Question[str]):
    """One of a few. `extra` are options that do something else than answer (open a line again, add one more).

    Where `fixed` the set of values is part of the fingerprint; a look-up's is not, and only the chosen one is checked.
    """

    choices: tuple[Choice, ...]
    extra: tuple[Option, ...] = ()
    fixed: bool = True
    likely: str | None = None

    kind: ClassVar[str] = "choice"
    numbers_choose: ClassVar[bool] = True

    def fingerprint(self) -> str:
        return (
            f"choice:{','.join(sorted(choice.value for choice in self.choices))}" if self.fixed else "choice"
        )

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(c.label, Take(c.value), c.keywords) for c in self.choices) + self.extra

    def read(self, text: str, today: date) -> Value[str] | Unclear:  # noqa: ARG002
        return Unclear(say("Please choose one of the lines below: press it, or type its number."))

    def encode(self, value: str) -> Json:
        return value

    def decode(self, stored: Json) -> str:
        if not isinstance(stored, str) or all(choice.value != stored for choice in self.choices):
            raise ValueError("no longer among the choices")
        return stored

    def show(self, value: str) -> Message | str:
        return next(choice.label for choice in self.choices if choice.value == value)

    @property
    def typical(self) -> str | None:
        return self.likely or (self.choices[0].value if self.choices else None)


_SAYING_NOTHING: Final = ("không", "ko", "không có", "ko có", "không có gì", "chưa có", "chưa có gì")
_NOTHING: Final = Phrases([(words, True) for words in _SAYING_NOTHING])


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuestion(Question[str]):
    """Free words, kept as typed. `quick` are ready answers that may be taken instead; `limit` in characters."""

    limit: int = 4000
    quick: tuple[Message | str, ...] = ()

    kind: ClassVar[str] = "text"
    takes_words: ClassVar[bool] = True

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(words, TakeWords()) for words in self.quick)

    def read(self, text: str, today: date) -> Value[str] | Unclear | Pass:  # noqa: ARG002
        if self.skippable and isinstance(_NOTHING.match(text), Matched):
            return Pass()
        if folding.looks_like_old_encoding(text):
            return Unclear(
                say("This text came in an old font and cannot be read. Please type it again in Unicode.")
            )
        if len(text) > self.limit:
            return Unclear(
                say(
                    "This is longer than {limit} characters. Please shorten it and send it again.",
                    limit=self.limit,
                )
            )
        if not text.strip():
            return Unclear(say("Please answer in words."))
        return _with_an_identity_number(text) if has_identity_number(text) else Value(text)

    def encode(self, value: str) -> Json:
        return value

    def decode(self, stored: Json) -> str:
        if not isinstance(stored, str):
            raise ValueError("not a text")  # noqa: TRY004  # the one error that `decode` names
        return stored

    def show(self, value: str) -> str:
        return value

    @property
    def typical(self) -> str:
        return "…"


def _with_an_identity_number(text: str) -> Unclear:
    """It is needed for nothing (domain.md §6.3): warned of kindly, and left out by one tap."""
    words = say(
        "This seems to hold the number of an identity card. It is not needed here; shall it be left out?"
    )
    out = Option(say("Leave the number out"), Take(without_identity_numbers(text)), ("bỏ", "bỏ số", "có"))
    keep = Option(say("Keep it as it is written"), Take(text), ("giữ", "giữ nguyên", "không"))
    return Unclear(words, (out, keep))


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountQuestion(Question[Figure]):
    """How much, in `unit`; never silently in another unit. `whole` gives "all of it" and "half" a meaning.

    `version` is the target's version: where the target was amended, the question is asked again. `target` is what an
    answer like "17/16" is of.
    """

    unit: str
    whole: Decimal | None = None
    target: Decimal | None = None
    version: str = ""
    quick: tuple[tuple[Message, Decimal], ...] = ()

    kind: ClassVar[str] = "amount"

    def fingerprint(self) -> str:
        return f"amount:{self.unit}:{self.version}"

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(label, Take(figure_out(Figure(value)))) for label, value in self.quick)

    def read(self, text: str, today: date) -> Value[Figure] | Unclear:  # noqa: ARG002
        return read_amount(text, self.unit, self.whole, self.target)

    def encode(self, value: Figure) -> Json:
        return figure_out(value)

    def decode(self, stored: Json) -> Figure:
        return figure_in(stored)

    def show(self, value: Figure) -> Message:
        shown = say("about {amount} {unit}", amount=value.value, unit=self.unit)
        return shown if value.approx else say("{amount} {unit}", amount=value.value, unit=self.unit)

    @property
    def typical(self) -> Figure:
        """Half of it: the way of most, who are asked how the rest stands."""
        return Figure(Decimal(1) if self.whole is None else self.whole / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateQuestion(Question[date]):
    """A day of the solar calendar. `quick` are ready days; `prefer` says where a day without a year lies."""

    quick: tuple[date, ...] = ()
    earliest: date | None = None
    latest: date | None = None
    prefer: Prefer = Prefer.NEAREST

    kind: ClassVar[str] = "date"

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(say("{day}", day=day), Take(day.isoformat())) for day in self.quick)

    def read(self, text: str, today: date) -> Value[date] | Unclear:
        return read_date(text, today, self.prefer, self.earliest, self.latest)

    def encode(self, value: date) -> Json:
        return value.isoformat()

    def decode(self, stored: Json) -> date:
        if not isinstance(stored, str):
            raise ValueError("not a date")  # noqa: TRY004  # the one error that `decode` names
        return date.fromisoformat(stored)

    def show(self, value: date) -> Message:
        return say("{day}", day=value)

    @property
    def typical(self) -> date:
        return self.quick[0] if self.quick else date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNumberQuestion(Question[str]):
    """The sender's own telephone number, handed over by the messenger; one that is typed proves nothing. The answer is
    put by what takes a contact (bot.conversation.spec.Registry.contact)."""

    kind: ClassVar[str] = "own_number"
    own_number: ClassVar[Message] = say("Send my telephone number")

    def read(self, text: str, today: date) -> Unclear:  # noqa: ARG002
        return Unclear(
            say(
                "A number that is typed cannot be checked. Please press “{button}” below.",
                button=self.own_number,
            )
        )

    def encode(self, value: str) -> Json:
        return value

    def decode(self, stored: Json) -> str:
        number = phone_number(stored) if isinstance(stored, str) else None
        if number is None:
            raise ValueError("no telephone number")
        return number

    def show(self, value: str) -> str:
        return value

    @property
    def typical(self) -> str:
        return "0900000000"


_DONE: Final = ("xong", "xong rồi", "hết", "hết rồi", "đủ", "đủ rồi", "không", "không có", "không có ảnh")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotosQuestion(Question[bool]):
    """Asks for photos and is answered at "done". The photos themselves are kept by the engine as they come."""

    kept: int = 0

    kind: ClassVar[str] = "photos"
    numbers_choose: ClassVar[bool] = True
    passing: ClassVar[Any] = True

    def options(self) -> tuple[Option, ...]:
        return (Option(self._label, Take(value=True), _DONE),)

    @property
    def _label(self) -> Message:
        return say("Done, {count} photos", count=self.kept) if self.kept else say("No photos, go on")

    def read(self, text: str, today: date) -> Unclear:  # noqa: ARG002
        return Unclear(
            say("Photos and files are sent here. To go on, please press “{button}”.", button=self._label)
        )

    def encode(self, value: bool) -> Json:
        return value

    def decode(self, stored: Json) -> bool:
        return bool(stored)

    def show(self, value: bool) -> Message:  # noqa: ARG002
        return say("{count} photos", count=self.kept)

    @property
    def typical(self) -> bool:
        return True


def options_of(choices: Sequence[tuple[str, Message | str]]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label) for value, label in choices)
