"""Comment on a pledge, ask for changes (a reason is compulsory), or confirm it.

Deciding names the revision that was on the screen and raises Moved where the pledge is no longer so.
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.access import Action
from core.delegation import whom_for
from core.documents import Document
from core.errors import Moved, NotAllowed, Refused
from core.history import Deed, Entry
from core.message import say
from core.occasion import Occasion
from core.pledge import Pledge
from core.pledge_review import confirm, request_changes
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.usecases.pledge_review_sheet import openness_of
from core.usecases.scope import require_on, resident, second_pair_of_eyes


@dataclass(frozen=True, slots=True)
class CommentPledge:
    pledge: str
    text: str


@dataclass(frozen=True, slots=True)
class RequestChanges:
    pledge: str
    seen: int
    reason: str


@dataclass(frozen=True, slots=True)
class ConfirmPledge:
    pledge: str
    seen: int


@dataclass(frozen=True, slots=True)
class PledgeDecided:
    pledge: Pledge
    tell: tuple[str, ...]


def comment_pledge(
    uow: UnitOfWork, speaker: Speaker, command: CommentPledge, occasion: Occasion
) -> PledgeDecided:
    """Góp ý with the speaker's name; its author is told, and may amend, or answer: then who commented is told."""
    pledge = _pledge(uow, command.pledge)
    owner = resident(uow, pledge.person, occasion.today)
    require_on(uow, speaker, Action.COMMENT_PLEDGE, owner, occasion.today, openness_of(pledge))
    if not command.text.strip():
        raise Refused(say("Please write the comment."))
    uow.history.add(
        Entry(
            pledge.id, occasion.now, speaker.person.id, Deed.COMMENTED, pledge.version, command.text.strip()
        )
    )
    if pledge.person != speaker.person.id:
        return PledgeDecided(pledge, (pledge.person,))
    wrote = {entry.actor for entry in uow.history.of(pledge.id) if entry.deed is Deed.COMMENTED}
    return PledgeDecided(pledge, tuple(sorted(wrote - {pledge.person})))


def request_pledge_changes(
    uow: UnitOfWork, speaker: Speaker, command: RequestChanges, occasion: Occasion
) -> PledgeDecided:
    by = speaker.person.id
    return _decide(
        uow,
        speaker,
        command,
        occasion,
        lambda pledge: request_changes(pledge, by, occasion.now, command.reason),
        Deed.CHANGES_REQUESTED,
        command.reason.strip(),
    )


def confirm_pledge(
    uow: UnitOfWork, speaker: Speaker, command: ConfirmPledge, occasion: Occasion
) -> PledgeDecided:
    by = speaker.person.id

    def step(pledge: Pledge) -> Pledge:
        second_pair_of_eyes(uow, by, pledge.entered, pledge.person, Document.pledge(pledge.year))
        return confirm(pledge, by, occasion.now)

    return _decide(uow, speaker, command, occasion, step, Deed.CONFIRMED)


def _pledge(uow: UnitOfWork, pledge_id: str) -> Pledge:
    pledge = uow.pledges.get(pledge_id)
    if pledge is None:
        raise NotAllowed(say("This is outside what you look after."))
    return pledge


def _decide(
    uow: UnitOfWork,
    speaker: Speaker,
    command: RequestChanges | ConfirmPledge,
    occasion: Occasion,
    step: Callable[[Pledge], Pledge],
    deed: Deed,
    note: str = "",
) -> PledgeDecided:
    pledge = _pledge(uow, command.pledge)
    owner = resident(uow, pledge.person, occasion.today)
    require_on(uow, speaker, Action.REVIEW_PLEDGE, owner, occasion.today)
    if pledge.revision != command.seen:
        raise Moved
    decided = step(pledge)
    uow.pledges.save(decided, command.seen)
    giver = whom_for(speaker, owner.path, occasion.today)
    uow.history.add(Entry(pledge.id, occasion.now, speaker.person.id, deed, pledge.version, note, giver))
    return PledgeDecided(decided, (pledge.person,))
