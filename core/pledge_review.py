"""What may become of a pledge: pure steps, as in core/review.py."""

from dataclasses import replace
from datetime import datetime

from core.errors import Moved, Refused
from core.message import say
from core.occasion import Occasion
from core.pledge import Pledge, PledgeItem, PledgeState

_AMENDABLE = frozenset(
    {
        PledgeState.SUBMITTED,
        PledgeState.NEEDS_CHANGES,
        PledgeState.CONFIRMED,
        PledgeState.PUBLISHED,
        PledgeState.WITHDRAWN,
    }
)


def amend(
    pledge: Pledge, items: tuple[PledgeItem, ...], last_item: int, occasion: Occasion, *, late: bool
) -> Pledge:
    """A new version beside the old ones. What was confirmed stays in force until this one is confirmed too."""
    if pledge.state not in _AMENDABLE:
        raise Moved
    return replace(
        pledge,
        state=PledgeState.SUBMITTED,
        version=pledge.version + 1,
        revision=pledge.revision + 1,
        last_item=last_item,
        items=items,
        sent_at=occasion.judged_at,
        received_at=occasion.received_at,
        late=late if pledge.state is PledgeState.WITHDRAWN else pledge.late,
        decided_by=None,
        decided_at=None,
    )


def request_changes(pledge: Pledge, by: str, at: datetime, reason: str) -> Pledge:
    if pledge.state is not PledgeState.SUBMITTED:
        raise Moved
    if not reason.strip():
        raise Refused(say("Please give the reason, so that the comrade knows what to add."))
    return replace(_decided(pledge, PledgeState.NEEDS_CHANGES, by, at), reason=reason.strip())


def confirm(pledge: Pledge, by: str, at: datetime) -> Pledge:
    if pledge.state is not PledgeState.SUBMITTED:
        raise Moved
    return replace(
        _decided(pledge, PledgeState.CONFIRMED, by, at), confirmed_version=pledge.version, reason=""
    )


def publish(pledge: Pledge) -> Pledge:
    """Only what was confirmed; while an amendment waits, that comes first."""
    if pledge.state not in {PledgeState.CONFIRMED, PledgeState.PUBLISHED}:
        raise Refused(say("It can be made public once it is confirmed."))
    return replace(pledge, state=PledgeState.PUBLISHED, revision=pledge.revision + 1)


def take_from_public(pledge: Pledge) -> Pledge:
    state = PledgeState.CONFIRMED if pledge.state is PledgeState.PUBLISHED else pledge.state
    return replace(pledge, state=state, revision=pledge.revision + 1)


def withdraw(pledge: Pledge) -> Pledge:
    """By its author before review. An amendment that is withdrawn leaves what was confirmed in force."""
    if pledge.state is not PledgeState.SUBMITTED:
        raise Moved
    state = PledgeState.CONFIRMED if pledge.confirmed_version else PledgeState.WITHDRAWN
    return replace(pledge, state=state, revision=pledge.revision + 1)


def _decided(pledge: Pledge, state: PledgeState, by: str, at: datetime) -> Pledge:
    return replace(pledge, state=state, revision=pledge.revision + 1, decided_by=by, decided_at=at)
