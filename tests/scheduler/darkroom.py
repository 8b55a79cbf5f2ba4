"""The worker that fetches photos, on the real store and the real keeper of bytes; the messenger alone is a fake."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.channels.capabilities import BY_CHANNEL
from bot.handlers.photo_receipts import PhotoReceipts
from bot.inbound import Media
from core.evidence import EvidenceUnavailable
from core.fetching import Fetched, Lost, Outcome
from core.photos import Photo, PhotoState
from scheduler.evidence_bytes import EvidenceBytes
from scheduler.fetching import Fetcher
from storage.evidence.keeper import EvidenceKeeper
from storage.evidence.store import EvidenceStore, open_store
from tests.handlers.photos.album import arrive, parts, photos_of, sent
from tests.storage.evidence import samples
from tests.world import Phone, World

LINE = ("telegram", "bot")


@dataclass
class Messenger:
    """Hands over what was put there, after as many failures as it was told to have. `gate` holds everything back."""

    files: dict[str, bytes] = field(default_factory=dict)
    failures: dict[str, list[Outcome | Exception]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, photo: Photo) -> Outcome:
        self.asked.append(photo.ref)
        await self.gate.wait()
        if self.failures.get(photo.ref):
            failure = self.failures[photo.ref].pop(0)
            if isinstance(failure, Exception):
                raise failure
            return failure
        data = self.files.get(photo.ref)
        return Lost() if data is None else Fetched(data)


@dataclass
class Watch:
    """Both clocks of the worker; the test moves them."""

    world: World
    ticks: float = 0.0

    def now(self) -> datetime:
        return self.world.now.astimezone(UTC)

    def offset(self) -> timedelta:
        return timedelta()

    def seconds(self) -> float:
        return self.ticks


class Shelf(EvidenceKeeper):
    """The real keeper, which can be out of reach, or stop a process just before or just after it has put a file."""

    def __init__(self, store: EvidenceStore) -> None:
        super().__init__(store)
        self.away = False
        self.on_put: Callable[[], None] = lambda: None
        self.after_put: Callable[[], None] = lambda: None

    def put(self, data: bytes) -> str:
        self.on_put()
        if self.away:
            raise EvidenceUnavailable("put failed: the disk is away")
        key = super().put(data)
        self.after_put()
        return key

    def delete(self, sha256: str) -> None:
        if self.away:
            raise EvidenceUnavailable("delete failed: the disk is away")
        super().delete(sha256)


@dataclass
class Darkroom:
    world: World
    messenger: Messenger
    shelf: Shelf
    watch: Watch
    folder: Path
    patience: timedelta = timedelta(hours=24)
    woken: int = 0

    def fetcher(self) -> tuple[Fetcher, EvidenceBytes]:
        evidence = EvidenceBytes(self.world.store, self.shelf)
        tell = PhotoReceipts(self.world.words, lambda channel: BY_CHANNEL[channel].edits, lambda _now: None)
        return Fetcher(
            self.world.store,
            {LINE: self.messenger, ("text", "bot"): self.messenger},
            evidence,
            tell,
            self._wake,
            self.watch,
            self.watch,
            patience=self.patience,
        ), evidence

    def _wake(self) -> None:
        self.woken += 1

    @asynccontextmanager
    async def working(self) -> AsyncIterator[Fetcher]:
        fetcher, evidence = self.fetcher()
        task = asyncio.create_task(fetcher.run())
        try:
            yield fetcher
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            evidence.close()
            if not task.cancelled() and (fault := task.exception()) is not None:
                raise fault

    async def until(self, so: Callable[[], bool], fetcher: Fetcher) -> None:
        """Time passes, at a thousand times its speed, until it is so."""
        async with asyncio.timeout(20):
            while not so():
                self.watch.ticks += 5.0
                fetcher.wake()
                await asyncio.sleep(0.005)

    async def fetch_all(self, person: str = "M03") -> None:
        self.messenger.gate.set()
        async with self.working() as fetcher:
            await self.until(lambda: not self.states(person)[PhotoState.NOTED], fetcher)

    def photos(self, person: str = "M03") -> list[Photo]:
        return photos_of(self.world, person)

    def states(self, person: str = "M03") -> dict[PhotoState, int]:
        found = [photo.state for photo in self.photos(person)]
        return {state: found.count(state) for state in PhotoState}

    def files(self) -> int:
        return sum(1 for file in self.folder.rglob("*") if file.is_file())


def darkroom(world: World, folder: Path) -> Darkroom:
    folder.mkdir(exist_ok=True)
    store = open_store(folder.as_uri(), world.vault)
    return Darkroom(world, Messenger(), Shelf(store), Watch(world), folder)


def picture(seed: int) -> bytes:
    return samples.jpeg(samples.scene(seed))


def send(phone: Phone, room: Darkroom, *pictures: bytes, album: str = "a1", start: int = 500) -> None:
    """An album of these, as photos."""
    for part, data in zip(parts(phone, len(pictures), album=album, start=start), pictures, strict=True):
        assert part.media
        room.messenger.files[part.media.ref] = data
        arrive(phone, part)


def send_file(phone: Phone, room: Darkroom, data: bytes, name: str, message_id: str = "700") -> None:
    room.messenger.files[name] = data
    arrive(
        phone, sent(phone, Media(name, f"u-{name}", as_photo=False, name=name, size=len(data)), message_id)
    )
