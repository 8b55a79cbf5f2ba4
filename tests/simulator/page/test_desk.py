"""The clock, and what happens behind the scenes."""

import json
from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from core.clock import VIETNAM
from core.documents import Document
from core.outbox import Kind, Outgoing, Priority
from core.ports import UnitOfWork
from core.talk import Address
from core.text.periods import Quarter
from simulator import scripts
from simulator.run import House
from tests.simulator.page.conftest import Table

# What the story (test_story.py) shows of it is in the quick ring.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


def vietnam(house: House) -> datetime:
    return house.time.now().astimezone(VIETNAM)


async def go(table: Table, where: str) -> None:
    await table.page.locator("#clock").click()
    await table.page.locator("#time").get_by_role("button", name=where).click()
    await expect(table.page.locator("#time")).to_be_hidden()


async def test_the_story_begins_before_the_first_reports_are_due(table: Table) -> None:
    await expect(table.page.locator("#clock")).to_contain_text("09:00")
    await expect(table.page.locator("#clock")).to_contain_text("Thứ Ba, 10/03/2026")
    await expect(table.page.locator("#clock-kind")).to_have_text("Giờ mô phỏng")


async def test_time_is_moved_by_steps_to_deadlines_and_anywhere(table: Table) -> None:
    await go(table, "Thêm 1 giờ")
    assert vietnam(table.house).hour == 10
    await go(table, "7 giờ 30 sáng mai")
    assert vietnam(table.house).strftime("%d/%m/%Y %H:%M") == "11/03/2026 07:30"
    await go(table, "Báo cáo Quý I/2026: ngày đến hạn")
    assert vietnam(table.house).strftime("%d/%m/%Y %H:%M") == "20/03/2026 07:30"
    await go(table, "Báo cáo Quý I/2026: ngày đầu quá hạn")
    await expect(table.page.locator("#clock")).to_contain_text("22/03/2026")
    await table.page.locator("#clock").click()
    await table.page.get_by_label("Ngày, ví dụ").fill("5/4/2026")
    await table.page.get_by_label("Giờ, ví dụ").fill("6h05")
    await table.page.get_by_role("button", name="Chuyển đến").click()
    await expect(table.page.locator("#clock")).to_contain_text("06:05")
    assert vietnam(table.house).date().isoformat() == "2026-04-05"


async def test_what_is_no_day_moves_nothing(table: Table) -> None:
    before = table.house.time.now()
    await table.page.locator("#clock").click()
    await table.page.get_by_label("Ngày, ví dụ").fill("31/2/2026")
    await table.page.get_by_role("button", name="Chuyển đến").click()
    await expect(table.page.locator("#toasts .toast")).to_contain_text("thử lại")
    assert table.house.time.now() - before < timedelta(minutes=1)
    table.complaints.clear()  # the browser notes the refusal


async def test_time_goes_back_to_the_real_one(table: Table) -> None:
    await go(table, "Về giờ thật")
    assert table.house.time.is_real
    await expect(table.page.locator("#clock-kind")).to_have_text("Giờ thật")
    await expect(table.page.locator("#real")).to_be_hidden()


async def test_messages_bear_the_moved_time_and_days_part_them(table: Table) -> None:
    phone = await table.begin("M09")
    await go(table, "7 giờ 30 sáng mai")
    await table.says("M09", "Chào buổi sáng")
    await expect(phone.locator(".day")).to_have_text(["Thứ Ba, 10/03/2026", "Thứ Tư, 11/03/2026"])
    await expect(phone.locator(".bubble").last).to_contain_text("07:30")


def queue(uow: UnitOfWork, chat: str, person: str, now: datetime) -> None:
    line = uow.talk.line(Address("telegram", "1", chat))
    uow.talk.link(line, person, now)
    later = now + timedelta(hours=20)
    uow.outbox.queue(
        [
            Outgoing(line.row, b"{}", Kind.NOTICE, Priority.NOTICE, f"a{chat}", person, not_before=later),
            Outgoing(line.row, b"{}", Kind.PROMPT, Priority.REPLY, f"b{chat}", person),
        ],
        None,
        now,
    )


async def test_the_outbox_shows_states_and_people_and_no_content(table: Table) -> None:
    now = table.house.time.now()
    await table.house.system.store.run(lambda uow: queue(uow, "7", "M09", now))
    await table.page.get_by_role("button", name="Hậu trường").click()
    outbox = table.page.locator("#stage section").first
    await expect(outbox.locator(".count")).to_have_text("2Chờ gửi")
    await expect(outbox.locator("li")).to_have_count(2)
    await expect(outbox.locator("li").first).to_contain_text("Nguyễn Văn Hùng")
    await expect(outbox.locator("li").last).to_contain_text("gửi lúc 05:00 11/03/2026")
    answer = await table.page.request.get(f"{table.house.address}/desk/backstage")
    assert "payload" not in await answer.text()


async def test_who_owes_what_is_told_with_its_formula(table: Table) -> None:
    report = Document.report(Quarter(2026, 1))
    now = table.house.time.now()
    await table.house.system.store.run(lambda uow: uow.obligations.clear("M09", report, now))
    await table.page.get_by_role("button", name="Hậu trường").click()
    duties = table.page.locator("#stage section").nth(1)
    await expect(duties).to_contain_text("Tỉ lệ = số đã nộp ÷ số phải nộp")
    await expect(duties.locator(".rate")).to_contain_text("1/34 đã nộp")
    await expect(duties.locator(".rate")).to_contain_text("2,9 %")
    await expect(duties.locator(".rate")).to_contain_text("Được miễn 1")
    cell = duties.locator("details", has_text="Chi bộ thôn Nà Tông")
    await cell.locator("summary").click()
    member = cell.locator("li", has_text="Nguyễn Văn Hùng").filter(has_text="Đã nộp")
    await expect(member).to_have_count(1)
    await expect(cell.locator("li", has_text="Lò Thị Inh")).to_contain_text("Được miễn")
    await go(table, "Báo cáo Quý I/2026: ngày đầu quá hạn")
    await expect(cell.locator("li", has_text="Sùng A Dính")).to_contain_text("Quá hạn")
    assert await cell.get_attribute("open") is not None


async def test_faults_are_asked_for_by_one_tap_and_taken_back(table: Table) -> None:
    phone = await table.begin("M09")
    await table.page.get_by_role("button", name="Hậu trường").click()
    await table.page.get_by_role("button", name="Gửi quá nhanh (429)").click()
    await expect(table.page.locator("#stage")).to_contain_text("đang chờ: 1")
    refused = await table.bot.call("sendMessage", chat_id=table.chat("M09"), text="Một")
    assert refused["error_code"] == 429
    for name in ("Người nhận đã chặn (403)", "Telegram trục trặc (500)"):
        await table.page.get_by_role("button", name=name).click()
    await expect(table.page.locator("#stage")).to_contain_text("đang chờ: 2")
    await table.page.get_by_role("button", name="Hết sự cố").click()
    await expect(table.page.locator("#stage")).not_to_contain_text("đang chờ")
    await table.says("M09", "Hai")
    await expect(phone).to_contain_text("Hai")


async def test_a_conversation_is_saved_as_a_script(table: Table) -> None:
    phone = table.phone("M09")
    await phone.get_by_role("button", name="Bắt đầu", exact=True).click()
    await phone.locator("textarea").wait_for()
    keys = {"inline_keyboard": [[{"text": "Đúng", "callback_data": "y"}]]}
    await table.says("M09", "Có đúng là đồng chí không?", reply_markup=keys)
    await phone.get_by_role("button", name="Đúng", exact=True).click()
    query = await table.update("callback_query")
    await table.bot.done("answerCallbackQuery", callback_query_id=query["id"])
    await table.begin("M10")
    async with table.page.expect_download() as kept:
        await phone.get_by_label("Việc khác với điện thoại này").click()
        await table.page.get_by_role("menuitem", name="Lưu cuộc trò chuyện này").click()
    download = await kept.value
    assert download.suggested_filename == "neuguong-M09-202603100200.json"
    script = scripts.read((await download.path()).read_text(encoding="utf-8"))
    assert script.title == "Trò chuyện của Hùng"
    assert script.now.astimezone(VIETNAM).date().isoformat() == "2026-03-10"
    assert script.steps == (
        scripts.Says("M09", "/start {code:M09}"),
        scripts.Sees("M09", "Có đúng là đồng chí không?", (("Đúng",),)),
        scripts.Taps("M09", "Đúng", on=2),
    )
    await expect(table.page.locator("#toasts .toast")).to_contain_text("Đã lưu kịch bản")
    async with table.page.expect_download() as kept:
        await table.page.get_by_role("button", name="Lưu kịch bản").click()
    both = json.loads((await (await kept.value).path()).read_text(encoding="utf-8"))
    assert both["steps"][-1] == {"who": "M10", "says": "Chào"}
