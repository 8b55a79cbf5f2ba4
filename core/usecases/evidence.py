"""Photos and files as evidence: noted when they arrive, assigned to an item, removed, and what became of the bytes.

They belong to a person and a document; a report may be handed in while they are still being fetched.
"""

from dataclasses import dataclass, replace

from core.access import Action
from core.documents import Document
from core.errors import NotAllowed, Refused
from core.evidence import Inspected
from core.history import Deed, Entry
from core.message import say
from core.occasion import Occasion
from core.photos import Photo, PhotoState
from core.ports import Chance, UnitOfWork
from core.report import Report, ReportState
from core.speaker import Speaker
from core.usecases.scope import own_home, require_consent, require_on, resident

MOST_PHOTOS = 100
"""For one document: more is a mistake or a flood."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One photo or file as the messenger told of it. `unique` is its name for the same bytes."""

    channel: str
    line: str
    ref: str
    unique: str
    name: str
    caption: str
    album: str | None
    as_photo: bool
    size_bytes: int | None
    item: str | None = None


def add_evidence(
    uow: UnitOfWork,
    speaker: Speaker,
    document: Document,
    arrived: Arrived,
    occasion: Occasion,
    chance: Chance,
) -> Photo | None:
    """Noted, to be fetched. None for what this message brought before. Refused once the report was accepted."""
    person = speaker.person.id
    own_home(speaker, Action.REPORT, occasion.today)
    require_consent(uow, person)
    report = _changeable(uow, person, document)
    if len(uow.photos.of(person, document.code)) >= MOST_PHOTOS:
        raise Refused(say("There are {count} photos for this report already.", count=MOST_PHOTOS))
    photo = Photo(
        id=chance.new_id(),
        person=person,
        document=document.code,
        item=arrived.item,
        state=PhotoState.NOTED,
        channel=arrived.channel,
        line=arrived.line,
        ref=arrived.ref,
        unique=arrived.unique,
        name=arrived.name,
        caption=arrived.caption,
        album=arrived.album,
        message_id=occasion.message_id,
        sent_at=occasion.judged_at,
        received_at=occasion.received_at,
        as_photo=arrived.as_photo,
        size_bytes=arrived.size_bytes,
    )
    if not uow.photos.add(photo):
        return None
    if report is not None:
        uow.history.add(Entry(report.id, occasion.now, person, Deed.EVIDENCE_ADDED, report.version))
    return photo


def assign_evidence(
    uow: UnitOfWork, speaker: Speaker, photos: tuple[str, ...], item: str | None, occasion: Occasion
) -> int:
    """All of these belong to that item (None: to the report as a whole). Returns how many were moved."""
    moved = 0
    for each in photos:
        photo = _own(uow, speaker, each, occasion)
        if photo.state in {PhotoState.NOTED, PhotoState.STORED} and photo.item != item:
            uow.photos.save(replace(photo, item=item))
            moved += 1
    return moved


def remove_evidence(uow: UnitOfWork, speaker: Speaker, photo_id: str, occasion: Occasion) -> Photo:
    """By its author, before the report is accepted. Where `uow.photos.uses` is zero then, the bytes may go."""
    photo = _own(uow, speaker, photo_id, occasion)
    removed = replace(photo, state=PhotoState.REMOVED)
    uow.photos.save(removed)
    report = _report_of(uow, photo.person, Document.from_code(photo.document))
    if report is not None:
        uow.history.add(
            Entry(report.id, occasion.now, speaker.person.id, Deed.EVIDENCE_REMOVED, report.version)
        )
    return removed


def mark_secret(uow: UnitOfWork, speaker: Speaker, photo_id: str, occasion: Occasion) -> Photo:
    """A reviewer saw a mark of secrecy: the row keeps nothing of the picture. The bytes under the returned photo's
    `sha256` must be deleted at once, whoever else uses them; every row with them is marked alike."""
    photo = uow.photos.get(photo_id)
    if photo is None:
        raise NotAllowed(say("This is outside what you look after."))
    owner = resident(uow, photo.person, occasion.today)
    require_on(uow, speaker, Action.REVIEW_REPORT, owner, occasion.today)
    for same in (photo, *uow.photos.same_bytes(photo)):
        uow.photos.save(_emptied(same))
        report = _report_of(uow, same.person, Document.from_code(same.document))
        if report is not None:
            uow.history.add(
                Entry(report.id, occasion.now, speaker.person.id, Deed.MARKED_DELETED, report.version)
            )
    return photo


def evidence_stored(uow: UnitOfWork, photo_id: str, found: Inspected) -> Photo | None:
    """The fetcher kept the bytes. None where the photo is no longer wanted: then they may go."""
    photo = uow.photos.get(photo_id)
    if photo is None or photo.state is not PhotoState.NOTED:
        return None
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
    """It cannot be kept; the person is told the reason at once, and nothing else of the report changes."""
    photo = uow.photos.get(photo_id)
    if photo is None or photo.state is not PhotoState.NOTED:
        return None
    refused = replace(photo, state=PhotoState.REFUSED, reason=reason)
    uow.photos.save(refused)
    return refused


def _emptied(photo: Photo) -> Photo:
    return replace(
        photo,
        state=PhotoState.MARKED,
        ref="",
        name="",
        caption="",
        sha256=None,
        look_alike=None,
        size_bytes=None,
    )


def _own(uow: UnitOfWork, speaker: Speaker, photo_id: str, occasion: Occasion) -> Photo:
    own_home(speaker, Action.REPORT, occasion.today)
    photo = uow.photos.get(photo_id)
    if photo is None or photo.person != speaker.person.id:
        raise NotAllowed(say("This is outside what you look after."))
    _changeable(uow, photo.person, Document.from_code(photo.document))
    return photo


def _changeable(uow: UnitOfWork, person: str, document: Document) -> Report | None:
    report = _report_of(uow, person, document)
    if report is not None and report.state is ReportState.ACCEPTED:
        raise Refused(say("This report has been accepted, so its photos can no longer be changed."))
    return report


def _report_of(uow: UnitOfWork, person: str, document: Document) -> Report | None:
    return uow.reports.find(person, document.quarter) if document.quarter is not None else None
