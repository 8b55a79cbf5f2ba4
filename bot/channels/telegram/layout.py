"""From a neutral screen to Telegram's messages: a pure function, so that a test can read what a person will see.

Styles become HTML, a text too long for one message becomes several, and options become buttons under the last.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.channels.capabilities import TELEGRAM
from bot.channels.telegram.keyboard import Keyboard, lay_out_options
from bot.screen import Paragraph, Role, Screen, Style
from core.text.lengths import split, utf16_length

ALBUM: Final = 10
"""Telegram's limit on the items of one album."""

_TAGS: Final = {
    Style.HEADING: ("<b>", "</b>"),
    Style.BODY: ("", ""),
    Style.QUOTE: ("<blockquote>", "</blockquote>"),
    Style.HINT: ("<i>", "</i>"),
}
_NOTHING_BUT_BUTTONS: Final = "…"  # Telegram wants a text under which to put them


@dataclass(frozen=True, slots=True)
class Text:
    """`markup` is HTML as Telegram reads it, at most 4096 UTF-16 units without its tags. `below` is the keyboard below
    the input line: rows of labels, of which the first hands over the number; None leaves what is there, and no rows
    take it away."""

    markup: str
    keyboard: Keyboard = ()
    below: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or file by its key; `as_photo` where Telegram takes it for a photo, else it goes as a document."""

    key: str
    name: str
    as_photo: bool


@dataclass(frozen=True, slots=True)
class Album:
    """One to ten of the same kind; one is no album to Telegram, but a message of its own."""

    items: tuple[Attachment, ...]


Part: TypeAlias = Text | Album


def lay_out(screen: Screen, attachments: Sequence[Attachment] = ()) -> list[Part]:
    """The messages in their order: what is to be looked at, then the text, whose last message bears the buttons.

    `attachments` are those of the screen that are still there. Raises ValueError for options that Telegram cannot
    bear: more than a hundred, or data over 64 bytes.
    """
    if screen.own_number:
        return _asking_for_number(screen)
    numbered, keyboard = lay_out_options(screen.options)
    texts = _texts([*screen.paragraphs, *(Paragraph(line) for line in numbered)])
    if keyboard and not texts:
        texts = [_NOTHING_BUT_BUTTONS]
    parts: list[Part] = [*_albums(attachments)]
    if screen.thanks:
        parts.append(Text(html.escape(screen.thanks, quote=False), below=()))
    parts += [Text(text) for text in texts[:-1]]
    parts += [Text(text, keyboard) for text in texts[-1:]]
    return parts


def _asking_for_number(screen: Screen) -> list[Part]:
    """A message has buttons below itself or below the input line, not both: there its options are words to be sent."""
    texts = _texts(screen.paragraphs)
    rows = (
        (screen.own_number,),
        *((option.label,) for option in screen.options if option.role is Role.CHOICE),
    )
    verbs = tuple(option.label for option in screen.options if option.role is Role.VERB)
    below = (*rows, verbs) if verbs else rows
    return [*(Text(text) for text in texts[:-1]), *(Text(text, below=below) for text in texts[-1:])]


def _albums(attachments: Sequence[Attachment]) -> list[Album]:
    """Photos and documents do not mix in an album."""
    photos = [one for one in attachments if one.as_photo]
    files = [one for one in attachments if not one.as_photo]
    return [
        Album(tuple(kind[start : start + ALBUM]))
        for kind in (photos, files)
        for start in range(0, len(kind), ALBUM)
    ]


def _texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    """As few messages as hold it all, none cut inside a paragraph that fits into one."""
    texts: list[str] = []
    built, used = "", 0
    before: Style | None = None
    for style, piece in _pieces(paragraphs):
        gap = "" if before is None else _gap(before, style)
        units = utf16_length(piece)
        needed = len(gap) + units
        if used + needed > TELEGRAM.text_units:
            texts.append(built)
            built, used, gap = "", 0, ""
            needed = units
        opening, closing = _TAGS[style]
        built += f"{gap}{opening}{html.escape(piece, quote=False)}{closing}"
        used += needed
        before = style
    return [*texts, built] if built else texts


def _pieces(paragraphs: Sequence[Paragraph]) -> list[tuple[Style, str]]:
    """Each paragraph whole, or in pieces that each fill a message."""
    return [
        (paragraph.style, piece)
        for paragraph in paragraphs
        for piece in split(paragraph.text, TELEGRAM.text_units)
    ]


def _gap(before: Style, after: Style) -> str:
    """Lines of one kind stand together; a quotation has a frame of its own, so it needs no empty line."""
    return "\n" if before is after or Style.QUOTE in (before, after) else "\n\n"
