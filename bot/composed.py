"""Messages that are put into words when they leave, by name (decision 0190). What is not here is not said.

A composer is asked inside the transaction that claims the row: it reads, for that person, what is true then, and
changes nothing. None: there is nothing to be said any more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeAlias

from bot.conversation.dialog import Option
from bot.conversation.front import Front, Mode
from bot.conversation.showing import Page, Words, put_into_words
from bot.conversation.voice import veiled
from bot.dialogs.reminder_words import reminder
from bot.screen import Screen, ShownOption
from core.clock import CalendarClock
from core.composing import to_compose
from core.mailing import REMIND
from core.outbox import Claimed
from core.people import Person
from core.ports import UnitOfWork
from core.reminders import HalfDay
from core.usecases.reminders import still_to_remind


@dataclass(frozen=True, slots=True)
class Telling:
    """To whom something is said, and when."""

    uow: UnitOfWork
    person: Person
    now: datetime


Composer: TypeAlias = Callable[[Telling, str], Page | None]
"""The argument is that of core.composing.ToCompose. The keywords of an option are what is typed for it, where there
are no buttons: a number would be taken for an answer to what is in front there."""


def _remind(telling: Telling, argument: str) -> Page | None:
    left = still_to_remind(telling.uow, telling.person.id, telling.now)
    if left is None:
        return None
    return reminder(telling.person, left, telling.now, evening=argument == HalfDay.EVENING)


COMPOSERS: Final[Mapping[str, Composer]] = {REMIND: _remind}


class Composed:
    """scheduler.sending.Compose."""

    def __init__(
        self, words: Words, clock: CalendarClock, composers: Mapping[str, Composer] = COMPOSERS
    ) -> None:
        self._words = words
        self._clock = clock
        self._composers = composers

    def __call__(self, uow: UnitOfWork, row: Claimed) -> bytes | None:
        """A name that nobody knows (of a later release, undone) says nothing: better one message too few."""
        asked = to_compose(row.payload)
        composer = None if asked is None else self._composers.get(asked.name)
        person = None if row.person is None else uow.people.get(row.person)
        if asked is None or composer is None or person is None:
            return None
        page = composer(Telling(uow, person, self._clock.now()), asked.argument)
        if page is None:
            return None
        if len(uow.talk.linked(row.address_row)) > 1:
            page = veiled(person.id, person.given_name, page.options)
        return self.screen(page).to_json()

    def screen(self, page: Page) -> Screen:
        screen, _ = put_into_words(page, Front(), self._words, Mode.HOME, "")
        typed = (self._typed(*each) for each in zip(screen.options, page.options, strict=True))
        return replace(screen, options=tuple(typed))

    def _typed(self, shown: ShownOption, option: Option) -> ShownOption:
        words = option.keywords[0] if option.keywords else ""
        return replace(shown, word=words if isinstance(words, str) else self._words.text(words))
