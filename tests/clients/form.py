"""A small form, talked through by any client: what it hears and says is in no client's own terms."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from bot.channels.telegram.layout import Attachment
from bot.screen import Paragraph, Role, Screen, ShownOption, Style


@dataclass(frozen=True, slots=True)
class Heard:
    """`what`: text, tap, file, edited or member. `file` is the id to fetch it by, `size` as the message says."""

    what: str
    chat: int
    message: int = 0
    text: str = ""
    tap: str = ""
    file: str = ""
    size: int = 0
    album: str = ""
    reply_to: int = 0


class Client(Protocol):
    """One way to talk to the Bot API. `show` tells whether it arrived; `changes` is a message to edit in place."""

    async def show(self, chat: int, screen: Screen, *, changes: int = 0) -> bool: ...

    async def answer(self, tap: str) -> None: ...

    async def fetch(self, file: str, size: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """What the form hands back: the bytes by the attachment under which they go out."""

    attachment: Attachment
    data: bytes


ASKED: Final = Screen(
    (
        Paragraph("Báo cáo Quý I/2026", Style.HEADING),
        Paragraph("Đã xong bao nhiêu nhà, <b>&_* kể cả nhà chưa bàn giao?"),
        Paragraph("Câu 1/3", Style.HINT),
    ),
    (
        ShownOption("16 nhà", "1:0"),
        ShownOption("17 nhà", "1:1"),
        ShownOption("Trợ giúp", "1:2", Role.VERB, "trợ giúp"),
    ),
)
_LINES: Final = (
    "Còn thiếu ảnh hoặc giấy tờ minh chứng cho việc đã báo cáo",
    "Đề nghị nói rõ hơn đã làm những gì trong quý này với từng hộ",
)
CHOSEN: Final = Screen(
    (Paragraph("Chọn một dòng"),),
    tuple(ShownOption(label, f"2:{number}") for number, label in enumerate(_LINES)),
)
LONG: Final = Screen((Paragraph("Đồng chí Sùng A Dính đã làm được rất nhiều việc. " * 150, Style.QUOTE),))


def plain(text: str) -> Screen:
    return Screen((Paragraph(text),))


class Form:
    """Remembers the files that it was sent, in the order in which they came."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.kept: list[bytes] = []

    async def hear(self, heard: Heard) -> None:
        match heard.what:
            case "tap":
                await self._tapped(heard)
            case "file":
                await self._sent(heard)
            case "edited":
                await self._say(heard, f"Đã sửa tin {heard.message > 0}: {heard.text}")
            case "text":
                await self._typed(heard)

    async def _tapped(self, heard: Heard) -> None:
        await self._client.answer(heard.tap)
        if heard.text == "1:1":
            done = plain("Đã ghi: 17 nhà <vượt>")
            await self._client.show(heard.chat, done, changes=heard.message)
            await self._client.show(heard.chat, done, changes=heard.message)  # the same again is no failure
            await self._client.show(heard.chat, CHOSEN)
        else:
            await self._say(heard, f"Nút {heard.text}")

    async def _sent(self, heard: Heard) -> None:
        data = await self._client.fetch(heard.file, heard.size)
        self.kept.append(data)
        digest = hashlib.sha256(data).hexdigest()[:12]
        together = "trong album" if heard.album else "riêng"
        await self._say(heard, f"Đã nhận {len(data)} byte {together}, {digest}: {heard.text}")

    async def _typed(self, heard: Heard) -> None:
        if heard.text.startswith("/start"):
            await self._client.show(heard.chat, ASKED)
        elif heard.text == "gửi lại":
            shown = Screen(
                (Paragraph("Các tệp đã nhận"),), photos=tuple(str(n) for n in range(len(self.kept)))
            )
            await self._client.show(heard.chat, shown)
        elif heard.text == "dài":
            await self._client.show(heard.chat, LONG)
        elif heard.reply_to:
            await self._say(heard, f"Trả lời tin có số: {heard.reply_to > 0}, {heard.text}")
        else:
            await self._say(heard, f"Đã ghi: {heard.text}")

    async def _say(self, heard: Heard, words: str) -> None:
        await self._client.show(heard.chat, plain(words))


def attachments(screen: Screen, kept: Sequence[bytes]) -> list[Kept]:
    """What the screen hands over, named as the bot names it."""
    return [_attachment(key, kept[int(key)], number) for number, key in enumerate(screen.photos, 1)]


def _attachment(key: str, data: bytes, number: int) -> Kept:
    is_photo = data.startswith(b"\xff\xd8\xff")
    name = f"minh-chung-{number}{'.jpg' if is_photo else '.pdf'}"
    return Kept(Attachment(key, name, as_photo=is_photo), data)
