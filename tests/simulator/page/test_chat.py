"""What a phone shows of a conversation, and what its holder does with it."""

import re

import pytest
from playwright.async_api import expect

from tests.simulator.page.conftest import Table

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

YES_NO = {
    "inline_keyboard": [[{"text": "Đúng", "callback_data": "y"}, {"text": "Không", "callback_data": "n"}]]
}


async def test_what_is_typed_stands_right_and_what_the_bot_says_left(table: Table) -> None:
    phone = await table.begin("M09")
    field = phone.get_by_label("Tin nhắn", exact=True)
    await field.fill("17/16 nhà")
    await field.press("Enter")
    await table.says("M09", "Đã ghi: 17/16 nhà, đạt 106 %.")
    mine, theirs = phone.locator(".bubble.mine").last, phone.locator(".bubble:not(.mine)").last
    await expect(mine).to_contain_text("17/16 nhà")
    await expect(theirs).to_contain_text("đạt 106 %")
    await expect(theirs).to_contain_text("09:00")
    left, right = await theirs.bounding_box(), await mine.bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] < right["x"]
    assert await field.input_value() == ""


async def test_other_phones_hear_nothing_of_it(table: Table) -> None:
    await table.begin("M09")
    await table.says("M09", "Chỉ gửi đồng chí Hùng")
    await expect(table.phone("M09")).to_contain_text("Chỉ gửi đồng chí Hùng")
    await expect(table.phone("M10")).not_to_contain_text("Chỉ gửi")


async def test_formatting_is_shown_and_markup_of_others_is_not_read(table: Table) -> None:
    phone = await table.begin("M09")
    evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    text = f"<b>Việc 1</b>\n<blockquote>{evil.replace('<', '&lt;')}</blockquote><i>gợi ý <b>đậm</b></i>"
    await table.says("M09", text, parse_mode="HTML")
    last = phone.locator(".bubble").last
    await expect(last.locator("strong").first).to_have_text("Việc 1")
    await expect(last.locator("blockquote")).to_have_text(evil)
    await expect(last.locator("em strong")).to_have_text("đậm")
    table.house.telegram.user(table.chat("M09")).send(evil)
    await expect(phone.locator(".bubble.mine").last).to_contain_text(evil)
    assert await phone.locator(".text img, .text script").count() == 0
    assert "Nêu gương" in await table.page.title()


async def test_the_signs_of_the_product_are_drawn_and_still_read(table: Table) -> None:
    phone = await table.begin("M09")
    keys = {"inline_keyboard": [[{"text": "✅ Xong", "callback_data": "x"}]]}
    await table.says("M09", "✅ Đã lưu, <b>⏰ sắp đến hạn</b>", parse_mode="HTML", reply_markup=keys)
    last = phone.locator(".bubble").last
    await expect(last.locator(".text")).to_have_text("✅ Đã lưu, ⏰ sắp đến hạn")
    await expect(last.locator(".text svg")).to_have_count(2)
    await phone.get_by_role("button", name="✅ Xong").click()
    assert (await table.update("callback_query"))["data"] == "x"


async def test_a_link_leads_to_the_web_only(table: Table) -> None:
    phone = await table.begin("M09")
    await table.says(
        "M09", '<a href="https://example.vn/x">xem</a> <a href="tg://settings">khác</a>', parse_mode="HTML"
    )
    await expect(phone.get_by_role("link", name="xem")).to_have_attribute("href", "https://example.vn/x")
    assert await phone.get_by_role("link", name="khác").count() == 0


async def test_a_tap_spins_until_it_is_answered_and_shows_the_answer(table: Table) -> None:
    phone = await table.begin("M09")
    message = await table.says("M09", "Có đúng là đồng chí không?", reply_markup=YES_NO)
    key = phone.get_by_role("button", name="Đúng", exact=True)
    await key.click()
    await expect(key).to_have_attribute("aria-busy", "true")
    (update,) = [one for one in await table.bot.updates() if "callback_query" in one]
    assert update["callback_query"]["data"] == "y"
    await table.bot.done(
        "answerCallbackQuery", callback_query_id=update["callback_query"]["id"], text="Đã ghi"
    )
    await expect(phone.locator(".toast")).to_have_text("Đã ghi")
    await expect(key).not_to_have_attribute("aria-busy", "true")
    await table.bot.result(
        "editMessageText", chat_id=table.chat("M09"), message_id=message, text="Cảm ơn đồng chí."
    )
    await expect(phone.locator(".bubble").last).to_contain_text("Cảm ơn đồng chí.")
    await expect(phone).not_to_contain_text("Có đúng là")
    assert await phone.locator(".key").count() == 0


async def test_an_alert_waits_to_be_read(table: Table) -> None:
    phone = await table.begin("M09")
    await table.says("M09", "Nộp báo cáo?", reply_markup=YES_NO)
    await phone.get_by_role("button", name="Không", exact=True).click()
    tap = (await table.update("callback_query"))["id"]
    await table.bot.done("answerCallbackQuery", callback_query_id=tap, text="Chưa nộp được", show_alert=True)
    alert = table.page.locator("dialog#notice")
    await expect(alert).to_contain_text("Chưa nộp được")
    await alert.get_by_role("button", name="Đóng").click()
    await expect(alert).to_be_hidden()


async def test_own_messages_can_be_answered_and_changed(table: Table) -> None:
    phone = await table.begin("M09")
    own = phone.locator(".bubble.mine").last
    await own.hover()
    await own.get_by_label("Trả lời hoặc sửa").click()
    await table.page.get_by_role("menuitem", name="Sửa").click()
    field = phone.locator("textarea")
    assert await field.input_value() == "Chào"
    await field.fill("Chào đồng chí")
    await field.press("Enter")
    await expect(own).to_contain_text("đã sửa")
    await expect(own).to_contain_text("Chào đồng chí")
    await table.says("M09", "Mấy nhà?")
    asked = phone.locator(".bubble").last
    await asked.hover()
    await asked.get_by_label("Trả lời hoặc sửa").click()
    await table.page.get_by_role("menuitem", name="Trả lời").click()
    await expect(phone.locator(".about")).to_contain_text("Mấy nhà?")
    await field.fill("16")
    await field.press("Enter")
    answer = phone.locator(".bubble.mine").last
    await expect(answer.locator(".quoted")).to_contain_text("Mấy nhà?")
    updates = await table.bot.updates()
    assert "edited_message" in updates[-2]
    assert updates[-1]["message"]["reply_to_message"]["text"] == "Mấy nhà?"


async def test_escape_leaves_a_change_undone(table: Table) -> None:
    phone = await table.begin("M09")
    own = phone.locator(".bubble.mine").last
    await own.hover()
    await own.get_by_label("Trả lời hoặc sửa").click()
    await table.page.get_by_role("menuitem", name="Sửa").click()
    await phone.locator("textarea").press("Escape")
    assert await phone.locator("textarea").input_value() == ""
    await expect(phone.locator(".about")).to_be_hidden()


async def test_the_command_menu_follows_its_scope(table: Table) -> None:
    phone = await table.begin("M09")
    await phone.get_by_title("Lệnh").click()
    await expect(table.page.get_by_role("menuitem")).to_have_text(["Chưa có lệnh nào"])
    await table.page.keyboard.press("Escape")
    await expect(phone.get_by_title("Lệnh")).to_be_focused()
    scope = {"type": "chat", "chat_id": table.chat("M09")}
    await table.bot.done(
        "setMyCommands", commands=[{"command": "baocao", "description": "Báo cáo quý"}], scope=scope
    )
    async with table.page.expect_response(re.compile("/sim/phones/")):
        await table.bot.done("setMyCommands", commands=[{"command": "menu", "description": "Danh mục"}])
    await phone.get_by_title("Lệnh").click()
    await expect(table.page.get_by_role("menuitem")).to_have_text(["/baocaoBáo cáo quý"])
    await table.page.get_by_role("menuitem").click()
    await expect(phone.locator(".bubble.mine").last).to_contain_text("/baocao")


async def test_the_bot_is_blocked_and_unblocked(table: Table) -> None:
    phone = await table.begin("M09")
    await phone.get_by_label("Việc khác với điện thoại này").click()
    await table.page.get_by_role("menuitem", name="Chặn trợ lý").click()
    await expect(phone.locator("footer")).to_contain_text("đang chặn trợ lý")
    assert "blocked by the user" in await table.bot.refused(
        "sendMessage", chat_id=table.chat("M09"), text="?"
    )
    await phone.get_by_role("button", name="Bỏ chặn trợ lý").click()
    await expect(phone.locator("textarea")).to_be_visible()


async def test_news_is_counted_until_it_is_looked_at(table: Table) -> None:
    phone = await table.begin("M09")
    for number in range(40):
        table.house.telegram.user(table.chat("M09")).send(f"Dòng {number}")
    await phone.get_by_text("Dòng 39").wait_for()
    await phone.locator(".list").evaluate("list => list.scrollTo(0, 0)")
    await table.says("M09", "Tin mới một")
    await table.says("M09", "Tin mới hai")
    below = phone.locator(".below")
    await expect(below).to_contain_text("2 tin mới")
    assert (await table.page.title()).startswith("(2) ")
    await below.click()
    await expect(phone.get_by_text("Tin mới hai")).to_be_in_viewport()
    await expect(below).to_be_hidden()
    assert not (await table.page.title()).startswith("(")


async def test_a_message_that_is_deleted_is_gone(table: Table) -> None:
    phone = await table.begin("M09")
    message = await table.says("M09", "Nhầm")
    await phone.get_by_text("Nhầm").wait_for()
    await table.bot.done("deleteMessage", chat_id=table.chat("M09"), message_id=message)
    await expect(phone).not_to_contain_text("Nhầm")


async def test_who_writes_shows(table: Table) -> None:
    phone = await table.begin("M09")
    await table.bot.done("sendChatAction", chat_id=table.chat("M09"), action="typing")
    await expect(phone.locator(".list.typing")).to_be_visible()
    await table.says("M09", "Xong")
    await expect(phone.locator(".list.typing")).to_have_count(0)
