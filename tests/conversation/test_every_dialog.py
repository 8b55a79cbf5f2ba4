"""Every question of every dialog, rendered from the sample data beside it, on every channel."""

import html
import re
from collections.abc import Hashable, Mapping
from typing import Any

import pytest

from bot.channels.capabilities import TELEGRAM, TEXT
from bot.channels.telegram.layout import Text, lay_out
from bot.channels.text.render import render
from bot.conversation import drafts, replay
from bot.conversation.dialog import Json
from bot.conversation.front import FRESH, Mode
from bot.conversation.replay import Open
from bot.conversation.showing import put_into_words, question_page
from bot.conversation.spec import DialogSpec, Sample
from bot.registry import REGISTRY
from bot.screen import CALLBACK_BYTES, Screen
from bot.wording import Wording
from core.text.lengths import utf16_length

WORDS = Wording(strict=True)
CASES = [
    pytest.param(spec, sample, id=f"{name}-{number}")
    for name, spec in REGISTRY.dialogs.items()
    for number, sample in enumerate(spec.samples())
]


def _walk(
    spec: DialogSpec[Any, Any], sample: Sample, pressed: Mapping[str, Json]
) -> tuple[list[tuple[str, Screen]], set[str]]:
    """What is shown from the first question to the end, and every key that was reached. `pressed` is what buttons had
    put under keys that are not asked; the rest has the sample's answers, or else the typical ones."""

    def look_up(query: str, argument: Hashable) -> object:
        found = sample.found[query]
        return found(argument) if callable(found) else found

    shown, draft = [], drafts.EMPTY
    for key, value in pressed.items():
        draft = drafts.put(draft, key, value)
    asked = replay.replay(lambda: spec.script(sample.sheet), draft, look_up)
    reached: set[str] = set()
    while isinstance(asked, Open):
        question = asked.question
        screen, _ = put_into_words(question_page(asked, ()), FRESH, WORDS, Mode.QUESTION, question.key)
        shown.append((question.key, screen))
        reached |= {*asked.walk.reached, question.key}
        given = sample.answers.get(question.key)
        value = question.typical if given is None else question.decode(given)
        asked = asked.go_on(drafts.answered(asked.draft, question, value), value)
    return shown, reached


def _screens(spec: DialogSpec[Any, Any], sample: Sample) -> tuple[list[tuple[str, Screen]], set[str]]:
    """Answers of the sample to questions that are only assumed are pressed beforehand."""
    pressed: dict[str, Json] = {}
    while True:
        shown, reached = _walk(spec, sample, pressed)
        asked = {key for key, _ in shown}
        more = {
            key: value
            for key, value in sample.answers.items()
            if key not in asked and key in reached - {*pressed}
        }
        if not more:
            return shown, reached
        pressed |= more


def _read(markup: str) -> str:
    """As Telegram counts it: without tags."""
    return html.unescape(re.sub(r"</?(?:b|i|blockquote)>", "", markup))


def test_every_dialog_has_samples() -> None:
    without = [name for name, spec in REGISTRY.dialogs.items() if not list(spec.samples())]
    assert without == []


@pytest.mark.parametrize(("spec", "sample"), CASES)
def test_every_question_can_be_shown_on_telegram(spec: DialogSpec[Any, Any], sample: Sample) -> None:
    for key, screen in _screens(spec, sample)[0]:
        assert screen.paragraphs, key
        for option in screen.options:
            assert len(option.data.encode()) <= CALLBACK_BYTES, key
            assert option.label.strip(), key
        for part in lay_out(screen):
            if isinstance(part, Text):
                assert utf16_length(_read(part.markup)) <= TELEGRAM.text_units, key


@pytest.mark.parametrize(("spec", "sample"), CASES)
def test_every_question_can_be_shown_in_plain_text(spec: DialogSpec[Any, Any], sample: Sample) -> None:
    for key, screen in _screens(spec, sample)[0]:
        parts = render(screen, WORDS)
        assert parts, key
        assert all(utf16_length(part) <= TEXT.text_units for part in parts), key


@pytest.mark.parametrize(("spec", "sample"), CASES)
def test_every_sample_leads_to_the_end_and_asks_nothing_twice(
    spec: DialogSpec[Any, Any], sample: Sample
) -> None:
    shown, reached = _screens(spec, sample)
    keys = [key for key, _ in shown]
    assert len(keys) == len(set(keys))
    assert set(sample.answers) <= reached, "sample answers to questions that are never reached"


@pytest.mark.parametrize(("spec", "sample"), CASES)
def test_every_options_way_is_read_by_its_label(spec: DialogSpec[Any, Any], sample: Sample) -> None:
    """Two options of one screen never read the same: what is typed would be ambiguous for ever."""
    for key, screen in _screens(spec, sample)[0]:
        labels = [option.label.casefold() for option in screen.options]
        assert len(labels) == len(set(labels)), key
