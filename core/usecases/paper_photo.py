"""Photos of the paper that was typed in: evidence of the comrade whose paper it is, marked as the original."""

from dataclasses import replace

from core.documents import Document
from core.errors import Refused
from core.history import Deed, Entry
from core.message import say
from core.occasion import Occasion
from core.photos import KEPT, PAPER, Photo, PhotoState
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.usecases.enter_for import whose_paper
from core.usecases.evidence import Arrived, changeable, noted
from core.usecases.mark_secret import emptied


def add_paper_photo(
    uow: UnitOfWork,
    speaker: Speaker,
    person: str,
    document: Document,
    arrived: Arrived,
    occasion: Occasion,
    chance: Chance,
) -> Photo | None:
    """None for what this message brought before. Nothing is kept of an album that bears a mark of secrecy."""
    who = whose_paper(uow, speaker, person, occasion.now).who
    report = changeable(uow, person, document)
    there = uow.photos.of(person, document.code)
    if sum(1 for each in there if each.state in KEPT) >= uow.units.settings(who.path).most_photos:
        raise Refused(say("There are enough photos of this paper already, so this one was not kept."))
    photo = noted(chance.new_id(), person, document, replace(arrived, item=PAPER), occasion)
    album = uow.photos.together(person, arrived.album) if arrived.album else []
    if any(each.state is PhotoState.MARKED for each in album):
        photo = emptied(photo)
    if not uow.photos.add(photo):
        return None
    if report is not None and not album:
        uow.history.add(
            Entry(report.id, occasion.now, speaker.person.id, Deed.EVIDENCE_ADDED, report.version)
        )
    return photo


def withhold_paper(
    uow: UnitOfWork, speaker: Speaker, person: str, album: str | None, occasion: Occasion
) -> tuple[Photo, ...]:
    """A caption bears a mark of secrecy: of the album's other parts nothing is kept either. Returns those whose bytes
    must be deleted."""
    whose_paper(uow, speaker, person, occasion.now)
    parts = uow.photos.together(person, album) if album else []
    for each in parts:
        uow.photos.save(emptied(each))
    return tuple(each for each in parts if each.sha256 is not None)
