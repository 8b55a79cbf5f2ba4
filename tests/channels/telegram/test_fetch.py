"""Fetching what people sent, and the menu of commands."""

import pytest

from bot.channels.telegram.commands import set_menu
from bot.channels.telegram.fetch import MOST_BYTES, NoLongerThere, NotFetched, TooLarge, fetch
from bot.channels.telegram.receive import Reading, read
from bot.inbound import Media
from simulator.telegram import Fault
from tests.channels.telegram.conftest import NOON, Desk

BYTES = b"%PDF-1.4 " + bytes(range(256)) * 1000


async def sent(desk: Desk, data: bytes, *, size: int | None = None) -> Media:
    desk.started().send_document(data, "a.pdf", size=size)
    update = (await desk.api.call("getUpdates", {"timeout": 0}))[-1]
    inbound = read(update, Reading("main", NOON))
    assert inbound is not None
    assert inbound.media is not None
    return inbound.media


async def test_a_file_comes_whole(desk: Desk) -> None:
    media = await sent(desk, BYTES)
    assert await fetch(desk.api, media.ref, media.size) == BYTES


async def test_what_says_it_is_too_large_is_not_even_asked_for(desk: Desk) -> None:
    media = await sent(desk, BYTES, size=MOST_BYTES + 1)
    calls = len(desk.server.pace.calls)
    with pytest.raises(TooLarge):
        await fetch(desk.api, media.ref, media.size)
    assert len(desk.server.pace.calls) == calls


async def test_what_telegram_finds_too_large_is_refused(desk: Desk) -> None:
    media = await sent(desk, BYTES, size=MOST_BYTES + 1)
    with pytest.raises(TooLarge):
        await fetch(desk.api, media.ref)


async def test_a_file_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(NoLongerThere):
        await fetch(desk.api, "no-such-file")


@pytest.mark.parametrize(
    "fault",
    [
        Fault("http", status=502, method="getFile"),
        Fault("drop_before", method="getFile"),
        Fault("http", status=502, method="download"),
        Fault(
            "drop_before", times=2, method="download"
        ),  # a dropped download is asked for once more by itself
        Fault("bad_json", method="download"),  # cut short
    ],
)
async def test_what_did_not_come_through_may_be_tried_again(desk: Desk, fault: Fault) -> None:
    media = await sent(desk, BYTES)
    desk.server.faults.add(fault)
    with pytest.raises(NotFetched) as raised:
        await fetch(desk.api, media.ref, media.size)
    assert desk.server.token not in str(raised.value)
    assert await fetch(desk.api, media.ref, media.size) == BYTES


async def test_each_chat_has_the_menu_of_its_roles(desk: Desk) -> None:
    member, secretary = desk.started(1), desk.started(2)
    assert await set_menu(desk.api, [("menu", "Việc của tôi")])
    assert await set_menu(desk.api, [("menu", "Việc của tôi"), ("duyet", "Duyệt")], "2")
    assert [command["command"] for command in member.commands] == ["menu"]
    assert [command["command"] for command in secretary.commands] == ["menu", "duyet"]
    assert await set_menu(desk.api, [], "2")
    assert [command["command"] for command in secretary.commands] == ["menu"]


async def test_a_menu_that_was_not_taken_is_no_error(desk: Desk) -> None:
    desk.server.faults.add(Fault("drop_before", method="setMyCommands"))
    assert not await set_menu(desk.api, [("menu", "Việc của tôi")])
    assert not await set_menu(desk.api, [("menu", "Việc của tôi")], "404")
