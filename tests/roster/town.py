"""The fictional province with somebody who sends lists: the worker of scheduler/roster_reading.py, step by step."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from bot.clocks import ProcessClock
from bot.inbound import Kind, Media
from bot.roster_messages import RosterMessages
from core.clock import VIETNAM, CalendarClock
from core.fetching import Fetched, Lost, Outcome
from core.occasion import local_day
from core.people import Resident
from core.photos import Photo
from core.ports import UnitOfWork
from core.roster.batch import Batch
from core.roster.reading import RosterReader
from documents.roster_reader import ProcessReader
from scheduler.roster_reading import RosterWorker
from tests.world import Phone, World


class WorldClock(CalendarClock):
    def __init__(self, world: World) -> None:
        self._world = world

    def now(self) -> datetime:
        return self._world.now

    def offset(self) -> timedelta:
        return timedelta()


class Desk:
    """core.usecases.read_roster.Desk on a world's store."""

    def __init__(self, world: World) -> None:
        self.read = world.store.read_sync
        self.write = world.store.run_sync


class Office:
    """Sends files by phone, and does what the worker would do meanwhile."""

    def __init__(self, world: World, reader: RosterReader | None = None) -> None:
        self.world = world
        self.sent: dict[str, bytes] = {}
        self.reader = reader or ProcessReader()

    async def source(self, photo: Photo) -> Outcome:
        data = self.sent.get(photo.ref)
        return Lost() if data is None else Fetched(data)

    def send(self, phone: Phone, data: bytes, name: str = "ds.xlsx") -> None:
        ref = f"file{len(self.sent)}"
        self.sent[ref] = data
        self.world.now += timedelta(seconds=5)
        media = Media(ref, ref, as_photo=False, name=name, size=len(data))
        phone._send(Kind.MEDIA, media=media, text="", message_id=phone._next_message())

    def work(self) -> None:
        """Until nothing more is to be done; then what was said arrives."""
        asyncio.run(self._work())
        self.world.deliver()

    async def _work(self) -> None:
        worker = RosterWorker(
            self.world.store,
            {("telegram", "bot"): self.source, ("text", "bot"): self.source},
            self.reader,
            RosterMessages(self.world.words, lambda _now: None),
            lambda: None,
            WorldClock(self.world),
            ProcessClock(),
            self.world.dice,
        )
        with ThreadPoolExecutor(1) as thread:
            while await worker.round(thread):
                pass

    def lists_of(self, person: str) -> list[Batch]:
        return self.world.do(lambda uow: uow.rosters.newest_of(person))

    def newest(self, person: str) -> Batch:
        return self.lists_of(person)[0]

    def people_in(self, unit: str) -> dict[str, int | None]:
        """Names and birth years of who is at home there today."""
        on = local_day(self.world.now.astimezone(VIETNAM))

        def work(uow: UnitOfWork) -> list[Resident]:
            found = uow.units.get(unit, on)
            assert found is not None
            return uow.people.residents(found.path, on)

        return {who.person.full_name: who.person.birth_year for who in self.world.do(work)}
