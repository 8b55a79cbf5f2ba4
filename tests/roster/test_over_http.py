"""A list on its whole way: sent as a document over HTTP, fetched, read in its process, agreed to by a button."""

from pathlib import Path

import pytest

from core.occasion import local_day
from core.ports import UnitOfWork
from tests.bot.living import NOW, living
from tests.roster.tables import HEADER, xlsx

CELL = "Chi bộ thôn Nà Tông"


def names(uow: UnitOfWork) -> list[str]:
    unit = uow.units.get("U32", local_day(NOW))
    assert unit is not None
    return [who.person.full_name for who in uow.people.residents(unit.path, local_day(NOW))]


@pytest.mark.slow  # a message a second; test_in_chat.py shows the conversation
async def test_a_document_becomes_people(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = await life.linked("M02")
        phone.send("/nhapdanhsach")
        await phone.wait_for("gửi danh sách vào đây")
        phone.tap("Gửi cho tôi tệp mẫu")
        await phone.wait_for("Gửi đồng chí tệp mẫu", within=20)
        phone.send_document(b"x", "to.xlsx", size=21 * 1024 * 1024)
        await phone.wait_for("lớn hơn mức", within=20)
        phone.send_document(xlsx(HEADER, ["Quàng Thị Mới", 1980, "0912000111", CELL]), "ds.xlsx")
        await phone.wait_for("Đã đọc xong tệp", within=20)
        phone.tap("Xem danh sách đã gửi")
        await phone.wait_for("Đề nghị đồng chí xem lại trước khi nhập")
        phone.tap("Nhập 1 người")
        await phone.wait_for("✅ Đã nhập: 1 người mới")
        assert "Quàng Thị Mới" in await life.system.store.read(names)
