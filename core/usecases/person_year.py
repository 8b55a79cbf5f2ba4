"""One person's year as who looks after them sees it: what is owed, what was handed in, how it stands. No content."""

from dataclasses import dataclass
from datetime import datetime

from core.access import Action, Target, may, require
from core.errors import Refused
from core.message import say
from core.obligations import Obligation
from core.occasion import local_day
from core.people import Resident
from core.pledge import Pledge
from core.ports import UnitOfWork
from core.report import Report
from core.speaker import Speaker
from core.usecases.cell_desk import names_allowed
from core.usecases.scope import resident


@dataclass(frozen=True, slots=True)
class PersonYear:
    """`owed` are the year's obligations, the first due first. `may_read` says whether the reports may be opened by this
    speaker, `may_read_pledges` the pledges; `reachable` whether the system can write to the person now."""

    who: Resident
    year: int
    pledges: tuple[Pledge, ...]
    reports: tuple[Report, ...]
    owed: tuple[Obligation, ...]
    may_read: bool
    may_read_pledges: bool
    reachable: bool


def person_year(
    uow: UnitOfWork, speaker: Speaker, person: str, year: int, now: datetime, channel: str
) -> PersonYear:
    """Refused over Telegram where the unit keeps names off it."""
    on = local_day(now)
    who = resident(uow, person, on)
    require(speaker, Action.SEE_DESK, Target(who.path), on)
    if not names_allowed(uow, who.path, channel):
        raise Refused(say("This unit shows no names on this messenger, only counts."))
    target = Target(who.path, person)
    owed = [each for each in uow.obligations.of_person(person) if each.document.year == year]
    return PersonYear(
        who=who,
        year=year,
        pledges=tuple(uow.pledges.of_year(person, year)),
        reports=tuple(uow.reports.of_year(person, year)),
        owed=tuple(owed),
        may_read=may(speaker, Action.READ_REPORT, target, on),
        may_read_pledges=may(speaker, Action.READ_PLEDGE, target, on),
        reachable=bool(uow.talk.addresses_of(person)),
    )
