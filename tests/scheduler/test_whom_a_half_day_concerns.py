"""The statement that finds whom to remind, against the rule in core/reminders.py, over worlds made up at random."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

import pytest

from core.calendar import end_of
from core.mailing import Choice
from core.reminders import STEPS, HalfDay, Rhythm, Slot, due_days, within
from core.settings import REMINDER_RHYTHMS, rhythms_in
from core.units import levels_up
from scheduler.reminding import remind
from storage.engine.instants import to_micros
from storage.engine.statements import Statement
from storage.work import Repositories
from tests.core.field import PATHS
from tests.handlers.secretary.office import HOME, Office

WORLDS = 40
FIRST = date(2026, 1, 20)  # Tết is from 14 to 22 February
_ALLOWED = ("light,standard,active", "light,standard", "standard,active", "light,active", "light", "active")
_CLEAR = ("outbox", "obligation", "reminder_choice", "unit_setting")
_OWE = Statement(
    "insert into obligation (person_id, document, audience, unit_id, path, due_at, grace_end, closes_at) values"
    " (:person, :document, 2, :unit, :path, :due, :due, :closes)"
)
_TOLD = Statement("select person_id from outbox order by person_id")


@dataclass(frozen=True)
class Made:
    """Who owes something due on which days, what each has chosen, and what the units have set."""

    owed: dict[str, list[date]]
    chosen: dict[str, Choice]
    allowed: dict[str, str]
    slot: Slot
    missed: tuple[date, ...]

    def told(self) -> list[str]:
        return [person for person in sorted(self.owed) if self._is_told(person)]

    def _is_told(self, person: str) -> bool:
        choice = self.chosen.get(person, Choice())
        path = PATHS[HOME[person]]
        units = (each.strip("/").rpartition("/")[2] for each in levels_up(path))
        nearest = next((self.allowed[unit] for unit in units if unit in self.allowed), ",".join(Rhythm))
        steps = STEPS[within(choice.rhythm, rhythms_in(nearest))]
        spoken = {due for day in (*self.missed, self.slot.day) for due in due_days(day, steps)}
        return choice.half is self.slot.half and bool(spoken & set(self.owed[person]))


def made_up(dice: random.Random) -> Made:
    day = FIRST + timedelta(days=dice.randrange(90))
    near = [day + timedelta(days=dice.randrange(-20, 20)) for _ in range(6)]
    missed = tuple(day - timedelta(days=n) for n in range(dice.choice((0, 0, 1, 4, 14)), 0, -1))
    return Made(
        {person: dice.sample(near, dice.randrange(1, 3)) for person in HOME},
        {
            person: Choice(dice.choice(list(Rhythm)), dice.choice(list(HalfDay)))
            for person in HOME
            if dice.random() < 0.7
        },
        {unit: dice.choice(_ALLOWED) for unit in PATHS if dice.random() < 0.4},
        Slot(day, dice.choice(list(HalfDay))),
        missed,
    )


def live(uow: Repositories, made: Made) -> list[str]:
    for table in _CLEAR:
        uow.connection.execute(Statement(f"delete from {table}"))  # noqa: S608 - of the list above
    for person, days in made.owed.items():
        unit = HOME[person]
        for number, day in enumerate(days):
            uow.connection.execute(
                _OWE,
                person=person,
                document=f"report:2026Q{number + 1}",
                unit=unit,
                path=PATHS[unit],
                due=to_micros(end_of(day)),
                closes=to_micros(end_of(day + timedelta(days=100))),
            )
    for person, choice in made.chosen.items():
        uow.mailings.choose(person, choice, made.slot.begin)
    for unit, value in made.allowed.items():
        uow.units.set(unit, REMINDER_RHYTHMS, value)
    remind(uow, made.slot, made.missed, made.slot.begin)
    return [person for (person,) in uow.connection.fetch_all(_TOLD)]


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    made = Office(database_url)
    yield made
    made.close()


def test_the_statement_finds_whom_the_rule_names(office: Office) -> None:
    for person in HOME:
        office.phone_of(person)
    dice = random.Random(20)
    worlds = [made_up(dice) for _ in range(WORLDS)]
    for made in worlds:
        assert office.store.run_sync(partial(live, made=made)) == made.told(), made
    assert len({tuple(made.told()) for made in worlds}) > WORLDS // 4
    assert all(one != other for one, other in pairwise(worlds))
