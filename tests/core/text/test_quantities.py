from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.amounts import Amount, AmountKind, Doubt, Quantity, Share, Unclear
from core.text.quantities import amount_in, parse_quantity
from tests.core.text.strategies import anything


@dataclass(frozen=True)
class Row:
    """What is expected of one typed amount; `value` as in `Decimal(value)`."""

    typed: str
    value: str
    unit: str | None = None
    kind: AmountKind = AmountKind.NUMBER
    approx: bool = False
    of: str | None = None
    per: str | None = None

    def __str__(self) -> str:
        return self.typed


def money(typed: str, value: str, *, approx: bool = False) -> Row:
    return Row(typed, value, "đồng", AmountKind.MONEY, approx)


THE_TABLE = [
    *(Row(typed, "1150", typed[-2:]) for typed in ("1.150 m2", "1.150 m²", "1150m2")),
    money("81,75 triệu đồng", "81750000"),
    money("81,75tr", "81750000"),
    money("1tr2", "1200000"),
    money("1tr250", "1250000"),
    Row("50 triệu/nhà", "50000000", "đồng", AmountKind.RATE, per="nhà"),
    money("2 tỷ rưỡi", "2500000000"),
    money("2,5 tỷ", "2500000000"),
    Row("3.853 việc", "3853", "việc"),
    Row("1,5 ha", "1.5", "ha"),
    Row("2 sào", "2", "sào"),
    Row("5 công", "5", "công"),
    Row("3 mẫu", "3", "mẫu"),
    *(Row(typed, "106", "%", AmountKind.PERCENT) for typed in ("106%", "106 %", "đạt 106 phần trăm")),
    Row("hơn 3 km", "3", "km", approx=True),
    Row("gần 3km", "3", "km", approx=True),
    *(Row(typed, typed[-2:], approx=True) for typed in ("khoảng 20", "~20")),
    Row("trên 49.400", "49400", approx=True),
    *(Row(typed, "10", "hộ") for typed in ("10 hộ", "mười hộ", "chục hộ")),
    Row("05 mô hình", "5", "mô hình"),
    Row("01 việc", "1", "việc"),
    Row("17/16 nhà", "17", "nhà", AmountKind.RATIO, of="16"),
    Row("0", "0"),
    Row("không có", "0"),
    Row("17 cái", "17", "cái"),
]

BEYOND_THE_TABLE = [
    Row("2.713 mô hình", "2713", "mô hình"),
    Row("12,4 tạ", "12.4", "tạ"),
    Row("1.350,5 kg", "1350.5", "kg"),
    Row("0,125 ha", "0.125", "ha"),
    Row("1.5 km", "1.5", "km"),
    Row("1,150,000", "1150000"),
    Row("1,150.5", "1150.5"),
    Row("５ hộ", "5", "hộ"),
    Row("2½ ha", "2.5", "ha"),
    Row("3 km rưỡi", "3.5", "km"),
    Row("ba rưỡi", "3.5"),
    Row("1kg2", "1.2", "kg"),
    Row("3m5", "3.5", "m"),
    Row("1m2", "1", "m2"),
    Row("7 km2", "7", "km2"),
    Row("hai mươi lăm hộ", "25", "hộ"),
    Row("hai lăm hộ", "25", "hộ"),
    Row("mười lăm", "15"),
    Row("ba mươi mốt cây", "31", "cây"),
    Row("một trăm linh năm", "105"),
    Row("trăm hai mươi hộ", "120", "hộ"),
    Row("một nghìn không trăm linh năm", "1005"),
    Row("ba nghìn tám trăm năm mươi ba việc", "3853", "việc"),
    Row("nghìn rưỡi cây", "1500", "cây"),
    Row("hai chục buổi", "20", "buổi"),
    Row("3 triệu cây", "3000000", "cây"),
    Row("2 nghìn lượt người", "2000", "lượt người"),
    Row("năm hộ", "5", "hộ"),
    Row("5 năm", "5", "năm"),
    Row("muoi ho", "10", "ho"),
    Row("hai muoi lam", "25"),
    Row("hon 3 km", "3", "km", approx=True),
    Row("khoang do 20 ho", "20", "ho", approx=True),
    Row("xấp xỉ 300 m", "300", "m", approx=True),
    Row("20+", "20", approx=True),
    Row("ước được 12 buổi", "12", "buổi", approx=True),
    Row("12 vườn rau", "12", "vườn"),
    Row("9 hàng rào xanh", "9", "hàng rào xanh"),
    Row("17 rồi ạ", "17"),
    Row("dạ em làm được 12 buổi rồi ạ", "12", "buổi"),
    Row("- 5 hộ", "5", "hộ"),
    Row("5 đồng chí", "5", "đồng chí"),
    Row("3 đ/c", "3", "đ/c"),
    Row("quý 2 làm được 5 buổi", "5", "buổi"),
    Row("tháng 6/2026 được 12 cuộc", "12", "cuộc"),
    Row("ngày 12/6 được 3 hộ", "3", "hộ"),
    Row("việc 2 được 5 hộ", "5", "hộ"),
    Row("năm 2026 được 3 lần", "3", "lần"),
    Row("trong năm nay được ba buổi", "3", "buổi"),
    Row("6 tháng đầu năm được 31 cuộc", "31", "cuộc"),
    Row("17 / 16 nhà", "17", "nhà", AmountKind.RATIO, of="16"),
    Row("91/120 hồ sơ, đạt 75,8%", "91", "hồ sơ", AmountKind.RATIO, of="120"),
    Row("1,35 km trên tổng số 3,2 km", "1.35", "km", AmountKind.RATIO, of="3.2"),
    Row("14/25 bóng đèn ở ngõ 3", "14", "bóng đèn", AmountKind.RATIO, of="25"),
    Row("03/3 buổi", "3", "buổi", AmountKind.RATIO, of="3"),
    Row("106,25 %", "106.25", "%", AmountKind.PERCENT),
    Row("một trăm phần trăm", "100", "%", AmountKind.PERCENT),
    Row("500k/hộ", "500000", "đồng", AmountKind.RATE, per="hộ"),
    Row("50 triệu/1 nhà", "50000000", "đồng", AmountKind.RATE, per="nhà"),
    Row("300.000 đồng/tháng", "300000", "đồng", AmountKind.RATE, per="tháng"),
    Row("mỗi tháng 300.000 đồng", "300000", "đồng", AmountKind.RATE, per="tháng"),
    Row("5 buổi/tháng", "5", "buổi", AmountKind.RATE, per="tháng"),
    money("680.000đ", "680000"),
    money("680.000 vnđ", "680000"),
    money("500k", "500000"),
    money("1tr25", "1250000"),
    money("1 triệu 200", "1200000"),
    money("triệu hai", "1200000"),
    money("một tỷ hai trăm triệu đồng", "1200000000"),
    money("2 tỷ 500 triệu", "2500000000"),
    money("nửa... à 1 tỷ 2", "1200000000"),
    money("hơn 50 triệu", "50000000", approx=True),
    money("50 nghìn tỷ", "50000000000000"),
    money("nửa tỷ", "500000000"),
    money("nửa triệu", "500000"),
    Row("gần nửa km", "0.5", "km", approx=True),
    Row("nửa cây số", "0.5", "cây số"),
    Row("ba phẩy năm", "3.5"),
    Row("3 phẩy 75 km", "3.75", "km"),
    Row("10 trên 12 hộ", "10", "hộ", AmountKind.RATIO, of="12"),
    Row("17 nhà/16 nhà", "17", "nhà", AmountKind.RATIO, of="16"),
    Row("thu 5 lit", "5", "lit"),
    Row("ban 5 cai", "5", "cai"),
    Row("du 16 nha", "16", "nha"),
    Row("bình quân còn 11,2 ngày làm việc", "11.2", "ngày làm việc"),
    Row("giảm 22,5%", "22.5", "%", AmountKind.PERCENT),
    Row("ko", "0"),
    Row("chưa làm gì hết", "0"),
    Row("không phát sinh", "0"),
    Row("khong co", "0"),
]


@pytest.mark.parametrize("row", [*THE_TABLE, *BEYOND_THE_TABLE], ids=str)
def test_amounts_as_people_type_them(row: Row) -> None:
    of = None if row.of is None else Decimal(row.of)
    expected = Quantity(Decimal(row.value), row.unit, row.typed, row.kind, row.approx, of, row.per)
    assert parse_quantity(row.typed) == expected


@pytest.mark.parametrize(
    ("typed", "part", "approx"),
    [
        *(
            (typed, Fraction(1), False)
            for typed in ("xong rồi", "xong", "đã hoàn thành", "đủ rồi ạ", "đạt kế hoạch")
        ),
        *(
            (typed, Fraction(1), False)
            for typed in ("xong roi", "em xong hết rồi", "toàn bộ", "hoàn thành chỉ tiêu")
        ),
        *((typed, Fraction(1, 2), False) for typed in ("được một nửa", "nửa", "mot nua", "một nửa kế hoạch")),
        *((typed, Fraction(1, 2), True) for typed in ("hơn nửa", "khoảng một nửa", "gần nửa kế hoạch")),
        *(
            (typed, Fraction(2, 3), False)
            for typed in ("2/3 kế hoạch", "hai phần ba", "được hai phần ba chỉ tiêu")
        ),
        *((typed, Fraction(3, 4), False) for typed in ("ba phần tư kế hoạch", "3 phần 4", "3/4 khối lượng")),
        *((typed, Fraction(1, 2), False) for typed in ("một nửa số hộ", "nửa số nhà")),
    ],
)
def test_parts_of_what_was_to_be_done(typed: str, part: Fraction, approx: bool) -> None:
    assert parse_quantity(typed) == Share(part, typed, approx)


def test_a_share_becomes_an_amount_of_the_target() -> None:
    assert Share(Fraction(1, 2), "").of(Decimal(25)) == Decimal("12.5")
    assert Share(Fraction(2, 3), "").of(Decimal(16)) == Decimal("10.67")
    assert Share(Fraction(1), "").of(Decimal("3.2")) == Decimal("3.2")


@pytest.mark.parametrize(
    ("typed", "doubt", "offered"),
    [
        ("1,150", Doubt.SEPARATOR, ["1150", "1.15"]),
        ("12,500 m", Doubt.SEPARATOR, ["12500", "12.5"]),
        ("1 150 m2", Doubt.SEPARATOR, ["1150"]),
        *(
            (typed, Doubt.VAGUE, [])
            for typed in ("vài hộ", "gần xong", "mấy buổi", "một số việc", "nhiều lắm")
        ),
        *(
            (typed, Doubt.VAGUE, [])
            for typed in ("vai ho", "gan xong", "sắp xong rồi", "chưa xong", "vượt kế hoạch")
        ),
        ("chưa được 10 hộ", Doubt.VAGUE, ["10"]),
        ("còn 9 nhà", Doubt.VAGUE, ["9"]),
        ("con 9 nha", Doubt.VAGUE, ["9"]),
        ("9 nhà đang làm", Doubt.VAGUE, ["9"]),
        ("còn thiếu 2 hộ", Doubt.VAGUE, ["2"]),
        ("vượt 1 nhà", Doubt.VAGUE, ["1"]),
        ("kế hoạch 16 nhà", Doubt.VAGUE, ["16"]),
        ("sẽ làm 5 nhà", Doubt.VAGUE, ["5"]),
        (",5", Doubt.SEPARATOR, ["5", "0.5"]),
        ("5-7 hộ", Doubt.RANGE, ["5", "7"]),
        ("từ 5 đến 7 buổi", Doubt.RANGE, ["5", "7"]),
        ("hai ba hộ", Doubt.RANGE, ["2", "3"]),
        ("bốn năm hộ", Doubt.RANGE, ["4", "5"]),
        ("10 hộ hiến 1.150 m² đất", Doubt.SEVERAL, ["10", "1150"]),
        ("50 triệu 3 hộ", Doubt.SEVERAL, ["50000000", "3"]),
        ("-5", Doubt.NEGATIVE, ["5"]),
        ("−3 km", Doubt.NEGATIVE, ["3"]),
        *(
            (typed, Doubt.UNREADABLE, [])
            for typed in ("5/4/2026", "05-04-2026", "1.2.3", "9" * 21, "1.15.000", "quý 2")
        ),
        *(
            (typed, Doubt.NO_NUMBER, [])
            for typed in ("không nhớ", "trồng cây", "👍", "?", "năm ngoái", "do mưa")
        ),
        ("", Doubt.EMPTY, []),
        (" \u200b\n", Doubt.EMPTY, []),
        ("§¶ng 5", Doubt.OLD_ENCODING, []),
    ],
)
def test_what_has_to_be_asked(typed: str, doubt: Doubt, offered: list[str]) -> None:
    read = parse_quantity(typed)
    assert isinstance(read, Unclear)
    assert (read.doubt, [each.value for each in read.candidates]) == (
        doubt,
        [Decimal(each) for each in offered],
    )
    assert read.raw == typed


def test_zero_is_an_answer_and_nothing_is_none() -> None:
    assert isinstance(parse_quantity("0"), Quantity)
    assert isinstance(parse_quantity(""), Unclear)


@pytest.mark.parametrize(
    ("typed", "value", "note"),
    [
        ("chưa làm được do mưa", 0, "do mưa"),
        ("chua lam duoc do mua", 0, "do mua"),
        ("không làm được vì thiếu 2 công", 0, "vì thiếu 2 công"),
        ("mới được 5 hộ do thiếu vốn", 5, "do thiếu vốn"),
    ],
)
def test_the_reason_is_kept_and_not_counted(typed: str, value: int, note: str) -> None:
    read = parse_quantity(typed)
    assert isinstance(read, Quantity)
    assert read.value == value
    assert read.note == note


@pytest.mark.parametrize(
    ("typed", "done", "doing"),
    [
        ("17 nhà xong, 9 nhà đang làm", 17, 9),
        ("hoàn thành 17 nhà, hiện còn 9 nhà triển khai", 17, 9),
        ("đang làm 9 nhà, xong 17", 17, 9),
        ("4 vụ xong; còn 1 vụ đang chờ", 4, 1),
    ],
)
def test_done_and_still_in_progress_are_two_amounts(typed: str, done: int, doing: int) -> None:
    read = parse_quantity(typed)
    assert isinstance(read, Quantity)
    assert read.value == done
    assert read.doing == doing


@pytest.mark.parametrize(
    ("typed", "asked", "value"),
    [
        ("Vận động được 10 hộ hiến 1.150 m² đất", "m²", 1150),
        ("Vận động được 10 hộ hiến 1.150 m² đất", "hộ", 10),
        ("Đã lắp 14/25 bóng đèn ở ngõ 3, kinh phí 9,8 triệu đồng", "bóng đèn", 14),
        ("Lũy kế 6 tháng, xã đã bàn giao 17/16 nhà, đạt 106% kế hoạch; hiện còn 9 nhà đang làm", "nhà", 17),
        ("Đã trồng 0,3 ha quế, vận động thêm 6 hộ cùng làm", "ha", Decimal("0.3")),
        ("trồng 40 gốc quế ở 2 thôn", "gốc quế", 40),
    ],
)
def test_among_several_amounts_the_unit_asked_for_decides(
    typed: str, asked: str, value: int | Decimal
) -> None:
    read = parse_quantity(typed, asked)
    assert isinstance(read, Quantity)
    assert (read.value, read.raw) == (value, typed)


def test_two_amounts_of_the_unit_asked_for_are_asked_about() -> None:
    read = parse_quantity("10 hộ hiến 1.150 m² đất, gia đình tôi hiến 60 m²", "m²")
    assert isinstance(read, Unclear)
    assert read.doubt is Doubt.SEVERAL


@pytest.mark.parametrize(
    ("typed", "asked", "value"),
    [
        ("17", "nhà", "17"),
        ("17 cái", "nhà", "17"),
        ("17 căn nhà", "nhà", "17"),
        ("1.150 m2", "m²", "1150"),
        ("12 ho", "hộ", "12"),
        ("17/16 nhà", "nhà", "17"),
        ("81,75 triệu đồng", "triệu đồng", "81.75"),
        ("81,75", "triệu đồng", "81.75"),
        ("2 tỷ rưỡi", "triệu đồng", "2500"),
        ("1tr2", "đồng", "1200000"),
        ("300 nghìn", "đồng", "300000"),
        ("3 triệu", "cây", "3000000"),
        ("106%", "%", "106"),
        ("106", "%", "106"),
    ],
)
def test_the_value_in_the_unit_asked_for(typed: str, asked: str, value: str) -> None:
    read = parse_quantity(typed, asked)
    assert isinstance(read, Quantity)
    assert amount_in(read, asked) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("12 km", "%"),
        ("12%", "km"),
        ("1.150 m", "m²"),
        ("5 hộ", "nhà"),
        ("2 sào", "m²"),
        ("50 triệu/nhà", "đồng"),
    ],
)
def test_a_unit_is_never_changed_to_the_one_asked_for(typed: str, asked: str) -> None:
    read = parse_quantity(typed, asked)
    assert isinstance(read, Quantity)
    assert amount_in(read, asked) is None


@given(anything, st.one_of(st.none(), anything))
def test_nothing_typed_breaks_it(text: str, asked: str | None) -> None:
    read: Amount = parse_quantity(text, asked)
    assert read.raw == text
    if isinstance(read, Quantity):
        assert read.value >= 0
        assert read.value.is_finite()


@given(st.integers(0, 999_999))
def test_spelled_numbers_are_read_as_the_same_figure(value: int) -> None:
    spelled = spell(value)
    assert parse_quantity(f"{spelled} hộ") == Quantity(Decimal(value), "hộ", f"{spelled} hộ") or value == 0


_ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def spell(value: int) -> str:
    """How the number is read aloud; an independent writing of what the parser reads."""
    if value >= 1000:
        rest = value % 1000
        tail = "" if not rest else f" {_three(rest, full=True)}"
        return f"{spell(value // 1000)} nghìn{tail}"
    return _three(value, full=False)


def _three(value: int, *, full: bool) -> str:
    hundreds, rest = divmod(value, 100)
    head = f"{_ONES[hundreds]} trăm" if hundreds or full else ""
    if not rest:
        return head or _ONES[0]
    if rest < 10:
        return f"{head} linh {_ONES[rest]}" if head else _ONES[rest]
    tens, ones = divmod(rest, 10)
    text = "mười" if tens == 1 else f"{_ONES[tens]} mươi"
    if ones:
        text += " " + ("lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else _ONES[ones])
    return f"{head} {text}".strip()
