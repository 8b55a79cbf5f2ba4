"""Who may give which office where: the table against a slow and obvious model of it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.appointing import TABLE, appoints, may_appoint, offices, others_in
from core.life import Held
from core.people import AudienceGroup, Person, Role, RoleKind, Standing
from core.speaker import Speaker
from tests.core.test_access import DAY, LATER, LONG_AGO, PATHS

GIVEN = [kind for kind in RoleKind if kind is not RoleKind.MEMBER]
held_roles = st.builds(
    lambda kind, path, dates, giver: Role("me", path.split("/")[-2], path, kind, dates[0], dates[1], giver),
    st.sampled_from(GIVEN),
    st.sampled_from(PATHS),
    st.sampled_from([(LONG_AGO, None), (LONG_AGO, date(2026, 3, 9)), (LATER, None), (DAY, DAY)]),
    st.sampled_from([None, None, "another"]),
)


def who(held: list[Role], standing: Standing = Standing.OFFICIAL) -> Speaker:
    return Speaker(Person("me", "Nguyễn Văn A", 1970, AudienceGroup.LEADER), standing, tuple(held))


def units(path: str) -> list[str]:
    return [each for each in path.split("/") if each]


def model(held: list[Role], standing: Standing, office: RoleKind, path: str, person: str) -> bool:
    """No table: in words and ifs."""
    if person == "me" or standing in (Standing.SUSPENDED, Standing.LEFT, Standing.DECEASED):
        return False
    for role in held:
        if (
            role.stands_for is not None
            or not role.valid_from <= DAY
            or (role.valid_to and role.valid_to < DAY)
        ):
            continue
        here, there = units(role.path), units(path)
        at_or_below = there[: len(here)] == here
        if role.kind is RoleKind.ADMINISTRATOR and at_or_below:
            return True
        if role.kind is RoleKind.SECRETARY and there == here and office is RoleKind.CELL_COMMITTEE_MEMBER:
            return True
        if role.kind is RoleKind.STAFF and at_or_below:
            if office in (RoleKind.AUDITOR, RoleKind.ADMINISTRATOR):
                continue
            if office is not RoleKind.STAFF or there != here:
                return True
    return False


@settings(max_examples=400)
@given(
    held=st.lists(held_roles, max_size=5),
    standing=st.sampled_from(Standing),
    office=st.sampled_from(GIVEN),
    path=st.sampled_from(PATHS),
    person=st.sampled_from(["me", "en"]),
)
def test_the_table_says_what_the_model_says(
    held: list[Role], standing: Standing, office: RoleKind, path: str, person: str
) -> None:
    speaker = who(held, standing)
    wanted = model(held, standing, office, path, person)
    assert may_appoint(speaker, office, path, person, DAY) == wanted
    assert (office in offices(speaker, path, person, DAY)) == wanted
    if wanted:
        assert appoints(speaker, DAY)


def test_nobody_gives_the_office_of_a_member() -> None:
    assert all(row.office is not RoleKind.MEMBER for row in TABLE)
    assert {row.office for row in TABLE} == set(GIVEN)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2026, 1, 1), None, ("b",)),
        (date(2026, 1, 1), date(2026, 1, 31), ("b",)),
        (date(2026, 2, 1), None, ()),
        (date(2025, 1, 1), date(2025, 12, 31), ()),
    ],
)
def test_who_else_holds_it_in_that_time(first: date, last: date | None, found: tuple[str, ...]) -> None:
    holders = [
        ("a", Held("A", RoleKind.SECRETARY, date(2020, 1, 1))),
        ("b", Held("A", RoleKind.SECRETARY, date(2026, 1, 1), date(2026, 1, 31))),
    ]
    assert others_in(holders, "a", first, last) == found
