"""Questions of /minhchung that are asked in more than one place: which item, which photo."""

from collections.abc import Iterable
from typing import Final

from bot.conversation.dialog import Dialog, Line, ask, hint
from bot.conversation.questions import Choice, ChoiceQuestion
from core.message import Message, say
from core.photos import KEPT, Photo
from core.usecases.evidence_sheet import EvidenceSheet

NONE: Final = ""
"""Stands for no item."""
_LABEL: Final = 50
_AT_ONCE: Final = 10
"""Photos shown with one question: as many as one album of a messenger holds."""


def which_item(key: str, asked: Message, sheet: EvidenceSheet, photo: Photo | None = None) -> ChoiceQuestion:
    items = tuple(
        Choice(
            item.key,
            say("Item {number}: {content}", number=number, content=shortened(item.content)),
            tuple(words_for(number)),
        )
        for number, item in enumerate(sheet.items, 1)
    )
    about = () if photo is None else tuple(_about(photo))
    return ChoiceQuestion(
        key=key,
        words=(*about, Line(asked)),
        choices=(*items, Choice(NONE, say("Of no item for now"), ("để sau", "chưa rõ", "không việc nào"))),
        fixed=False,
        photos=_shown((photo,)) if photo else (),
    )


def words_for(number: int) -> Iterable[str]:
    for item in (f"việc {number}", f"việc số {number}"):
        yield from (
            item,
            f"cho {item}",
            f"tất cả cho {item}",
            f"tất cả {item}",
            f"ảnh {item}",
            f"ảnh cho {item}",
        )
        yield from (f"ảnh này cho {item}", f"ảnh này là {item}", f"ảnh của {item}")


def _about(photo: Photo) -> Iterable[Line]:
    if photo.name:
        yield Line(say("“{name}”", name=photo.name))
    if photo.caption:
        yield Line(say("Its caption: “{text}”", text=shortened(photo.caption)))
    yield hint(say("Sent at {at}", at=photo.sent_at))


def which_photo(sheet: EvidenceSheet, *, is_to_go: bool) -> Dialog[str]:
    """With many photos, first the item they belong to, so that all that is shown fits into one album."""
    photos = sheet.kept
    if len(photos) > _AT_ONCE:
        place = yield from ask(_where(sheet))
        photos = tuple(photo for photo in photos if _place(sheet, photo) == place)
    asked = say("Which photo is to be removed?") if is_to_go else say("Which photo is it?")
    choices = tuple(
        Choice(photo.id, _label(sheet, photo, number), (f"ảnh {number}",))
        for number, photo in enumerate(photos, 1)
    )
    return (
        yield from ask(
            ChoiceQuestion(
                key="which",
                words=(Line(asked), hint(say("They are numbered in the order in which they came."))),
                choices=choices,
                fixed=False,
                photos=_shown(photos),
            )
        )
    )


def _where(sheet: EvidenceSheet) -> ChoiceQuestion:
    places = {_place(sheet, photo): None for photo in sheet.kept}
    choices = [
        Choice(place, _place_label(sheet, place), tuple(words_for(sheet.number_of(place) or 0)))
        for place in places
    ]
    return ChoiceQuestion(
        key="where",
        words=(Line(say("Which item does the photo belong to now?")),),
        choices=tuple(choices),
        fixed=False,
    )


def _place(sheet: EvidenceSheet, photo: Photo) -> str:
    return photo.item if photo.item and sheet.number_of(photo.item) else NONE


def _place_label(sheet: EvidenceSheet, place: str) -> Message:
    number = sheet.number_of(place)
    if number is None:
        return say("Of no item yet")
    return say("Item {number}: {content}", number=number, content=shortened(sheet.items[number - 1].content))


def _label(sheet: EvidenceSheet, photo: Photo, number: int) -> Message:
    item = sheet.number_of(photo.item)
    place = say("of no item yet") if item is None else say("item {number}", number=item)
    what = say("Photo {number}", number=number)
    if photo.name:
        what = say("{number}: “{name}”", number=number, name=shortened(photo.name))
    return say("{what}, {place}, {at}", what=what, place=place, at=photo.sent_at)


def _shown(photos: Iterable[Photo]) -> tuple[str, ...]:
    return tuple(photo.sha256 for photo in photos if photo.sha256 and photo.state in KEPT)


def shortened(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LABEL else f"{one_line[: _LABEL - 1].rstrip()}…"
