"""What a person is told when a file was made, may not be made, or cannot be (scheduler.making.Tell)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.conversation.dialog import Line, hint
from bot.conversation.front import FRESH, Mode
from bot.conversation.showing import Page, Words, put_into_words
from bot.screen import Screen, ScreenFile
from bot.wanted import FILE_FOR
from core.files_out import FileOrder, dedup_of, key_of
from core.message import Message, say
from core.outbox import Kind, Outgoing, Priority
from core.ports import Chance, UnitOfWork

_ASKED_FOR: Final = timedelta(hours=1)
"""For so long a file is an answer; later it is a notice, and waits for the morning."""

_LETTERS: Final = "abcdefghijkmnpqrstuvwxyz23456789"
_TOKEN: Final = 32  # letters, five bits each


class FileMessages:
    """`takes_files`: whether that channel hands files over itself; elsewhere the file is fetched by a link."""

    def __init__(
        self,
        words: Words,
        takes_files: Callable[[str], bool],
        quiet_until: Callable[[datetime], datetime | None],
        chance: Chance,
    ) -> None:
        self._words = words
        self._takes_files = takes_files
        self._quiet_until = quiet_until
        self._chance = chance

    def made(
        self, uow: UnitOfWork, order: FileOrder, names: Sequence[str], words: Sequence[Message], now: datetime
    ) -> list[Outgoing]:
        files = []
        for number, name in enumerate(names):
            token = "" if self._takes_files(order.channel) else self._chance.code(_LETTERS, _TOKEN)
            if token:
                uow.files.add_link(token, order.id, number)
            files.append(ScreenFile(key_of(order, number), name, token))
        lines = tuple(Line(each) for each in words) or (Line(say("Here is the file that you asked for.")),)
        screen = replace(self._screen(uow, order, lines), documents=tuple(files))
        return [self._outgoing(order, screen, now)]

    def refused(self, uow: UnitOfWork, order: FileOrder, words: Message, now: datetime) -> list[Outgoing]:
        lines = (Line(say("The file was not made.")), Line(words))
        return [self._outgoing(order, self._screen(uow, order, lines), now)]

    def failed(self, uow: UnitOfWork, order: FileOrder, error_id: str, now: datetime) -> list[Outgoing]:
        lines = (
            Line(say("The file could not be made. Error {id}.", id=error_id)),
            hint(say("Please ask for it again later, or name this error to the administrator.")),
        )
        return [self._outgoing(order, self._screen(uow, order, lines), now)]

    def _screen(self, uow: UnitOfWork, order: FileOrder, lines: tuple[Line, ...]) -> Screen:
        who = uow.people.get(order.person)
        if who and len(uow.talk.linked(order.address)) > 1:
            lines = (hint(say("Comrade {name}:", name=who.given_name)), *lines)
        screen, _ = put_into_words(Page(lines), FRESH, self._words, Mode.HOME, "")
        return screen

    def _outgoing(self, order: FileOrder, screen: Screen, now: datetime) -> Outgoing:
        asked = now - order.ordered_at <= _ASKED_FOR
        return Outgoing(
            address=order.address,
            payload=screen.to_json(),
            kind=Kind.RECEIPT if asked else Kind.NOTICE,
            priority=Priority.REPLY if asked else Priority.NOTICE,
            dedup=dedup_of(order.id),
            person=order.person,
            wanted=f"{FILE_FOR} {order.address}:{order.person}",
            not_before=None if asked else self._quiet_until(now),
        )
