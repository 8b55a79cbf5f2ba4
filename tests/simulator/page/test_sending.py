"""Photos, albums, files and the rest, as they leave a phone and as they are shown."""

from pathlib import Path

import pytest
from playwright.async_api import FileChooser, Locator, expect

from tests.simulator.page.conftest import Table
from tests.simulator.pictures import picture

# What the story (test_story.py) shows of it is in the quick ring.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def attach(table: Table, phone: Locator, what: str) -> None:
    await phone.get_by_title("Đính kèm").click()
    await table.page.get_by_role("menuitem", name=what, exact=True).click()


async def choose(table: Table, phone: Locator, what: str) -> FileChooser:
    async with table.page.expect_file_chooser() as chooser:
        await attach(table, phone, what)
    return await chooser.value


async def loaded(image: Locator) -> bool:
    await image.wait_for()
    return bool(await image.evaluate("image => image.decode().then(() => image.naturalWidth > 0)"))


async def test_several_photos_are_one_album_with_one_caption(table: Table, pictures: list[Path]) -> None:
    phone = await table.begin("M09")
    await (await choose(table, phone, "Ảnh trong máy")).set_files(pictures)
    await expect(phone.locator(".tray-item")).to_have_count(3)
    await phone.get_by_label("Chú thích").or_(phone.locator("textarea")).first.fill("Nhà thứ 17")
    await phone.get_by_label("Gửi", exact=True).click()
    album = phone.locator(".bubble.mine").last
    await expect(album.locator("img")).to_have_count(3)
    await expect(album).to_contain_text("Nhà thứ 17")
    assert await loaded(album.locator("img").first)
    sent = [one["message"] for one in await table.bot.updates() if "photo" in one.get("message", {})]
    assert len(sent) == 3
    assert len({one["media_group_id"] for one in sent}) == 1
    assert [one.get("caption") for one in sent] == ["Nhà thứ 17", None, None]
    assert await phone.locator(".tray").is_hidden()


async def test_photos_can_go_as_files_and_one_be_left_out(table: Table, pictures: list[Path]) -> None:
    phone = await table.begin("M09")
    await (await choose(table, phone, "Ảnh trong máy")).set_files(pictures)
    await phone.get_by_label("Bỏ anh-1.jpg").click()
    await phone.get_by_label("Gửi dạng tệp").check()
    await phone.get_by_label("Gửi", exact=True).click()
    await expect(phone.locator(".bubble.mine").last.locator(".attachment")).to_have_count(2)
    sent = [
        one["message"]["document"]
        for one in await table.bot.updates()
        if "document" in one.get("message", {})
    ]
    assert [one["file_name"] for one in sent] == ["anh-0.jpg", "anh-2.jpg"]


async def test_twelve_photos_are_an_album_of_ten_and_one_of_two(table: Table, tmp_path: Path) -> None:
    phone = await table.begin("M09")
    files = [tmp_path / f"{number}.png" for number in range(12)]
    for number, file in enumerate(files):
        file.write_bytes(picture(40 + number, 40, kind="PNG"))
    await (await choose(table, phone, "Ảnh trong máy")).set_files(files)
    await phone.get_by_label("Gửi", exact=True).click()
    await expect(phone.locator(".bubble.mine .pictures")).to_have_count(2)
    await expect(phone.locator(".bubble.mine .pictures").first.locator("img")).to_have_count(10)


async def test_a_paper_and_a_photo_at_once_part_as_messengers_part_them(table: Table, tmp_path: Path) -> None:
    phone = await table.begin("M09")
    paper, photo = tmp_path / "bien-ban.pdf", tmp_path / "anh.jpg"
    paper.write_bytes(b"%PDF-1.4")
    photo.write_bytes(picture())
    await (await choose(table, phone, "Ảnh trong máy")).set_files([paper, photo])
    await phone.get_by_label("Gửi", exact=True).click()
    await expect(phone.locator(".bubble.mine .attachment")).to_contain_text("bien-ban.pdf")
    await expect(phone.locator(".bubble.mine img")).to_have_count(1)


async def test_sample_photos_are_drawn_each_another(table: Table) -> None:
    phone = await table.begin("M09")
    await attach(table, phone, "Ba ảnh mẫu")
    await expect(phone.locator(".tray-item img")).to_have_count(3)
    await phone.get_by_label("Gửi", exact=True).click()
    await expect(phone.locator(".bubble.mine").last.locator("img")).to_have_count(3)
    sent = [
        one["message"]["photo"][-1] for one in await table.bot.updates() if "photo" in one.get("message", {})
    ]
    assert len({one["file_unique_id"] for one in sent}) == 3
    assert {(one["width"], one["height"]) for one in sent} == {(1280, 960)}


async def test_a_photo_is_enlarged_and_put_back(table: Table) -> None:
    phone = await table.begin("M09")
    table.house.telegram.user(table.chat("M09")).send_photo(picture(1600, 1200))
    await phone.get_by_label("Phóng to ảnh").click()
    assert await loaded(table.page.locator("#viewer-image"))
    await table.page.keyboard.press("Escape")
    await expect(table.page.locator("#viewer")).to_be_hidden()


async def test_a_photo_that_no_browser_shows_is_named(table: Table) -> None:
    phone = await table.begin("M09")
    table.house.telegram.user(table.chat("M09")).send_photo(b"not a picture")
    await expect(phone.locator(".unseen")).to_have_text("Trình duyệt này không hiện được ảnh")


@pytest.mark.parametrize("count", range(2, 11))
async def test_the_rows_of_an_album_are_full(table: Table, count: int) -> None:
    phone = await table.begin("M09")
    table.house.telegram.user(table.chat("M09")).send_album([picture(40 + n, 40) for n in range(count)])
    grid = phone.locator(".pictures.grid")
    await expect(grid.locator(".picture")).to_have_count(count)
    spans = [await one.get_attribute("data-span") for one in await grid.locator(".picture").all()]
    assert sum(int(one or 0) for one in spans) % 6 == 0
    edges = "all => { const row = {}; for (const one of all) { const at = one.getBoundingClientRect();"
    edges += " row[Math.round(at.top)] = Math.max(row[Math.round(at.top)] ?? 0, Math.round(at.right)); }"
    edges += " return [...new Set(Object.values(row))]; }"
    ends = await grid.locator(".picture").evaluate_all(edges)
    assert max(ends) - min(ends) <= 2


async def test_the_bot_sends_albums_and_papers_too(table: Table) -> None:
    phone = await table.begin("M09")
    ids = [
        table.house.telegram.platform.files.photo_sizes(picture(300 + n, 200))[-1]["file_id"]
        for n in range(4)
    ]
    await table.bot.result(
        "sendMediaGroup", chat_id=table.chat("M09"), media=[{"type": "photo", "media": one} for one in ids]
    )
    await expect(phone.locator(".bubble:not(.mine)").last.locator("img")).to_have_count(4)


@pytest.mark.parametrize(
    ("what", "update"), [("Tin thoại", "voice"), ("Đoạn phim", "video"), ("Nhãn dán", "sticker")]
)
async def test_what_is_no_answer_can_be_sent_all_the_same(table: Table, what: str, update: str) -> None:
    phone = await table.begin("M09")
    await attach(table, phone, what)
    await expect(phone.locator(".bubble.mine")).to_have_count(2)
    assert update in (await table.update("message"))


async def test_what_the_messenger_refuses_is_not_lost_from_the_field(table: Table) -> None:
    phone = await table.begin("M09")
    await table.page.route("**/text", lambda route: route.abort())
    field = phone.locator("textarea")
    await field.fill("Đừng để mất")
    await field.press("Enter")
    await expect(table.page.locator("#toasts .toast")).to_contain_text("thử lại")
    await expect(field).to_have_value("Đừng để mất")
    assert len(table.complaints) == 2  # the browser says so too
    table.complaints.clear()
