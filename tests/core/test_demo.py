"""The fictional province, loaded on both databases: its planted edge cases come out as the field wants them."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

import simulator
from core.criteria import Suggestion
from core.documents import Document
from core.errors import Refused
from core.obligations import LeftOut
from core.people import AudienceGroup, RoleKind, Standing
from core.pledge import Measure, Pledge
from core.queue import Waiting
from core.settings import CHAT_DISABLED
from core.text.periods import Quarter
from core.usecases.cell_desk import Desk, cell_desk
from core.usecases.load_demo import DemoRow, load_demo
from core.usecases.my_record import my_record
from core.usecases.report_sheet import report_sheet
from core.usecases.review_queue import review_queue
from core.usecases.scope import to_review
from storage.engine.store import open_store
from storage.vault import Vault
from storage.work import Repositories
from tests.core.field import Dice, Field, at

DATA = json.loads((Path(simulator.__file__).parent / "demo_province.json").read_text())
JULY, NOVEMBER = at(10, 7), at(23, 11)


@pytest.fixture
def empty(database_url: str) -> Iterator[Field]:
    store = open_store(database_url, lambda connection: Repositories(connection, Vault(b"k" * 32)))
    yield Field(store)
    store.close_sync()


def load(field: Field, now: datetime = NOVEMBER) -> dict[str, DemoRow]:
    return {row.person: row for row in field.do(lambda uow: load_demo(uow, DATA, now, Dice()))}


def turn(field: Field, owner: str, now: datetime) -> set[str]:
    def ask(uow: Repositories) -> set[str]:
        home = uow.people.resident(owner, now.date())
        assert home is not None
        return set(to_review(uow, owner, home.path, now.date()))

    return field.do(ask)


def desk(field: Field, person: str, unit: str, document: Document, now: datetime) -> Desk:
    speaker = field.speaker(person, now)
    return field.do(lambda uow: cell_desk(uow, speaker, unit, document, now, "telegram"))


def waiting(field: Field, person: str, now: datetime) -> tuple[Waiting, ...]:
    speaker = field.speaker(person, now)
    return field.do(lambda uow: review_queue(uow, speaker, now).rows)


def pledged(field: Field, person: str, year: int) -> list[Pledge]:
    return field.do(lambda uow: uow.pledges.of_year(person, year))


def suggestions(field: Field, group: AudienceGroup) -> list[Suggestion]:
    return field.do(lambda uow: uow.criteria.suggestions(group))


def test_everyone_comes_with_unit_roles_and_a_code_of_their_own(empty: Field) -> None:
    rows = load(empty)
    assert len(rows) == 36
    assert len({row.link_code for row in rows.values()}) == 36
    assert (rows["M07"].unit, rows["M07"].roles) == ("U32", ("member", "secretary"))
    assert rows["M08"].roles == ("deputy_secretary", "member")
    assert rows["M03"].roles == ("member", "secretary:U3")
    assert rows["M25"].roles == ("member", "secretary:U21")
    assert rows["M19"].unit == "U34"
    with pytest.raises(Refused):
        load(empty)


def test_lists_of_na_tong_stand_in_the_order_of_the_field(empty: Field) -> None:
    load(empty)
    people = empty.do(lambda uow: uow.people.residents("/U0/U3/U32/", date(2026, 7, 10)))
    assert [(who.person.given_name, who.person.birth_year) for who in people] == [
        ("Dính", 1996),
        ("Hùng", 1968),
        ("Hùng", 1990),
        ("Inh", 1941),
        ("Mỷ", 2001),
        ("Pản", 1958),
    ]
    before = empty.do(lambda uow: uow.people.residents("/U0/U3/U32/", date(2026, 5, 18)))
    assert "Mỷ" not in [who.person.given_name for who in before]


def test_denominators_leave_out_the_exempt_and_names_are_shown(empty: Field) -> None:
    load(empty, JULY)
    shown = desk(empty, "M07", "U32", Document.report(Quarter(2026, 3)), JULY)
    assert (shown.tally.obliged, shown.tally.left_out) == (5, ((LeftOut.EXEMPT, 1),))
    assert shown.names_shown
    assert [row.who.person.id for row in shown.missing] == ["M10", "M08", "M09", "M11", "M07"]


def test_the_new_member_owes_the_pledge_thirty_days_after_joining(empty: Field) -> None:
    load(empty)
    owed = empty.do(lambda uow: uow.obligations.get("M11", Document.pledge(2026)))
    assert owed is not None
    assert owed.due == at(18, 6, 23, 59).replace(second=59, microsecond=999999)


def test_after_a_death_the_successor_leads_and_the_dead_is_nowhere(empty: Field) -> None:
    load(empty)
    alive = empty.speaker("M35", at(11, 8))
    assert RoleKind.SECRETARY in alive.kinds(date(2026, 8, 11))
    gone = empty.speaker("M35", at(13, 8))
    assert gone.standing is Standing.DECEASED
    assert gone.kinds(date(2026, 8, 13)) == frozenset()
    assert "M35" not in [
        each.person.id for each in empty.do(lambda uow: uow.people.residents("/", date(2026, 8, 12)))
    ]
    assert RoleKind.DEPUTY_SECRETARY in empty.speaker("M36", at(11, 8)).kinds(date(2026, 8, 11))
    successor = empty.speaker("M36", at(13, 8)).kinds(date(2026, 8, 13))
    assert successor == {RoleKind.MEMBER, RoleKind.SECRETARY}


def test_merged_cells_and_a_transfer_are_where_they_were_on_the_day(empty: Field) -> None:
    load(empty)
    assert empty.speaker("M13", at(10, 12, year=2025)).roles[0].unit == "H33a"
    assert {role.unit for role in empty.speaker("M14", at(10, 12, year=2025)).roles} == {"H33b"}
    assert {role.unit for role in empty.speaker("M14", at(10, 1)).roles} == {"U33"}
    homes = [empty.speaker("M19", moment).home for moment in (at(31, 8), at(1, 9))]
    assert [home.unit for home in homes if home] == ["U41", "U34"]


def test_reviews_go_up_theo_phan_cap(empty: Field) -> None:
    load(empty)
    assert turn(empty, "M09", NOVEMBER) == {"M07", "M08"}
    assert turn(empty, "M08", NOVEMBER) == {"M07"}
    assert turn(empty, "M07", NOVEMBER) == {"M03", "M04", "M05"}
    assert turn(empty, "M06", NOVEMBER) == {"M03", "M04", "M05"}
    assert turn(empty, "M04", NOVEMBER) == {"M03"}
    assert turn(empty, "M03", NOVEMBER) == {"M01", "M02"}
    assert turn(empty, "M01", NOVEMBER) == {"M02"}
    assert turn(empty, "M26", NOVEMBER) == {"M25"}


@pytest.mark.parametrize("now", [at(2, 1), at(10, 3), JULY, at(31, 12)])
def test_some_cells_live_and_nobody_waits(empty: Field, now: datetime) -> None:
    rows = load(empty, now)
    teacher = empty.speaker("M21", now)
    shown = empty.do(lambda uow: report_sheet(uow, teacher, Quarter.of(now.date()), now))
    assert [each.item.measure for each in shown.items] == [Measure.AT_LEAST] * 3
    mine = empty.do(lambda uow: my_record(uow, teacher, now.year, now))
    assert mine.pledges[0].confirmed_version == 1
    assert bool(mine.reports) == (now.month > 3)
    assert all(each.at <= now for each in mine.history)
    for person in ("M07", "M03", "M20", "M01"):
        assert waiting(empty, person, now) == ()
    for person in (person for person, row in rows.items() if row.unit == "U32"):
        assert pledged(empty, person, now.year) == []


def test_the_closed_branch_has_no_chat(empty: Field) -> None:
    load(empty)
    assert empty.do(lambda uow: uow.units.settings("/U0/U6/").is_on(CHAT_DISABLED))
    assert not empty.do(lambda uow: uow.units.settings("/U0/U3/").is_on(CHAT_DISABLED))


def test_the_library_has_thirty_suggestions_for_three_groups(empty: Field) -> None:
    load(empty)
    counts = [len(suggestions(empty, group)) for group in AudienceGroup]
    assert counts == [10, 14, 6]
    fourth = next(each for each in suggestions(empty, AudienceGroup.LEADER) if each.id == "S04")
    assert (fourth.measure, fourth.due_month_day) == (Measure.ALREADY_PERCENT, (12, 31))
