"""The page of a link code as a cheap phone shows it: nothing from elsewhere, nothing cut off, the code copied."""

import shutil

import pytest
from playwright.async_api import async_playwright

from tests.web.conftest import Visitor

CHROMIUM = shutil.which("chromium") or ""


@pytest.mark.skipif(
    not CHROMIUM, reason="CHROMIUM IS MISSING, so the page is NOT tested: apt install chromium"
)
async def test_it_fits_a_phone_and_copies_the_code(visitor: Visitor) -> None:
    complaints: list[str] = []
    asked_for: list[str] = []
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        context = await chromium.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("request", lambda asked: asked_for.append(asked.url))
        address = f"{visitor.base}/j/k7m39pqr"
        await page.goto(address)
        assert asked_for == [address]
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        for label in ("Mở trên Telegram", "Mở trên Zalo"):
            box = await page.get_by_role("link", name=label).bounding_box()
            assert box is not None
            assert box["height"] >= 48, "a thumb hits it"
        assert await page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 18
        await page.get_by_role("button", name="Chép mã").click()
        await page.get_by_role("button", name="Đã chép mã").wait_for()
        assert await page.evaluate("navigator.clipboard.readText()") == "K7M39PQR"
        bare = await chromium.new_page(viewport={"width": 320, "height": 600}, java_script_enabled=False)
        await bare.goto(address)
        assert await bare.get_by_role("button").count() == 0, "without a script there is no dead button"
        await chromium.close()
    assert complaints == []
