"""Saved conversations lived through with the composed bot, and everything of them that is nobody else's business.

What a thief finds and what the log says are looked at byte by byte, so every secret is named here in full.
"""

import asyncio
import io
import logging
import shutil
import sys
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from bot import logs
from core.people import AudienceGroup, Person
from scheduler.pace import Limits
from simulator import scripts
from simulator.scripts import Says, Script, SendsFile, SendsPhoto
from simulator.telegram import Fault
from tests.bot.living import Living, living
from tests.scripts.replaying import picture, replay

SAVED: Final = Path(__file__).parents[1] / "scripts" / "saved"
PHONE_NUMBER: Final = "+84912345678"
_UNHURRIED: Final = Limits(bulk=1000.0, most=1000, chat_seconds=0.0, burst=1000)
_SHORTEST: Final = 8
"""Shorter words ("3", "duyet") stand anywhere by chance."""


@dataclass
class Secrets:
    """`typed` are words of people; `names` may stand in the database, as they must be searched, but in no log."""

    typed: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    chats: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    pictures: set[bytes] = field(default_factory=set)

    def of_script(self, script: Script) -> None:
        for step in script.steps:
            if isinstance(step, Says) and "{code:" not in step.says:
                self.typed.add(step.says)
            if isinstance(step, SendsPhoto | SendsFile):
                self.typed.add(step.caption)
            if isinstance(step, SendsPhoto):
                self.pictures.add(picture(step.sends_photo))
            if isinstance(step, SendsFile):
                self.typed.add(step.name)

    def of_life(self, life: Living) -> None:
        self.codes |= set(life.codes.values())
        self.tokens |= {life.server.token, life.server.token.partition(":")[2], "a-secret-of-this-test"}
        for person in life.server.platform.world.people.values():
            self.chats.add(str(person.id))
            self.names.add(person.first_name)

    @property
    def words(self) -> set[str]:
        """Texts, each in both forms of Unicode, without what is a command or too short to be told from chance."""
        said = {text for text in self.typed if len(text) >= _SHORTEST and not text.startswith("/")}
        return {unicodedata.normalize(form, text) for text in said for form in ("NFC", "NFD")}


@dataclass
class Lived:
    """The folder that was lived in, what was logged meanwhile, and the secrets."""

    folder: Path
    log: str
    secrets: Secrets


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """As the bot configures it, at the lowest level of ours; afterwards as it was before."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook
    ours = {name: logging.getLogger(name).level for name in logs.OURS}
    stream = io.StringIO()
    logs.configure(stream=stream, level=logging.DEBUG)
    try:
        yield stream
    finally:
        sys.excepthook, threading.excepthook = hooks
        root.handlers[:] = before
        root.setLevel(level)
        for name, was in ours.items():
            logging.getLogger(name).setLevel(was)


def lived(folder: Path, *names: str) -> Lived:
    """These saved conversations, one after the other in one house."""
    secrets = Secrets()
    saved = [scripts.read((SAVED / f"{name}.json").read_text(encoding="utf-8")) for name in names]
    with logged() as stream, pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.bootstrap_telegram.TELEGRAM", _UNHURRIED)
        asyncio.run(_live(folder, saved, secrets))
    return Lived(folder, stream.getvalue(), secrets)


async def _live(folder: Path, saved: Sequence[Script], secrets: Secrets) -> None:
    someone = Person("M99", "Người Có Máy", 1970, AudienceGroup.ORDINARY_MEMBER)
    async with living(folder) as life:
        await life.system.store.run(lambda uow: uow.people.add(someone, PHONE_NUMBER))
        for script in saved:
            secrets.of_script(script)
            await replay(script, life)
        await _leave_much_unfinished(life, secrets)
        secrets.of_life(life)
        await asyncio.to_thread(_steal, folder)


async def _leave_much_unfinished(life: Living, secrets: Secrets) -> None:
    """A draft, words that are held and offered, a message that cannot leave, an update that cannot be read."""
    draft, held, parked = "Nửa chừng bản nháp", "Lời gõ sau một tháng", "Tin nhắn hỏng giữa đường"
    secrets.typed |= {draft, held, parked}
    phone = await life.linked("M27")
    phone.send("/dangky 2026-personal_plan")
    await phone.wait_for("tự viết, hay lấy một gợi ý")
    phone.send("tự viết")
    await phone.wait_for("Có thể dán cả danh sách")
    life.clock.move_to(life.clock.now() + timedelta(days=30))
    phone.send(held)
    await phone.wait_for(held)
    phone.send("không")
    await asyncio.sleep(0.2)
    phone.send(draft)
    await phone.wait_for("thuộc nhóm tiêu chí nào")
    await life.line.take([{"update_id": 999_999_999, "message": {"text": parked, "chat": parked}}])
    life.server.faults.add(Fault("error", None, "sendMessage", code=500, description="Internal Server Error"))
    phone.send("/cuatoi")
    await asyncio.sleep(0.5)


def _steal(folder: Path) -> None:
    """While the bot runs: the file, its log of changes, the photos; not the key."""
    stolen = folder / "stolen"
    stolen.mkdir()
    for file in folder.glob("bot.db*"):
        shutil.copy(file, stolen / file.name)
    shutil.copytree(folder / "evidence", stolen / "evidence")
