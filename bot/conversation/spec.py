"""How dialogs and commands are declared (bot/registry.py lists them all), and what they answer to the engine."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from bot.conversation.dialog import Dialog, Go, Json, Line, Option, Receipt
from bot.conversation.here import Here
from core.message import Message
from core.speaker import Speaker

if TYPE_CHECKING:
    from bot.conversation.barred import Barred

S = TypeVar("S")
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Start:
    """Open this dialog, or go on with its draft. `answers` are given with it, by key: a code behind /start."""

    dialog: str
    subject: str = ""
    answers: tuple[tuple[str, Json], ...] = ()


@dataclass(frozen=True, slots=True)
class Show:
    """A page to look at. Where `in_place`, a tap changes the message that was tapped instead of sending another."""

    lines: tuple[Line, ...]
    options: tuple[Option, ...] = ()
    photos: tuple[str, ...] = ()
    in_place: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    """Say this, and ask the open question again (or show nothing more where none is open)."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Collect:
    """Say this once for all that comes together, beside what is open: every further part of `batch` moves it on, and
    changes what was sent already where the messenger can (the receipt of an album).

    `options` are commands. With `start` that dialog is opened, if nothing is, and its question stands below the words;
    with `asks` it is the open question that does, if it is one for photos or has a `brief`. Then `options` do not.
    """

    batch: str
    lines: tuple[Line, ...]
    options: tuple[Option, ...] = ()
    start: Start | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Follow:
    """Go on with this command."""

    go: Go


Turn: TypeAlias = Start | Show | Stay | Collect | Follow
Handler: TypeAlias = Callable[[Here, str], Turn]


@dataclass(frozen=True, slots=True)
class Command:
    """`words` are the ways to type it, with marks; the first is shown. `offered` decides in whose menu it stands.

    `reads` finds the command with an argument in what was typed ("báo cáo quý 1" → "2026Q1"), or None.
    """

    name: str
    words: tuple[str, ...]
    label: Message
    offered: Callable[[Speaker], bool]
    handle: Handler
    stranger: bool = False
    in_menu: bool = True
    reads: Callable[[str], str | None] | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A sheet to render the dialog with, answers that lead through it by key, and what its look-ups find (or a function
    of what they are asked)."""

    sheet: Any
    answers: Mapping[str, Json]
    found: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DialogSpec(Generic[S, C]):
    """`sheet` is the dialog's one read-only query, under today's rights: it raises core.errors.Refused where the
    person may not (any more). `carry_out` is the use case with its receipt. `queries` answer look-ups. `begin` gives
    answers to offer in a new draft, question by question. `steady` says until when (exclusive) the sheet would be the
    same as it was at the given instant, as long as no fact changes; without it the sheet is asked for at every update.
    """

    name: str
    title: Callable[[str], Message]
    sheet: Callable[[Here, str], S]
    script: Callable[[S], Dialog[C]]
    carry_out: Callable[[Here, str, C], Receipt]
    samples: Callable[[], Iterable[Sample]]
    queries: Mapping[str, Callable[[Here, Hashable], object]] = field(default_factory=dict)
    begin: Callable[[S], Mapping[str, Json]] | None = None
    steady: Callable[[S, datetime], datetime] | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything that can be talked about. `media` takes a photo or file (None: nothing is to be said at once),
    `withheld` hears of one that bears a mark of secrecy, of which nothing may be kept; `retold` words the receipt of a
    batch (see `Collect`) anew, once something else is asked. `stranger` takes the words of someone unknown, `contact` a
    card with a telephone number. `home` is the menu, and for someone unknown what to do first; nothing is said before
    it where it is `plain_home`. `bar` says whether a known person has something to settle first (barred.py)."""

    dialogs: Mapping[str, DialogSpec[Any, Any]]
    commands: Mapping[str, Command]
    media: Callable[[Here, "OpenPlace | None"], Turn | None]
    stranger: Handler
    home: Callable[[Here], Show]
    withheld: Callable[[Here], Collect | None] = lambda _here: None
    retold: Callable[[Here, str], tuple[Line, ...]] = lambda _here, _batch: ()
    contact: Callable[[Here], Turn | None] = lambda _here: None
    bar: Callable[[Here], "Barred | None"] = lambda _here: None
    plain_home: bool = False


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """The conversation and question in front when a photo came."""

    dialog: str
    subject: str
    question_subject: str
    question_kind: str
