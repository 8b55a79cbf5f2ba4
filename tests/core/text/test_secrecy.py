import unicodedata

import pytest
from hypothesis import given

from core.text.secrecy import Marking, marking_in
from core.text.secret_files import marking_in_file_name
from tests.core.text.strategies import anything


@pytest.mark.parametrize(
    "text",
    [
        "Tài liệu MẬT",
        'dấu "TỐI MẬT"',
        "dấu mật",
        "độ mật",
        "(Mật)",
        "TUYỆT MẬT",
        "TỐI MẬT",
        "MẬT",
        "Mật\nSố 12-KH/TU",
        "Kế hoạch số 12 (MẬT)",
        "Công văn số 5 MẬT gửi đồng chí",
        "VĂN BẢN MẬT",
        "văn bản này là mật",
        "văn bản có đóng dấu mật",
        "gửi đồng chí tài liệu mật hôm qua",
        "tài liệu tối mật",
        "Độ mật: Tối mật",
        "Không gửi tài liệu có dấu Mật, Tối mật",
        "Ảnh chụp công văn\nTỐI MẬT\ncủa tỉnh",
        "Số: 12-BC/TU MẬT",
        "tuyet mat",
        "tai lieu MAT",
        "Tai lieu TOI MAT",
        "TAI LIEU MAT",
        "van ban dong dau mat",
        unicodedata.normalize("NFD", "Tài liệu MẬT"),
        "Tài\u00a0liệu “MẬT”",
    ],
)
def test_a_marking_is_seen(text: str) -> None:
    assert marking_in(text) is Marking.SECRET


@pytest.mark.parametrize(
    "text",
    [
        "nuôi ong lấy mật được 120 lít",
        "mật độ",
        "mật thiết",
        "mật khẩu",
        "ong mật",
        "NUÔI ONG LẤY MẬT",
        "bán 20 lít MẬT ong rừng",
        "thu 15 lít mật",
        "mật mía 20kg",
        "mật",
        "Đồng chí Mật",
        "gắn bó mật thiết với Nhân dân",
        "mức độ mật thiết",
        "mật độ dân cư, độ mật độ",
        "Thực hiện tốt quy định về bảo vệ bí mật nhà nước",
        "quản lý tốt hồ sơ, tài liệu mật theo quy định",
        "không làm lộ tài liệu mật",
        "bảo mật thông tin, đổi mật khẩu",
        "mổ sỏi mật, túi mật",
        "tuần trăng mật",
        "Độ mật: không",
        "buổi tối mật ong về",
        "ong cho MẬT tốt",
        "Thu hoạch\nMật\n20 lít",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "đau mắt",
        "dau mat",
        "do mat",
        "toi mat dien thoai",
        "tai lieu mat roi",
        "gap mat, ra mat mo hinh, mat tran",
        "TAI LIEU HOC TAP",
        "",
        "17/16 nhà",
    ],
)
def test_honey_closeness_and_protecting_secrets_are_no_marking(text: str) -> None:
    assert marking_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Lưu hành nội bộ",
        "TÀI LIỆU LƯU HÀNH NỘI BỘ",
        "luu hanh noi bo",
        "Tài liệu không phổ biến",
        "không phổ biến",
        "(Không phổ biến)",
        "Văn bản này chưa được phép phổ biến",
        "tai lieu khong pho bien",
    ],
)
def test_what_is_not_for_circulation(text: str) -> None:
    assert marking_in(text) is Marking.INTERNAL


@pytest.mark.parametrize(
    "text",
    [
        "Mô hình này không phổ biến ở xã",
        "bệnh này không phổ biến",
        "đoàn kết nội bộ",
        "phổ biến pháp luật",
        "noi bo",
    ],
)
def test_what_is_merely_rare_or_inside(text: str) -> None:
    assert marking_in(text) is None


@pytest.mark.parametrize(
    "text", ["(Dự thảo)", "DỰ THẢO", "Dự thảo lần 2", "DỰ THẢO BÁO CÁO CHÍNH TRỊ", "Bản dự thảo"]
)
def test_drafts(text: str) -> None:
    assert marking_in(text) is Marking.DRAFT


def test_working_on_a_draft_is_no_draft() -> None:
    assert marking_in("Góp ý dự thảo văn kiện đại hội, 3 lượt ý kiến") is None


def test_the_graver_marking_counts() -> None:
    assert marking_in("DỰ THẢO\nLưu hành nội bộ\nTỐI MẬT") is Marking.SECRET


@pytest.mark.parametrize(
    ("name", "marking"),
    [
        ("KH-MAT.pdf", Marking.SECRET),
        ("kh-mat.pdf", Marking.SECRET),
        ("KH_05_MAT.docx", Marking.SECRET),
        ("CV-12-TU-MAT.pdf", Marking.SECRET),
        ("MAT-KH-12.pdf", Marking.SECRET),
        ("MAT.pdf", Marking.SECRET),
        ("QĐ-MAT.pdf", Marking.SECRET),
        ("KH-MẬT.pdf", Marking.SECRET),
        ("Kế hoạch mật.docx", Marking.SECRET),
        ("CV 12 (MẬT).pdf", Marking.SECRET),
        ("TOI-MAT.pdf", Marking.SECRET),
        ("tuyet_mat.jpg", Marking.SECRET),
        ("C:\\kh\\KH-MAT.pdf", Marking.SECRET),
        (unicodedata.normalize("NFD", "KH-MẬT.pdf"), Marking.SECRET),
        ("luu-hanh-noi-bo.pdf", Marking.INTERNAL),
        ("Du thao bao cao.docx", Marking.DRAFT),
        ("nuoi-ong-lay-mat.jpg", None),
        ("Mật ong.jpg", None),
        ("anh-mat-tien.jpg", None),
        ("MAT-DUONG.JPG", None),
        ("GAP-MAT.jpg", None),
        ("BC-RA-MAT-MO-HINH.pdf", None),
        ("BC-MAT-TRAN-TO-QUOC.pdf", None),
        ("mat.jpg", None),
        ("tien mat.xlsx", None),
        ("bao-cao-quy-1.docx", None),
        ("IMG_2041.jpg", None),
        ("MATLAB.pdf", None),
        ("", None),
        (".pdf", None),
    ],
)
def test_file_names(name: str, marking: Marking | None) -> None:
    assert marking_in_file_name(name) is marking


@given(anything)
def test_nothing_typed_breaks_it(text: str) -> None:
    marking_in_file_name(text)
    assert marking_in(text) == marking_in(unicodedata.normalize("NFD", text))
