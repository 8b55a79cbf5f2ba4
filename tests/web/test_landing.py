"""Where a link code leads: a page that helps whoever holds the paper, and tells nobody anything about the code."""

import asyncio
import logging
import re

import pytest

from bot.web.clients import BURST
from tests.web.conftest import Visitor
from tests.world import PUBLIC_URL

POOR_LINE = 20_000
"""Bytes that a cheap phone in a poor line still gets at once."""


async def test_it_shows_the_code_and_every_way_in(visitor: Visitor) -> None:
    answer, page = await visitor.opens("/j/K7M39PQR")
    assert answer.status == 200
    assert "K7M3 9PQR" in page
    assert 'href="https://t.me/neu_guong_bot?start=K7M39PQR"' in page
    assert 'href="https://zalo.me/123456789"' in page
    assert "<svg" in page
    assert "Chép mã" in page
    assert len(page.encode()) < POOR_LINE


@pytest.mark.parametrize("typed", ["k7m39pqr", "K7M3-9PQR", "k7m3%209pqr"])
async def test_a_code_may_be_typed_as_it_comes(visitor: Visitor, typed: str) -> None:
    _, page = await visitor.opens(f"/j/{typed}")
    assert "start=K7M39PQR" in page


async def test_a_valid_a_used_and_an_invented_code_look_the_same(visitor: Visitor) -> None:
    world = visitor.world
    valid, used = world.codes["M07"], world.codes["M08"]
    world.do(lambda uow: uow.codes.redeem(used, world.now))
    pages = []
    for code in (valid, used, "33333333"):
        answer, page = await visitor.opens(f"/j/{code}")
        grouped = f"{code[:4]} {code[4:]}"
        neutral = re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
        pages.append((answer.status, neutral.replace(code, "").replace(grouped, "")))
    assert pages[0] == pages[1] == pages[2]


async def test_nothing_is_asked_of_the_store(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not looked up cannot be told by how long it takes."""

    def never(*_: object) -> None:
        raise AssertionError("a page of a code asked the store")

    monkeypatch.setattr(visitor.world.store, "run", never)
    monkeypatch.setattr(visitor.world.store, "read", never)
    answer, _ = await visitor.opens(f"/j/{visitor.world.codes['M07']}")
    assert answer.status == 200


@pytest.mark.parametrize(
    "path", ["/j/K7M39PQ", "/j/K7M39PQRS", "/j/<script>", "/j/OOOOIIII", "/j/%00%00", "/j/" + "A" * 5000]
)
async def test_what_can_be_no_code_is_told_kindly_and_not_repeated(visitor: Visitor, path: str) -> None:
    answer, page = await visitor.opens(path)
    assert answer.status == 404
    assert "Địa chỉ này không có gì" in page
    assert path[3:] not in page


async def test_the_page_is_kept_by_nobody_and_runs_nothing_of_others(visitor: Visitor) -> None:
    answer, page = await visitor.opens("/j/K7M39PQR")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not re.findall(r'(?:src|href)="(?!https://t\.me/|https://zalo\.me/|data:,)', page)


async def test_one_client_cannot_ask_for_ever_and_another_is_not_held_up(visitor: Visitor) -> None:
    """Behind our proxy each client has a count of its own, which it cannot shed by naming others."""
    for number in range(BURST):
        answer, _ = await visitor.opens("/j/K7M39PQR", **{"X-Forwarded-For": f"10.0.0.{number}, 203.0.113.9"})
        assert answer.status == 200
    refused, page = await visitor.opens("/j/K7M39PQR", **{"X-Forwarded-For": "198.51.100.1, 203.0.113.9"})
    assert refused.status == 429
    assert refused.headers["Retry-After"]
    assert "chờ nửa phút" in page
    other, _ = await visitor.opens("/j/K7M39PQR", **{"X-Forwarded-For": "203.0.113.10"})
    assert other.status == 200
    visitor.seconds.now += 30
    again, _ = await visitor.opens("/j/K7M39PQR", **{"X-Forwarded-For": "203.0.113.9"})
    assert again.status == 200


async def test_no_code_reaches_the_log(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await visitor.opens("/j/K7M39PQR")
    await visitor.opens("/f/abcdefgh23456789abcdefgh23456789")
    assert "K7M3" not in caplog.text
    assert "abcdefgh2345" not in caplog.text


@pytest.mark.parametrize(
    "line",
    [
        b"GET /f/k7m3secrettoken\x01 HTTP/1.1",
        b"GET /j/K7M3secret HTTP/9.9",
        b"GE\x00T /f/k7m3secret HTTP/1.1",
        b"GET /f/" + b"k7m3secret" * 1000 + b" HTTP/1.1",
    ],
)
async def test_nor_does_what_cannot_be_read(
    visitor: Visitor, caplog: pytest.LogCaptureFixture, line: bytes
) -> None:
    caplog.set_level(logging.DEBUG)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(visitor.base.rpartition(":")[2]))
    writer.write(line + b"\r\nHost: x\r\n\r\n")
    await writer.drain()
    assert b"400" in await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert "k7m3" not in caplog.text.lower()


async def test_a_page_that_breaks_names_an_error_and_nothing_else(
    visitor: Visitor, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(_: object) -> None:
        raise ZeroDivisionError("what it was of")

    monkeypatch.setattr(visitor.world.store, "run", breaks)
    answer, page = await visitor.opens("/f/abcdefgh23456789abcdefgh23456789")
    assert answer.status == 500
    assert "E-WEB" in page
    assert "E-WEB" in caplog.text
    assert "what it was of" not in caplog.text + page


async def test_whether_it_lives_is_told_without_a_word(visitor: Visitor) -> None:
    answer, page = await visitor.opens("/healthz")
    assert (answer.status, page) == (204, "")


def test_without_an_address_of_our_own_the_qr_leads_straight_to_telegram() -> None:
    from core.entrance import Entrance

    assert Entrance(None, "a_bot").to_scan("K7M39PQR") == "https://t.me/a_bot?start=K7M39PQR"
    assert Entrance(PUBLIC_URL, "a_bot").to_scan("K7M39PQR") == f"{PUBLIC_URL}/j/K7M39PQR"
    assert Entrance().to_scan("K7M39PQR") is None


@pytest.mark.parametrize("path", ["/", "/j/", "/robots.txt", "/j/K7M39PQR/more", "/telegram/1"])
async def test_anywhere_else_one_is_told_kindly(visitor: Visitor, path: str) -> None:
    answer, page = await visitor.opens(path)
    assert answer.status == 404
    assert "Địa chỉ này không có gì" in page
    assert answer.headers["Server"] == "neuguong"
