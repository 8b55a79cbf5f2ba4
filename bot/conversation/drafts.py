"""The answers of a conversation as they are stored, and what one act of the person makes of them.

Each act is followed by a replay (replay.py), which finds out where the conversation then stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import orjson

from bot.conversation.dialog import Json, Question

CODEC: Final = 1
ANY_PRINT: Final = "*"
"""The fingerprint of what a button put under another question's key: its value alone is checked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`print` is the fingerprint of the question as it was asked; `message` gave it, `prompt` asked it."""

    value: Json
    print: str
    message: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers in the order of the last replay. `settled` are the keys whose place that replay has confirmed.

    `parked` are answers that the dialog has passed over: offered when their question opens again, never applied.
    """

    answers: dict[str, Answer]
    settled: tuple[str, ...] = ()
    parked: dict[str, Answer] = field(default_factory=dict)
    editing: str | None = None
    total: int = 0


EMPTY: Final = Draft({})


def answered(
    draft: Draft, question: Question[Any], value: object, *, message: str = "", prompt: str = ""
) -> Draft:
    """`value` None stands for skipped."""
    stored = None if value is None else question.encode(value)
    answer = Answer(stored, question.fingerprint(), message, prompt)
    parked = {key: old for key, old in draft.parked.items() if key != question.key}
    return Draft(draft.answers | {question.key: answer}, draft.settled, parked, None, draft.total)


def put(draft: Draft, key: str, value: Json) -> Draft:
    return replace(draft, answers=draft.answers | {key: Answer(value, ANY_PRINT)})


def edited(draft: Draft, key: str) -> Draft:
    return replace(draft, editing=key)


def to_json(draft: Draft) -> bytes:
    return orjson.dumps(
        {
            "v": CODEC,
            "a": {key: [a.value, a.print, a.message, a.prompt] for key, a in draft.answers.items()},
            "s": draft.settled,
            "k": {key: [a.value, a.print, a.message, a.prompt] for key, a in draft.parked.items()},
            "e": draft.editing,
            "t": draft.total,
        }
    )


def from_json(raw: bytes) -> Draft:
    """Raises ValueError for a codec that is not known."""
    whole = orjson.loads(raw)
    if whole["v"] != CODEC:
        raise ValueError(f"answers of codec {whole['v']}")
    answers = {key: Answer(*stored) for key, stored in whole["a"].items()}
    parked = {key: Answer(*stored) for key, stored in whole["k"].items()}
    return Draft(answers, tuple(whole["s"]), parked, whole["e"], whole["t"])


def prefilled(answers: Mapping[str, Json]) -> Draft:
    """Nothing is answered yet; these are offered, each when its question opens (what was handed in before)."""
    return Draft({}, parked={key: Answer(value, ANY_PRINT) for key, value in answers.items()})
