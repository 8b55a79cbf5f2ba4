"""The keyboard below the input line, and a code that is handed over before its holder joins."""

import pytest
from playwright.async_api import expect

from tests.simulator.page.conftest import Table

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
KEYBOARD = {
    "keyboard": [[{"text": "Gửi số điện thoại của tôi", "request_contact": True}], [{"text": "Hủy"}]],
    "one_time_keyboard": True,
}


async def test_a_key_hands_over_the_holders_own_number_and_goes(table: Table) -> None:
    phone = await table.begin("M09")
    await table.says("M09", "Số nào?", reply_markup=KEYBOARD)
    await phone.get_by_role("button", name="Gửi số điện thoại của tôi").click()
    while "contact" not in (message := await table.update("message")):
        pass
    player = table.house.cast.by_person["M09"]
    assert message["contact"]["phone_number"] == player.phone
    assert message["contact"]["user_id"] == message["from"]["id"] == player.user
    await expect(phone.locator(".keys")).to_be_hidden()


async def test_another_key_sends_its_words_and_the_bot_takes_them_away(table: Table) -> None:
    phone = await table.begin("M10")
    await table.says("M10", "Số nào?", reply_markup=KEYBOARD)
    await expect(phone.locator(".keys button")).to_have_count(2)
    await table.says("M10", "Thôi", reply_markup={"remove_keyboard": True})
    await expect(phone.locator(".keys")).to_be_hidden()


async def test_a_code_for_somebody_who_joins_later_says_from_when(table: Table) -> None:
    made = await table.page.evaluate(
        "fetch('/desk/codes', {method: 'POST', body: JSON.stringify({person: 'M11'})}).then((one) => one.json())"
    )
    assert made["works_from"] == "2026-05-19"
    made = await table.page.evaluate(
        "fetch('/desk/codes', {method: 'POST', body: JSON.stringify({person: 'M10'})}).then((one) => one.json())"
    )
    assert made["works_from"] is None
