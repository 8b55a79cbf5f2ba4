"""Who may do what: the table against a slow and obvious model of it, and cases that are easy to get wrong."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.access import Action, Openness, Target, may, reviewers
from core.people import AudienceGroup, Person, Role, RoleKind, Standing
from core.speaker import Speaker

DAY = date(2026, 3, 10)
LONG_AGO, LATER = date(2020, 1, 1), date(2030, 1, 1)

PATHS = ("/P/", "/P/C/", "/P/C/A/", "/P/C/B/", "/P/D/", "/P/D/E/", "/P/C1/")
PEOPLE = ("a", "b", "c", "d", "e")
DATES = st.sampled_from(
    [(LONG_AGO, None), (LONG_AGO, DAY), (DAY, None), (LATER, None), (LONG_AGO, date(2026, 3, 9))]
)


def role(person: str, kind: RoleKind, path: str, start: date = LONG_AGO, end: date | None = None) -> Role:
    return Role(person, path.split("/")[-2], path, kind, start, end)


roles = st.builds(
    lambda person, kind, path, dates: role(person, kind, path, *dates),
    st.sampled_from(PEOPLE),
    st.sampled_from([kind for kind in RoleKind if kind is not RoleKind.MEMBER]),
    st.sampled_from(PATHS),
    DATES,
)


def speaker(person: str, held: list[Role], home: str | None, standing: Standing) -> Speaker:
    own = [each for each in held if each.person == person]
    if home is not None:
        own.append(role(person, RoleKind.MEMBER, home))
    return Speaker(Person(person, f"Nguyễn {person}", 1970, AudienceGroup.LEADER), standing, tuple(own))


# The model: no table, no shared helper; each action spelled out in words and ifs.


def parts(path: str) -> list[str]:
    return path.strip("/").split("/")


def above_or_at(top: str, path: str) -> bool:
    return parts(path)[: len(parts(top))] == parts(top)


def valid(each: Role) -> bool:
    return each.valid_from <= DAY and (each.valid_to is None or each.valid_to >= DAY)


def model_turn(owner: str, path: str, held: list[Role]) -> tuple[str | None, set[str]]:
    held = [each for each in held if valid(each)]
    chain = ["/" + "/".join(parts(path)[:n]) + "/" for n in range(len(parts(path)), 0, -1)]
    start, same_level_only_secretary = 0, False
    for position, level in enumerate(chain):
        kinds = {each.kind for each in held if each.person == owner and each.path == level}
        if RoleKind.SECRETARY in kinds:
            start, same_level_only_secretary = position + 1, False
        elif RoleKind.DEPUTY_SECRETARY in kinds:
            start, same_level_only_secretary = position, True
    for position, level in enumerate(chain):
        if position < start:
            continue
        others = [each for each in held if each.path == level and each.person != owner]
        secretaries = {each.person for each in others if each.kind is RoleKind.SECRETARY}
        deputies = {each.person for each in others if each.kind is RoleKind.DEPUTY_SECRETARY}
        staff = {each.person for each in others if each.kind is RoleKind.STAFF}
        if position == start and same_level_only_secretary:
            if secretaries:
                return level, secretaries
            continue
        if secretaries | deputies:
            return level, secretaries | deputies
        if staff and position > 0:
            return level, staff
    return None, set()


def model(who: Speaker, action: Action, target: Target, held: list[Role]) -> bool:  # noqa: C901 - plain on purpose
    if who.standing in (Standing.LEFT, Standing.DECEASED):
        return False
    me = who.person.id
    mine = [each for each in who.roles if valid(each)]
    is_member = any(each.kind is RoleKind.MEMBER for each in mine)
    own = is_member and target.owner == me
    if action in (Action.PLEDGE, Action.REPORT):
        return own
    if own and action in (Action.READ_PLEDGE, Action.READ_REPORT, Action.SEE_TRAIL):
        return True
    if who.standing is Standing.SUSPENDED:
        return False

    def over(*kinds: RoleKind) -> bool:
        return any(each.kind in kinds and above_or_at(each.path, target.path) for each in mine)

    leading = (RoleKind.SECRETARY, RoleKind.DEPUTY_SECRETARY, RoleKind.STAFF)
    in_the_cell = any(each.kind is RoleKind.MEMBER and each.path == target.path for each in mine)
    opened = target.openness >= Openness.CELL
    if action in (Action.READ_PLEDGE, Action.COMMENT_PLEDGE):
        return over(*leading) or (in_the_cell and opened)
    if action is Action.READ_REPORT:
        return over(*leading)
    if action in (Action.REVIEW_PLEDGE, Action.REVIEW_REPORT):
        if target.owner is None or not over(*leading):
            return False
        return me in model_turn(target.owner, target.path, held)[1]
    if action is Action.UNACCEPT_REPORT:
        if target.owner is None or target.owner == me:
            return False
        level, _ = model_turn(target.owner, target.path, held)
        return level is not None and any(
            each.kind in leading and above_or_at(each.path, level) and each.path != level for each in mine
        )
    committee = any(each.kind is RoleKind.CELL_COMMITTEE_MEMBER and each.path == target.path for each in mine)
    if action is Action.SEE_DESK:
        return committee or over(*leading)
    if action is Action.SEE_COUNTS:
        return committee or over(*leading, RoleKind.ADMINISTRATOR)
    if action is Action.SEE_TRAIL:
        return over(RoleKind.AUDITOR)
    if action is Action.ISSUE_LINK_CODE:
        return over(*leading, RoleKind.ADMINISTRATOR)
    if action is Action.CHANGE_PEOPLE:
        return over(RoleKind.STAFF, RoleKind.ADMINISTRATOR)
    assert action is Action.CHANGE_UNITS
    return over(RoleKind.ADMINISTRATOR)


@settings(max_examples=600)
@given(
    who=st.sampled_from(PEOPLE),
    home=st.none() | st.sampled_from(PATHS),
    standing=st.sampled_from(Standing),
    held=st.lists(roles, max_size=8),
    owner=st.none() | st.sampled_from(PEOPLE),
    path=st.sampled_from(PATHS),
    openness=st.sampled_from(Openness),
    action=st.sampled_from(Action),
)
def test_the_table_says_what_the_model_says(
    who: str,
    home: str | None,
    standing: Standing,
    held: list[Role],
    owner: str | None,
    path: str,
    openness: Openness,
    action: Action,
) -> None:
    asking = speaker(who, held, home, standing)
    target = Target(path, owner, openness, held)
    assert may(asking, action, target, DAY) is model(asking, action, target, held)


@given(st.lists(roles, max_size=10), st.sampled_from(PEOPLE), st.sampled_from(PATHS))
def test_nobody_reviews_his_own_and_the_turn_is_at_one_level(held: list[Role], owner: str, path: str) -> None:
    turn = reviewers(owner, path, held, DAY)
    assert owner not in turn.people
    assert bool(turn.people) == bool(turn.path)
    assert all(
        any(each.person == person and each.path == turn.path for each in held) for person in turn.people
    )


def test_a_path_is_no_prefix_of_a_longer_name() -> None:
    held = [role("a", RoleKind.SECRETARY, "/P/C/")]
    asking = speaker("a", held, None, Standing.OFFICIAL)
    assert may(asking, Action.READ_REPORT, Target("/P/C/A/", "b"), DAY)
    assert not may(asking, Action.READ_REPORT, Target("/P/C1/", "b"), DAY)


def test_an_administrator_sees_counts_and_no_content() -> None:
    asking = speaker("a", [role("a", RoleKind.ADMINISTRATOR, "/P/")], None, Standing.OFFICIAL)
    target = Target("/P/C/A/", "b", Openness.PUBLISHED)
    assert may(asking, Action.SEE_COUNTS, target, DAY)
    for content in (Action.READ_REPORT, Action.READ_PLEDGE, Action.SEE_DESK, Action.REVIEW_REPORT):
        assert not may(asking, content, target, DAY)


def test_an_auditor_sees_the_log_only() -> None:
    asking = speaker("a", [role("a", RoleKind.AUDITOR, "/P/")], None, Standing.OFFICIAL)
    allowed = {action for action in Action if may(asking, action, Target("/P/C/A/", "b"), DAY)}
    assert allowed == {Action.SEE_TRAIL}


@pytest.mark.parametrize("standing", [Standing.LEFT, Standing.DECEASED])
def test_who_is_gone_may_nothing(standing: Standing) -> None:
    asking = speaker("a", [role("a", RoleKind.SECRETARY, "/P/")], "/P/C/A/", standing)
    assert not any(may(asking, action, Target("/P/C/A/", "a"), DAY) for action in Action)
    assert not any(may(asking, action, Target("/P/C/A/", "b"), DAY) for action in Action)


def test_a_term_that_ended_yesterday_gives_nothing_today() -> None:
    held = [role("a", RoleKind.SECRETARY, "/P/C/A/", LONG_AGO, date(2026, 3, 9))]
    asking = speaker("a", held, None, Standing.OFFICIAL)
    assert not may(asking, Action.SEE_DESK, Target("/P/C/A/"), DAY)
    assert may(asking, Action.SEE_DESK, Target("/P/C/A/"), date(2026, 3, 9))


def test_who_leads_twice_is_reviewed_above_the_higher_office() -> None:
    held = [
        role("a", RoleKind.SECRETARY, "/P/C/A/"),
        role("a", RoleKind.DEPUTY_SECRETARY, "/P/C/"),
        role("b", RoleKind.SECRETARY, "/P/C/"),
        role("c", RoleKind.DEPUTY_SECRETARY, "/P/C/"),
        role("d", RoleKind.SECRETARY, "/P/"),
    ]
    assert reviewers("a", "/P/C/A/", held, DAY).people == {"b"}
    assert reviewers("b", "/P/C/A/", held, DAY).people == {"d"}
    assert reviewers("c", "/P/C/", held, DAY).people == {"b"}
