#!/usr/bin/env python
"""Takes the pictures of the guides and the README anew: `.venv/bin/python docs/screenshots.py`.

Needs Debian's packages chromium and fonts-noto-color-emoji, and what the tests need (`make test` installs it). A story
is lived on the simulator's page, over the real bot in a new province: comrade Dính registers and reports, comrade Pản,
secretary of the cell, confirms, looks and returns; comrade Mai of the commune's staff and comrade Diệp, the province's
administrator, look after people and units. What is shown are the bubbles as they stand on the page.
"""

import asyncio
import io
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.async_api import Browser, FloatRect, Locator, Page, async_playwright
from pydantic import SecretStr

from bot.settings import Settings
from simulator.run import House, furnished, live, own

IMAGES: Final = Path(__file__).parent / "images"
CHROMIUM: Final = "/usr/bin/chromium"
QUIET: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MEMBER: Final = "M10"
SECRETARY: Final = "M07"
STAFF: Final = "M06"
ADMINISTRATOR: Final = "M02"
_NARROW: Final = 285  # so that letters are large beside the guide's own
_TALL: Final = 1700  # nothing has to be scrolled to
_SPARE: Final = 10
_SHOW_LAST: Final = """(bubbles, shown) => bubbles.forEach((one, at) => {
  one.style.visibility = at < bubbles.length - shown ? "hidden" : "";
})"""
_COLOURS: Final = 256
_SETTLED_MS: Final = 700
_PATIENCE: Final = 60


class Handset:
    """One person's phone on the page, in a browser of its own. Each act returns when the bot has answered."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @property
    def _bubbles(self) -> Locator:
        return self._page.locator(".phone .bubble")

    async def begin(self) -> None:
        """Press the button that opens the link with the person's code."""
        await self._page.locator(".phone footer button.main").click()
        await self._answered("")

    async def says(self, *texts: str) -> None:
        for text in texts:
            before = await self._seen()
            await self._page.locator(".phone textarea").fill(text)
            await self._page.keyboard.press("Enter")
            await self._answered(before)

    async def taps(self, *labels: str) -> None:
        """The newest button with each label, or one that begins so; of long ones the number before the line."""
        for label in labels:
            before = await self._seen()
            await (await self._key(label)).click()
            await self._answered(before)

    async def sends_photos(self, choice: str) -> None:
        """`choice` is the line of the page's own menu: sample pictures."""
        before = await self._seen()
        await self._page.locator(".phone .writing button.icon").first.click()
        await self._page.get_by_text(choice, exact=True).click()
        await self._page.wait_for_timeout(_SETTLED_MS)
        await self._page.locator(".phone .send").click()
        await self._answered(before, settled_ms=6 * _SETTLED_MS)

    async def shot(self, name: str, bubbles: int = 1) -> None:
        """The newest bubbles, without what lies above them."""
        await self._page.mouse.move(0, 0)  # no button is lit
        count = await self._bubbles.count()
        await self._bubbles.evaluate_all(_SHOW_LAST, bubbles)
        await self._page.wait_for_timeout(_SETTLED_MS)
        there = [await _box(self._bubbles.nth(at)) for at in range(count - bubbles, count)]
        top = min(box["y"] for box in there) - _SPARE
        bottom = max(box["y"] + box["height"] for box in there) + _SPARE
        left = min(box["x"] for box in there) - _SPARE
        right = max(box["x"] + box["width"] for box in there) + _SPARE
        clip = FloatRect(x=left, y=top, width=right - left, height=min(bottom, _TALL) - top)
        keep(await self._page.screenshot(clip=clip), name)
        await self._bubbles.evaluate_all(_SHOW_LAST, count)

    async def _key(self, label: str) -> Locator:
        keys = self._page.locator(".phone .key")
        labels = await keys.all_inner_texts()
        exact = [at for at, text in enumerate(labels) if text == label]
        found = exact or [at for at, text in enumerate(labels) if text.startswith(label)]
        lines = re.findall(rf"^(\d+)\. {re.escape(label)}", await self._seen(), re.MULTILINE)
        if not found and lines:
            found = [at for at, text in enumerate(labels) if text == lines[-1]]
        if not found:
            raise LookupError(f"no button {label!r} among {labels[-12:]}: {(await self._seen())[-400:]}")
        return keys.nth(found[-1])

    async def _seen(self) -> str:
        return await self._page.locator(".phone .list").inner_text()

    async def _answered(self, before: str, *, settled_ms: int = _SETTLED_MS) -> None:
        """Something new has come from the bot, and nothing more comes."""
        last, quiet, waited = before, 0, 0
        while quiet < settled_ms:
            await self._page.wait_for_timeout(100)
            now = await self._seen()
            busy = await self._page.locator(".phone .key.busy").count()
            heard = now != before and await self._last_is_the_bots()
            quiet = quiet + 100 if heard and now == last and not busy else 0
            last, waited = now, waited + 100
            if waited > _PATIENCE * 1000:
                raise TimeoutError(f"no answer after: {now[-400:]}")

    async def _last_is_the_bots(self) -> bool:
        count = await self._bubbles.count()
        return count > 0 and "mine" not in (await self._bubbles.nth(count - 1).get_attribute("class") or "")


async def _box(shown: Locator) -> FloatRect:
    found = await shown.bounding_box()
    if found is None:
        raise LookupError(f"{shown} is not to be seen")
    return found


def keep(png: bytes, name: str) -> None:
    """Few colours are enough for a screen, and small enough for a mountain network."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    small = picture.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    IMAGES.mkdir(exist_ok=True)
    small.save(IMAGES / f"{name}.png", optimize=True)
    kilobytes = (IMAGES / f"{name}.png").stat().st_size // 1000
    print(f"{name}.png  {kilobytes} kB")  # noqa: T201  # for whoever runs it


async def handset(browser: Browser, house: House, person: str) -> Handset:
    context = await browser.new_context(
        viewport={"width": _NARROW, "height": _TALL}, device_scale_factor=2, locale="vi-VN"
    )
    page = await context.new_page()
    phones = f'[{{"person": "{person}", "channel": "telegram"}}]'
    await page.add_init_script(f"localStorage.setItem('neuguong.phones', '{phones}')")
    await page.goto(house.address)
    await page.wait_for_selector("body[data-ready]")
    return Handset(page)


async def whole_page(browser: Browser, house: House, name: str) -> None:
    """The table as it lies before whoever opens the simulator on a computer."""
    context = await browser.new_context(
        viewport={"width": 1360, "height": 820}, device_scale_factor=1.25, locale="vi-VN"
    )
    page = await context.new_page()
    await page.goto(house.address)
    await page.wait_for_selector("body[data-ready]")
    await page.wait_for_timeout(3 * _SETTLED_MS)
    keep(await page.screenshot(), name)


async def first_contact(member: Handset) -> None:
    await member.begin()
    await member.shot("lien-ket")
    await member.taps("Đúng")
    await member.taps("Đồng ý", "Đồng ý")
    await member.shot("danh-muc")


async def pledge(member: Handset) -> None:
    await member.says("đăng ký")
    await member.taps("1", "1")
    await member.says("Trồng đường hoa trước nhà văn hóa thôn")
    await member.taps("4", "Con số cần đạt")
    await member.says("500 m")
    await member.says("30/6")
    await member.says("bỏ qua", "ảnh chụp theo tháng")
    await member.taps("Hết")
    await member.taps("Gửi đăng ký")


async def linked(phone: Handset) -> None:
    await phone.begin()
    await phone.taps("Đúng", "Đồng ý", "Đồng ý")


async def confirm(secretary: Handset) -> None:
    await linked(secretary)
    await secretary.says("duyệt")
    await secretary.taps("1")
    await secretary.taps("Xác nhận")


async def report(member: Handset) -> None:
    await member.says("báo cáo")
    await member.shot("bao-cao")
    await member.says("300 m")
    await member.taps("Không có", "Đang thực hiện")
    await member.says("Đã trồng hai bên đường, cây sống tốt", "bỏ qua")
    await member.sends_photos("Ba ảnh mẫu")
    await member.shot("anh", 2)


async def hand_in(member: Handset) -> None:
    await member.taps("Xong")
    await member.says("bỏ qua", "bỏ qua")
    await member.taps("Gửi báo cáo")


async def look(secretary: Handset) -> None:
    await secretary.says("chi bộ")
    await secretary.shot("chi-bo")
    await secretary.says("duyệt")
    await secretary.taps("1")
    await secretary.shot("xem-xet")


async def send_back(secretary: Handset) -> None:
    await secretary.taps("Đề nghị bổ sung", "3")
    await secretary.shot("tra-lai")


async def look_after(staff: Handset) -> None:
    await linked(staff)
    await staff.says("quản trị")
    await staff.shot("quan-tri")
    await staff.says("chuyển sinh hoạt", "hùng")
    await staff.taps("Nguyễn Văn Hùng (1990)", "Chuyển sinh hoạt chính thức")
    await staff.says("Pác Khuổi")
    await staff.taps("Chi bộ thôn Pác Khuổi")
    await staff.says("hôm nay")
    await staff.taps("Đã tiếp nhận")
    await staff.shot("chuyen-sinh-hoat")


async def break_glass(administrator: Handset) -> None:
    await linked(administrator)
    await administrator.says("mở niêm phong", "sùng a dính")
    await administrator.taps("Sùng A Dính")
    await administrator.says("Đồng chí báo không mở được báo cáo quý I")
    await administrator.shot("niem-phong")


async def others(browser: Browser, house: House) -> None:
    """What stands on the other phones when somebody opens the page."""
    newcomer = await handset(browser, house, "M09")
    await newcomer.begin()
    await newcomer.taps("Đúng")
    above = await handset(browser, house, "M03")
    await linked(above)
    await above.says("chi bộ")


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = own(Settings(database_url=SecretStr(f"sqlite:///{folder}/neuguong.db"), http_port=0))
        async with furnished(settings) as house:
            stop = asyncio.Event()
            bot = asyncio.create_task(live(house, stop))
            try:
                await story(house)
            finally:
                stop.set()
                await bot


async def story(house: House) -> None:
    async with chromium() as browser:
        member = await handset(browser, house, MEMBER)
        secretary = await handset(browser, house, SECRETARY)
        await first_contact(member)
        await pledge(member)
        await confirm(secretary)
        await report(member)
        await others(browser, house)
        await whole_page(browser, house, "trang")
        await hand_in(member)
        await look(secretary)
        await send_back(secretary)
        await look_after(await handset(browser, house, STAFF))
        await break_glass(await handset(browser, house, ADMINISTRATOR))


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
