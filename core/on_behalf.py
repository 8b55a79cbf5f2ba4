"""Paper typed in for somebody else (báo cáo thay): by whom, when the paper was handed in, and who may do it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from core.clock import VIETNAM


@dataclass(frozen=True, slots=True)
class Entered:
    """On a document that somebody else typed in from paper. `confirmed_at` is when its author said that it is right;
    None where the author cannot be asked."""

    by: str
    paper_on: date
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Helping:
    """`helper` may type in what `person` wrote on paper, from the first to the last day."""

    person: str
    helper: str
    valid_from: date
    valid_to: date
    named_by: str


def handed_in_at(paper_on: date, now: datetime) -> datetime:
    """The instant that a deadline is judged by: noon of the day on which the paper was handed in, or now if that is
    earlier."""
    return min(now, datetime.combine(paper_on, time(12), VIETNAM))
