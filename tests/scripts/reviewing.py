"""Conversations about a report that was handed in: accepted, returned and sent again, reopened by the level above."""

from typing import Final

from tests.scripts.pledging import pledge_of_five
from tests.scripts.reporting import report_on_five, send
from tests.scripts.script import PhoneOf, Script
from tests.world import Phone, World


def handed_in(phone: PhoneOf) -> tuple[Phone, Phone]:
    """The member who has handed in a report on a confirmed pledge, and the secretary who has it before him."""
    member, secretary = phone("M10"), phone("M07")
    pledge_of_five(member)
    secretary.says("/duyet")
    secretary.chooses("Sùng A Dính: Đăng ký")
    secretary.chooses("Xác nhận")
    report_on_five(member)
    send(member)
    open_report(secretary)
    return member, secretary


def open_report(reviewer: Phone) -> None:
    reviewer.says("/duyet")
    reviewer.chooses("Sùng A Dính: Báo cáo")


def _accepted(phone: PhoneOf, world: World) -> None:
    del world
    member, secretary = handed_in(phone)
    secretary.chooses("Ghi nhận")
    assert "đã ghi nhận" in member.sees
    assert "Lò Văn Pản" in member.sees
    member.says("/baocao 2026Q1")
    assert "đã khóa" in member.sees
    member.says("/minhchung")
    member.says("rút báo cáo")
    assert "không có báo cáo" in member.sees.lower()


def _returned(phone: PhoneOf, world: World) -> None:
    """Only the two items are asked again; the reason comes first; old and new stand side by side; then accepted."""
    del world
    member, secretary = handed_in(phone)
    secretary.chooses("Bổ sung nhiều việc")
    secretary.chooses("Thêm: việc 2")
    secretary.chooses("Thêm: việc 5")
    secretary.chooses("Xong, tiếp tục")
    secretary.chooses(secretary.choices[0])
    reason = member_reason(secretary)
    secretary.chooses("Viết thêm")
    secretary.says("Ghi rõ số ngày chậm từng hồ sơ")
    secretary.chooses("Gửi")
    assert member.sees.startswith(f"Đề nghị bổ sung: {reason}")
    assert "Xóa nhà tạm" not in member.sees, "a notice quotes nothing of the report"
    member.says("/baocao 2026Q1")
    assert "Giải quyết hồ sơ chậm" in member.sees
    assert "Việc 2/5" in member.sees
    member.says("9 ngày làm việc")
    member.chooses("Hoàn thành")
    keep_or_pass(member)
    assert "Làm đường ngõ xóm" in member.everything
    member.chooses("Gửi báo cáo")
    assert "bổ sung" in member.sees
    secretary.says("/duyet")
    assert "nộp lại" in "".join(secretary.choices)
    open_report(secretary)
    assert "12 ngày làm việc" in secretary.sees, "what it said before"
    assert "9 ngày làm việc" in secretary.sees
    secretary.chooses("Ghi nhận")
    assert "đã ghi nhận" in member.sees


def member_reason(secretary: Phone) -> str:
    line = next(line for line in secretary.sees.splitlines() if line.startswith("Đề nghị bổ sung: "))
    return line.removeprefix("Đề nghị bổ sung: ")


def keep_or_pass(phone: Phone) -> None:
    """To the summary: what was said before is kept, what is new is passed over."""
    for _ in range(30):
        if "xin đồng chí kiểm tra" in phone.sees:
            return
        if "Giữ câu trả lời này" in phone.choices:
            phone.chooses("Giữ câu trả lời này")
        elif phone.choices:
            phone.chooses(phone.choices[0])
        else:
            phone.says("bỏ qua")
    raise AssertionError(f"no summary: {phone.sees}")


def _no_return_without_a_reason(phone: PhoneOf, world: World) -> None:
    """Numbers and silence are none; nothing leaves before it is sent, and it can be left as it was."""
    del world
    member, secretary = handed_in(phone)
    before = len(member.bubbles)
    secretary.chooses("Bổ sung việc 1")
    for words in ("bỏ qua", "99", "…"):
        secretary.says(words)
        assert "Xin kiểm tra trước khi gửi" not in secretary.sees, words
    secretary.says("Thiếu biên bản bàn giao")
    secretary.chooses("Đổi lý do")
    secretary.says("Đề nghị gửi biên bản bàn giao nhà")
    secretary.says("hủy")
    secretary.chooses("Dừng và xóa")
    assert len(member.bubbles) == before
    open_report(secretary)
    secretary.chooses("Để sau")
    member.says("/cuatoi")
    assert "đã gửi, đang chờ xem" in member.sees


def _withdrawn_while_it_is_read(phone: PhoneOf, world: World) -> None:
    """What is decided on a version that is not there any more decides nothing."""
    del world
    member, secretary = handed_in(phone)
    member.says("rút báo cáo")
    member.chooses("Có, rút lại")
    secretary.chooses("Ghi nhận")
    assert "đã rút báo cáo này" in secretary.sees
    member.says("/cuatoi")
    assert "đã ghi nhận" not in member.sees


def _opened_again_by_the_level_above(phone: PhoneOf, world: World) -> None:
    del world
    member, secretary = handed_in(phone)
    secretary.chooses("Ghi nhận")
    above = phone("M03")
    above.says("/chibo")
    find_report(above)
    above.chooses("Mở lại")
    above.says("Có ý kiến của nhân dân cần kiểm tra lại")
    above.chooses("Mở lại")
    assert "Có ý kiến của nhân dân" in member.everything
    assert "Có ý kiến của nhân dân" in secretary.everything
    open_report(secretary)
    assert "Có ý kiến của nhân dân" in secretary.sees
    secretary.chooses("Bổ sung việc 1")
    secretary.says("Nêu rõ nguồn kinh phí")
    secretary.chooses("Gửi")
    member.says("/baocao 2026Q1")
    keep_or_pass(member)
    member.chooses("Gửi báo cáo")
    open_report(secretary)
    secretary.chooses("Ghi nhận")


def find_report(above: Phone) -> None:
    """Down the desk to one person's report."""
    above.chooses("Chi bộ thôn Nà Tông")
    above.chooses("Đã nộp")
    above.chooses("Sùng A Dính")
    above.chooses("Đọc báo cáo Quý I/2026")


REVIEWING: Final = (
    Script("accepted", ("M10", "M07"), _accepted),
    Script("returned, resubmitted, accepted", ("M10", "M07"), _returned, sample=True),
    Script("no return without a reason", ("M10", "M07"), _no_return_without_a_reason),
    Script("withdrawn while it is read", ("M10", "M07"), _withdrawn_while_it_is_read),
    Script(
        "opened again by the level above",
        ("M10", "M07", "M03"),
        _opened_again_by_the_level_above,
        sample=True,
    ),
)
