"""How a file that goes out is made: facts collected under the orderer's rights of that moment, then drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from core.files_out import Drawn, FileOrder
from core.message import Message
from core.ports import Chance, UnitOfWork

F = TypeVar("F")


class Words(Protocol):
    """The wording of the reader's language."""

    def text(self, message: Message) -> str: ...


def _nothing_more(uow: UnitOfWork, order: FileOrder, facts: object, now: datetime) -> None:
    del uow, order, facts, now


def _nobody(facts: object) -> str | None:
    del facts
    return None


def no_words(facts: object) -> tuple[Message, ...]:
    del facts
    return ()


@dataclass(frozen=True, slots=True)
class Maker(Generic[F]):
    """How files of one kind are made.

    `collect` is a use case in core: it asks core/access.py for the orderer, on the day of making, and raises Refused;
    it only reads, for it may run again. `draw` is a function of documents/: pure, run in a thread, at most MOST_FILES
    files. `settle` runs in the very transaction that records the files as made: what is true only once the file
    exists (link codes, a line in the log of exports) is written there; it may raise Refused, and then nothing goes out.
    `words` are said with the file. `names_of` is the path of the unit whose people
    the file names, None where it names at most the orderer: such a file does not pass through a messenger that those
    names are kept off (core/settings.py NAMES_ON_TELEGRAM), but is fetched by a link.
    """

    collect: Callable[[UnitOfWork, FileOrder, datetime, Chance], F]
    draw: Callable[[F, Words], Sequence[Drawn]]
    words: Callable[[F], tuple[Message, ...]] = no_words
    settle: Callable[[UnitOfWork, FileOrder, F, datetime], None] = _nothing_more
    names_of: Callable[[F], str | None] = _nobody


Makers: TypeAlias = Mapping[str, Maker[Any]]
