"""A screen as plain text: numbered lines for choices, words to type for the rest. For Zalo's limits, and a terminal."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeAlias

from bot.channels.capabilities import TEXT
from bot.screen import Paragraph, Role, Screen, ScreenFile, ShownOption, Style
from core.message import Message, say
from core.text.lengths import split


class Words(Protocol):
    def text(self, message: Message) -> str: ...


FileWords: TypeAlias = Callable[[ScreenFile], Message]
"""Where a file that cannot be shown is found."""


def _nowhere(file: ScreenFile) -> Message:
    return say("“{name}” cannot be sent here.", name=file.name)


def render(screen: Screen, words: Words, files: FileWords = _nowhere) -> list[str]:
    """The messages to send, each within the limit; the choices stand at the end of the last."""
    return split("\n".join(_lines(screen, words, files)), TEXT.text_units)


def _lines(screen: Screen, words: Words, files: FileWords) -> Iterable[str]:
    for paragraph in screen.paragraphs:
        yield _paragraph(paragraph)
    if screen.photos:
        yield words.text(say("({count} photos, which cannot be shown here)", count=len(screen.photos)))
    for file in screen.documents:
        yield words.text(files(file))
    choices = [option for option in screen.options if option.role is Role.CHOICE]
    if choices:
        yield ""
        yield from _choices(choices, words)
    verbs = " · ".join(option.word for option in screen.options if option.role is Role.VERB)
    if verbs:
        yield words.text(say("(or type: {words})", words=verbs))


def _paragraph(paragraph: Paragraph) -> str:
    if paragraph.style is Style.QUOTE:
        return f"“{paragraph.text}”"
    return paragraph.text


def _choices(choices: list[ShownOption], words: Words) -> Iterable[str]:
    for number, option in enumerate(choices, 1):
        yield (
            words.text(say("type “{word}”", word=option.word)) if option.word else f"{number}. {option.label}"
        )
