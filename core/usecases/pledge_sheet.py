"""All that the pledge conversation shows and asks about, in one read-only query."""

from dataclasses import dataclass
from datetime import datetime

from core.access import Action
from core.calendar import Window
from core.criteria import CriterionGroup, Suggestion
from core.documents import Document
from core.occasion import local_day
from core.people import Person
from core.pledge import Pledge, PledgeKind, PledgeState
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.usecases.scope import own_home, window_for


@dataclass(frozen=True, slots=True)
class PledgeSheet:
    """`pledge` is what was registered before of this kind and year; `others` are the year's pledges of other kinds.

    The criterion groups are those of the person's own group, which is never asked. `seen` goes back with the command.
    """

    person: Person
    kind: PledgeKind
    year: int
    unit: str
    window: Window
    pledge: Pledge | None
    others: tuple[Pledge, ...]
    criteria: tuple[CriterionGroup, ...]
    suggestions: tuple[Suggestion, ...]

    @property
    def seen(self) -> int:
        return self.pledge.revision if self.pledge else 0

    @property
    def is_amendment(self) -> bool:
        return self.pledge is not None and self.pledge.state is not PledgeState.WITHDRAWN


def pledge_sheet(
    uow: UnitOfWork, speaker: Speaker, kind: PledgeKind, year: int, now: datetime
) -> PledgeSheet:
    home = own_home(speaker, Action.PLEDGE, local_day(now))
    pledges = uow.pledges.of_year(speaker.person.id, year)
    return PledgeSheet(
        person=speaker.person,
        kind=kind,
        year=year,
        unit=home.unit,
        window=window_for(uow, speaker, Document.pledge(year), home),
        pledge=next((each for each in pledges if each.kind is kind), None),
        others=tuple(each for each in pledges if each.kind is not kind),
        criteria=tuple(uow.criteria.groups(speaker.person.group)),
        suggestions=tuple(uow.criteria.suggestions(speaker.person.group)),
    )
