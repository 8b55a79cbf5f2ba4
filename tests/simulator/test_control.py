"""The human side as JSON: what a page needs to show phones and use them."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import orjson
import pytest
from aiohttp import ClientSession

from simulator.telegram import TelegramServer
from tests.simulator.client import Json, RawBot
from tests.simulator.pictures import picture

BUTTONS = {"inline_keyboard": [[{"text": "Có", "callback_data": "1:0"}]]}


class Page:
    """A browser's side."""

    def __init__(self, session: ClientSession, base_url: str) -> None:
        self.session = session
        self.base_url = base_url

    async def get(self, path: str) -> Json:
        async with self.session.get(f"{self.base_url}/sim/{path}") as answer:
            assert answer.status == 200, await answer.text()
            return {"value": await answer.json()}

    async def post(self, path: str, **body: object) -> Json:
        async with self.session.post(f"{self.base_url}/sim/{path}", json=body) as answer:
            found: Json = {"status": answer.status, "value": await answer.json()}
            return found


@pytest.fixture
async def page(server: TelegramServer) -> AsyncIterator[Page]:
    """A page on the server."""
    server.user(7, "Lanh", last_name="Tạ Thị")
    async with ClientSession() as session:
        yield Page(session, server.base_url)


async def test_a_conversation_from_the_page(page: Page, raw: RawBot) -> None:
    await page.post("phones/7/start", payload="ABC")
    await raw.result(
        "sendMessage", chat_id=7, text="<b>Xong</b> chưa?", parse_mode="HTML", reply_markup=BUTTONS
    )
    shown = (await page.get("phones/7"))["value"]
    assert [(one["by_bot"], one["text"]) for one in shown["messages"]] == [
        (False, "/start ABC"),
        (True, "Xong chưa?"),
    ]
    assert shown["messages"][1]["message"]["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    question = shown["messages"][1]["id"]
    tapped = await page.post("phones/7/tap", message_id=question, data="1:0")
    updates = await raw.updates()
    assert tapped["value"]["result"] == [updates[-1]["callback_query"]["id"]]
    assert len((await page.get("phones/7"))["value"]["unanswered_taps"]) == 1
    await page.post("phones/7/tap", label="Có", repeat=3)
    said = await page.post("phones/7/text", text="12 km")
    await page.post("phones/7/edit", message_id=said["value"]["result"]["id"], text="12 m")
    await page.post("phones/7/text", text="đáp", reply_to=question)
    kinds = [next(key for key in update if key != "update_id") for update in await raw.updates()]
    assert kinds == ["message", *["callback_query"] * 4, "message", "edited_message", "message"]
    newer = (await page.get(f"phones/7?after={question}"))["value"]["messages"]
    assert [one["text"] for one in newer] == ["12 m", "đáp"]
    assert newer[0]["edited"] is True


async def test_photos_and_files_from_the_page(page: Page, raw: RawBot) -> None:
    form = aiohttp.FormData({"caption": "Hai ảnh"})
    form.add_field("a", picture(), filename="a.jpg", content_type="image/jpeg")
    form.add_field("b", picture(colour="blue"), filename="b.jpg", content_type="image/jpeg")
    address = f"{page.base_url}/sim/phones/7/files"
    async with page.session.post(address, data=form) as answer:
        sent = (await answer.json())["result"]
    assert len(sent) == 2
    async with page.session.get(f"{page.base_url}/sim/files/{sent[0]['file_id']}") as answer:
        assert answer.content_type == "image/jpeg"
        assert await answer.read() == picture()
    form = aiohttp.FormData({"as_file": "1"}, quote_fields=False)
    form.add_field("a", b"%PDF", filename="to khai.pdf", content_type="application/pdf")
    async with page.session.post(address, data=form) as answer:
        assert (await answer.json())["result"][0]["message"]["document"]["file_name"] == "to khai.pdf"
    assert len(await raw.updates()) == 3
    assert (await page.post("phones/7/files"))["status"] == 400


async def test_everything_else_a_person_can_do(page: Page, server: TelegramServer, raw: RawBot) -> None:
    for act in ("sticker", "voice", "video", "block", "unblock"):
        assert (await page.post(f"phones/7/{act}"))["status"] == 200, act
    await page.post("phones/7/contact", phone_number="+84900000000", of=8)
    await page.post("phones/7/location", latitude=21.0, longitude=105.8)
    keyboard = {"keyboard": [["Báo cáo"]]}
    await raw.result("sendMessage", chat_id=7, text="Chọn", reply_markup=keyboard)
    assert (await page.get("phones/7"))["value"]["keyboard"] == [["Báo cáo"]]
    await page.post("phones/7/press", label="Báo cáo")
    kinds = [next(key for key in update if key != "update_id") for update in await raw.updates()]
    assert kinds == [*["message"] * 3, *["my_chat_member"] * 2, *["message"] * 3]
    await page.post("phones/7/deactivate")
    assert server.user(7).person.deactivated


async def test_groups_and_second_bots(page: Page, server: TelegramServer, raw: RawBot) -> None:
    group = server.group("Chi bộ", server.user(7))
    server.add_bot("2000:b", "khac_bot")
    await page.post(f"phones/7/text?chat={group.chat.id}", text="/x")
    await page.post("phones/7/text?bot=khac_bot", text="chào")
    assert (await raw.updates())[-1]["message"]["chat"]["id"] == group.chat.id
    shown = (await page.get(f"phones/7?chat={group.chat.id}"))["value"]
    assert shown["chat"]["title"] == "Chi bộ"
    assert [one["username"] for one in (await page.get("bots"))["value"]] == ["neuguong_bot", "khac_bot"]
    assert [one["users"] for one in (await page.get("groups"))["value"]] == [[7]]
    assert "2000:b" not in str(await page.get("bots"))


async def test_people(page: Page, server: TelegramServer) -> None:
    added = await page.post("users", id=9, first_name="Hoàn")
    assert added["value"]["first_name"] == "Hoàn"
    server.user(9).start()
    people = {one["id"]: one for one in (await page.get("users"))["value"]}
    assert people[9]["chats"] == [{"bot": "neuguong_bot", "started": True, "blocked": False}]
    assert people[7]["last_name"] == "Tạ Thị"


async def test_faults_and_statistics(page: Page, server: TelegramServer, raw: RawBot) -> None:
    server.user(7).start()
    asked = await page.post(
        "faults", kind="error", code=403, description="Forbidden: x", method="sendMessage", times=2
    )
    assert asked["value"][0]["times"] == 2
    assert await raw.refused("sendMessage", chat_id=7, text="x") == "Forbidden: x"
    assert (await page.get("faults"))["value"][0]["times"] == 1
    async with page.session.delete(f"{page.base_url}/sim/faults") as answer:
        assert await answer.json() == []
    await raw.result("sendMessage", chat_id=7, text="x")
    stats = (await page.get("stats"))["value"]
    assert stats["calls"] == {"sendMessage 403": 1, "sendMessage 200": 1}
    assert stats["waiting_updates"] == {"neuguong_bot": 1}
    await page.post("faults", refusal="blocked", chat=7)
    assert await raw.refused("sendMessage", chat_id=7, text="x") == "Forbidden: bot was blocked by the user"
    await page.post("faults", flood=9)
    assert await raw.refused("sendMessage", chat_id=7, text="x") == "Too Many Requests: retry after 9"
    await page.post("limits", enforced=True)
    assert server.pace.limits
    await page.post("limits", enforced=False)
    assert server.pace.limits is None
    assert (await page.post("faults", refusal="moody"))["status"] == 400
    assert (await page.post("faults", kind="earthquake"))["status"] == 400
    assert (await page.post("faults", kind="slow", speed=1))["status"] == 400


async def test_the_menu_is_there(page: Page, server: TelegramServer, raw: RawBot) -> None:
    server.user(7).start()
    await raw.done("setMyCommands", commands=[{"command": "menu", "description": "Bảng chọn"}])
    commands = (await page.get("phones/7"))["value"]["commands"]
    assert commands == [{"command": "menu", "description": "Bảng chọn"}]


async def read_event(stream: aiohttp.ClientResponse) -> Json:
    """The next event, comments skipped."""
    async with asyncio.timeout(5):
        while True:
            line = await stream.content.readline()
            if line.startswith(b"data: "):
                found: Json = orjson.loads(line.removeprefix(b"data: "))
                return found


async def test_the_page_hears_of_every_change(page: Page, server: TelegramServer, raw: RawBot) -> None:
    phone = server.user(7)
    async with page.session.get(f"{page.base_url}/sim/events") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readline()
        phone.start()
        sent = await raw.result("sendMessage", chat_id=7, text="Chọn", reply_markup=BUTTONS)
        tap = phone.tap("Có")
        await raw.done("answerCallbackQuery", callback_query_id=tap.queries[0].id, text="vâng")
        await raw.result("editMessageText", chat_id=7, message_id=sent["message_id"], text="Xong")
        await raw.done("deleteMessage", chat_id=7, message_id=sent["message_id"])
        await raw.done("sendChatAction", chat_id=7, action="typing")
        events = [await read_event(stream) for _ in range(6)]
    assert [event["kind"] for event in events] == ["message", "message", "answer", "edit", "delete", "action"]
    assert all(event["users"] == [7] for event in events)
    assert events[2]["data"]["text"] == "vâng"
    assert events[3]["message"]["message"]["text"] == "Xong"
    await asyncio.sleep(0.05)
    phone.send("không ai nghe")


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "["}],
)
async def test_no_other_site_may_use_the_phones(
    page: Page, server: TelegramServer, headers: dict[str, str]
) -> None:
    address = f"{page.base_url}/sim/phones/7/text"
    async with page.session.post(address, data={"text": "x"}, headers=headers) as answer:
        assert answer.status == 403
    assert server.user(7).messages == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("phones/99/text", {"text": "x"}),
        ("phones/x/text", {"text": "x"}),
        ("phones/7/text?bot=none", {"text": "x"}),
        ("phones/7/text?chat=-1", {"text": "x"}),
        ("phones/7/tap", {"label": "Không có"}),
        ("phones/7/tap", {"message_id": 99, "data": "x"}),
        ("phones/7/edit", {"message_id": 99, "text": "x"}),
    ],
)
async def test_what_is_not_there_is_said(page: Page, path: str, body: Json) -> None:
    answer = await page.post(path, **body)
    assert answer["status"] == 400
    assert answer["value"]["error"]
