"""A report as its author goes through it, up to where photos matter."""

from tests.world import Phone


def to_photos_of_first_item(phone: Phone) -> None:
    phone.says("/baocao")
    _figures(phone)


def to_summary(phone: Phone) -> None:
    to_photos_of_first_item(phone)
    for _ in range(2):
        phone.says("xong")
        _figures(phone)
    phone.says("xong")
    phone.says("bỏ qua")
    phone.says("bỏ qua")
    assert "kiểm tra" in phone.sees


def _figures(phone: Phone) -> None:
    for words in ("3", "0", "1", "đã làm đến đâu", "bỏ qua"):
        phone.says(words)
    assert "ảnh hoặc tệp" in phone.sees


def hand_in(phone: Phone) -> None:
    to_summary(phone)
    phone.chooses("Gửi báo cáo")
    assert "Mã biên nhận" in phone.sees
