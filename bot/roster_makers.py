"""Files about lists of people that can be ordered: the template, and the rows to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.handlers.roster import ERRORS_FILE, TEMPLATE_FILE
from bot.roster_errors import ErrorTable, error_table
from core.errors import NotAllowed
from core.files_out import Drawn, FileOrder
from core.making import Maker, Makers, Words
from core.message import Message, say
from core.occasion import local_day
from core.ports import Chance, UnitOfWork
from core.usecases.import_roster import own_batch


@dataclass(frozen=True, slots=True)
class Nothing:
    """The template needs no facts."""


def _nothing(uow: UnitOfWork, order: FileOrder, now: datetime, chance: Chance) -> Nothing:
    del uow, order, now, chance
    return Nothing()


def _template(facts: Nothing, words: Words) -> Sequence[Drawn]:
    from documents.roster_files import template

    del facts
    return (Drawn("mau-danh-sach.xlsx", template(words)),)


def _errors(uow: UnitOfWork, order: FileOrder, now: datetime, chance: Chance) -> ErrorTable:
    del chance
    speaker = uow.people.speaker(order.person, local_day(now))
    if speaker is None:
        raise NotAllowed(say("This is outside what you look after."))
    own_batch(uow, speaker, order.argument)
    return error_table(uow, order.argument, local_day(now))


def _error_file(facts: ErrorTable, words: Words) -> Sequence[Drawn]:
    from bot.roster_errors import error_file

    return (Drawn("dong-can-xem.xlsx", error_file(facts, words)),)


def _template_words(facts: Nothing) -> tuple[Message, ...]:
    del facts
    return (say("Here is the template. When it is filled in, send it here."),)


def _error_words(facts: ErrorTable) -> tuple[Message, ...]:
    del facts
    return (say("Here are the rows to look at, each with its reason."),)


ROSTER_MAKERS: Final[Makers] = {
    TEMPLATE_FILE: Maker(_nothing, _template, _template_words),
    ERRORS_FILE: Maker(_errors, _error_file, _error_words, names_of=lambda table: table.path),
}
