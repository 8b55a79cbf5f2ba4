import pytest

from core.text.units import canonical, counts_anything, money_scale, same_unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("m2", "m²"),
        ("M2", "m²"),
        ("mét vuông", "m²"),
        ("ho", "hộ"),
        ("hộ dân", "hộ"),
        ("căn nhà", "nhà"),
        ("KM", "km"),
        ("cây số", "km"),
        ("phần trăm", "%"),
        ("luot nguoi", "lượt người"),
        ("lượt", "lượt người"),
        ("đ", "đồng"),
        ("trđ", "triệu đồng"),
        ("vườn rau sạch", "Vườn  rau sạch"),
        ("cong", "công"),
        ("hoà giải", "hòa giải"),
    ],
)
def test_spellings_of_one_unit(one: str, other: str) -> None:
    assert same_unit(one, other)
    assert same_unit(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("m", "m²"),
        ("km", "%"),
        ("hộ", "hồ"),
        ("sào", "m²"),
        ("công", "ngày công"),
        ("đồng", "triệu đồng"),
        ("ha", "hộ"),
        ("việc", "vụ việc"),
        ("cây", "cây giống"),
        ("tấn", "tạ"),
        ("mẫu", "sào"),
        ("buổi", "cuộc"),
    ],
)
def test_different_units_stay_different(one: str, other: str) -> None:
    assert not same_unit(one, other)


def test_a_unit_that_no_table_knows_is_equal_to_itself() -> None:
    assert canonical("Gốc quế") == "gốc quế"
    assert same_unit("gốc quế", "goc que")


@pytest.mark.parametrize(
    ("unit", "scale"), [("đồng", 1), ("k", 1000), ("triệu đồng", 10**6), ("tỷ đồng", 10**9)]
)
def test_money_words(unit: str, scale: int) -> None:
    assert money_scale(unit) == scale


def test_what_is_no_money_has_no_scale() -> None:
    assert money_scale("nhà") is None


def test_words_that_count_anything() -> None:
    assert counts_anything("cái")
    assert counts_anything("chiec")
    assert not counts_anything("km")
