"""An empty database becomes an installation: the first administrator, units and people."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from core.errors import NotAllowed, Refused
from core.people import AudienceGroup, RoleKind, Standing
from core.talk import Address
from core.units import UnitType
from core.usecases.add_person import AddPerson, add_person
from core.usecases.add_unit import AddUnit, add_unit
from core.usecases.first_admin import FirstAdmin, first_admin
from core.usecases.link_by_code import CodeHolder, try_code
from storage.engine.store import open_store
from storage.vault import Vault
from storage.work import Repositories
from tests.core.field import Field, at

NOW, TODAY = at(10, 3), date(2026, 3, 10)
MEMBER = AudienceGroup.ORDINARY_MEMBER


@pytest.fixture
def live(database_url: str) -> Iterator[Field]:
    store = open_store(database_url, lambda connection: Repositories(connection, Vault(b"k" * 32)))
    yield Field(store)
    store.close_sync()


def found(live: Field) -> str:
    command = FirstAdmin("Lê Quản Trị", 1990, "Đảng bộ xã Đầu Nguồn")
    return live.do(lambda uow: first_admin(uow, command, NOW, live.chance)).person.id


def test_the_first_administrator_can_link_and_is_the_only_first(live: Field) -> None:
    command = FirstAdmin("Lê Quản Trị", 1990, "Đảng bộ xã Đầu Nguồn")
    made = live.do(lambda uow: first_admin(uow, command, NOW, live.chance))
    assert live.speaker(made.person.id, NOW).kinds(TODAY) == {RoleKind.MEMBER, RoleKind.ADMINISTRATOR}
    line = live.do(lambda uow: uow.talk.line(Address("telegram", "main", "1")))
    answer = live.do(lambda uow: try_code(uow, line, made.link_code, NOW))
    assert isinstance(answer, CodeHolder)
    with pytest.raises(Refused):
        live.do(lambda uow: first_admin(uow, command, NOW, live.chance))


def test_units_and_people_are_added_below(live: Field) -> None:
    admin = live.speaker(found(live), NOW)
    home = admin.home
    assert home is not None
    cell = AddUnit("Chi bộ thôn Khe Vằn", UnitType.GRASSROOTS_CELL, home.unit, TODAY, id="KV")
    unit = live.do(lambda uow: add_unit(uow, admin, cell, TODAY, live.chance))
    assert unit.path == f"{home.path}KV/"
    new = AddPerson(
        "Chìu Sắm Múi",
        1984,
        "KV",
        MEMBER,
        Standing.OFFICIAL,
        TODAY,
        ((RoleKind.SECRETARY, "KV"),),
        "0912 345 678",
    )
    person = live.do(lambda uow: add_person(uow, admin, new, TODAY, live.chance))
    assert live.speaker(person.id, NOW).kinds(TODAY) == {RoleKind.MEMBER, RoleKind.SECRETARY}
    rows = live.do(lambda uow: uow.connection.core.exec_driver_sql("select * from person").fetchall())
    assert "345" not in repr(rows)


@pytest.mark.parametrize(
    "command",
    [
        AddUnit("  ", UnitType.CELL, None, TODAY),
        AddUnit("Chi bộ", UnitType.CELL, "no such unit", TODAY),
        AddUnit("Chi bộ", UnitType.CELL, None, TODAY, id="a/b"),
    ],
)
def test_a_unit_that_cannot_be_is_refused(live: Field, command: AddUnit) -> None:
    found(live)
    with pytest.raises(Refused):
        live.do(lambda uow: add_unit(uow, None, command, TODAY, live.chance))


def test_nobody_adds_outside_what_they_look_after(live: Field) -> None:
    found(live)
    other = AddUnit("Đảng bộ xã khác", UnitType.COMMUNE, None, TODAY, id="OTHER")
    live.do(lambda uow: add_unit(uow, None, other, TODAY, live.chance))
    staff = AddPerson(
        "Cán Bộ Xã", 1984, "OTHER", MEMBER, Standing.OFFICIAL, TODAY, ((RoleKind.STAFF, "OTHER"),), id="staff"
    )
    live.do(lambda uow: add_person(uow, None, staff, TODAY, live.chance))
    speaker = live.speaker("staff", NOW)
    roots = live.do(lambda uow: uow.units.children(None, TODAY))
    root = next(each.id for each in roots if each.id != "OTHER")
    in_the_root = AddPerson("Kẻ Lạ", None, root, MEMBER, Standing.OFFICIAL, TODAY)
    rules_the_root = replace(in_the_root, unit="OTHER", roles=((RoleKind.ADMINISTRATOR, root),))
    for person in (in_the_root, rules_the_root):
        with pytest.raises(NotAllowed):
            live.do(partial(add_person, speaker=speaker, command=person, on=TODAY, chance=live.chance))
    below = AddUnit("Chi bộ", UnitType.CELL, "OTHER", TODAY)
    assert live.do(lambda uow: add_unit(uow, speaker, below, TODAY, live.chance)).parent == "OTHER"
    for elsewhere in (root, None):
        unit = replace(below, parent=elsewhere)
        with pytest.raises(NotAllowed):
            live.do(partial(add_unit, speaker=speaker, command=unit, on=TODAY, chance=live.chance))
