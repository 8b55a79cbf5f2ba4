"""Photos, albums and files, both ways."""

import io

import aiohttp
import pytest
from PIL import Image

from simulator.telegram import Fault, Phone, TelegramServer
from simulator.telegram.params import Upload
from tests.simulator.client import Json, RawBot
from tests.simulator.pictures import picture

MEGABYTE = 1024 * 1024


@pytest.fixture
def phone(server: TelegramServer) -> Phone:
    """A person who has started the bot."""
    person = server.user(7, "Lanh")
    person.start()
    server.bot.inbox.waiting.clear()
    return person


async def download(server: TelegramServer, raw: RawBot, file_id: str) -> bytes:
    file = await raw.result("getFile", file_id=file_id)
    address = f"{server.base_url}/file/bot{server.token}/{file['file_path']}"
    async with raw.session.get(address) as answer:
        assert answer.status == 200
        return await answer.read()


async def post(raw: RawBot, method: str, fields: Json, files: dict[str, bytes]) -> Json:
    form = aiohttp.FormData({"chat_id": "7", **fields})
    for name, data in files.items():
        form.add_field(
            name, io.BytesIO(data), filename=f"{name}.bin", content_type="application/octet-stream"
        )
    async with raw.session.post(raw.url(method), data=form) as response:
        answer: Json = await response.json()
        return answer


async def test_a_photo_comes_in_sizes_the_whole_one_last(
    server: TelegramServer, phone: Phone, raw: RawBot
) -> None:
    original = picture(1600, 1200)
    phone.send_photo(original, "Trồng cây ở /menu")
    (update,) = await raw.updates()
    sizes = update["message"]["photo"]
    assert [(s["width"], s["height"]) for s in sizes] == [
        (90, 68),
        (320, 240),
        (800, 600),
        (1280, 960),
        (1600, 1200),
    ]
    assert update["message"]["caption_entities"][0]["type"] == "bot_command"
    assert await download(server, raw, sizes[-1]["file_id"]) == original
    small = await download(server, raw, sizes[0]["file_id"])
    assert Image.open(io.BytesIO(small)).size == (90, 68)
    assert len({s["file_unique_id"] for s in sizes}) == 5


async def test_the_same_picture_has_the_same_unique_id(phone: Phone, raw: RawBot) -> None:
    phone.send_photo(picture())
    phone.send_photo(picture())
    phone.send_photo(picture(colour="blue"))
    first, second, third = [u["message"]["photo"][-1] for u in await raw.updates()]
    assert first["file_unique_id"] == second["file_unique_id"] != third["file_unique_id"]
    assert first["file_id"] != second["file_id"]


async def test_an_album_is_several_messages_with_one_caption(phone: Phone, raw: RawBot) -> None:
    phone.send_album([picture(colour=name) for name in ("red", "green", "blue")], "Ba ảnh")
    parts = [update["message"] for update in await raw.updates()]
    assert len({part["media_group_id"] for part in parts}) == 1
    assert [part.get("caption") for part in parts] == ["Ba ảnh", None, None]
    assert [part["message_id"] for part in parts] == sorted(part["message_id"] for part in parts)


async def test_album_parts_can_come_shuffled_and_twice(
    server: TelegramServer, phone: Phone, raw: RawBot
) -> None:
    server.faults.add(Fault("reorder", count=3))
    server.faults.add(Fault("duplicate"))
    parts = phone.send_album([picture(colour=name) for name in ("red", "green", "blue", "black")])
    came = [update["message"]["message_id"] for update in await raw.updates()]
    one, two, three, four = (part.id for part in parts)
    assert came == [three, two, one, four, four]


async def test_an_album_of_files(phone: Phone, raw: RawBot) -> None:
    phone.send_album([Upload("a.pdf", "application/pdf", b"%PDF"), Upload("b.heic", "image/heic", b"x")])
    assert [u["message"]["document"]["file_name"] for u in await raw.updates()] == ["a.pdf", "b.heic"]


async def test_any_file_as_a_file(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    phone.send_document(b"noi dung", "tờ khai.docx", "application/msword", "Tờ khai")
    (update,) = await raw.updates()
    document = update["message"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "tờ khai.docx",
        "application/msword",
        8,
    )
    assert await download(server, raw, document["file_id"]) == b"noi dung"


async def test_over_20_megabytes_cannot_be_downloaded(phone: Phone, raw: RawBot) -> None:
    fits = phone.send_document(b"x", "vua.mp4", size=20 * MEGABYTE)
    large = phone.send_document(b"x", "to.mp4", size=20 * MEGABYTE + 1)
    assert (await raw.result("getFile", file_id=fits.file_id))["file_size"] == 20 * MEGABYTE
    assert await raw.refused("getFile", file_id=large.file_id) == "Bad Request: file is too big"


async def test_files_that_are_not_there(server: TelegramServer, raw: RawBot) -> None:
    assert await raw.refused("getFile", file_id="AgAC") == "Bad Request: invalid file_id"
    assert await raw.refused("getFile") == "Bad Request: file_id not specified"
    async with raw.session.get(f"{server.base_url}/file/bot1:wrong/photos/file_0.jpg") as answer:
        assert answer.status == 401


async def test_a_download_can_fail(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    sent = phone.send_photo(picture())
    server.faults.add(Fault("http", method="download", status=502))
    file = await raw.result("getFile", file_id=sent.file_id)
    address = f"{server.base_url}/file/bot{server.token}/{file['file_path']}"
    async with raw.session.get(address) as answer:
        assert answer.status == 502
    server.faults.add(Fault("bad_json", method="download"))
    assert len(await download(server, raw, sent.file_id)) < len(picture())
    assert await download(server, raw, sent.file_id) == picture()


async def test_the_bot_uploads_a_photo_and_sends_it_again_by_id(phone: Phone, raw: RawBot) -> None:
    answer = await post(
        raw, "sendPhoto", {"caption": "<b>Mới</b>", "parse_mode": "HTML"}, {"photo": picture()}
    )
    assert answer["result"]["caption_entities"][0]["type"] == "bold"
    file_id = answer["result"]["photo"][-1]["file_id"]
    await raw.result("sendPhoto", chat_id=7, photo=file_id)
    assert [one.text for one in phone.messages if one.by_bot] == ["Mới", ""]
    assert phone.last.file_id != ""


async def test_the_bot_sends_a_document(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    await post(raw, "sendDocument", {"caption": "Biểu mẫu"}, {"document": b"PK"})
    assert phone.last.body["document"]["file_name"] == "document.bin"
    assert await download(server, raw, phone.last.file_id) == b"PK"
    await raw.result("sendDocument", chat_id=7, document=phone.last.file_id)


async def test_the_bot_sends_an_album(phone: Phone, raw: RawBot) -> None:
    media = (
        '[{"type":"photo","media":"attach://a","caption":"Hai ảnh"},{"type":"photo","media":"attach://b"}]'
    )
    answer = await post(
        raw, "sendMediaGroup", {"media": media}, {"a": picture(), "b": picture(colour="blue")}
    )
    assert len({message["media_group_id"] for message in answer["result"]}) == 1
    assert [one.text for one in phone.messages if one.by_bot] == ["Hai ảnh", ""]


@pytest.mark.parametrize(
    ("method", "fields", "files", "refusal"),
    [
        ("sendPhoto", {}, {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "attach://x"}, {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "https://example.org/a.jpg"}, {}, "failed to get HTTP URL content"),
        ("sendPhoto", {"photo": "AgACnone"}, {}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {}, {"photo": b"no picture"}, "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", {}, {"photo": b""}, "file must be non-empty"),
        ("sendPhoto", {"caption": "x" * 1025}, {"photo": picture()}, "message caption is too long"),
        ("sendPhoto", {"caption": "x<", "parse_mode": "HTML"}, {"photo": picture()},
         "can't parse entities: Unclosed start tag at byte offset 1"),
        ("sendMediaGroup", {}, {}, "expected an Array of InputMedia"),
        ("sendMediaGroup", {"media": '[{"type":"photo","media":"attach://a"}]'}, {}, "media must contain 2-10 items"),
        ("sendMediaGroup", {"media": '[{"type":"photo"},{"type":"photo"}]'}, {},
         "can't parse InputMedia: media not found"),
    ],
)  # fmt: skip
async def test_what_the_bot_cannot_send(
    phone: Phone, raw: RawBot, method: str, fields: Json, files: dict[str, bytes], refusal: str
) -> None:
    answer = await post(raw, method, fields, files)
    assert (answer["error_code"], answer["description"]) == (400, f"Bad Request: {refusal}")
    assert not any(one.by_bot for one in phone.messages)


async def test_a_photo_is_no_document(phone: Phone, raw: RawBot) -> None:
    sent = phone.send_photo(picture())
    refusal = await raw.refused("sendDocument", chat_id=7, document=sent.file_id)
    assert refusal == "Bad Request: can't use file of type Photo as Document"


async def test_an_upload_over_50_megabytes(phone: Phone, raw: RawBot) -> None:
    answer = await post(raw, "sendDocument", {}, {"document": bytes(52 * MEGABYTE)})
    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")
    assert len(phone.messages) == 1


async def test_a_caption_is_edited(phone: Phone, raw: RawBot) -> None:
    sent = (await post(raw, "sendPhoto", {"caption": "cũ"}, {"photo": picture()}))["result"]
    where = {"chat_id": 7, "message_id": sent["message_id"]}
    refusal = await raw.refused("editMessageText", **where, text="x")
    assert refusal == "Bad Request: there is no text in the message to edit"
    await raw.result("editMessageCaption", **where, caption="mới")
    assert phone.last.text == "mới"


async def test_what_else_people_send(phone: Phone, raw: RawBot) -> None:
    phone.send_voice()
    phone.send_video(caption="Phim")
    phone.send_sticker("👍")
    phone.send_contact("+84900000000")
    phone.send_contact("+84900000001", of=8, name="Người khác")
    phone.send_location(21.03, 105.85)
    messages = [update["message"] for update in await raw.updates()]
    assert messages[0]["voice"]["mime_type"] == "audio/ogg"
    assert messages[1]["caption"] == "Phim"
    assert messages[2]["sticker"]["emoji"] == "👍"
    assert [m["contact"]["user_id"] for m in messages[3:5]] == [7, 8]
    assert messages[5]["location"] == {"latitude": 21.03, "longitude": 105.85}
