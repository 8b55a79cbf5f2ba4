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
from core.errors import Refused
from core.files_out import Drawn, FileOrder, dedup_of, key_of
from core.message import Message, say
from core.outbox import Kind, Outgoing, Priority
from core.ports import Chance, UnitOfWork
from core.usecases.cell_desk import names_allowed

_ASKED_FOR: Final = timedelta(hours=1)
"""For so long a file is an answer; later it is a notice, and waits for the morning."""

MOST_BYTES: Final = 49 * 1024 * 1024
"""Telegram takes documents of up to 50 MB from a bot (core.telegram.org/bots/api, sendDocument)."""
_LETTERS: Final = "abcdefghijkmnpqrstuvwxyz23456789"
_TOKEN: Final = 32  # letters, five bits each


class FileMessages:
    """`takes_files`: whether that channel hands files over itself; elsewhere a file is fetched by a link below
    `public_url`, where our HTTP port is reached."""

    def __init__(
        self,
        words: Words,
        takes_files: Callable[[str], bool],
        public_url: Callable[[], str | None],
        quiet_until: Callable[[datetime], datetime | None],
        chance: Chance,
    ) -> None:
        self._words = words
        self._takes_files = takes_files
        self._public_url = public_url
        self._quiet_until = quiet_until
        self._chance = chance

    def made(
        self,
        uow: UnitOfWork,
        order: FileOrder,
        files: Sequence[Drawn],
        words: Sequence[Message],
        names_of: str | None,
        now: datetime,
    ) -> list[Outgoing]:
        lines = tuple(Line(each) for each in words) or (Line(say("Here is the file that you asked for.")),)
        against = self._against(uow, order, files, names_of)
        if against is None:
            handed = tuple(ScreenFile(key_of(order, number), file.name) for number, file in enumerate(files))
            return [self._outgoing(order, replace(self._screen(uow, order, lines), documents=handed), now)]
        links = self._links(uow, order, [file.name for file in files], against)
        return [self._outgoing(order, self._screen(uow, order, (*lines, *links)), now)]

    def _against(
        self, uow: UnitOfWork, order: FileOrder, files: Sequence[Drawn], names_of: str | None
    ) -> Message | None:
        """Why they cannot go through the messenger themselves, in the words for where there is no link either."""
        if not self._takes_files(order.channel):
            return _NO_ADDRESS
        if names_of is not None and not names_allowed(uow, names_of, order.channel):
            return _NAMES_STAY
        return _TOO_LARGE if any(len(file.data) > MOST_BYTES for file in files) else None

    def _links(self, uow: UnitOfWork, order: FileOrder, names: Sequence[str], against: Message) -> list[Line]:
        base = self._public_url()
        if base is None:
            raise Refused(against)
        lines = []
        for number, name in enumerate(names):
            token = self._chance.code(_LETTERS, _TOKEN)
            uow.files.add_link(token, order.id, number)
            address = f"{base.rstrip('/')}/f/{token}"
            lines.append(
                Line(say("“{name}”, to be opened within 24 hours: {address}", name=name, address=address))
            )
        return lines

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


_NO_ADDRESS: Final = say(
    "A file cannot be sent here. Please ask for it on Telegram, or have the administrator set up the system's web "
    "address."
)
_TOO_LARGE: Final = say(
    "It is too large to be sent here. Please have the administrator set up the system's web address."
)
_NAMES_STAY: Final = say(
    "It names comrades, and their unit keeps names off this messenger. Please have the administrator set up the "
    "system's web address, or make the file with the command line."
)
