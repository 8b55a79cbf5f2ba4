"""What the person is told once photos have been fetched: the receipt is changed, and what failed is told at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.conversation.dialog import Line, hint
from bot.conversation.front import FRESH, Mode
from bot.conversation.showing import Page, Words, put_into_words
from bot.dialogs.evidence_words import WHICH_ITEM, named, receipt_lines, refusal
from bot.screen import Screen, ShownOption
from core.documents import Document
from core.message import say
from core.outbox import Kind, Outgoing, Priority, Standing
from core.photos import KEPT, SENT_AGAIN, Photo, PhotoState
from core.ports import UnitOfWork
from core.usecases.evidence_sheet import EvidenceSheet, evidence_of

_ASKED_FOR: Final = timedelta(hours=1)
"""For so long after it was sent, news of a photo is an answer; later it is a notice, and waits for the morning."""


def batch_of(address: int | None, album: str | None) -> str:
    """The dedup key of the receipt for what came together."""
    return f"photos:{address}:{album}"


def album_of(batch: str) -> str:
    return batch.split(":", 2)[2]


def in_album(uow: UnitOfWork, photo: Photo) -> list[Photo]:
    """What came together with it and still counts, or could not be kept."""
    together = uow.photos.together(photo.person, photo.album) if photo.album else [photo]
    return live(together)


def live(album: list[Photo]) -> list[Photo]:
    return [each for each in album if each.state in KEPT or each.state is PhotoState.REFUSED]


class PhotoReceipts:
    """`can_edit`: whether a message of that channel can be changed once it was sent. `quiet_until`: when an unasked
    message that is ready now may leave."""

    def __init__(
        self,
        words: Words,
        can_edit: Callable[[str], bool],
        quiet_until: Callable[[datetime], datetime | None],
    ) -> None:
        self._words = words
        self._can_edit = can_edit
        self._quiet_until = quiet_until

    def __call__(self, uow: UnitOfWork, photo: Photo, now: datetime) -> list[Outgoing]:
        """What to queue when this photo was stored or refused."""
        quarter = Document.from_code(photo.document).quarter
        if photo.address is None or quarter is None:
            return []
        album, sheet = in_album(uow, photo), evidence_of(uow, photo.person, quarter)
        batch = batch_of(photo.address, photo.album)
        standing = uow.outbox.standing(batch)
        unsent = standing is not None and standing.unsent
        through = all(each.state is not PhotoState.NOTED for each in album)
        refused = photo.state is PhotoState.REFUSED
        told: list[Outgoing] = []
        if standing and standing.payload and (unsent or (through and self._can_edit(photo.channel))):
            told.append(self._changed(uow, photo, album, sheet, batch, standing))
        if refused and not unsent and photo.reason != SENT_AGAIN:
            told.append(self._refused(uow, photo, album, sheet, now))
        return told

    def _changed(
        self,
        uow: UnitOfWork,
        photo: Photo,
        album: list[Photo],
        sheet: EvidenceSheet,
        batch: str,
        before: Standing,
    ) -> Outgoing:
        """Its options stay; but where it asked for the item, and that is known by now, it asks no more."""
        screen = Screen.from_json(before.payload)
        lines, options = receipt_lines(album, sheet), screen.options
        asked = any(each.text == self._words.text(WHICH_ITEM) for each in screen.paragraphs)
        if asked and any(sheet.number_of(each.item) is None for each in album if each.state in KEPT):
            lines = (*lines, Line(WHICH_ITEM))
        elif asked:
            options = ()
        options = tuple(self._counted_anew(option, photo, album, sheet) for option in options)
        payload = replace(self._screen(uow, photo, lines), options=options).to_json()
        return replace(self._outgoing(photo, payload, batch), replace=True, not_before=before.not_before)

    def _counted_anew(
        self, option: ShownOption, photo: Photo, album: list[Photo], sheet: EvidenceSheet
    ) -> ShownOption:
        """The button of a photo question counts what is kept: one that turned out broken counts no more."""
        kept = sum(1 for each in sheet.photos if each.item == photo.item and each.state in KEPT)
        before = (say("Done, {count} photos", count=kept + more) for more in range(1, len(album) + 1))
        if option.label not in map(self._words.text, before):
            return option
        now = say("Done, {count} photos", count=kept) if kept else say("No photos, go on")
        return replace(option, label=self._words.text(now))

    def _refused(
        self, uow: UnitOfWork, photo: Photo, album: list[Photo], sheet: EvidenceSheet, now: datetime
    ) -> Outgoing:
        number = sheet.number_of(photo.item)
        which, why = named(photo, album), refusal(photo.reason)
        lines = [Line(say("{which}: {why}", which=which, why=why))]
        if number is not None:
            lines = [Line(say("{which} for item {number}: {why}", which=which, number=number, why=why))]
        lines.append(hint(say("Everything else is kept as it is.")))
        payload = self._screen(uow, photo, tuple(lines)).to_json()
        told = self._outgoing(photo, payload, f"photo refused:{photo.id}")
        if now - photo.received_at <= _ASKED_FOR:
            return told
        return replace(told, kind=Kind.NOTICE, priority=Priority.NOTICE, not_before=self._quiet_until(now))

    def _screen(self, uow: UnitOfWork, photo: Photo, lines: tuple[Line, ...]) -> Screen:
        author = uow.people.get(photo.person)
        if author and photo.address is not None and len(uow.talk.linked(photo.address)) > 1:
            lines = (hint(say("Comrade {name}:", name=author.given_name)), *lines)
        screen, _ = put_into_words(Page(lines), FRESH, self._words, Mode.HOME, "")
        return screen

    @staticmethod
    def _outgoing(photo: Photo, payload: bytes, dedup: str) -> Outgoing:
        assert photo.address is not None  # noqa: S101  # asked at the entrance
        return Outgoing(photo.address, payload, Kind.RECEIPT, Priority.REPLY, dedup, person=photo.person)
