"""The site keeps to this machine, and the page to itself."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from simulator.page_words import page_words
from simulator.run import House, furnished
from simulator.site import PAGE, filled
from tests.simulator.page.conftest import settings_in


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with furnished(settings_in(tmp_path)) as opened:
        yield opened


@pytest.fixture
async def client(house: House) -> AsyncIterator[ClientSession]:
    async with ClientSession(house.address) as session:
        yield session


async def status(client: ClientSession, path: str, **headers: str) -> int:
    async with client.get(path, headers=headers) as answer:
        return answer.status


EVERY_DOOR = ("/", "/page/main.js", "/desk/people", "/desk/backstage", "/sim/users", "/bot1:x/getMe")


@pytest.mark.parametrize("path", EVERY_DOOR)
async def test_other_sites_are_turned_away_at_every_door(client: ClientSession, path: str) -> None:
    assert await status(client, path, Origin="https://example.com") == 403
    assert await status(client, path, Host="evil.example:80") == 403
    assert await status(client, path, Host="[") == 403


async def test_another_site_cannot_move_the_clock(client: ClientSession, house: House) -> None:
    before = house.time.now()
    async with client.post("/desk/clock", json={"by": 3600}, headers={"Origin": "null"}) as answer:
        assert answer.status == 403
    assert (house.time.now() - before).total_seconds() < 60


async def test_the_page_may_load_and_run_nothing_but_its_own(client: ClientSession) -> None:
    async with client.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        text = await answer.text()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"https?:", text) == []
    assert re.findall(r"\son\w+=|\sstyle=|<script>", text) == []


def test_no_file_of_the_page_reaches_out_or_reads_markup() -> None:
    for file in PAGE.iterdir():
        text = file.read_text(encoding="utf-8")
        outside = set(re.findall(r"https?://[^\s\"'`$)/]*", text)) - {"http://www.w3.org", "https://"}
        assert not outside, file.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text), (
            file.name
        )
        assert len(text.splitlines()) <= 250, file.name


async def test_what_somebody_sent_is_served_where_it_can_do_nothing(
    client: ClientSession, house: House
) -> None:
    page = b"<script>alert(1)</script>"
    sent = house.telegram.user(7_000_009).send_document(page, "x.html", "text/html")
    async with client.get(f"/sim/files/{sent.file_id}") as answer:
        assert answer.headers["Content-Security-Policy"] == "sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/page/nothing.js", "/page/index.html", "/page/..%2Frun.py", "/page/%2e%2e/run.py"]
)
async def test_only_the_pages_own_files_are_given_out(client: ClientSession, path: str) -> None:
    assert await status(client, path) == 404


async def test_every_word_that_the_page_asks_for_is_there_and_no_other(house: House) -> None:
    words = page_words(house.system.words)
    scripts = "\n".join(file.read_text(encoding="utf-8") for file in PAGE.glob("*.js"))
    asked = set(re.findall(r"\bt\(\s*\"(\w+)\"", scripts))
    asked |= {word for pair in re.findall(r"\bt\([^()]*\? \"(\w+)\" : \"(\w+)\"\)", scripts) for word in pair}
    asked |= set(re.findall(r"\{\{(\w+)\}\}", (PAGE / "index.html").read_text(encoding="utf-8")))
    begun = (*re.findall(r"\bt\(`(\w+_)\$", scripts), "got_")
    assert asked - words.keys() == set()
    assert {key for key in words.keys() - asked if not key.startswith(begun)} == set()


def test_words_are_put_into_the_page_as_text() -> None:
    assert filled("<b>{{a}}</b>", {"a": '<i>"'}) == "<b>&lt;i&gt;&quot;</b>"
    with pytest.raises(KeyError):
        filled("{{b}}", {})


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/desk/clock", "{"),
        ("/desk/clock", "[]"),
        ("/desk/clock", "{}"),
        ("/desk/clock", '{"to": "31/2/2026"}'),
        ("/desk/clock", '{"to": "1026-03-10T09:00"}'),
        ("/desk/clock", '{"by": "soon"}'),
        ("/desk/clock", '{"by": 1e12}'),
        ("/desk/clock", '{"by": NaN}'),
        ("/desk/codes", "{}"),
        ("/desk/codes", '{"person": "M99"}'),
        ("/desk/codes", '{"person": "L1"}'),
        ("/desk/script", '{"people": ["M99"]}'),
        ("/desk/script", '{"people": 5}'),
    ],
)
async def test_what_is_asked_wrongly_is_refused_and_changes_nothing(
    client: ClientSession, house: House, path: str, body: str
) -> None:
    before = house.time.now()
    async with client.post(path, data=body) as answer:
        assert answer.status == 400
        assert "error" in json.loads(await answer.text())
    assert (house.time.now() - before).total_seconds() < 60


async def test_time_cannot_be_pushed_out_of_the_calendar(client: ClientSession, house: House) -> None:
    for _ in range(80):
        async with client.post("/desk/clock", json={"by": 366 * 86400}) as answer:
            if answer.status == 400:
                break
    assert house.time.now().year <= 2100
    assert await status(client, "/desk/clock") == 200
    assert await status(client, "/desk/backstage") == 200
