"""Photos that come while a comrade's paper is typed in: they are of the paper, and the comrade's own."""

from typing import Final

from bot.conversation.dialog import Line, hint
from bot.conversation.here import Here
from bot.conversation.questions import PhotosQuestion
from bot.conversation.spec import Collect, OpenPlace
from bot.dialogs.evidence_words import counted, refusal_lines
from bot.handlers.paper_entries import NAME, PHOTOS, PLEDGE, kind_of, quarter_of
from bot.handlers.photo_places import FETCH, FORGET
from bot.handlers.photo_receipts import batch_of, in_album
from core.documents import Document
from core.errors import Refused
from core.message import say
from core.photos import KEPT, PhotoState
from core.usecases.entry_sheets import document_of
from core.usecases.evidence import Arrived
from core.usecases.paper_photo import add_paper_photo, withhold_paper

_DIALOGS: Final = frozenset({NAME, PLEDGE, PHOTOS})


def is_paper(place: OpenPlace | None) -> bool:
    return place is not None and place.dialog in _DIALOGS


def paper_in_front(here: Here) -> tuple[str, str] | None:
    """The dialog and subject in front at this address, where paper is being typed in there."""
    front = here.uow.talk.conversation(here.line.front) if here.line.front is not None else None
    if front is None or front.dialog not in _DIALOGS or front.owner != f"p:{here.known.person.id}":
        return None
    return front.dialog, front.subject


def of_paper(here: Here, place: OpenPlace, arrived: Arrived) -> Collect | None:
    """A row of the comrade's, and one receipt for all that comes together."""
    person, document = _belongs(place.dialog, place.subject)
    try:
        photo = add_paper_photo(here.uow, here.known, person, document, arrived, here.occasion, here.chance)
    except Refused as refused:
        return Collect(f"paper refused:{here.line.row}:{arrived.album}", (Line(refused.words),))
    if photo is None or photo.state is PhotoState.MARKED:
        return None
    if photo.state is PhotoState.NOTED:
        here.after.append((FETCH, ""))
    album = in_album(here.uow, photo)
    kept = [each for each in album if each.state in KEPT]
    lines = [Line(say("Received {what} of the paper.", what=counted(kept)))] if kept else []
    lines += refusal_lines(album)
    batch = batch_of(photo.address, photo.album)
    if place.question_kind == PhotosQuestion.kind:
        return Collect(batch, tuple(lines), asks=True)
    return Collect(batch, (*lines, hint(say("The question above still waits."))))


def withheld_paper(here: Here, album: str | None) -> None:
    """A caption or name bears a mark of secrecy: what came with it goes too."""
    front = paper_in_front(here)
    if front is None:
        return
    person, _ = _belongs(*front)
    if here.said.media is None:  # a caption that was changed afterwards
        parts = here.uow.photos.of_message(person, here.said.address.channel, here.said.message_id)
        album = next((each.album for each in parts), None)
    gone = withhold_paper(here.uow, here.known, person, album, here.occasion)
    here.after.extend((FORGET, photo.sha256) for photo in gone if photo.sha256)


def _belongs(dialog: str, subject: str) -> tuple[str, Document]:
    person, _, which = subject.partition(":")
    if dialog == PHOTOS:
        return person, document_of(which)
    if dialog == NAME:
        return person, Document.report(quarter_of(which))
    return person, Document.pledge(kind_of(which)[0])
