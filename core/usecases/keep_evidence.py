"""What became of the bytes of a photo or file, written by the worker that fetches them."""

from dataclasses import replace

from core.evidence import Inspected
from core.photos import SENT_AGAIN, Photo, PhotoState
from core.ports import UnitOfWork


def evidence_stored(uow: UnitOfWork, photo_id: str, found: Inspected) -> Photo | None:
    """The bytes are kept. The same ones again for the same item count once, and the row says so as a refused one.

    None where the photo is no longer wanted: then they may go, if `uow.photos.uses` is zero.
    """
    photo = uow.photos.get(photo_id)
    if photo is None or photo.state is not PhotoState.NOTED:
        return None
    if _is_there(uow, photo, found.sha256):
        return evidence_refused(uow, photo_id, SENT_AGAIN)
    stored = replace(
        photo,
        state=PhotoState.STORED,
        kind=found.kind.value,
        size_bytes=found.size_bytes,
        sha256=found.sha256,
        look_alike=found.look_alike,
    )
    uow.photos.save(stored)
    return stored


def evidence_refused(uow: UnitOfWork, photo_id: str, reason: str) -> Photo | None:
    """It cannot be kept; nothing else of the report changes. None where it is no longer wanted anyway."""
    photo = uow.photos.get(photo_id)
    if photo is None or photo.state is not PhotoState.NOTED:
        return None
    refused = replace(photo, state=PhotoState.REFUSED, reason=reason)
    uow.photos.save(refused)
    return refused


def _is_there(uow: UnitOfWork, photo: Photo, sha256: str) -> bool:
    return any(
        other.sha256 == sha256 and other.item == photo.item and other.state is PhotoState.STORED
        for other in uow.photos.of(photo.person, photo.document)
    )
