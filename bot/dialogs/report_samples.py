"""Sample sheets that every question of the report is rendered with; invented, and awkward on purpose."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.conversation.spec import Sample
from core.calendar import Window
from core.people import AudienceGroup, Person
from core.pledge import Measure, PledgeItem
from core.report import ItemProgress, ItemState
from core.text.periods import Quarter
from core.usecases.report_sheet import ReportSheet, SheetItem

_PERSON = Person("M03", "Nông Văn_Cường <A> & *B*", 1976, AudienceGroup.LEADER)
_WINDOW = Window(*(datetime(2026, 4, day, 17, tzinfo=UTC) for day in (1, 20, 21, 30)))


def _item(key: str, measure: Measure, target: Decimal | None, unit: str, *, content: str = "") -> PledgeItem:
    words = content or f"Trực tiếp chỉ đạo xóa nhà tạm, nhà dột nát cho hộ nghèo <{key}> & gia đình có công"
    return PledgeItem(
        key, "1.3", words, measure, target, unit, date(2026, 12, 31), evidence="ảnh trước và sau"
    )


def _sheet_item(item: PledgeItem, *, last: ItemProgress | None, before: Decimal | None) -> SheetItem:
    return SheetItem("P1", 1, item, (before,), last, None, is_open=True, pace=None)


def report_samples() -> Iterable[Sample]:
    houses = _item("p1", Measure.AT_LEAST, Decimal(16), "nhà")
    days = _item("p2", Measure.AT_MOST, Decimal(0), "lần vi phạm")
    family = _item(
        "p3", Measure.YES_NO, None, "danh hiệu", content="Giữ gia đình đạt danh hiệu " + "rất dài " * 200
    )
    share = _item("p4", Measure.ALREADY_PERCENT, Decimal(98), "%")
    last = ItemProgress(
        "p1", ItemState.IN_PROGRESS, Decimal("3.5"), Decimal(9), "đổ mái", "mưa", "", "", "3,5"
    )
    items = (
        _sheet_item(houses, last=last, before=Decimal(10)),
        _sheet_item(days, last=None, before=None),
        _sheet_item(family, last=None, before=None),
        _sheet_item(share, last=None, before=Decimal("97.5")),
    )
    sheet = ReportSheet(
        _PERSON, Quarter(2026, 2), "U311", _WINDOW, is_late=True, report=None, items=items, photos=()
    )
    yield Sample(
        sheet,
        {
            "p1.done": ["7", "17/16 nhà", False, None, ""],
            "p1.doing": ["9", "9", False, None, ""],
            "p1.note": "Xã hội hóa thêm 01 nhà",
            "p2.done": ["1", "1", False, None, ""],
            "p2.state": "could_not",
            "p2.reason": "Kẹt cầu",
            "p3.kept": "no",
            "p3.state": "in_progress",
            "p4.done": ["98", "98", False, None, ""],
        },
    )
