"""Replays a conversation that was saved as a script (simulator/scripts.py) with the composed bot, over HTTP.

What people did is done again, and what they saw must come again: as many messages, in the same places, with the same
buttons and pictures, saying much the same. Words may be polished without a saved conversation being wrong.

    python -m tests.scripts.replaying FILE ...    does the same once more and writes down what is seen now
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Final
from zlib import crc32

from PIL import Image

from simulator.cast import Cast
from simulator.recorder import Recorder
from simulator.run import demo
from simulator.scripts import (
    Clock,
    Hears,
    Says,
    Script,
    Sees,
    Sends,
    SendsFile,
    SendsPhoto,
    Step,
    Taps,
    read,
    write,
)
from simulator.telegram.params import Upload
from simulator.telegram.phone import Phone, Tap
from simulator.telegram.screen import Bubble
from tests.bot.living import Living, living

_QUIET: Final = 0.4
_AT_ONCE: Final = 0.05
_RECEIPT_OF_PHOTOS: Final = 2.5
_MUCH_THE_SAME: Final = 0.6

Numbered = tuple[int, Step]


@dataclass
class Stage:
    """The running bot, and its people's phones by person. `messages` are ids by the step that first showed them."""

    life: Living
    cast: Cast = field(default_factory=lambda: Cast(demo(), "Khách"))
    messages: dict[int, int] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)

    def phone(self, who: str) -> Phone:
        player = self.cast.by_person[who]
        return self.life.server.user(player.user, player.name)

    def act(self, steps: Sequence[Numbered]) -> None:
        """What one person does at once: one step, or the parts of an album."""
        number, step = steps[0]
        match step:
            case Says(who, said):
                self._keep(number, self._says(self.phone(who), step, self._with_codes(said)))
            case Taps(who, label, on):
                self.taps[who] = self.phone(who).tap(label, on=self.messages[on] if on else None)
            case SendsPhoto() | SendsFile():
                self._send_files(steps)
            case Sends(who, what):
                _send(self.phone(who), what)
            case Clock(to):
                self.life.clock.move_to(to)
            case _:
                raise TypeError(f"{step} is nothing that is done")

    def _keep(self, number: int, bubble: Bubble) -> None:
        self.messages.setdefault(number, bubble.id)

    def _says(self, phone: Phone, step: Says, text: str) -> Bubble:
        if step.instead_of:
            return phone.edit(self.messages[step.instead_of], text)
        if step.reply_to:
            return phone.reply(self.messages[step.reply_to], text)
        return phone.send(text)

    def _with_codes(self, text: str) -> str:
        return re.sub(r"\{code:(\w+)\}", lambda found: self.life.codes[found[1]], text)

    def _send_files(self, steps: Sequence[Numbered]) -> None:
        first = steps[0][1]
        assert isinstance(first, SendsPhoto | SendsFile)
        phone = self.phone(first.who)
        items = [_content(step) for _, step in steps]
        if len(items) > 1:
            sent = phone.send_album(items, first.caption)
        elif isinstance(items[0], bytes):
            sent = [phone.send_photo(items[0], first.caption)]
        else:
            sent = [phone.send_document(items[0].data, items[0].name, items[0].mime, first.caption)]
        for (number, _), bubble in zip(steps, sent, strict=True):
            self._keep(number, bubble)

    async def notice(self, number: int, step: Sees | Hears) -> None:
        """What came, in whatever words: later steps may name it."""
        if isinstance(step, Sees):
            with suppress(TimeoutError):
                self._keep(number, await self.phone(step.who).next_change(_AT_ONCE))

    async def expect(self, number: int, step: Step) -> None:
        """What the bot does comes again."""
        if isinstance(step, Hears):
            answers = await self.taps[step.who].answered()
            assert [answer.text for answer in answers] == [step.hears], f"step {number}"
            return
        assert isinstance(step, Sees)
        bubble = await self.phone(step.who).next_change()
        likeness = SequenceMatcher(None, bubble.text, step.sees, autojunk=False).ratio()
        assert likeness >= _MUCH_THE_SAME, f"step {number}: {bubble.text}"
        assert bubble.buttons == step.buttons, f"step {number}: {bubble.buttons} under {bubble.text}"
        assert int("photo" in bubble.body) == step.photos, f"step {number}"
        if step.instead_of:
            assert bubble.id == self.messages[step.instead_of], f"step {number} changes another message"
        self._keep(number, bubble)


def _send(phone: Phone, what: str) -> None:
    match what:
        case "voice":
            phone.send_voice()
        case "video":
            phone.send_video()
        case "sticker":
            phone.send_sticker()
        case "contact":
            phone.send_contact("+84900000000")
        case "location":
            phone.send_location(22.6, 106.2)
        case "block":
            phone.block_bot()
        case "unblock":
            phone.unblock()


def _content(step: Step) -> bytes | Upload:
    """The same name is the same bytes."""
    if isinstance(step, SendsPhoto):
        return picture(step.sends_photo)
    assert isinstance(step, SendsFile)
    mime = "application/pdf" if step.name.endswith(".pdf") else "image/jpeg"
    data = _pdf(step.sends_file) if step.name.endswith(".pdf") else picture(step.sends_file)
    return Upload(step.name, mime, data)


def picture(name: str) -> bytes:
    seed = crc32(name.encode())
    image = Image.effect_noise((160, 120), 20 + seed % 60).convert("RGB")
    image.paste((seed % 256, seed // 256 % 256, seed // 65536 % 256), (seed % 80, seed % 60, 120, 90))
    file = BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()


def _pdf(name: str) -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": name})
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def acts(steps: Sequence[Step]) -> list[list[Numbered]]:
    """The steps by what happens at once: the parts of an album are one."""
    numbered = list(enumerate(steps, 1))
    return [list(together) for _, together in groupby(numbered, key=_together)]


def _together(numbered: Numbered) -> tuple[str, int]:
    number, step = numbered
    album = step.album if isinstance(step, SendsPhoto | SendsFile) else 0
    return ("album", album) if album else ("step", number)


async def replay(script: Script, life: Living) -> None:
    """Raises AssertionError or TimeoutError, with the number of the step."""
    stage = Stage(life)
    life.clock.move_to(script.now)
    for together in acts(script.steps):
        number, step = together[0]
        if isinstance(step, Sees | Hears):
            await stage.expect(number, step)
        else:
            stage.act(together)


async def record(script: Script, life: Living) -> Script:
    """The same acts, with what is seen now."""
    stage = Stage(life)
    life.clock.move_to(script.now)
    recorder = Recorder(life.server.platform, stage.cast, script.now)
    for person, code in life.codes.items():
        recorder.code(code, person)
    for together in acts(script.steps):
        number, step = together[0]
        if isinstance(step, Sees | Hears):
            await stage.notice(number, step)
            continue
        stage.act(together)
        if isinstance(step, Clock):
            recorder.clock(step.clock)
        await _until_quiet(stage, step)
    people = {step.who for step in script.steps if not isinstance(step, Clock)}
    return recorder.script(script.title, people)


async def _until_quiet(stage: Stage, step: Step) -> None:
    """Until the bot has answered and nothing more comes."""
    await asyncio.sleep(_RECEIPT_OF_PHOTOS if isinstance(step, SendsPhoto | SendsFile) else _QUIET)
    heard, quiet = -1, 0
    while quiet < 3:
        count = sum(len(stage.phone(who).chat.log) for who in stage.cast.by_person)
        quiet = quiet + 1 if count == heard else 0
        heard = count
        await asyncio.sleep(_QUIET)


async def _recorded(script: Script) -> Script:
    with tempfile.TemporaryDirectory() as folder:
        async with living(Path(folder)) as life:
            return await record(script, life)


def main(names: Sequence[str]) -> None:
    for file in map(Path, names):
        script = asyncio.run(_recorded(read(file.read_text(encoding="utf-8"))))
        file.write_text(write(script), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
