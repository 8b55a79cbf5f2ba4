"""What may befall a person's life here (core/life.py): each a pure step from one life to the next.

A step raises Refused, with words, where it cannot be on that day; what comes out has passed `check`.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final, TypeVar

from core.errors import Refused
from core.life import STATUS, Held, Life, check
from core.message import say
from core.people import Dated, Membership, MembershipKind, RoleKind, Standing, StandingPeriod, holds_on

_DAY: Final = timedelta(days=1)
_Part = TypeVar("_Part", Membership, StandingPeriod, Held)


def transferred(life: Life, unit: str, day: date) -> Life:
    """At home in `unit` from `day` on; the offices held in the cell left behind end the day before.

    Raises Refused where the person is there already, is not here on that day, or has something dated later.
    """
    home = _home_before(life, day)
    if home.unit == unit:
        raise Refused(say("The comrade belongs to this unit already."))
    if _sets_out(life, day):
        raise Refused(
            say("The comrade is on the way to another cell. Please record the arrival there first.")
        )
    moved = Membership(life.person, unit, home.kind, day)
    return check(_left_cell(replace(life, memberships=_homes(life, home, moved)), home.unit, day))


def departed(life: Life, unit: str, day: date) -> Life:
    """On the way to `unit` from `day` on (đã đi, chưa đến); until the arrival the cell left behind is responsible."""
    home = _home_before(life, day)
    if home.unit == unit:
        raise Refused(say("The comrade belongs to this unit already."))
    if _sets_out(life, day):
        raise Refused(say("The comrade is on the way to another cell already."))
    transit = Membership(life.person, unit, MembershipKind.TRANSIT, day)
    rest = tuple(
        each for each in life.memberships if not (_is_guest_of(each, home) and each.valid_from >= day)
    )
    return check(_left_cell(replace(life, memberships=_sorted((*rest, transit))), home.unit, day))


def arrived(life: Life, day: date) -> Life:
    """At home from `day` on in the cell that the person had set out for."""
    transit = life.transit_on(day)
    if transit is None:
        raise Refused(say("The comrade is not on the way to a cell on that day."))
    home = _home_before(life, day)
    moved = Membership(life.person, transit.unit, home.kind, day)
    rest = replace(life, memberships=_without(life.memberships, transit))
    ended = () if transit.valid_from == day else (replace(transit, valid_to=day - _DAY),)
    return check(replace(rest, memberships=_sorted((*_homes(rest, home, moved), *ended))))


def turned_back(life: Life, day: date) -> Life:
    """Did not go after all: still at home where the person was."""
    transit = life.transit_on(day)
    if transit is None:
        raise Refused(say("The comrade is not on the way to a cell on that day."))
    rest = _without(life.memberships, transit)
    ended = () if transit.valid_from >= day else (replace(transit, valid_to=day - _DAY),)
    return check(replace(life, memberships=_sorted((*rest, *ended))))


def hosted(life: Life, unit: str, kind: MembershipKind, day: date, last: date | None) -> Life:
    """A guest of another cell beside the home: temporarily (with a last day), or where the person lives (213)."""
    if kind.is_home or kind is MembershipKind.TRANSIT:
        raise ValueError("not a guest")
    home = _home_on(life, day)
    if home.unit == unit:
        raise Refused(say("The comrade belongs to this unit already."))
    if any(each.kind is kind and _overlap(each, day, last) for each in life.memberships):
        raise Refused(
            say("The comrade is a guest of another cell in that time already. Please end that first.")
        )
    guest = Membership(life.person, unit, kind, day, last)
    return check(replace(life, memberships=_sorted((*life.memberships, guest))))


def returned(life: Life, kind: MembershipKind, day: date) -> Life:
    """Back from where the person was a guest: from `day` on no more."""
    guest = life.guest_on(kind, day)
    if guest is None:
        raise Refused(say("The comrade is not a guest of another cell on that day."))
    rest = _without(life.memberships, guest)
    ended = () if guest.valid_from >= day else (replace(guest, valid_to=day - _DAY),)
    return check(replace(life, memberships=_sorted((*rest, *ended))))


def stood(life: Life, standing: Standing, day: date, last: date | None = None, reason: str = "") -> Life:
    """Stands so from `day` to `last`; what held before goes on afterwards."""
    _home_on(life, day)
    laid = StandingPeriod(life.person, standing, day, last, reason)
    return check(replace(life, standings=_laid_over(life.standings, laid)))


def resumed(life: Life, day: date) -> Life:
    """From `day` on as before the exemption, suspension or absence that holds then."""
    now = next((each for each in life.standings if holds_on(each, day)), None)
    if now is None or now.standing in STATUS or now.standing.is_gone:
        raise Refused(say("Nothing is recorded for the comrade on that day that could end."))
    status = life.status_on(day)
    return stood(life, status, day, now.valid_to)


def ended(life: Life, standing: Standing, day: date) -> Life:
    """Left or died: `day` is the first day without the person. Whatever was held or planned ends the day before."""
    if not standing.is_gone:
        raise ValueError("nothing ends by that")
    _home_on(life, day)
    before = tuple(each for each in life.standings if each.valid_from < day)
    return check(
        Life(
            life.person,
            _until(life.memberships, day),
            _laid_over(before, StandingPeriod(life.person, standing, day)),
            _until(life.roles, day),
        )
    )


def given(life: Life, held: Held) -> Life:
    """One more office. Raises Refused where the person holds that very one in that time."""
    same = (each for each in life.roles if (each.unit, each.kind) == (held.unit, held.kind))
    if any(_overlap(each, held.valid_from, held.valid_to) for each in same):
        raise Refused(say("The comrade holds this office there already."))
    return check(replace(life, roles=(*life.roles, held)))


def taken(life: Life, unit: str, kind: RoleKind, day: date) -> Life:
    """The office is held no more from `day` on."""
    held = [each for each in life.roles if (each.unit, each.kind) == (unit, kind) and _lasts(each, day)]
    if not held:
        raise Refused(say("The comrade does not hold this office."))
    rest = tuple(each for each in life.roles if each not in held)
    kept = tuple(replace(each, valid_to=day - _DAY) for each in held if each.valid_from < day)
    return check(replace(life, roles=(*rest, *kept)))


def _home_on(life: Life, day: date) -> Membership:
    home = life.home_on(day)
    if home is None or life.standing_on(day).is_gone:
        raise Refused(say("The comrade is not on the list of any unit on that day."))
    return home


def _home_before(life: Life, day: date) -> Membership:
    """The home that is left on `day`; nothing may be planned after it, and it must have lasted a day."""
    home = _home_on(life, day)
    if home.valid_to is not None:
        raise Refused(say("A later change of cell is recorded already. Please take that back first."))
    if home.valid_from >= day:
        raise Refused(
            say("The comrade has belonged to the present unit only since {day}.", day=home.valid_from)
        )
    return home


def _sets_out(life: Life, day: date) -> bool:
    """On the way on `day`, or from a later day on."""
    home = life.home_on(day)
    transits = (each for each in life.memberships if each.kind is MembershipKind.TRANSIT)
    return any(_lasts(each, day) and (home is None or each.unit != home.unit) for each in transits)


def _homes(life: Life, old: Membership, new: Membership) -> tuple[Membership, ...]:
    guests = tuple(each for each in life.memberships if each is not old and not _is_guest_of(each, new))
    return _sorted((*guests, replace(old, valid_to=new.valid_from - _DAY), new))


def _is_guest_of(each: Membership, home: Membership) -> bool:
    """Who was a guest there is at home there now."""
    return not each.kind.is_home and each.unit == home.unit and _lasts(each, home.valid_from)


def _left_cell(life: Life, unit: str, day: date) -> Life:
    here = tuple(each for each in life.roles if each.unit == unit)
    elsewhere = tuple(each for each in life.roles if each.unit != unit)
    return replace(life, roles=(*elsewhere, *_until(here, day)))


def _laid_over(periods: tuple[StandingPeriod, ...], laid: StandingPeriod) -> tuple[StandingPeriod, ...]:
    """`laid` takes its days; of the rest, what is before and after stays as it was."""
    kept: list[StandingPeriod] = []
    for each in periods:
        if not _overlap(each, laid.valid_from, laid.valid_to):
            kept.append(each)
            continue
        if each.valid_from < laid.valid_from:
            kept.append(replace(each, valid_to=laid.valid_from - _DAY))
        if laid.valid_to is not None and (each.valid_to is None or each.valid_to > laid.valid_to):
            kept.append(replace(each, valid_from=laid.valid_to + _DAY))
    return tuple(sorted((*kept, laid), key=lambda each: each.valid_from))


def _until(dated: tuple[_Part, ...], day: date) -> tuple[_Part, ...]:
    """What holds from `day` on ends the day before; what would begin later never does."""
    begun = (each for each in dated if each.valid_from < day)
    return tuple(replace(each, valid_to=day - _DAY) if _lasts(each, day) else each for each in begun)


def _lasts(dated: Dated, day: date) -> bool:
    """Holds on `day` or later."""
    return dated.valid_to is None or dated.valid_to >= day


def _overlap(dated: Dated, first: date, last: date | None) -> bool:
    return _lasts(dated, first) and (last is None or dated.valid_from <= last)


def _without(memberships: tuple[Membership, ...], gone: Membership) -> tuple[Membership, ...]:
    return tuple(each for each in memberships if each is not gone)


def _sorted(memberships: tuple[Membership, ...]) -> tuple[Membership, ...]:
    return tuple(sorted(memberships, key=lambda each: (each.valid_from, each.kind.value)))
