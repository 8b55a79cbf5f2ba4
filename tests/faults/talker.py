"""A person who reports on the quarter, and does not mind a bot that falls silent now and then.

What is answered is kept by item, so that it can be compared with what was recorded in the end.
"""

import asyncio
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from simulator.telegram import Phone
from simulator.telegram.screen import Bubble

_SILENCE: Final = 8.0
"""Seconds without an answer after which anybody would try again."""


@dataclass
class Talker:
    """`figures` and `words` are what this person said was done, by the content of the item."""

    person: str
    phone: Phone
    code: str
    chance: random.Random
    figures: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    receipts: list[str] = field(default_factory=list)
    sent: int = 0
    repeats: int = 0
    """Times that this person said the same again after a silence; each may rightly be answered by the same again."""
    _item: str = ""
    _reacted: tuple[int, str] = (0, "")

    async def live(self) -> None:
        """From the code to the receipt."""
        self._say(f"/start {self.code}")
        while not self.receipts:
            await self._wait()
            await asyncio.sleep(self.chance.uniform(0.0, 0.1))
            self._react()

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(_SILENCE):
                while self._prompt() == self._reacted:
                    await self.phone.change()
        except TimeoutError:
            self._reacted = (0, "")
            self.repeats += 1

    def _prompt(self) -> tuple[int, str]:
        newest = self._newest()
        return (newest.id, newest.text) if newest else (0, "")

    def _newest(self) -> Bubble | None:
        prompts = [message for message in self.phone.messages if message.by_bot and message.labels]
        return prompts[-1] if prompts else None

    def _react(self) -> None:
        prompt = self._newest()
        if prompt is None:
            self._say(f"/start {self.code}")
            return
        self._reacted = (prompt.id, prompt.text)
        for words, react in _REACTIONS:
            if words in prompt.text:
                react(self, prompt)
                return
        self._say("/baocao 2026Q1")

    def tap(self, prompt: Bubble, label: str) -> None:
        found = [each for each in prompt.labels if each.startswith(label)]
        if found:
            self.sent += 1
            self.phone.tap(found[0], on=prompt)

    def count(self, prompt: Bubble) -> None:
        """The same figure for the same item, however often it is asked; the item is the line that is quoted."""
        lines = [line for line in prompt.text.splitlines() if line.strip()]
        self._item = lines[next(i for i, line in enumerate(lines) if re.match(r"Việc \d+/\d+", line)) + 1]
        self._say(self.figures.setdefault(self._item, str(self.chance.randint(1, 90))))

    def tell(self, prompt: Bubble) -> None:
        del prompt
        self._say(
            self.words.setdefault(
                self._item, f"Việc làm số {self.chance.randint(1000, 9999)} của {self.person}"
            )
        )

    def finish(self, prompt: Bubble) -> None:
        found = re.search(r"Mã biên nhận: (\w+)", prompt.text)
        assert found is not None, prompt.text
        self.receipts.append(found[1])

    def _say(self, words: str) -> None:
        self.sent += 1
        self.phone.send(words)


def _taps(label: str) -> Callable[[Talker, Bubble], None]:
    return lambda talker, prompt: talker.tap(prompt, label)


_REACTIONS: Final[tuple[tuple[str, Callable[[Talker, Bubble], None]], ...]] = (
    ("Mã biên nhận", Talker.finish),
    ("trước khi", _taps("Không")),
    ("Ghi nội dung này", _taps("Có")),
    ("xin đồng chí kiểm tra", _taps("Gửi báo cáo")),
    ("Có đúng là đồng chí", _taps("Đúng")),
    ("Đồng chí có đồng ý không", _taps("Đồng ý")),
    ("đồng ý dùng Telegram không", _taps("Đồng ý")),
    ("đã làm xong bao nhiêu", Talker.count),
    ("kết quả là bao nhiêu", Talker.count),
    ("đang làm dở", _taps("Không có")),
    ("Việc này hiện thế nào", _taps("Đang thực hiện")),
    ("Trong quý này có đạt không", _taps("Có")),
    ("ghi thêm vài chữ", _taps("Bỏ qua")),
    ("đã làm những gì", Talker.tell),
    ("Có khó khăn gì", _taps("Bỏ qua")),
    ("ảnh hoặc tệp", _taps("Không có ảnh")),
    ("Việc ngoài đăng ký", _taps("Bỏ qua")),
    ("Phương hướng", _taps("Bỏ qua")),
)
