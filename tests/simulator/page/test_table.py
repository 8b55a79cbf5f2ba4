"""Phones on the table: whose they are, laid and put away, on a desk and on a narrow screen."""

import re

import pytest
from playwright.async_api import Browser, expect

from simulator.run import House
from tests.simulator.client import RawBot
from tests.simulator.page.conftest import Table, looking

# What the story (test_story.py) shows of it is in the quick ring.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def test_a_newcomer_finds_two_members_their_secretary_and_the_level_above(table: Table) -> None:
    names = table.page.locator(".phone .holder b")
    await expect(names).to_have_text(
        ["Nguyễn Văn Hùng (1990)", "Sùng A Dính (1996)", "Lò Văn Pản (1958)", "Nông Văn Cường (1976)"]
    )


async def test_one_tap_opens_the_link_with_the_persons_own_code(table: Table) -> None:
    phone = table.phone("M09")
    await phone.get_by_role("button", name="Bắt đầu", exact=True).click()
    message = await table.update("message")
    assert re.fullmatch(r"/start [0-9A-Z]{8}", message["text"])
    assert message["chat"]["id"] == table.chat("M09")
    await expect(phone.locator("textarea")).to_be_visible()


async def test_one_can_begin_without_a_code(table: Table) -> None:
    await table.phone("M10").get_by_role("button", name="Bắt đầu không có mã").click()
    assert (await table.update("message"))["text"] == "/start"


async def test_a_phone_is_handed_to_someone_found_by_name_typed_without_marks(table: Table) -> None:
    await table.phone("M10").locator(".holder").click()
    picker = table.page.locator("#picker")
    await expect(picker.locator(".person")).to_have_count(36 + 5)
    await picker.get_by_role("searchbox").fill("bi thu pac khuoi")
    await expect(picker.locator(".person")).to_have_count(2)
    await picker.get_by_role("searchbox").fill("trieu mui")
    await picker.get_by_role("searchbox").press("Enter")
    await expect(table.page.locator(".phone .holder b").nth(1)).to_have_text("Triệu Mùi Pham (1987)")
    await expect(table.page.locator(".phone")).to_have_count(4)


async def test_nobody_holds_two_phones(table: Table) -> None:
    await table.page.get_by_role("button", name="Thêm điện thoại").click()
    picker = table.page.locator("#picker")
    taken = picker.locator(".person", has_text="Lò Văn Pản")
    await expect(taken).to_be_disabled()
    await expect(taken).to_contain_text("Đang mở")


async def test_phones_are_added_put_away_and_kept_over_a_reload(table: Table) -> None:
    await table.page.get_by_role("button", name="Thêm điện thoại").click()
    await table.page.locator(".person", has_text="Người lạ 1").click()
    await expect(table.page.locator(".phone")).to_have_count(5)
    await table.phone("M07").get_by_label("Việc khác với điện thoại này").click()
    await table.page.get_by_role("menuitem", name="Cất điện thoại này").click()
    await expect(table.page.locator(".phone")).to_have_count(4)
    await table.page.reload()
    await table.page.wait_for_selector("body[data-ready]")
    await expect(table.page.locator(".phone .holder b")).to_have_text(
        ["Nguyễn Văn Hùng (1990)", "Sùng A Dính (1996)", "Nông Văn Cường (1976)", "Người lạ 1"]
    )


async def test_an_empty_table_says_what_to_do(table: Table) -> None:
    for _ in range(4):
        await table.page.locator(".phone").first.get_by_label("Việc khác với điện thoại này").click()
        await table.page.get_by_role("menuitem", name="Cất điện thoại này").click()
    await expect(table.page.locator("#none")).to_contain_text("thêm một chiếc để bắt đầu")


async def test_a_stranger_has_no_code(table: Table) -> None:
    await table.phone("M10").locator(".holder").click()
    await table.page.locator(".person", has_text="Người lạ 2").click()
    phone = table.phone("L2")
    await phone.get_by_role("button", name="Bắt đầu", exact=True).click()
    assert (await table.update("message"))["text"] == "/start"
    await phone.get_by_label("Việc khác với điện thoại này").click()
    assert await table.page.get_by_role("menuitem", name="Lấy mã liên kết").count() == 0


async def test_a_code_is_shown_to_be_typed_on_any_phone(table: Table) -> None:
    phone = await table.begin("M09")
    await phone.get_by_label("Việc khác với điện thoại này").click()
    await table.page.get_by_role("menuitem", name="Lấy mã liên kết").click()
    code = await table.page.locator(".code").inner_text()
    assert re.fullmatch("[0-9A-Z]{8}", code)
    await table.page.get_by_role("button", name="Gõ mã trên máy này").click()
    await expect(phone.locator(".bubble.mine").last).to_contain_text(code)


async def test_what_was_said_before_the_page_was_opened_is_there(
    browser: Browser, house: House, raw: RawBot
) -> None:
    user = house.cast.by_person["M09"].user
    house.telegram.user(user).send("Từ trước")
    await raw.result("sendMessage", chat_id=user, text="Đã trả lời từ trước")
    async with looking(browser, house.address) as (page, _):
        await expect(page.locator(".phone").first).to_contain_text("Đã trả lời từ trước")


NARROW = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


async def test_on_a_narrow_screen_one_phone_at_a_time(browser: Browser, house: House, raw: RawBot) -> None:
    async with looking(browser, house.address, **NARROW) as (page, _):
        table = Table(house, page, raw)
        await table.begin("M07")
        tabs = page.get_by_role("tab")
        await table.says("M07", "Có báo cáo mới chờ đồng chí xem")
        await expect(tabs.nth(2).locator(".unread")).to_have_text("1")
        await tabs.nth(2).tap()
        await expect(tabs.nth(2)).to_have_attribute("aria-selected", "true")
        await expect(page.get_by_text("Có báo cáo mới")).to_be_in_viewport()
        await expect(tabs.nth(2).locator(".unread")).to_have_count(0)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [320, 390, 760, 1024, 1400, 2200])
async def test_nothing_hangs_over_the_edge(browser: Browser, house: House, raw: RawBot, width: int) -> None:
    async with looking(browser, house.address, viewport={"width": width, "height": 740}) as (page, _):
        table = Table(house, page, raw)
        phone = await table.begin("M09")
        await table.says(
            "M09",
            "Dài" * 400,
            reply_markup={"inline_keyboard": [[{"text": "Nút " * 20, "callback_data": "x"}]]},
        )
        await expect(phone.locator(".key")).to_be_visible()
        await page.locator("#stage-toggle").click()
        await page.locator("#stage section").first.wait_for()
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        over = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.className)"
        assert await page.locator(".bar, .list, .bubble, .stage").evaluate_all(over) == []
        small = "all => all.filter(one => parseFloat(getComputedStyle(one).fontSize) < 13).map(one => one.textContent)"
        assert await page.locator("body *").evaluate_all(small) == []


async def test_everything_can_be_done_from_the_keyboard(table: Table) -> None:
    phone = await table.begin("M09")
    await table.says(
        "M09", "Xong?", reply_markup={"inline_keyboard": [[{"text": "Xong", "callback_data": "x"}]]}
    )
    await phone.get_by_role("button", name="Xong", exact=True).focus()
    await table.page.keyboard.press("Enter")
    assert (await table.update("callback_query"))["data"] == "x"
    await phone.get_by_title("Đính kèm").focus()
    await table.page.keyboard.press("Enter")
    await table.page.keyboard.press("ArrowDown")
    await expect(table.page.get_by_role("menuitem", name="Ba ảnh mẫu")).to_be_focused()
    await table.page.keyboard.press("Enter")
    await expect(phone.locator(".tray-item")).to_have_count(3)
    unnamed = "all => all.filter(one => !(one.innerText.trim() || one.ariaLabel || one.title)).length"
    assert await table.page.locator("button:visible").evaluate_all(unnamed) == 0
