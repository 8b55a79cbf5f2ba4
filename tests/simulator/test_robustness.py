"""Whatever a bot sends, the stand-in answers as the Bot API would: ok, or a refusal in JSON. It never breaks."""

import asyncio
import inspect

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from simulator.telegram import TelegramServer
from simulator.telegram.calls import Call, Method
from simulator.telegram.html import parse_html
from simulator.telegram.methods import METHODS
from simulator.telegram.params import Params
from simulator.telegram.text import formatted
from simulator.telegram.wire import ApiError, utf16
from tests.simulator.conftest import NOON

WORDS = st.sampled_from(
    ["text", "type", "chat", "message_id", "media", "photo", "inline_keyboard", "offset", "length"]
)
ANYTHING: SearchStrategy[object] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats(allow_nan=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
# Near enough to the truth to get past the first check.
LIKELY: SearchStrategy[object] = st.sampled_from(
    [
        7,
        "7",
        -500001,
        1,
        2,
        "HTML",
        "<b>đậm</b>",
        {"message_id": "x"},
        {"message_id": 1},
        {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]},
        {"keyboard": [[1]]},
        [{"type": "bold", "offset": 0, "length": 1}],
        [{"type": "bold"}],
        [{"type": "photo", "media": "x"}, {"type": "photo", "media": "x"}],
        {"type": "chat", "chat_id": 7},
        {"type": "default"},
        [{"command": "a", "description": "b"}],
    ]
)
# A call that would succeed, before something in it is replaced.
SOUND: dict[str, object] = {
    "chat_id": 7,
    "text": "Chào đồng chí",
    "message_id": 2,
    "action": "typing",
    "commands": [{"command": "a", "description": "b"}],
}


def changes(method: Method) -> SearchStrategy[dict[str, object]]:
    """Up to three of its parameters, replaced by anything."""
    return st.dictionaries(st.sampled_from(method.accepts), LIKELY | ANYTHING, max_size=3)


def stand_in() -> TelegramServer:
    """A person who has started, a question of the bot, a group."""
    server = TelegramServer(lambda: NOON)
    phone = server.user(7, "Lanh")
    phone.start()
    server.platform.world.post(phone.chat, server.bot.card(), {"text": "Chọn"}, server.bot)
    server.group("Chi bộ", phone)
    return server


async def answer(method: Method, values: dict[str, object]) -> object:
    """What the method gives, or its refusal."""
    server = stand_in()
    try:
        result = method.run(Call(server.platform, server.bot, Params(values)))
        return await result if inspect.isawaitable(result) else result
    except ApiError as refused:
        return refused.body()


@pytest.mark.parametrize("name", sorted(name for name, method in METHODS.items() if method.accepts))
def test_whatever_a_call_says_it_is_answered_or_refused(name: str) -> None:
    method = METHODS[name]
    sound = {key: SOUND[key] for key in method.accepts if key in SOUND}

    @settings(max_examples=60, deadline=None)
    @given(changes(method), st.booleans())
    def holds(replaced: dict[str, object], as_form: bool) -> None:
        values = {key: value for key, value in (sound | replaced).items() if key != "timeout"}
        if as_form:
            values = {k: v if isinstance(v, str) else orjson.dumps(v).decode() for k, v in values.items()}
        asyncio.run(answer(method, values))

    holds()


PIECES = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "</>",
        "<a href='x.vn'>",
        "</a>",
        "<",
        ">",
        "&lt;",
        "&",
        "&#272;",
        " ",
        "ồ",
        "👍",
        '"',
        "x",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_html_is_read_or_refused_and_entities_lie_inside(html: str) -> None:
    try:
        text, entities = formatted(html, "HTML", [], lambda _: None)
    except ApiError:
        return
    for entity in entities:
        assert entity["offset"] >= 0
        assert entity["length"] > 0
        assert entity["offset"] + entity["length"] <= utf16(text)


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert parse_html(escaped) == (text, [])
