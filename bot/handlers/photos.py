"""Photos and files: taken at any step and never as an answer, with one receipt for what comes together."""

from typing import Final

from bot.conversation.dialog import Go, Line, Option, hint
from bot.conversation.here import Here
from bot.conversation.questions import PhotosQuestion
from bot.conversation.spec import Collect, OpenPlace, Start, Turn
from bot.dialogs.evidence_words import receipt_lines
from bot.handlers import paper_photos
from bot.handlers.member import REPORT
from bot.handlers.photo_places import EVIDENCE, FETCH, FORGET, open_quarter
from bot.handlers.photo_receipts import album_of, batch_of, in_album, live
from core.documents import Document
from core.errors import Refused
from core.message import say
from core.photos import Photo, PhotoState
from core.text.periods import Quarter
from core.usecases.evidence import Arrived, add_evidence, withhold_changed, withhold_evidence
from core.usecases.evidence_sheet import evidence_of

_ONE_AFTER_ANOTHER: Final = 5.0
"""Seconds within which photos without an album count as sent together, at least."""


def media(here: Here, place: OpenPlace | None) -> Turn | None:
    """A row, and one receipt for all that comes together. Nothing is said of what was delivered before."""
    quarter, item = _place(here, place)
    arrived = _arrived(here, quarter, item)
    if place is not None and paper_photos.is_paper(place):
        return paper_photos.of_paper(here, place, arrived)
    try:
        document = Document.report(quarter)
        photo = add_evidence(here.uow, here.known, document, arrived, here.occasion, here.chance)
    except Refused as refused:
        return Collect(_refused_batch(here, arrived), (Line(refused.words),))
    if photo is None or photo.state is PhotoState.MARKED:
        return None
    if photo.state is PhotoState.NOTED:
        here.after.append((FETCH, ""))
    return _receipt(here, quarter, photo, place)


def withheld(here: Here) -> Collect | None:
    """A caption or name bears a mark of secrecy: what came with it goes too. Its receipt, where there was one, says
    so."""
    said = here.said
    if said.media is None:
        paper_photos.withheld_paper(here, None)
        gone = withhold_changed(here.uow, here.known, said.address.channel, said.message_id)
        here.after.extend((FORGET, photo.sha256) for photo in gone if photo.sha256)
        return None
    quarter, item = _place(here, None)
    document, arrived = Document.report(quarter), _arrived(here, quarter, item)
    if paper_photos.paper_in_front(here) is not None:
        paper_photos.withheld_paper(here, arrived.album)
        return None
    had_receipt = any(here.uow.photos.together(here.known.person.id, arrived.album or ""))
    gone = withhold_evidence(here.uow, here.known, document, arrived, here.occasion, here.chance)
    here.after.extend((FORGET, photo.sha256) for photo in gone if photo.sha256)
    if not had_receipt:
        return None
    sheet = evidence_of(here.uow, here.known.person.id, quarter)
    return Collect(batch_of(here.line.row, arrived.album), receipt_lines((), sheet))


def retold(here: Here, batch: str) -> tuple[Line, ...]:
    """The receipt as it is true now, without a question: something else is asked meanwhile."""
    if here.speaker is None:
        return ()
    album = live(here.uow.photos.together(here.known.person.id, album_of(batch)))
    quarter = Document.from_code(album[0].document).quarter if album else None
    if quarter is None:
        return ()
    sheet = evidence_of(here.uow, here.known.person.id, quarter)
    lines = receipt_lines(album, sheet)
    if any(sheet.number_of(photo.item) is None for photo in album):
        lines = (
            *lines,
            hint(say("To put them to an item, type for example “all for item 1”, or /minhchung.")),
        )
    return lines


def _place(here: Here, place: OpenPlace | None) -> tuple[Quarter, str | None]:
    if place is not None and place.dialog in {REPORT, EVIDENCE}:
        return Quarter.from_code(place.subject), place.question_subject or None
    return open_quarter(here), None


def _arrived(here: Here, quarter: Quarter, item: str | None) -> Arrived:
    said = here.said
    assert said.media is not None  # noqa: S101  # every update of this kind brings something
    return Arrived(
        channel=said.address.channel,
        line=said.address.line,
        ref=said.media.ref,
        unique=said.media.unique,
        name=said.media.name or "",
        caption=said.text,
        album=said.media.album or _made_album(here, quarter, item),
        as_photo=said.media.as_photo,
        size_bytes=said.media.size,
        item=item,
        address=here.line.row,
    )


def _made_album(here: Here, quarter: Quarter, item: str | None) -> str:
    """Messengers without albums, and people in a hurry, send one photo right after the other."""
    earlier = here.uow.photos.of(here.known.person.id, Document.report(quarter).code)
    within = max(here.quiet.total_seconds(), _ONE_AFTER_ANOTHER)
    for photo in reversed(earlier):
        if photo.address == here.line.row and photo.album and photo.album.startswith(_MADE):
            gap = (here.said.received_at - photo.received_at).total_seconds()
            if abs(gap) <= within and photo.item == item:
                return photo.album
            break
    return f"{_MADE}{here.line.row}:{here.said.message_id or here.said.key}"


_MADE: Final = "m:"


def _refused_batch(here: Here, arrived: Arrived) -> str:
    """No row tells what came together with it: the clock does."""
    moment = int(here.said.received_at.timestamp() / max(here.quiet.total_seconds(), _ONE_AFTER_ANOTHER))
    album = arrived.album if here.said.media and here.said.media.album else str(moment)
    return f"photos refused:{here.line.row}:{album}"


def _receipt(here: Here, quarter: Quarter, photo: Photo, place: OpenPlace | None) -> Collect:
    sheet = evidence_of(here.uow, photo.person, quarter)
    lines = receipt_lines(in_album(here.uow, photo), sheet)
    batch = batch_of(photo.address, photo.album)
    loose = sheet.number_of(photo.item) is None
    put = (
        Option(say("Put the photos to an item"), Go(EVIDENCE, quarter.code))
        if loose and sheet.items
        else None
    )
    options = (put,) if put else ()
    if put and len(sheet.loose) > len(in_album(here.uow, photo)):
        lines = (*lines, hint(say("In all, {count} are of no item yet.", count=len(sheet.loose))))
    if place is None:
        start = Start(EVIDENCE, quarter.code) if put and not sheet.is_closed else None
        return Collect(batch, lines, options, start=start)
    is_here = place.dialog in {REPORT, EVIDENCE} and Quarter.from_code(place.subject) == quarter
    if is_here and (place.dialog == EVIDENCE or place.question_kind == PhotosQuestion.kind):
        return Collect(batch, lines, options, asks=True)
    return Collect(batch, (*lines, hint(say("The question above still waits."))), options)
