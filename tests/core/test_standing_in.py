"""Standing in for an office: in every list, in the turn to review, and in nothing more; on both databases."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest

from core.access import Action, Target, may
from core.errors import NotAllowed, Refused
from core.people import Role, RoleKind, Standing
from core.turns import reviewers
from core.usecases.change_standing import ChangeStanding, change_standing
from core.usecases.delegate import Delegate, EndDelegation, delegate, end_delegation
from core.usecases.end_membership import RecordDeath, record_death
from storage.work import Repositories
from tests.core.changing import NOW, TODAY, do, stands_in
from tests.core.field import DAY, PATHS, START, Field, field_on


@pytest.fixture
def lite(sqlite_url: str) -> Iterator[Field]:
    """For what hangs on no database: on one."""
    with field_on(sqlite_url) as made:
        yield made


def _leaders(uow: Repositories, day: date) -> list[Role]:
    return uow.people.leaders_over(PATHS["A"], day)


class TestStandingIn:
    def test_it_is_in_every_list_of_leaders(self, field: Field) -> None:
        stands_in(field)
        for found in (
            field.do(lambda uow: uow.people.leaders_over(PATHS["A"], TODAY)),
            field.do(lambda uow: uow.people.leaders_within(PATHS["C"], TODAY)),
        ):
            mine = [role for role in found if role.stands_for == "hai"]
            assert [(role.person, role.kind, role.path) for role in mine] == [
                ("phu", RoleKind.SECRETARY, PATHS["A"])
            ]

    def test_not_before_nor_after_its_days(self, field: Field) -> None:
        stands_in(field)
        for day in (TODAY - DAY, TODAY + 11 * DAY):
            roles = field.do(partial(_leaders, day=day))
            assert all(role.stands_for is None for role in roles)

    def test_who_stands_in_has_the_turn_and_nobody_loses_it(self, field: Field) -> None:
        """The deputy's own documents go to the secretary, as if nobody stood in."""
        stands_in(field)
        leaders = field.do(lambda uow: uow.people.leaders_over(PATHS["A"], TODAY))
        assert reviewers("en", PATHS["A"], leaders, TODAY).people == {"hai", "phu"}
        assert reviewers("phu", PATHS["A"], leaders, TODAY).people == {"hai"}
        assert reviewers("hai", PATHS["A"], leaders, TODAY).path == PATHS["C"]

    @pytest.mark.parametrize("standing", [Standing.SUSPENDED])
    def test_a_suspended_secretary_has_nobody_standing_in(self, field: Field, standing: Standing) -> None:
        stands_in(field)
        do(field, "pa", change_standing, ChangeStanding("hai", standing, TODAY, None, "decision"))
        roles = field.do(lambda uow: uow.people.leaders_over(PATHS["A"], TODAY))
        assert all(role.stands_for is None for role in roles)
        assert all(role.stands_for is None for role in field.speaker("phu", NOW).roles)

    def test_nor_has_one_who_died(self, field: Field) -> None:
        stands_in(field)
        do(field, "pa", record_death, RecordDeath("hai", TODAY))
        assert all(role.stands_for is None for role in field.speaker("phu", NOW).roles)

    def test_it_gives_what_the_office_gives_and_no_more(self, field: Field) -> None:
        field.do(lambda uow: uow.people.add_role("an", "A", RoleKind.CELL_COMMITTEE_MEMBER.value, START))
        before = field.speaker("an", NOW)
        stands_in(field, "an")
        after = field.speaker("an", NOW)
        target = Target(PATHS["A"], "en")
        assert not may(before, Action.READ_REPORT, target, TODAY)
        assert may(after, Action.READ_REPORT, target, TODAY)
        assert not may(after, Action.READ_REPORT, Target(PATHS["B"], "xuan"), TODAY)
        assert not may(after, Action.CHANGE_PEOPLE, target, TODAY)

    @pytest.mark.parametrize("person", ["en", "tich", "hai", "to"])
    def test_only_who_holds_an_office_in_the_same_unit(self, lite: Field, person: str) -> None:
        with pytest.raises(Refused):
            stands_in(lite, person)

    def test_one_at_a_time(self, lite: Field) -> None:
        lite.do(lambda uow: uow.people.add_role("an", "A", RoleKind.CELL_COMMITTEE_MEMBER.value, START))
        stands_in(lite)
        with pytest.raises(Refused):
            stands_in(lite, "an")

    @pytest.mark.parametrize("who", ["en", "to", "tich"])
    def test_nobody_else_delegates_or_ends_it(self, lite: Field, who: str) -> None:
        made = stands_in(lite).after.delegations[0]
        with pytest.raises(NotAllowed):
            do(lite, who, end_delegation, EndDelegation(made.id))
        with pytest.raises(NotAllowed):
            do(lite, who, delegate, Delegate("hai", "phu", RoleKind.SECRETARY, "A", "A", TODAY, TODAY))

    def test_not_over_a_unit_that_lies_elsewhere(self, lite: Field) -> None:
        with pytest.raises(NotAllowed):
            do(lite, "hai", delegate, Delegate("hai", "phu", RoleKind.SECRETARY, "A", "B", TODAY, TODAY))
