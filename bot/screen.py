"""One message to a person, in their words and for no messenger in particular; channels lay it out.

It travels through the outbox as JSON, so it holds final text only. Its choices are numbered from 1 in the order
given; a channel shows them as buttons or as numbered lines, and both mean the same.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import orjson

from bot.remembered import Remembered

CALLBACK_BYTES: Final = 64
"""Telegram's limit on callback data; every option's `data` stays within it on every channel."""


class Style(StrEnum):
    HEADING = "h"
    BODY = "b"
    QUOTE = "q"  # what a person wrote, shown apart from our own words
    HINT = "i"  # the next step, the progress: quieter than the rest


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    style: Style = Style.BODY


class Role(StrEnum):
    CHOICE = "c"
    VERB = "v"  # back, skip, cancel, help: offered on every step, laid out apart


_STYLES: Final = {style.value: style for style in Style}
_ROLES: Final = {role.value: role for role in Role}


@dataclass(frozen=True, slots=True)
class ShownOption:
    """`data` is what a tap sends back. `word` is what is typed for it where a channel has no buttons; where it is
    empty, the option's number is."""

    label: str
    data: str
    role: Role = Role.CHOICE
    word: str = ""


@dataclass(frozen=True, slots=True)
class ScreenFile:
    """A document to hand over, where the messenger takes files."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Screen:
    """`photos` are keys of evidence to show with it, `documents` are files to hand over.

    `own_number` labels a button with which the messenger hands over the sender's own telephone number, where it can;
    `thanks` is said first where such a button stood before, and takes it away.
    """

    paragraphs: tuple[Paragraph, ...]
    options: tuple[ShownOption, ...] = ()
    photos: tuple[str, ...] = ()
    documents: tuple[ScreenFile, ...] = ()
    own_number: str = ""
    thanks: str = ""

    def to_json(self) -> bytes:
        whole: dict[str, object] = {"p": [[p.style, p.text] for p in self.paragraphs]}
        if self.options:
            whole["o"] = [[o.label, o.data, o.role, o.word] for o in self.options]
        if self.photos:
            whole["m"] = self.photos
        if self.documents:
            whole["f"] = [[each.key, each.name] for each in self.documents]
        if self.own_number or self.thanks:
            whole["n"] = [self.own_number, self.thanks]
        written = orjson.dumps(whole)
        _WRITTEN.keep(written, self)
        return written

    @staticmethod
    def from_json(raw: bytes) -> "Screen":
        """Raises ValueError, KeyError or TypeError for what `to_json` did not write."""
        if (written := _WRITTEN.read(raw)) is not None:
            return written
        whole = orjson.loads(raw)
        return Screen(
            tuple([Paragraph(text, _STYLES[style]) for style, text in whole["p"]]),
            tuple(
                [
                    ShownOption(label, data, _ROLES[role], word)
                    for label, data, role, word in whole.get("o", ())
                ]
            ),
            tuple(whole.get("m", ())),
            tuple([ScreenFile(*each) for each in whole.get("f", ())]),
            *whole.get("n", ()),
        )


_WRITTEN: Final = Remembered[Screen]()
