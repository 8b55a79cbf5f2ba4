"""A newcomer's first minutes: the real bot, in a real browser."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, expect

from simulator import scripts
from simulator.run import furnished, live
from simulator.scripts import Says, Sees, SendsPhoto, Taps
from tests.simulator.page.conftest import looking, settings_in

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def tap(phone: Locator, label: str) -> None:
    await phone.get_by_role("button", name=label, exact=True).last.click(timeout=20_000)


async def test_a_member_is_linked_opens_the_menu_sends_photos_and_all_is_saved(
    browser: Browser, tmp_path: Path
) -> None:
    stop = asyncio.Event()
    async with furnished(settings_in(tmp_path)) as house, looking(browser, house.address) as (page, _):
        bot = asyncio.create_task(live(house, stop))
        phone = page.locator(".phone").first
        await tap(phone, "Bắt đầu")
        await tap(phone, "Đúng, là tôi")
        await tap(phone, "Đồng ý")
        await expect(phone).to_contain_text("nước ngoài")
        await tap(phone, "Đồng ý")
        await expect(phone).to_contain_text("Danh mục")
        await phone.get_by_title("Lệnh").click()
        await expect(page.get_by_role("menuitem").first).to_contain_text("/")
        await page.keyboard.press("Escape")
        await phone.get_by_title("Đính kèm").click()
        await page.get_by_role("menuitem", name="Ba ảnh mẫu").click()
        await expect(phone.locator(".tray-item")).to_have_count(3)
        await phone.get_by_label("Gửi", exact=True).click()
        await expect(phone.locator(".bubble:not(.mine)").last).to_contain_text("3 ảnh", timeout=20_000)
        await page.get_by_role("button", name="Hậu trường").click()
        await expect(page.locator("#stage .count.sent")).to_be_visible()
        async with page.expect_download() as kept:
            await page.get_by_role("button", name="Lưu kịch bản").click()
        script = scripts.read((await (await kept.value).path()).read_text(encoding="utf-8"))
        stop.set()
        await bot
    assert script.steps[0] == Says("M09", "/start {code:M09}")
    assert [step.taps for step in script.steps if isinstance(step, Taps)] == [
        "Đúng, là tôi",
        "Đồng ý",
        "Đồng ý",
    ]
    assert [step.album for step in script.steps if isinstance(step, SendsPhoto)] == [1, 1, 1]
    assert any("Danh mục" in step.sees for step in script.steps if isinstance(step, Sees))
