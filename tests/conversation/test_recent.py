"""What the process remembers of conversations changes nothing but the time that it takes."""

import copy
from collections.abc import Hashable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.dialog import Dialog, ask, look_up
from bot.conversation.drafts import EMPTY, answered, to_json
from bot.conversation.engine import Engine
from bot.conversation.recent import Recent, Steady
from bot.conversation.replay import Open, replay
from tests.conversation.toy import TOY, EnglishWords, FakeChance, Phone, survey, text

WORDS = st.sampled_from(
    [
        "/survey 2026", "/survey 2025", "/other 2026", "/menu", "Nà Tông", "Bản Mới", "1", "2", "con đường", "quay lại",
        "bỏ qua", "xong", "gửi", "huỷ", "giữ nháp", "xóa nháp", "menu", "sửa", "khảo sát",
    ]
)  # fmt: skip


def a_new_process() -> Engine:
    return Engine(TOY, EnglishWords(), "test/1", lambda _now: None, FakeChance())


@given(st.lists(WORDS, max_size=25))
def test_a_process_that_remembers_says_what_one_that_does_not_says(history: list[str]) -> None:
    remembers, forgets = Phone(), Phone()
    for words in ["/survey 2026", *history]:
        forgets.engine = a_new_process()
        remembers.says(words)
        forgets.says(words)
        assert remembers.screens == forgets.screens
        assert remembers.work.talk.rows == forgets.work.talk.rows
        assert remembers.work.done == forgets.work.done


@given(st.lists(WORDS, max_size=12), st.lists(st.booleans(), min_size=12, max_size=12))
def test_what_was_rolled_back_was_not_remembered(history: list[str], lost: list[bool]) -> None:
    """A batch that is run again finds the database as it was, and does the same."""
    phone, told = Phone(), Phone()
    for words, is_lost in zip(["/survey 2026", *history], [False, *lost], strict=False):
        if is_lost:
            before = copy.deepcopy((phone.work, phone.screens, phone.message_id, phone.updates, phone.now))
            phone.says(words)
            phone.work, phone.screens, phone.message_id, phone.updates, phone.now = before
        phone.says(words)
        told.says(words)
        assert phone.screens == told.screens
        assert phone.work.talk.rows == told.work.talk.rows


def position(name: str = "Nà Tông") -> Open:
    opened = replay(lambda: survey("2026"), EMPTY, no_look_ups)
    assert isinstance(opened, Open)
    after = opened.go_on(answered(opened.draft, opened.question, name), name)
    assert isinstance(after, Open)
    return after


def no_look_ups(query: str, argument: Hashable) -> object:
    raise LookupError(query, argument)


def test_a_position_is_handed_out_once_and_only_for_its_own_answers_and_sheet() -> None:
    recent, here = Recent(), position()
    state = to_json(here.draft)
    recent.keep(7, state, "2026", here)
    assert recent.take(8, state, "2026") is None
    assert recent.take(7, state, "2026") is here
    assert recent.take(7, state, "2026") is None
    for other, sheet in ((to_json(position("Bản Mới").draft), "2026"), (state, "2025")):
        recent.keep(7, state, "2026", here)
        assert recent.take(7, other, sheet) is None
        assert recent.take(7, state, "2026") is None


def test_a_steady_sheet_is_not_asked_for_while_it_is_known_to_be_the_same() -> None:
    recent, here, stamp = Recent(), position(), object()
    state, at = to_json(here.draft), datetime(2026, 6, 10, 2, tzinfo=UTC)
    steady = Steady(stamp, at, at + timedelta(hours=1))
    for known, when, is_the_same in (
        (stamp, at, True),
        (stamp, at + timedelta(minutes=59), True),
        (stamp, at + timedelta(hours=1), False),
        (stamp, at - timedelta(seconds=1), False),  # the calendar clock can be moved back
        (object(), at, False),  # somebody has written a fact
    ):
        recent.keep(7, state, "2026", here, steady)
        assert (recent.take_steady(7, state, known, when) is not None) is is_the_same
        assert (recent.take(7, state, "2026") is None) is is_the_same, "each is handed out once"
    recent.keep(7, state, "2026", here, steady)
    assert recent.take_steady(7, to_json(position("Bản Mới").draft), stamp, at) is None
    recent.keep(7, state, "2026", here)
    assert recent.take_steady(7, state, stamp, at) is None, "it never said that it was steady"


def test_the_oldest_positions_are_forgotten() -> None:
    recent, here = Recent(most=2), position()
    for row in (1, 2, 1, 3):
        recent.keep(row, b"", "", here)
    assert [row for row in (1, 2, 3) if recent.take(row, b"", "")] == [1, 3]


def test_what_was_looked_up_is_looked_up_again() -> None:
    """Its answer stands under the rights of the day, which are in no sheet."""

    def asking(sheet: str) -> Dialog[str]:
        found = yield from look_up("units", sheet)
        yield from ask(text(str(found)))
        return sheet

    opened = replay(lambda: asking("2026"), EMPTY, lambda _query, _argument: "u1")
    assert isinstance(opened, Open)
    recent = Recent()
    recent.keep(7, to_json(opened.draft), "2026", opened)
    assert recent.take(7, to_json(opened.draft), "2026") is None
