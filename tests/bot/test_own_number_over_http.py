"""One's own number, the whole way: the button below the input line, the contact, and that it goes again."""

from pathlib import Path

from tests.bot.living import living


async def test_a_stranger_hands_over_the_number_and_the_keyboard_goes(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = life.server.user(99, "Cường")
        phone.send("/start")
        await phone.wait_for("xin đồng chí gõ mã")
        phone.tap("Dùng số điện thoại")
        await phone.wait_for("Gửi số điện thoại của tôi")
        assert phone.keyboard[0] == ("Gửi số điện thoại của tôi",)
        phone.send_contact("84900000003", of=77)
        await phone.wait_for("không phải số của chính đồng chí")
        phone.press("Gửi số điện thoại của tôi", "84900000003")
        await phone.wait_for("sinh năm nào")
        assert phone.keyboard == ()
        phone.send("1976")
        await phone.wait_for("Nông Văn Cường (1976)")
