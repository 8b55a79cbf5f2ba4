"""Conversations saved from the simulator's page go the same way again."""

from pathlib import Path

import pytest

from scheduler.pace import Limits
from simulator import scripts
from simulator.scripts import Script
from tests.bot.living import living
from tests.scripts.replaying import replay

FILES = sorted((Path(__file__).parent / "saved").glob("*.json"))
SAVED = [scripts.read(file.read_text(encoding="utf-8")) for file in FILES]
UNHURRIED = Limits(bulk=1000.0, most=1000, chat_seconds=0.0, burst=1000)


@pytest.mark.parametrize("script", SAVED, ids=[file.stem for file in FILES])
async def test_a_saved_conversation_goes_the_same_way_again(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.bootstrap_telegram.TELEGRAM", UNHURRIED)
    async with living(tmp_path) as life:
        await replay(script, life)
