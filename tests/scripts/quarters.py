"""Conversations of a whole quarter of one member."""

from typing import Final

from tests.scripts.script import PhoneOf, Script
from tests.world import Phone, World


def register_two_items(phone: Phone) -> None:
    """One in the person's own words, one taken from the suggestions."""
    phone.says("đăng ký")
    phone.chooses("Đăng ký nêu gương")
    phone.chooses("Tự viết")
    phone.says("Trồng đường hoa trước nhà văn hóa")
    phone.chooses("Gắn bó với Nhân dân")
    phone.chooses("Con số cần đạt")
    phone.says("500 m")
    phone.says("30/6")
    phone.says("bo qua")
    phone.says("ảnh theo tháng")
    phone.chooses("Thêm một việc")
    phone.chooses("Gợi ý khác")
    phone.chooses("Tham gia ngày công")
    phone.chooses("Hết rồi")
    phone.chooses("Gửi đăng ký")
    assert "Đã nhận Đăng ký nêu gương" in phone.sees


def report_two_items(phone: Phone) -> None:
    phone.says("bao cao quy 1")
    phone.says("hơn 300 m")
    phone.chooses("Không có")
    phone.chooses("Đang thực hiện")
    phone.says("Đã trồng, cây sống tốt")
    phone.says("bỏ qua")
    phone.chooses("Không có ảnh")
    phone.says("11")
    phone.chooses("Không có")
    phone.says("Bà con hưởng ứng nhiều")
    phone.says("bỏ qua")
    phone.chooses("Không có ảnh")
    phone.says("Giúp hai hộ chống rét cho trâu bò")
    phone.says("bỏ qua")
    phone.chooses("Gửi báo cáo")
    assert "Mã biên nhận" in phone.sees


def _a_quarter(phone: PhoneOf, world: World) -> None:
    del world
    member = phone("M10")
    register_two_items(member)
    report_two_items(member)


def _with_every_detour(phone: PhoneOf, world: World) -> None:
    """Back, edits from the summary, help, stickers, a draft put aside and taken up again."""
    del world
    member = phone("M10")
    register_two_items(member)
    member.says("báo cáo quý 1")
    member.says("xin chào")
    member.says("300")
    member.says("quay lại")
    member.says("350 m")
    member.sends("sticker")
    member.says("trợ giúp")
    member.chooses("Không có")
    member.says("/cuatoi")
    member.chooses("Làm tiếp")
    member.chooses("Đang thực hiện")
    member.says("hủy")
    member.chooses("Dừng và giữ")
    member.says("/baocao 2026Q1")
    for words in ("Đã trồng 350 m", "bỏ qua"):
        member.says(words)
    member.chooses("Không có ảnh")
    member.says("5")
    member.chooses("Không có")
    member.chooses("Đang thực hiện")
    member.says("bỏ qua")
    member.says("bỏ qua")
    member.chooses("Không có ảnh")
    member.says("bỏ qua")
    member.says("bỏ qua")
    member.chooses("Sửa việc 2")
    member.chooses("Kết quả trong quý")
    member.says("6 ngày công")
    member.chooses("Gửi báo cáo")
    assert "Mã biên nhận" in member.sees


def _withdrawn_and_sent_again(phone: PhoneOf, world: World) -> None:
    del world
    member = phone("M10")
    register_two_items(member)
    report_two_items(member)
    member.says("/baocao 2026Q1")
    member.chooses("Rút lại để sửa")
    member.chooses("Có, rút lại")
    member.chooses("Sửa và gửi lại")
    while "xin đồng chí kiểm tra" not in member.sees:
        if "Giữ câu trả lời này" in member.choices:
            member.chooses("Giữ câu trả lời này")
        else:
            member.chooses(member.choices[0])
    member.chooses("Gửi báo cáo")
    assert "Mã biên nhận" in member.sees


QUARTERS: Final = (
    Script("a quarter", ("M10",), _a_quarter, sample=True),
    Script("with every detour", ("M10",), _with_every_detour, sample=True),
    Script("withdrawn and sent again", ("M10",), _withdrawn_and_sent_again),
)
