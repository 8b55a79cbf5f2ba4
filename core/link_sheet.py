"""A sheet of link codes to be printed and cut: one slip a person (documents/link_sheet.py draws it)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Slip:
    """`birth_year` only where another on the sheet has the same name, `unit_name` only where the sheet is for several
    units. `scan` is what the QR leads to, None for none."""

    person: str
    name: str
    birth_year: int | None
    code: str
    scan: str | None
    unit_name: str = ""


@dataclass(frozen=True, slots=True)
class LinkSheet:
    """`above` is the unit over it, empty for the topmost; the codes hold to the end of the day `until`."""

    unit: str
    unit_name: str
    path: str
    above: str
    made_on: date
    until: date
    slips: tuple[Slip, ...]
