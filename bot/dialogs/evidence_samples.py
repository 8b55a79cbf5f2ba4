"""Sample sheets that every question of /minhchung is rendered with; invented, and awkward on purpose."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.conversation.spec import Sample
from core.evidence import RefusalReason
from core.photos import Photo, PhotoState
from core.pledge import Measure, PledgeItem
from core.report import ReportState
from core.text.periods import Quarter
from core.usecases.evidence_sheet import EvidenceSheet

_SENT = datetime(2026, 3, 12, 12, 5, tzinfo=UTC)


def evidence_samples() -> Iterable[Sample]:
    items = tuple(_item(number) for number in range(1, 11))
    few = (
        _photo(1, "i1"),
        _photo(2, None),
        _photo(3, None, PhotoState.NOTED),
        _photo(4, "i2", PhotoState.REFUSED),
    )
    many = tuple(_photo(number, f"i{number % 3 + 1}") for number in range(1, 60))
    quarter = Quarter(2026, 1)
    yield Sample(EvidenceSheet(quarter, items, (), None), {"what": "add", "item": "i3", "photos": True})
    sheet = EvidenceSheet(quarter, items, few, ReportState.SUBMITTED)
    yield Sample(sheet, {"what": "each", f"to.{few[1].id}": "i10", f"to.{few[2].id}": ""})
    yield Sample(sheet, {"what": "all:i2"})
    put = EvidenceSheet(quarter, items, few[:1], ReportState.SUBMITTED)
    yield Sample(put, {"what": "move", "which": few[0].id, "item": "i9"})
    yield Sample(
        EvidenceSheet(quarter, items, many, None), {"what": "remove", "where": "i2", "which": many[0].id}
    )


def _item(number: int) -> PledgeItem:
    words = f"Trực tiếp chỉ đạo xóa nhà tạm <{number}> & *nhà dột nát* cho hộ nghèo, gia đình có công"
    return PledgeItem(f"i{number}", "1.3", words, Measure.AT_LEAST, Decimal(16), "nhà")


def _photo(number: int, item: str | None, state: PhotoState = PhotoState.STORED) -> Photo:
    sent = _SENT + timedelta(minutes=number)
    return Photo(
        id=f"{number:032x}",
        person="M03",
        document="report:2026Q1",
        item=item,
        state=state,
        channel="telegram",
        line="bot",
        ref="file",
        unique="unique",
        name="Biên bản họp thôn <ngày 12/6> & danh sách.pdf" if number % 2 else "",
        caption="Nhà ông Sùng_A <Páo>" * 9 if number == 2 else "",
        album="a1",
        message_id=str(100 + number),
        sent_at=sent,
        received_at=sent,
        as_photo=not number % 2,
        sha256=f"{number:064x}" if state is PhotoState.STORED else None,
        reason=RefusalReason.BROKEN if state is PhotoState.REFUSED else "",
    )
