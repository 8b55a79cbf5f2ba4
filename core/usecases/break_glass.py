"""Break-glass: an administrator opens one person's documents for an hour, and says why (domain.md §6.3).

The owner and who manages the owner are told at once; every document read is logged like any other reading.
"""

from dataclasses import dataclass
from datetime import datetime

from core.access import Action, Target, require
from core.errors import NotAllowed, Refused
from core.message import say
from core.occasion import Occasion, local_day
from core.people import Resident
from core.pledge import Pledge, PledgeState
from core.ports import Chance, UnitOfWork
from core.report import Report, ReportState
from core.seal import OPEN_FOR, SHORTEST_REASON, BrokenSeal
from core.speaker import Speaker
from core.trail import Access, Act
from core.usecases.scope import resident, to_review


@dataclass(frozen=True, slots=True)
class BreakGlass:
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class Opened:
    """`above` are those who manage the owner: whose turn it is to look at the owner's documents."""

    seal: BrokenSeal
    who: Resident
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenDocuments:
    """What can be read under the seal, without content."""

    seal: BrokenSeal
    who: Resident
    pledges: tuple[Pledge, ...]
    reports: tuple[Report, ...]


def whom_to_open(uow: UnitOfWork, speaker: Speaker, person: str, now: datetime) -> Resident:
    """Raises NotAllowed for who may not open this person's documents; one's own need no breaking."""
    on = local_day(now)
    who = resident(uow, person, on)
    require(speaker, Action.BREAK_GLASS, Target(who.path, person), on)
    if person == speaker.person.id:
        raise NotAllowed(say("Your own documents are always open to you: /cuatoi"))
    return who


def break_glass(
    uow: UnitOfWork, speaker: Speaker, command: BreakGlass, occasion: Occasion, chance: Chance
) -> Opened:
    """Once more while it is open begins a new hour, with a reason of its own."""
    who = whom_to_open(uow, speaker, command.person, occasion.now)
    reason = command.reason.strip()
    if sum(letter.isalpha() for letter in reason) < SHORTEST_REASON:
        raise Refused(say("Please give the reason in a sentence: the comrade will read it."))
    for before in uow.seals.open_by(speaker.person.id, occasion.now):
        if before.person == command.person:
            uow.seals.close(before.id, occasion.now)
    now = occasion.now
    seal = BrokenSeal(chance.new_id(), command.person, speaker.person.id, reason, now, now + OPEN_FOR)
    uow.seals.add(seal)
    uow.trail.note(Access(now, speaker.person.id, Act.BROKE_SEAL, seal.id, command.person, who.path))
    above = to_review(uow, command.person, who.path, occasion.today)
    return Opened(seal, who, tuple(each for each in above if each != speaker.person.id))


def close_again(uow: UnitOfWork, speaker: Speaker, person: str, now: datetime) -> bool:
    """Before the hour is over. False where nothing of this speaker is open."""
    mine = [seal for seal in uow.seals.open_by(speaker.person.id, now) if seal.person == person]
    for seal in mine:
        uow.seals.close(seal.id, now)
    return bool(mine)


def open_documents(uow: UnitOfWork, speaker: Speaker, person: str, year: int, now: datetime) -> OpenDocuments:
    """Raises NotAllowed where this speaker has no seal of that person broken now."""
    who = whom_to_open(uow, speaker, person, now)
    seal = next((each for each in uow.seals.open_by(speaker.person.id, now) if each.person == person), None)
    if seal is None:
        raise NotAllowed(say("This is outside what you look after."))
    pledges = [each for each in uow.pledges.of_year(person, year) if each.state is not PledgeState.WITHDRAWN]
    reports = [each for each in uow.reports.of_year(person, year) if each.state is not ReportState.WITHDRAWN]
    return OpenDocuments(seal, who, tuple(pledges), tuple(reports))
