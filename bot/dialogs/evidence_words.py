"""How evidence is spoken of: how much, where it belongs, and why something could not be kept."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.conversation.dialog import Line, hint
from core.evidence import RefusalReason
from core.message import Message, say
from core.occasion import local_day
from core.photos import KEPT, NO_LONGER_THERE, NOT_FETCHED, PAPER, SENT_AGAIN, Photo, PhotoState
from core.text.identity_numbers import has_identity_number, names_identity_card
from core.text.taken_on import taken_on
from core.usecases.evidence_sheet import EvidenceSheet

WHICH_ITEM: Final = say("Which item are these for?")

_REFUSALS: Final[dict[str, Message]] = {
    RefusalReason.EMPTY: say("the file is empty. Please send it again."),
    RefusalReason.TOO_LARGE: say("the file is larger than 20 MB. Please send a smaller copy, or send it as a photo."),
    RefusalReason.TOO_MANY_PIXELS: say("the picture is too large. Please send it as a photo, not as a file."),
    RefusalReason.TOO_MANY_PAGES: say("the document has too many pages. Please send only the pages that are needed."),
    RefusalReason.BROKEN: say("the file is damaged or was not sent whole. Please send it again."),
    RefusalReason.ENCRYPTED_PDF: say("the PDF has a password. Please send a copy without one, or photos of its pages."),
    RefusalReason.VIDEO: say("videos cannot be kept yet. Please send a few photos instead."),
    RefusalReason.AUDIO: say("sound cannot be kept. Please type the words, or send photos."),
    RefusalReason.GIF: say("moving pictures cannot be kept. Please send an ordinary photo."),
    RefusalReason.OTHER_IMAGE: say("this kind of picture cannot be read. Please send it as a photo."),
    RefusalReason.WORD: say("Word files cannot be kept. Please save it as PDF, or send photos of its pages."),
    RefusalReason.SPREADSHEET: say("Excel files cannot be kept. Please save it as PDF, or send a photo of it."),
    RefusalReason.SLIDES: say("slides cannot be kept. Please save them as PDF, or send photos of them."),
    RefusalReason.ARCHIVE: say("packed files (zip, rar) cannot be opened. Please send the photos one by one."),
    RefusalReason.TEXT: say("this is a file of plain text. Please type its words, or save it as PDF."),
    RefusalReason.UNKNOWN: say("this kind of file cannot be kept. Photos (JPEG, PNG, WebP, HEIC) and PDF can."),
    SENT_AGAIN: say("it was sent before, so it counts once."),
    NO_LONGER_THERE: say("the messenger does not have it any more. Please send it again."),
    NOT_FETCHED: say("it could not be fetched, however often it was tried. Please send it again."),
}  # fmt: skip


def refusal(reason: str) -> Message:
    return _REFUSALS.get(reason, _REFUSALS[RefusalReason.UNKNOWN])


def counted(photos: Sequence[Photo]) -> Message:
    """4 photos · 1 file · 5 photos and files."""
    pictures = sum(1 for photo in photos if _is_picture(photo))
    if pictures == len(photos):
        return say("{count} photos", count=pictures)
    if not pictures:
        return say("{count} files", count=len(photos))
    return say("{count} photos and files", count=len(photos))


def named(photo: Photo, album: Sequence[Photo]) -> Message:
    """Which one of what came together: by its name, or by its place in the album."""
    if photo.name:
        return say("“{name}”", name=photo.name)
    if len(album) == 1:
        return say("The photo")
    return say("Photo {number} of {count}", number=in_order(album).index(photo) + 1, count=len(album))


def in_order(album: Sequence[Photo]) -> list[Photo]:
    """As they were sent: their parts may arrive shuffled, but messages are numbered."""
    return sorted(album, key=lambda photo: (len(photo.message_id), photo.message_id))


def receipt_lines(album: Sequence[Photo], sheet: EvidenceSheet) -> tuple[Line, ...]:
    """What became of what came together: received, stored once all of it is, and what could not be kept. `album` leaves
    out what was removed or withheld."""
    came = [photo for photo in album if photo.reason != RefusalReason.TOO_LARGE]
    kept = [photo for photo in album if photo.state in KEPT]
    lines = [Line(_received(came, kept, sheet))] if came else []
    if kept and all(photo.state is PhotoState.STORED for photo in kept):
        lines.append(Line(say("Stored {what}.", what=counted(kept))))
    lines += refusal_lines(album)
    lines += caption_lines(kept)
    return tuple(lines) or (Line(say("Nothing of what was sent here is kept.")),)


def caption_lines(kept: Sequence[Photo]) -> Iterable[Line]:
    """The day that a caption names, read back; and a word of care where it speaks of papers of identity."""
    found = (taken_on(photo.caption, local_day(photo.sent_at)) for photo in kept if photo.caption)
    days = {day for day in found if day is not None}
    if len(days) == 1:
        yield hint(say("Taken on {day}, as the caption says.", day=days.pop()))
    if any(names_identity_card(photo.caption) or has_identity_number(photo.caption) for photo in kept):
        yield Line(say("The caption speaks of a paper of identity, which is not needed here."))
        yield hint(say("If the picture shows one, please remove it: /minhchung"))


def refusal_lines(album: Sequence[Photo]) -> Iterable[Line]:
    for photo in in_order(album):
        if photo.state is PhotoState.REFUSED:
            yield hint(say("{which}: {why}", which=named(photo, album), why=refusal(photo.reason)))


def _received(came: list[Photo], kept: list[Photo], sheet: EvidenceSheet) -> Message:
    if all(photo.item == PAPER for photo in kept or came):
        return say("Received {what} of the paper.", what=counted(came))
    what, numbers = counted(came), {sheet.number_of(photo.item) for photo in kept or came}
    if len(numbers) > 1:
        return say("Received {what}.", what=what)
    number = numbers.pop()
    if number is None:
        return say("Received {what} of {quarter}, of no item yet.", what=what, quarter=sheet.period)
    return say("Received {what} for item {number}.", what=what, number=number)


def standing(photos: Sequence[Photo]) -> Message:
    """How far what belongs to one item has come."""
    stored = [photo for photo in photos if photo.state is PhotoState.STORED]
    noted = [photo for photo in photos if photo.state is PhotoState.NOTED]
    if not stored and not noted:
        return say("nothing yet")
    if not noted:
        return say("{what} stored", what=counted(stored))
    if not stored:
        return say("{what} received", what=counted(noted))
    return say("{stored} stored, {noted} received", stored=counted(stored), noted=counted(noted))


def _is_picture(photo: Photo) -> bool:
    """Before the bytes are known, a file may be anything."""
    return photo.as_photo or photo.kind in {"jpeg", "png", "webp", "heic"}
