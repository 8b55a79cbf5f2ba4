"""/minhchung: what evidence there is, and whose item it is; put to an item, added, moved, removed.

Keys: `what`, `item`, `photos`, `to.{photo}`, `where`, `which`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.conversation.dialog import Dialog, Line, ask, hint
from bot.conversation.questions import Choice, ChoiceQuestion, PhotosQuestion
from bot.dialogs.evidence_choice import NONE, shortened, which_item, which_photo, words_for
from bot.dialogs.evidence_words import WHICH_ITEM, counted, refusal_lines, standing
from core.message import Message, say
from core.photos import PhotoState
from core.text.periods import Quarter
from core.usecases.evidence_sheet import EvidenceSheet

_ALL, _EACH, _ADD, _MOVE, _REMOVE, _LEAVE = "all:", "each", "add", "move", "remove", "leave"


@dataclass(frozen=True, slots=True)
class Assign:
    """`to` are pairs of a photo and the item it belongs to, None where that is left open."""

    to: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Remove:
    photo: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Nothing is changed."""


Change: TypeAlias = Assign | Remove | Leave


def evidence(sheet: EvidenceSheet) -> Dialog[Change]:
    said = yield from ask(_what(sheet))
    if said.startswith(_ALL):
        item = said.removeprefix(_ALL)
        return Assign(tuple((photo.id, item) for photo in sheet.loose))
    if said == _EACH:
        return (yield from _one_by_one(sheet))
    if said == _ADD:
        yield from _add(sheet)
    if said not in {_MOVE, _REMOVE}:
        return Leave()
    photo = yield from which_photo(sheet, is_to_go=said == _REMOVE)
    if said == _REMOVE:
        return Remove(photo)
    return Assign(
        ((photo, (yield from ask(which_item("item", say("Which item is it for?"), sheet))) or None),)
    )


# what there is


def _what(sheet: EvidenceSheet) -> ChoiceQuestion:
    return ChoiceQuestion(
        key="what",
        words=tuple(_overview(sheet)),
        title=say("Photos"),
        choices=tuple(_to_do(sheet)),
        fixed=False,
        likely=_LEAVE,
        brief=WHICH_ITEM if sheet.loose else say("Is anything to be changed?"),
        help=say(
            "Photos and files can be sent here at any time until the report is accepted."
            " Type for example “all for item 2”."
        ),
    )


def _to_do(sheet: EvidenceSheet) -> Iterable[Choice]:
    if sheet.loose:
        yield from _to_items(sheet)
    else:
        yield Choice(_ADD, say("Add photos for an item"), ("thêm", "thêm ảnh", "gửi thêm"))
    if len(sheet.loose) > 1:
        yield Choice(_EACH, say("Each photo to its own item"), ("từng ảnh", "gắn từng ảnh"))
    if sheet.kept and not sheet.loose:
        yield Choice(_MOVE, say("Put a photo to another item"), ("chuyển", "chuyển ảnh", "đổi việc"))
    if sheet.kept:
        yield Choice(_REMOVE, say("Remove a photo"), ("bỏ ảnh", "xóa ảnh", "gỡ ảnh", "bớt ảnh"))
    leave = say("Leave them without an item") if sheet.loose else say("Done")
    yield Choice(_LEAVE, leave, ("xong", "để nguyên", "để sau", "hết"))


def _overview(sheet: EvidenceSheet) -> Iterable[Line]:
    for number, item in enumerate(sheet.items, 1):
        there = [photo for photo in sheet.photos if photo.item == item.key]
        words = say(
            "{number}. {content}: {standing}",
            number=number,
            content=shortened(item.content),
            standing=standing(there),
        )
        yield Line(words)
    if sheet.loose:
        yield Line(say("Of no item yet: {what}", what=counted(sheet.loose)))
    refused = [photo for photo in sheet.photos if photo.state is PhotoState.REFUSED]
    if refused:
        yield Line(say("Could not be kept: {what}", what=counted(refused)))
        yield from list(refusal_lines(refused))[-_FEW:]
    if sheet.loose:
        yield Line(WHICH_ITEM)
    else:
        yield hint(say("More can be sent here at any time."))


_FEW: Final = 5


def _to_items(sheet: EvidenceSheet) -> Iterable[Choice]:
    for number, item in enumerate(sheet.items, 1):
        label = say("Item {number}: {content}", number=number, content=shortened(item.content))
        yield Choice(_ALL + item.key, label, tuple(words_for(number)))


# one by one


def _one_by_one(sheet: EvidenceSheet) -> Dialog[Change]:
    found: list[tuple[str, str | None]] = []
    for number, photo in enumerate(sheet.loose, 1):
        asked = say("Photo {number} of {count}: which item is it for?", number=number, count=len(sheet.loose))
        item = yield from ask(which_item(f"to.{photo.id}", asked, sheet, photo))
        found.append((photo.id, item or None))
    return Assign(tuple(found))


def _add(sheet: EvidenceSheet) -> Dialog[None]:
    item = yield from ask(which_item("item", say("Which item are the photos for?"), sheet))
    yield from ask(
        PhotosQuestion(
            key="photos",
            words=(
                Line(say("Please send photos or files here, several at once if there are.")),
                hint(
                    say("Please show no children's faces, no papers of identity and nothing that is secret.")
                ),
            ),
            title=say("Photos"),
            kept=sum(1 for photo in sheet.kept if (photo.item or NONE) == item),
            subject=item,
        )
    )


def title(subject: str) -> Message:
    return say("Photos and files for {quarter}", quarter=Quarter.from_code(subject))
