"""Units of measure: an open list. What is not here is a unit all the same, and equal only to itself.

A unit stays as it was typed; the tables only say which spellings mean one unit, and what a money word counts.
Local measures (sào, công, mẫu) differ by region and are never converted here (domain.md §5.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from core.text.folding import fold_key, marked

# The first spelling of a row is the one that is printed.
_SAME: Final = (
    ("m²", "m2", "m^2", "mét vuông", "met vuông", "m vuông"),
    ("m³", "m3", "m^3", "mét khối", "met khối", "m khối", "khối"),
    ("km²", "km2", "km^2", "ki lô mét vuông", "cây số vuông"),
    ("m", "mét", "met"),
    ("km", "ki lô mét", "kilômét", "kilomet", "cây số"),
    ("cm", "xăng ti mét", "centimet"),
    ("ha", "héc ta", "hecta", "hécta"),
    ("kg", "ki lô gam", "kilôgam", "kilogam", "ki lô", "kilô", "kí lô", "cân", "ký", "kí"),
    ("lít", "lit", "l"),
    ("%", "phần trăm", "pt"),
    ("đồng", "đ", "vnđ", "vnd", "đồng việt nam", "việt nam đồng"),
    ("nghìn đồng", "ngàn đồng", "nghìn đ", "ngàn đ", "k"),
    ("triệu đồng", "triệu", "tr", "trđ", "triệu đ", "tr đồng", "tr đ"),
    ("tỷ đồng", "tỉ đồng", "tỷ", "tỉ", "tỷ đ", "tỉ đ"),
    ("hộ", "hộ dân", "hộ gia đình"),
    ("nhà", "căn nhà", "ngôi nhà"),
    ("buổi", "bữa"),
    ("lượt người", "lượt"),
    ("người", "ng"),
    ("đồng chí", "đ/c", "đc"),
    ("đảng viên", "đv"),
    ("hồ sơ", "hs", "bộ hồ sơ"),
)
_MONEY: Final = {"đồng": 1, "nghìn đồng": 10**3, "triệu đồng": 10**6, "tỷ đồng": 10**9}
_SEEN: Final = (
    *(
        "việc",
        "vụ việc",
        "mô hình",
        "cuộc",
        "cuộc họp",
        "lần",
        "lần vi phạm",
        "ngày công",
        "ngày",
        "ngày làm việc",
    ),
    *(
        "suất quà",
        "suất",
        "phần quà",
        "cây",
        "cây giống",
        "cây xanh",
        "camera",
        "bóng đèn",
        "bóng",
        "bài",
        "bài viết",
    ),
    *("đảng viên mới", "quần chúng", "hội viên", "đoàn viên", "học sinh", "em", "cháu", "cụ", "sáng kiến"),
    *(
        "chứng nhận",
        "danh hiệu",
        "giấy khen",
        "sào",
        "công",
        "công đất",
        "mẫu",
        "thước",
        "tấn",
        "tạ",
        "yến",
        "gam",
    ),
    *(
        "g",
        "mm",
        "tháng",
        "tuần",
        "giờ",
        "phút",
        "năm",
        "quý",
        "tiết",
        "lớp",
        "xã",
        "thôn",
        "ấp",
        "bản",
        "chi bộ",
    ),
    *(
        "tuyến",
        "tuyến đường",
        "cầu",
        "cống",
        "ý kiến",
        "kiến nghị",
        "đơn",
        "đơn thư",
        "tin",
        "tin bài",
        "văn bản",
    ),
    *(
        "con",
        "đôi",
        "cặp",
        "bộ",
        "chuyến",
        "xe",
        "thùng",
        "bao",
        "túi",
        "chai",
        "quyển",
        "cuốn",
        "trang",
        "ảnh",
    ),
    *(
        "điểm",
        "đoạn",
        "vườn",
        "ao",
        "giếng",
        "công trình",
        "hạng mục",
        "dự án",
        "kế hoạch",
        "chỉ tiêu",
        "đợt",
    ),
    *(
        "giờ công",
        "đơn vị máu",
        "sổ",
        "thẻ",
        "hợp đồng",
        "sản phẩm",
        "gia đình",
        "bữa cơm",
        "ngọn đèn",
        "đèn",
    ),
)
# Words that count things of any kind: "17 cái" answers a question about houses.
_CLASSIFIERS: Final = frozenset({"cái", "chiếc", "căn", "ngôi", "đơn vị", "trường hợp"})

_CANONICAL: Final = {spelling: row[0] for row in _SAME for spelling in row}
_KNOWN: Final = frozenset({*_CANONICAL, *_SEEN, *_CLASSIFIERS})
_KNOWN_FOLDED: Final = frozenset(map(fold_key, _KNOWN))
_CANONICAL_FOLDED: Final = {fold_key(spelling): name for spelling, name in reversed(_CANONICAL.items())}
LONGEST: Final = max(len(unit.split()) for unit in _KNOWN)


def canonical(unit: str) -> str:
    """The printed spelling where the table knows one (m2 → m²), else the key of what was typed."""
    key = marked(unit)
    if key in _CANONICAL:
        return _CANONICAL[key]
    return _CANONICAL_FOLDED.get(key, key) if key == fold_key(key) and key not in _KNOWN else key


def same_unit(one: str, other: str) -> bool:
    """Spellings of one unit: m2 and m², "ho" typed without marks and hộ. Never m and m², never km and %."""
    left, right = canonical(one), canonical(other)
    if left == right:
        return True
    bare_left, bare_right = fold_key(left), fold_key(right)
    return bare_left == bare_right and (left == bare_left or right == bare_right)


def money_scale(unit: str) -> int | None:
    """How many đồng one of it is, or None for what is not money."""
    return _MONEY.get(canonical(unit))


def counts_anything(unit: str) -> bool:
    key = marked(unit)
    return key in _CLASSIFIERS or any(key == fold_key(each) for each in _CLASSIFIERS)


def known_length(keys: Sequence[str], also: Iterable[str] = ()) -> int:
    """How many of these words, from the first, make the longest known unit; 0 where none does.

    `keys` are all with marks or all folded; `also` names further units in their printed spelling.
    """
    more = {key for unit in also for key in (marked(unit), fold_key(marked(unit)))}
    for length in range(min(LONGEST + 2, len(keys)), 0, -1):
        phrase = " ".join(keys[:length])
        if phrase in _KNOWN or phrase in more or (phrase.isascii() and phrase in _KNOWN_FOLDED):
            return length
    return 0
