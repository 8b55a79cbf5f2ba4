"""At every instant exactly one cell is responsible for each person, whatever befalls people and units."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.documents import Document
from core.errors import Moved, NotAllowed, Refused
from core.obligations import expected
from core.people import AudienceGroup, MembershipKind, RoleKind, Standing
from core.people_history import PersonChange
from core.text.periods import Quarter
from core.unit_commands import Close, Merge, Move, NewUnit, Part, Split, UnitCommand
from core.units import UnitType
from core.usecases.add_person import AddPerson, add_person
from core.usecases.change_standing import ChangeStanding, Resume, change_standing, resume
from core.usecases.change_unit import change_unit, preview, undo_unit_change
from core.usecases.end_membership import RecordDeath, RecordLeaving, record_death, record_leaving
from core.usecases.give_role import EndRole, GiveRole, end_role, give_role
from core.usecases.open_period import open_period
from core.usecases.transfer_person import (
    ArrivePerson,
    HostPerson,
    TransferPerson,
    TurnBack,
    arrive_person,
    host_person,
    transfer_person,
    turn_back,
)
from core.usecases.undo_change import undo_change
from storage.work import Repositories
from tests.core.field import START, Dice, Field, at, occasion

CELLS: Final = ("A", "B", "E")
PEOPLE: Final = ("hai", "phu", "en", "an", "xuan", "ut", "new")
OFFICES: Final = (RoleKind.SECRETARY, RoleKind.DEPUTY_SECRETARY)
OVERLAYS: Final = (Standing.EXEMPT, Standing.SUSPENDED, Standing.ABSENT, Standing.AWAY)
NOW: Final = at(1, 4)
REPORT: Final = Document.report(Quarter(2026, 2))


class RolledBack(Exception):
    """Nothing of an example stays for the next."""


@dataclass
class History:
    """One random history, inside one unit of work."""

    uow: Repositories
    now: datetime = NOW
    dice: Dice = field(default_factory=Dice)
    done: list[PersonChange] = field(default_factory=list)
    units_changed: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.now.date()

    def takes(self, step: "Step") -> None:
        kind, person, unit, days, pick = step
        try:
            with self.uow.part():
                STEPS[kind](self, person, unit, self.today + timedelta(days=days), pick)
        except (Refused, NotAllowed, Moved):
            return

    def by_staff(self, use_case: Callable[..., PersonChange], command: object) -> None:
        speaker = self.uow.people.speaker("pa", self.today)
        assert speaker is not None
        self.done.append(use_case(self.uow, speaker, command, occasion(self.now), self.dice))

    def undoes(self) -> None:
        if self.done:
            last = self.done[-1]
            speaker = self.uow.people.speaker("pa", self.today)
            assert speaker is not None
            undo_change(self.uow, speaker, last.id, occasion(self.now), self.dice)
            self.done.pop()

    def joins(self, person: str, unit: str, day: date) -> None:
        new = AddPerson(
            "Hoàng Mới", 1990, unit, AudienceGroup.ORDINARY_MEMBER, Standing.PROBATIONARY, day, id=person
        )
        add_person(self.uow, None, new, self.today, self.dice)

    def unit_changes(self, command: UnitCommand) -> None:
        """By the administrator, who agrees to what is planned."""
        speaker = self.uow.people.speaker("sa", self.today)
        if speaker is None:
            return
        seen = preview(self.uow, speaker, command, self.today).seen
        done = change_unit(self.uow, speaker, command, seen, occasion(self.now), self.dice)
        self.units_changed.append(done.change.id)

    def unit_undoes(self) -> None:
        speaker = self.uow.people.speaker("sa", self.today)
        if speaker is not None and self.units_changed:
            undo_unit_change(self.uow, speaker, self.units_changed[-1], occasion(self.now), self.dice)
            self.units_changed.pop()


Step = tuple[str, str, str, int, int]
STEPS: Final[dict[str, Callable[[History, str, str, date, int], None]]] = {
    "join": lambda h, p, u, d, _: h.joins(p, u, d),
    "transfer": lambda h, p, u, d, _: h.by_staff(transfer_person, TransferPerson(p, u, d)),
    "set out": lambda h, p, u, d, _: h.by_staff(transfer_person, TransferPerson(p, u, d, sets_out=True)),
    "arrive": lambda h, p, _u, d, _: h.by_staff(arrive_person, ArrivePerson(p, d)),
    "turn back": lambda h, p, _u, _d, _: h.by_staff(turn_back, TurnBack(p)),
    "guest": lambda h, p, u, d, n: h.by_staff(
        host_person, HostPerson(p, u, MembershipKind.TEMPORARY, d, d + timedelta(days=n + 1))
    ),
    "leave": lambda h, p, _u, d, _: h.by_staff(record_leaving, RecordLeaving(p, d)),
    "die": lambda h, p, _u, d, _: h.by_staff(record_death, RecordDeath(p, d)),
    "stand": lambda h, p, _u, d, n: h.by_staff(change_standing, _standing(p, d, n)),
    "resume": lambda h, p, _u, d, _: h.by_staff(resume, Resume(p, d)),
    "give": lambda h, p, u, d, n: h.by_staff(give_role, GiveRole(p, u, OFFICES[n % 2], d)),
    "end": lambda h, p, u, d, n: h.by_staff(end_role, EndRole(p, u, OFFICES[n % 2], d)),
    "undo": lambda h, _p, _u, _d, _n: h.undoes(),
    "unit moves": lambda h, _p, u, d, n: h.unit_changes(Move(u, "CD"[n % 2], d)),
    "unit merges": lambda h, _p, u, d, n: h.unit_changes(Merge((u, CELLS[n % 3]), _new(n), d)),
    "unit joins": lambda h, _p, u, d, n: h.unit_changes(Merge((u,), CELLS[n % 3], d)),
    "unit splits": lambda h, p, u, d, _: h.unit_changes(
        Split(u, (Part("Chi bộ mới", (p,)),), stays=True, day=d)
    ),
    "unit closes": lambda h, _p, u, d, n: h.unit_changes(Close(u, CELLS[n % 3], d)),
    "unit undone": lambda h, _p, _u, _d, _n: h.unit_undoes(),
}


def _new(pick: int) -> NewUnit:
    return NewUnit("Chi bộ hợp nhất", UnitType.GRASSROOTS_CELL, "CD"[pick % 2])


def _standing(person: str, day: date, pick: int) -> ChangeStanding:
    standing = OVERLAYS[pick % 4]
    reason = {Standing.EXEMPT: "rule", Standing.SUSPENDED: "decision"}.get(standing, "work")
    return ChangeStanding(person, standing, day, day + timedelta(days=pick), reason)


steps = st.one_of(
    st.tuples(st.just("time passes"), st.just(""), st.just(""), st.integers(0, 40), st.just(0)),
    st.tuples(
        st.sampled_from(sorted(STEPS)),
        st.sampled_from(PEOPLE),
        st.sampled_from(CELLS),
        st.integers(-40, 40),
        st.integers(0, 60),
    ),
)


def listed(uow: Repositories, day: date) -> list[str]:
    """Everyone as the lists of that day name them: twice, where two units would."""
    return [each.person.id for each in uow.people.residents("/P/", day)]


def check_everyone(uow: Repositories, today: date) -> None:
    on_lists = listed(uow, today)
    for person in PEOPLE:
        life = uow.lives.get(person)
        if life is None:
            continue
        begun = life.homes[0].valid_from if life.homes else None
        gone = next((each.valid_from for each in life.standings if each.standing.is_gone), date.max)
        edges = {each.valid_from for each in life.homes} | {each.valid_from for each in life.standings}
        days = {day + timedelta(days=n) for day in edges for n in (-1, 0, 1)} | {
            today,
            today + timedelta(days=90),
        }
        for day in sorted(days):
            wanted = 1 if begun is not None and begun <= day < gone else 0
            found = [
                each for each in life.homes if each.valid_from <= day and day <= (each.valid_to or date.max)
            ]
            assert len(found) == wanted, (person, day, life)
            assert all(uow.units.get(each.unit, day) is not None for each in found), (person, day, life)
        assert on_lists.count(person) == (begun is not None and begun <= today < gone)
        check_owed(uow, person)


def check_owed(uow: Repositories, person: str) -> None:
    """What is kept is what a recount from scratch finds; who is asked for nothing any more is left out."""
    kept, facts = uow.obligations.get(person, REPORT), uow.people.facts(person)
    assert facts is not None
    wanted = expected(facts, REPORT, uow.units.places())
    if wanted is None:
        assert kept is None or kept.left_out is not None, (person, kept)
    elif kept is not None:
        assert kept == wanted, (person, kept, wanted)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=st.lists(steps, min_size=3, max_size=14))
def test_exactly_one_home_is_responsible_at_every_instant(field: Field, history: list[Step]) -> None:
    def live(uow: Repositories) -> None:
        open_period(uow, REPORT)
        lived = History(uow)
        for step in history:
            if step[0] == "time passes":
                lived.now += timedelta(days=step[3])
            else:
                lived.takes(step)
            check_everyone(uow, lived.today)
        raise RolledBack

    try:
        field.do(live)
    except RolledBack:
        return
    raise AssertionError(START)


def test_undoing_all_that_was_done_brings_everyone_back(field: Field) -> None:
    def live(uow: Repositories) -> None:
        open_period(uow, REPORT)
        before = {person: uow.lives.get(person) for person in PEOPLE}
        owed = {person: uow.obligations.get(person, REPORT) for person in PEOPLE}
        lived = History(uow)
        for step in (
            ("transfer", "en", "B", 0, 0),
            ("set out", "an", "E", 0, 0),
            ("arrive", "an", "E", 0, 0),
            ("die", "xuan", "", 0, 0),
            ("leave", "ut", "", 0, 0),
            ("stand", "phu", "", 0, 2),
            ("end", "hai", "A", 0, 0),
            ("give", "phu", "A", 0, 0),
        ):
            lived.takes(step)
        assert len(lived.done) == 8
        check_everyone(uow, lived.today)
        while lived.done:
            lived.undoes()
        assert {person: uow.lives.get(person) for person in PEOPLE} == before
        assert {person: uow.obligations.get(person, REPORT) for person in PEOPLE} == owed

    field.do(partial(live))
