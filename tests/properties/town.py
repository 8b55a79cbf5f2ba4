"""A town for any sequence of events: the real world on a database, phones that check what they are shown, restarts.

Everyone is linked already. Lão San has a pledge and two phones; Huy types in plain text and has none; Pham and Quý
review them; Cường is the level above. Sa Rết and Đức Anh are elsewhere and may see nothing of them, nor they of her.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.conversation.engine import Engine
from bot.conversation.here import Decision
from bot.inbound import Inbound, Kind
from bot.registry import REGISTRY
from core.consent import CURRENT, Consent, Purpose
from core.occasion import local_day
from core.outbox import Claimed, Gone
from core.ports import UnitOfWork
from core.talk import Address
from core.usecases.open_period import begun, open_period
from storage.engine.statements import Statement
from storage.engine.store import open_store
from storage.tables import metadata
from storage.work import Repositories
from tests.properties.holds import Held, check, held
from tests.world import BEGIN, OWNER, Dice, Phone, World, can_edit, living

PEOPLE: Final = {
    "M16": "Chảo Láo San",
    "M15": "Đặng Thị Huy",
    "M13": "Triệu Mùi Pham",
    "M14": "Bàn Tiến Quý",
    "M03": "Nông Văn Cường",
    "M34": "Kim Thị Sa Rết",
    "M20": "Trần Đức Anh",
}
PHONES: Final = (
    ("M16", "telegram", "chat-M16"),
    ("M16", "text", "zalo-M16"),
    ("M15", "text", "chat-M15"),
    ("M13", "telegram", "chat-M13"),
    ("M14", "text", "chat-M14"),
    ("M03", "telegram", "chat-M03"),
    ("M34", "telegram", "chat-M34"),
    ("M20", "telegram", "chat-M20"),
    ("", "text", "nobody"),
)
"""Who holds which phone; the last is somebody unknown."""
_ANSWERED: Final = frozenset({Kind.TEXT, Kind.TAP, Kind.UNREADABLE, Kind.CONTACT, Kind.EDITED})
_SAME_CELL: Final = frozenset({"M13", "M14", "M15", "M16"})
_OVER: Final = {
    "M13": {"M14", "M15", "M16"},
    "M14": {"M13", "M15", "M16"},
    "M03": {"M13", "M14", "M15", "M16", "M20"},
}


def mark(person: str, *, report: bool) -> str:
    """Ends what this person types, so that it is known wherever it is shown."""
    return f"(ghi {'BC' if report else 'ĐK'} {person})"


def unseen_by(reader: str) -> tuple[str, ...]:
    """What may never stand on this person's phones: names and words of those outside the reader's scope.

    Comrades of a cell may read each other's confirmed pledges and know each other's names; reports they may not read.
    """
    words = []
    for person, name in PEOPLE.items():
        related = (
            person in _OVER.get(reader, ())
            or reader in _OVER.get(person, ())
            or {person, reader} <= _SAME_CELL
        )
        if person != reader and not related:
            words += [name, mark(person, report=False)]
        if person != reader and person not in _OVER.get(reader, ()):
            words.append(mark(person, report=True))
    return tuple(words)


def build(url: str) -> None:
    """Fills the database in which every example begins."""
    with living(url) as world:
        for person, channel, chat in PHONES[:-1]:
            address = Address(channel, "bot", chat)
            world.do(partial(_settle, person=person, address=address, now=world.now))


def _settle(uow: UnitOfWork, person: str, address: Address, now: datetime) -> None:
    for purpose in (Purpose.PROCESSING, Purpose.TELEGRAM):
        consent = Consent(
            person, purpose, CURRENT[purpose], given=True, at=now, channel="telegram", message_id="1"
        )
        uow.consents.record(consent)
    uow.talk.link(uow.talk.line(address), person, now)


class Town(World):
    """`lose_replies` lets the process die between the next commit and its replies."""

    def __init__(self, url: str) -> None:
        super().__init__(url, BEGIN)
        self.url = url
        self.dice = Dice(2)  # not the ids again that the template was built with
        self.boots = 0
        self.lose_replies = False
        self.handsets = [Handset(self, person, channel, chat) for person, channel, chat in PHONES]
        self._wake()

    def _wake(self) -> None:
        self.boots += 1
        owner = f"world/boot{self.boots}"
        self.engine = Engine(REGISTRY, self.words, owner, lambda _now: None, self.dice, can_edit)
        self.do(lambda uow: uow.outbox.take_over(OWNER, self.now, dead="world"))

    def restart(self) -> None:
        """Killed, and started anew on the same file."""
        self.store.close_sync()
        self.store = open_store(self.url, partial(Repositories, vault=self.vault))
        self._wake()
        self.deliver()

    def later(self, by: timedelta) -> None:
        self.now += by
        for document in begun(local_day(self.now)):
            self.do(partial(open_period, document=document))
        self.deliver()

    def held(self) -> Held:
        return self.do(lambda uow: held(uow, tuple(PEOPLE)))

    def rows(self) -> list[str]:
        """Everything that is stored, for comparing."""
        return self.do(_everything)


def _everything(uow: UnitOfWork) -> list[str]:
    assert isinstance(uow, Repositories)
    found = []
    for table in metadata.sorted_tables:
        every = Statement(f'select * from "{table.name}"')  # noqa: S608  # a name of our own
        found += sorted(repr(row) for row in uow.connection.fetch_all(every))
    return found


class Handset(Phone):
    """A phone that checks, with everything it says and shows, what must hold (holds.py)."""

    def __init__(self, town: Town, person: str, channel: str, chat: str) -> None:
        super().__init__(town, channel, chat)
        self.town = town
        self.person = person
        self.blocked = False
        self.buttons: list[tuple[str, str]] = []
        """Every button that ever was on this phone: the message it stood under, and its data."""
        self.arrived = 0
        self._unseen = unseen_by(person)

    # what its owner does

    def edits(self, message: str, text: str) -> Decision:
        self.world.now += timedelta(seconds=5)
        return self._send(Kind.EDITED, text=text, message_id=message)

    def presses(self, message: str, data: str) -> Decision:
        self.world.now += timedelta(seconds=2)
        return self._send(Kind.TAP, data=data, tap_id=f"tap{len(self.said)}", message_id=message)

    def sends_contact(self) -> Decision:
        return self._send(Kind.CONTACT, message_id=self._next_message())

    def blocks(self, *, shut: bool) -> Decision:
        self.blocked = shut
        return self._send(Kind.BLOCKED if shut else Kind.UNBLOCKED)

    def again(self, number: int = -1) -> Decision:
        """An update of before is delivered once more: nothing at all changes, and a tap is answered."""
        said = self.said[number]
        self.town.deliver()  # what has become due meanwhile has nothing to do with it
        before = self.town.rows()
        decision = Phone._hear(self, replace(said, received_at=self.world.now))
        assert self.town.rows() == before, f"{said.kind} took effect twice"
        assert decision.taps == ([said.tap_id] if said.kind is Kind.TAP else [])
        return decision

    # what is checked

    def _hear(self, said: Inbound) -> Decision:
        before, arrived = self.town.held(), self.arrived
        may_be_lost = self.town.lose_replies and self.channel == "text"  # there nothing is sent twice
        decision = self._decided(said)
        if said.kind is Kind.TAP:
            assert decision.taps == [said.tap_id], "a tap is answered"
        if said.kind in _ANSWERED and not may_be_lost:
            assert self.arrived > arrived, f"no answer to {said}"
        sees = None if may_be_lost else self.sees
        check(before, self.town.held(), self.person, said, sees)
        return decision

    def _decided(self, said: Inbound) -> Decision:
        if not self.town.lose_replies:
            return super()._hear(said)
        self.town.lose_replies = False
        decision = self.world.do(lambda uow: self.world.engine.decide(uow, said))
        self.town.restart()
        return decision

    def _receive(self, row: Claimed) -> None:
        if self.blocked:  # what was on its way already meets a shut door
            self.world.do(lambda uow: uow.outbox.record(row, Gone("blocked"), self.world.now))
            return
        super()._receive(row)
        self.arrived += 1
        bubble = self.bubbles[-1]
        for option in bubble.screen.options:
            assert 0 < len(option.data.encode()) <= 64
            assert option.label.strip()
            self.buttons.append((bubble.id, option.data))
        shown = "\n".join(
            [
                *(p.text for p in bubble.screen.paragraphs),
                *(o.label for o in bubble.screen.options),
                *bubble.parts,
            ]
        )
        for words in self._unseen:
            assert words not in shown, f"{self.person} is shown {words!r}: {shown}"

    def _next_message(self) -> str:
        """With room between for what was typed before a prompt came."""
        self._message += 9
        return super()._next_message()
