"""/donvi: from a unit's page to every change, each with a summary, and back."""

from datetime import date

from core.units import Unit
from tests.handlers.secretary.office import Office

TODAY = date(2026, 3, 10)
LATER = date(2026, 6, 1)


def unit(office: Office, code: str, on: date = TODAY) -> Unit | None:
    return office.do(lambda uow: uow.units.get(code, on))


def home(office: Office, person: str, on: date = LATER) -> str:
    found = office.do(lambda uow: uow.people.resident(person, on))
    assert found is not None
    return found.unit


def test_a_units_page_names_its_people_and_its_figures(office: Office, channel: str) -> None:
    office.owes()
    phone = office.phone_of("tich", channel)
    phone.says("đơn vị")
    assert "Đơn vị C" in phone.sees
    assert "Số người trong danh sách: 8" in phone.sees
    assert "Đồng chí Lường Văn Tích: bí thư" in phone.sees
    assert "Báo cáo Quý I/2026" in phone.sees
    assert "Đã nộp: 0/8" in phone.sees
    assert "Thay đổi đơn vị này" not in phone.choices  # secretaries change no units


def test_where_names_are_kept_off_only_offices_are_counted(office: Office) -> None:
    office.set("P", "names_on_telegram", "off")
    phone = office.phone_of("tich")
    phone.says("/donvi")
    assert "Lường Văn Tích" not in phone.sees
    assert "Số bí thư: 1" in phone.sees


def test_a_new_name_is_given_and_taken_back(office: Office, channel: str) -> None:
    phone = office.phone_of("sa", channel)
    phone.says("/donvi A")
    phone.chooses("Thay đổi đơn vị này")
    phone.chooses("Đổi tên")
    phone.says("1")
    assert "gõ tên đơn vị" in phone.sees
    phone.says("Chi bộ thôn Nà Tông")
    phone.says("hôm nay")
    assert "Chi bộ thôn Nà Tông" in phone.sees
    phone.chooses("Đồng ý")
    named = unit(office, "A")
    assert named is not None
    assert named.name == "Chi bộ thôn Nà Tông"
    assert "đổi tên: Chi bộ thôn Nà Tông" in phone.sees
    phone.chooses("Hoàn tác")
    phone.chooses("Hoàn tác")
    named = unit(office, "A")
    assert named is not None
    assert named.name == "Đơn vị A"


def test_two_cells_are_merged_into_a_new_one(office: Office, channel: str) -> None:
    phone = office.phone_of("sa", channel)
    phone.says("/donvi A")
    phone.chooses("Thay đổi đơn vị này")
    phone.chooses("Hợp nhất")
    phone.says("đơn vị b")
    phone.chooses("Không, đủ rồi")
    phone.chooses("Một đơn vị mới")
    phone.says("Chi bộ thôn Nà Tông - Bản Lầu")
    phone.chooses("chi bộ cơ sở")
    phone.says("1/6")
    assert "Số đồng chí chuyển sang đơn vị khác: 5" in phone.sees
    assert "Số chức trách kết thúc cùng đơn vị cũ: 2" in phone.sees
    phone.chooses("Đồng ý")
    assert home(office, "en") == home(office, "xuan") != "A"
    assert unit(office, "A", LATER) is None
    assert unit(office, "A") is not None


def test_a_cell_is_split_by_the_numbers_of_its_list(office: Office, channel: str) -> None:
    phone = office.phone_of("pa", channel)
    phone.says("/donvi A")
    phone.chooses("Thay đổi đơn vị này")
    phone.chooses("Chia tách")
    phone.chooses("Kết thúc, lập")
    phone.says("Chi bộ 1")
    phone.says("Chi bộ 2")
    assert "1. Quàng Ẩn (1955)" in phone.sees
    assert "4. Mùa A Phủ (1988)" in phone.sees
    phone.says("5")
    assert "từ 1 đến 4" in phone.sees
    phone.says("1, 3-4")
    phone.chooses("Không, đủ rồi")
    phone.says("1/6")
    assert "Chi bộ 1: 1 đồng chí" in phone.sees
    assert "Chi bộ 2: 3 đồng chí" in phone.sees
    phone.chooses("Đồng ý")
    assert home(office, "an") == home(office, "phu") == home(office, "hai") != home(office, "en")


def test_what_cannot_be_done_says_why_and_can_be_put_right(office: Office, channel: str) -> None:
    phone = office.phone_of("sa", channel)
    phone.says("/donvi B")
    phone.chooses("Thay đổi đơn vị này")
    phone.chooses("Kết thúc hoạt động")
    phone.chooses("Không, đơn vị không còn ai")
    phone.says("1/6")
    assert "vẫn còn người" in phone.sees
    phone.chooses("Sửa đơn vị tiếp nhận")
    phone.chooses("Có, một đơn vị khác")
    phone.says("Đơn vị A")
    phone.chooses("Đơn vị A")
    phone.chooses("Đồng ý")
    assert home(office, "xuan") == "A"


def test_a_unit_moves_by_buttons_alone(office: Office) -> None:
    phone = office.phone_of("sa")
    phone.says("/donvi A")
    phone.taps("Thay đổi đơn vị này")
    phone.taps("Chuyển sang cấp trên khác")
    phone.taps("Đơn vị D")
    phone.taps("Chọn Đơn vị D")
    phone.taps("01/04/2026")
    phone.taps("Đồng ý")
    moved = unit(office, "A", LATER)
    assert moved is not None
    assert moved.path == "/P/D/A/"


def test_names_are_switched_on_and_a_wrong_value_is_asked_again(office: Office, channel: str) -> None:
    phone = office.phone_of("sa", channel)
    phone.says("/donvi A")
    phone.chooses("Cài đặt")
    phone.chooses("Đổi cài đặt")
    phone.chooses("Hạn báo cáo")
    phone.says("32")
    assert "Không cài đặt được" in phone.sees
    phone.says("25")
    phone.chooses("Đồng ý")
    assert office.do(lambda uow: uow.units.settings("/P/C/A/").first("due.report")) == "25"
    phone.chooses("Hoàn tác")
    phone.chooses("Hoàn tác")
    assert office.do(lambda uow: uow.units.settings("/P/C/A/").first("due.report")) == "20"


def test_a_day_is_typed_and_shown_day_first(office: Office, channel: str) -> None:
    """“5/3” is the fifth of March."""
    phone = office.phone_of("sa", channel)
    phone.says("/donvi A")
    phone.chooses("Cài đặt")
    assert "Hạn đăng ký (ngày/tháng): 15/3" in phone.sees
    phone.chooses("Đổi cài đặt")
    phone.chooses("Hạn đăng ký (ngày/tháng)")
    phone.says("31/13")
    assert "Không cài đặt được" in phone.sees
    phone.says("5/3")
    assert "5/3" in phone.sees
    phone.chooses("Đồng ý")
    assert office.do(lambda uow: uow.units.settings("/P/C/A/").first("due.pledge")) == "03-05"


def test_a_committee_names_no_more_pilots_than_it_may(office: Office, channel: str) -> None:
    phone = office.phone_of("pa", channel)
    for code in ("A", "B"):
        phone.says(f"/donvi {code}")
        phone.chooses("Thay đổi đơn vị này")
        phone.chooses("Chọn làm điểm")
        phone.chooses("Nhóm 2")
        phone.says("1/4")
        phone.says("31/12")
        phone.chooses("Đồng ý")
    assert "đã có 1 điểm cho nhóm này" in phone.sees
    phone.says("hủy")
    phone.says("/donvi A")
    assert "Làm điểm Nhóm 2, từ 01/04/2026 đến 31/12/2026" in phone.sees
    office.owes()
    phone.says("/donvi C")
    assert "Điểm: Đơn vị A, Nhóm 2: đã nộp 0/4" in phone.sees


def test_staff_change_nothing_of_their_own_unit_but_add_below_it(office: Office, channel: str) -> None:
    phone = office.phone_of("pa", channel)
    phone.says("/donvi P")
    assert "Thay đổi đơn vị này" not in phone.choices
    phone.says("/donvi r:P")
    assert "ngoài phạm vi" in phone.sees
    phone.says("/donvi P")
    phone.chooses("Thêm đơn vị trực thuộc")
    phone.says("Đảng bộ phường Bến Nứa")
    phone.chooses("đảng bộ xã")
    phone.says("hôm nay")
    phone.chooses("Đồng ý")
    below = office.do(lambda uow: uow.units.children("P", TODAY))
    assert "Đảng bộ phường Bến Nứa" in {each.name for each in below}


def test_nobody_reaches_a_unit_out_of_scope_by_a_forged_button(office: Office) -> None:
    phone = office.phone_of("tich")
    for argument in ("D", "u:E", "s:E", "h:E", "e:E", "r:E", "a:E", "o:E", "z:1", "u:", ":", "x:y", "r:"):
        phone.says(f"/donvi {argument}")
        assert "Đơn vị E" not in phone.sees
        assert "Tên hiện nay" not in phone.sees
        phone.says("hủy")
    phone = office.phone_of("en", "text")
    phone.says("/donvi A")
    assert "phụ trách" in phone.sees or "ngoài phạm vi" in phone.sees


def test_what_was_done_is_listed_with_a_way_back(office: Office, channel: str) -> None:
    test_a_new_name_is_given_and_taken_back(office, channel)
    phone = office.phone_of("pa", channel)
    phone.says("/donvi A")
    phone.chooses("Các thay đổi gần đây")
    assert "đổi tên" in phone.sees
    assert "(đã hủy)" in phone.sees


def test_a_unit_is_named_in_words(office: Office, channel: str) -> None:
    phone = office.phone_of("pa", channel)
    phone.says("don vi B")
    assert "Loại: chi bộ cơ sở, trực thuộc Đơn vị C; mã B" in phone.sees
    phone.says("đơn vị không có thật")
    assert "Không tìm thấy đơn vị nào" in phone.sees


def test_a_change_elsewhere_and_one_that_never_was_read_alike(office: Office) -> None:
    administrator = office.phone_of("sa")
    administrator.says("/donvi B")
    administrator.taps("Thay đổi đơn vị này")
    administrator.taps("Đổi tên")
    administrator.says("Tên mới")
    administrator.says("hôm nay")
    administrator.taps("Đồng ý")
    (made,) = office.do(lambda uow: uow.unit_changes.of_unit("B", 5))
    secretary = office.phone_of("tich", "text")
    read = []
    for change in (made.id, "never"):
        secretary.says(f"/donvi z:{change}")
        read.append(secretary.sees)
    assert read[0] == read[1]
    assert "ngoài phạm vi" in read[0]


def test_a_draft_thrown_away_leaves_nothing_to_the_next(office: Office, channel: str) -> None:
    """A database gives the next draft the number of the one before: it asks its own question all the same."""
    phone = office.phone_of("sa", channel)
    phone.says("/donvi A")
    phone.chooses("Thay đổi đơn vị này")
    phone.chooses("Kết thúc hoạt động")
    assert "tiếp nhận người và việc" in phone.sees
    phone.says("hủy")
    phone.chooses("Dừng và xóa bản nháp")
    phone.says("/donvi A")
    phone.chooses("Thay đổi đơn vị này")
    phone.chooses("Đổi tên")
    assert "Tên mới là gì" in phone.sees
    assert "tiếp nhận người và việc" not in phone.sees
