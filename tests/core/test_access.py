"""Who may do what: the table against a slow and obvious model of it, and cases that are easy to get wrong."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.access import Action, Openness, Target, may, scopes
from core.people import AudienceGroup, Person, Role, RoleKind, Standing
from core.speaker import Speaker
from core.turns import reviewers

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
    if own and action is Action.PUBLISH_PLEDGE and target.openness >= Openness.CELL:
        return True
    if who.standing is Standing.SUSPENDED:
        return False

    def over(*kinds: RoleKind) -> bool:
        return any(each.kind in kinds and above_or_at(each.path, target.path) for each in mine)

    leading = (RoleKind.SECRETARY, RoleKind.DEPUTY_SECRETARY, RoleKind.STAFF)
    surveying = any(
        each.kind is RoleKind.SURVEYOR and each.valid_to and above_or_at(each.path, target.path)
        for each in mine
    )
    anothers = target.owner is not None and target.owner != me
    unsealed = anothers and over(RoleKind.ADMINISTRATOR) and me in target.unsealed
    in_the_cell = any(each.kind is RoleKind.MEMBER and each.path == target.path for each in mine)
    opened = target.openness >= Openness.CELL
    if action in (Action.READ_PLEDGE, Action.COMMENT_PLEDGE):
        if over(*leading) or (in_the_cell and opened):
            return True
        if action is Action.COMMENT_PLEDGE:
            return False
        made_public = target.openness is Openness.PUBLISHED and target.audience
        lives_there = any(
            each.kind is RoleKind.MEMBER and above_or_at(target.audience, each.path) for each in mine
        )
        return surveying or unsealed or bool(made_public and lives_there)
    if action is Action.READ_REPORT:
        return over(*leading) or surveying or unsealed
    if action is Action.BREAK_GLASS:
        return over(RoleKind.ADMINISTRATOR)
    if action in (Action.ENTER_FOR, Action.NAME_HELPER, Action.PUBLISH_PLEDGE):
        if action is Action.PUBLISH_PLEDGE and not opened:
            return False
        if not anothers:
            return False
        of_this_cell = any(each.kind in leading[:2] and each.path == target.path for each in mine)
        assert target.owner is not None
        turn = over(*leading) and me in model_turn(target.owner, target.path, held)[1]
        named = action is Action.ENTER_FOR and in_the_cell and me in target.helpers
        return of_this_cell or turn or named
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
        return committee or surveying or over(*leading)
    if action is Action.SEE_COUNTS:
        return committee or surveying or over(*leading, RoleKind.ADMINISTRATOR)
    if action is Action.SEE_TRAIL:
        return over(RoleKind.AUDITOR)
    if action is Action.ISSUE_LINK_CODE:
        return over(*leading, RoleKind.ADMINISTRATOR)
    if action in (Action.CHANGE_PEOPLE, Action.IMPORT_PEOPLE, Action.DELETE_DATA):
        return over(RoleKind.STAFF, RoleKind.ADMINISTRATOR)
    if action is Action.ANSWER_REQUEST:
        return over(*leading)
    if action is Action.HOLD_DATA:
        return over(RoleKind.ADMINISTRATOR)
    if action in (Action.RECORD_STANDING, Action.RECEIVE_PERSON):
        return over(*leading, RoleKind.ADMINISTRATOR)
    if action is Action.FIND_PEOPLE:
        return committee or over(*leading, RoleKind.ADMINISTRATOR)
    assert action is Action.CHANGE_UNITS
    below_staff = any(
        each.kind is RoleKind.STAFF and above_or_at(each.path, target.path) and each.path != target.path
        for each in mine
    )
    return below_staff or over(RoleKind.ADMINISTRATOR)


@settings(max_examples=600)
@given(
    who=st.sampled_from(PEOPLE),
    home=st.none() | st.sampled_from(PATHS),
    standing=st.sampled_from(Standing),
    held=st.lists(roles, max_size=8),
    owner=st.none() | st.sampled_from(PEOPLE),
    path=st.sampled_from(PATHS),
    openness=st.sampled_from(Openness),
    named=st.tuples(st.frozensets(st.sampled_from(PEOPLE)), st.frozensets(st.sampled_from(PEOPLE))),
    audience=st.sampled_from(("", *PATHS)),
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
    named: tuple[frozenset[str], frozenset[str]],
    audience: str,
    action: Action,
) -> None:
    asking = speaker(who, held, home, standing)
    target = Target(path, owner, openness, held, *named, audience)
    assert may(asking, action, target, DAY) is model(asking, action, target, held)


@given(
    st.lists(roles, max_size=8),
    st.sampled_from(Standing),
    st.sampled_from(PATHS),
    st.sampled_from([Action.FIND_PEOPLE, Action.SEE_COUNTS, Action.CHANGE_UNITS, Action.CHANGE_PEOPLE]),
)
def test_a_list_looks_wherever_something_may_be_found(
    held: list[Role], standing: Standing, path: str, action: Action
) -> None:
    asking = speaker("a", held, None, standing)
    looked = scopes(asking, action, DAY)
    if may(asking, action, Target(path), DAY):
        assert any(
            above_or_at(scope.path, path) if scope.with_below else scope.path == path for scope in looked
        )
    for scope in looked:
        assert not any(
            other != scope and other.with_below and above_or_at(other.path, scope.path) for other in looked
        )


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


def test_an_administrator_reads_the_one_person_whose_seal_is_broken() -> None:
    asking = speaker("a", [role("a", RoleKind.ADMINISTRATOR, "/P/C/")], None, Standing.OFFICIAL)
    opened = Target("/P/C/A/", "b", unsealed=frozenset({"a"}))
    reading = (Action.READ_REPORT, Action.READ_PLEDGE)
    assert all(may(asking, action, opened, DAY) for action in reading)
    assert not may(asking, Action.REVIEW_REPORT, opened, DAY)
    assert not any(may(asking, action, Target("/P/C/A/", "b"), DAY) for action in reading)
    elsewhere = Target("/P/D/E/", "b", unsealed=frozenset({"a"}))
    assert not any(may(asking, action, elsewhere, DAY) for action in reading)


def test_a_survey_team_reads_within_its_dates_and_never_without_an_end() -> None:
    team = speaker("a", [role("a", RoleKind.SURVEYOR, "/P/C/", DAY, DAY)], None, Standing.OFFICIAL)
    target = Target("/P/C/A/", "b")
    reading = {Action.READ_PLEDGE, Action.READ_REPORT, Action.SEE_DESK, Action.SEE_COUNTS}
    assert {action for action in Action if may(team, action, target, DAY)} == reading
    assert not any(may(team, action, target, date(2026, 3, 11)) for action in Action)
    endless = speaker("a", [role("a", RoleKind.SURVEYOR, "/P/C/")], None, Standing.OFFICIAL)
    assert not any(may(endless, action, target, DAY) for action in Action)


def test_a_named_helper_types_in_that_persons_paper_and_sees_nothing_else() -> None:
    helping = speaker("a", [], "/P/C/A/", Standing.OFFICIAL)
    target = Target("/P/C/A/", "b", helpers=frozenset({"a"}))
    assert {action for action in Action if may(helping, action, target, DAY)} == {Action.ENTER_FOR}
    moved = speaker("a", [], "/P/C/B/", Standing.OFFICIAL)
    assert not may(moved, Action.ENTER_FOR, target, DAY)


def test_nobody_types_in_or_unseals_what_is_his_own() -> None:
    both = [role("a", RoleKind.SECRETARY, "/P/C/A/"), role("a", RoleKind.ADMINISTRATOR, "/P/")]
    asking = speaker("a", both, "/P/C/A/", Standing.OFFICIAL)
    own = Target("/P/C/A/", "a", helpers=frozenset({"a"}), unsealed=frozenset({"a"}))
    assert not may(asking, Action.ENTER_FOR, own, DAY)
    assert not may(asking, Action.NAME_HELPER, own, DAY)


def test_what_is_made_public_is_read_in_its_unit_and_nowhere_else() -> None:
    plan = Target("/P/C/A/", "b", Openness.PUBLISHED, audience="/P/C/")
    for home, readable in {"/P/C/A/": True, "/P/C/B/": True, "/P/C1/": False, "/P/D/E/": False}.items():
        reader = speaker("a", [], home, Standing.OFFICIAL)
        assert may(reader, Action.READ_PLEDGE, plan, DAY) is readable, home
    neighbour = speaker("a", [], "/P/C/B/", Standing.OFFICIAL)
    assert not may(neighbour, Action.COMMENT_PLEDGE, plan, DAY)
    assert not may(neighbour, Action.READ_PLEDGE, Target("/P/C/A/", "b", Openness.CELL), DAY)


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
