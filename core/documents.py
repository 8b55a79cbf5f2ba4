"""What a person may owe, and when it falls due there (domain.md §2.3)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.calendar import Window, end_of, next_working_day, start_of
from core.people import AudienceGroup
from core.settings import DUE_PLEDGE, DUE_REPORT, MOVE_TO_WORKING_DAY, UnitSettings
from core.text.periods import Quarter


class DocumentKind(StrEnum):
    PLEDGE = "pledge"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Document:
    """A year's pledge (`quarter` is None; any kind of pledge answers it) or one quarter's report."""

    kind: DocumentKind
    year: int
    quarter: Quarter | None = None

    @classmethod
    def pledge(cls, year: int) -> "Document":
        return cls(DocumentKind.PLEDGE, year)

    @classmethod
    def report(cls, of: Quarter) -> "Document":
        return cls(DocumentKind.REPORT, of.year, of)

    @classmethod
    def from_code(cls, code: str) -> "Document":
        """The inverse of `code`; anything else raises ValueError."""
        kind, _, period = code.partition(":")
        if kind == DocumentKind.REPORT:
            return cls.report(Quarter.from_code(period))
        if kind == DocumentKind.PLEDGE and len(period) == 4 and period.isascii() and period.isdigit():
            return cls.pledge(int(period))
        raise ValueError(f"not a document: {code[:20]!r}")

    @property
    def code(self) -> str:
        """pledge:2026 · report:2026Q1."""
        return f"{self.kind}:{self.quarter.code if self.quarter else self.year}"

    @property
    def first_day(self) -> date:
        return self.quarter.first_day if self.quarter else date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        return self.quarter.last_day if self.quarter else date(self.year, 12, 31)

    @property
    def join_by(self) -> date:
        """Who joins later owes nothing of it: a report is owed by whom the quarter's last month finds here, a pledge by
        all who come while there is time for it."""
        if self.quarter is None:
            return date(self.year, 11, 30)
        return self.quarter.last_day.replace(day=1)


def window(
    document: Document, group: AudienceGroup, settings: UnitSettings, since: date | None = None
) -> Window:
    """The document's instants in a unit with these settings. Who came on `since` has `newcomer_days` at least."""
    day = _due_day(document, group, settings)
    if since is not None:
        day = max(day, since + timedelta(days=settings.newcomer_days))
    if settings.is_on(MOVE_TO_WORKING_DAY):
        day = next_working_day(day)
    due = end_of(day)
    return Window(start_of(document.first_day), due, due + settings.grace, _closes(document, day, settings))


def _due_day(document: Document, group: AudienceGroup, settings: UnitSettings) -> date:
    if document.quarter is None:
        return _in_year(document.year, settings.first(f"{DUE_PLEDGE}.{group.value}", DUE_PLEDGE))
    of_quarter = f"{DUE_REPORT}.q{document.quarter.number}"
    said = settings.first(
        f"{of_quarter}.{group.value}", of_quarter, f"{DUE_REPORT}.{group.value}", DUE_REPORT
    )
    if "-" in said:
        return _in_year(document.year, said)
    return _clamped(document.year, document.quarter.number * 3, int(said))


def _closes(document: Document, due: date, settings: UnitSettings) -> datetime:
    """A pledge can be registered and amended until its year ends."""
    if document.quarter is None:
        return start_of(date(document.year + 1, 1, 1))
    return start_of(due + timedelta(days=settings.close_days + 1))


def _in_year(year: int, month_day: str) -> date:
    month, _, day = month_day.partition("-")
    return _clamped(year, int(month), int(day))


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
