"""/minhchung: what evidence there is for a report and whose item it is, until the report is accepted."""

import re
from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Show, Start, Turn
from bot.dialogs import evidence as dialog
from bot.dialogs.evidence import Assign, Change, Leave, Remove
from bot.dialogs.evidence_samples import evidence_samples
from bot.handlers.member import MENU, READ, is_member
from bot.handlers.photo_places import EVIDENCE, FORGET, named_quarter, open_quarter
from core.errors import Refused
from core.message import Message, say
from core.text.folding import folded
from core.text.periods import Quarter
from core.usecases.evidence import assign_evidence, remove_evidence
from core.usecases.evidence_sheet import EvidenceSheet, evidence_of, evidence_sheet


def evidence(here: Here, argument: str) -> Turn:
    number = _item_number(argument)
    quarter = open_quarter(here) if number is not None or not argument else named_quarter(here, argument)
    sheet = evidence_sheet(here.uow, here.known, quarter, here.now)
    if sheet.is_closed:
        return Show((Line(_closed(quarter)),), (READ, MENU))
    if not sheet.items:
        words = say("There is no pledge for {year} yet, so photos belong to no item.", year=quarter.year)
        register = Option(say("Register the pledge"), Go("dangky", str(quarter.year)))
        return Show((Line(words),), (register, MENU))
    if number is None:
        return Start(EVIDENCE, quarter.code)
    if number > len(sheet.items):
        raise Refused(
            say("There is no item {number}; there are {count}.", number=number, count=len(sheet.items))
        )
    change = Assign(tuple((photo.id, sheet.items[number - 1].key) for photo in sheet.loose))
    receipt = _carry_out(here, quarter.code, change)
    return Show(receipt.lines, receipt.options)


def _closed(quarter: Quarter) -> Message:
    return say(
        "The report for {quarter} has been accepted, so its photos are closed. Thank you.", quarter=quarter
    )


def _sheet(here: Here, subject: str) -> EvidenceSheet:
    quarter = Quarter.from_code(subject)
    sheet = evidence_sheet(here.uow, here.known, quarter, here.now)
    if sheet.is_closed:
        raise Refused(_closed(quarter))
    return sheet


def _carry_out(here: Here, subject: str, change: Change) -> Receipt:
    again = Option(say("See the photos"), Go(EVIDENCE, subject), ("xem", "xem ảnh", "minh chứng"))
    return Receipt((Line(_changed(here, subject, change)),), (again, MENU))


def _changed(here: Here, subject: str, change: Change) -> Message:
    match change:
        case Assign(to):
            return _assigned(here, subject, to)
        case Remove(photo):
            removed = remove_evidence(here.uow, here.known, photo, here.occasion)
            if removed.sha256:
                here.after.append((FORGET, removed.sha256))
            return say("The photo is removed.")
        case Leave():
            return say("Noted. More photos can be sent at any time.")


def _assigned(here: Here, subject: str, to: tuple[tuple[str, str | None], ...]) -> Message:
    moved = 0
    for photo, item in to:
        moved += assign_evidence(here.uow, here.known, (photo,), item, here.occasion)
    items = {item for _, item in to}
    sheet = evidence_of(here.uow, here.known.person.id, Quarter.from_code(subject))
    number = sheet.number_of(next(iter(items))) if len(items) == 1 else None
    if not moved:
        return say("Nothing was changed.")
    if number is not None:
        return say("✅ {count} photos or files now belong to item {number}.", count=moved, number=number)
    return say("✅ {count} photos or files were put where they belong.", count=moved)


_FOR_ITEM: Final = re.compile(
    r"(?:(?:tat ca|het|nhung|cac|may|toan bo)? ?(?:anh|hinh|tep)? ?(?:nay|tren|vua gui)? ?(?:la|gan|dua)? ?)"
    r"(?:cho|cua|vao) viec (?:so )?(\d{1,2})"
)
_ITEM: Final = re.compile(r"item:(\d{1,2})")


def _reads_evidence(text: str) -> str | None:
    """ "tất cả cho việc 2", "minh chứng quý 1"."""
    key = folded(text)
    if found := _FOR_ITEM.fullmatch(key):
        return f"item:{found[1]}"
    for opening in ("minh chung ", "mc "):
        if key.startswith(opening) and len(key) < 40:
            return key.removeprefix(opening)
    return None


def _item_number(argument: str) -> int | None:
    found = _ITEM.fullmatch(argument)
    return int(found[1]) if found else None


SPECS: Final = (
    DialogSpec(
        name=EVIDENCE,
        title=dialog.title,
        sheet=_sheet,
        script=dialog.evidence,
        carry_out=_carry_out,
        samples=evidence_samples,
    ),
)
COMMANDS: Final = (
    Command(
        EVIDENCE,
        ("minh chứng", "ảnh minh chứng", "gửi ảnh", "mc"),
        say("Photos and files"),
        is_member,
        evidence,
        reads=_reads_evidence,
    ),
)
