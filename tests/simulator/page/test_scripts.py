"""Scripts: what is written is read back the same, and what is no script is said to be none."""

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import VIETNAM
from simulator import scripts
from simulator.cast import Cast
from simulator.recorder import Recorder
from simulator.run import demo
from simulator.scripts import (
    OTHERS,
    BadScript,
    Clock,
    Hears,
    Says,
    Script,
    Sees,
    Sends,
    SendsFile,
    SendsPhoto,
    Step,
    Taps,
)
from simulator.telegram import Phone, TelegramServer
from simulator.telegram.params import Upload
from simulator.telegram.queries import Answer
from tests.simulator.pictures import picture

NINE = datetime(2026, 3, 10, 9, 0, tzinfo=VIETNAM)

_who = st.sampled_from(["M09", "M07", "L1"])
_text = st.text(max_size=30)
_steps = st.one_of(
    st.builds(Says, _who, _text),
    st.builds(Taps, _who, _text),
    st.builds(SendsPhoto, _who, _text, st.integers(0, 9), _text),
    st.builds(SendsFile, _who, _text, _text, st.integers(0, 9), _text),
    st.builds(Sends, _who, st.sampled_from(OTHERS)),
    st.builds(Sees, _who, _text, st.lists(st.lists(_text).map(tuple)).map(tuple), st.integers(0, 9)),
    st.builds(Hears, _who, _text),
    st.builds(Clock, st.datetimes(timezones=st.just(VIETNAM))),
)


@given(_text, st.lists(_steps))
def test_what_is_written_is_read_back(title: str, steps: list[Step]) -> None:
    script = Script(title, "telegram", NINE, tuple(steps))
    assert scripts.read(scripts.write(script)) == script


def test_a_script_is_made_to_be_read() -> None:
    steps = (
        Says("M09", "/start {code:M09}"),
        Sees("M09", "Chào đồng chí", (("Đúng",),)),
        Taps("M09", "Đúng", on=2),
    )
    assert scripts.write(Script("Liên kết", "telegram", NINE, steps)) == (
        "{\n"
        ' "title": "Liên kết",\n'
        ' "channel": "telegram",\n'
        ' "now": "2026-03-10T09:00:00+07:00",\n'
        ' "steps": [\n'
        '  {"who": "M09", "says": "/start {code:M09}"},\n'
        '  {"who": "M09", "sees": "Chào đồng chí", "buttons": [["Đúng"]]},\n'
        '  {"who": "M09", "taps": "Đúng", "on": 2}\n'
        " ]\n"
        "}\n"
    )


def test_an_empty_script_is_one() -> None:
    script = Script("", "telegram", NINE, ())
    assert scripts.read(scripts.write(script)) == script


def with_steps(*steps: Any) -> str:  # noqa: ANN401 - anything at all
    return json.dumps({"title": "", "channel": "telegram", "now": NINE.isoformat(), "steps": steps})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "not JSON"),
        ("[]", "title, channel, now and steps"),
        ("{}", "title, channel, now and steps"),
        (with_steps("says"), "step 1 is no object"),
        (with_steps({"who": "M09"}), "step 1 has one of says"),
        (with_steps({"who": "M09", "says": "a", "taps": "b"}), "step 1 has one of"),
        (with_steps({"who": "M09", "says": "a", "loudly": True}), "cannot have loudly"),
        (with_steps({"says": "a"}), "says not who"),
        (with_steps({"who": "", "says": "a"}), "says not who"),
        (with_steps({"who": "M09", "says": 5}), "says is a text"),
        (with_steps({"who": "M09", "taps": "a", "on": "1"}), "on is a number"),
        (with_steps({"who": "M09", "taps": "a", "on": True}), "on is a number"),
        (with_steps({"who": "M09", "taps": "a", "on": 1}), "on names a step before it"),
        (
            with_steps({"who": "M09", "says": "a"}, {"who": "M09", "says": "b", "reply_to": 3}),
            "step 2: reply_to",
        ),
        (with_steps({"who": "M09", "sends": "money"}), "sends is one of"),
        (with_steps({"who": "M09", "sees": "a", "buttons": ["Đúng"]}), "buttons are rows"),
        (with_steps({"who": "M09", "sees": "a", "buttons": "Đúng"}), "buttons are rows"),
        (with_steps({"clock": "tomorrow"}), "an instant is ISO 8601"),
        (with_steps({"clock": "2026-03-10T09:00:00"}), "with its zone"),
        (with_steps({"clock": 5}), "an instant is ISO 8601"),
    ],
)
def test_what_is_no_script_is_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(BadScript, match=complaint):
        scripts.read(text)


class Ticking:
    """Seconds that grow by one at each look."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        self.at += 1
        return self.at


class Room:
    """A stand-in with a recorder in it, and the bot's hand."""

    def __init__(self) -> None:
        self.telegram = TelegramServer(lambda: NINE, monotonic=Ticking())
        self.cast = Cast(demo(), "Người lạ")
        self.cast.take_phones(self.telegram)
        self.recorder = Recorder(self.telegram.platform, self.cast, NINE)

    def phone(self, person: str) -> Phone:
        return self.telegram.user(self.cast.by_person[person].user)

    def says(self, person: str, text: str, *labels: str) -> int:
        world, bot = self.telegram.platform.world, self.telegram.bot
        keys = {
            "reply_markup": {"inline_keyboard": [[{"text": one, "callback_data": one} for one in labels]]}
        }
        content = {"text": text} | (keys if labels else {})
        return world.post(self.phone(person).chat, bot.card(), content, bot).id

    def steps(self, *people: str) -> tuple[Step, ...]:
        return self.recorder.script("", people).steps


def test_only_the_chosen_are_written_and_the_clock_with_them() -> None:
    room = Room()
    room.phone("M09").send("một")
    room.phone("M10").send("hai")
    room.recorder.clock(NINE)
    room.phone("L1").send("ba")
    assert room.steps("M09", "L1") == (Says("M09", "một"), Clock(NINE), Says("L1", "ba"))


def test_replies_and_changes_name_the_step_of_their_message() -> None:
    room = Room()
    phone = room.phone("M09")
    mine = phone.send("16")
    asked = room.says("M09", "Mấy nhà?")
    phone.reply(asked, "17")
    phone.edit(mine, "18")
    assert room.steps("M09") == (
        Says("M09", "16"),
        Sees("M09", "Mấy nhà?"),
        Says("M09", "17", reply_to=2),
        Says("M09", "18", instead_of=1),
    )


def test_a_tap_stands_where_the_finger_was_with_the_label_of_that_moment() -> None:
    room = Room()
    phone = room.phone("M09")
    phone.send("x")
    asked = room.says("M09", "Đúng không?", "Đúng")
    tap = phone.tap("Đúng")
    message = phone.message(asked)
    message.body = {**message.body, "text": "Cảm ơn", "reply_markup": {}}
    room.telegram.platform.world.notice(phone.chat, "edit", message)
    answer = Answer("Đã ghi", alert=False, url="", at=room.telegram.platform.world.monotonic())
    room.telegram.platform.answered(tap.queries[0], answer)
    assert room.steps("M09")[1:] == (
        Sees("M09", "Đúng không?", (("Đúng",),)),
        Taps("M09", "Đúng", on=2),
        Sees("M09", "Cảm ơn", instead_of=2),
        Hears("M09", "Đã ghi"),
    )


def test_photos_files_and_the_rest() -> None:
    room = Room()
    phone = room.phone("M09")
    same = picture()
    phone.send_album([same, picture(10, 10)], "Nhà thứ 17")
    phone.send_photo(same)
    phone.send_album([Upload("a.pdf", "", b"1"), Upload("b.pdf", "", b"2")])
    phone.send_document(b"1", "c.pdf", caption="Biên bản")
    phone.send_voice()
    phone.send_sticker()
    phone.block_bot()
    phone.unblock()
    first, second, again, a, b, c, *rest = room.steps("M09")
    assert isinstance(first, SendsPhoto)
    assert isinstance(second, SendsPhoto)
    assert isinstance(again, SendsPhoto)
    assert (first.caption, first.album, second.caption, second.album) == ("Nhà thứ 17", 1, "", 1)
    assert first.sends_photo == again.sends_photo != second.sends_photo
    assert again.album == 0
    assert isinstance(a, SendsFile)
    assert isinstance(b, SendsFile)
    assert isinstance(c, SendsFile)
    assert (a.name, a.album, b.album, c.name, c.album, c.caption) == ("a.pdf", 2, 2, "c.pdf", 0, "Biên bản")
    assert a.sends_file == c.sends_file != b.sends_file
    assert [one.sends for one in rest if isinstance(one, Sends)] == ["voice", "sticker", "block", "unblock"]


def test_codes_are_named_by_their_owner() -> None:
    room = Room()
    room.recorder.code("ABCD2345", "M31")
    room.phone("M30").start("ABCD2345")
    room.phone("M30").send("mã: ABCD2345")
    assert room.steps("M30") == (Says("M30", "/start {code:M31}"), Says("M30", "mã: {code:M31}"))


def test_what_a_recorder_hears_can_be_read_back() -> None:
    room = Room()
    room.phone("M09").send('"ngoặc" và \n dòng mới')
    room.says("M09", "Dạ", "A", "B")
    script = room.recorder.script("Thử", ["M09"])
    assert scripts.read(scripts.write(script)) == script
