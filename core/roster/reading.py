"""What the reader of a file gives out, and what it is told: the file itself is no business of core's."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, Protocol, TypeAlias

from core.message import Message, say
from core.roster.rows import RosterRow

MOST_BYTES: Final = 40 * 1024 * 1024
MOST_ROWS: Final = 300_000
MOST_COLUMNS: Final = 300
EVERY_SHEET: Final = "*"
AS_IT_IS: Final = "unicode"
"""Chosen instead of an old encoding: the letters are left alone."""


class Unreadable(StrEnum):
    """Stored with a batch: a value never changes its meaning."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_TABLE = "not_a_table"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    BOMB = "bomb"
    ENTITIES = "entities"
    TOO_WIDE = "too_wide"
    TOO_LONG = "too_long"
    TOO_MUCH = "too_much"
    NO_HEADER = "no_header"
    NO_PEOPLE = "no_people"
    NO_SUCH_SHEET = "no_such_sheet"
    NOT_FETCHED = "not_fetched"
    NOT_BY_MESSENGER = "not_by_messenger"


WORDS: Final[Mapping[Unreadable, Message]] = {
    Unreadable.EMPTY: say("The file is empty."),
    Unreadable.TOO_LARGE: say(
        "The file is larger than {megabytes} MB. Please split it, a file a unit.",
        megabytes=MOST_BYTES // (1024 * 1024),
    ),
    Unreadable.NOT_A_TABLE: say(
        "This is no spreadsheet, whatever its name says. Please save the list as .xlsx or .csv and send it again."
    ),
    Unreadable.ENCRYPTED: say(
        "The file is locked by a password. Please save it without one and send it again."
    ),
    Unreadable.BROKEN: say(
        "The file is damaged or cut short. Please open it in Excel, save it anew, and send it again."
    ),
    Unreadable.BOMB: say("The file unpacks to far more than a list can be, so it was not opened."),
    Unreadable.ENTITIES: say("The file contains declarations that no list needs, so it was not opened."),
    Unreadable.TOO_WIDE: say(
        "The sheet has more than {count} columns. A list needs about ten: please use the template.",
        count=MOST_COLUMNS,
    ),
    Unreadable.TOO_LONG: say(
        "The list has more than {count} rows. Please split it, a file a unit.", count=MOST_ROWS
    ),
    Unreadable.TOO_MUCH: say(
        "Reading the file takes more memory or time than a list may. Please copy the list alone to a new file."
    ),
    Unreadable.NO_HEADER: say(
        "No row with titles was found: the list needs the columns “Họ và tên” and, for example, “Năm sinh”. Please use"
        " the template."
    ),
    Unreadable.NO_PEOPLE: say("There is nobody below the row of titles."),
    Unreadable.NO_SUCH_SHEET: say("The file has no such sheet with a list."),
    Unreadable.NOT_BY_MESSENGER: say(
        "The file is larger than this messenger hands over (20 MB). Please split it, a file a unit, or have the"
        " administrator import it."
    ),
    Unreadable.NOT_FETCHED: say("The file did not come through. Please send it again."),
}


class CannotRead(Exception):
    """The file as a whole; nothing of it was taken."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why.value)
        self.why = why

    @property
    def words(self) -> Message:
        return WORDS[self.why]


class Note(StrEnum):
    """What is said beside a list that was read all the same."""

    MACROS = "macros"
    LINKS = "links"
    OLD_XLS = "old_xls"


@dataclass(frozen=True, slots=True)
class Wish:
    """What its sender has chosen so far; empty where nothing was asked yet. `sheet` may be EVERY_SHEET, `encoding` a
    core.text.old_encodings.OldEncoding or AS_IT_IS, `names` a core.roster.rows.NameCase, `unit` a unit's id."""

    sheet: str = ""
    encoding: str = ""
    names: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class OldText:
    """So many names read as Vietnamese only by this encoding; `samples` are three of them, as found and decoded."""

    encoding: str
    count: int
    samples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """`columns` are (field, title, letter). `titles` stand above the header."""

    name: str
    columns: tuple[tuple[str, str, str], ...]
    others: tuple[str, ...] = ()
    not_kept: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """`sheets` have a list. Where `asks_sheet` or `old` (and nothing was wished) no rows follow."""

    sheets: tuple[SheetSeen, ...]
    notes: tuple[str, ...] = ()
    asks_sheet: bool = False
    old: tuple[OldText, ...] = ()

    @property
    def asks(self) -> bool:
        return self.asks_sheet or bool(self.old)


SKIPPED_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Tail:
    """`capitals` names are all in capitals; `not_offices` are words of the office column that are none, with how often;
    `skipped` are lines about no person: of more than SKIPPED_SHOWN one more, to say so."""

    rows: int
    without_unit: int = 0
    capitals: int = 0
    skipped: tuple[int, ...] = ()
    not_offices: tuple[tuple[str, int], ...] = ()
    capital_samples: tuple[tuple[str, str], ...] = field(default=())


Reading: TypeAlias = "Head | list[RosterRow] | Tail"


class RosterReader(Protocol):
    """Blocks; belongs in a worker thread. Gives a Head, then slices of rows, then a Tail. Raises CannotRead."""

    def read(self, data: bytes, wish: Wish, today: date) -> Iterator[Reading]: ...


def head_to_json(head: Head) -> dict[str, Any]:
    return asdict(head)


def head_from_json(stored: dict[str, Any]) -> Head:
    sheets = tuple(
        SheetSeen(
            each["name"],
            tuple((a, b, c) for a, b, c in each["columns"]),
            tuple(each["others"]),
            tuple(each["not_kept"]),
            tuple(each["titles"]),
        )
        for each in stored["sheets"]
    )
    old = tuple(
        OldText(each["encoding"], each["count"], tuple((a, b) for a, b in each["samples"]))
        for each in stored["old"]
    )
    return Head(sheets, tuple(stored["notes"]), stored["asks_sheet"], old)


def tail_to_json(tail: Tail) -> dict[str, Any]:
    return asdict(tail)


def tail_from_json(stored: dict[str, Any]) -> Tail:
    return Tail(
        stored["rows"],
        stored["without_unit"],
        stored["capitals"],
        tuple(stored["skipped"]),
        tuple((words, count) for words, count in stored["not_offices"]),
        tuple((a, b) for a, b in stored["capital_samples"]),
    )
