"""Days as people say them: mùng 5 tháng 4, hôm qua, thứ Sáu tuần trước, cuối quý. See `dates`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, TypeAlias

from core.text.date_parts import (
    DateDoubt,
    Hit,
    Reader,
    Unsure,
    month_end,
    real_day,
)
from core.text.folding import fold_key
from core.text.periods import Quarter, parse_quarter

Pattern: TypeAlias = tuple[re.Pattern[str], re.Pattern[str]]


def _both(pattern: str) -> Pattern:
    """For texts with marks, and for texts without any. Whole words."""
    whole = rf"(?<!\w)(?:{pattern})(?!\w)"
    return re.compile(whole), re.compile(fold_key(whole))


_DIGITS: Final = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_ONES: Final = {"mốt": 1, "tư": 4, "lăm": 5, **{word: place for place, word in enumerate(_DIGITS, 1)}}
_SPELLED: Final = (
    {word: place for place, word in enumerate(_DIGITS, 1)}
    | {"mười": 10, "hai mươi": 20, "ba mươi": 30, "ba mốt": 31}
    | {f"mười {word}": 10 + ones for word, ones in _ONES.items()}
    | {f"hai mươi {word}": 20 + ones for word, ones in _ONES.items()}
    | {f"hai {word}": 20 + _ONES[word] for word in ("mốt", "tư", "lăm")}
    | {f"ba mươi {word}": 31 for word in ("mốt", "một")}
)
_DAYS: Final = "|".join(sorted(_SPELLED, key=len, reverse=True))
_ONE_TO_TEN: Final = "|".join([*_DIGITS, "mười"])
_MONTHS: Final = f"mười (?:một|hai)|{_ONE_TO_TEN}|tư"
_VALUES: Final = {fold_key(word): value for word, value in _SPELLED.items()} | {"tu": 4}

_DAY_AND_MONTH: Final = _both(
    rf"(?:(?:ngày|mùng|mồng|hôm) ){{0,2}}(?P<day>[0-9]{{1,2}}|{_DAYS}) ?[,/-]? ?tháng ?"
    rf"(?P<month>[0-9]{{1,2}}|{_MONTHS})(?:[ ,/-]+(?:năm )?(?P<year>[0-9]{{4}}))?"
)
_EDGE: Final = _both(
    r"(?P<edge>cuối|hết|đầu|giữa) (?:ngày )?(?P<what>tháng|quý|quí|năm|tuần)"
    r"(?: (?P<which>trước|vừa rồi|vừa qua|ngoái|nay|này|sau|tới)"
    r"| ?(?P<number>[0-9]{1,4}|[ivxl]{1,4})(?: ?[/-] ?(?P<year>[0-9]{4}))?(?: năm (?P<of>[0-9]{4}))?)?"
)
_OFFSETS: Final = {
    **dict.fromkeys(
        ["hôm nay", "ngày hôm nay", "sáng nay", "trưa nay", "chiều nay", "tối nay", "bữa nay"], 0
    ),
    **dict.fromkeys(["hôm qua", "bữa qua", "sáng qua", "trưa qua", "chiều qua", "tối qua", "đêm qua"], -1),
    **dict.fromkeys(["hôm kia", "bữa kia"], -2),
    **dict.fromkeys(["ngày mai", "hôm sau", "sáng mai", "trưa mai", "chiều mai", "tối mai"], 1),
    **dict.fromkeys(["ngày kia", "ngày mốt"], 2),
}
_OFFSET: Final = _both("|".join(_OFFSETS))
_OFFSET_DAYS: Final = {fold_key(words): days for words, days in _OFFSETS.items()}
_WHOLE: Final = {"nay": 0, "mai": 1, "mot": 2, "bay gio": 0, "vua xong": 0, "moi xong": 0}
_COUNTED: Final = _both(
    rf"(?<!thứ )(?P<before>cách đây |sau |trước đây )?(?P<count>[0-9]{{1,3}}|{_ONE_TO_TEN}) (?P<unit>ngày|hôm|bữa|tuần)"
    r"(?: (?P<way>trước|nữa|sau|tới))?"
)
_WEEKDAY: Final = _both(
    r"(?<!lần )(?:thứ (?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<sunday>chủ nhật|cn)|t(?P<short>[2-7]))"
    r"(?:,? (?:của )?(?P<week>tuần (?:trước|vừa rồi|vừa qua|rồi|này|sau|tới)|vừa rồi|vừa qua|trước|này|tới))?"
)
_WEEKS: Final = {"truoc": -1, "roi": -1, "qua": -1, "nay": 0, "sau": 1, "toi": 1}
_DAY_ONLY: Final = _both(r"(?:ngày|mùng|mồng) (?P<day>[0-9]{1,2})")
_MONTH_ONLY: Final = _both(
    rf"(?:tháng|t) ?(?P<month>0?[1-9]|1[0-2]|{_MONTHS})"
    r"(?: ?[/-] ?(?P<year>[0-9]{4})| năm (?P<of>[0-9]{4}))?"
)


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _VALUES[fold_key(word)]


def days_and_months(read: Reader) -> list[Hit]:
    hits: list[Hit] = []
    for found in _DAY_AND_MONTH[read.bare].finditer(read.marked):
        year = int(found["year"]) if found["year"] else None
        hits.append(read.written(_value(found["day"]), _value(found["month"]), year, found.span()))
    return hits


def edges(read: Reader) -> list[Hit]:
    return [_edge(read, found) for found in _EDGE[read.bare].finditer(read.marked)]


def _edge(read: Reader, found: re.Match[str]) -> Hit:
    step = _WEEKS.get(fold_key((found["which"] or "nay").split()[-1]), -1)
    first, last = _SPANS[fold_key(found["what"])](read, found, step)
    if not first or not last:
        return Unsure(DateDoubt.IMPOSSIBLE)
    middle = first + (last - first) / 2
    match fold_key(found["edge"]):
        case "giua":
            return Unsure(DateDoubt.VAGUE, (middle,))
        case "dau":
            return first
        case _ if found["what"].startswith("tu"):
            return Unsure(DateDoubt.VAGUE, (last - timedelta(days=1), last))
        case _:
            return last


_Span: TypeAlias = tuple[date | None, date | None]


def _week_span(read: Reader, _found: re.Match[str], step: int) -> _Span:
    monday = _monday(read.today) + timedelta(weeks=step)
    return monday, monday + timedelta(days=6)


def _month_span(read: Reader, found: re.Match[str], step: int) -> _Span:
    number, today = found["number"], read.today
    if number is None:
        last = month_end(today.year, today.month + step)
        return last.replace(day=1), last
    if not number.isdigit() or int(number) not in range(1, 13):
        return None, None
    year = found["year"] or found["of"]
    years = (int(year),) if year else range(today.year - 1, today.year + 2)
    end = read.nearest(tuple(month_end(each, int(number)) for each in years)) if not year else None
    last = end if isinstance(end, date) else month_end(years[0], int(number))
    return last.replace(day=1), last


def _quarter_span(read: Reader, found: re.Match[str], step: int) -> _Span:
    quarter: Quarter | None = Quarter.of(read.today).plus(step)
    if found["number"]:
        year = found["year"] or found["of"]
        quarter = parse_quarter(f"quý {found['number']}" + (f"/{year}" if year else ""), read.today)
    return (quarter.first_day, quarter.last_day) if quarter else (None, None)


def _year_span(read: Reader, found: re.Match[str], step: int) -> _Span:
    number = found["number"] or ""
    year = int(number) if number.isdigit() else read.today.year + step
    return real_day(1, 1, year), real_day(31, 12, year)


_SPANS: Final[dict[str, Callable[[Reader, re.Match[str], int], _Span]]] = {
    "tuan": _week_span,
    "thang": _month_span,
    "quy": _quarter_span,
    "qui": _quarter_span,
    "nam": _year_span,
}


def offsets(read: Reader) -> list[Hit]:
    whole = _WHOLE.get(read.folded.strip(" .,!"))
    if whole is not None:
        return [read.today + timedelta(days=whole)]
    found = _OFFSET[read.bare].finditer(read.marked)
    return [read.today + timedelta(days=_OFFSET_DAYS[fold_key(each.group())]) for each in found]


def counted(read: Reader) -> list[Hit]:
    hits: list[Hit] = []
    for found in _COUNTED[read.bare].finditer(read.marked):
        way, before = fold_key(found["way"] or ""), fold_key(found["before"] or "").strip()
        if way or before:
            ahead = way in ("nua", "sau", "toi") or (not way and before == "sau")
            days = _value(found["count"]) * (7 if found["unit"].startswith("tu") else 1)
            hits.append(read.today + timedelta(days=days if ahead else -days))
    return hits


def weekdays(read: Reader) -> list[Hit]:
    found = _WEEKDAY[read.bare].finditer(read.marked)
    # t6 alone is Friday or June: only a week beside it makes it a day.
    return [_weekday(read, each) for each in found if not each["short"] or "tu" in (each["week"] or "")]


def _weekday(read: Reader, found: re.Match[str]) -> Hit:
    named = found["day"] or found["short"]
    place = 6 if found["sunday"] else _value(named) - 2
    week = fold_key(found["week"] or "")
    this_week = _monday(read.today) + timedelta(days=place)
    if week.startswith("tuan") or week == "nay":
        return this_week + timedelta(weeks=_WEEKS[week.split()[-1]])
    around = tuple(this_week + timedelta(weeks=step) for step in (-1, 0, 1))
    if week == "toi":
        return min(day for day in around if day > read.today)
    if week:
        return max(day for day in around if day < read.today)
    return read.nearest(around)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def days_only(read: Reader) -> list[Hit]:
    hits: list[Hit] = []
    for found in _DAY_ONLY[read.bare].finditer(read.marked):
        ends = [month_end(read.today.year, read.today.month + step) for step in (-1, 0, 1)]
        days = [real_day(int(found["day"]), end.month, end.year) for end in ends]
        hits.append(read.nearest(tuple(day for day in days if day)))
    return hits


def months_only(read: Reader) -> list[Hit]:
    hits: list[Hit] = []
    for found in _MONTH_ONLY[read.bare].finditer(read.marked):
        year = found["year"] or found["of"]
        years = (int(year),) if year else range(read.today.year - 1, read.today.year + 2)
        end = read.nearest(tuple(month_end(each, _value(found["month"])) for each in years))
        hits.append(Unsure(DateDoubt.VAGUE, (end,) if isinstance(end, date) else ()))
    quarter = parse_quarter(read.marked, read.today)
    return hits or ([Unsure(DateDoubt.VAGUE, (quarter.last_day,))] if quarter else [])
