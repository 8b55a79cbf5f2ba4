from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.dates import DateDoubt, Prefer, UnclearDate, date_text, official_date, parse_date
from tests.core.text.strategies import anything

TUESDAY = date(2026, 4, 7)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5/4", date(2026, 4, 5)),
        ("05-04-2026", date(2026, 4, 5)),
        ("5.4.26", date(2026, 4, 5)),
        ("mùng 5 tháng 4", date(2026, 4, 5)),
        ("mung 5 thang 4", date(2026, 4, 5)),
        ("mùng năm tháng tư", date(2026, 4, 5)),
        ("hôm qua", date(2026, 4, 6)),
        ("hom qua", date(2026, 4, 6)),
        ("hôm nay", TUESDAY),
        ("thứ Sáu tuần trước", date(2026, 4, 3)),
        ("thu sau tuan truoc", date(2026, 4, 3)),
        ("thứ 6 tuần sau", date(2026, 4, 17)),
        ("chủ nhật tuần này", date(2026, 4, 12)),
        ("cuối tháng", date(2026, 4, 30)),
        ("cuối tháng sau", date(2026, 5, 31)),
        ("cuối quý", date(2026, 6, 30)),
        ("cuối quý III", date(2026, 9, 30)),
        ("hết quý 3/2026", date(2026, 9, 30)),
        ("cuối năm", date(2026, 12, 31)),
        ("hết năm 2027", date(2027, 12, 31)),
        ("ngày 18/6", date(2026, 6, 18)),
        ("trước ngày 30/9", date(2026, 9, 30)),
        ("ngày 05 tháng 4 năm 2026", date(2026, 4, 5)),
        ("29/3/2022", date(2022, 3, 29)),
        ("18-5-2021", date(2021, 5, 18)),
        ("18/8/2022 8:13'(GMT+7)", date(2022, 8, 18)),
        ("2026-04-05", date(2026, 4, 5)),
        ("5 / 4 / 2026", date(2026, 4, 5)),
        ("５/４/２０２６", date(2026, 4, 5)),
        ("chụp ngày 12/6/2025 ạ", date(2025, 6, 12)),
        ("3 ngày trước", date(2026, 4, 4)),
        ("cách đây 2 tuần", date(2026, 3, 24)),
        ("3 ngày nữa", date(2026, 4, 10)),
        ("mai", date(2026, 4, 8)),
        ("29/2/2024", date(2024, 2, 29)),
        ("thứ Ba, ngày 7/4/2026", TUESDAY),
        ("ngày 5", date(2026, 4, 5)),
        ("đầu năm", date(2026, 1, 1)),
        ("20/11 năm nay", date(2026, 11, 20)),
        ("20/11 năm ngoái", date(2025, 11, 20)),
        ("20/11 năm 2024", date(2024, 11, 20)),
        ("ngày 8 tháng 3 năm 26", date(2026, 3, 8)),
        ("ngày 5 tháng 4 năm sau", date(2027, 4, 5)),
        ("hai mươi tháng mười hai năm 2025", date(2025, 12, 20)),
        ("ngày ba mươi mốt tháng năm", date(2026, 5, 31)),
        ("ngay muoi lam thang tu", date(2026, 4, 15)),
        ("ngày mùng 8 tháng 3", date(2026, 3, 8)),
        ("5 4 2026", date(2026, 4, 5)),
        ("5,4,2026", date(2026, 4, 5)),
        ("8h30 ngày 5/4", date(2026, 4, 5)),
        ("thứ hai đầu tuần", date(2026, 4, 6)),
        ("đến hết ngày 30/6", date(2026, 6, 30)),
    ],
)
def test_days_as_people_type_them(typed: str, expected: date) -> None:
    assert parse_date(typed, TUESDAY) == expected


@pytest.mark.parametrize(
    ("typed", "past", "future"),
    [
        ("5/4", date(2026, 4, 5), date(2027, 4, 5)),
        ("30/9", date(2025, 9, 30), date(2026, 9, 30)),
        ("7/4", TUESDAY, TUESDAY),
        ("thứ sáu", date(2026, 4, 3), date(2026, 4, 10)),
        ("31/12", date(2025, 12, 31), date(2026, 12, 31)),
        ("ngày 20", date(2026, 3, 20), date(2026, 4, 20)),
        ("cuối tháng 6", date(2025, 6, 30), date(2026, 6, 30)),
    ],
)
def test_without_a_year_the_question_says_which_way(typed: str, past: date, future: date) -> None:
    assert parse_date(typed, TUESDAY, Prefer.PAST) == past
    assert parse_date(typed, TUESDAY, Prefer.FUTURE) == future


@pytest.mark.parametrize(
    "typed",
    ["4/13", "31/4", "31/04/2026", "29/2/2026", "32/1", "0/0", "5/13/2026", "12/31/2025", "5/4/202", "1.150"],
)
def test_never_month_before_day_and_no_day_that_is_not(typed: str) -> None:
    found = parse_date(typed, TUESDAY)
    assert isinstance(found, UnclearDate)
    assert found.doubt is DateDoubt.IMPOSSIBLE


@pytest.mark.parametrize(
    "typed",
    [
        "mùng 10 tháng 3 âm lịch",
        "10/3 âm lịch",
        "10/3 (ÂL)",
        "10/3 al",
        "rằm tháng 7",
        "23 tháng Chạp",
        "mùng 5 Tết",
    ],
)
def test_the_moon_is_asked_about(typed: str) -> None:
    assert parse_date(typed, TUESDAY) == UnclearDate(DateDoubt.LUNAR, typed)


@pytest.mark.parametrize(
    ("typed", "doubt", "offered"),
    [
        ("tháng 6", DateDoubt.VAGUE, (date(2026, 6, 30),)),
        ("6/2026", DateDoubt.VAGUE, (date(2026, 6, 30),)),
        ("T6/2026", DateDoubt.VAGUE, (date(2026, 6, 30),)),
        ("quý III", DateDoubt.VAGUE, (date(2026, 9, 30),)),
        ("giữa tháng", DateDoubt.VAGUE, (date(2026, 4, 15),)),
        ("cuối tuần", DateDoubt.VAGUE, (date(2026, 4, 11), date(2026, 4, 12))),
        ("tuần trước", DateDoubt.VAGUE, ()),
        ("năm 2026", DateDoubt.VAGUE, ()),
        ("2021 - 2025", DateDoubt.VAGUE, ()),
        ("từ 1/6 đến 12/6", DateDoubt.SEVERAL, (date(2026, 6, 1), date(2026, 6, 12))),
        ("1-5/6", DateDoubt.SEVERAL, (date(2026, 6, 1), date(2026, 6, 5))),
        ("từ 5 đến 7/4", DateDoubt.SEVERAL, (date(2026, 4, 5), date(2026, 4, 7))),
        ("ngày 5, 6 tháng 4", DateDoubt.SEVERAL, (date(2026, 4, 5), date(2026, 4, 6))),
        ("từ 5 đến ngày 7 tháng 4", DateDoubt.SEVERAL, (date(2026, 4, 5), date(2026, 4, 7))),
        ("năm sau", DateDoubt.VAGUE, ()),
        ("3/4 kế hoạch", DateDoubt.NONE, ()),
        ("17/16 nhà", DateDoubt.NONE, ()),
        ("3/12 buổi", DateDoubt.NONE, ()),
        ("xong rồi", DateDoubt.NONE, ()),
        ("Lý Thị Mai", DateDoubt.NONE, ()),
        ("", DateDoubt.NONE, ()),
    ],
)
def test_what_names_no_single_day_is_asked(typed: str, doubt: DateDoubt, offered: tuple[date, ...]) -> None:
    assert parse_date(typed, TUESDAY) == UnclearDate(doubt, typed, offered)


@pytest.mark.parametrize(
    ("day", "official"),
    [
        (date(2026, 4, 5), "ngày 05 tháng 4 năm 2026"),
        (date(2026, 2, 15), "ngày 15 tháng 02 năm 2026"),
        (date(2026, 1, 1), "ngày 01 tháng 01 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_official_dates(day: date, official: str) -> None:
    assert official_date(day) == official


def test_short_dates() -> None:
    assert date_text(date(2026, 4, 5)) == "05/04/2026"


@given(days, days)
def test_what_is_written_is_read_back(day: date, today: date) -> None:
    for text in (
        date_text(day),
        official_date(day),
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year % 100:02d}",
    ):
        assert parse_date(text, today) == day


@given(st.integers(1, 31), st.integers(1, 12), days)
def test_a_day_without_a_year_lies_on_the_side_asked_for(day: int, month: int, today: date) -> None:
    text = f"{day}/{month}"
    past, future = parse_date(text, today, Prefer.PAST), parse_date(text, today, Prefer.FUTURE)
    if isinstance(past, date) and isinstance(future, date):
        assert past <= today <= future
        assert (past.day, past.month) == (future.day, future.month) == (day, month)
        nearest = parse_date(text, today)
        assert isinstance(nearest, date)
        assert abs(nearest - today) == min(today - past, future - today)


@given(anything, days)
def test_nothing_typed_breaks_it(text: str, today: date) -> None:
    found = parse_date(text, today)
    assert isinstance(found, date | UnclearDate)
    if isinstance(found, UnclearDate):
        assert found.raw == text


@given(st.integers(1, 999), days)
def test_days_ago_and_days_ahead(count: int, today: date) -> None:
    assert parse_date(f"{count} ngày trước", today) == today - timedelta(days=count)
    assert parse_date(f"{count} ngay nua", today) == today + timedelta(days=count)
