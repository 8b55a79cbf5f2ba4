"""Whatever people do, in whatever order, through restarts, lost replies and months of silence: design.md §9 holds.

What is checked after every single update is in holds.py and town.py; what may happen is here.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from bot.screen import Role
from tests.properties.holds import REPORT
from tests.properties.town import Handset, Town, build, mark
from tests.properties.words import forged, typed

if TYPE_CHECKING:
    from tests.postgres import PostgresServer

WHO: Final = st.sampled_from((0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8))
"""Whose turn it is, by the number in PHONES: mostly the one who reports, and who reviews."""
WHICH: Final = st.integers(0, 10_000)
PAUSES: Final = tuple(
    timedelta(**each)
    for each in (
        {"seconds": 1},
        {"minutes": 20},
        {"hours": 13},
        {"days": 3},
        {"days": 12},
        {"days": 40},
    )
)


Place = Callable[[], AbstractContextManager[str]]
"""Gives a database of its own to each example, with the town in it."""


class AnySequence(RuleBasedStateMachine):
    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = ExitStack()
        self.town = Town(self.place.enter_context(place()))

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:  # else what failed is told already
                for phone in self.town.handsets[:-1]:
                    self._finds_a_way(phone)
        finally:
            self.town.close()
            self.place.close()

    @initialize()
    def begin(self) -> None:
        for phone in self.town.handsets:
            phone.says("menu")

    def _phone(self, who: int) -> Handset:
        phone = self.town.handsets[who]
        if phone.blocked:
            phone.blocks(shut=False)
        return phone

    # what is typed

    @rule(who=WHO, text=typed)
    def says(self, who: int, text: str) -> None:
        self._phone(who).says(text)

    @rule(who=WHO, text=typed)
    def says_of_own(self, who: int, text: str) -> None:
        """Words that can be told from anybody else's."""
        phone = self._phone(who)
        phone.says(f"{text} {self._mark(phone)}")

    def _mark(self, phone: Handset) -> str:
        line = self.town.do(lambda uow: uow.talk.line(phone.address))
        row = line.front or 0
        front = self.town.do(lambda uow: uow.talk.conversation(row))
        return mark(phone.person, report=front is not None and front.dialog == REPORT)

    @rule(who=WHO, text=typed)
    def says_at_once(self, who: int, text: str) -> None:
        """Faster than anyone reads."""
        self._phone(who).says(text, after=timedelta(seconds=0.4))

    @rule(who=WHO, text=typed, back=st.integers(1, 5))
    def says_before_the_prompt_came(self, who: int, text: str, back: int) -> None:
        phone = self._phone(who)
        phone.says(text, message_id=str(int(phone.bubbles[-1].id) - back))

    @rule(who=WHO, text=typed, which=WHICH)
    def replies_to_an_earlier_message(self, who: int, text: str, which: int) -> None:
        phone = self._phone(who)
        ids = [b.id for b in phone.bubbles] + [s.message_id for s in phone.said if s.message_id]
        phone.says(text, reply_to=ids[which % len(ids)])

    @rule(who=WHO, text=typed, which=WHICH)
    def edits_an_earlier_message(self, who: int, text: str, which: int) -> None:
        phone = self._phone(who)
        ids = [said.message_id for said in phone.said if said.message_id] or ["7"]
        phone.edits(ids[which % len(ids)], text)

    # what is pressed

    @rule(who=WHO, which=WHICH)
    def taps(self, who: int, which: int) -> None:
        phone = self._phone(who)
        options = phone.shown.options
        if options:
            phone.presses(phone.bubbles[-1].id, options[which % len(options)].data)

    @rule(who=WHO, which=WHICH)
    def taps_an_earlier_button(self, who: int, which: int) -> None:
        phone = self._phone(who)
        if phone.buttons:
            phone.presses(*phone.buttons[which % len(phone.buttons)])

    @rule(who=WHO, data=forged)
    def taps_no_button_at_all(self, who: int, data: str) -> None:
        phone = self._phone(who)
        phone.presses(phone.bubbles[-1].id, data)

    @rule(who=WHO, other=WHO, which=WHICH)
    def presses_what_another_was_shown(self, who: int, other: int, which: int) -> None:
        buttons = self.town.handsets[other].buttons
        phone = self._phone(who)
        if buttons:
            phone.presses(phone.bubbles[-1].id, buttons[which % len(buttons)][1])

    # what else is sent

    @rule(
        who=WHO,
        which=st.integers(0, 5),
        album=st.sampled_from((None, "album1")),
        text=st.one_of(st.just(""), typed),
    )
    def sends_a_photo(self, who: int, which: int, album: str | None, text: str) -> None:
        self._phone(who).sends_photo(f"photo{which}", album=album, caption=text)

    @rule(who=WHO, name=st.sampled_from(("biên bản.pdf", "x.exe", "MẬT.pdf", "")))
    def sends_a_file(self, who: int, name: str) -> None:
        self._phone(who).sends_photo(f"file{name}", name=name)

    @rule(who=WHO, what=st.sampled_from(("voice", "sticker", "video", "location")))
    def sends_something_else(self, who: int, what: str) -> None:
        self._phone(who).sends(what)

    @rule(who=WHO)
    def sends_a_contact(self, who: int) -> None:
        self._phone(who).sends_contact()

    @rule(who=WHO)
    def blocks_the_bot(self, who: int) -> None:
        self._phone(who).blocks(shut=True)

    # what people do when they know what they want

    @rule(who=WHO, steps=st.integers(1, 14), figure=st.sampled_from(("3", "17", "0", "được một nửa")))
    def goes_on_sensibly(self, who: int, steps: int, figure: str) -> None:
        phone = self._phone(who)
        for _ in range(steps):
            self._one_sensible_step(phone, figure)

    @rule(command=st.sampled_from(("/baocao 2026Q1", "/dangky")), who=WHO)
    def hands_something_in(self, command: str, who: int) -> None:
        phone = self._phone(who)
        phone.says(command)
        for _ in range(30):
            if "Mã biên nhận" in phone.sees or "✅" in phone.sees:
                break
            self._one_sensible_step(phone, "5")

    @rule(who=st.sampled_from((3, 4, 5)), verdict=st.integers(0, 9))
    def reviews(self, who: int, verdict: int) -> None:
        phone = self._phone(who)
        phone.says("/duyet")
        self._choose(phone, 0)
        self._choose(phone, verdict)
        for _ in range(6):
            self._one_sensible_step(phone, "Xin bổ sung ảnh")

    def _one_sensible_step(self, phone: Handset, figure: str) -> None:
        choices = [option for option in phone.shown.options if option.role is Role.CHOICE]
        wanted = ("Gửi", "Hết", "Không có ảnh", "Xong", "Không", "Tự viết", "Đang thực hiện")
        number = next((n for words in wanted for n, o in enumerate(choices) if o.label.startswith(words)), 0)
        if choices and "bao nhiêu" not in phone.sees:
            self._choose(phone, number)
        elif "bao nhiêu" in phone.sees:
            phone.says(figure if "đơn vị" not in phone.sees else f"{figure} nhà")
        else:
            phone.says(f"Đã làm tốt {self._mark(phone)}")

    def _choose(self, phone: Handset, number: int) -> None:
        choices = [option for option in phone.shown.options if option.role is Role.CHOICE]
        if not choices:
            return
        if phone.channel == "telegram":
            phone.presses(phone.bubbles[-1].id, choices[number % len(choices)].data)
        else:
            phone.says(choices[number % len(choices)].word or str(number % len(choices) + 1))

    # what happens to the system

    @rule(who=WHO, which=WHICH)
    def an_update_comes_again(self, who: int, which: int) -> None:
        phone = self._phone(who)
        phone.again(which % len(phone.said))

    @rule()
    def is_restarted(self) -> None:
        self.town.restart()

    @rule()
    def is_killed_before_the_next_reply_leaves(self) -> None:
        self.town.lose_replies = True

    @rule(pause=st.sampled_from(PAUSES))
    def time_passes(self, pause: timedelta) -> None:
        self.town.later(pause)

    @rule(day=st.sampled_from(((3, 20), (3, 22), (6, 29), (7, 1), (12, 30))))
    def the_deadline_or_the_close_passes(self, day: tuple[int, int]) -> None:
        then = datetime(2026, *day, 12, tzinfo=UTC)
        if then > self.town.now:
            self.town.later(then - self.town.now)

    # and in the end

    def _finds_a_way(self, phone: Handset) -> None:
        """From wherever one is: /huy, and then /baocao works."""
        if phone.blocked:
            phone.blocks(shut=False)
        phone.says("/huy")
        if "Dừng và giữ" in "".join(phone.choices):
            phone.chooses("Dừng và giữ")
        phone.says("/baocao 2026Q1")
        assert "Quý I/2026" in phone.sees or "năm 2026" in phone.sees, phone.sees


def _hold(place: Place, examples: int, steps: int, *, same_every_time: bool) -> None:
    class Begun(AnySequence):
        def __init__(self) -> None:
            super().__init__(place)

    run_state_machine_as_test(
        Begun,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=same_every_time,
            phases=(Phase.generate,),  # shrinking would take minutes: what failed is printed step by step
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Place:
    built = tmp_path_factory.mktemp("town") / "town.db"
    build(f"sqlite:///{built}")

    @contextmanager
    def place() -> Iterator[str]:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{shutil.copy(built, Path(folder) / 'town.db')}"

    return place


@pytest.fixture
def on_postgresql(postgres_server: "PostgresServer") -> Place:
    @contextmanager
    def place() -> Iterator[str]:
        with postgres_server.database() as url:
            build(url)
            yield url

    return place


def test_any_sequence_of_events_keeps_what_must_hold(on_sqlite: Place) -> None:
    _hold(on_sqlite, examples=12, steps=30, same_every_time=True)


@pytest.mark.slow
def test_and_any_longer_one(on_sqlite: Place) -> None:
    _hold(on_sqlite, examples=200, steps=80, same_every_time=False)


@pytest.mark.slow
def test_on_postgresql_as_well(on_postgresql: Place) -> None:
    _hold(on_postgresql, examples=15, steps=60, same_every_time=False)
