"""What a typed message means where it was typed: one of the shown options, a verb, a command, or words of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from bot.conversation.dialog import Action, Do, Go
from bot.conversation.front import Front, Shown
from bot.conversation.showing import BACK, CANCEL, HELP, SKIP
from bot.conversation.spec import Command, Registry
from bot.inbound import Inbound
from core.talk import Line
from core.text.answers import Verb, chosen_number, verb_of
from core.text.matching import Ambiguous, Matched, Phrases

READING_TIME: Final = timedelta(seconds=2)
"""Nobody reads a prompt and chooses a number faster: a bare number within it was meant for something else."""
SILENCE: Final = timedelta(hours=12)
"""After it the first words are held and offered, never taken silently."""

_MENU: Final = "menu"
_VERBS: Final = {
    Verb.BACK: Do(BACK),
    Verb.SKIP: Do(SKIP),
    Verb.CANCEL: Do(CANCEL),
    Verb.HELP: Do(HELP),
    Verb.MENU: Do(_MENU),
}
_LONGEST_VERB: Final = 40


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may have been any of these."""

    options: tuple[Shown, ...]


def option_typed(text: str, front: Front) -> Action | Unsure | None:
    """The shown option that was typed: by its number where numbers choose, by its label, or by a keyword."""
    if not front.shown:
        return None
    if front.numbers_choose and (number := chosen_number(text)) is not None:
        choices = [option for option in front.shown if not option.verb]
        return choices[number - 1].action if 1 <= number <= len(choices) else None
    phrases = tuple(
        (phrase, index)
        for index, option in enumerate(front.shown)
        if not option.verb
        for phrase in (option.label, *option.keywords)
    )
    match _ready(phrases).match(text):
        case Matched(index):
            return front.shown[index].action
        case Ambiguous(indexes):
            return Unsure(tuple(front.shown[index] for index in indexes))
    return None


@lru_cache(maxsize=512)
def _ready(phrases: tuple[tuple[str, int], ...]) -> Phrases[int]:
    """Made once for what many people are shown, or one person again and again."""
    return Phrases(phrases)


@lru_cache(maxsize=512)
def verb_typed(text: str) -> Action | None:
    if len(text) > _LONGEST_VERB:
        return None
    match verb_of(text, tuple(_VERBS)):
        case Matched(verb):
            return _VERBS[verb]
    return None


def is_bare_number(text: str) -> bool:
    return chosen_number(text) is not None


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of these commands, made ready once: there are some hundred, and they are looked for in every message
    that is nothing else."""

    commands: Mapping[str, Command]
    listed: tuple[Command, ...]
    phrases: Phrases[int]
    with_argument: tuple[tuple[str, Callable[[str], str | None]], ...]


_VOCABULARIES: Final[dict[int, _Vocabulary]] = {}
_FEW: Final = 16


def _vocabulary(commands: Mapping[str, Command]) -> _Vocabulary:
    known = _VOCABULARIES.get(id(commands))
    if known is None or known.commands is not commands:
        known = _learn(commands)
        if len(_VOCABULARIES) >= _FEW:
            _VOCABULARIES.clear()
        _VOCABULARIES[id(commands)] = known
    return known


def _learn(commands: Mapping[str, Command]) -> _Vocabulary:
    listed = tuple(commands.values())
    phrases = tuple(
        (words, index)
        for index, command in enumerate(listed)
        for words in (command.name, *command.words)
        # its name is what guides print, with a slash that gets lost
    )
    reading = tuple((name, command.reads) for name, command in commands.items() if command.reads is not None)
    return _Vocabulary(commands, listed, _ready(phrases), reading)


def command_typed(text: str, registry: Registry) -> Go | Unsure | None:
    """A command by its words; what is said after them is its argument ("báo cáo quý 1")."""
    vocabulary = _vocabulary(registry.commands)
    commands = vocabulary.listed
    match vocabulary.phrases.match(text):
        case Matched(index):
            return Go(commands[index].name)
        case Ambiguous(indexes):
            found = [commands[index] for index in indexes]
            return Unsure(tuple(Shown(command.words[0], Go(command.name)) for command in found))
    for name, reads in vocabulary.with_argument:  # only these take one
        if (argument := reads(text)) is not None:
            return Go(name, argument)
    return None


def before_it_was_read(line: Line, said: Inbound) -> bool:
    """Sent before the open prompt had reached the person: by message id where the messenger's ids grow in a chat."""
    if line.prompt_message is None:
        return False
    if said.in_order and said.message_id.isdigit() and line.prompt_message.isdigit():
        return int(said.message_id) < int(line.prompt_message)
    return said.sent_at is not None and line.prompt_sent_at is not None and said.sent_at < line.prompt_sent_at


def within_reading_time(line: Line, sent_at: datetime | None) -> bool:
    if sent_at is None or line.prompt_sent_at is None:
        return False
    return timedelta(0) <= sent_at - line.prompt_sent_at < READING_TIME


def after_long_silence(line: Line, now: datetime) -> bool:
    return line.last_heard is not None and now - line.last_heard >= SILENCE
