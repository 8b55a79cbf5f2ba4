"""A name typed behind a command finds the comrade; what a button carries is an id."""

import pytest

from tests.handlers.people.cast import phones
from tests.handlers.secretary.office import Office


@pytest.mark.parametrize("command", ["chuyensinhhoat", "miensinhhoat", "phanquyen", "malienket"])
@pytest.mark.parametrize("name", ["Én", "Đèo Thị Én", "deo thi en", "Én 1991", "Phủ"])
def test_who_is_meant_is_found(office: Office, command: str, name: str) -> None:
    (staff,) = phones(office, "pa")
    staff.says(f"/{command} {name}")
    found = "Mùa A Phủ (1988), Đơn vị A" if name == "Phủ" else "Đèo Thị Én (1991), Đơn vị A"
    assert found in staff.choices
    staff.taps(found)
    assert found in staff.sees


@pytest.mark.parametrize("command", ["chuyensinhhoat", "miensinhhoat", "malienket"])
def test_nobody_outside_is_found(office: Office, command: str) -> None:
    (secretary,) = phones(office, "hai")
    for name in ("Khoàng Xuân", "Không Ai Cả"):
        secretary.says(f"/{command} {name}")
        assert secretary.choices == []
        assert "Không tìm thấy ai" in secretary.sees
