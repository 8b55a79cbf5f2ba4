"""The period closes while a report is being written: the person is told so, whatever they say first."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest

from bot.inbound import Kind
from core.documents import Document
from core.text.periods import Quarter
from core.usecases.open_period import open_period
from tests.world import Phone, living


def edits(phone: Phone, text: str) -> object:
    return phone._send(Kind.EDITED, text=text, message_id=phone.said[-1].message_id)


SAYS: dict[str, Callable[[Phone], object]] = {
    "words": lambda phone: phone.says("Đã làm xong"),
    "a number": lambda phone: phone.says("5"),
    "words sent before the prompt came": lambda phone: phone.says("Đã làm", message_id="1"),
    "a reply to an earlier prompt": lambda phone: phone.says("4", reply_to=phone.bubbles[-2].id),
    "a verb": lambda phone: phone.says("quay lại"),
    "a tap": lambda phone: phone.taps("Không có"),
    "an edit of an earlier message": lambda phone: edits(phone, "4"),
    "the command": lambda phone: phone.says("/baocao 2026Q1"),
}


@pytest.mark.parametrize("what", SAYS)
def test_whoever_goes_on_after_the_close_is_told_that_it_is_closed(what: str, sqlite_url: str) -> None:
    with living(sqlite_url) as world:
        phone = world.phone("M16")
        phone.says("/baocao 2026Q1")
        phone.says("3")
        world.now = datetime(2026, 8, 1, 3, tzinfo=UTC)
        SAYS[what](phone)
        assert "Quý I/2026 đã khóa" in phone.sees
        assert "Làm tiếp" not in "".join(phone.choices)


def test_what_is_closed_is_neither_asked_for_nor_in_the_way_of_what_is_open(sqlite_url: str) -> None:
    with living(sqlite_url) as world:
        phone = world.phone("M16")
        world.now = datetime(2026, 8, 1, 3, tzinfo=UTC)
        for quarter in (2, 3):
            world.do(partial(open_period, document=Document.report(Quarter(2026, quarter))))
        phone.says("menu")
        assert "Quý I/2026" not in phone.sees, "it can be handed in no more"
        assert "Quý II/2026" in phone.sees
        phone.says("/cuatoi")
        assert "Cần làm: báo cáo Quý I/2026" not in phone.sees
        assert "⏰ Chưa nhận được báo cáo Quý II/2026" in phone.sees
        phone.says("/baocao")
        assert "Báo cáo Quý II/2026" in phone.sees
