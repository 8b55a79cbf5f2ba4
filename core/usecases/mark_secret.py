"""A reviewer saw a mark of secrecy on a picture: nothing of it stays but a row (domain.md §6.3)."""

from dataclasses import replace

from core.access import Action
from core.documents import Document
from core.errors import NotAllowed
from core.history import Deed, Entry
from core.message import say
from core.occasion import Occasion
from core.photos import Photo, PhotoState
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.usecases.scope import require_on, resident


def mark_secret(uow: UnitOfWork, speaker: Speaker, photo_id: str, occasion: Occasion) -> tuple[Photo, ...]:
    """Every row with the same bytes is marked alike, whoever sent it: a secret is one wherever it lies.

    Returns them as they were: their authors are to be told, and the bytes under their `sha256` deleted at once. None
    where somebody marked it before.
    """
    photo = uow.photos.get(photo_id)
    if photo is None:
        raise NotAllowed(say("This is outside what you look after."))
    owner = resident(uow, photo.person, occasion.today)
    require_on(uow, speaker, Action.REVIEW_REPORT, owner, occasion.today)
    if photo.state is PhotoState.MARKED:
        return ()
    marked = (photo, *uow.photos.same_bytes(photo))
    for same in marked:
        uow.photos.save(emptied(same))
        quarter = Document.from_code(same.document).quarter
        report = uow.reports.find(same.person, quarter) if quarter is not None else None
        if report is not None:
            deed = Deed.MARKED_DELETED
            uow.history.add(Entry(report.id, occasion.now, speaker.person.id, deed, report.version))
    return marked


def emptied(photo: Photo) -> Photo:
    """What remains of it. The hash stays until the bytes are deleted, so that no crash between leaves them behind."""
    return replace(
        photo,
        state=PhotoState.MARKED,
        ref="",
        name="",
        caption="",
        look_alike=None,
        size_bytes=None,
        reason="",
    )
