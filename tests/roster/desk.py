"""Lists brought into the small district of tests/core/field.py, read in this process for speed."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import TypeVar

from core.clock import VIETNAM
from core.people import Standing
from core.ports import UnitOfWork
from core.roster.batch import Batch, BatchState
from core.roster.reading import Reading, Wish
from core.speaker import Speaker
from core.usecases import import_roster_apply as apply_steps
from core.usecases.import_roster_apply import Applied, ApplyRoster, Preview
from core.usecases.read_roster import keep_file, read_roster
from documents.roster_reading import read
from storage.engine.statements import Statement
from storage.work import Repositories
from tests.core.field import Field, at

T = TypeVar("T")
NOW = at(10, 3)
HOUR = timedelta(hours=1)
_TOUCHED = (
    ("person", "id, full_name, sort_key, search_key, birth_year, audience, phone_digest"),
    ("membership", "person_id, valid_from, kind, unit_id, valid_to, is_home"),
    ("standing", "person_id, valid_from, standing, valid_to"),
    ("role", "person_id, unit_id, kind, valid_from, valid_to"),
    ("obligation", "person_id, document, audience, unit_id, path, due_at, left_out, cleared_at"),
)


class InProcess:
    def read(self, data: bytes, wish: Wish, today: date) -> Iterator[Reading]:
        return read(data, wish, today)


class ListDesk:
    """core.usecases.read_roster.Desk, and short ways through an import. `now` may be moved."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.now = NOW
        self.longest = 0.0

    @property
    def today(self) -> date:
        return self.now.astimezone(VIETNAM).date()

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        return self.field.store.read_sync(work)

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        return self.field.store.run_sync(work)

    def speaker(self, person: str) -> Speaker | None:
        return self.field.speaker(person, self.now) if person else None

    def take(self, data: bytes, by: str = "pa", wish: Wish | None = None) -> Batch:
        """Sent, read and compared; by "" it is the command line."""
        batch = Batch(
            self.field.chance.new_id(), by, BatchState.NOTED, self.now, "ds.xlsx", wish=wish or Wish()
        )
        self.write(lambda uow: uow.rosters.add(batch))
        keep_file(self, batch.id, data)
        return self.again(batch.id)

    def again(self, batch: str) -> Batch:
        found = read_roster(self, InProcess(), batch, self.now, self.field.chance)
        assert found is not None
        return found

    def preview(self, batch: str, by: str = "pa") -> Preview:
        return self.read(
            lambda uow: apply_steps.roster_preview(uow, self.speaker_in(uow, by), batch, self.now)
        )

    def speaker_in(self, uow: UnitOfWork, by: str) -> Speaker | None:
        return uow.people.speaker(by, self.today) if by else None

    def agree(
        self, batch: str, by: str = "pa", decisions: tuple[tuple[int, str], ...] = (), *, shares: bool = False
    ) -> Applied:
        command = ApplyRoster(batch, decisions, shares)
        return self.write(
            lambda uow: apply_steps.agree(uow, self.speaker_in(uow, by), command, self.now, self.field.chance)
        )

    def undo(self, batch: str, by: str = "pa") -> Applied:
        return self.write(lambda uow: apply_steps.undo_roster(uow, self.speaker_in(uow, by), batch, self.now))

    def bring(self, data: bytes, by: str = "pa") -> Applied:
        return self.agree(self.take(data, by).id, by)

    # what is there

    def people(self, unit: str) -> dict[str, tuple[int | None, Standing]]:
        def work(uow: UnitOfWork) -> dict[str, tuple[int | None, Standing]]:
            found = uow.units.get(unit, self.today)
            assert found is not None
            return {
                who.person.full_name: (who.person.birth_year, who.standing)
                for who in uow.people.residents(found.path, self.today)
                if who.unit == unit
            }

        return self.read(work)

    def id_of(self, name: str) -> str:
        def work(uow: UnitOfWork) -> list[str]:
            return [f.person.id for f in uow.people.facts_after("", 1000) if f.person.full_name == name]

        (found,) = self.read(work)
        return found

    def dump(self) -> list[list[tuple[object, ...]]]:
        """All that an import may touch, row by row, but for sealed values, which differ each time."""

        def work(uow: Repositories) -> list[list[tuple[object, ...]]]:
            return [
                uow.connection.fetch_all(Statement(f"select {columns} from {table} order by {columns}"))  # noqa: S608
                for table, columns in _TOUCHED
            ]

        return self.field.store.read_sync(work)

    def later(self, by: timedelta) -> datetime:
        self.now += by
        return self.now
