"""Sheets to render the dialogs about own data with."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from bot.conversation.spec import Sample
from bot.dialogs.data_requests import Ahead
from core.data_requests import LegalHold


def correction_samples() -> Iterable[Sample]:
    yield Sample(Ahead(date(2026, 3, 12), date(2026, 3, 24)), {"words": "Tôi sinh năm 1985"})


def deletion_samples() -> Iterable[Sample]:
    at = datetime(2026, 3, 10, 2, tzinfo=UTC)
    hold = LegalHold("h1", "M16", "Quyết định kiểm tra số 12", date(2026, 12, 31), "M01", at)
    yield Sample(Ahead(date(2026, 3, 12), date(2026, 4, 7)), {})
    yield Sample(Ahead(date(2026, 3, 12), date(2026, 4, 7), hold), {})
