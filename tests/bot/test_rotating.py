"""The key is changed under a running bot: everybody is answered throughout, and the old key opens nothing then."""

import asyncio
from pathlib import Path

import pytest

from bot.clocks import RealClock
from bot.data_key import FILE, add_key, drop_old_keys
from bot.installation import open_evidence, open_store, open_vault
from bot.settings import Settings
from core.usecases.rotate_key import Rotated, rotate
from storage.vault import Vault
from tests.bot.living import living


def _rotate(settings: Settings) -> Rotated:
    vault = open_vault(settings)
    store = open_store(settings, vault, patience=30)
    try:
        return rotate(store, open_evidence(settings, vault), RealClock().now())
    finally:
        store.close_sync()


@pytest.mark.slow
async def test_a_running_bot_answers_throughout(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        settings = life.system.settings
        phone = await life.linked("M16")
        phone.send("báo cáo quý 1")
        await phone.wait_for("đã làm xong bao nhiêu")
        (old,) = _keys(tmp_path)
        add_key(settings)
        for _ in range(60):  # the bot looks at its keys every five seconds
            if len(life.system.store.run_sync(lambda uow: uow.keys.mine())) == 2:
                break
            await asyncio.sleep(0.2)
        rotating = asyncio.create_task(asyncio.to_thread(_rotate, settings))
        phone.send("3")
        await phone.wait_for("đang làm dở")
        await life.linked("M17")
        done = await rotating
        assert done.changed > 50
        assert done.unreadable == 0
        phone.send("/menu")
        await phone.wait_for("Danh mục")
        assert (await asyncio.to_thread(_rotate, settings)).unreadable == 0
        drop_old_keys(settings)
        phone.send("báo cáo quý 1")
        await phone.wait_for("đang làm dở")
        sealed = life.system.store.run_sync(lambda uow: uow.keys.sealed_by())
        assert Vault(old).key_ids[0] not in sealed


def _keys(folder: Path) -> tuple[bytes, ...]:
    from bot.setting_forms import decode_keys

    return decode_keys("key", (folder / FILE).read_text())
