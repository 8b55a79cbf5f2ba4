"""What a change about a person touched, as it is sealed. Read for ever: a new form gets a new number."""

from datetime import date
from typing import Any, Final

import orjson

from core.delegation import Delegation
from core.life import Held, Life
from core.people import Membership, MembershipKind, RoleKind, Standing, StandingPeriod
from core.people_history import PersonChange, Snapshot

_FORM: Final = 1


def write_detail(change: PersonChange) -> bytes:
    fields = {
        "form": _FORM,
        "words": dict(change.words),
        "before": _write(change.before),
        "after": _write(change.after),
    }
    return orjson.dumps(fields)


def read_detail(blob: bytes) -> dict[str, Any]:
    """The arguments of a PersonChange that are not columns."""
    fields = orjson.loads(blob)
    return {"words": fields["words"], "before": _read(fields["before"]), "after": _read(fields["after"])}


def _write(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "lives": [_write_life(life) for life in snapshot.lives],
        "delegations": [
            [d.id, d.giver, d.person, d.kind, d.role_unit, d.unit, d.valid_from, d.valid_to]
            for d in snapshot.delegations
        ],
        "addresses": list(snapshot.addresses),
    }


def _write_life(life: Life) -> dict[str, Any]:
    return {
        "person": life.person,
        "memberships": [[m.unit, m.kind, m.valid_from, m.valid_to] for m in life.memberships],
        "standings": [[s.standing, s.valid_from, s.valid_to, s.reason] for s in life.standings],
        "roles": [[r.unit, r.kind, r.valid_from, r.valid_to] for r in life.roles],
    }


def _read(fields: dict[str, Any]) -> Snapshot:
    delegations = (
        Delegation(number, giver, person, RoleKind(kind), role_unit, unit, _day(start), _day(end))
        for number, giver, person, kind, role_unit, unit, start, end in fields["delegations"]
    )
    lives = tuple(_read_life(each) for each in fields["lives"])
    return Snapshot(lives, tuple(delegations), tuple(fields["addresses"]))


def _read_life(fields: dict[str, Any]) -> Life:
    person = fields["person"]
    return Life(
        person,
        tuple(
            Membership(person, unit, MembershipKind(kind), _day(start), _last(end))
            for unit, kind, start, end in fields["memberships"]
        ),
        tuple(
            StandingPeriod(person, Standing(standing), _day(start), _last(end), reason)
            for standing, start, end, reason in fields["standings"]
        ),
        tuple(
            Held(unit, RoleKind(kind), _day(start), _last(end)) for unit, kind, start, end in fields["roles"]
        ),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _last(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
