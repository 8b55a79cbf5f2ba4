"""Getting in by one's own number, and the several places at which one person is reached."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.people import AudienceGroup, Membership, MembershipKind, Person
from core.ports import UnitOfWork
from core.usecases.new_link_code import issue_code
from tests.world import BEGIN, Phone, World, living

NUMBER = "0912345678"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with living(f"sqlite:///{tmp_path}/x.db") as found:
        yield found


def joins(world: World, person: str, name: str, year: int, phone: str = NUMBER) -> None:
    def work(uow: UnitOfWork) -> None:
        home = uow.people.resident("M03", BEGIN.date())
        assert home is not None
        uow.people.add(Person(person, name, year, AudienceGroup.ORDINARY_MEMBER), phone)
        kind = MembershipKind.OFFICIAL
        uow.people.add_membership(Membership(person, home.unit, kind, BEGIN.date().replace(year=2025)))

    world.do(work)


def arrive(phone: Phone) -> None:
    phone.says("/start")
    phone.taps("Dùng số điện thoại")
    assert phone.shown.own_number == "Gửi số điện thoại của tôi"


def test_ones_own_number_and_year_lead_in(world: World) -> None:
    joins(world, "N1", "Lường Thị Bún", 1988)
    phone = world.stranger()
    arrive(phone)
    phone.shares("+84 912345678")
    assert phone.shown.thanks
    assert "sinh năm nào" in phone.sees
    phone.says("năm 1988 ạ")
    assert "Lường Thị Bún (1988)" in phone.sees
    phone.taps("Đúng")
    phone.agrees()
    assert "Đồng chí Bún" in phone.everything or "đồng chí Bún" in phone.everything
    assert "Danh mục" in phone.sees


def test_a_card_out_of_the_blue_begins_the_same(world: World) -> None:
    phone = world.stranger()
    phone.shares("0987000111")
    assert "sinh năm nào" in phone.sees


def test_two_on_one_number_come_in_one_after_the_other(world: World) -> None:
    joins(world, "N1", "Lường Thị Bún", 1960)
    joins(world, "N2", "Cà Văn Ọi", 1958)
    for year, name in ((1958, "Cà Văn Ọi"), (1960, "Lường Thị Bún")):
        phone = world.stranger()
        arrive(phone)
        phone.shares(NUMBER)
        phone.says(str(year))
        assert name in phone.sees
        assert phone.everything.count("Lường") + phone.everything.count("Cà Văn") == 1


def test_nothing_shows_whether_a_number_is_on_the_roster(world: World) -> None:
    joins(world, "N1", "Lường Thị Bún", 1960)
    seen = []
    for number in (NUMBER, "0987000111"):
        phone = world.stranger()
        arrive(phone)
        phone.shares(number)
        phone.says("1971")
        seen.append(phone.everything)
    assert seen[0] == seen[1]
    assert "Chưa tìm được" in seen[0]


def test_another_persons_card_is_refused_kindly_and_proves_nothing(world: World) -> None:
    joins(world, "N1", "Lường Thị Bún", 1960)
    phone = world.stranger()
    arrive(phone)
    phone.shares(NUMBER, own=False)
    assert "không phải số của chính đồng chí" in phone.sees
    phone.says("1960")
    assert "Lường" not in phone.everything


def test_a_typed_number_is_no_proof_and_a_code_is_taken_instead(world: World) -> None:
    joins(world, "N1", "Lường Thị Bún", 1960)
    phone = world.stranger()
    arrive(phone)
    phone.says(NUMBER)
    assert "không kiểm tra được" in phone.sees
    phone.says(world.codes["M03"])
    assert "Đồng chí" in phone.sees
    assert phone.shown.thanks


@pytest.mark.parametrize("number", ["123", "+1 202 555 0100", "chữ"])
def test_a_number_that_is_none_of_ours_is_met_kindly(world: World, number: str) -> None:
    phone = world.stranger()
    phone.shares(number)
    assert "mã" in phone.sees


def test_where_no_number_can_be_handed_over_none_is_asked_for(world: World) -> None:
    phone = world.stranger("text")
    phone.says("xin chào")
    assert phone.choices == ["Tôi có mã"]
    phone.says("/sodienthoai")
    assert "mã" in phone.sees


def test_declining_keeps_nothing(world: World) -> None:
    joins(world, "N1", "Lường Thị Bún", 1988)
    phone = world.stranger()
    arrive(phone)
    phone.shares(NUMBER)
    phone.says("1988")
    phone.taps("Đúng")
    phone.taps("Không đồng ý")
    assert "gửi lại số điện thoại" in phone.sees
    assert world.do(lambda uow: uow.talk.ways_to("N1")) == []


def test_a_code_is_taken_where_the_year_is_asked(world: World) -> None:
    phone = world.stranger()
    arrive(phone)
    phone.shares("0987000111")
    phone.says(world.codes["M03"])
    assert "Nông Văn Cường" in phone.sees


# several places


def second_phone(world: World, person: str, channel: str = "text") -> Phone:
    code = world.do(lambda uow: issue_code(uow, person, "M01", world.now, world.dice))
    phone = Phone(world, channel, f"second-{person}")
    phone.says(f"/start {code}")
    phone.chooses("Đúng")
    phone.agrees()
    return phone


def row_of(world: World, phone: Phone) -> int:
    return world.do(lambda uow: uow.talk.line(phone.address).row)


def preferred(world: World, person: str) -> int:
    return world.do(lambda uow: uow.talk.addresses_of(person)[0])


def test_the_place_for_notices_is_chosen_in_the_chat(world: World) -> None:
    first = world.phone("M03")
    second = second_phone(world, "M03")
    one, two = row_of(world, first), row_of(world, second)
    assert preferred(world, "M03") == two  # the newest, until one is chosen
    first.says("nơi nhận tin")
    assert "Telegram trên máy này" in first.sees
    first.chooses("Nhận tin ở Telegram trên máy này")
    assert "✅" in first.sees
    assert preferred(world, "M03") == one
    second.says("/lienlac")
    second.chooses("Nhận tin ở Máy tính")
    assert preferred(world, "M03") == two


def test_ones_own_address_is_taken_off_after_a_question(world: World) -> None:
    first = world.phone("M03")
    second = second_phone(world, "M03")
    first.says("/lienlac")
    first.chooses("Gỡ Máy tính")
    assert "không nhận tin nữa" in first.sees
    first.chooses("Không")
    assert len(world.do(lambda uow: uow.talk.ways_to("M03"))) == 2
    first.says("/lienlac")
    first.chooses("Gỡ Máy tính")
    first.chooses("Có, gỡ")
    assert "Đã gỡ" in first.sees
    second.says("menu")
    assert "Danh mục" not in second.sees
    first.says("menu")
    assert "Danh mục" in first.sees


def test_the_phone_in_the_hand_can_be_taken_off_too(world: World) -> None:
    phone = world.phone("M03")
    phone.says("/lienlac")
    phone.chooses("Gỡ Telegram trên máy này")
    assert "duy nhất" in phone.sees
    phone.chooses("Có, gỡ")
    assert "Đã gỡ" in phone.sees
    phone.says("/cuatoi")
    assert "Tôi có mã" in phone.choices
    assert "Việc" not in phone.sees


@pytest.mark.parametrize("argument", ["p:1", "u:1", "p:99999999999999999999", "u:x", "p:", "u:", "p:²"])
def test_nobody_touches_anothers_address(world: World, argument: str) -> None:
    other = world.phone("M10")
    phone = world.phone("M03")
    phone.says(f"/lienlac {argument}")
    row = world.do(lambda uow: uow.talk.line(other.address).row)
    phone.says(f"/lienlac u:{row}")
    assert "không còn liên kết" in phone.sees
    assert len(world.do(lambda uow: uow.talk.ways_to("M10"))) == 1
