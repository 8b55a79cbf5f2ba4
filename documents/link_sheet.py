"""Draws a sheet of link codes: A4, to be cut along the dashed lines, one slip a person."""

import io
from collections.abc import Sequence
from typing import Any, Final

import segno
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from core.entrance import grouped
from core.files_out import Drawn
from core.link_sheet import LinkSheet, Slip
from core.making import Words
from core.message import Message, say
from documents.party_layout import blank, border, bytes_of, day_line, file_name, fill, head, title, whole

_TEXT: Final = Mm(118)
_PICTURE: Final = Mm(42)
_QR: Final = Mm(34)
_CODE_FONT: Final = "Courier New"


def link_sheet(sheet: LinkSheet, words: Words) -> Sequence[Drawn]:
    paper = blank()
    head(paper, sheet.above, sheet.unit_name, words)
    day_line(paper, sheet.made_on, words)
    title(paper, words.text(say("Link codes")), words.text(say("the way to the assistant on the telephone")))
    for message in _to_the_secretary(sheet):
        line = fill(paper.add_paragraph(), words.text(message), size=Pt(13))
        line.paragraph_format.space_after = Pt(4)
    paper.add_paragraph()
    table = paper.add_table(rows=0, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    table.columns[0].width, table.columns[1].width = _TEXT, _PICTURE
    for slip in sheet.slips:
        _slip(table.add_row(), slip, sheet, words)
    name = file_name(words.text(say("Link codes")), sheet.unit_name, sheet.made_on.isoformat())
    return [Drawn(name, bytes_of(paper))]


def _to_the_secretary(sheet: LinkSheet) -> Sequence[Message]:
    return (
        say(
            "{count} slips, good to the end of {day}. Unused codes from earlier ended when this sheet was made.",
            count=len(sheet.slips),
            day=sheet.until,
        ),
        say(
            "Please cut along the lines and hand each slip to the comrade in person: who types the code is that "
            "comrade. Do not photograph it for a group."
        ),
    )


def _slip(row: Any, slip: Slip, sheet: LinkSheet, words: Words) -> None:  # noqa: ANN401 - python-docx has no stubs for it
    whole(row)
    text, picture = row.cells
    text.width, picture.width = _TEXT, _PICTURE
    for cell in row.cells:
        border(cell, ("top", "bottom"), "dashed")
    named = text.paragraphs[0]
    named.paragraph_format.space_before = Pt(6)
    fill(named, words.text(_who(slip)), bold=True)
    if slip.unit_name:
        fill(text.add_paragraph(), slip.unit_name, size=Pt(12))
    code = fill(text.add_paragraph(), grouped(slip.code), bold=True, size=Pt(26), font=_CODE_FONT)
    code.paragraph_format.space_after = Pt(2)
    for number, message in enumerate(_how(slip, sheet), 1):
        fill(text.add_paragraph(), f"{number}. {words.text(message)}", size=Pt(12))
    text.paragraphs[-1].paragraph_format.space_after = Pt(6)
    shown = picture.paragraphs[0]
    shown.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shown.paragraph_format.space_before = shown.paragraph_format.space_after = Pt(6)
    if slip.scan is not None:
        shown.add_run().add_picture(io.BytesIO(_qr(slip.scan)), width=_QR)


def _who(slip: Slip) -> Message:
    if slip.birth_year is None:
        return say("Comrade {name}", name=slip.name)
    return say("Comrade {name}, born {birth_year}", name=slip.name, birth_year=str(slip.birth_year))


def _how(slip: Slip, sheet: LinkSheet) -> Sequence[Message]:
    first = (
        say("Scan the picture with the telephone's camera.")
        if slip.scan is not None
        else say("Open the assistant in the app that your secretary named.")
    )
    return (
        first,
        say("Or send the assistant this code as a message.")
        if slip.scan is not None
        else say("Send it this code as a message."),
        say("The code works once, to the end of {day}. Please keep it to yourself.", day=sheet.until),
    )


def _qr(address: str) -> bytes:
    held = io.BytesIO()
    segno.make(address, error="m", micro=False).save(held, kind="png", scale=8, border=2)
    return held.getvalue()
