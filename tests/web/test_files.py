"""A file by its link: under its own name, a few times, for a day, and never shown in the browser."""

from datetime import timedelta

import pytest

from core.files_out import KEPT_FOR, USES, FileOrder, key_of
from core.ports import UnitOfWork
from core.store import StoreUnavailable
from tests.files.conftest import linked
from tests.web.conftest import Visitor

TOKEN = "abcdefgh23456789abcdefgh23456789"
NAME = 'Mã liên kết "Chi bộ Nà Tông".docx'


def made(visitor: Visitor, name: str = NAME, data: bytes = b"PK\x03\x04 words") -> None:
    """A file that waits behind the token."""
    world = visitor.world
    phone = linked(world, "M07", "text")

    def work(uow: UnitOfWork) -> None:
        row = uow.talk.line(phone.address).row
        uow.files.order(FileOrder("o1", "letter", "", "M07", row, "text", world.now))
        (order,) = uow.files.claim("here/1", 1, timedelta(minutes=1))
        uow.files.done(order, [name], world.now)
        uow.files.add_link(TOKEN, "o1", 0)
        world.drawer.put_file(key_of(order, 0), data)

    world.do(work)


async def test_it_is_saved_under_its_vietnamese_name(visitor: Visitor) -> None:
    made(visitor)
    answer, data = await visitor.fetches(f"/f/{TOKEN}")
    assert data == b"PK\x03\x04 words"
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="')
    assert "filename*=UTF-8''M%C3%A3%20li%C3%AAn%20k%E1%BA%BFt%20%22" in disposition
    assert disposition.isascii()
    assert disposition.count('"') == 2


async def test_no_browser_shows_or_keeps_it(visitor: Visitor) -> None:
    made(visitor, "trang.html", b"<script>alert(1)</script>")
    answer, _ = await visitor.fetches(f"/f/{TOKEN}")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


async def test_a_link_is_used_up(visitor: Visitor) -> None:
    made(visitor)
    answers = [(await visitor.fetches(f"/f/{TOKEN}"))[0].status for _ in range(USES + 1)]
    assert answers == [200] * USES + [404]


async def test_who_only_looks_uses_nothing_up(visitor: Visitor) -> None:
    made(visitor)
    for _ in range(USES + 1):
        async with visitor.session.head(f"{visitor.base}/f/{TOKEN}") as answer:
            assert answer.status == 405
    answer, _ = await visitor.fetches(f"/f/{TOKEN}")
    assert answer.status == 200


async def test_over_unknown_and_malformed_links_get_one_answer(visitor: Visitor) -> None:
    made(visitor)
    visitor.world.now += KEPT_FOR + timedelta(minutes=1)
    pages = set()
    for token in (TOKEN, "z" * 32, "x", "..%2F..%2Fetc", "Ấ" * 20):
        answer, page = await visitor.opens(f"/f/{token}")
        pages.add((answer.status, page))
    assert len(pages) == 1
    assert "không mở được tệp nữa" in pages.pop()[1]


async def test_bytes_that_are_gone_are_told_the_same_way(visitor: Visitor) -> None:
    made(visitor)
    visitor.world.drawer.files.clear()
    answer, page = await visitor.opens(f"/f/{TOKEN}")
    assert answer.status == 404
    assert "không mở được tệp nữa" in page


async def test_while_the_store_is_away_one_is_asked_to_wait(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_: object) -> object:
        raise StoreUnavailable("disk full")

    monkeypatch.setattr(visitor.world.store, "run", away)
    answer, page = await visitor.opens(f"/f/{TOKEN}")
    assert answer.status == 503
    assert "đang bận" in page
