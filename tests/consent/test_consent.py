"""Consent for each purpose: asked apart, enforced, taken back, given again, and asked anew when its words change."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.dialogs.consent_texts import TEXTS
from bot.wording import Wording
from core import consent as rules
from core.consent import Consent, Purpose
from core.message import Message
from core.outbox import Kind, Outgoing, Priority
from core.ports import UnitOfWork
from core.talk import Address
from core.usecases.consent import has_agreed, reached_at
from tests.world import Phone, World, living


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    with living(sqlite_url) as alive:
        yield alive


def begun(world: World, channel: str = "telegram") -> Phone:
    phone = Phone(world, channel, "chat-M16")
    phone.says(f"/start {world.codes['M16']}")
    phone.chooses("Đúng")
    return phone


def decisions(world: World, person: str = "M16") -> dict[Purpose, bool]:
    return {
        purpose: each.given for purpose, each in world.do(lambda uow: uow.consents.current(person)).items()
    }


def notice(world: World, phone: Phone, key: str) -> None:
    """Something unasked waits for M16 at this phone."""

    def queue(uow: UnitOfWork) -> None:
        row = uow.talk.line(phone.address).row
        payload = phone.bubbles[-1].screen.to_json()
        wanted = f"to M16@{row}"
        uow.outbox.queue(
            [Outgoing(row, payload, Kind.NOTICE, Priority.NOTICE, key, person="M16", wanted=wanted)],
            None,
            world.now,
        )

    world.do(queue)


def test_a_draft_is_offered_again_with_the_consent_and_not_without(world: World) -> None:
    phone = world.phone("M16")
    phone.says("/baocao")
    phone.says("2")
    phone.says("/rutdongy")
    phone.taps(phone.choices[0])
    phone.taps(phone.choices[0])
    assert not any("Làm tiếp" in option.label for option in phone.shown.options)
    phone.taps("Đồng ý lại")
    phone.taps("Đồng ý")
    phone.taps("Làm tiếp: Báo cáo")
    assert "Câu 2/" in phone.sees


class TestFirstContact:
    def test_each_purpose_is_asked_apart_by_two_equal_buttons(self, world: World) -> None:
        phone = begun(world)
        assert "nước ngoài" not in phone.sees
        assert phone.choices == ["Đồng ý", "Không đồng ý"]
        phone.chooses("Đồng ý")
        assert "Telegram lưu tin nhắn trên máy chủ ở nước ngoài" in phone.sees
        assert phone.choices == ["Đồng ý", "Không đồng ý"]
        assert decisions(world) == {}
        phone.chooses("Đồng ý")
        assert "Đã liên kết" in phone.sees
        assert decisions(world) == {Purpose.PROCESSING: True, Purpose.TELEGRAM: True}

    def test_it_is_kept_when_by_which_message_and_under_which_words(self, world: World) -> None:
        phone = begun(world)
        phone.agrees()
        kept = world.do(lambda uow: uow.consents.current("M16"))[Purpose.TELEGRAM]
        assert (kept.text_version, kept.channel, kept.message_id) == (
            rules.CURRENT[Purpose.TELEGRAM],
            "telegram",
            phone.said[-1].message_id,
        )
        assert kept.at == phone.said[-1].received_at

    def test_in_plain_text_telegram_is_not_spoken_of(self, world: World) -> None:
        phone = begun(world, "text")
        phone.chooses("Đồng ý")
        assert "Đã liên kết" in phone.sees
        assert "nước ngoài" not in phone.everything
        assert decisions(world) == {Purpose.PROCESSING: True}

    def test_without_the_yes_to_servers_abroad_nothing_is_linked_and_the_code_works_on_zalo(
        self, world: World
    ) -> None:
        phone = begun(world)
        phone.chooses("Đồng ý")
        phone.chooses("Không đồng ý")
        assert "Mã này vẫn dùng được trên Zalo" in phone.sees
        assert world.do(lambda uow: uow.talk.addresses_of("M16")) == []
        zalo = begun(world, "text")
        zalo.chooses("Đồng ý")
        assert "Đã liên kết" in zalo.sees

    def test_refused_at_once_nothing_else_is_asked(self, world: World) -> None:
        phone = begun(world)
        phone.chooses("Không đồng ý")
        assert "Hệ thống không lưu gì" in phone.sees
        assert decisions(world) == {Purpose.PROCESSING: False}

    def test_a_commendation_is_never_asked_about_there(self, world: World) -> None:
        phone = world.phone("M16")
        assert "iểu dương" not in phone.everything
        assert not world.do(lambda uow: has_agreed(uow, "M16", Purpose.COMMENDATION))


class TestWithdrawn:
    @pytest.mark.parametrize("words", ["rút đồng ý", "rut dong y", "/rutdongy"])
    def test_what_waits_to_be_sent_never_leaves(self, world: World, words: str) -> None:
        phone = world.phone("M16")
        phone.says(words)
        phone.chooses("Lưu thông tin của tôi")
        notice(world, phone, "unasked")
        phone.chooses("Rút đồng ý")
        assert "Đã rút đồng ý" in phone.everything
        state = world.do(lambda uow: uow.outbox.standing("unasked"))
        assert state is not None
        assert not state.unsent
        assert not any("unasked" in bubble.id for bubble in phone.bubbles)

    def test_nothing_sent_afterwards_is_kept_and_one_page_answers_everything(self, world: World) -> None:
        phone = world.phone("M16")
        phone.says("báo cáo quý 1")
        withdraw(phone, "Lưu thông tin của tôi")
        for words in ("/baocao", "17", "báo cáo quý 1", "ghi thêm", "/tieptuc 1", "menu"):
            phone.says(words)
            assert "chưa đồng ý lưu thông tin" in phone.sees
            assert "Báo cáo" not in phone.sees
        phone.sends_photo("p1")
        drafts = world.do(lambda uow: uow.talk.open_conversations("p:M16"))
        assert {draft.dialog for draft in drafts} == {"baocao"}
        assert b"17" not in drafts[0].state

    def test_given_again_the_draft_goes_on(self, world: World) -> None:
        phone = world.phone("M16")
        phone.says("báo cáo quý 1")
        withdraw(phone, "Lưu thông tin của tôi")
        phone.chooses("Đồng ý lại")
        phone.chooses("Đồng ý")
        assert "Đã ghi: đồng chí đồng ý" in phone.sees
        phone.says("báo cáo quý 1")
        assert "đã làm xong bao nhiêu" in phone.sees

    def test_of_telegram_alone_zalo_stays(self, world: World) -> None:
        zalo, telegram = world.phone("M16", "text"), Phone(world, "telegram", "second-M16")
        code = world.do(lambda uow: new_code(world, uow))
        telegram.says(f"/start {code}")
        telegram.chooses("Đúng")
        telegram.agrees()
        withdraw(telegram, "Dùng Telegram")
        telegram.says("/baocao")
        assert "Zalo" in telegram.sees
        assert "chưa đồng ý dùng Telegram" in telegram.sees
        zalo.says("/baocao")
        assert "quý" in zalo.sees.lower()
        reached = world.do(lambda uow: reached_at(uow, "M16"))
        assert reached == [world.do(lambda uow: uow.talk.line(zalo.address).row)]

    def test_own_data_stays_within_reach(self, world: World) -> None:
        phone = world.phone("M16")
        withdraw(phone, "Lưu thông tin của tôi")
        phone.says("xin chào")
        assert "Dữ liệu của tôi" in phone.choices

    def test_left_as_it_is(self, world: World) -> None:
        phone = world.phone("M16")
        phone.says("rút đồng ý")
        phone.chooses("Lưu thông tin của tôi")
        phone.chooses("Giữ như cũ")
        assert decisions(world) == {Purpose.PROCESSING: True, Purpose.TELEGRAM: True}


def withdraw(phone: Phone, what: str) -> None:
    phone.says("rút đồng ý")
    phone.chooses(what)
    phone.chooses("Rút đồng ý")


def new_code(world: World, uow: UnitOfWork) -> str:
    from core.usecases.new_link_code import issue_code

    return issue_code(uow, "M16", "test", world.now, world.dice)


class TestWords:
    def test_other_words_are_asked_about_before_anything_else(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        phone = world.phone("M16")
        newer = {**rules.CURRENT, Purpose.PROCESSING: "2027-01"}
        monkeypatch.setattr(rules, "CURRENT", newer)
        phone.says("/baocao")
        assert "có thay đổi" in phone.sees
        assert world.do(lambda uow: has_agreed(uow, "M16")), "a reminder is still right meanwhile"

    def test_who_agreed_under_one_tap_for_both_is_asked_anew(self, world: World) -> None:
        def settle(uow: UnitOfWork) -> None:
            line = uow.talk.line(Address("telegram", "bot", "old-M16"))
            for purpose in (Purpose.PROCESSING, Purpose.TELEGRAM):
                uow.consents.record(Consent("M16", purpose, "2026-11", True, world.now, "telegram", "1"))  # noqa: FBT003
            uow.talk.link(line, "M16", world.now)

        world.do(settle)
        phone = Phone(world, "telegram", "old-M16")
        world.now += timedelta(days=1)
        phone.says("/baocao")
        phone.chooses("Xem và trả lời")
        phone.chooses("Đồng ý")
        phone.chooses("Xem và trả lời")
        assert "nước ngoài" in phone.sees
        phone.chooses("Đồng ý")
        assert "Danh mục" in phone.sees

    def test_the_words_of_a_version_never_change(self) -> None:
        """A failure here means: give the changed words a new version in core/consent.py, and keep the old ones."""
        words = Wording(strict=True)

        def read(text: Message | str) -> str:
            return text if isinstance(text, str) else words.text(text)

        marks = {}
        for purpose, versions in TEXTS.items():
            for version, lines in versions.items():
                text = "\n".join(read(line.words) for line in lines)
                marks[f"{purpose} {version}"] = hashlib.sha256(text.encode()).hexdigest()[:8]
        assert marks == KNOWN


KNOWN = {
    "processing 2026-11": "d56a707f",
    "processing 2026-11-b": "acbe1ae5",
    "telegram 2026-11": "a03a5dd3",
    "telegram 2026-11-b": "e4edb5c0",
    "commendation 2026-11-b": "4defd42b",
}
