"""When something goes wrong, neither the log nor an error text quotes anybody."""

import asyncio
from pathlib import Path

import pytest

from core.people import AudienceGroup, Person
from simulator.telegram import Fault
from storage.engine.errors import ConstraintViolated
from tests.bot.living import living
from tests.privacy.lived import logged
from tests.world import World

WORDS = "Tôi bị ốm nặng từ tháng Hai"


async def test_a_dialog_that_fails_is_logged_without_what_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ValueError(f"cannot take {WORDS!r} of Chảo Láo San")

    with logged() as log:
        async with living(tmp_path) as life:
            phone = await life.linked("M16")
            phone.send("báo cáo quý 1")
            await phone.wait_for("đã làm xong bao nhiêu")
            monkeypatch.setattr("bot.conversation.reading.parse_quantity", fails)
            phone.send(WORDS)
            apology = await phone.wait_for("Mã lỗi")
            monkeypatch.undo()
            phone.send("3")
            await phone.wait_for("đang làm dở")
    said = log.getvalue()
    error_id = next(
        word for word in apology.text.replace(".", " ").split() if word in said and len(word) == 6
    )
    assert f"error {error_id}, ValueError at" in said
    assert WORDS not in said
    assert "Chảo Láo San" not in said


async def test_a_refused_message_is_logged_without_its_text(tmp_path: Path) -> None:
    """Telegram's own error texts quote what they did not like."""
    with logged() as log:
        async with living(tmp_path) as life:
            phone = await life.linked("M16")
            quoting = f"Bad Request: can't parse entities: unexpected {WORDS} in chat {phone.chat.id}"
            life.server.faults.add(Fault("error", 3, "sendMessage", code=400, description=quoting))
            phone.send("/cuatoi")
            await asyncio.sleep(1)
            chat = str(phone.chat.id)
    assert WORDS not in log.getvalue()
    assert f" {chat}" not in log.getvalue()


async def test_a_messenger_that_is_gone_is_logged_without_the_token(tmp_path: Path) -> None:
    with logged() as log:
        async with living(tmp_path) as life:
            phone = await life.linked("M16")
            life.server.faults.add(Fault("drop_before", None))
            phone.send(WORDS)
            await asyncio.sleep(2)
            life.server.faults.clear()
            token = life.server.token
    assert log.getvalue(), "an operator is told"
    assert token not in log.getvalue()
    assert token.partition(":")[2] not in log.getvalue()
    assert WORDS not in log.getvalue()


def test_what_the_store_refuses_is_named_and_not_quoted(sqlite_url: str) -> None:
    world = World(sqlite_url)
    someone = Person("X1", "Chảo Láo San", 1999, AudienceGroup.ORDINARY_MEMBER)
    try:
        world.do(lambda uow: uow.people.add(someone, "+84912345678"))
        with pytest.raises(ConstraintViolated) as refused:
            world.do(lambda uow: uow.people.add(someone, "+84912345678"))
        told = f"{refused.value} {refused.value!r} {refused.value.__cause__} {refused.value.args}"
        assert "person" in told
        assert "Chảo" not in told
        assert "912345678" not in told
    finally:
        world.close()
