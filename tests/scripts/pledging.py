"""Conversations about the pledge: pasted, suggested, removed, amended; and what the secretary makes of it.

`says` types; `chooses` taps the button that begins so, or types its number or word where there are no buttons.
"""

from typing import Final

from tests.scripts.script import PhoneOf, Script
from tests.world import Phone, World

FIVE_WORKS: Final = (
    "Tôi xin đăng ký:\n1. Xóa nhà tạm cho hộ nghèo\n2. Giải quyết hồ sơ chậm\n3. Tỷ lệ hộ dùng nước sạch\n"
    "4. Không để người thân tảo hôn\n5. Làm đường ngõ xóm"
)
_MEASURED: Final = (
    ("Con số cần đạt", "16 nhà"),
    ("Con số không được vượt", "10 ngày làm việc"),
    ("Tỷ lệ %", "98 %"),
    ("Đạt hoặc chưa đạt", ""),
    ("Con số cần đạt", "3 km"),
)


def begin(phone: Phone, kind: str = "Đăng ký nêu gương") -> None:
    phone.says("đăng ký")
    phone.chooses(kind)


def details(phone: Phone, measure: str, target: str, *, due: str = "31/12", criterion: int = 1) -> None:
    """All that is asked of an item after what it is."""
    phone.chooses(phone.choices[criterion])
    phone.chooses(measure)
    if target:
        phone.says(target)
    phone.says(due)
    phone.says("bỏ qua")
    phone.says("bỏ qua")


def pledge_of_five(phone: Phone) -> None:
    """One of every way to measure, by a pasted list."""
    begin(phone)
    phone.chooses("Tự viết")
    phone.says(FIVE_WORKS)
    phone.chooses("Phải, 5 việc")
    for measure, target in _MEASURED:
        details(phone, measure, target)
    phone.chooses("Hết rồi")
    phone.chooses("Gửi đăng ký")
    assert "Đã nhận Đăng ký nêu gương năm 2026, 5 việc" in phone.sees


def _pasted_list(phone: PhoneOf, world: World) -> None:
    """Then the first is changed, the second removed, one added, and the last changed in kind."""
    del world
    member = phone("M10")
    begin(member)
    member.chooses("Tự viết")
    member.says(FIVE_WORKS)
    member.chooses("Phải, 5 việc")
    for measure, target in _MEASURED:
        details(member, measure, target)
    member.chooses("Hết rồi")
    member.chooses("Sửa việc 1")
    member.chooses("Nội dung")
    assert "Xóa nhà tạm cho hộ nghèo" in member.sees
    member.says("Xóa nhà tạm cho 16 hộ nghèo của xã")
    member.chooses("Bỏ việc 2")
    assert "Giải quyết hồ sơ chậm" not in member.sees
    member.chooses("Sửa việc 4")
    member.chooses("Chỉ tiêu")
    member.says("4 km")
    member.chooses("Thêm một việc")
    member.chooses("Tự viết")
    member.says("Giúp đỡ một hộ thoát nghèo")
    details(member, "Con số cần đạt", "1 hộ")
    member.chooses("Hết rồi")
    member.chooses("Gửi đăng ký")
    assert "5 việc" in member.sees


def _one_paragraph_is_one_item(phone: PhoneOf, world: World) -> None:
    """What looks like a list may be one piece of work; the person says so."""
    del world
    member = phone("M10")
    begin(member, "Cam kết")
    member.chooses("Tự viết")
    member.says("- Không uống rượu\n- Không đánh bạc")
    member.chooses("Không, đó là một việc")
    details(member, "Đạt hoặc chưa đạt", "")
    member.chooses("Hết rồi")
    member.chooses("Gửi đăng ký")
    assert "1 việc" in member.sees


def _ten_items(phone: PhoneOf, world: World) -> None:
    """Twelve are pasted and ten taken; nothing more can be added, until one is removed."""
    del world
    member = phone("M10")
    begin(member)
    member.chooses("Tự viết")
    member.says("\n".join(f"- Thăm hộ số {number}" for number in range(1, 13)))
    assert "12 việc" in member.sees
    assert "nhiều nhất 10 việc" in member.sees
    member.chooses("Phải, 10 việc")
    for _ in range(10):
        details(member, "Con số cần đạt", "1 hộ")
    assert "Thăm hộ số 10" in member.sees
    assert not any(label.startswith("Thêm") for label in member.choices)
    member.chooses("Bỏ việc 7")
    member.chooses("Hết rồi")
    assert "Thêm một việc" in member.choices
    member.chooses("Gửi đăng ký")
    assert "9 việc" in member.sees


def _suggestions(phone: PhoneOf, world: World) -> None:
    """From two pages of them; one is changed, one removed again; what was taken is not offered twice."""
    del world
    member = phone("M10")
    begin(member)
    first = member.choices[2]
    member.chooses(first)
    member.chooses("Thêm một việc")
    assert first not in member.choices
    member.chooses("Gợi ý khác")
    member.chooses(member.choices[3])
    member.chooses("Thêm một việc")
    third = member.choices[1]
    member.chooses(third)
    member.chooses("Hết rồi")
    member.chooses("Bỏ việc 1")
    assert first not in member.sees
    member.chooses("Sửa việc 1")
    member.chooses("Hạn hoàn thành")
    member.says("30/11")
    assert third in member.sees
    member.chooses("Gửi đăng ký")
    assert "2 việc" in member.sees


def open_the_oldest(secretary: Phone) -> None:
    secretary.says("/duyet")
    secretary.chooses(secretary.choices[0])


def _until_it_is_confirmed(phone: PhoneOf, world: World) -> None:
    """A comment, a request for changes with a reason, the amendment, the confirmation; the member is told each time."""
    del world
    member, secretary = phone("M10"), phone("M07")
    pledge_of_five(member)
    open_the_oldest(secretary)
    secretary.chooses("Góp ý")
    secretary.says("Rất sát thực tế của thôn")
    secretary.chooses("Gửi")
    assert "Lò Văn Pản" in member.everything
    open_the_oldest(secretary)
    secretary.chooses("Đề nghị bổ sung")
    secretary.says("12")
    assert "Rất" not in secretary.sees
    secretary.says("Ghi rõ tên các hộ")
    secretary.chooses("Gửi")
    assert member.sees.startswith("Đề nghị bổ sung: Ghi rõ tên các hộ")
    member.says("/dangky 2026-exemplary")
    member.chooses("Sửa việc 1")
    member.chooses("Nội dung")
    member.says("Xóa nhà tạm cho các hộ Sùng A Lử, Giàng A Páo")
    member.chooses("Gửi bản sửa")
    open_the_oldest(secretary)
    assert "Xóa nhà tạm cho hộ nghèo" in secretary.sees, "the old beside the new"
    secretary.chooses("Xác nhận")
    assert "đã xác nhận" in member.sees


def _amended_after_it_was_confirmed(phone: PhoneOf, world: World) -> None:
    """The report of the first quarter keeps its target; the next asks for the new one, once that is confirmed too."""
    member, secretary = phone("M10"), phone("M07")
    begin(member)
    member.chooses("Tự viết")
    member.says("Trồng đường hoa")
    details(member, "Con số cần đạt", "500 m")
    member.chooses("Hết rồi")
    member.chooses("Gửi đăng ký")
    open_the_oldest(secretary)
    secretary.chooses("Xác nhận")
    member.says("/baocao 2026Q1")
    for words in (
        "200 m",
        "0",
        "Đang thực hiện",
        "Trồng xong đoạn đầu",
        "bỏ qua",
        "Xong",
        "bỏ qua",
        "bỏ qua",
    ):
        member.says(words)
    member.chooses("Gửi báo cáo")
    member.says("/dangky 2026-exemplary")
    assert "500 m" in member.sees
    member.chooses("Sửa việc 1")
    member.chooses("Chỉ tiêu")
    member.says("800 m")
    member.chooses("Gửi bản sửa")
    member.says("/cuatoi 2026Q1")
    assert "500 m" in member.sees
    assert "800 m" not in member.sees
    secretary.says("/duyet")
    secretary.chooses("Sùng A Dính: Đăng ký")
    assert "500 m" in secretary.sees, "the old target beside the new"
    secretary.chooses("Xác nhận")
    world.now = world.now.replace(month=6, day=10)
    member.says("/baocao 2026Q2")
    assert "800 m" in member.sees
    assert "200/800 m" in member.sees


def _a_secretarys_own_goes_to_the_level_above(phone: PhoneOf, world: World) -> None:
    del world
    secretary, above, member = phone("M07"), phone("M03"), phone("M10")
    begin(secretary)
    secretary.chooses("Tự viết")
    secretary.says("Đưa chi bộ đạt trong sạch vững mạnh")
    details(secretary, "Đạt hoặc chưa đạt", "")
    secretary.chooses("Hết rồi")
    secretary.chooses("Gửi đăng ký")
    secretary.says("/duyet")
    assert "không có" in secretary.sees
    member.says("/duyet")
    assert "Đưa chi bộ" not in member.everything
    above.says("/duyet")
    above.chooses("Lò Văn Pản")
    above.chooses("Xác nhận")
    assert "đã xác nhận" in secretary.sees


PLEDGING: Final = (
    Script("a pasted list, changed", ("M10",), _pasted_list, sample=True),
    Script("one paragraph is one item", ("M10",), _one_paragraph_is_one_item),
    Script("ten items", ("M10",), _ten_items),
    Script("suggestions", ("M10",), _suggestions),
    Script("a pledge until it is confirmed", ("M10", "M07"), _until_it_is_confirmed, sample=True),
    Script("amended after it was confirmed", ("M10",), _amended_after_it_was_confirmed),
    Script("a secretary's own pledge", ("M07", "M03"), _a_secretarys_own_goes_to_the_level_above),
)
