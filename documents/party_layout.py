"""A party document on paper, by HD 36-HD/VPTW (domain.md §3.6): A4, its margins, its two-column head, Times New Roman.

There is no national motto on it, which belongs to the state's papers, and never a drawn seal or signature.
"""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from core.making import Words
from core.message import say
from core.text.folding import folded

FONT: Final = "Times New Roman"
BODY: Final = Pt(14)
_UNCHANGING: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - python-docx wants it without a zone


def blank() -> Any:  # noqa: ANN401 - python-docx's Document is a function
    """A4 with the margins of the guidance; nothing in its properties says who made it or when."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FONT, BODY
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    about = paper.core_properties
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = _UNCHANGING
    return paper


def head(paper: Any, above: str, unit: str, words: Words) -> None:  # noqa: ANN401
    """On the left who issues it, below the unit above; on the right the party's title."""
    table = paper.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    lines = [(above.upper(), False), (unit.upper(), True), ("*", False)]
    fill(left.paragraphs[0], lines[0 if above else 1][0], bold=not above, centred=True)
    for text, bold in lines[1 if above else 2 :]:
        fill(left.add_paragraph(), text, bold=bold, centred=True)
    title = fill(right.paragraphs[0], words.text(say("COMMUNIST PARTY OF VIET NAM")), bold=True, centred=True)
    title.runs[0].font.size, title.runs[0].font.underline = Pt(15), True


def day_line(paper: Any, day: date, words: Words) -> None:  # noqa: ANN401
    """Below the head on the right. The place is left to be written in by hand: a unit's name is not a place's."""
    text = words.text(
        say("…………, day {day} month {month} {year}", day=_two(day.day), month=_month(day.month), year=day.year)
    )
    line = fill(paper.add_paragraph(), text, italic=True)
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _two(number: int) -> str:
    return f"{number:02d}"


def _month(number: int) -> str:
    """Only January and February have a nought before them."""
    return f"{number:02d}" if number < 3 else str(number)


def title(paper: Any, heading: str, about: str) -> None:  # noqa: ANN401
    paper.add_paragraph()
    fill(paper.add_paragraph(), heading.upper(), bold=True, centred=True, size=Pt(16))
    fill(paper.add_paragraph(), about, bold=True, centred=True)
    fill(paper.add_paragraph(), "-----", centred=True)


def fill(
    paragraph: Paragraph,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = False,
    size: Pt | None = None,
    font: str = FONT,
) -> Paragraph:
    run = paragraph.add_run(writable(text))
    run.bold, run.italic, run.font.name = bold, italic, font
    if size is not None:
        run.font.size = size
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def border(cell: Any, edges: Sequence[str], kind: str) -> None:  # noqa: ANN401
    """`kind` as Word calls it: "dashed", "single", "nil"."""
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-docx knows no borders
    borders = OxmlElement("w:tcBorders")
    for edge in edges:
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", kind), ("sz", "6"), ("space", "0"), ("color", "808080")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.append(borders)


def whole(row: Any) -> None:  # noqa: ANN401
    """Not torn over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def bytes_of(paper: Any) -> bytes:  # noqa: ANN401
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()


_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """What a name typed long ago may hold, and a Word file may not."""
    return _NOT_IN_XML.sub("", text)


def file_name(*parts: str, suffix: str = "docx") -> str:
    """Without marks and blanks, as documents are filed: "ma-lien-ket-chi-bo-na-tong.docx"."""
    bare = "-".join(re.sub(r"[^a-z0-9]+", "-", folded(part)).strip("-") for part in parts)
    return f"{bare[:100]}.{suffix}"
