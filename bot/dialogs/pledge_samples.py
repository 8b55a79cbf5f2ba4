"""Sample sheets that every question of the pledge is rendered with; invented, and awkward on purpose."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.conversation.spec import Sample
from core.calendar import Window
from core.criteria import CriterionGroup, Suggestion
from core.people import AudienceGroup, Person
from core.pledge import Measure, Pledge, PledgeItem, PledgeKind, PledgeState
from core.usecases.pledge_sheet import PledgeSheet

_NOW = datetime(2026, 3, 1, 2, tzinfo=UTC)
_WINDOW = Window(*(datetime(2026, month, 15, 17, tzinfo=UTC) for month in (1, 3, 4, 12)))
_CRITERIA = tuple(
    CriterionGroup(f"2.{number}", f"Nhóm tiêu chí số {number} <tên dài> & còn dài hơn nữa", invented=True)
    for number in range(1, 6)
)
_SUGGESTED = Suggestion(
    "s1",
    AudienceGroup.ORDINARY_MEMBER,
    "2.4",
    "Vận động gia đình và bà con hiến đất mở rộng đường thôn",
    Measure.AT_LEAST,
    Decimal(1150),
    "m²",
    (9, 30),
    "biên bản hiến đất",
    breakthrough=False,
)
_ITEM = PledgeItem(
    "e1", "2.2", "Tiết kiệm điện", Measure.ALREADY_PERCENT, Decimal(10), "%", date(2026, 12, 31)
)


def _sheet(pledge: Pledge | None) -> PledgeSheet:
    person = Person("M10", "Sùng A Dính", 1996, AudienceGroup.ORDINARY_MEMBER)
    return PledgeSheet(
        person, PledgeKind.EXEMPLARY, 2026, "U32", _WINDOW, pledge, (), _CRITERIA, (_SUGGESTED,)
    )


def pledge_samples() -> Iterable[Sample]:
    yield Sample(
        _sheet(None),
        {
            "n1.from": "own",
            "n1.content": "1. Trồng 300 m đường hoa\n2. Giúp một hộ cận nghèo nuôi dê",
            "n1.split": "yes",
            "n1.criterion": "2.4",
            "n1.measure": "at_least",
            "n1.target": ["300", "m"],
            "n1.due": "2026-06-30",
            "n2.criterion": "2.4",
            "n2.measure": "yes_no",
            "n2.due": "2026-12-31",
            "more2": "yes",
            "n3.from": "s1",
            "more3": "no",
        },
    )
    returned = Pledge(
        id="P1",
        person="M10",
        kind=PledgeKind.EXEMPLARY,
        year=2026,
        unit="U32",
        path="/U0/U3/U32/",
        state=PledgeState.NEEDS_CHANGES,
        version=1,
        revision=2,
        confirmed_version=None,
        last_item=1,
        sent_at=_NOW,
        received_at=_NOW,
        late=False,
        items=(_ITEM,),
        reason="Đề nghị nêu rõ <chỉ tiêu>",
    )
    yield Sample(
        _sheet(returned), {"more0": "yes", "n1.from": "own", "n1.content": "Dự đủ 12 buổi sinh hoạt"}
    )
