"""Conversations about the quarterly report: of every way to measure, late, withdrawn, with photos."""

from datetime import UTC, datetime, timedelta
from typing import Final

from tests.scripts.pledging import begin, details, pledge_of_five
from tests.scripts.script import PhoneOf, Script
from tests.world import Phone, World

PASS: Final = "bỏ qua"


def report_on_five(phone: Phone) -> None:
    """17 of 16 with a note; more than at most, with a reason; a rate; kept; and one that could not be done."""
    phone.says("/baocao 2026Q1")
    phone.says("17/16 nhà")
    phone.chooses("Không có")
    assert "17/16 nhà, 106 %" in phone.sees
    phone.says("Được doanh nghiệp giúp thêm một nhà")
    phone.says("Bàn giao 17 nhà")
    phone.chooses("Không có ảnh")
    phone.says("12 ngày")
    phone.chooses("12 ngày làm việc")
    phone.chooses("Không thực hiện được")
    phone.says("Thiếu người trực dịp Tết")
    phone.says(PASS)
    phone.says("Cần thêm một người")
    phone.chooses("Không có ảnh")
    phone.says("96,5")
    phone.chooses("Đang thực hiện")
    phone.says(PASS)
    phone.says(PASS)
    phone.chooses("Không có ảnh")
    phone.chooses("Có, đã đạt")
    phone.says("Vận động được hai cặp vợ chồng trẻ")
    phone.chooses("Không có ảnh")
    phone.says("chưa làm được do mưa lũ")
    phone.chooses("Không có")
    phone.chooses("Không có khó khăn")
    phone.chooses("Không có ảnh")
    phone.says("Giúp hai hộ chống rét cho trâu bò")
    phone.says("Làm tiếp đường ngõ xóm")
    assert "xin đồng chí kiểm tra" in phone.sees
    assert "lý do: do mưa lũ" in phone.sees


def send(phone: Phone) -> None:
    phone.chooses("Gửi báo cáo")
    assert "Mã biên nhận" in phone.sees


def _every_way_to_measure(phone: PhoneOf, world: World) -> None:
    del world
    member = phone("M10")
    pledge_of_five(member)
    report_on_five(member)
    send(member)


def _changed_before_it_is_sent(phone: PhoneOf, world: World) -> None:
    """A figure that changes how an item stands asks for what it now lacks, and no more."""
    del world
    member = phone("M10")
    pledge_of_five(member)
    report_on_five(member)
    member.chooses("Sửa việc 1")
    member.chooses("Kết quả trong quý")
    member.says("15")
    assert "Việc này hiện thế nào" in member.sees
    member.chooses("Đang thực hiện")
    assert "khó khăn" in member.sees
    member.says(PASS)
    member.chooses("Sửa việc 5")
    member.chooses("Lý do")
    member.says("Mưa lũ cuốn trôi vật liệu")
    member.chooses("Sửa việc ngoài đăng ký")
    member.says("Giúp ba hộ chống rét cho trâu bò")
    assert "15/16 nhà" in member.sees
    send(member)


def _late(phone: PhoneOf, world: World) -> None:
    member = phone("M10")
    pledge_of_five(member)
    world.now = datetime(2026, 4, 2, 3, tzinfo=UTC)
    report_on_five(member)
    assert (
        "quá hạn" in member.sees.lower() or "muộn" in member.sees.lower() or "hết hạn" in member.sees.lower()
    )
    send(member)


def _too_late(phone: PhoneOf, world: World) -> None:
    """What is closed is refused kindly; the open quarter is offered by the same command."""
    member = phone("M10")
    pledge_of_five(member)
    world.now = datetime(2026, 8, 3, 3, tzinfo=UTC)
    member.says("/baocao 2026Q1")
    assert "đã khóa" in member.sees
    member.says("/baocao")
    assert "Báo cáo Quý III/2026" in member.sees
    member.says("/huy")
    member.chooses("Dừng và xóa")


def _draft_of_a_month(phone: PhoneOf, world: World) -> None:
    """Begun, left for three weeks, taken up by words that are held and offered first, and sent."""
    member = phone("M10")
    begin(member)
    member.chooses("Tự viết")
    member.says("Trồng đường hoa")
    details(member, "Con số cần đạt", "500 m")
    member.chooses("Hết rồi")
    member.chooses("Gửi đăng ký")
    member.says("/baocao 2026Q1")
    member.says("200")
    member.chooses("Không có")
    member.chooses("Đang thực hiện")
    world.now = datetime(2026, 4, 1, 3, tzinfo=UTC)
    member.sends("sticker")
    member.says("xin chào")
    assert "xin chào" in member.sees
    member.chooses("Không")
    member.says("Đã trồng xong đoạn đầu")
    member.says(PASS)
    member.chooses("Không có ảnh")
    member.says(PASS)
    member.says(PASS)
    send(member)


def _withdrawn(phone: PhoneOf, world: World) -> None:
    """Taken back before anyone looked at it, changed and sent again; the secretary sees one report, the newer."""
    del world
    member, secretary = phone("M10"), phone("M07")
    pledge_of_five(member)
    report_on_five(member)
    send(member)
    member.says("/baocao 2026Q1")
    member.chooses("Rút lại để sửa")
    member.chooses("Có, rút lại")
    secretary.says("/duyet")
    assert "Báo cáo: 0" in secretary.sees
    member.chooses("Sửa và gửi lại")
    keep_all(member)
    send(member)
    secretary.says("/duyet")
    assert "Báo cáo: 1" in secretary.sees


def keep_all(phone: Phone) -> None:
    """Through everything that was said before, kept as it is, to the summary."""
    for _ in range(60):
        if "xin đồng chí kiểm tra" in phone.sees:
            return
        if "Giữ câu trả lời này" in phone.choices:
            phone.chooses("Giữ câu trả lời này")
        else:
            phone.chooses(phone.choices[0])
    raise AssertionError(f"no summary: {phone.sees}")


def receipts_come(world: World) -> None:
    """After the quiet that a channel waits for before it says what came."""
    world.now += timedelta(seconds=30)
    world.deliver()


def _with_photos(phone: PhoneOf, world: World) -> None:
    """At any step: they go to the item that is open, and are never its answer."""
    member = phone("M16")
    member.says("/baocao 2026Q1")
    member.sends_photo("buổi-1", album="a1")
    member.sends_photo("buổi-2", album="a1")
    receipts_come(world)
    assert "2 ảnh" in member.sees
    member.says("3")
    member.chooses("Không có")
    member.chooses("Đang thực hiện")
    member.says("Dự đủ ba buổi")
    member.says(PASS)
    member.sends_photo("biên-bản", name="bien ban.pdf")
    receipts_come(world)
    member.says("xong")
    member.says("chưa có")
    member.chooses("Không có")
    member.chooses("Chưa thực hiện")
    member.says(PASS)
    member.says("xong")
    member.says(PASS)
    member.says(PASS)
    send(member)


REPORTING: Final = (
    Script("every way to measure", ("M10",), _every_way_to_measure, sample=True),
    Script("changed before it is sent", ("M10",), _changed_before_it_is_sent),
    Script("late", ("M10",), _late),
    Script("too late", ("M10",), _too_late),
    Script("a draft of a month", ("M10",), _draft_of_a_month),
    Script("withdrawn before it was looked at", ("M10",), _withdrawn),
    Script("with photos", ("M16",), _with_photos, sample=True),
)
