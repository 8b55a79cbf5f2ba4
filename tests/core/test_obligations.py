"""Who owes what: rows written and corrected as life goes on, against a recount from scratch."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.documents import Document, window
from core.obligations import Facts, LeftOut, Obligation, Place, expected
from core.occasion import local_day
from core.people import AudienceGroup, Membership, MembershipKind, Person, Standing, StandingPeriod, holds_on
from core.settings import UnitSettings
from core.text.periods import Quarter
from core.usecases.add_person import AddPerson, add_person
from core.usecases.open_period import begun, correct_obligations, open_period
from storage.work import Repositories
from tests.core.field import PEOPLE, Q1, Q2, Field, at

DAY = timedelta(days=1)
OFFICIAL = MembershipKind.OFFICIAL
REPORT1, REPORT2, PLEDGE = Document.report(Q1), Document.report(Q2), Document.pledge(2026)


def opened(field: Field, document: Document, limit: int = 4) -> int:
    added, last = 0, ""
    while True:
        done = field.do(partial(open_period, document=document, after=last, limit=limit))
        added += done.added
        if done.last is None:
            return added
        last = done.last


def owed(field: Field, person: str, document: Document) -> Obligation:
    found = field.do(lambda uow: uow.obligations.get(person, document))
    assert found is not None
    return found


def stand(field: Field, person: str, standing: Standing, since: date) -> None:
    def change(uow: Repositories) -> None:
        uow.people.change_standing(StandingPeriod(person, standing, since))
        correct_obligations(uow, person, since)

    field.do(change)


def move(field: Field, person: str, unit: str, since: date) -> None:
    def change(uow: Repositories) -> None:
        uow.people.end_membership(person, since - DAY)
        uow.people.add_membership(Membership(person, unit, OFFICIAL, since))
        correct_obligations(uow, person, since)

    field.do(change)


def test_opening_twice_or_in_slices_writes_one_row_each(field: Field) -> None:
    assert opened(field, REPORT1) == len(PEOPLE)
    assert opened(field, REPORT1, limit=100) == 0
    assert owed(field, "en", REPORT1).path == "/P/C/A/"
    assert owed(field, "ut", REPORT1).group is AudienceGroup.NON_MEMBER


def test_begun_by_a_day() -> None:
    assert begun(date(2026, 5, 1)) == (PLEDGE, REPORT2)


def test_leaders_are_due_first(field: Field) -> None:
    opened(field, PLEDGE)
    assert owed(field, "hai", PLEDGE).due < owed(field, "en", PLEDGE).due


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        (Standing.EXEMPT, LeftOut.EXEMPT),
        (Standing.SUSPENDED, LeftOut.SUSPENDED),
        (Standing.LEFT, LeftOut.LEFT),
        (Standing.DECEASED, LeftOut.DECEASED),
    ],
)
def test_a_change_of_standing_counts_from_its_day(field: Field, standing: Standing, reason: LeftOut) -> None:
    opened(field, REPORT1)
    opened(field, REPORT2)
    stand(field, "en", standing, date(2026, 4, 10))
    assert owed(field, "en", REPORT1).left_out is None
    assert owed(field, "en", REPORT2).left_out is reason
    assert [each.document for each in field.do(lambda uow: uow.obligations.pending("en"))] == [REPORT1]
    stand(field, "en", Standing.OFFICIAL, date(2026, 5, 1))
    assert owed(field, "en", REPORT2).left_out is None


def test_a_transfer_moves_what_is_not_due_yet_and_leaves_the_past(field: Field) -> None:
    opened(field, REPORT1)
    opened(field, REPORT2)
    move(field, "en", "E", date(2026, 5, 4))
    assert owed(field, "en", REPORT1).path == "/P/C/A/"
    assert owed(field, "en", REPORT2).path == "/P/D/E/"
    secretary = field.speaker("en", at(10, 5)).home
    assert secretary is not None
    assert secretary.unit == "E"


def test_who_was_between_two_cells_owes_the_new_one_in_a_newcomers_time(field: Field) -> None:
    opened(field, REPORT1)
    leave = date(2026, 3, 1)

    def go(uow: Repositories) -> None:
        uow.people.end_membership("en", leave - DAY)
        correct_obligations(uow, "en", leave)

    field.do(go)
    assert owed(field, "en", REPORT1).left_out is LeftOut.LEFT

    def arrive(uow: Repositories) -> None:
        uow.people.add_membership(Membership("en", "E", OFFICIAL, date(2026, 4, 1)))
        correct_obligations(uow, "en", date(2026, 4, 1))

    field.do(arrive)
    now = owed(field, "en", REPORT1)
    assert (now.unit, now.left_out, local_day(now.due)) == ("E", None, date(2026, 5, 4))


def test_what_was_handed_in_stays_where_it_was(field: Field) -> None:
    opened(field, REPORT2)
    field.do(lambda uow: uow.obligations.clear("en", REPORT2, at(10, 4)))
    move(field, "en", "E", date(2026, 5, 4))
    assert owed(field, "en", REPORT2).path == "/P/C/A/"


def test_a_newcomer_owes_the_pledge_in_thirty_days_and_the_report_that_is_still_to_come(field: Field) -> None:
    for document in (PLEDGE, REPORT1, REPORT2):
        opened(field, document)
    joined = date(2026, 5, 19)
    new = AddPerson("Giàng  Thị Mỷ ", 2001, "A", AudienceGroup.ORDINARY_MEMBER, Standing.PROBATIONARY, joined)
    person = field.do(lambda uow: add_person(uow, None, new, joined, field.chance))
    assert person.full_name == "Giàng Thị Mỷ"
    pending = field.do(lambda uow: uow.obligations.pending(person.id))
    assert [(each.document, each.due.astimezone(at(1, 1).tzinfo).date()) for each in pending] == [
        (PLEDGE, date(2026, 6, 18)),
        (REPORT2, date(2026, 6, 22)),
    ]


def test_who_joins_in_the_last_month_does_not_owe_the_quarter(field: Field) -> None:
    opened(field, REPORT2)
    joined = date(2026, 6, 2)
    new = AddPerson("Mã A Lềnh", 2001, "A", AudienceGroup.ORDINARY_MEMBER, Standing.PROBATIONARY, joined)
    person = field.do(lambda uow: add_person(uow, None, new, joined, field.chance))
    assert field.do(lambda uow: uow.obligations.get(person.id, REPORT2)) is None


# A history of one person, told twice: as corrections of rows, and as a recount by plain words.

UNITS = ("A", "B", "E")
SETTINGS = {"A": UnitSettings(), "B": UnitSettings(({"due.report": "25"},)), "E": UnitSettings()}
events = st.lists(
    st.tuples(
        st.dates(date(2025, 12, 1), date(2026, 12, 31)),
        st.sampled_from([*UNITS, "official", "exempt", "suspended", "away"]),
    ),
    max_size=6,
    unique_by=lambda event: event[0],
).map(sorted)


def places(unit: str, day: date) -> Place:  # noqa: ARG001 - these units never move
    return Place(f"/P/{unit}/", SETTINGS[unit])


def told(joined: date, history: list[tuple[date, str]]) -> Facts:
    homes = [Membership("x", "A", OFFICIAL, joined)]
    stands = [StandingPeriod("x", Standing.OFFICIAL, joined)]
    for day, event in history:
        if day <= joined:
            continue
        if event in UNITS or event == "away":
            if homes[-1].valid_to is None:
                homes[-1] = replace(homes[-1], valid_to=day - DAY)
            if event != "away":
                homes.append(Membership("x", event, OFFICIAL, day))
        else:
            stands[-1] = replace(stands[-1], valid_to=day - DAY)
            stands.append(StandingPeriod("x", Standing(event), day))
    return Facts(Person("x", "Lò X", 1970, AudienceGroup.ORDINARY_MEMBER), homes, stands)


quarters = st.sampled_from([Quarter(2026, number) for number in (1, 2, 3, 4)])


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(date(2025, 11, 1), date(2026, 11, 1)), events, quarters)
def test_an_obligation_belongs_to_the_home_of_the_day_it_falls_due(
    joined: date, history: list[tuple[date, str]], quarter: Quarter
) -> None:
    facts = told(joined, history)
    found = expected(facts, Document.report(quarter), places)
    if joined > quarter.last_day.replace(day=1):
        assert found is None
        return
    if found is None:
        through = [each for each in facts.memberships if holds_on(each, quarter.last_day.replace(day=1))]
        assert not through
        return
    due = found.due.date()
    home = facts.home_on(due)
    if home is not None:
        own_due = window(found.document, AudienceGroup.ORDINARY_MEMBER, SETTINGS[home.unit]).due.date()
        assert found.unit == home.unit or home.valid_from > own_due
        assert (found.left_out is None) == facts.standing_on(due).owes
    else:
        assert found.left_out is not None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=events)
def test_corrected_rows_equal_a_recount(field: Field, history: list[tuple[date, str]]) -> None:
    person = field.chance.new_id()
    new = AddPerson(
        "Lò X", 1970, "A", AudienceGroup.ORDINARY_MEMBER, Standing.OFFICIAL, date(2025, 11, 1), id=person
    )
    documents = [PLEDGE, *(Document.report(Quarter(2026, number)) for number in (1, 2, 3, 4))]
    for document in documents:
        opened(field, document, limit=500)
    field.do(lambda uow: add_person(uow, None, new, date(2025, 11, 1), field.chance))

    def live(uow: Repositories) -> None:
        for day, event in history:
            if event in UNITS:
                uow.people.end_membership(person, day - DAY)
                uow.people.add_membership(Membership(person, event, OFFICIAL, day))
            elif event == "away":
                uow.people.end_membership(person, day - DAY)
            else:
                uow.people.change_standing(StandingPeriod(person, Standing(event), day))
            correct_obligations(uow, person, day)

    def recount(uow: Repositories) -> list[Obligation]:
        facts = uow.people.facts(person)
        assert facts is not None
        book = uow.units.places()
        return [each for each in (expected(facts, document, book) for document in documents) if each]

    field.do(live)
    kept = {each.document: each for each in field.do(lambda uow: uow.obligations.of_person(person))}
    for each in field.do(recount):
        assert kept[each.document] == each
