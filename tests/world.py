"""The fictional province, living in a database of its own, and phones in its people's hands.

Everything is real but the messenger: the engine, the registry, the words, the store. A phone shows what the outbox
would have delivered, on a channel with buttons ("telegram") or in plain text ("text"). The full way over HTTP is
tested in tests/bot/test_end_to_end.py.
"""

import asyncio
import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from bot.channels.capabilities import BY_CHANNEL
from bot.channels.text.render import render
from bot.composed import Composed
from bot.conversation.engine import Engine
from bot.conversation.here import Decision
from bot.file_messages import FileMessages
from bot.inbound import OTHERS_CONTACT, OWN_CONTACT, Inbound, Kind, Media
from bot.makers import makers_at
from bot.registry import REGISTRY
from bot.screen import Role, Screen
from bot.wanted import StillWanted
from bot.wording import Wording
from core.composing import to_compose
from core.entrance import Entrance
from core.making import Maker
from core.outbox import Claimed, Sent
from core.ports import UnitOfWork
from core.talk import Address
from core.usecases.load_demo import load_demo
from scheduler.making import FileWorker
from scheduler.sending import Sender
from storage.engine.store import open_store
from storage.migrations import migrate
from storage.vault import Vault
from storage.work import Repositories

T = TypeVar("T")
DEMO: Final = Path(__file__).resolve().parents[1] / "simulator" / "demo_province.json"
BEGIN: Final = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)  # 9 in the morning
THINKING: Final = timedelta(seconds=5)
OWNER: Final = "world/test"
PUBLIC_URL: Final = "https://neuguong.example"


class Dice:
    """core.ports.Chance, the same at every run."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)

    def new_id(self) -> str:
        return f"{self._random.getrandbits(64):016x}"

    def code(self, alphabet: str, length: int) -> str:
        return "".join(self._random.choice(alphabet) for _ in range(length))


def can_edit(channel: str) -> bool:
    return BY_CHANNEL[channel].edits


class World:
    """`codes` are the link codes of the demo's people, by person."""

    def __init__(self, url: str, now: datetime = BEGIN) -> None:
        migrate(url)
        self.store_url = url
        self.vault = Vault(b"k" * 32)
        self.store = open_store(url, partial(Repositories, vault=self.vault))
        self.now = now
        self.dice = Dice()
        self.words = Wording(strict=True)
        self.engine = Engine(REGISTRY, self.words, OWNER, lambda _now: None, self.dice, can_edit)
        self.codes: dict[str, str] = {}
        self.phones: list[Phone] = []
        self.makers: dict[str, Maker[Any]] = dict(
            makers_at(lambda: Entrance(self.public_url, "neu_guong_bot"))
        )
        self.drawer = Drawer()
        self.public_url: str | None = PUBLIC_URL
        self.clock = _Clock(self)
        composed = Composed(self.words, self.clock)
        self.sender = Sender(self.store, {}, {}, self.clock, StillWanted(self.clock), composed)
        self._updates = 0

    def load_demo(self) -> None:
        data = json.loads(DEMO.read_text(encoding="utf-8"))
        rows = self.do(lambda uow: list(load_demo(uow, data, self.now, self.dice)))
        self.codes = {row.person: row.link_code for row in rows}

    def do(self, work: Callable[[UnitOfWork], T]) -> T:
        return self.store.run_sync(work)

    def phone(self, person: str, channel: str = "telegram") -> "Phone":
        """The phone of a person of the demo, linked, with the consents given."""
        phone = Phone(self, channel, f"chat-{person}")
        phone.says(f"/start {self.codes[person]}")
        phone.chooses("Đúng")
        phone.agrees()
        return phone

    def stranger(self, channel: str = "telegram") -> "Phone":
        return Phone(self, channel, f"stranger-{len(self.phones)}")

    def next_key(self) -> str:
        self._updates += 1
        return f"u{self._updates}"

    def deliver(self) -> None:
        """Everything that waits in the outbox arrives on the phones."""
        for phone in self.phones:
            phone.receive_all()

    def make_files(self) -> None:
        """Every file that was ordered is made, and arrives."""
        asyncio.run(self.file_worker().make_all())
        self.deliver()

    def file_worker(self, owner: str = "world/files") -> FileWorker:
        messages = FileMessages(
            self.words,
            lambda channel: BY_CHANNEL[channel].files_out,
            lambda: self.public_url,
            _never,
            self.dice,
        )
        return FileWorker(
            self.store,
            self.makers,
            self.drawer,
            messages,
            self.words,
            owner,
            lambda: None,
            self.clock,
            self.dice,
            lambda: "E-WORLD",
        )

    def close(self) -> None:
        self.store.close_sync()


def _never(now: datetime) -> None:
    """Nothing has to wait for the morning."""
    del now


class _Clock:
    """core.clock.CalendarClock, by the world's time."""

    def __init__(self, world: World) -> None:
        self._world = world

    def now(self) -> datetime:
        return self._world.now

    def offset(self) -> timedelta:
        return timedelta()


class Drawer:
    """core.files_out.FileKeeper in memory; `files` are the bytes by key."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def put_file(self, key: str, data: bytes) -> None:
        self.files[key] = data

    def file(self, key: str) -> bytes | None:
        return self.files.get(key)

    def delete_file(self, key: str) -> None:
        self.files.pop(key, None)


@dataclass
class Bubble:
    """A message as the phone shows it. `files` are the bytes that it hands over, by name."""

    id: str
    screen: Screen
    parts: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)


class Phone:
    """Says, taps and sends photos; `sees` is the newest message. Every prompt is read before the next word."""

    def __init__(self, world: World, channel: str, chat: str) -> None:
        self.world = world
        self.channel = channel
        self.address = Address(channel, "bot", chat)
        self.bubbles: list[Bubble] = []
        self.said: list[Inbound] = []
        self._message = 100
        world.phones.append(self)

    # what it shows

    @property
    def shown(self) -> Screen:
        return self.bubbles[-1].screen

    @property
    def sees(self) -> str:
        if self.channel == "text":
            return "\n".join(self.bubbles[-1].parts)
        return "\n".join(paragraph.text for paragraph in self.shown.paragraphs)

    @property
    def everything(self) -> str:
        return "\n".join(p.text for bubble in self.bubbles for p in bubble.screen.paragraphs)

    @property
    def choices(self) -> list[str]:
        return [option.label for option in self.shown.options if option.role is Role.CHOICE]

    # what its owner does

    def says(self, text: str, *, after: timedelta = THINKING, message_id: str = "", **rest: Any) -> Decision:  # noqa: ANN401
        self.world.now += after
        own = message_id or self._next_message()
        return self._send(Kind.TEXT, text=text, message_id=own, **rest)

    def taps(self, label: str, bubble: Bubble | None = None) -> Decision:
        """Presses the button with this label (or one that begins so)."""
        self.world.now += THINKING
        shown = bubble or self.bubbles[-1]
        found = [o for o in shown.screen.options if o.label == label] or [
            o for o in shown.screen.options if o.label.startswith(label)
        ]
        assert found, (
            f"no button {label!r} among {[o.label for o in shown.screen.options]} under: {self.sees}"
        )
        return self._send(Kind.TAP, data=found[0].data, tap_id=f"tap{len(self.said)}", message_id=shown.id)

    def chooses(self, label: str) -> Decision:
        """By button where there are buttons, else by the number or word that the text names."""
        if self.channel == "telegram":
            return self.taps(label)
        choices = [option for option in self.shown.options if option.role is Role.CHOICE]
        for number, option in enumerate(choices, 1):
            if option.label.startswith(label):
                return self.says(option.word or str(number))
        for option in self.shown.options:
            if option.label.startswith(label):
                return self.says(option.word)
        raise AssertionError(f"no choice {label!r} in: {self.sees}")

    def agrees(self) -> None:
        """To everything that the first contact asks for, one purpose after the other."""
        while "Đồng ý" in self.choices:
            self.chooses("Đồng ý")

    def sends_photo(
        self, ref: str, *, album: str | None = None, name: str | None = None, caption: str = ""
    ) -> Decision:
        self.world.now += timedelta(seconds=1)
        media = Media(ref, ref, as_photo=name is None, name=name, album=album)
        return self._send(Kind.MEDIA, media=media, text=caption, message_id=self._next_message())

    def shares(self, phone: str, *, own: bool = True) -> Decision:
        """Hands over a contact: one's own, or somebody else's."""
        self.world.now += THINKING
        what = OWN_CONTACT if own else OTHERS_CONTACT
        return self._send(Kind.CONTACT, text=phone, what=what, message_id=self._next_message())

    def sends(self, what: str) -> Decision:
        self.world.now += THINKING
        return self._send(Kind.UNREADABLE, what=what, message_id=self._next_message())

    def again(self) -> Decision:
        """The newest update is delivered once more."""
        return self._hear(self.said[-1])

    def _send(self, kind: Kind, **rest: Any) -> Decision:  # noqa: ANN401
        sent_at = None if kind is Kind.TAP else self.world.now
        in_order = self.channel == "telegram"
        key = self.world.next_key()
        said = Inbound(key, self.address, kind, self.world.now, sent_at=sent_at, in_order=in_order, **rest)
        self.said.append(said)
        return self._hear(said)

    def _hear(self, said: Inbound) -> Decision:
        decision = self.world.do(lambda uow: self.world.engine.decide(uow, said))
        self._receive_these(decision.claimed)
        self.world.deliver()
        return decision

    # what arrives

    def receive_all(self) -> None:
        """Whatever is due for this address, in order."""
        line = (self.channel, "bot")
        while rows := self.world.do(lambda uow: uow.outbox.claim(line, OWNER, 50, self.world.now)):
            for row in self.world.do(partial(_in_words, rows=rows, world=self.world)):
                owner = next((p for p in self.world.phones if p.address.id == row.chat), None)
                (owner or self)._receive_these([row])

    def _receive_these(self, rows: Sequence[Claimed]) -> None:
        """And whatever has become due behind them meanwhile, as the sender does."""
        for row in rows:
            self._receive(row)
        for row in rows[-1:]:
            while following := self.world.do(partial(_next_reply, sent=row, now=self.world.now)):
                self._receive(following)

    def _receive(self, row: Claimed) -> None:
        screen = Screen.from_json(row.payload)
        parts = render(screen, self.world.words) if self.channel == "text" else []
        if row.edits and can_edit(self.channel):
            bubble = next(b for b in self.bubbles if b.id == row.edits)
            bubble.screen = screen
            self.bubbles.append(self.bubbles.pop(self.bubbles.index(bubble)))
            number = bubble.id
        else:
            number = self._next_message()
            files = {each.name: self.world.drawer.files[each.key] for each in screen.documents}
            self.bubbles.append(Bubble(number, screen, parts, files))
        sent = Sent(number, self.world.now)
        self.world.do(lambda uow: uow.outbox.record(row, sent, self.world.now))

    def _next_message(self) -> str:
        self._message += 1
        return str(self._message)


def _in_words(uow: UnitOfWork, rows: Sequence[Claimed], world: World) -> list[Claimed]:
    """As the relay does, in the transaction of the claim."""
    ready = []
    for row in rows:
        found = row if to_compose(row.payload) is None else world.sender.vet(uow, row, world.now)
        if isinstance(found, Claimed):
            ready.append(found)
        else:
            uow.outbox.record(row, found, world.now)
    return ready


def _next_reply(uow: UnitOfWork, sent: Claimed, now: datetime) -> Claimed | None:
    return uow.outbox.next_reply(sent.address_row, sent.owner, now)


@contextmanager
def living(url: str, now: datetime = BEGIN) -> Iterator[World]:
    world = World(url, now)
    try:
        world.load_demo()
        yield world
    finally:
        world.close()
