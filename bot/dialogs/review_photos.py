"""The photos of a report, shown to its reviewer by the album; one that bears a mark of secrecy is deleted from here.

Keys: `album`, `photos`, `mark`.
"""

from collections.abc import Iterable
from typing import Final

from bot.conversation.dialog import Dialog, Edit, Line, Option, Put, ask, heading, hint, quote
from bot.conversation.questions import Choice, ChoiceQuestion
from bot.dialogs.review_questions import Verdict, leaf, turned
from bot.dialogs.reviewed_report import Review, likeness
from core.message import say
from core.occasion import local_day
from core.photos import PAPER, Photo, PhotoState
from core.text.taken_on import taken_on

ALBUM: Final = 10
"""Photos shown at once: as many as one album of a messenger holds."""

_SEEN, _SECRET = "seen", "secret:"


def photos_option(review: Review) -> tuple[Option, ...]:
    if not review.photos:
        return ()
    label = say("See the photos ({count})", count=len(review.photos))
    return (Option(label, Edit("photos"), ("ảnh", "xem ảnh", "hình")),)


def album(review: Review) -> Dialog[str | None]:
    """Opened from the report only. Returns the photo that is to be deleted as secret, if any."""
    count = -(-len(review.photos) // ALBUM)
    at = yield from ask(leaf("album", count))
    said = yield from ask(_photos(review, at, count))
    if not said.startswith(_SECRET):
        return None
    photo = said.removeprefix(_SECRET)
    number = next(n for n, each in enumerate(review.photos, 1) if each.id == photo)
    yield from ask(
        ChoiceQuestion(
            key="mark",
            words=(
                Line(say("Delete photo {number} now, because it bears a mark of secrecy?", number=number)),
                hint(
                    say(
                        "It is deleted for good, here and in the store; a line without content is kept about it."
                    )
                ),
            ),
            choices=(Choice("delete", say("Yes, delete it now"), ("xóa", "có", "đồng ý")),),
            extra=(Option(say("No, leave it"), Put("photos", _SEEN), ("không", "thôi")),),
        )
    )
    return photo


def album_page(review: Review, leaf: int) -> tuple[tuple[Line, ...], tuple[str, ...], int, int]:
    """The lines of one album, the keys of its photos, which album it is and of how many."""
    count = max(1, -(-len(review.photos) // ALBUM))
    at = min(leaf, count)
    shown = _shown(review, at)
    return tuple(_album_lines(review, shown)), _keys(shown), at, count


def _shown(review: Review, at: int) -> list[tuple[int, Photo]]:
    start = (at - 1) * ALBUM
    return list(enumerate(review.photos, 1))[start : start + ALBUM]


def _keys(shown: list[tuple[int, Photo]]) -> tuple[str, ...]:
    """What a screen shows pictures by: the SHA-256 of what is stored."""
    return tuple(photo.sha256 for _, photo in shown if photo.sha256)


def _photos(review: Review, at: int, count: int) -> Verdict:
    first, last = turned("album", at, count)
    shown = _shown(review, at)
    return Verdict(
        key="photos",
        version="1",
        words=tuple(_album_lines(review, shown)),
        photos=_keys(shown),
        choices=(
            Choice(_SEEN, say("Back to the report"), ("xong", "quay về", "đã xem")),
            *(
                Choice(_SECRET + photo.id, say("Photo {number} bears a mark of secrecy", number=number))
                for number, photo in enumerate(review.photos, 1)
            ),
        ),
        here=frozenset({_SEEN, *(_SECRET + photo.id for _, photo in shown)}),
        first=first,
        extra=last,
        assume=_SEEN,
    )


def _album_lines(review: Review, shown: list[tuple[int, Photo]]) -> Iterable[Line]:
    numbers = {item.reported.key: number for number, item in enumerate(review.sheet.items, 1)}
    hints = {found.photo: found for found in review.sheet.resemblances}
    yield heading(say("Photos of the report"))
    for number, photo in shown:
        item = numbers.get(photo.item or "", 0)
        if item:
            yield Line(say("Photo {number}: item {item}", number=number, item=item))
        elif photo.item == PAPER:
            yield Line(say("Photo {number}: the paper original", number=number))
        else:
            yield Line(say("Photo {number}: no item yet", number=number))
        if photo.state is PhotoState.NOTED:
            yield hint(say("It is still being fetched."))
        if photo.caption:
            yield quote(photo.caption)
            if (day := taken_on(photo.caption, local_day(photo.sent_at))) is not None:
                yield hint(say("Taken on {day}, as the caption says.", day=day))
        if photo.id in hints:
            yield hint(likeness(review, hints[photo.id]))
