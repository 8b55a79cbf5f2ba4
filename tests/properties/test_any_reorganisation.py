"""Any history of changes of the organisation: what is over stays, everyone has one cell, and the tree is one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.documents import Document
from core.errors import Refused
from core.obligations import Obligation, Tally
from core.people import holds_on
from core.tree import DAY, on_day
from core.unit_commands import Add, Close, Merge, Move, NewUnit, Part, Rename, Split, UnitCommand
from core.units import UnitType, ids_on, path_under
from core.usecases.change_unit import change_unit, preview, undo_unit_change
from core.usecases.open_period import open_period
from storage.engine.store import open_store
from storage.migrations import migrate
from storage.vault import Vault
from storage.work import Repositories
from tests.core.field import Field, at, field_on, occasion

CELL: Final = UnitType.GRASSROOTS_CELL
PAST: Final = tuple(Document.from_code(code) for code in ("report:2025Q4", "report:2026Q1"))
CURRENT: Final = tuple(Document.from_code(code) for code in ("report:2026Q2", "pledge:2026"))
TODAY: Final = date(2026, 5, 10)
PEOPLE: Final = ("pa", "tich", "ngan", "hai", "phu", "en", "an", "xuan", "to", "ut", "sa")
WHEN: Final = st.dates(date(2026, 3, 25), date(2026, 8, 1))
WHICH: Final = st.integers(0, 30)

steps = st.lists(
    st.tuples(
        st.sampled_from(
            ["add", "rename", "move", "merge", "merge_new", "split", "split_off", "close", "undo"]
        ),
        WHICH,
        WHICH,
        WHEN,
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=10,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the periods opened; each history gets a copy of it."""
    path = tmp_path_factory.mktemp("tree") / "made.db"
    migrate(f"sqlite:///{path}")
    with field_on(f"sqlite:///{path}") as field:
        field.do(_open_periods)
    return path


def _open_periods(uow: Repositories) -> None:
    """Some have handed in."""
    for document in (*PAST, *CURRENT):
        open_period(uow, document)
    for document in PAST:
        for person in ("hai", "xuan", "to"):
            uow.obligations.clear(person, document, at(10, 3))
    uow.obligations.clear("en", CURRENT[0], at(5, 5))


@contextmanager
def copy_of(made: Path) -> Iterator[Field]:
    with TemporaryDirectory() as folder:
        copied = Path(folder) / "copy.db"
        copied.write_bytes(made.read_bytes())
        vault = Vault(b"k" * 32)
        store = open_store(f"sqlite:///{copied}", lambda connection: Repositories(connection, vault))
        try:
            yield Field(store)
        finally:
            store.close_sync()


class History:
    """Plays steps on a field; what the rules refuse is left out. `changes` are those made and not taken back."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.now = at(TODAY.day, TODAY.month)
        self.asking = field.speaker("sa", self.now)
        self.changes: list[str] = []
        self.made = 0

    def units(self, day: date) -> list[str]:
        stays = self.field.do(lambda uow: uow.unit_changes.stays(day))
        return sorted(unit for unit in stays if on_day(stays, unit, day))

    def play(self, what: str, first: int, second: int, day: date, cut: int) -> None:
        if what == "undo":
            self._attempt(self._undo(first))
            return
        units = self.units(day) or ["P"]
        one, other = units[first % len(units)], units[second % len(units)]
        self._attempt(lambda: self._change(self._command(what, one, other, day, cut)))

    def _attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Refused:
            return
        self.made += 1

    def _command(self, what: str, one: str, other: str, day: date, cut: int) -> UnitCommand:
        new = NewUnit(f"Chi bộ {cut}", CELL, "C")
        match what:
            case "add":
                return Add(NewUnit(f"Chi bộ {cut}", CELL, one), day)
            case "rename":
                return Rename(one, f"Tên {cut}", day)
            case "move":
                return Move(one, other, day)
            case "merge":
                return Merge((one,), other, day)
            case "merge_new":
                return Merge((one, other), new, day)
            case "close":
                return Close(one, other if cut % 2 else None, day)
        return self._split(one, day, cut, stays=what == "split_off")

    def _split(self, unit: str, day: date, cut: int, *, stays: bool) -> Split:
        homes = self.field.do(lambda uow: uow.unit_changes.homes(unit, day))
        people = sorted({str(key[0]) for key, values in homes if values[2]})
        tree = self.field.do(lambda uow: uow.unit_changes.stays(day))
        below = sorted(each for each, held in tree.items() if any(stay.parent == unit for stay in held))
        at_person, at_unit = cut % (len(people) + 1), cut % (len(below) + 1)
        parts = [Part("1", tuple(people[:at_person]), tuple(below[:at_unit]))]
        if not stays:
            parts.append(Part("2", tuple(people[at_person:]), tuple(below[at_unit:])))
        return Split(unit, tuple(parts), stays, day)

    def _change(self, command: UnitCommand) -> None:
        def work(uow: Repositories) -> str:
            seen = preview(uow, self.asking, command, TODAY).seen
            return change_unit(
                uow, self.asking, command, seen, occasion(self.now), self.field.chance
            ).change.id

        self.changes.append(self.field.do(work))

    def _undo(self, which: int) -> Callable[[], None]:
        def work() -> None:
            if not self.changes:
                return
            change = self.changes[which % len(self.changes)]
            self.field.do(partial(self.take_back, change=change))
            self.changes.remove(change)

        return work

    def take_back(self, uow: Repositories, change: str) -> None:
        undo_unit_change(uow, self.asking, change, occasion(self.now), self.field.chance)


def over(field: Field) -> tuple[list[Obligation], list[Tally]]:
    """All that stands of the quarters that are over: each row, and the total of every unit as it was then."""

    def read(uow: Repositories) -> tuple[list[Obligation], list[Tally]]:
        rows = [
            each for person in PEOPLE for each in uow.obligations.of_person(person) if each.document in PAST
        ]
        paths = ("/P/", "/P/C/", "/P/C/A/", "/P/C/B/", "/P/D/", "/P/D/E/")
        now: datetime = at(TODAY.day, TODAY.month)
        return rows, [uow.obligations.tally(path, document, now) for path in paths for document in PAST]

    return field.do(read)


def check_the_tree(field: Field) -> None:
    """On every day each unit lies under one that is there, and its path says where."""
    stays = field.do(lambda uow: uow.unit_changes.stays(date(2025, 7, 1)))
    for unit, held in stays.items():
        for before, after in pairwise(held):
            assert before.end is not None
            assert before.end + DAY == after.start
        for stay in held:
            assert stay.end is None or stay.start <= stay.end
            for day in {stay.start, stay.end or date(2027, 1, 1)}:
                above = on_day(stays, stay.parent, day) if stay.parent else None
                assert stay.path == path_under(above.path if above else None, unit)
                assert len({*ids_on(stay.path)}) == len(ids_on(stay.path))


def check_the_people(field: Field) -> None:
    """On every day everyone is at home in exactly one unit, which is there on that day."""

    def check(uow: Repositories) -> None:
        for day in (TODAY + timedelta(days=number) for number in (-60, *range(-46, 90, 9))):
            for person in PEOPLE:
                facts = uow.people.facts(person)
                assert facts is not None
                homes = [each for each in facts.memberships if each.kind.is_home and holds_on(each, day)]
                assert len(homes) == 1
                assert uow.units.get(homes[0].unit, day) is not None

    field.do(check)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=steps)
def test_totals_of_a_quarter_that_is_over_never_move(
    made: Path, history: list[tuple[str, int, int, date, int]]
) -> None:
    with copy_of(made) as field:
        before = over(field)
        played = History(field)
        for step in history:
            played.play(*step)
        assert over(field) == before
        check_the_tree(field)
        check_the_people(field)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=steps)
def test_all_taken_back_from_the_last_to_the_first_it_is_as_it_was(
    made: Path, history: list[tuple[str, int, int, date, int]]
) -> None:
    with copy_of(made) as field:
        before = field.do(lambda uow: uow.unit_changes.stays(date(2025, 7, 1)))
        owed = field.do(lambda uow: [uow.obligations.of_person(person) for person in PEOPLE])
        played = History(field)
        for what, first, second, day, cut in history:
            if what != "undo":
                played.play(what, first, second, day, cut)
        for change in reversed(played.changes):
            field.do(partial(played.take_back, change=change))
        assert field.do(lambda uow: uow.unit_changes.stays(date(2025, 7, 1))) == before
        assert field.do(lambda uow: [uow.obligations.of_person(person) for person in PEOPLE]) == owed
