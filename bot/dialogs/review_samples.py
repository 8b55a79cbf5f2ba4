"""Sample sheets that every question of a review is rendered with; invented, and awkward on purpose."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.conversation.spec import Sample
from bot.dialogs.review_questions import Gone
from bot.dialogs.reviewed_report import Review
from core.history import Deed, Entry
from core.message import say
from core.people import AudienceGroup, Person, Resident, Standing
from core.photos import Photo, PhotoState, Resemblance
from core.pledge import Measure, PledgeItem
from core.progress import progress
from core.report import (
    ItemProgress,
    ItemState,
    Report,
    ReportContent,
    ReportedItem,
    ReportState,
    ReportVersion,
    Returned,
    changes,
)
from core.text.periods import Quarter
from core.usecases.review_sheet import ReviewedItem, ReviewSheet

SENT = datetime(2026, 3, 19, 16, 58, tzinfo=UTC)
AUTHOR = Person("M09", "Nguyễn_Văn <Hùng> & *B*", 1990, AudienceGroup.ORDINARY_MEMBER)
SECRETARY = Person("M07", "Lò Văn Pản", 1958, AudienceGroup.LEADER)
OWNER = Resident(AUTHOR, Standing.OFFICIAL, "U32", "Chi bộ thôn Nà Tông", "/U0/U3/U32/")
LONG = "Tuyến đường hoa đã trồng được hơn 300 m, tỉ lệ cây sống khoảng 85 %. " * 20


def item(
    number: int, measure: Measure = Measure.AT_LEAST, target: int | None = 16, unit: str = "nhà"
) -> PledgeItem:
    content = f"Việc thứ {number}: trực tiếp chỉ đạo xóa nhà tạm <b> & gia đình có công"
    counted = None if target is None else Decimal(target)
    return PledgeItem(f"e{number}", "2.1", content, measure, counted, unit, date(2026, 12, 31))


def _reported(pledged: PledgeItem, said: ItemProgress) -> ReportedItem:
    return ReportedItem("P1", 1, pledged, said)


def _content(*, corrected: bool) -> ReportContent:
    houses = ItemProgress(
        "e1", ItemState.EXCEEDED, Decimal(17 if corrected else 71), Decimal(9), LONG, "mưa", note="xã hội hóa"
    )
    calls = ItemProgress("e2", ItemState.COULD_NOT, Decimal(1), reason="Kẹt cầu, không qua được")
    family = ItemProgress(
        "e3", ItemState.DONE, Decimal(1), what="Gia đình giữ danh hiệu" if corrected else ""
    )
    share = ItemProgress("e4", ItemState.IN_PROGRESS, Decimal("97.5"), what=LONG, approximate=True)
    items = (
        _reported(item(1), houses),
        _reported(item(2, Measure.AT_MOST, 0, "lần vi phạm"), calls),
        _reported(item(3, Measure.YES_NO, None, "danh hiệu"), family),
        _reported(item(4, Measure.ALREADY_PERCENT, 98, "%"), share),
    )
    return ReportContent(items, "Giúp 02 hộ gặt lúa" if corrected else "", "Tiếp tục việc 1")


def photo(number: int, item_key: str | None, state: PhotoState = PhotoState.STORED) -> Photo:
    return Photo(
        id=f"{number:032x}",
        person=AUTHOR.id,
        document="report:2026Q1",
        item=item_key,
        state=state,
        channel="telegram",
        line="bot",
        ref="r",
        unique=f"u{number}",
        name="",
        caption="ảnh trước khi làm *nhà*" if number == 1 else "",
        album=None,
        message_id=str(number),
        sent_at=SENT,
        received_at=SENT,
        sha256=f"{number:064x}" if state is PhotoState.STORED else None,
    )


def review(*, resubmitted: bool = True, photos: int = 13, can_decide: bool = True) -> Review:
    """Four items of every measure, with long texts; what was returned has come again."""
    old, new = _content(corrected=False), _content(corrected=True)
    report = Report(
        id="a" * 32,
        person=AUTHOR.id,
        period=Quarter(2026, 1),
        unit="U32",
        path=OWNER.path,
        state=ReportState.SUBMITTED,
        version=2 if resubmitted else 1,
        revision=3 if resubmitted else 1,
        receipt="7K3QWX",
        sent_at=SENT,
        received_at=SENT,
        late=True,
        content=new,
        returned=Returned(SECRETARY.id, SENT, "Số liệu cần kiểm tra lại.", frozenset({"e1"}))
        if resubmitted
        else None,
    )
    all_photos = tuple(
        photo(n, "e1" if n < 12 else None, PhotoState.NOTED if n == 2 else PhotoState.STORED)
        for n in range(1, photos + 1)
    )
    alike = (
        Resemblance(photo(1, None).id, "x", AUTHOR.id, "report:2025Q4", 92, same_bytes=False),
        Resemblance(photo(3, None).id, "y", "M99", "report:2026Q1", 100, same_bytes=True),
    )
    sheet = ReviewSheet(
        owner=OWNER,
        report=report,
        items=tuple(_reviewed(each, all_photos) for each in new.items),
        loose_photos=tuple(each for each in all_photos if each.item is None),
        previous=ReportVersion(report.id, 1, "OLD", SENT, old) if resubmitted else None,
        changes=changes(old, new) if resubmitted else (),
        history=(Entry(report.id, SENT, AUTHOR.id, Deed.RESUBMITTED, 2),),
        resemblances=alike if photos else (),
        can_decide=can_decide,
        can_unaccept=False,
    )
    return Review(sheet, {SECRETARY.id: SECRETARY, AUTHOR.id: AUTHOR})


def _reviewed(reported: ReportedItem, photos: tuple[Photo, ...]) -> ReviewedItem:
    total = reported.progress.done
    last = ItemProgress(reported.key, ItemState.IN_PROGRESS, Decimal("3.5"), Decimal(9), "đổ mái")
    found = progress(reported.item.measure, reported.item.target, total)
    return ReviewedItem(reported, total, found, tuple(p for p in photos if p.item == reported.key), last)


def accepted(*, can_unaccept: bool) -> Review:
    made = review(resubmitted=False, can_decide=False)
    report = replace(made.sheet.report, state=ReportState.ACCEPTED, decided_by=SECRETARY.id, decided_at=SENT)
    return Review(replace(made.sheet, report=report, can_unaccept=can_unaccept), made.known)


def review_samples() -> Iterable[Sample]:
    ready = "Số liệu cần kiểm tra lại."
    yield Sample(review(), {"verdict": "return:e1", "reason": ready, "added": "Xem lại việc 1"})
    yield Sample(
        review(resubmitted=False), {"verdict": "several", "open.e2": "yes", "items": "all", "reason": "x"}
    )
    yield Sample(review(), {"leaf": 2, "verdict": "return:e4", "open.e1": "yes", "reason": "Ghi rõ hơn"})
    yield Sample(review(), {"album": 2, "photos": f"secret:{photo(12, None).id}"})
    yield Sample(review(photos=0), {"verdict": "accept"})
    yield Sample(accepted(can_unaccept=False), {})
    yield Sample(Gone(say("The author has taken this report back.")), {})


def unaccept_samples() -> Iterable[Sample]:
    yield Sample(accepted(can_unaccept=True), {"reason": "Cần xem lại số liệu", "added": None})
    yield Sample(accepted(can_unaccept=False), {})
    yield Sample(Gone(say("This is outside what you look after.")), {})
