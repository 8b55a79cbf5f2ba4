"""A leader's plan is read by whom it was made public to; a comrade's pledge in its cell; comments, and answers."""

from dataclasses import replace

from core.history import Deed
from core.pledge import PledgeState
from core.ports import UnitOfWork
from core.publication import PublicationForm
from tests.handlers.secretary.office import Office, w
from tests.world import Phone


def make_public(phone: Phone, pledge: str, unit: str = "") -> None:
    phone.says(f"/congkhai p:{pledge}:1")
    phone.taps(w("Make it public"))
    if unit:
        phone.taps(unit)
    phone.taps(w("Read out at a meeting"))
    phone.says("4/3")
    phone.says("Nhà văn hóa thôn")
    phone.taps(w("Make it public"))


def state(office: Office, pledge: str) -> PledgeState:
    found = office.do(lambda uow: uow.pledges.get(pledge))
    assert found is not None
    return found.state


def test_a_leaders_plan_is_found_and_read_in_the_unit_where_he_leads(office: Office) -> None:
    pledge = office.pledges("hai")
    author, comrade, neighbour = office.phone_of("hai"), office.phone_of("en"), office.phone_of("xuan")
    make_public(author, pledge)
    kept = office.do(lambda uow: uow.publications.get(pledge))
    assert kept is not None
    assert (kept.unit, kept.form, kept.place) == ("A", PublicationForm.MEETING, "Nhà văn hóa thôn")
    assert state(office, pledge) is PledgeState.PUBLISHED
    comrade.says("/congkhai")
    comrade.taps(w("Plans made public"))
    comrade.taps("Bế Hải")
    assert "Xóa nhà tạm" in comrade.sees
    neighbour.says(f"/congkhai p:{pledge}:1")
    assert w("This is outside what you look after.") in neighbour.sees


def test_a_commune_secretarys_plan_is_public_in_the_commune(office: Office) -> None:
    pledge = office.pledges("tich")
    make_public(office.phone_of("tich"), pledge)
    for person in ("xuan", "en"):
        reader = office.phone_of(person)
        reader.says("/congkhai c:1")
        reader.taps("Lường Văn Tích")
        assert "Xóa nhà tạm" in reader.sees
        assert w("Leave a comment") not in reader.choices
    stranger = office.phone_of("ut")
    stranger.says("/congkhai")
    assert "0" in stranger.sees
    stranger.says(f"/congkhai p:{pledge}:1")
    assert "Xóa nhà tạm" not in stranger.everything


def test_an_amendment_is_not_public_until_it_is_made_so(office: Office) -> None:
    pledge = office.pledges("tich")
    make_public(office.phone_of("tich"), pledge)

    def amend(uow: UnitOfWork) -> None:
        found = uow.pledges.get(pledge)
        assert found is not None
        items = (replace(found.items[0], content="Việc mới chưa công khai"),)
        uow.pledges.save(
            replace(
                found,
                items=items,
                version=2,
                revision=found.revision + 1,
                confirmed_version=2,
                state=PledgeState.CONFIRMED,
            ),
            found.revision,
        )

    office.do(amend)
    reader = office.phone_of("xuan")
    reader.says(f"/congkhai p:{pledge}:1")
    assert "Xóa nhà tạm" in reader.sees
    assert "Việc mới" not in reader.sees


def test_it_is_taken_back_and_the_history_keeps_both(office: Office) -> None:
    pledge = office.pledges("tich")
    author, reader = office.phone_of("tich"), office.phone_of("xuan")
    make_public(author, pledge)
    author.taps(w("Take it back from public view"))
    author.taps(w("Take it back from public view"))
    assert state(office, pledge) is PledgeState.CONFIRMED
    reader.says(f"/congkhai p:{pledge}:1")
    assert w("This is outside what you look after.") in reader.sees
    deeds = office.do(lambda uow: [entry.deed for entry in uow.history.of(pledge)])
    assert deeds == [Deed.PUBLISHED, Deed.UNPUBLISHED]


def test_an_ordinary_members_pledge_stays_in_its_cell(office: Office) -> None:
    pledge = office.pledges("en")
    author = office.phone_of("en")
    author.says(f"/congkhai p:{pledge}:1")
    assert w("Make it public") not in author.choices
    author.says(f"/congkhai x:{pledge}")
    assert "chi bộ" in author.sees
    assert state(office, pledge) is PledgeState.CONFIRMED


def test_what_was_not_confirmed_is_not_made_public_nor_read(office: Office) -> None:
    pledge = office.pledges("hai", state=PledgeState.SUBMITTED)
    author, comrade = office.phone_of("hai"), office.phone_of("en")
    author.says(f"/congkhai x:{pledge}")
    assert w("This is outside what you look after.") in author.sees
    comrade.says(f"/congkhai p:{pledge}:1")
    assert "Xóa nhà tạm" not in comrade.everything


def test_nobody_but_author_and_leaders_makes_it_public(office: Office) -> None:
    pledge = office.pledges("hai")
    for person in ("en", "xuan", "to", "sa"):
        phone = office.phone_of(person)
        phone.says(f"/congkhai x:{pledge}")
        assert w("This is outside what you look after.") in phone.sees, person


def test_a_comrade_comments_and_the_author_answers(office: Office) -> None:
    pledge = office.pledges("en")
    author, comrade = office.phone_of("en"), office.phone_of("an")
    comrade.says("/congkhai o:1")
    comrade.taps("Đèo Thị Én")
    comrade.taps(w("Leave a comment"))
    comrade.says("Nên rủ thêm chi hội phụ nữ")
    comrade.taps(w("Send"))
    assert w("What waits") not in comrade.choices
    assert "Quàng Ẩn" in author.sees
    author.says(f"/congkhai p:{pledge}:1")
    assert "chi hội phụ nữ" in author.sees
    author.taps(w("Answer the comments"))
    author.says("Cảm ơn đồng chí, tôi sẽ mời")
    author.taps(w("Send"))
    comrade.taps(w("Read it"))
    assert "tôi sẽ mời" in comrade.sees
