"""A pledge as its reviewer, or a comrade who may read it, sees it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.access import Action, Openness, Target, may, require
from core.delegation import whom_for
from core.errors import NotAllowed
from core.history import Deed, Entry, Reading
from core.message import say
from core.occasion import local_day
from core.people import Resident
from core.pledge import Pledge, PledgeItem, PledgeState
from core.ports import UnitOfWork
from core.publication import Publication
from core.speaker import Speaker
from core.usecases.scope import resident, target_of


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item before and after; None where it was not there."""

    key: str
    old: PledgeItem | None
    new: PledgeItem | None


@dataclass(frozen=True, slots=True)
class PledgeReviewSheet:
    """`changes` are against the version before, for one that came again. `comments` are those of all versions."""

    owner: Resident
    pledge: Pledge
    changes: tuple[ItemChange, ...]
    comments: tuple[Entry, ...]
    history: tuple[Entry, ...]
    can_decide: bool
    can_comment: bool
    can_publish: bool = False
    publication: Publication | None = None
    is_own: bool = False
    stands_for: str | None = None
    """Whose office the speaker would decide by (core/delegation.py)."""

    @property
    def seen(self) -> int:
        return self.pledge.revision


def openness_of(pledge: Pledge, publication: Publication | None = None) -> Openness:
    """How far the pledge has been opened, by what was done to it. It is public as long as its publication stands,
    whatever becomes of later versions."""
    if publication is not None:
        return Openness.PUBLISHED
    return Openness.CELL if pledge.confirmed_version else Openness.SUBMITTED


def audience_of(uow: UnitOfWork, publication: Publication | None, on: date) -> str:
    """Where the unit of the publication lies today; nowhere once there is no such unit."""
    unit = uow.units.get(publication.unit, on) if publication else None
    return unit.path if unit else ""


def pledge_review_sheet(
    uow: UnitOfWork, speaker: Speaker, pledge_id: str, now: datetime
) -> PledgeReviewSheet:
    """Logs the reading. Who may read but does not manage (a comrade of the cell) sees what was confirmed and the
    comments on it, never an amendment that still waits, nor what passed between its author and the reviewer. Who reads
    it because it was made public sees the version that was, and no comments."""
    pledge = uow.pledges.get(pledge_id)
    if pledge is None:
        raise NotAllowed(say("This is outside what you look after."))
    on = local_day(now)
    owner = resident(uow, pledge.person, on)
    publication = uow.publications.get(pledge.id)
    audience = audience_of(uow, publication, on)
    target = target_of(uow, owner, on, openness_of(pledge, publication), audience=audience, now=now)
    require(speaker, Action.READ_PLEDGE, target, on)
    managed, in_cell = replace(target, openness=Openness.SUBMITTED), replace(target, audience="")
    manages = may(speaker, Action.READ_PLEDGE, managed, on)
    is_comrade = may(speaker, Action.READ_PLEDGE, in_cell, on)
    if not manages:
        pledge = _confirmed(uow, pledge) if is_comrade else _made_public(uow, pledge, publication)
    elif pledge.state is PledgeState.WITHDRAWN and pledge.person != speaker.person.id:
        raise NotAllowed(say("This is outside what you look after."))
    if pledge.person != speaker.person.id:
        uow.history.note_reading(Reading(pledge.id, pledge.person, pledge.version, speaker.person.id, now))
    history = tuple(uow.history.of(pledge.id))
    comments = tuple(entry for entry in history if is_comrade and entry.deed is Deed.COMMENTED)
    return PledgeReviewSheet(
        owner=owner,
        pledge=pledge if manages else replace(pledge, reason=""),
        changes=_changes(uow, pledge) if manages else (),
        comments=comments,
        history=history if manages else comments,
        can_decide=pledge.state is PledgeState.SUBMITTED and may(speaker, Action.REVIEW_PLEDGE, managed, on),
        can_comment=may(speaker, Action.COMMENT_PLEDGE, target, on),
        can_publish=_can_publish(uow, speaker, owner, target, on),
        publication=publication,
        is_own=pledge.person == speaker.person.id,
        stands_for=whom_for(speaker, owner.path, on),
    )


def _confirmed(uow: UnitOfWork, pledge: Pledge) -> Pledge:
    found = next(
        (each for each in uow.pledges.in_force(pledge.person, pledge.year) if each.id == pledge.id), None
    )
    if found is None or found.confirmed_version is None:
        raise NotAllowed(say("This is outside what you look after."))
    return found


def _made_public(uow: UnitOfWork, pledge: Pledge, publication: Publication | None) -> Pledge:
    found = uow.pledges.version(pledge.id, publication.version) if publication else None
    if found is None:
        raise NotAllowed(say("This is outside what you look after."))
    return replace(pledge, version=found.no, items=found.items, sent_at=found.sent_at)


def _can_publish(uow: UnitOfWork, speaker: Speaker, owner: Resident, target: Target, on: date) -> bool:
    """Or take it back. The right, and a rule of the unit that makes this person's plans public."""
    if not may(speaker, Action.PUBLISH_PLEDGE, target, on):
        return False
    return owner.person.group.value in uow.units.settings(owner.path).publish_groups


def _changes(uow: UnitOfWork, pledge: Pledge) -> tuple[ItemChange, ...]:
    before = uow.pledges.version(pledge.id, pledge.version - 1) if pledge.version > 1 else None
    if before is None:
        return ()
    old = {item.key: item for item in before.items}
    new = {item.key: item for item in pledge.items}
    keys = list(dict.fromkeys([*new, *old]))
    return tuple(ItemChange(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key))
