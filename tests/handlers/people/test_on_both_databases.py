"""The whole way of each command, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest

from core.life import Life
from core.people import RoleKind, Standing
from tests.handlers.people.cast import agree, phones
from tests.handlers.secretary.office import Office, office_at, w


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with office_at(database_url) as made:
        agree(made)
        yield made


def test_a_day_of_a_member_of_staff(office: Office) -> None:
    office.pledges("en")
    office.owes()
    office.reports("en", "4", "2")
    staff, secretary, deputy = phones(office, "pa", "hai", "phu")
    staff.says("/chuyensinhhoat en")
    staff.taps(w("Transfer to another cell"))
    staff.says("Đơn vị E")
    staff.taps(staff.choices[0])
    staff.taps(staff.choices[0])
    staff.taps(w("No, still on the way"))
    staff.taps(w("Record it"))
    secretary.says("/chuyensinhhoat")
    assert "Đèo Thị Én" in secretary.sees
    staff.says("/viecvualam en")
    staff.taps(staff.choices[0])
    staff.taps(w("Take it back"))
    secretary.says("/miensinhhoat an")
    secretary.taps(w("Exempt from party work and party life"))
    for answer in ("1", "hôm nay", "bỏ qua", "1"):
        secretary.says(answer)
    secretary.says("/uyquyen")
    secretary.taps(secretary.choices[0])
    for answer in ("hôm nay", "20/3", "1"):
        secretary.says(answer)
    deputy.says("/duyet")
    deputy.taps(next(each for each in deputy.choices if "Én" in each))
    assert w("You stand in for comrade {name} here.", name="Bế Hải") in deputy.sees
    staff.says("/phanquyen xuan")
    staff.taps(w("Give an office"))
    staff.says("Đơn vị B")
    staff.taps(staff.choices[0])
    staff.taps(w("secretary"))
    for answer in ("hôm nay", "bỏ qua", "1"):
        staff.says(answer)
    staff.says("/chuyensinhhoat phu")
    staff.taps(w("Passed away"))
    staff.says("hôm nay")
    staff.taps(w("Record it"))
    today = office.now.date()
    assert office.do(lambda uow: uow.people.resident("phu", today)) is None
    exempt = office.do(lambda uow: uow.people.resident("an", today))
    assert exempt is not None
    assert exempt.standing is Standing.EXEMPT
    assert [each[0] for each in office.do(lambda uow: uow.lives.holders("B", RoleKind.SECRETARY))] == ["xuan"]
    office.now = office.now.replace(hour=3)
    office.deliver()
    deputy.says("/duyet")
    assert "Én" not in deputy.sees


def test_what_a_death_recorded_in_error_had_cut_is_joined_again(office: Office) -> None:
    staff, own = phones(office, "pa", "en")
    own.says("/menu")
    staff.says("/chuyensinhhoat en")
    staff.taps(w("Passed away"))
    staff.says("hôm nay")
    staff.taps(w("Record it"))
    line = office.do(lambda uow: uow.talk.line(own.address))
    assert (line.speaker, office.do(lambda uow: uow.talk.addresses_of("en"))) == (None, [])
    staff.taps(w("Take it back"))
    staff.taps(w("Take it back"))
    line = office.do(lambda uow: uow.talk.line(own.address))
    assert (line.speaker, office.do(lambda uow: uow.talk.addresses_of("en"))) == ("en", [line.row])
    assert [each.standing for each in _life(office, "en").standings] == [Standing.OFFICIAL]


def _life(office: Office, person: str) -> Life:
    found = office.do(lambda uow: uow.lives.get(person))
    assert found is not None
    return found
