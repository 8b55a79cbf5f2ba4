"""The desk: counts with their formula, lists in the order of given names, one message edited in place."""

from datetime import timedelta
from functools import partial

import pytest

from bot.screen import CALLBACK_BYTES
from core.people import RoleKind, Standing
from core.ports import UnitOfWork
from core.text.names import sort_key
from core.units import Unit, UnitType
from tests.core.field import START, at
from tests.handlers.secretary.office import Office, w
from tests.world import Phone


def add_unit(unit: Unit, uow: UnitOfWork) -> None:
    uow.units.add(unit)


@pytest.fixture
def secretary(office: Office) -> Phone:
    """The desk of cell A: four owe, one is exempt, one has handed in."""
    office.joins("old", "Lò Thị Inh", standing=Standing.EXEMPT)
    office.owes()
    office.pledges("en")
    office.reports("en", "4", "2")
    phone = office.phone_of("hai")
    phone.says("/chibo")
    return phone


def test_counts_come_with_denominator_and_formula(secretary: Phone) -> None:
    assert w("Handed in: {done} of {obliged}, {percent}", done=1, obliged=4, percent="25 %") in secretary.sees
    left = (w("{reason} {count}", reason=w("exempt from party life"), count=1),)
    formula = "{obliged} = {listed} on the list less {left} not counted ({reasons})."
    assert w(formula, obliged=4, listed=5, left=1, reasons=left[0]) in secretary.sees
    assert w("Not yet handed in, still in time: {count}", count=3) in secretary.sees


def test_everything_is_one_message_edited_in_place(secretary: Phone) -> None:
    message = secretary.bubbles[-1].id
    secretary.taps(w("Not yet handed in"))
    secretary.taps(w("Back to the counts"))
    secretary.taps(w("Handed in"))
    secretary.taps(secretary.choices[0])
    secretary.taps("Đọc báo cáo")
    assert "4/16 nhà" in secretary.sees
    secretary.taps(w("Back to the comrade's year"))
    assert {bubble.id for bubble in secretary.bubbles} == {message}


def test_a_list_stands_in_the_order_of_given_names_and_tells_namesakes_apart(
    office: Office, secretary: Phone
) -> None:
    for number, name in enumerate(("Lò Văn Đức", "Vì Văn Dũng", "Lò Thị Ánh", "Bế Hải", "Mùa Thị Phủ")):
        office.joins(f"x{number}", name)
    office.owes()
    secretary.taps(w("Not yet handed in"))
    names = [choice for choice in secretary.choices if choice != w("Back to the counts")]
    bare = [name.split(" (")[0].split(":")[0] for name in names]
    assert bare == sorted(bare, key=sort_key)
    assert [name.split(":")[0] for name in names if "Hải" in name] == ["Bế Hải (1966)", "Bế Hải (1975)"]
    assert "Lò Thị Ánh" in bare


def test_what_is_overdue_is_apart_from_what_is_still_in_time(office: Office, secretary: Phone) -> None:
    office.now = at(1, 4)
    secretary.says("chi bo quy 1")
    assert w("⏰ Overdue: {count}", count=3) in secretary.sees
    assert w("{list} ({count})", list=w("Overdue"), count=3) in secretary.choices
    assert not any(choice.startswith(w("Not yet handed in")) for choice in secretary.choices)


def test_what_was_returned_is_counted_and_listed_by_itself(office: Office, secretary: Phone) -> None:
    reviewer = office.phone_of("phu")
    reviewer.says("/duyet")
    reviewer.taps(reviewer.choices[0])
    reviewer.taps(w("Return item {number}", number=1))
    reviewer.taps(w("The figure needs checking."))
    reviewer.taps(w("Send"))
    secretary.says("/chibo")
    assert w("Of these returned and not here again yet: {count}", count=1) in secretary.sees
    secretary.taps(w("Returned for additions"))
    assert secretary.choices[0] == w("{name}: cannot be reached here", name="Đèo Thị Én")
    office.phone_of("en")
    secretary.says("/chibo l:A:2026Q1:r:1")
    assert secretary.choices[0] == w("{name}: {state}", name="Đèo Thị Én", state=w("returned for additions"))


@pytest.mark.parametrize("people", [23, 300])
def test_a_large_cell_is_paged_by_ten_within_every_limit(office: Office, people: int) -> None:
    for number in range(people):
        office.joins(f"{number:032x}", f"Nguyễn_Văn <A{number}> & *B*")
    office.owes()
    phone = office.phone_of("hai")
    phone.says("/chibo")
    phone.taps(w("Not yet handed in"))
    named, pages = 0, 0
    while True:
        pages += 1
        named += sum("<A" in choice for choice in phone.choices)
        assert len(phone.choices) <= 13
        assert all(len(option.data.encode()) <= CALLBACK_BYTES for option in phone.shown.options)
        following = [choice for choice in phone.choices if choice.startswith("Trang sau")]
        if not following:
            break
        phone.taps(following[0])
    assert named == people
    assert pages == -(-(people + 4) // 10)


def test_a_button_of_an_older_page_still_opens_it(secretary: Phone) -> None:
    secretary.says("/menu")
    secretary.taps(w("Not yet handed in"), secretary.bubbles[0])
    assert w("Back to the counts") in secretary.choices


def test_names_stay_off_this_messenger_unless_the_unit_allows_them(office: Office, secretary: Phone) -> None:
    office.set("A", "names_on_telegram", "off")
    secretary.says("/chibo")
    assert w("Handed in: {done} of {obliged}, {percent}", done=1, obliged=4, percent="25 %") in secretary.sees
    assert "nước ngoài" in secretary.sees
    assert not any(choice.startswith(w("Handed in")) for choice in secretary.choices)
    for argument in ("p:en:2026", "l:A:2026Q1:h:1"):
        secretary.says(f"/chibo {argument}")
        assert "Én" not in secretary.sees + "".join(secretary.choices)
    elsewhere = office.phone_of("hai", "text")
    elsewhere.says("chi bộ")
    elsewhere.chooses(w("Handed in"))
    assert "Đèo Thị Én" in elsewhere.sees


# a person


def test_a_person_shows_what_is_there_what_is_missing_and_since_when(
    office: Office, secretary: Phone
) -> None:
    office.now = at(1, 4)
    secretary.says("/chibo p:an:2026")
    assert "Quàng Ẩn (1955)" in secretary.sees
    assert "20/03/2026" in secretary.sees
    assert "⏰" in secretary.sees
    secretary.says("/chibo p:old:2026")
    assert w("Exempt from party life; owes nothing") in secretary.sees
    assert w("exempt from party life") in secretary.sees


def test_who_can_be_written_to_is_not_listed_as_out_of_reach(office: Office, secretary: Phone) -> None:
    out_of_reach = w("The system cannot write to this comrade now. Please pass word on in person.")
    secretary.says("/chibo p:en:2026")
    assert out_of_reach in secretary.sees
    office.phone_of("en")
    secretary.says("/chibo p:en:2026")
    assert out_of_reach not in secretary.sees


def test_from_the_desk_to_the_decision(office: Office, secretary: Phone) -> None:
    secretary.taps(w("Handed in"))
    secretary.taps("Đèo Thị Én")
    secretary.taps("Đọc báo cáo")
    secretary.taps(w("Look at it"))
    secretary.taps(w("Accept"))
    office.now += timedelta(minutes=1)
    secretary.says("/chibo")
    secretary.taps(w("Handed in"))
    assert w("accepted") in secretary.choices[0]


def test_a_committee_member_sees_who_has_handed_in_and_not_what(office: Office, secretary: Phone) -> None:
    assert secretary.bubbles
    office.do(lambda uow: uow.people.add_role("an", "A", RoleKind.CELL_COMMITTEE_MEMBER.value, START))
    phone = office.phone_of("an")
    phone.says("/chibo")
    phone.taps(w("Handed in"))
    phone.taps("Đèo Thị Én")
    assert w("waits to be looked at") in phone.sees
    assert not any(choice.startswith("Đọc") for choice in phone.choices)


# levels above


def test_a_level_above_drills_down_by_buttons_and_comes_back(office: Office, secretary: Phone) -> None:
    assert secretary.bubbles
    phone = office.phone_of("pa")
    phone.says("/chibo")
    assert "Đơn vị P" in phone.sees
    phone.taps("Đơn vị C")
    phone.taps("Đơn vị A")
    phone.taps(w("Handed in"))
    phone.taps("Đèo Thị Én")
    assert "Đèo Thị Én" in phone.sees
    phone.taps(w("Back to the counts"))
    phone.taps("Lên cấp trên")
    assert "Đơn vị C" in phone.sees


def test_many_units_below_are_paged(office: Office) -> None:
    for number in range(23):
        cell = Unit(
            f"x{number}", f"Chi bộ {number:02}", UnitType.GRASSROOTS_CELL, "C", f"/P/C/x{number}/", START
        )
        office.do(partial(add_unit, cell))
    phone = office.phone_of("tich")
    phone.says("/chibo u:C:2026Q1")
    seen = {choice for choice in phone.choices if ": 0/0" in choice}
    for _ in range(2):
        phone.taps("Trang sau")
        seen |= {choice for choice in phone.choices if ": 0/0" in choice}
    assert len(seen) == 25
    phone.says("/chibo u:C:2026Q1:9")
    assert "Trang sau (2/3)" in phone.choices


def test_who_holds_two_offices_chooses_the_unit(office: Office) -> None:
    office.do(lambda uow: uow.people.add_role("hai", "C", RoleKind.DEPUTY_SECRETARY.value, START))
    office.owes()
    phone = office.phone_of("hai")
    phone.says("/chibo")
    assert phone.choices == ["Đơn vị C", "Đơn vị A"]


def test_an_administrator_sees_counts_and_no_names(office: Office, secretary: Phone) -> None:
    assert secretary.bubbles
    office.field.consent("sa")
    phone = office.phone_of("sa")
    phone.says("/chibo u:A:2026Q1")
    assert w("Your role sees counts here, no names.") in phone.sees
    phone.says("/chibo p:en:2026")
    assert "Én" not in phone.sees


def test_nothing_owed_yet_shows_the_quarter_before(office: Office) -> None:
    office.owes()
    office.now = at(2, 4)
    phone = office.phone_of("hai")
    phone.says("/chibo")
    assert "Quý I/2026" in phone.sees
    assert "⏰" in phone.sees


def test_the_pledges_of_the_year_have_their_desk(secretary: Phone) -> None:
    secretary.taps(w("Pledge for {year}", year=2026))
    assert w("Nobody has to hand it in here.") in secretary.sees


# who may not


@pytest.mark.parametrize("who", ["en", "to", "ut"])
@pytest.mark.parametrize("argument", ["", "u:A:2026Q1", "l:A:2026Q1:h:1", "p:en:2026", "p:hai:2026"])
def test_outside_the_office_there_is_no_desk(
    office: Office, secretary: Phone, who: str, argument: str
) -> None:
    assert secretary.bubbles
    phone = office.phone_of(who)
    phone.says(f"/chibo {argument}")
    assert "Đèo Thị Én" not in phone.sees + "".join(phone.choices)
    assert "25 %" not in phone.sees


@pytest.mark.parametrize(
    "argument",
    [
        "u:",
        "u:A",
        "u:none:2026Q1",
        "u:A:2026Q9",
        "u:A:20266",
        "u:A:2026Q1:-1",
        "u:A:2026Q1:٣",
        "u:A:2026Q1:99999999999999999999",
        "l:A:2026Q1:z:1",
        "l:A:2026Q1:h:999",
        "p::2026",
        "p:en:abcd",
        "p:en:0",
        "r:none:1",
        "d:none:1",
        "a:none:1",
        "x:none",
        "x:",
        ":::::",
        "quý 9",
        "' or 1=1 --",
        "q" * 4000,
    ],
)
def test_forged_pages_are_answered_kindly(secretary: Phone, argument: str) -> None:
    shown = len(secretary.bubbles)
    secretary.says(f"/chibo {argument}")
    assert len(secretary.bubbles) == shown + 1
    assert secretary.choices
