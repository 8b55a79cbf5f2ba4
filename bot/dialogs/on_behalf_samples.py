"""Sample sheets for paper typed in by somebody else: those of the comrade's own conversations, with whose they are."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from bot.conversation.spec import Sample
from bot.dialogs.pledge_samples import pledge_samples
from bot.dialogs.report_samples import report_samples
from core.paper_entry import EntryState, PaperEntry, pledge_code, report_code
from core.people import AudienceGroup, Person, Resident, Standing
from core.pledge import PledgeItem, PledgeKind
from core.report import ItemProgress, ItemState, ReportContent, ReportedItem
from core.text.periods import Quarter
from core.usecases.confirm_entry import EntrySheet
from core.usecases.entry_sheets import PaperPledge, PaperReport
from core.usecases.pledge_sheet import PledgeSheet
from core.usecases.report_sheet import ReportSheet

_AT: Final = datetime(2026, 6, 12, 2, tzinfo=UTC)
_TODAY: Final = date(2026, 6, 12)
_WHO: Final = Resident(
    Person("M03", "Nông Văn_Cường <A> & *B*", 1946, AudienceGroup.LEADER),
    Standing.OFFICIAL,
    "U32",
    "Chi bộ thôn Nà Tông",
    "/U0/U3/U32/",
)
_HELPER: Final = Person("M04", "Vi_Thị <Hoa>", 1990, AudienceGroup.ORDINARY_MEMBER)


def paper_report_samples() -> Iterable[Sample]:
    for linked, sample in enumerate(report_samples()):
        sheet: ReportSheet = sample.sheet
        entry = PaperEntry(
            "M03",
            report_code(sheet.period),
            "M04",
            _TODAY,
            _AT,
            0,
            EntryState.REFUSED,
            ReportContent(()),
            note="<sai>",
        )
        paper = PaperReport(_WHO, bool(linked), sheet, entry, 2, _TODAY)
        yield replace(sample, sheet=paper, answers={"paper": "2026-06-10", **sample.answers})
        yield replace(
            sample,
            sheet=replace(paper, linked=True, entry=None, photos=0),
            answers={"paper": "2026-06-12", **sample.answers},
        )


def paper_pledge_samples() -> Iterable[Sample]:
    for sample in pledge_samples():
        sheet: PledgeSheet = sample.sheet
        paper = PaperPledge(_WHO, linked=True, sheet=sheet, entry=None, photos=0, today=_TODAY)
        yield replace(sample, sheet=paper, answers={"paper": "2026-06-10", **sample.answers})


def _items() -> tuple[PledgeItem, ...]:
    first = next(iter(report_samples())).sheet
    return tuple(each.item for each in first.items)


def entry_samples() -> Iterable[Sample]:
    items = _items()
    reported = tuple(
        ReportedItem("P1", 1, item, ItemProgress(item.key, ItemState.IN_PROGRESS, what="đã làm <một nửa>"))
        for item in items
    )
    content = ReportContent(reported, "Giúp hộ neo đơn", "Làm tiếp")
    report = PaperEntry("M03", report_code(Quarter(2026, 2)), "M04", _TODAY, _AT, 0, report=content)
    wrong = {"verdict": "wrong", "wrong": "Việc 2 ghi <3> buổi, đúng ra là 5 buổi"}
    yield Sample(EntrySheet(report, _HELPER), wrong)
    pledge = PaperEntry("M03", pledge_code(2026, PledgeKind.EXEMPLARY), "M04", _TODAY, _AT, 0, items=items)
    yield Sample(EntrySheet(pledge, None), {"verdict": "right"})
