"""A province's list as a workbook, written by hand: no library writes 250,000 rows in a moment."""

import random
import zipfile
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

CELLS: Final = 10_000
PER_CELL: Final = 25

_FAMILY: Final = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Lò",
    "Sùng",
    "Thạch",
    "Kim",
    "Ma",
)
_MIDDLE: Final = ("Văn", "Thị", "Đức", "Hữu", "Minh", "Thanh", "Quốc", "Ngọc", "A", "Xuân", "Thu", "Hồng")
_GIVEN: Final = (
    "Hùng",
    "Lan",
    "Dũng",
    "Hương",
    "Tuấn",
    "Mai",
    "Sơn",
    "Hà",
    "Bình",
    "Yến",
    "Phúc",
    "Đạt",
    "Ưng",
    "Ấn",
)

_HEADER: Final = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Số điện thoại",
    "Chi bộ",
    "Đảng bộ",
    "Chức vụ Đảng",
    "Tình trạng",
)
_TYPES: Final = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS: Final = (
    f'<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
_BOOK: Final = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    "<sheets><sheet name='DS' sheetId='1' r:id='r1'/></sheets></workbook>"
)
_BOOK_RELS: Final = (
    f'<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>"
)


def cell_name(number: int) -> str:
    return f"Chi bộ số {number % 100} thôn {number // 100}"


def commune_name(number: int) -> str:
    return f"Đảng bộ xã {number // 100}"


def people(count: int, seed: int = 1) -> list[tuple[object, ...]]:
    """As the sheet has them; every phone is another."""
    chance = random.Random(seed)
    rows: list[tuple[object, ...]] = []
    for number in range(count):
        name = " ".join(map(chance.choice, (_FAMILY, _MIDDLE, _MIDDLE, _GIVEN)))
        born = f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(1945, 2003)}"
        phone = 900_000_000 + number if number % 3 else ""
        cell = number // PER_CELL
        role = ("Bí thư", "Phó bí thư")[number % PER_CELL] if number % PER_CELL < 2 else ""
        standing = "Miễn sinh hoạt" if number % 11 == 5 else "Chính thức"
        rows.append((number + 1, name, born, phone, cell_name(cell), commune_name(cell), role, standing))
    return rows


def workbook(rows: list[tuple[object, ...]]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS)
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _BOOK_RELS)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for number, row in enumerate((_HEADER, *rows), 1):
                sheet.write(f'<row r="{number}">{"".join(map(_cell, row))}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
