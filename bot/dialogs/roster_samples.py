"""Samples of a list on its way in, invented and awkward on purpose."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.conversation.spec import Sample
from bot.dialogs.finding_unit import FIND_UNITS, sample_units
from bot.dialogs.roster import RosterSheet
from core.people import AudienceGroup, Standing
from core.roster.batch import Batch, BatchState, Known, Missing, Outcome, Staged
from core.roster.problems import Problem, Reason
from core.roster.reading import Head, Note, OldText, SheetSeen, Tail
from core.usecases.import_roster_apply import Preview

_AT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
_SHEETS = (
    SheetSeen("Thôn <Đông> & Tây", (("name", "Họ và tên", "B"),), ("Ghi chú",), ("CCCD",), ("DANH SÁCH",)),
    SheetSeen("Sheet_2*", (("name", "Họ và tên", "B"),)),
)
_KNOWN = Known(
    "M09", "Nguyễn_Văn <Hùng> & *B*", "", "", 1968, AudienceGroup.ORDINARY_MEMBER, None, None, "U32",
    "Chi bộ thôn Nà Tông", "/U0/U3/U32/", "official", date(2025, 7, 1), ends=False, standing=Standing.OFFICIAL,
    standing_since=None, offices=frozenset(),
)  # fmt: skip
_BAD = Staged(
    3, 17, "Sheet_2*", Outcome.BAD, "", "Trần <A1>", None, "",
    problems=(Problem(Reason.NOT_A_BIRTH, "Năm sinh", "D", "<x>"),)
)  # fmt: skip
_ALIKE = Staged(4, 18, "Sheet_2*", Outcome.ALIKE, "N1", "Nguyễn Văn Hùng", 1968, "U32", candidates=("M09",))
_TWIN = Staged(5, 19, "Sheet_2*", Outcome.ALIKE, "N2", "Lò Thị Én", None, "U32", twin=7)
_SHARES = Staged(6, 21, "Sheet_2*", Outcome.SHARES, "N3", "Lò Thị Pâng", 1970, "U32")


def _preview(state: BatchState, head: Head | None = None, tail: Tail | None = None) -> Preview:
    batch = Batch("b1", "M02", state, _AT, "ds <1>.xlsx", head=head, tail=tail, day=date(2026, 3, 10))
    counts = {
        Outcome.NEW: 120, Outcome.CHANGED: 3, Outcome.SAME: 40, Outcome.ALIKE: 2, Outcome.SHARES: 1, Outcome.BAD: 8,
    }  # fmt: skip
    return Preview(
        batch,
        counts,
        {"unit": 2, "name": 1},
        (_BAD,) * 5,
        (_ALIKE, _TWIN),
        (_SHARES,),
        {"M09": _KNOWN},
        (Missing("M10", "Lù A Páo", 1950, "Chi bộ thôn Nà Tông", "/U0/U3/U32/"),),
        4,
        ("Chi bộ thôn Nà Tông", "Chi bộ <&>"),
        9,
    )


def file_samples() -> Iterable[Sample]:
    yield Sample(None, {})


def roster_samples() -> Iterable[Sample]:
    yield Sample(RosterSheet(_preview(BatchState.ASKING, Head(_SHEETS, asks_sheet=True))), {})
    old = (
        OldText("tcvn3", 12, (("NguyÔn V¨n <An>", "Nguyễn Văn <An>"),)),
        OldText("vni", 2, (("Leâ", "Lê"),)),
    )
    asking = _preview(BatchState.ASKING, Head(_SHEETS[:1], old=old))
    yield Sample(RosterSheet(asking), {})
    yield Sample(RosterSheet(asking, all_named=False), {"encoding": "unicode"})
    head = Head(_SHEETS, (Note.MACROS.value, Note.LINKS.value, Note.OLD_XLS.value))
    tail = Tail(174, 0, 9, (3, 200), (("Trưởng thôn", 2),), (("NGUYỄN VĂN AN", "Nguyễn Văn An"),))
    ready = _preview(BatchState.READY, head, tail)
    keep = {"names": "keep"}
    yield Sample(RosterSheet(ready), {**keep, "row4": "M09", "row5": "new", "shares": "new"})
    yield Sample(
        RosterSheet(ready, all_named=False), {**keep, "row4": "skip", "row5": "skip", "agree": "stop"}
    )
    yield Sample(RosterSheet(ready), {"names": "proper"})
    without = _preview(BatchState.READY, head, replace(tail, without_unit=30, capitals=0))
    yield Sample(RosterSheet(without), {}, {FIND_UNITS: sample_units})
    empty = replace(
        _preview(BatchState.READY, None, Tail(2)),
        counts={Outcome.SAME: 2}, changes={}, bad=(), alike=(), shares=(), missing_count=0, missing=(),
    )  # fmt: skip
    yield Sample(RosterSheet(replace(empty, batch=replace(empty.batch, again=True))), {"agree": "stop"})


def undo_samples() -> Iterable[Sample]:
    yield Sample(_preview(BatchState.APPLIED), {})
