"""A reply keyboard that asks for the number: what Telegram sends, and how our channel shows and ends it."""

import pytest

from bot.channels.telegram.layout import Text, lay_out
from bot.channels.telegram.send import _message
from bot.screen import Paragraph, Role, Screen, ShownOption
from simulator.telegram import TelegramServer
from tests.simulator.client import RawBot
from tests.simulator.spec import problems

ASKING = Screen(
    (Paragraph("Đồng chí bấm ở dưới."),),
    (ShownOption("Hủy", "1:0", Role.VERB, "hủy"), ShownOption("Trợ giúp", "1:1", Role.VERB)),
    own_number="Gửi số điện thoại của tôi",
)


async def test_pressing_it_sends_ones_own_contact(server: TelegramServer, raw: RawBot) -> None:
    phone = server.user(7, "An")
    phone.start()
    (part,) = lay_out(ASKING)
    assert isinstance(part, Text)
    await raw.result("sendMessage", **_message("7", part))
    assert phone.keyboard == (("Gửi số điện thoại của tôi",), ("Hủy", "Trợ giúp"))
    phone.press("Gửi số điện thoại của tôi", "84912345678")
    phone.press("Hủy")
    sent = [one["message"] for one in await raw.updates()][-2:]
    assert problems(sent[0]["contact"], ["Contact"], "contact") == []
    assert sent[0]["contact"]["user_id"] == 7
    assert sent[0]["contact"]["phone_number"] == "84912345678"
    assert sent[1]["text"] == "Hủy"
    with pytest.raises(LookupError):
        phone.press("Báo cáo")


async def test_the_keyboard_is_taken_away_with_the_thanks(server: TelegramServer, raw: RawBot) -> None:
    phone = server.user(7, "An")
    phone.start()
    for screen in (ASKING, Screen((Paragraph("Sinh năm nào?"),), thanks="Cảm ơn đồng chí.")):
        for part in lay_out(screen):
            assert isinstance(part, Text)
            await raw.result("sendMessage", **_message("7", part))
    assert phone.keyboard == ()
    assert [one.text for one in phone.messages][-2:] == ["Cảm ơn đồng chí.", "Sinh năm nào?"]


def test_a_screen_keeps_both_over_the_outbox() -> None:
    for screen in (ASKING, Screen((Paragraph("x"),), thanks="Cảm ơn")):
        assert Screen.from_json(bytes(screen.to_json())) == screen
