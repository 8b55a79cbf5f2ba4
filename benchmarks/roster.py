"""`python -m benchmarks.roster [ROWS]`: a province's list from a workbook into an empty database, and once more.

The floor does the same job without a product: calamine reads the sheet, one executemany inserts its rows. Printed are
rows a second, the ratio to the floor, the most memory of this process and of the one that reads, and the longest that
the writer was held by one unit of work; then the step that applies it all, which is one on purpose.
"""

import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Final, TypeVar

from python_calamine import CalamineWorkbook

from benchmarks.roster_sheet import PER_CELL, cell_name, commune_name, people, workbook
from bot.chance import SecretChance
from core.ports import UnitOfWork
from core.roster.batch import Batch, BatchState
from core.units import Unit, UnitType, path_under
from core.usecases.import_roster_apply import ApplyRoster, agree, undo_roster
from core.usecases.open_period import begun, open_period
from core.usecases.read_roster import keep_file, read_roster
from documents.roster_reader import ProcessReader
from storage.engine.store import open_store
from storage.migrations import migrate
from storage.vault import Vault
from storage.work import Repositories

T = TypeVar("T")
NOW: Final = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
START: Final = date(2025, 7, 1)
ROWS: Final = 250_000


class Desk:
    """Measures how long the writer is held; the reads beside it hold nobody."""

    def __init__(self, url: str) -> None:
        migrate(url)
        self._store = open_store(url, lambda connection: Repositories(connection, Vault(b"k" * 32)))
        self.longest = 0.0

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        return self._store.read_sync(work)

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        begun_at = time.perf_counter()
        try:
            return self._store.run_sync(work)
        finally:
            self.longest = max(self.longest, time.perf_counter() - begun_at)

    def close(self) -> None:
        self._store.close_sync()


def units(uow: UnitOfWork, rows: int) -> None:
    uow.units.add(Unit("P", "Đảng bộ tỉnh", UnitType.PROVINCE, None, "/P/", START))
    cells = -(-rows // PER_CELL)
    for commune in range(-(-cells // 100)):
        path = path_under("/P/", f"C{commune}")
        uow.units.add(Unit(f"C{commune}", commune_name(commune * 100), UnitType.COMMUNE, "P", path, START))
    for cell in range(cells):
        above = f"C{cell // 100}"
        path = path_under(f"/P/{above}/", f"B{cell}")
        uow.units.add(Unit(f"B{cell}", cell_name(cell), UnitType.GRASSROOTS_CELL, above, path, START))


def floor(data: bytes, folder: Path) -> float:
    started = time.perf_counter()
    sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
    with sqlite3.connect(folder / "floor.db") as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("create table person (no, name, born, phone, cell, commune, role, standing)")
        connection.executemany("insert into person values (?, ?, ?, ?, ?, ?, ?, ?)", sheet.iter_rows())
    taken = time.perf_counter() - started
    connection.close()
    return taken


def once(desk: Desk, data: bytes) -> tuple[str, float, float, float]:
    """The batch; seconds until the preview, the writer's longest hold until then, seconds of the step that applies."""
    chance = SecretChance()
    desk.longest = 0.0
    started = time.perf_counter()
    batch = Batch(chance.new_id(), "", BatchState.NOTED, NOW, "ds.xlsx")
    desk.write(lambda uow: uow.rosters.add(batch))
    keep_file(desk, batch.id, data)
    ready = read_roster(desk, ProcessReader(), batch.id, NOW, chance)
    assert ready is not None
    assert ready.state is BatchState.READY, ready.fault
    staged, held = time.perf_counter() - started, desk.longest
    started, worked = time.perf_counter(), time.process_time()
    done = desk.write(lambda uow: agree(uow, None, ApplyRoster(batch.id, (), shares=True), NOW, chance))
    print(f"  new {done.new}, changed {done.changed}, left out {done.left_out}")
    print(f"  of the one step: {time.process_time() - worked:.2f} s of processor")
    return batch.id, staged, held, time.perf_counter() - started


def main(count: int) -> None:
    data = workbook(people(count))
    with tempfile.TemporaryDirectory() as name:
        bare = floor(data, Path(name))
        desk = Desk(f"sqlite:///{name}/town.db")
        desk.write(lambda uow: units(uow, count))
        for document in begun(NOW.date()):
            desk.write(partial(open_period, document=document))
        print(f"{count} rows, {len(data) / 1e6:.1f} MB; the floor: {bare:.1f} s, {count / bare:.0f} rows/s")
        for what in ("into an empty database", "the same once more"):
            batch, staged, held, applied = once(desk, data)
            total = staged + applied
            print(
                f"{what}: {total:.1f} s, {count / total:.0f} rows/s, {total / bare:.1f} times the floor;"
                f" until the preview {staged:.1f} s, the writer held {held * 1000:.0f} ms at most;"
                f" the one step {applied:.2f} s"
            )
            if what == "into an empty database":
                first = batch
        started, worked = time.perf_counter(), time.process_time()
        desk.write(lambda uow: undo_roster(uow, None, first, NOW))
        print(
            f"taking it back: {time.perf_counter() - started:.2f} s, {time.process_time() - worked:.2f} s of processor"
        )
        desk.close()
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"memory at most: {ours:.0f} MB here (the making of the workbook included), {reader:.0f} MB the reader"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
