"""The whole way of a file, over HTTP: ordered by a tap, made, uploaded to the messenger, opened by the person."""

import io
from pathlib import Path

import pytest
from aiohttp import ClientSession
from docx import Document

from core.settings import NAMES_ON_TELEGRAM
from tests.bot.living import Living, living

CELL = "U32"


async def _ordered(life: Living, mark: str) -> str:
    """The words with which the sheet came, which have the mark in them."""
    phone = life.phone("M07")
    phone.skip()
    phone.send(f"/malienket u:{CELL}")
    phone.tap("Làm bản in", on=await phone.next())
    return (await phone.wait_for(mark)).text


@pytest.mark.slow
async def test_it_arrives_as_a_document_or_is_fetched_from_our_own_port(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = await life.linked("M07")
        await _ordered(life, "xóa tệp này")
        card = next(one.body["document"] for one in phone.messages if "document" in one.body)
        assert card["file_name"].startswith("ma-lien-ket-chi-bo-thon-na-tong")
        data = life.server.platform.files.find(card["file_id"]).load()
        assert "MÃ LIÊN KẾT" in "\n".join(p.text for p in Document(io.BytesIO(data)).paragraphs)

        await life.system.store.run(lambda uow: uow.units.set(CELL, NAMES_ON_TELEGRAM, "off"))
        life.system.public_url = f"http://127.0.0.1:{life.system.settings.http_port}"
        address = next(word for word in (await _ordered(life, "/f/")).split() if "/f/" in word)
        async with ClientSession() as session, session.get(address) as answer:
            assert answer.status == 200
            assert Document(io.BytesIO(await answer.read())).tables
        assert sum("document" in one.body for one in phone.messages) == 1
