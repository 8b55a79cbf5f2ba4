"""A pledge before its reviewer: confirmed, sent back with a reason, commented on, amended."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.pledge import Pledge, PledgeItem, PledgeState
from core.pledge_review import amend
from tests.core.field import item, occasion
from tests.handlers.secretary.office import Office, w
from tests.world import Phone


@pytest.fixture
def pledge(office: Office) -> str:
    return office.pledges("en", state=PledgeState.SUBMITTED)


@pytest.fixture
def secretary(office: Office, pledge: str) -> Phone:
    phone = office.phone_of("hai")
    phone.says("/duyet")
    phone.taps(phone.choices[0])
    assert pledge
    return phone


def found(office: Office, pledge: str) -> Pledge:
    stored = office.do(lambda uow: uow.pledges.get(pledge))
    assert stored is not None
    return stored


def amended(office: Office, pledge: str, *items: PledgeItem) -> None:
    before = found(office, pledge)
    office.now += timedelta(minutes=5)
    changed = amend(before, items, 9, occasion(office.now), late=False)
    office.do(lambda uow: uow.pledges.save(changed, before.revision))


def test_it_is_read_in_full_and_confirmed(office: Office, secretary: Phone, pledge: str) -> None:
    author = office.phone_of("en")
    assert "Xóa nhà tạm" in secretary.sees
    assert "16 nhà" in secretary.sees
    secretary.taps(w("Confirm"))
    assert found(office, pledge).state is PledgeState.CONFIRMED
    assert "Bế Hải" in author.sees
    assert "10/03/2026" in author.sees


def test_asking_for_changes_needs_a_reason_that_is_the_first_line(
    office: Office, secretary: Phone, pledge: str
) -> None:
    author = office.phone_of("en")
    secretary.taps(w("Ask for changes"))
    secretary.says("…")
    assert found(office, pledge).state is PledgeState.SUBMITTED
    secretary.taps(w("Please give the day by which it is done."))
    secretary.taps(w("Send"))
    assert found(office, pledge).state is PledgeState.NEEDS_CHANGES
    reason = w("Please give the day by which it is done.")
    assert author.sees.splitlines()[0] == w("To be added: {reason}", reason=reason)
    assert "Xóa nhà tạm" not in author.sees


def test_a_comment_is_kept_with_its_name_and_decides_nothing(
    office: Office, secretary: Phone, pledge: str
) -> None:
    author = office.phone_of("en")
    secretary.taps(w("Leave a comment"))
    secretary.says("Nên phối hợp với Mặt trận xã")
    secretary.taps(w("Send"))
    assert found(office, pledge).state is PledgeState.SUBMITTED
    assert "Bế Hải" in author.sees
    assert "Mặt trận" not in author.sees, "the comment is read on opening"
    secretary.taps(w("Back to the pledge"))
    assert "Nên phối hợp với Mặt trận xã" in secretary.sees
    secretary.taps(w("Confirm"))
    assert found(office, pledge).state is PledgeState.CONFIRMED


def test_an_amendment_shows_the_old_beside_the_new(office: Office, secretary: Phone, pledge: str) -> None:
    secretary.taps(w("Confirm"))
    first, second = found(office, pledge).items
    new = replace(item("3", "hộ", content="Giúp hộ nghèo"), key="e3")
    amended(
        office, pledge, replace(first, target=first.target and first.target + 4, solution="Vận động"), new
    )
    secretary.says("/duyet")
    secretary.taps(secretary.choices[0])
    for words in ("16 nhà", "20 nhà", "Vận động", "Giúp hộ nghèo", w("New in this version"), second.content):
        assert words in secretary.sees
    assert w("Taken out of the pledge:") in secretary.sees
    secretary.taps(w("Confirm"))
    assert found(office, pledge).confirmed_version == 2


def test_an_amendment_that_came_meanwhile_is_not_confirmed_unseen(
    office: Office, secretary: Phone, pledge: str
) -> None:
    first, _ = found(office, pledge).items
    amended(office, pledge, replace(first, content="Xóa nhà dột"))
    secretary.taps(w("Confirm"))
    assert found(office, pledge).state is PledgeState.SUBMITTED
    assert "Xóa nhà dột" in secretary.sees
    secretary.taps(w("Confirm"))
    assert found(office, pledge).state is PledgeState.CONFIRMED


def test_what_came_again_shows_first_why_it_was_sent_back(
    office: Office, secretary: Phone, pledge: str
) -> None:
    secretary.taps(w("Ask for changes"))
    secretary.says("Nêu rõ thời hạn")
    secretary.taps(w("Send"))
    amended(office, pledge, *found(office, pledge).items)
    secretary.says("/duyet")
    assert w("came again") in secretary.choices[0]
    secretary.taps(secretary.choices[0])
    assert w("To be added: {reason}", reason="Nêu rõ thời hạn") in secretary.sees


def test_a_comrade_of_the_cell_may_comment_on_what_was_confirmed_and_no_more(
    office: Office, secretary: Phone, pledge: str
) -> None:
    comrade = office.phone_of("an")
    comrade.says(f"/duyet p:{pledge}")
    assert "Xóa nhà tạm" not in comrade.sees, "it is not confirmed yet"
    secretary.taps(w("Confirm"))
    comrade.says(f"/duyet p:{pledge}")
    assert w("Confirm") not in comrade.choices
    comrade.taps(w("Leave a comment"))
    comrade.says("Tôi xin góp ngày công")
    comrade.taps(w("Send"))
    secretary.says(f"/chibo d:{pledge}:1")
    assert "Tôi xin góp ngày công" in secretary.sees
    assert "Ẩn" in secretary.sees


@pytest.mark.parametrize("who", ["xuan", "to", "ut"])
def test_other_cells_read_nothing(office: Office, secretary: Phone, pledge: str, who: str) -> None:
    secretary.taps(w("Confirm"))
    phone = office.phone_of(who)
    phone.says(f"/duyet p:{pledge}")
    phone.says(f"/chibo d:{pledge}:1")
    assert "Xóa nhà tạm" not in phone.everything


def test_a_secretarys_own_waits_for_the_level_above(office: Office) -> None:
    pledge = office.pledges("hai", state=PledgeState.SUBMITTED)
    own = office.phone_of("hai")
    own.says(f"/duyet p:{pledge}")
    assert w("Confirm") not in own.choices
    above = office.phone_of("ngan")
    above.says("/duyet")
    above.taps("Bế Hải")
    above.taps(w("Confirm"))
    assert found(office, pledge).state is PledgeState.CONFIRMED
