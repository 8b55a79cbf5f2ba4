"""Photos and files as evidence, by their author: noted when they arrive, put to an item, removed.

They belong to a person and a document, and a report may be handed in while they are still being fetched: what becomes
of the bytes is core/usecases/keep_evidence.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.access import Action
from core.calendar import Window
from core.documents import Document
from core.errors import NotAllowed, Refused
from core.evidence import MOST_BYTES, RefusalReason
from core.history import Deed, Entry
from core.message import say
from core.occasion import Occasion
from core.photos import KEPT, Photo, PhotoState
from core.ports import Chance, UnitOfWork
from core.report import Report, ReportState
from core.speaker import Speaker
from core.usecases.mark_secret import emptied
from core.usecases.scope import own_home, require_consent, window_for


@dataclass(frozen=True, slots=True)
class Arrived:
    """One photo or file as the messenger told of it. `unique` is its name for the same bytes, `album` what came
    together, `address` the row of the address it came from."""

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
    address: int | None = None


def add_evidence(
    uow: UnitOfWork,
    speaker: Speaker,
    document: Document,
    arrived: Arrived,
    occasion: Occasion,
    chance: Chance,
) -> Photo | None:
    """Noted, to be fetched; refused at once where the messenger says that it is too large. A late part of an album goes
    where the album went, and nothing is kept of an album that bears a mark of secrecy.

    None for what this message brought before. Raises Refused once the report was accepted.
    """
    person = speaker.person.id
    home = own_home(speaker, Action.REPORT, occasion.today)
    require_consent(uow, person)
    report = changeable(uow, person, document)
    if report is None:
        _require_not_closed(window_for(uow, speaker, document, home), occasion)
    album = _album(uow, person, arrived)
    photo = noted(chance.new_id(), person, document, arrived, occasion)
    if any(each.state is PhotoState.MARKED for each in album):
        photo = emptied(photo)
    else:
        _require_room(uow, person, document, uow.units.settings(home.path).most_photos)
        photo = _with(album, photo)
    if not uow.photos.add(photo):
        return None
    if report is not None and not album:
        uow.history.add(Entry(report.id, occasion.now, person, Deed.EVIDENCE_ADDED, report.version))
    return photo


def withhold_evidence(
    uow: UnitOfWork,
    speaker: Speaker,
    document: Document,
    arrived: Arrived,
    occasion: Occasion,
    chance: Chance,
) -> tuple[Photo, ...]:
    """Its caption or name bears a mark of secrecy: a row without content remembers it, and of the album's other parts
    nothing is kept either. Returns those whose bytes must be deleted."""
    person = speaker.person.id
    album = _album(uow, person, arrived)
    for other in album:
        uow.photos.save(emptied(other))
    belongs = Document.from_code(album[0].document) if album else document
    uow.photos.add(emptied(noted(chance.new_id(), person, belongs, arrived, occasion)))
    return tuple(each for each in album if each.sha256 is not None)


def withhold_changed(uow: UnitOfWork, speaker: Speaker, channel: str, message_id: str) -> tuple[Photo, ...]:
    """The same where a caption was changed afterwards, and bears a mark now."""
    marked: list[Photo] = []
    for photo in uow.photos.of_message(speaker.person.id, channel, message_id):
        marked += uow.photos.together(photo.person, photo.album) if photo.album else [photo]
    for each in marked:
        uow.photos.save(emptied(each))
    return tuple(each for each in marked if each.sha256 is not None)


def assign_evidence(
    uow: UnitOfWork, speaker: Speaker, photos: Sequence[str], item: str | None, occasion: Occasion
) -> int:
    """All of these belong to that item (None: to the report as a whole). Returns how many were moved."""
    moved = 0
    for each in photos:
        photo = _own(uow, speaker, each, occasion)
        if photo.state in KEPT and photo.item != item:
            uow.photos.save(replace(photo, item=item))
            moved += 1
    return moved


def remove_evidence(uow: UnitOfWork, speaker: Speaker, photo_id: str, occasion: Occasion) -> Photo:
    """By its author, before the report is accepted. Its bytes are deleted once no other row holds them.

    The report is another one without it: a decision on what was on a reviewer's screen before is not taken.
    """
    photo = _own(uow, speaker, photo_id, occasion)
    if photo.state is PhotoState.REMOVED:
        return photo
    removed = replace(photo, state=PhotoState.REMOVED, ref="", name="", caption="")
    uow.photos.save(removed)
    report = report_of(uow, photo.person, Document.from_code(photo.document))
    if report is not None:
        uow.reports.save(replace(report, revision=report.revision + 1), report.revision)
        deed = Deed.EVIDENCE_REMOVED
        uow.history.add(Entry(report.id, occasion.now, speaker.person.id, deed, report.version))
    return removed


def changeable(uow: UnitOfWork, person: str, document: Document) -> Report | None:
    """The report that the evidence belongs to, None while there is none. Raises Refused once it was accepted."""
    report = report_of(uow, person, document)
    if report is not None and report.state is ReportState.ACCEPTED:
        raise Refused(say("This report has been accepted, so its photos can no longer be changed."))
    return report


def report_of(uow: UnitOfWork, person: str, document: Document) -> Report | None:
    return uow.reports.find(person, document.quarter) if document.quarter is not None else None


def _require_room(uow: UnitOfWork, person: str, document: Document, most: int) -> None:
    """What was refused counts too, at a tenth, so that a flood of broken files ends as well."""
    there = uow.photos.of(person, document.code)
    kept = sum(1 for photo in there if photo.state in KEPT)
    if kept >= most or len(there) >= 10 * most:
        raise Refused(
            say(
                "There are {count} photos for this report already, so this one was not kept."
                " One that is not needed can be removed: /minhchung",
                count=kept,
            )
        )


def _require_not_closed(instants: Window, occasion: Occasion) -> None:
    """Photos may be sent before their quarter opens: what is done now, after a report was accepted, is of the next."""
    if occasion.judged_at >= instants.closes:
        raise Refused(say("This period closed on {day}.", day=instants.closes.date()))


def _album(uow: UnitOfWork, person: str, arrived: Arrived) -> list[Photo]:
    return uow.photos.together(person, arrived.album) if arrived.album else []


def _with(album: list[Photo], photo: Photo) -> Photo:
    kept = [each for each in album if each.state in KEPT]
    return replace(photo, document=kept[-1].document, item=kept[-1].item) if kept else photo


def noted(id_: str, person: str, document: Document, arrived: Arrived, occasion: Occasion) -> Photo:
    """As it is kept before its bytes are fetched."""
    too_large = arrived.size_bytes is not None and arrived.size_bytes > MOST_BYTES
    return Photo(
        id=id_,
        person=person,
        document=document.code,
        item=arrived.item,
        state=PhotoState.REFUSED if too_large else PhotoState.NOTED,
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
        reason=RefusalReason.TOO_LARGE.value if too_large else "",
        address=arrived.address,
    )


def _own(uow: UnitOfWork, speaker: Speaker, photo_id: str, occasion: Occasion) -> Photo:
    own_home(speaker, Action.REPORT, occasion.today)
    photo = uow.photos.get(photo_id)
    if photo is None or photo.person != speaker.person.id:
        raise NotAllowed(say("This is outside what you look after."))
    changeable(uow, photo.person, Document.from_code(photo.document))
    return photo
