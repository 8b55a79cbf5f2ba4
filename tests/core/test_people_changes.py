"""Changes about people: taking back while possible, what is owed then, and what the store refuses."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from core.documents import Document
from core.errors import Moved, NotAllowed, Refused
from core.history import Deed, Entry, about
from core.life import Broken, Life, check
from core.obligations import LeftOut
from core.people import AudienceGroup, Membership, MembershipKind, RoleKind, Standing
from core.people_history import PersonChange
from core.pledge import Pledge, PledgeKind, PledgeState
from core.usecases.add_person import AddPerson, add_person
from core.usecases.change_standing import BecomeOfficial, ChangeStanding, become_official, change_standing
from core.usecases.end_membership import RecordDeath, record_death
from core.usecases.give_role import EndRole, GiveRole, end_role, give_role
from core.usecases.open_period import begun, open_period
from core.usecases.recent_changes import about_person, by_speaker
from core.usecases.transfer_person import HostPerson, TransferPerson, host_person, transfer_person
from storage.engine.statements import Statement
from storage.work import Repositories
from tests.core.changing import NOW, TODAY, do, undo
from tests.core.field import DAY, PATHS, Q1, Q2, START, Field, field_on

_A_SECOND_HOME = Statement(
    "insert into membership (person_id, valid_from, kind, unit_id, is_home)"
    " values ('en', '2026-03-10', 'official', 'B', 1)"
)


@pytest.fixture
def lite(sqlite_url: str) -> Iterator[Field]:
    """For what hangs on no database: on one."""
    with field_on(sqlite_url) as made:
        yield made


class TestTakingBack:
    def test_a_day_later_it_is_too_late(self, lite: Field) -> None:
        done = do(lite, "pa", transfer_person, TransferPerson("en", "B", TODAY))
        with pytest.raises(Refused):
            undo(lite, "pa", done, days=1, hours=1)

    def test_but_not_before_the_day_from_which_it_holds(self, lite: Field) -> None:
        done = do(lite, "pa", transfer_person, TransferPerson("en", "B", TODAY + 20 * DAY))
        undo(lite, "pa", done, days=19)
        found = lite.do(lambda uow: uow.people.resident("en", TODAY + 30 * DAY))
        assert found is not None
        assert found.unit == "A"

    def test_not_twice(self, lite: Field) -> None:
        done = do(lite, "pa", transfer_person, TransferPerson("en", "B", TODAY))
        undo(lite, "pa", done)
        with pytest.raises(Refused):
            undo(lite, "pa", done)

    def test_the_newer_first(self, lite: Field) -> None:
        older = do(lite, "pa", transfer_person, TransferPerson("en", "B", TODAY))
        newer = do(lite, "pa", change_standing, ChangeStanding("en", Standing.EXEMPT, TODAY, None, "rule"))
        with pytest.raises(Refused):
            undo(lite, "pa", older)
        undo(lite, "pa", newer)
        undo(lite, "pa", older)

    def test_not_when_a_document_was_decided_on_since(self, lite: Field) -> None:
        done = do(lite, "pa", transfer_person, TransferPerson("en", "B", TODAY))
        lite.do(lambda uow: _decided(uow, "en"))
        with pytest.raises(Refused):
            undo(lite, "pa", done, hours=1)

    def test_not_when_another_holds_the_office_by_now(self, lite: Field) -> None:
        ended = do(lite, "pa", end_role, EndRole("hai", "A", RoleKind.SECRETARY, TODAY))
        do(lite, "pa", give_role, GiveRole("phu", "A", RoleKind.SECRETARY, TODAY))
        with pytest.raises(Refused):
            undo(lite, "pa", ended)

    @pytest.mark.parametrize("who", ["en", "hai", "to", "tich", "xuan"])
    def test_only_by_who_could_do_it(self, lite: Field, who: str) -> None:
        done = do(lite, "pa", transfer_person, TransferPerson("en", "B", TODAY))
        with pytest.raises(NotAllowed):
            undo(lite, who, done)

    def test_all_of_it_stays_in_the_history(self, lite: Field) -> None:
        done = do(lite, "pa", transfer_person, TransferPerson("en", "B", TODAY))
        undo(lite, "pa", done)
        entries = lite.do(lambda uow: uow.history.of(about("en")))
        assert [(each.actor, each.deed) for each in entries] == [
            ("pa", Deed.TRANSFERRED),
            ("pa", Deed.UNDONE),
        ]
        staff, stranger = lite.speaker("pa", NOW), lite.speaker("to", NOW)
        told = lite.do(lambda uow: about_person(uow, staff, "en", NOW))
        assert {each.change.deed for each in told} == {Deed.UNDONE, Deed.TRANSFERRED}
        assert all(each.why_not is not None for each in told)
        assert lite.do(lambda uow: by_speaker(uow, stranger, NOW)) == ()
        with pytest.raises(NotAllowed):
            lite.do(lambda uow: about_person(uow, stranger, "en", NOW))


def _decided(uow: Repositories, person: str) -> None:
    made = Pledge(
        "p1",
        person,
        PledgeKind.EXEMPLARY,
        2026,
        "A",
        PATHS["A"],
        PledgeState.SUBMITTED,
        version=1,
        revision=1,
        confirmed_version=None,
        last_item=0,
        sent_at=NOW,
        received_at=NOW,
        late=False,
        items=(),
    )
    uow.pledges.add(made)
    uow.history.add(Entry("p1", NOW + timedelta(minutes=5), "tich", Deed.CONFIRMED, 1))
    assert uow.person_changes.decided_since(person, NOW)


class TestWhatIsOwed:
    def test_who_left_before_a_period_began_owes_nothing_of_it(self, lite: Field) -> None:
        """A row that was opened ahead, for whom the facts ask nothing any more, is left out and not kept pending."""
        lite.do(lambda uow: open_period(uow, Document.report(Q2)))
        do(lite, "pa", record_death, RecordDeath("en", TODAY))
        owed = lite.do(lambda uow: uow.obligations.get("en", Document.report(Q2)))
        assert owed is not None
        assert owed.left_out is LeftOut.DECEASED

    def test_a_period_opened_later_finds_the_same(self, lite: Field) -> None:
        do(lite, "pa", transfer_person, TransferPerson("en", "E", TODAY, sets_out=True))
        for document in begun(TODAY):
            lite.do(partial(open_period, document=document))
        owed = lite.do(lambda uow: uow.obligations.get("en", Document.report(Q1)))
        assert owed is not None
        assert (owed.unit, owed.left_out) == ("A", LeftOut.IN_TRANSIT)


def test_who_is_at_home_there_by_a_roster_is_not_on_the_way_any_more(field: Field) -> None:
    """The roster moves the home and knows nothing of the way."""
    do(field, "pa", transfer_person, TransferPerson("en", "E", TODAY, sets_out=True))
    later = TODAY + 5 * DAY

    def imported(uow: Repositories) -> None:
        uow.people.end_membership("en", later - DAY)
        uow.people.add_membership(Membership("en", "E", MembershipKind.OFFICIAL, later))

    field.do(imported)
    facts = field.do(lambda uow: uow.people.facts("en"))
    life = field.do(lambda uow: uow.lives.get("en"))
    assert facts is not None
    assert life is not None
    assert (facts.in_transit_on(later - DAY), facts.in_transit_on(later)) == (True, False)
    assert life.transit_on(later) is None
    do(field, "pa", transfer_person, TransferPerson("en", "B", later + DAY))


class TestTheStore:
    def test_two_homes_on_one_day_are_refused_whoever_writes_them(self, field: Field) -> None:
        with pytest.raises(Broken):
            field.do(
                lambda uow: uow.people.add_membership(
                    Membership("en", "B", MembershipKind.OFFICIAL, TODAY, TODAY + DAY)
                )
            )
        with pytest.raises(Broken):
            check(
                Life(
                    "en",
                    (
                        Membership("en", "A", MembershipKind.OFFICIAL, START),
                        Membership("en", "B", MembershipKind.OFFICIAL, TODAY),
                    ),
                )
            )

    def test_two_without_an_end_are_refused_by_a_constraint(self, field: Field) -> None:
        with pytest.raises(Exception, match="uq_membership_home_without_end"):
            field.do(lambda uow: uow.connection.execute(_A_SECOND_HOME))

    def test_what_undoes_a_change_does_so_once(self, field: Field) -> None:
        done = do(field, "pa", transfer_person, TransferPerson("en", "B", TODAY))
        undone = undo(field, "pa", done)
        newest = field.do(lambda uow: uow.person_changes.of("en", 1))[0]
        assert newest.undoes == undone.id
        with pytest.raises(Moved):
            field.do(lambda uow: uow.person_changes.add(_again(newest)))


def _again(change: PersonChange) -> PersonChange:
    return replace(change, id="another")


class TestTheRest:
    def test_a_probationary_member_becomes_an_official_one(self, lite: Field) -> None:
        do(lite, "pa", change_standing, ChangeStanding("en", Standing.ABSENT, TODAY, TODAY + DAY, "work"))
        with pytest.raises(Refused):
            do(lite, "pa", become_official, BecomeOfficial("en", TODAY + 5 * DAY))

    @pytest.mark.parametrize(
        ("kind", "last"),
        [
            (MembershipKind.TEMPORARY, None),
            (MembershipKind.TEMPORARY, TODAY),
            (MembershipKind.TEMPORARY, TODAY + 800 * DAY),
        ],
    )
    def test_a_temporary_stay_has_a_last_day_within_two_years(
        self, lite: Field, kind: MembershipKind, last: date | None
    ) -> None:
        with pytest.raises(Refused):
            do(lite, "pa", host_person, HostPerson("en", "E", kind, TODAY, last))

    @pytest.mark.parametrize("day", [date(2025, 12, 31), TODAY + 200 * DAY])
    def test_days_are_bounded(self, lite: Field, day: date) -> None:
        with pytest.raises(Refused):
            do(lite, "pa", transfer_person, TransferPerson("en", "B", day))

    def test_an_unknown_unit_and_an_unknown_person_are_answered_alike(self, lite: Field) -> None:
        with pytest.raises(NotAllowed):
            do(lite, "to", transfer_person, TransferPerson("en", "E", TODAY))
        with pytest.raises(NotAllowed):
            do(lite, "to", transfer_person, TransferPerson("nobody", "E", TODAY))
        with pytest.raises(Refused):
            do(lite, "pa", transfer_person, TransferPerson("en", "nowhere", TODAY))

    def test_nobody_adds_somebody_with_an_office_that_is_not_theirs_to_give(self, lite: Field) -> None:
        """Staff make no administrator, not even of a newcomer."""
        staff = lite.speaker("pa", NOW)
        new = AddPerson(
            "Kẻ Lạ",
            None,
            "A",
            AudienceGroup.ORDINARY_MEMBER,
            Standing.OFFICIAL,
            TODAY,
            ((RoleKind.ADMINISTRATOR, "P"),),
        )
        with pytest.raises(NotAllowed):
            lite.do(lambda uow: add_person(uow, staff, new, TODAY, lite.chance))
        leads = replace(new, roles=((RoleKind.DEPUTY_SECRETARY, "A"),))
        assert lite.do(lambda uow: add_person(uow, staff, leads, TODAY, lite.chance)).full_name == "Kẻ Lạ"
