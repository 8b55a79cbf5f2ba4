"""Whether an unasked message is still wanted, asked again at the very moment of sending (design.md §5, §9.3).

A check is named by words in pairs, all of which must hold: "to M07 report_waits 3f2a".
"""

from collections.abc import Callable
from typing import Final

from core.clock import CalendarClock
from core.occasion import local_day
from core.ports import UnitOfWork
from core.report import ReportState
from core.usecases.consent import has_agreed, may_reach
from core.usecases.no_chat import is_out_of_chat

TO: Final = "to"
FILE_FOR: Final = "file_for"
"""A file is for `address row:person`: it goes nowhere else, and to nobody who is gone."""
REPORT_WAITS: Final = "report_waits"
PLEDGE_WAITS: Final = "pledge_waits"


class StillWanted:
    def __init__(self, clock: CalendarClock) -> None:
        self._clock = clock
        self._checks: Final[dict[str, Callable[[UnitOfWork, str], bool]]] = {
            TO: self._may_be_written_to,
            FILE_FOR: self._is_reached_there,
            REPORT_WAITS: self._report_waits,
            PLEDGE_WAITS: self._pledge_waits,
        }

    def __call__(self, uow: UnitOfWork, name: str) -> bool:
        """A check that nobody knows (of a later release, undone) fails: better one message too few."""
        words = name.split()
        pairs = list(zip(words[::2], words[1::2], strict=False))
        return len(words) == 2 * len(pairs) and all(
            check in self._checks and self._checks[check](uow, what) for check, what in pairs
        )

    def _may_be_written_to(self, uow: UnitOfWork, person: str) -> bool:
        """Never to who left or died, belongs to a branch without chat, or took the consent back: the one to being
        kept, or to where it would go."""
        person, _, address = person.partition("@")
        today = local_day(self._clock.now())
        speaker = uow.people.speaker(person, today)
        if speaker is None or speaker.standing.is_gone or is_out_of_chat(uow, speaker, today):
            return False
        if address and not may_reach(uow, person, int(address)):
            return False
        return has_agreed(uow, person)

    def _is_reached_there(self, uow: UnitOfWork, place: str) -> bool:
        """A lost phone whose link was ended meanwhile gets nothing more. Who took the consent back still gets what he
        or she asks for: the own data, above all."""
        address, _, person = place.partition(":")
        speaker = uow.people.speaker(person, local_day(self._clock.now()))
        return (
            speaker is not None and not speaker.standing.is_gone and person in uow.talk.linked(int(address))
        )

    def _report_waits(self, uow: UnitOfWork, report: str) -> bool:
        found = uow.reports.get(report)
        return found is not None and found.state is ReportState.SUBMITTED and self._is_here(uow, found.person)

    def _pledge_waits(self, uow: UnitOfWork, pledge: str) -> bool:
        found = uow.pledges.get(pledge)
        return found is not None and found.state.awaits_review and self._is_here(uow, found.person)

    def _is_here(self, uow: UnitOfWork, person: str) -> bool:
        """Nobody is called to look at what somebody wrote who has died or left since."""
        return uow.people.resident(person, local_day(self._clock.now())) is not None
