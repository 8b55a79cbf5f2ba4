"""What a dialog is written with.

A dialog is a generator: it yields questions, is sent their answers, and returns the command to carry out. It does no
I/O and keeps no state, for it is run again from the start at every message (bot/conversation/replay.py). It asks with
`yield from ask(question)`, which gives the answer its type.
"""

from abc import ABC, abstractmethod
from collections.abc import Generator, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Final, Generic, TypeAlias, TypeVar

from bot.screen import Style
from core.message import NOTHING, Message, say

T = TypeVar("T")
C = TypeVar("C")
Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: our words (a Message), or somebody's own text."""

    words: Message | str
    style: Style = Style.BODY


def heading(words: Message | str) -> Line:
    return Line(words, Style.HEADING)


def quote(text: str) -> Line:
    return Line(text, Style.QUOTE)


def hint(words: Message) -> Line:
    return Line(words, Style.HINT)


@dataclass(frozen=True, slots=True)
class Take:
    """Choosing this answers the open question with `value` (in its stored form)."""

    value: Json


@dataclass(frozen=True, slots=True)
class Edit:
    """Choosing this opens the answered question `key` again; the rest is kept."""

    key: str


@dataclass(frozen=True, slots=True)
class Put:
    """Choosing this stores `value` under another question's key (removing an item, asking for one more)."""

    key: str
    value: Json


@dataclass(frozen=True, slots=True)
class Go:
    """Choosing this leaves for a command, now or from a message a year old: it needs no open question."""

    command: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Choosing this lists the answers whose key begins with `prefix`, each to be opened again by one more tap."""

    prefix: str


@dataclass(frozen=True, slots=True)
class Do:
    """A verb of the engine: back, skip, cancel, help, keep …"""

    verb: str
    argument: str = ""


Action: TypeAlias = Take | Edit | Put | Lines | Go | Do


@dataclass(frozen=True, slots=True)
class TakeWords:
    """Choosing this answers the open question with the option's label as it was shown: ready words, taken as one's own.

    Only an option carries it; what is shown carries the words (`Take`).
    """


@dataclass(frozen=True, slots=True)
class Option:
    """`keywords` are further Vietnamese words that mean the same when typed; not shown."""

    label: Message | str
    action: Action | TakeWords
    keywords: tuple[Message | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was typed cannot be taken; `words` say kindly why and what to do. `options` are what it may have meant."""

    words: Message
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Pass:
    """They said that there is nothing: a question that may be skipped is."""


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    value: T


NO_ANSWER: Final = object()
"""Stands for 'nothing assumed': None may be a real answer (skipped)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(ABC, Generic[T]):
    """One thing asked. `key` is stable for ever; ids of items that a person adds are never used again in it.

    `assume` answers the question without asking until the person opens it (a suggestion taken over, a flag that only a
    button sets). `skippable` offers to pass; the answer is then None. `help` is what /trogiup says at this very step.
    `subject` is what the question belongs to (an item's key), so that photos sent meanwhile find their place. `title`
    names it in a summary's list of lines that can be opened again. `photos` are keys of evidence to show with it.
    `brief` is what is asked, where the rest need not be said: below a receipt.
    """

    key: str
    words: tuple[Line, ...]
    title: Message = NOTHING
    help: Message = NOTHING
    skippable: bool = False
    assume: Any = NO_ANSWER
    subject: str = ""
    photos: tuple[str, ...] = ()
    brief: Message = NOTHING

    kind: ClassVar[str]
    numbers_choose: ClassVar[bool] = False
    """Whether a bare number is the number of an option (a choice) or a value (a quantity, a date)."""
    takes_words: ClassVar[bool] = False
    """Whether any words are an answer: then those of a command are too, unless a slash stands before them."""

    own_number: ClassVar[Message] = NOTHING
    """Labels a button that hands over the sender's own telephone number, where the messenger has such."""
    passing: ClassVar[Any] = NO_ANSWER
    """What it is answered with where the person says to skip it, though it is not skippable; nothing for most."""

    def fingerprint(self) -> str:
        """Changes whenever a stored answer would no longer mean what it meant."""
        return self.kind

    def options(self) -> tuple[Option, ...]:
        return ()

    @abstractmethod
    def read(self, text: str, today: date) -> Value[T] | Unclear | Pass:
        """A typed message that matched no option."""

    def accept(self, value: Json) -> Value[T] | Unclear:
        """A value that an option carries; what it named may be gone since it was shown."""
        try:
            return Value(self.decode(value))
        except ValueError:
            return Unclear(say("Something has changed meanwhile. Please look at it again."))

    @abstractmethod
    def encode(self, value: T) -> Json: ...

    @abstractmethod
    def decode(self, stored: Json) -> T:
        """Raises ValueError where what is stored is no answer to this question any more."""

    @abstractmethod
    def show(self, value: T) -> Message | str:
        """An answer as the person reads it back."""

    @property
    @abstractmethod
    def typical(self) -> T | None:
        """An answer that leads on, by which the number of steps is counted."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """A fact needed in the middle: the name of a read-only query, answered under today's rights."""

    query: str
    argument: Hashable = None


Step: TypeAlias = "Question[Any] | LookUp"
Dialog: TypeAlias = Generator[Step, Any, C]


def ask(question: Question[T]) -> Generator[Step, Any, T]:
    """The answer; for a skippable question use `ask_or_skip`."""
    answer: T = yield question
    return answer


def ask_or_skip(question: Question[T]) -> Generator[Step, Any, T | None]:
    answer: T | None = yield question
    return answer


def look_up(query: str, argument: Hashable = None) -> Generator[Step, Any, Any]:
    found: Any = yield LookUp(query, argument)
    return found


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a person is told when a command was carried out, and what they may do next."""

    lines: tuple[Line, ...]
    options: tuple[Option, ...] = field(default=())
