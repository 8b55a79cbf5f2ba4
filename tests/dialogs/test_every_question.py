"""Every question of every dialog, led through by its samples, can be shown on every messenger within its limits."""

import html
import re
from collections.abc import Iterator
from typing import Any, cast

import pytest

from bot.channels.capabilities import TELEGRAM, TEXT
from bot.channels.telegram.layout import Text, lay_out
from bot.channels.text.render import render
from bot.conversation.dialog import NO_ANSWER, LookUp, Question
from bot.conversation.front import FRESH, Mode
from bot.conversation.replay import EMPTY, Answer, Open
from bot.conversation.showing import put_into_words, question_page
from bot.conversation.spec import DialogSpec, Sample
from bot.registry import REGISTRY
from bot.screen import CALLBACK_BYTES, Screen
from bot.wording import Wording
from core.text.lengths import utf16_length

WORDS = Wording(strict=True)
SAMPLES = [
    pytest.param(spec, sample, id=f"{name}-{number}")
    for name, spec in REGISTRY.dialogs.items()
    for number, sample in enumerate(spec.samples())
]


def questions(spec: DialogSpec[Any, Any], sample: Sample) -> Iterator[tuple[Question[Any], object]]:
    """Each question on the way to the command, with the answer that leads on."""
    script = spec.script(sample.sheet)
    try:
        step = next(script)
        while True:
            if isinstance(step, LookUp):
                step = script.send(sample.found.get(step.query))
                continue
            value = _answer(step, sample)
            if step.words:
                yield step, value
            step = script.send(value)
    except StopIteration:
        return


def _answer(question: Question[Any], sample: Sample) -> object:
    if question.key in sample.answers:
        stored = sample.answers[question.key]
        return None if stored is None else question.decode(stored)
    return question.typical if question.assume is NO_ANSWER else question.assume


def screens(question: Question[Any], value: object) -> Iterator[Screen]:
    """As it is first asked, and as it is opened again with the answer so far."""
    for old in (None, Answer(None if value is None else question.encode(value), question.fingerprint())):
        opened = Open(question, EMPTY, 3, old, old is not None, ("before",), cast("Any", None))
        yield put_into_words(question_page(opened, ()), FRESH, WORDS, Mode.QUESTION, question.key)[0]


@pytest.mark.parametrize(("spec", "sample"), SAMPLES)
def test_each_question_is_shown_within_the_limits_of_every_messenger(
    spec: DialogSpec[Any, Any], sample: Sample
) -> None:
    asked = 0
    for question, value in questions(spec, sample):
        for screen in screens(question, value):
            asked += 1
            assert all(0 < len(option.data.encode()) <= CALLBACK_BYTES for option in screen.options)
            assert all(option.label.strip() for option in screen.options)
            for part in lay_out(screen):
                assert isinstance(part, Text)
                shown = html.unescape(re.sub(r"</?(?:b|i|blockquote)>", "", part.markup))
                assert utf16_length(shown) <= TELEGRAM.text_units
            assert all(utf16_length(part) <= TEXT.text_units for part in render(screen, WORDS))
    assert asked


@pytest.mark.parametrize(("spec", "sample"), SAMPLES)
def test_the_answers_of_a_sample_are_stored_and_read_back(spec: DialogSpec[Any, Any], sample: Sample) -> None:
    for question, value in questions(spec, sample):
        if value is not None:
            assert question.decode(question.encode(value)) == value


@pytest.mark.parametrize("name", sorted(REGISTRY.dialogs))
def test_every_dialog_has_samples_beside_it(name: str) -> None:
    assert list(REGISTRY.dialogs[name].samples())
