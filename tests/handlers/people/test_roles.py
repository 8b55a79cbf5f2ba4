"""/phanquyen: who gives which office where; one secretary at a time; never the last administrator."""

import pytest

from core.people import RoleKind
from tests.core.field import at
from tests.handlers.people.cast import phones
from tests.handlers.secretary.office import Office, w
from tests.world import Phone

RECORD = w("Record it")


def in_unit(phone: Phone, unit: str) -> None:
    """By its name, which chooses it at once where it is on the screen."""
    phone.says(unit)
    if phone.choices and unit in phone.choices[0]:
        phone.taps(phone.choices[0])


def gives(phone: Phone, person: str, unit: str, role: str, *answers: str) -> None:
    phone.says(f"/phanquyen {person}")
    phone.taps(w("Give an office"))
    in_unit(phone, unit)
    phone.taps(w(role))
    for answer in answers:
        phone.says(answer)


def ends(phone: Phone, person: str, office: str) -> None:
    phone.says(f"/phanquyen {person}")
    phone.taps(next(each for each in phone.choices if office in each))
    phone.says("hôm nay")
    phone.taps(RECORD)


def kinds(office: Office, person: str) -> set[RoleKind]:
    return {role.kind for role in office.field.speaker(person, office.now).roles} - {RoleKind.MEMBER}


def test_an_office_is_given_and_the_comrade_is_told(office: Office) -> None:
    staff, own = phones(office, "pa", "en")
    gives(staff, "en", "Đơn vị B", "secretary", "hôm nay", "bỏ qua")
    staff.taps(RECORD)
    assert kinds(office, "en") == {RoleKind.SECRETARY}
    assert "vai trò bí thư tại Đơn vị B từ 10/03/2026" in own.sees


def test_a_second_secretary_is_refused_with_a_way_out(office: Office) -> None:
    staff, old, new = phones(office, "pa", "hai", "en")
    gives(staff, "en", "Đơn vị A", "secretary", "1/4", "bỏ qua")
    assert "Bế Hải" in staff.sees
    staff.taps(w("That office ends on {day}", day=at(31, 3).date()))
    staff.taps(RECORD)
    assert kinds(office, "hai") == {RoleKind.SECRETARY}
    assert "Bế Hải" in old.sees
    assert "Bế Hải" in new.sees
    office.now = at(1, 4)
    assert kinds(office, "hai") == set()
    assert kinds(office, "en") == {RoleKind.SECRETARY}
    office.now = at(31, 3)
    staff.says("/viecvualam en")
    staff.taps(staff.choices[0])
    staff.taps(w("Take it back"))
    office.now = at(1, 4)
    assert kinds(office, "hai") == {RoleKind.SECRETARY}
    assert kinds(office, "en") == set()


def test_the_way_out_may_be_left(office: Office) -> None:
    (staff,) = phones(office, "pa")
    gives(staff, "en", "Đơn vị A", "secretary", "hôm nay", "bỏ qua")
    staff.taps(w("No, leave it"))
    assert kinds(office, "en") == set()
    assert w("Nothing was changed.") in staff.sees


def test_a_survey_team_has_its_last_day(office: Office) -> None:
    (staff,) = phones(office, "pa")
    gives(staff, "en", "Đơn vị D", "member of a survey team", "hôm nay", "bỏ qua")
    assert RECORD not in staff.choices
    staff.says("30/4")
    staff.taps(RECORD)
    assert kinds(office, "en") == {RoleKind.SURVEYOR}
    office.now = at(1, 5)
    assert kinds(office, "en") == set()


def test_an_office_ends_and_its_holder_is_told(office: Office) -> None:
    staff, own = phones(office, "pa", "phu")
    ends(staff, "phu", w("deputy secretary"))
    assert kinds(office, "phu") == set()
    assert w("deputy secretary") in own.sees


def test_nobody_ends_the_last_administrator(office: Office) -> None:
    staff, admin = phones(office, "pa", "sa")
    office.do(
        lambda uow: uow.people.add_role(
            "ngan", "P", RoleKind.ADMINISTRATOR.value, at(1, 1).date(), at(1, 5).date()
        )
    )
    second = office.phone_of("ngan")
    ends(second, "sa", w("administrator"))
    assert RoleKind.ADMINISTRATOR in kinds(office, "sa"), "the other one's office has an end"
    second.taps(w("No, leave it"))
    gives(admin, "pa", "Đơn vị P", "administrator", "hôm nay", "bỏ qua")
    admin.taps(RECORD)
    ends(second, "sa", w("administrator"))
    assert RoleKind.ADMINISTRATOR not in kinds(office, "sa")
    assert staff.bubbles


@pytest.mark.parametrize(
    ("who", "person", "offered"),
    [
        (
            "pa",
            "en",
            {
                "secretary",
                "deputy secretary",
                "member of the cell's committee",
                "staff",
                "member of a survey team",
            },
        ),
        ("hai", "en", {"member of the cell's committee"}),
        ("phu", "en", set()),
        ("tich", "en", set()),
        ("to", "en", set()),
        ("en", "an", set()),
        ("pa", "pa", set()),
        ("sa", "sa", set()),
    ],
)
def test_what_may_be_given_in_the_cell(office: Office, who: str, person: str, offered: set[str]) -> None:
    (phone,) = phones(office, who)
    phone.says(f"/phanquyen {person}")
    if w("Give an office") in phone.choices:
        phone.taps(w("Give an office"))
        in_unit(phone, "Đơn vị A")
    assert {each for each in phone.choices if each in {w(kind) for kind in _ALL}} == {
        w(each) for each in offered
    }


_ALL = {
    "secretary",
    "deputy secretary",
    "member of the cell's committee",
    "staff",
    "member of a survey team",
    "auditor",
    "administrator",
}
