"""A branch without chat: nothing unasked goes there, and whoever writes is sent to the cell."""

from datetime import datetime, timedelta

import pytest

from bot.wanted import StillWanted
from tests.handlers.secretary.office import Office


def test_whoever_writes_is_sent_to_the_cell(office: Office, channel: str) -> None:
    phone = office.phone_of("en", channel)
    office.set("A", "chat_disabled", "on")
    for words in ("menu", "báo cáo", "/chibo", "tìm hải", "17 nhà"):
        phone.says(words)
        assert "Đơn vị của đồng chí không dùng ứng dụng này" in phone.sees
        assert "liên hệ chi bộ" in phone.sees
    office.set("A", "chat_disabled", "off")
    phone.says("menu")
    assert "Danh mục" in phone.sees


def test_who_looks_after_units_outside_keeps_the_chat_for_that(office: Office) -> None:
    office.set("D", "chat_disabled", "on")  # where the administrator is at home
    phone = office.phone_of("sa")
    phone.says("/donvi D")
    assert "Không dùng trò chuyện" in phone.sees


def test_the_page_above_counts_the_branches_without_chat(office: Office) -> None:
    office.set("D", "chat_disabled", "on")
    phone = office.phone_of("pa")
    phone.says("/donvi P")
    assert "Đơn vị trực thuộc không dùng trò chuyện: 1" in phone.sees


class _At:
    def __init__(self, office: Office) -> None:
        self._office = office

    def now(self) -> datetime:
        return self._office.now

    def offset(self) -> timedelta:
        return timedelta()


def test_nothing_unasked_goes_there(office: Office) -> None:
    office.phone_of("en")

    def is_wanted() -> bool:
        return office.do(lambda uow: StillWanted(_At(office))(uow, "to en"))

    assert is_wanted()
    office.set("C", "chat_disabled", "on")
    assert not is_wanted()
    office.set("A", "chat_disabled", "off")  # the nearest word counts
    assert is_wanted()


@pytest.mark.parametrize(("word", "kept"), [("không", "on"), ("có", "off")])
def test_no_means_that_chat_is_not_used(office: Office, word: str, kept: str) -> None:
    phone = office.phone_of("sa")
    phone.says("/donvi A")
    phone.chooses("Cài đặt")
    phone.chooses("Đổi cài đặt")
    phone.chooses("Trò chuyện với hệ thống: đang dùng")
    phone.says(word)
    phone.chooses("Đồng ý")
    assert office.do(lambda uow: uow.units.settings("/P/C/A/").first("chat_disabled")) == kept
