"""The conversation that is measured: members of a cell answer the quarterly report, question by question.

It is held once, which gives the bytes of every update, and the SQL by which ours decided it and marked its reply. Held
again with the same bytes on a copy of the same database, it does the same.
"""

import shutil
import sqlite3
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from benchmarks import cell
from benchmarks.ours import Ours
from benchmarks.recording import Recorded, Step
from benchmarks.wire import text_update

_ITEM: Final = (
    "3",
    "không có",
    "đang thực hiện",
    "Đã dự đủ ba buổi, hướng dẫn bà con làm hồ sơ.",
    "Đường vào bản khó đi những ngày mưa",
    "xong",
)
ANSWERS: Final = (*_ITEM, *_ITEM, *_ITEM, "bỏ qua", "Tiếp tục thực hiện các nội dung đã đăng ký.")
"""What each member says after /baocao. The last leads to the summary."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """`file` is the database before the first answer; `steps` are by person, in order."""

    file: Path
    people: tuple[tuple[Step, ...], ...]

    def copy(self, name: str) -> Path:
        return Path(shutil.copy(self.file, self.file.with_name(name)))


async def held(folder: Path, people: int) -> Conversation:
    """Every member has opened the report; then the answers go round, one of each in turn."""
    founded, log = folder / "held.db", list[Recorded]()
    cell.found(founded, people)
    ours = Ours(founded, log)
    chats = [cell.FIRST_CHAT + number for number in range(people)]
    numbers = count(1)
    for chat in chats:
        await ours.take(Step(text_update(next(numbers), chat, "/baocao")))
    before = folder / "before.db"
    with sqlite3.connect(founded) as source, sqlite3.connect(before) as target:
        source.backup(target)
    steps: dict[int, list[Step]] = {chat: [] for chat in chats}
    for answer in ANSWERS:
        for chat in chats:
            log.clear()
            raw = text_update(next(numbers), chat, answer)
            await ours.take(Step(raw))
            steps[chat].append(Step(raw, tuple(log)))
    await ours.close()
    return Conversation(before, tuple(tuple(said) for said in steps.values()))
