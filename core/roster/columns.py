"""Which column of a list means what, by its title: any order, with or without diacritics, in several spellings."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from core.text.folding import folded
from core.text.old_encodings import OldEncoding, decoded


class Field(StrEnum):
    """What a column may hold. `BIRTH` is a year or a whole date, of which only the year is kept (domain.md §6.3)."""

    CODE = "code"
    NAME = "name"
    FAMILY = "family"  # họ và chữ đệm, where the given name has a column of its own
    GIVEN = "given"
    BIRTH = "birth"
    PHONE = "phone"
    UNIT = "unit"
    ABOVE = "above"  # the unit over it, which tells units of one name apart
    ROLE = "role"
    GROUP = "group"
    STANDING = "standing"
    JOINED = "joined"


_TITLES: Final[dict[Field, str]] = {
    Field.CODE: "ma|ma dang vien|ma so|ma nguoi|ma dv|ma can bo|ma so dang vien|code",
    Field.NAME: (
        "ho va ten|ho ten|ho va ten khai sinh|ho ten khai sinh|ten dang vien|ho ten dang vien|ho va ten dang vien|"
        "ho, ten|ho ten dv|ho va ten can bo|ho chu dem va ten|ho chu dem va ten khai sinh|ho dem va ten|dang vien|"
        "ho va ten dang dung|ho ten dang dung|ho va chu dem va ten|full name|name"
    ),
    Field.FAMILY: "ho|ho dem|ho va dem|ho lot|ho va ten dem|ho va ho dem|ho va chu dem|ho chu dem|ho va ten lot",
    Field.GIVEN: "ten|ten goi|ten rieng",
    Field.BIRTH: (
        "nam sinh|ngay sinh|ngay thang nam sinh|ngay thang sinh|sinh ngay|sinh nam|ngay, thang, nam sinh|ntns|ns|"
        "ngay/thang/nam sinh|nam sinh (hoac ngay sinh)|birth year|date of birth|ngay sinh (ngay/thang/nam)"
    ),
    Field.PHONE: (
        "dien thoai|so dien thoai|sdt|dt|so dt|dien thoai di dong|dtdd|di dong|so di dong|so dien thoai di dong|"
        "dien thoai lien he|so dien thoai lien he|phone|mobile|so zalo|zalo"
    ),
    Field.UNIT: (
        "chi bo|don vi|ten chi bo|to chuc dang|chi bo sinh hoat|noi sinh hoat|don vi sinh hoat|thuoc chi bo|cb|"
        "don vi (chi bo)|chi bo dang sinh hoat|noi sinh hoat dang|sinh hoat tai chi bo|chi bo / don vi|chi bo don vi|"
        "unit|ma chi bo|ma don vi"
    ),
    Field.ABOVE: (
        "dang bo|dang uy|dang bo xa|xa|phuong|xa phuong|dang bo co so|dang uy cap tren|cap tren|don vi cap tren|"
        "thuoc dang bo|xa phuong dac khu|dang bo cap tren|dang bo (cap tren)"
    ),
    Field.ROLE: "chuc vu dang|chuc vu|chuc vu trong dang|vai tro|cap uy|chuc danh|chuc vu cap uy|nhiem vu|role",
    Field.GROUP: "nhom|nhom doi tuong|doi tuong|nhom 1/2/3|nhom (1/2/3)|nhom (1, 2, 3)|group",
    Field.STANDING: (
        "dien|tinh trang|trang thai|tu cach|dang vien chinh thuc|dang vien du bi|chinh thuc|du bi|dien dang vien|"
        "chinh thuc/du bi|chinh thuc du bi|loai dang vien|dien sinh hoat|tinh trang dang vien|standing"
    ),
    Field.JOINED: (
        "ngay ve chi bo|ngay vao chi bo|ngay chuyen den|ngay den|sinh hoat tu ngay|sinh hoat tu|ngay ve|"
        "ngay tiep nhan|ngay bat dau sinh hoat|ngay chuyen ve|ngay chuyen sinh hoat den|sinh hoat tai chi bo tu ngay"
    ),
}
_BY_TITLE: Final = {title: field for field, titles in _TITLES.items() for title in titles.split("|")}
_BESIDE: Final = re.compile(r"\s*[(\[].*[)\]]\s*$")
_MARKS: Final = re.compile(r"[*:;.\s]+")

SUB_TITLES: Final = frozenset({"nam", "nu"})
"""Below “Năm sinh” or “Ngày sinh” party lists keep a column for men and one for women."""

NUMBERING: Final = frozenset({"stt", "tt", "so tt", "so thu tu", "no"})

NOT_KEPT: Final = frozenset({
    "can cuoc", "cccd", "cmnd", "so cccd", "so cmnd", "so can cuoc", "can cuoc cong dan", "so dinh danh",
    "dia chi", "noi o", "cho o", "que quan", "noi cu tru", "noi o hien nay", "dan toc", "ton giao",
    "suc khoe", "so the dang", "the dang", "so the", "so ly lich",
})  # fmt: skip
"""More than the system may know of a person (domain.md §6.3): never read, and said so."""


@lru_cache(1024)
def title_key(title: str) -> str:
    return " ".join(_MARKS.sub(" ", folded(title).replace("_", " ")).split())


@lru_cache(1024)
def field_of(title: str) -> Field | None:
    """None for a title that means nothing here. One of the fonts before Unicode is read too."""
    ways = [title] if title.isascii() else [title, *(decoded(title, encoding) for encoding in OldEncoding)]
    for way in ways:
        found = _BY_TITLE.get(title_key(way)) or _BY_TITLE.get(title_key(_BESIDE.sub("", way)))
        if found is not None:
            return found
    return None


def is_not_kept(title: str) -> bool:
    return title_key(title) in NOT_KEPT or title_key(_BESIDE.sub("", title)) in NOT_KEPT


def letter(column: int) -> str:
    """As a spreadsheet names it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
