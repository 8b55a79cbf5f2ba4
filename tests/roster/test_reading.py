"""Lists as people keep them: titles, columns, cells."""

from datetime import date, datetime

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from core.people import AudienceGroup, RoleKind, Standing
from core.roster.columns import Field, field_of, letter
from core.roster.problems import Reason
from core.roster.reading import Wish
from tests.roster.tables import HEADER, csv, head_of, row_of, rows_of, sheets, tail_of, xlsx


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Họ và tên", Field.NAME), ("ho ten", Field.NAME), ("HỌ TÊN KHAI SINH", Field.NAME), ("Họ, tên", Field.NAME),
        ("  HỌ  VÀ TÊN (*) ", Field.NAME), ("Hä vµ tªn", Field.NAME), ("Hoï vaø teân", Field.NAME),
        ("Họ và tên:", Field.NAME), ("Họ đệm", Field.FAMILY), ("Tên", Field.GIVEN),
        ("Ngày, tháng, năm sinh", Field.BIRTH), ("NĂM SINH", Field.BIRTH), ("Ngày sinh (dd/mm/yyyy)", Field.BIRTH),
        ("SĐT", Field.PHONE), ("Số ĐT", Field.PHONE), ("Điện thoại liên hệ", Field.PHONE),
        ("so_dien_thoai", Field.PHONE),
        ("Chi bộ", Field.UNIT), ("Đơn vị", Field.UNIT), ("Đảng bộ", Field.ABOVE), ("Chức vụ Đảng", Field.ROLE),
        ("Nhóm", Field.GROUP), ("Tình trạng", Field.STANDING), ("Ngày về chi bộ", Field.JOINED), ("Mã", Field.CODE),
        ("Ghi chú", None), ("Ngày vào Đảng", None), ("Số CCCD", None), ("", None),
    ],
)  # fmt: skip
def test_titles_in_many_spellings(title: str, field: Field | None) -> None:
    assert field_of(title) is field


def test_columns_are_named_as_a_spreadsheet_names_them() -> None:
    assert [letter(at) for at in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_any_order_titles_above_blank_rows_a_total_and_a_signature() -> None:
    data = xlsx(
        ["ĐẢNG BỘ XÃ MƯỜNG KHAO"],
        ["DANH SÁCH ĐẢNG VIÊN NĂM 2026"],
        [],
        ["STT", "Điện thoại", "NĂM SINH", "Họ và tên"],
        ["(1)", "(2)", "(3)", "(4)"],
        [1, "0912345678", 1968, "Nguyễn Văn An"],
        [],
        [2, None, 1970, "Lò Thị Bình"],
        ["Tổng cộng", None, None, "2 đồng chí"],
        [None, None, None, "Người lập biểu"],
    )
    assert [(row.line, row.name, row.birth_year) for row in rows_of(data)] == [
        (6, "Nguyễn Văn An", 1968),
        (8, "Lò Thị Bình", 1970),
    ]
    assert tail_of(data).skipped == (5, 9, 10)
    assert head_of(data).sheets[0].titles == ("ĐẢNG BỘ XÃ MƯỜNG KHAO", "DANH SÁCH ĐẢNG VIÊN NĂM 2026")


@pytest.mark.parametrize(
    "name", ["Tòng Văn Ơn", "TÒNG CÔNG MINH", "Tong Van On", "Tống Thị Số", "Công Văn Ba", "Cong Thi Bon"]
)
def test_families_that_sound_like_a_total_are_people(name: str) -> None:
    assert [row.name for row in rows_of(xlsx(["Họ và tên", "Năm sinh"], [name, 1980]))] == [name]
    numbered = xlsx(["TT", "Họ và tên", "Năm sinh"], [1, name, 1980], [2, "Lò Văn Pản", 1990])
    assert [row.name for row in rows_of(numbered)] == [name, "Lò Văn Pản"]


@pytest.mark.parametrize(
    "words", ["Tổng", "TỔNG CỘNG: 12", "Cộng", "Tong so dang vien: 4", "Cộng: 3 đ/c", "Tổng số"]
)
def test_a_total_is_nobody(words: str) -> None:
    assert [
        row.name for row in rows_of(xlsx(["Họ và tên", "Năm sinh"], ["Lò Văn Pản", 1980], [words, 2]))
    ] == ["Lò Văn Pản"]


def test_a_name_in_two_columns_and_births_of_men_and_women() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B1:C2")
        sheet.merge_cells("D1:E1")

    data = xlsx(
        ["STT", "Họ và tên", None, "Năm sinh", None, "Chi bộ"],
        [None, None, None, "Nam", "Nữ"],
        [1, "Nguyễn Văn", "An", 1968, None, "Chi bộ 1"],
        [2, "Lò Thị", "Bình", None, 1970, "Chi bộ 1"],
        more=merge,
    )
    assert [(row.name, row.birth_year) for row in rows_of(data)] == [
        ("Nguyễn Văn An", 1968),
        ("Lò Thị Bình", 1970),
    ]


def test_separate_columns_for_the_family_and_the_given_name() -> None:
    row = row_of(xlsx(["Họ đệm", "Tên", "Năm sinh"], ["Nguyễn  Văn", " An ", 1968]))
    assert row.name == "Nguyễn Văn An"


def test_a_units_cell_merged_over_its_people_stands_in_each_row() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A4")

    data = xlsx(["Chi bộ", "Họ và tên", "Năm sinh"], ["Chi bộ 1", "Lò A", 1970], [None, "Lò B", 1971],
                [None, "Lò C", 1972], ["Chi bộ 2", "Lò D", 1973], more=merge)  # fmt: skip
    assert [row.unit for row in rows_of(data)] == ["Chi bộ 1", "Chi bộ 1", "Chi bộ 1", "Chi bộ 2"]


def test_headings_between_the_rows_name_the_unit_of_those_below() -> None:
    data = xlsx(
        ["STT", "Họ và tên", "Năm sinh"],
        ["I. CHI BỘ THÔN ĐÔNG"],
        [1, "Lò Thị A", 1970],
        [None, "II. Chi bộ thôn Tây:"],
        [1, "Lò Thị B", 1971],
    )
    assert [(row.name, row.unit) for row in rows_of(data)] == [
        ("Lò Thị A", "CHI BỘ THÔN ĐÔNG"),
        ("Lò Thị B", "Chi bộ thôn Tây"),
    ]


def test_a_sheet_a_cell_is_named_by_its_sheet_once_all_were_chosen() -> None:
    data = sheets(
        {
            "Chi bộ 1": [HEADER[:2], ["Lò A Páo", 1970]],
            "Chi bộ 2": [HEADER[:2], ["Lò B Páo", 1971]],
            "Ghi chú": [["không có gì"]],
        }
    )
    head = head_of(data)
    assert head.asks_sheet
    assert [seen.name for seen in head.sheets] == ["Chi bộ 1", "Chi bộ 2"]
    assert rows_of(data) == []
    assert [(row.unit, row.sheet) for row in rows_of(data, Wish(sheet="*"))] == [
        ("Chi bộ 1", "Chi bộ 1"),
        ("Chi bộ 2", "Chi bộ 2"),
    ]
    assert [row.name for row in rows_of(data, Wish(sheet="Chi bộ 2"))] == ["Lò B Páo"]


@pytest.mark.parametrize(
    "cell",
    [1968, 1968.0, "1968", "1968.0", 24869, "24869", "02/01/1968", "2/1/68", "02-01-1968", "2.1.1968", date(1968, 2, 1),
     datetime(1968, 2, 1),  # noqa: DTZ001 - as calamine gives it
     "ngày 02 tháng 01 năm 1968", "1968-01-02", "1968-01-02 00:00:00", "01/1968", "02011968",
     date(1905, 5, 21), " 1968 "],
)  # fmt: skip
def test_a_birth_however_it_was_mangled(cell: object) -> None:
    assert row_of(xlsx(HEADER[:2], ["Lò Văn An", cell])).birth_year == 1968


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("abc", Reason.NOT_A_BIRTH), ("13/25/1968", Reason.NOT_A_BIRTH), ("31/02/1968", Reason.NOT_A_BIRTH),
        ("06/13/1968", Reason.NOT_A_BIRTH), (1768, Reason.BIRTH_BEYOND), (2020, Reason.BIRTH_BEYOND),
        (3.5, Reason.NOT_A_BIRTH),
    ],
)  # fmt: skip
def test_a_birth_that_cannot_be_is_named_with_its_cell(cell: object, reason: Reason) -> None:
    (problem,) = row_of(xlsx(HEADER[:2], ["Lò Văn An", cell])).problems
    assert (problem.reason, problem.column, problem.letter) == (reason, "Năm sinh", "B")


def test_a_formula_that_failed_is_named() -> None:
    (problem,) = row_of(csv(HEADER[:2], ("Lò Văn An", "#REF!"))).problems
    assert problem.reason is Reason.FORMULA_FAULT


def test_a_name_alone_right_below_the_others_is_a_person_and_a_signature_is_none() -> None:
    data = xlsx(
        ["Họ và tên", "Năm sinh"],
        ["Lò Văn An", 1968],
        ["Lò Thị Bình"],
        ["Bí thư chi bộ"],
        [],
        ["Quàng Văn Ký"],
    )
    assert [row.name for row in rows_of(data)] == ["Lò Văn An", "Lò Thị Bình"]
    assert tail_of(data).skipped == (4, 6)


@pytest.mark.parametrize(
    "cell", [912345678, 912345678.0, "0912 345 678", "84912345678", 84912345678, "9.12345678E8"]
)
def test_a_phone_however_it_was_mangled(cell: object) -> None:
    assert row_of(xlsx(HEADER[:3], ["Lò Văn An", 1968, cell])).phone == "0912345678"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("01234567890", Reason.OLD_PHONE), ("9,12E+08", Reason.LOST_DIGITS), ("12345", Reason.NOT_A_PHONE),
        ("0912345678 / 0987654321", Reason.TWO_PHONES), ("hỏi con", Reason.NOT_A_PHONE),
    ],
)  # fmt: skip
def test_a_phone_that_is_none(cell: object, reason: Reason) -> None:
    (problem,) = row_of(xlsx(HEADER[:3], ["Lò Văn An", 1968, cell])).problems
    assert problem.reason is reason


def test_offices_of_the_cell_are_taken_and_others_are_told_of() -> None:
    data = xlsx(
        ["Họ và tên", "Chức vụ"],
        ["Lò Văn An", "Bí thư chi bộ, Trưởng thôn"],
        ["Lò Văn Bé", "PBT"],
        ["Lò Văn Cả", "Bí thư Đảng ủy kiêm Chủ tịch UBND"],
        ["Lò Văn Dũng", "Đảng viên"],
        ["Lò Văn Én", "Chi ủy viên"],
    )
    assert [row.roles for row in rows_of(data)] == [
        (RoleKind.SECRETARY,),
        (RoleKind.DEPUTY_SECRETARY,),
        (),
        (),
        (RoleKind.CELL_COMMITTEE_MEMBER,),
    ]
    assert {what for what, _ in tail_of(data).not_offices} == {
        "Trưởng thôn",
        "Bí thư Đảng ủy",
        "Chủ tịch UBND",
    }


def test_standing_group_joining_code_and_what_is_not_known_there() -> None:
    header = ["Họ và tên", "Tình trạng", "Nhóm", "Ngày về chi bộ", "Mã"]
    row = row_of(xlsx(header, ["Lò Văn An", "miễn sinh hoạt", "Nhóm II", "05/04/2025", "M09"]))
    assert (row.standing, row.group, row.joined, row.code) == (
        Standing.EXEMPT,
        AudienceGroup.ORDINARY_MEMBER,
        date(2025, 4, 5),
        "M09",
    )
    wrong = row_of(xlsx(header, ["Lò Văn An", "giỏi", "4", "05/04/2027", ""]))
    assert [problem.reason for problem in wrong.problems] == [
        Reason.DATE_AHEAD,
        Reason.NOT_A_STANDING,
        Reason.NOT_A_GROUP,
    ]


@pytest.mark.parametrize(
    "name",
    ["Sùng A Dính", "H’Hen Niê", "Y Blô Êban", "Điểu K'Lơi", "Thạch Sô Khum", "Tô", "Nguyễn Văn Hùng (A)",
     "Ma Văn Chẩn", "Kim Thị Sa Rết", "Nguyễn Thị Minh-Anh", "H’ Hen Niê"],
)  # fmt: skip
def test_names_of_all_peoples(name: str) -> None:
    assert not row_of(xlsx(HEADER[:2], [name, 1968])).problems


@pytest.mark.parametrize(
    "name", ["=1+1", "@SUM(A1)", "+84912345678", "Trần A1", "<b>An</b>", "x" * 90, "12345", "An; drop table"]
)
def test_what_is_no_name(name: str) -> None:
    """Written as text: a formula would be evaluated by nobody here."""

    def as_text(sheet: Worksheet) -> None:
        sheet["A2"].data_type = "s"

    assert row_of(xlsx(HEADER[:2], [name, 1968], more=as_text)).problems


def test_a_formula_gives_the_value_that_was_kept_and_is_never_evaluated() -> None:
    row = row_of(
        xlsx(HEADER[:3], ["Lò Văn An", "=1960+8", "0912345678"])
    )  # openpyxl keeps no value beside it
    assert row.birth_year is None


def test_a_name_all_in_capitals_stays_until_it_is_wished_otherwise() -> None:
    data = xlsx(HEADER[:2], ["NGUYỄN VĂN AN", 1968], ["H’HEN NIÊ", 1992], ["Lò Thị Bình", 1970])
    assert [row.name for row in rows_of(data)] == ["NGUYỄN VĂN AN", "H’HEN NIÊ", "Lò Thị Bình"]
    assert tail_of(data).capitals == 2
    assert tail_of(data).capital_samples[1] == ("H’HEN NIÊ", "H’Hen Niê")
    assert [row.name for row in rows_of(data, Wish(names="proper"))] == [
        "Nguyễn Văn An",
        "H’Hen Niê",
        "Lò Thị Bình",
    ]


def test_text_of_an_old_font_is_asked_about_and_never_converted_silently() -> None:
    data = xlsx(HEADER[:2], ["NguyÔn V¨n Hïng", 1968], ["Lª ThÞ Mai", 1970], ["Lê Sơn", 1971])
    head = head_of(data)
    assert [(old.encoding, old.count, old.samples[0]) for old in head.old] == [
        ("tcvn3", 2, ("NguyÔn V¨n Hïng", "Nguyễn Văn Hùng"))
    ]
    assert rows_of(data) == []
    assert [row.name for row in rows_of(data, Wish(encoding="tcvn3"))] == [
        "Nguyễn Văn Hùng",
        "Lê Thị Mai",
        "Lê Sơn",
    ]
    left = rows_of(data, Wish(encoding="unicode"))
    assert [[problem.reason for problem in row.problems] for row in left] == [
        [Reason.OLD_FONT],
        [Reason.OLD_FONT],
        [],
    ]


def test_what_may_not_be_kept_is_not_read() -> None:
    head = head_of(
        xlsx(["Họ và tên", "Năm sinh", "Số CCCD", "Dân tộc", "Ghi chú"], ["Lò Văn An", 1968, "01", "Thái"])
    )
    assert head.sheets[0].not_kept == ("Số CCCD", "Dân tộc")
    assert head.sheets[0].others == ("Ghi chú",)


def test_two_rows_alike_are_told_of_each_other() -> None:
    data = xlsx(
        HEADER,
        ["Lò Văn An", 1968, "0912345678", "Chi bộ 1"],
        ["LÒ VĂN AN", 1968, "", "Chi bộ 1"],
        ["Lò Thị Bình", 1970, "912345678", "Chi bộ 1"],
        ["Lò Văn An", 1968, "", "Chi bộ 2"],
        ["Lo Thi Binh", "", "0912345678", "Chi bộ 2"],
    )
    assert [(row.twin, row.phone_twin) for row in rows_of(data)] == [(0, 0), (2, 0), (0, 2), (0, 0), (4, 2)]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_with_any_separator_and_encoding(separator: str, encoding: str) -> None:
    rows = [HEADER, ("Nguyễn Văn Ộ", "1968", "0912345678", "Chi bộ 1"), ("Lò Thị Ấn", "1970", "", "Chi bộ 1")]
    found = rows_of(csv(*rows, separator=separator, encoding=encoding))
    assert [(row.name, row.birth_year, row.phone) for row in found] == [
        ("Nguyễn Văn Ộ", 1968, "0912345678"),
        ("Lò Thị Ấn", 1970, None),
    ]


def test_text_of_windows_1258() -> None:
    text = "Họ và tên;Năm sinh\r\nNguyễn Văn Hùng;1968\r\nĐỗ Thị Hường;1970\r\n"
    import unicodedata

    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    apart = ""
    for char in text:
        split = unicodedata.normalize("NFD", char)
        tones = [each for each in split if each in marks]
        apart += unicodedata.normalize("NFC", "".join(e for e in split if e not in marks)) + "".join(tones)
    assert [row.name for row in rows_of(apart.encode("cp1258"))] == ["Nguyễn Văn Hùng", "Đỗ Thị Hường"]


def test_text_of_tcvn3_titles_included() -> None:
    data = "Hä vµ tªn;N¨m sinh\r\nNguyÔn V¨n Hïng;1968\r\n".encode("latin-1")
    assert head_of(data).old[0].samples == (("NguyÔn V¨n Hïng", "Nguyễn Văn Hùng"),)
    assert row_of(data, Wish(encoding="tcvn3")).name == "Nguyễn Văn Hùng"


def test_decomposed_letters_are_composed() -> None:
    import unicodedata

    row = row_of(xlsx(HEADER[:2], [unicodedata.normalize("NFD", "Đặng Thị Ộ"), 1968]))
    assert row.name == "Đặng Thị Ộ"
