"""What a member may read of others' pledges: plans made public in a unit above, and those of comrades of the cell."""

from dataclasses import dataclass
from datetime import datetime

from core.access import Action, Openness, Target, may
from core.occasion import local_day
from core.people import Resident
from core.pledge import Pledge, PledgeState
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.units import levels_up
from core.usecases.cell_desk import names_allowed
from core.usecases.pledge_review_sheet import audience_of, openness_of
from core.usecases.scope import own_home


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """`unit` is where it was made public, None for one that is read in its cell. `named`: the author may be named in a
    list on this messenger."""

    owner: Resident
    pledge: Pledge
    unit: str | None
    named: bool


def public_plans(
    uow: UnitOfWork, speaker: Speaker, year: int, now: datetime, channel: str
) -> tuple[OpenPlan, ...]:
    """Those made public in the units over the speaker's home, the newest first; not the speaker's own."""
    on = local_day(now)
    home = own_home(speaker, Action.READ_PLEDGE, on)
    found = []
    for publication in uow.publications.within(levels_up(home.path), year):
        pledge = uow.pledges.get(publication.pledge)
        owner = uow.people.resident(pledge.person, on) if pledge else None
        if pledge is None or owner is None or owner.standing.is_gone or pledge.person == speaker.person.id:
            continue
        target = Target(
            owner.path, pledge.person, Openness.PUBLISHED, audience=audience_of(uow, publication, on)
        )
        if may(speaker, Action.READ_PLEDGE, target, on):
            unit = uow.units.get(publication.unit, on)
            named = names_allowed(uow, owner.path, channel)
            found.append(OpenPlan(owner, pledge, unit.name if unit else "", named))
    return tuple(found)


def comrades_pledges(
    uow: UnitOfWork, speaker: Speaker, year: int, now: datetime, channel: str
) -> tuple[OpenPlan, ...]:
    """What was confirmed in the speaker's own cell, in the order of its list; not the speaker's own."""
    on = local_day(now)
    home = own_home(speaker, Action.READ_PLEDGE, on)
    named = names_allowed(uow, home.path, channel)
    found = []
    for owner in uow.people.residents(home.path, on):
        if owner.path != home.path or owner.person.id == speaker.person.id:
            continue
        for pledge in uow.pledges.of_year(owner.person.id, year):
            target = Target(owner.path, owner.person.id, openness_of(pledge))
            if _is_there(pledge) and may(speaker, Action.READ_PLEDGE, target, on):
                found.append(OpenPlan(owner, pledge, None, named))
    return tuple(found)


def _is_there(pledge: Pledge) -> bool:
    return pledge.confirmed_version is not None and pledge.state not in {
        PledgeState.WITHDRAWN,
        PledgeState.SUPERSEDED,
    }
