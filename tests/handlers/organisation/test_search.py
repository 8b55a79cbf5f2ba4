"""/timkiem: from a part of a name to the person's card."""

from tests.handlers.secretary.office import Office


def test_the_only_one_is_shown_at_once(office: Office, channel: str) -> None:
    office.owes()
    phone = office.phone_of("hai", channel)
    phone.says("tìm én")
    assert "Đồng chí Đèo Thị Én" in phone.sees
    assert "Sinh năm 1991" in phone.sees
    assert "Đơn vị A, Đơn vị C" in phone.sees
    assert "Chưa liên kết" in phone.sees
    assert "Báo cáo Quý I/2026: chưa nộp, hạn" in phone.sees


def test_namesakes_are_told_apart_and_a_name_typed_instead_looks_again(office: Office, channel: str) -> None:
    office.joins("h1", "Nguyễn Văn Hùng")
    office.joins("h2", "Trần Văn Hùng", "B")
    phone = office.phone_of("tich", channel)
    phone.says("/timkiem")
    phone.says("hung")
    assert "có 2" in phone.sees
    assert any("Nguyễn Văn Hùng (1975), Đơn vị A" in each for each in phone.choices)
    phone.says("hung, đơn vị b")
    assert "Đồng chí Trần Văn Hùng" in phone.sees


def test_nobody_found_is_said_kindly_and_asked_again(office: Office, channel: str) -> None:
    phone = office.phone_of("hai", channel)
    phone.says("tìm xuân")  # of another cell
    assert "Không tìm thấy ai theo “xuân”" in phone.sees
    phone.says("0912345678")
    assert "gõ tên" in phone.sees
    phone.says("phủ")
    assert "Đồng chí Mùa A Phủ" in phone.sees


def test_where_names_are_kept_off_a_list_names_nobody_and_one_name_is_answered(office: Office) -> None:
    office.set("P", "names_on_telegram", "off")
    for number in range(6):
        office.joins(f"h{number}", f"Nguyễn Văn Hùng {'ABCDEG'[number]}")
    phone = office.phone_of("hai")
    phone.says("tìm hùng")
    assert "không hiện tên" in phone.sees
    assert not any("Nguyễn" in each for each in phone.choices)
    phone.says("hùng d")
    assert "Đồng chí Nguyễn Văn Hùng D" in phone.sees
    assert "Kết quả trong năm" not in phone.choices


def test_a_card_out_of_scope_is_nobodys(office: Office) -> None:
    phone = office.phone_of("hai")
    seen = []
    for person in ("xuan", "nobody"):
        phone.says(f"/timkiem p:{person}")
        seen.append(phone.sees)
    assert seen[0] == seen[1]
    assert "Xuân" not in seen[0]


def test_an_ordinary_member_looks_for_nobody(office: Office, channel: str) -> None:
    phone = office.phone_of("en", channel)
    for words in ("tìm hải", "/timkiem", "/timkiem Hải"):
        phone.says(words)
        assert "Bế Hải" not in phone.sees
    assert "Quản trị" not in phone.choices


def test_the_card_leads_to_typing_in_paper_where_it_is_ones_turn(office: Office, channel: str) -> None:
    office.owes()
    own = office.phone_of("hai", channel)
    own.says("tìm én")
    own.says("báo cáo thay") if channel == "text" else own.chooses("Báo cáo thay (nhập từ bản giấy)")
    assert "Đèo Thị Én" in own.sees
    above = office.phone_of("tich", channel)
    above.says("tìm hai")
    card = above.sees + "".join(above.choices)
    assert "Báo cáo thay" in card  # a secretary's paper is the level above's to type in
    above.says("tìm én")
    assert "Báo cáo thay" not in above.sees + "".join(above.choices)
