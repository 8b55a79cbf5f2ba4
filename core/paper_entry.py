"""What was typed in for a linked comrade and waits for that comrade's word: it is no report and no pledge yet."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.pledge import PledgeItem, PledgeKind
from core.report import ReportContent
from core.text.periods import Quarter


class EntryState(StrEnum):
    TO_CONFIRM = "to_confirm"
    REFUSED = "refused"  # not right, says its author: who typed it in corrects it


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One per person and document; `code` is report:2026Q1 or pledge:2026-exemplary. `seen` is the revision of the
    document that it was written over, 0 where there was none. `note` is what its author says is wrong.

    Of `report` and `items` one is filled, by the kind of document.
    """

    person: str
    code: str
    entered_by: str
    paper_on: date
    entered_at: datetime
    seen: int
    state: EntryState = EntryState.TO_CONFIRM
    report: ReportContent | None = None
    items: tuple[PledgeItem, ...] = ()
    note: str = ""

    @property
    def quarter(self) -> Quarter | None:
        return quarter_in(self.code)

    @property
    def pledge(self) -> tuple[int, PledgeKind] | None:
        return pledge_in(self.code)


def quarter_in(code: str) -> Quarter | None:
    """Of a report's code. Raises ValueError for a code of no such form."""
    kind, _, period = code.partition(":")
    return Quarter.from_code(period) if kind == "report" else None


def pledge_in(code: str) -> tuple[int, PledgeKind] | None:
    """Of a pledge's code. Raises ValueError for a code of no such form."""
    kind, _, rest = code.partition(":")
    year, _, which = rest.partition("-")
    return (int(year), PledgeKind(which)) if kind == "pledge" else None


def report_code(quarter: Quarter) -> str:
    return f"report:{quarter.code}"


def pledge_code(year: int, kind: PledgeKind) -> str:
    return f"pledge:{year}-{kind.value}"
