"""A small district of our own making for tests of the field: on the real store, on whichever backend the test is given.

/P/          province         Vừ Thị Pa is staff
/P/C/        commune          Lường Văn Tích secretary, Hà Ngân deputy
/P/C/A/      cell A           Bế Hải secretary, Mùa A Phủ deputy, Đèo Thị Én, Én Nhỏ, Ẩn members
/P/C/B/      cell B           no secretary; Khoàng Xuân member
/P/D/        another commune, cell /P/D/E/ with Tô secretary and Út member
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Final, TypeVar

from core.clock import VIETNAM
from core.consent import CURRENT, Consent, Purpose
from core.documents import Document
from core.obligations import expected
from core.occasion import Occasion
from core.people import AudienceGroup, Membership, MembershipKind, Person, RoleKind, Standing, StandingPeriod
from core.pledge import Measure, PledgeItem
from core.speaker import Speaker
from core.text.periods import Quarter
from core.units import Unit, UnitType, path_under
from storage.engine.store import Store, open_store
from storage.vault import Vault
from storage.work import Repositories

T = TypeVar("T")

START: Final = date(2025, 7, 1)
Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)

UNITS: Final = (
    ("P", None, UnitType.PROVINCE),
    ("C", "P", UnitType.COMMUNE),
    ("A", "C", UnitType.GRASSROOTS_CELL),
    ("B", "C", UnitType.GRASSROOTS_CELL),
    ("D", "P", UnitType.COMMUNE),
    ("E", "D", UnitType.GRASSROOTS_CELL),
)
PATHS: Final = {"P": "/P/", "C": "/P/C/", "A": "/P/C/A/", "B": "/P/C/B/", "D": "/P/D/", "E": "/P/D/E/"}

PEOPLE: Final = (
    ("pa", "Vừ Thị Pa", 1970, 1, "C", ((RoleKind.STAFF, "P"),)),
    ("tich", "Lường Văn Tích", 1972, 1, "C", ((RoleKind.SECRETARY, "C"),)),
    ("ngan", "Hà Ngân", 1980, 1, "C", ((RoleKind.DEPUTY_SECRETARY, "C"),)),
    ("hai", "Bế Hải", 1966, 1, "A", ((RoleKind.SECRETARY, "A"),)),
    ("phu", "Mùa A Phủ", 1988, 1, "A", ((RoleKind.DEPUTY_SECRETARY, "A"),)),
    ("en", "Đèo Thị Én", 1991, 2, "A", ()),
    ("an", "Quàng Ẩn", 1955, 2, "A", ()),
    ("xuan", "Khoàng Xuân", 1993, 2, "B", ()),
    ("to", "Tô", 1969, 1, "E", ((RoleKind.SECRETARY, "E"),)),
    ("ut", "Lã Út", 1999, 3, "E", ()),
    ("sa", "Sa Quản", 1985, 2, "D", ((RoleKind.ADMINISTRATOR, "P"),)),
)


def at(day: int, month: int, hour: int = 9, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=VIETNAM)


def occasion(now: datetime) -> Occasion:
    return Occasion(now=now, received_at=now, sent_at=now, message_id="m1", channel="telegram")


class Dice:
    """core.ports.Chance that repeats itself from test to test."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)

    def new_id(self) -> str:
        return f"{self._random.getrandbits(64):016x}"

    def code(self, alphabet: str, length: int) -> str:
        return "".join(self._random.choice(alphabet) for _ in range(length))


def item(
    target: str | None = "16",
    unit: str = "nhà",
    measure: Measure = Measure.AT_LEAST,
    *,
    key: str = "",
    criterion: str = "2.1",
    content: str = "Xóa nhà tạm",
) -> PledgeItem:
    return PledgeItem(
        key=key,
        criterion=criterion,
        content=content,
        measure=measure,
        target=None if target is None else Decimal(target),
        unit=unit,
    )


@dataclass
class Field:
    """The store with these people in it."""

    store: Store[Repositories]
    chance: Dice = field(default_factory=Dice)

    def do(self, work: Callable[[Repositories], T]) -> T:
        return self.store.run_sync(work)

    def speaker(self, person: str, on: datetime) -> Speaker:
        found = self.do(lambda uow: uow.people.speaker(person, on.astimezone(VIETNAM).date()))
        assert found is not None
        return found

    def consent(self, *people: str) -> None:
        for person in people:
            self.do(partial(_consent, person=person))

    def owe(self, document: Document) -> None:
        """Writes the document's obligations for all."""

        def write(uow: Repositories) -> None:
            places = uow.units.places()
            owed = [expected(facts, document, places) for facts in uow.people.facts_after("", 1000)]
            uow.obligations.add_missing([each for each in owed if each is not None])

        self.do(write)


@contextmanager
def field_on(url: str) -> Iterator[Field]:
    vault = Vault(b"k" * 32)
    store = open_store(url, lambda connection: Repositories(connection, vault))
    try:
        made = Field(store)
        made.do(people_it)
        made.consent(*(person[0] for person in PEOPLE))
        yield made
    finally:
        store.close_sync()


def _consent(uow: Repositories, person: str) -> None:
    for purpose in (Purpose.PROCESSING, Purpose.TELEGRAM):
        given = Consent(person, purpose, CURRENT[purpose], True, at(1, 1), "telegram", "m0")  # noqa: FBT003
        uow.consents.record(given)


def people_it(uow: Repositories) -> None:
    paths: dict[str | None, str | None] = {None: None}
    for unit, parent, kind in UNITS:
        paths[unit] = path_under(paths[parent], unit)
        uow.units.add(Unit(unit, f"Đơn vị {unit}", kind, parent, paths[unit] or "", START))
    for person, name, year, group, unit, roles in PEOPLE:
        uow.people.add(Person(person, name, year, AudienceGroup(group)), phone=f"09{year}")
        kind_of = MembershipKind.NON_MEMBER if group == 3 else MembershipKind.OFFICIAL
        standing = Standing.NON_MEMBER if group == 3 else Standing.OFFICIAL
        uow.people.add_membership(Membership(person, unit, kind_of, START))
        uow.people.change_standing(StandingPeriod(person, standing, START))
        for role, where in roles:
            uow.people.add_role(person, where, role.value, START)


DAY = timedelta(days=1)
