"""Telegram's pace, enforced where asked for, and always counted."""

import pytest

from simulator.telegram import TelegramServer
from simulator.telegram.limits import CallRecord, Limits, Pace
from simulator.telegram.wire import ApiError
from tests.simulator.client import RawBot
from tests.simulator.pictures import picture


def refused(pace: Pace, now: float, chat: str, messages: int = 1) -> int:
    """Seconds to wait, 0 where the message goes through."""
    try:
        pace.check(now, 1, chat, messages)
    except ApiError as error:
        return int((error.parameters or {})["retry_after"])
    return 0


def test_thirty_a_second_for_a_bot() -> None:
    pace = Pace(Limits())
    assert [refused(pace, 0.5, str(chat)) for chat in range(31)] == [0] * 30 + [1]
    assert refused(pace, 1.4, "31") == 1
    assert refused(pace, 1.51, "31") == 0


def test_one_a_second_for_a_chat_after_a_burst() -> None:
    pace = Pace(Limits(burst=3))
    assert [refused(pace, 0.0, "7") for _ in range(5)] == [0, 0, 0, 1, 1]
    assert refused(pace, 1.0, "7") == 0
    assert refused(pace, 1.1, "7") == 1
    assert refused(pace, 60.0, "7") == 0, "a chat that rested may have its burst again"
    assert [refused(pace, 60.0, "7") for _ in range(3)] == [0, 0, 1]


def test_twenty_a_minute_for_a_group() -> None:
    pace = Pace(Limits(burst=100))
    assert [refused(pace, 2.0 * n, "-5") for n in range(21)] == [0] * 20 + [20]
    assert refused(pace, 60.0, "-5") == 0


def test_an_album_counts_as_many_messages_as_it_has() -> None:
    pace = Pace(Limits())
    assert refused(pace, 0.0, "7", 10) == 0, "an album goes through whole"
    assert refused(pace, 1.0, "7") == 7
    assert [refused(pace, 1.5, str(n), 10) for n in range(10, 14)] == [0, 0, 0, 1]


def test_without_limits_everything_passes() -> None:
    pace = Pace()
    assert [refused(pace, 0.0, "7") for _ in range(100)] == [0] * 100


def sent(at: float, status: int = 200, method: str = "sendMessage", messages: int = 1) -> CallRecord:
    return CallRecord(at, 1, method, "7", status, messages)


@pytest.mark.parametrize(
    ("calls", "most"),
    [
        ([], 0),
        ([sent(0.0), sent(0.5), sent(0.999), sent(1.0)], 3),
        ([sent(0.9), sent(1.0), sent(1.1), sent(1.85)], 4),
        ([sent(0.0), sent(0.1, 429), sent(0.2, method="getUpdates"), sent(0.3, method="sendChatAction")], 1),
        ([sent(0.0, messages=10), sent(0.5)], 11),
    ],
)
def test_the_most_in_any_second(calls: list[CallRecord], most: int) -> None:
    pace = Pace()
    for call in calls:
        pace.record(call)
    assert pace.most_in_a_second() == most


async def test_a_flooder_meets_429_on_the_wire(server: TelegramServer, raw: RawBot) -> None:
    phone = server.user(7)
    phone.start()
    server.pace.limits = Limits(burst=2)
    answers = [await raw.call("sendMessage", chat_id=7, text=str(n)) for n in range(4)]
    assert [answer["ok"] for answer in answers] == [True, True, False, False]
    assert answers[2]["parameters"] == {"retry_after": 1}
    assert [one.text for one in phone.messages if one.by_bot] == ["0", "1"]
    assert await raw.done("sendChatAction", chat_id=7, action="typing"), "what is no message is not limited"


async def test_calls_are_counted(server: TelegramServer, raw: RawBot) -> None:
    phone = server.user(7)
    phone.start()
    await raw.result("sendMessage", chat_id=7, text="x")
    photo = phone.send_photo(picture()).file_id
    await raw.call("sendMediaGroup", chat_id=7, media=[{"type": "photo", "media": photo}] * 3)
    await raw.call("sendMessage", chat_id=99, text="x")
    assert [(c.method, c.chat, c.status, c.messages) for c in server.pace.calls] == [
        ("sendMessage", "7", 200, 1),
        ("sendMediaGroup", "7", 200, 3),
        ("sendMessage", "99", 400, 1),
    ]
    assert len(server.pace.sent(chat=7)) == 4
    assert server.pace.sent(chat=99) == []
