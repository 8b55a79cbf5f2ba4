"""The queue of a reviewer far above: the same rows in the same order as looking at everything, read in slices."""

import random
from functools import partial

import pytest

from core.access import Action, Target, may
from core.people import AudienceGroup, Membership, MembershipKind, Person, RoleKind, Standing, StandingPeriod
from core.pledge import Pledge, PledgeKind, PledgeState
from core.speaker import Speaker
from core.usecases import review_queue as queues
from core.usecases.review_queue import review_queue
from storage.work import Repositories
from tests.core.field import DAY, PATHS, START, Field, at, item

NOW = at(10, 3)


def hand_in(uow: Repositories, person: str, unit: str, number: int) -> None:
    uow.pledges.add(
        Pledge(
            id=f"pledge-{person}",
            person=person,
            kind=PledgeKind.EXEMPLARY,
            year=2026,
            unit=unit,
            path=PATHS[unit],
            state=PledgeState.SUBMITTED,
            version=1,
            revision=1,
            confirmed_version=None,
            last_item=1,
            sent_at=at(1, 2) + number // 3 * DAY,
            received_at=at(1, 2),
            late=False,
            items=(item(key="e1"),),
        )
    )


def joins(uow: Repositories, person: str, unit: str, chance: random.Random) -> None:
    uow.people.add(Person(person, f"Lò Văn {person}", 1970, AudienceGroup.ORDINARY_MEMBER))
    uow.people.add_membership(Membership(person, unit, MembershipKind.OFFICIAL, START))
    standing = chance.choice([Standing.OFFICIAL, Standing.OFFICIAL, Standing.SUSPENDED])
    uow.people.change_standing(StandingPeriod(person, standing, START))
    for _ in range(chance.choice([0, 0, 1, 2])):
        kind = chance.choice([RoleKind.SECRETARY, RoleKind.DEPUTY_SECRETARY, RoleKind.STAFF])
        where = chance.choice(list(PATHS))
        speaker = uow.people.speaker(person, NOW.date())
        if speaker is None or all(role.kind is not kind or role.unit != where for role in speaker.roles):
            uow.people.add_role(person, where, kind.value, START)


def turns_of(uow: Repositories, speaker: Speaker, people: list[tuple[str, str]]) -> list[str]:
    """By looking at everything."""
    turns = []
    for person, unit in people:
        leaders = uow.people.leaders_over(PATHS[unit], NOW.date())
        target = Target(PATHS[unit], person, leaders=leaders)
        if may(speaker, Action.REVIEW_PLEDGE, target, NOW.date()):
            pledge = uow.pledges.get(f"pledge-{person}")
            assert pledge is not None
            turns.append((pledge.sent_at, pledge.id))
    return [pledge for _, pledge in sorted(turns)]


@pytest.mark.parametrize("seed", range(6))
def test_it_is_what_looking_at_everything_finds(
    field: Field, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "_SLICE", 3)
    chance = random.Random(seed)
    people = [(f"n{number}", chance.choice(list(PATHS))) for number in range(30)]

    def fill(uow: Repositories) -> None:
        for number, (person, unit) in enumerate(people):
            joins(uow, person, unit, chance)
            hand_in(uow, person, unit, number)

    field.do(fill)
    for reviewer in ("pa", "tich", "hai", "ngan", *(person for person, _ in people[:8])):
        speaker = field.speaker(reviewer, NOW)
        found = field.do(partial(review_queue, speaker=speaker, now=NOW))
        expected = field.do(partial(turns_of, speaker=speaker, people=people))
        assert [each.id for each in found.rows] == expected
        assert not found.more


def test_of_many_the_oldest_are_listed_and_the_rest_is_said(field: Field) -> None:
    def fill(uow: Repositories) -> None:
        for number in range(12):
            joins(uow, f"n{number}", "B", random.Random(1))
            hand_in(uow, f"n{number}", "B", number)

    field.do(fill)
    secretary = field.speaker("tich", NOW)
    found = field.do(partial(review_queue, speaker=secretary, now=NOW, most=5))
    assert (len(found.rows), found.more) == (5, True)
    assert [each.sent_at for each in found.rows] == sorted(each.sent_at for each in found.rows)
