"""What users of other systems complain of (threads by the hundred), each as a test of ours, by its number in the list.

Of the twenty, these are here: 1 lost on restart, 2 old buttons, 3 double taps, 7 races, 8 no way back, 9 silence,
17 long lists and odd names, 18 a rejection that does not arrive. The others are tested where they belong: 4 to 6 in
tests/handlers/photos; 10 to 13 in tests/scheduler and tests/core; 14 to 16 in tests/scheduler; 20 in tests/channels.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.channels.telegram.layout import Text, lay_out
from bot.channels.text.render import render
from bot.screen import CALLBACK_BYTES, Role
from core.people import AudienceGroup, Membership, MembershipKind, Person, Standing, StandingPeriod
from core.ports import UnitOfWork
from core.text.lengths import utf16_length
from core.text.periods import Quarter
from scheduler.pace import Limits
from simulator.telegram.screen import Bubble
from tests.bot.living import living as living_over_http
from tests.peers.mortal import AfterTheReply, BeforeTheReply, DeliveredTwice, dying, linked
from tests.scripts.conversations import SCRIPTS
from tests.scripts.facts import facts
from tests.scripts.quarters import register_two_items, report_two_items
from tests.scripts.script import Script
from tests.world import Phone, World, living

UNHURRIED = Limits(bulk=1000.0, most=1000, chat_seconds=0.0, burst=1000)
BY_NAME = {script.name: script for script in SCRIPTS if not script.strangers}


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    with living(sqlite_url) as made:
        yield made


# 1 Conversation lost on restart


def _dies_at_every_step(script: Script, kind: type[Phone], folder: Path) -> None:
    with living(f"sqlite:///{folder}/whole.db") as world:
        script.hold(world.phone, world)
        whole = facts(world, script.people)
    with dying(f"sqlite:///{folder}/mortal.db") as mortal:
        script.hold(partial(linked, mortal, kind), mortal)
        assert mortal.boots > 10
        assert facts(mortal, script.people) == whole


@pytest.mark.parametrize("kind", [AfterTheReply, BeforeTheReply, DeliveredTwice])
def test_1_killed_after_every_step_the_conversation_goes_on_where_it_was(
    kind: type[Phone], tmp_path: Path
) -> None:
    _dies_at_every_step(BY_NAME["with every detour"], kind, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [AfterTheReply, BeforeTheReply, DeliveredTwice])
@pytest.mark.parametrize("name", BY_NAME)
def test_1_in_every_flow(name: str, kind: type[Phone], tmp_path: Path) -> None:
    _dies_at_every_step(BY_NAME[name], kind, tmp_path)


# 2 Old buttons dead or raising


def test_2_any_earlier_button_two_days_later_changes_nothing_and_is_answered(world: World) -> None:
    member = world.phone("M10")
    register_two_items(member)
    report_two_items(member)
    before = _handed_in(world)
    world.now += timedelta(hours=49)
    pressed = [(replace(bubble), option) for bubble in member.bubbles for option in bubble.screen.options]
    assert len(pressed) > 60
    for bubble, option in pressed:
        count = len(member.bubbles)
        decision = member.taps(option.label, bubble)
        assert decision.taps
        assert len(member.bubbles) > count or decision.claimed, f"{option.label}: nothing is shown"
        assert _handed_in(world) == before, f"{option.label} in {bubble.screen.paragraphs[0].text}"


def _handed_in(world: World) -> object:
    told = facts(world, ("M10",))["M10"]
    assert isinstance(told, dict)
    return {what: each for what, each in told.items() if what != "drafts"}


# 3 Double tap does it twice


async def test_3_send_tapped_five_times_at_once_is_one_report_and_one_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.bootstrap_telegram.TELEGRAM", UNHURRIED)
    async with living_over_http(tmp_path) as life:
        secretary, member = await life.linked("M13"), await life.linked("M16")
        secretary.skip()
        member.send("/baocao 2026Q1")
        for prompt, words in (
            ("bao nhiêu buổi", "3"),
            ("đang làm dở", "0"),
            ("hiện thế nào", "Đang thực hiện"),
            ("đã làm những gì", "Dự đủ ba buổi"),
            ("khó khăn", "bỏ qua"),
            ("ảnh hoặc tệp", "xong"),
            ("bao nhiêu m²", "300"),
            ("m² đang làm dở", "0"),
            ("300/1.150", "Đang thực hiện"),
            ("Câu 10/15", "Hai hộ đã ký"),
            ("Câu 11/15", "bỏ qua"),
            ("Câu 12/15", "xong"),
            ("Việc ngoài đăng ký", "bỏ qua"),
            ("Phương hướng", "bỏ qua"),
        ):
            await member.wait_for(prompt)
            member.send(words)
        await member.wait_for("xin đồng chí kiểm tra")
        tap = member.tap("Gửi báo cáo", repeat=5)
        assert len(await tap.answered(within=2)) == 5
        await member.wait_for("Mã biên nhận")
        await secretary.wait_for("đang chờ")
        await secretary.quiet(0.5)
        reports = await life.system.store.read(lambda uow: uow.reports.of_year("M16", 2026))
        assert [(report.period, report.version) for report in reports] == [(Quarter(2026, 1), 1)]
        assert sum("một báo cáo quý" in message.text for message in secretary.messages) == 1


# 7 Parallel updates race on state


async def test_7_twenty_messages_at_once_are_answered_in_order_and_nobody_else_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.bootstrap_telegram.TELEGRAM", UNHURRIED)
    async with living_over_http(tmp_path) as life:
        one, other = await life.linked("M16"), await life.linked("M34")
        one.skip()
        other.skip()
        sent = [number % 3 == 0 for number in range(20)]
        for is_voice in sent:
            if is_voice:
                one.send_voice()
            else:
                one.send_sticker()
        other.send_voice()
        assert "giọng nói" in (await other.next(within=3)).text or "nghe" in other.last.text
        heard = [("nghe" in bubble.text) for bubble in await one.next_messages(20)]
        assert heard == sent


def test_7_answers_sent_in_one_breath_fall_where_they_belong(world: World) -> None:
    """The second came before its question: it is a correction to be confirmed, never the next answer."""
    member = world.phone("M16")
    member.says("/baocao 2026Q1")
    first = member.bubbles[-1].id
    member.says("3")
    member.says("4", after=timedelta(milliseconds=200), message_id=str(int(first) + 1))
    assert "4" in member.sees
    member.chooses("Không")
    assert "đang làm dở" in member.sees


# 8 No way back, no way to change one answer


def test_8_from_the_summary_any_answer_is_two_taps_away_and_back(world: World) -> None:
    member = world.phone("M10")
    register_two_items(member)
    _to_the_summary(member)
    opened = 0
    for number in (1, 2):
        member.chooses(f"Sửa việc {number}")
        lines = [choice for choice in member.choices if ":" in choice]
        assert len(lines) >= 5
        for line in lines:
            member.chooses(line)
            opened += 1
            member.chooses("Giữ câu trả lời này" if "Giữ câu trả lời này" in member.choices else "Quay lại")
            assert "xin đồng chí kiểm tra" in member.sees, line
            member.chooses(f"Sửa việc {number}")
        member.chooses("Quay lại")
    assert opened >= 10


def test_8_every_step_has_a_way_back_and_going_back_loses_nothing(world: World) -> None:
    member = world.phone("M10")
    register_two_items(member)
    _to_the_summary(member)
    whole = member.sees
    steps = 0
    while any(option.label == "Quay lại" for option in member.shown.options):
        member.chooses("Quay lại")
        steps += 1
        assert steps < 40
    assert steps >= 10
    assert "Việc 1/2" in member.sees
    for _ in range(steps):
        member.chooses("Giữ câu trả lời này")
    assert member.sees == whole


def test_8_stopping_asks_once_and_offers_to_keep_the_draft(world: World) -> None:
    member = world.phone("M10")
    register_two_items(member)
    _to_the_summary(member)
    member.says("hủy")
    assert any(choice.startswith("Dừng và giữ") for choice in member.choices)
    member.chooses("Dừng và giữ")
    assert any(choice.startswith("Làm tiếp") for choice in member.choices)
    member.chooses("Làm tiếp")
    assert "xin đồng chí kiểm tra" in member.sees


def _to_the_summary(member: Phone) -> None:
    member.says("/baocao 2026Q1")
    for words in ("300", "0", "Đang thực hiện", "Trồng xong", "Thiếu giống", "xong"):
        member.says(words)
    for words in (
        "11 ngày công",
        "2",
        "Đang thực hiện",
        "Làm đường",
        "xong",
        "Giúp hộ neo đơn",
        "Làm tiếp",
    ):
        member.says(words)
    assert "xin đồng chí kiểm tra" in member.sees, member.sees


# 9 A time-out kills the dialogue, a stray message ends it


@pytest.mark.parametrize("channel", ["telegram", "text"])
@pytest.mark.parametrize("answered", range(7))
@pytest.mark.parametrize("first", ["words", "sticker"])
def test_9_after_forty_days_of_silence_nothing_is_lost_and_nothing_taken_for_an_answer(
    first: str, answered: int, channel: str, world: World
) -> None:
    member = world.phone("M16", channel)
    member.says("/baocao 2026Q1")
    for words in ("3", "0", "Đang thực hiện", "Dự đủ ba buổi", "bỏ qua", "xong")[:answered]:
        member.says(words)
    before = _answers(world)
    world.now += timedelta(days=40)
    for what in ("words", "sticker") if first == "words" else ("sticker", "words"):
        if what == "words":
            member.says("xin chào")
        else:
            member.sends("sticker")
        assert _answers(world) == before
    member.says("/baocao 2026Q1")
    assert f"Câu {answered + 1}/" in member.sees
    assert _answers(world) == before


def _answers(world: World) -> object:
    def read(uow: UnitOfWork) -> object:
        from bot.conversation import drafts

        (draft,) = uow.talk.open_conversations("p:M16")
        return {key: answer.value for key, answer in drafts.from_json(draft.state).answers.items()}

    return world.do(read)


# 17 A long list or a name with "_" never arrives


def _joins(uow: UnitOfWork, number: int) -> None:
    person = Person(f"P{number:03}", f"Nguyễn_Văn <A{number:03}> & *B*", 1980, AudienceGroup.ORDINARY_MEMBER)
    since = date(2025, 7, 1)
    uow.people.add(person)
    uow.people.add_membership(Membership(person.id, "U33", MembershipKind.OFFICIAL, since))
    uow.people.change_standing(StandingPeriod(person.id, Standing.OFFICIAL, since))


async def test_17_a_cell_of_three_hundred_with_odd_names_arrives_page_by_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over HTTP, where every page is parsed as Telegram parses it; what is on a page, tests/handlers/secretary says."""
    monkeypatch.setattr("bot.bootstrap_telegram.TELEGRAM", UNHURRIED)
    async with living_over_http(tmp_path) as life:
        for number in range(300):
            await life.system.store.run(partial(_joins, number=number))
        await life.system.store.run(_owe_again)
        secretary = await life.linked("M13")
        secretary.skip()
        secretary.send("chi bộ")
        shown = await secretary.next()
        secretary.tap(_button(shown, "Chưa nộp")[0], on=shown)
        seen: set[str] = set()
        following: tuple[str, ...] = ("…",)
        while following:
            shown = await secretary.next_change()
            assert utf16_length(shown.text) <= 4096
            whole = shown.text + " ".join(shown.labels)
            seen |= {f"A{n:03}" for n in range(300) if f"Nguyễn_Văn <A{n:03}> & *B*" in whole}
            following = _button(shown, "Trang sau")
            for label in following:
                secretary.tap(label, on=shown)
        assert len(seen) == 300


def _button(shown: Bubble, label: str) -> tuple[str, ...]:
    """By its label or, where labels are too long for buttons, by the number of its line."""
    numbered = re.search(rf"^(\d+)\. {label}", shown.text, re.MULTILINE)
    if numbered:
        return (numbered[1],)
    return tuple(each for each in shown.labels if each.startswith(label))


def _owe_again(uow: UnitOfWork) -> None:
    from core.documents import Document
    from core.usecases.open_period import open_period

    open_period(uow, Document.report(Quarter(2026, 1)))


def test_17_every_screen_of_every_flow_fits_every_messenger(tmp_path: Path) -> None:
    """Whatever was shown in any of the conversations, on both kinds of messenger."""
    for script in (BY_NAME["with every detour"], BY_NAME["returned, resubmitted, accepted"]):
        with living(f"sqlite:///{tmp_path}/{script.name}.db") as world:
            script.hold(world.phone, world)
            for screen in (bubble.screen for phone in world.phones for bubble in phone.bubbles):
                for part in lay_out(screen):
                    assert isinstance(part, Text)
                    assert utf16_length(part.markup) <= 4096
                assert all(utf16_length(part) <= 2000 for part in render(screen, world.words))
                assert all(len(option.data.encode()) <= CALLBACK_BYTES for option in screen.options)
                labels = [option.label for option in screen.options if option.role is Role.CHOICE]
                assert len(labels) == len(set(labels))


# 18 A rejection does not reach the author, or goes to the wrong supervisor


def test_18_after_a_transfer_the_new_secretary_has_the_resubmission_and_the_old_one_no_sight_of_it(
    world: World,
) -> None:
    member, old, new = world.phone("M16"), world.phone("M13"), world.phone("M07")
    member.says("/baocao 2026Q1")
    for words in ("3", "0", "Đang thực hiện", "Dự đủ ba buổi", "bỏ qua", "xong"):
        member.says(words)
    for words in ("300", "0", "Đang thực hiện", "Hai hộ đã ký", "bỏ qua", "xong", "bỏ qua", "bỏ qua"):
        member.says(words)
    member.chooses("Gửi báo cáo")
    old.says("/duyet")
    old.chooses("Chảo Láo San: Báo cáo")
    old.chooses("Bổ sung việc 2")
    old.says("Xin gửi biên bản hiến đất")
    old.chooses("Gửi")
    assert member.sees.startswith("Đề nghị bổ sung: Xin gửi biên bản hiến đất"), (
        "the reason is the first line"
    )
    world.now += timedelta(days=1)
    world.do(partial(_moves, person="M16", to="U32", on=date(2026, 3, 11)))
    member.says("/baocao 2026Q1")
    assert "Xin gửi biên bản hiến đất" in member.sees
    for _ in range(9):
        if "xin đồng chí kiểm tra" in member.sees:
            break
        member.chooses(
            "Giữ câu trả lời này" if "Giữ câu trả lời này" in member.choices else member.choices[0]
        )
    told = len(old.bubbles)
    member.chooses("Gửi báo cáo")
    assert len(old.bubbles) == told, "the old secretary is told nothing any more"
    assert "đang chờ" in new.sees
    old.says("/duyet")
    assert "San" not in "".join(old.choices)
    new.says("/duyet")
    new.chooses("Chảo Láo San: Báo cáo")
    assert "Xin gửi biên bản hiến đất" in new.sees
    new.chooses("Ghi nhận")
    assert "đã ghi nhận" in member.sees


def _moves(uow: UnitOfWork, person: str, to: str, on: date) -> None:
    uow.people.end_membership(person, on - timedelta(days=1))
    uow.people.end_roles(person, on - timedelta(days=1))
    uow.people.add_membership(Membership(person, to, MembershipKind.OFFICIAL, on))
