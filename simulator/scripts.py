"""A conversation as a script: what people did on their phones, in order, and what they saw.

The page saves one, and a test replays it. The file is JSON, made to be read and changed by hand:

    {"title": "Báo cáo quý I",
     "channel": "telegram",
     "now": "2026-03-10T09:00:00+07:00",
     "steps": [
       {"who": "M09", "says": "/start {code:M09}"},
       {"who": "M09", "sees": "Đồng chí Nguyễn Văn Hùng …", "buttons": [["Đúng"], ["Không phải tôi"]]},
       {"who": "M09", "taps": "Đúng", "on": 2},
       {"who": "M09", "sees": "Cảm ơn đồng chí.", "instead_of": 2},
       {"who": "M09", "sends_photo": "3f2a9c01", "album": 1, "caption": "Nhà thứ 17"},
       {"who": "M09", "sends_file": "3f2a9c02", "name": "bien-ban.pdf"},
       {"who": "M09", "sends": "voice"},
       {"who": "M09", "says": "16 nhà", "reply_to": 4},
       {"who": "M09", "says": "17 nhà", "instead_of": 8},
       {"clock": "2026-03-20T07:30:00+07:00"}]}

`now` is where the calendar stands at the beginning, `clock` where it is moved to; both are aware. `who` is a person of
the demo (M01 …), or L1 … for somebody unknown. Steps are numbered from 1, and `on`, `reply_to` and `instead_of` name a
message by the step in which it first appeared. `{code:M09}` stands for a fresh link code of that person, for codes are
never the same twice. `sends_photo` and `sends_file` name a content, not the bytes: the same name is the same bytes
again; parts with one `album` number were sent together. `sends` is one of OTHERS. `sees` is a message of the bot,
`photos` how many pictures came in it; `hears` is the line that a tap is answered with.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final, TypeAlias

OTHERS: Final = ("voice", "video", "sticker", "contact", "location", "block", "unblock")
"""What is sent without words, and what is done to the bot."""

Json = dict[str, Any]


class BadScript(ValueError):
    """The file is no script; says in which step and why."""


@dataclass(frozen=True, slots=True)
class Says:
    who: str
    says: str
    reply_to: int = 0
    instead_of: int = 0


@dataclass(frozen=True, slots=True)
class Taps:
    who: str
    taps: str
    on: int = 0


@dataclass(frozen=True, slots=True)
class SendsPhoto:
    who: str
    sends_photo: str
    album: int = 0
    caption: str = ""


@dataclass(frozen=True, slots=True)
class SendsFile:
    who: str
    sends_file: str
    name: str = ""
    album: int = 0
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Sends:
    who: str
    sends: str


@dataclass(frozen=True, slots=True)
class Sees:
    """`buttons` are the labels, row after row."""

    who: str
    sees: str
    buttons: tuple[tuple[str, ...], ...] = ()
    photos: int = 0
    instead_of: int = 0


@dataclass(frozen=True, slots=True)
class Hears:
    who: str
    hears: str


@dataclass(frozen=True, slots=True)
class Clock:
    clock: datetime


Step: TypeAlias = Says | Taps | SendsPhoto | SendsFile | Sends | Sees | Hears | Clock

_KINDS: Final[Mapping[str, type[Step]]] = {
    "says": Says,
    "taps": Taps,
    "sends_photo": SendsPhoto,
    "sends_file": SendsFile,
    "sends": Sends,
    "sees": Sees,
    "hears": Hears,
    "clock": Clock,
}
_NUMBERS: Final = frozenset({"reply_to", "instead_of", "on", "album", "photos"})
_STEP_NUMBERS: Final = ("reply_to", "instead_of", "on")


@dataclass(frozen=True, slots=True)
class Script:
    """`channel` is the messenger it was recorded on; another may show the same words differently."""

    title: str
    channel: str
    now: datetime
    steps: tuple[Step, ...]


def write(script: Script) -> str:
    """One step a line."""
    head = {"title": script.title, "channel": script.channel, "now": script.now.isoformat()}
    lines = ",\n".join(f"  {_dump(plain(step))}" for step in script.steps)
    steps = f"[\n{lines}\n ]" if lines else "[]"
    inner = ",\n".join(f" {_dump(key)}: {_dump(value)}" for key, value in head.items())
    return f'{{\n{inner},\n "steps": {steps}\n}}\n'


def read(text: str) -> Script:
    """Raises BadScript."""
    try:
        whole = json.loads(text)
    except ValueError as error:
        raise BadScript(f"not JSON: {error}") from error
    if not isinstance(whole, dict) or set(whole) != {"title", "channel", "now", "steps"}:
        raise BadScript("a script has title, channel, now and steps")
    if not isinstance(whole["steps"], list):
        raise BadScript("steps is a list")
    steps = tuple(read_step(number, each) for number, each in enumerate(whole["steps"], 1))
    return Script(str(whole["title"]), str(whole["channel"]), _instant("now", whole["now"]), steps)


def read_step(number: int, given: object) -> Step:
    """The step of that number. Raises BadScript."""
    where = f"step {number}"
    if not isinstance(given, dict):
        raise BadScript(f"{where} is no object")
    kinds = [name for name in _KINDS if name in given]
    if len(kinds) != 1:
        raise BadScript(f"{where} has one of {', '.join(_KINDS)}")
    kind = _KINDS[kinds[0]]
    known = {field.name for field in fields(kind)}
    if strange := sorted(set(given) - known):
        raise BadScript(f"{where} cannot have {', '.join(strange)}")
    values = {name: _value(where, name, value) for name, value in given.items()}
    if "who" in known and not values.get("who"):
        raise BadScript(f"{where} says not who")
    for name in _STEP_NUMBERS:
        if values.get(name, 0) >= number:
            raise BadScript(f"{where}: {name} names a step before it")
    if kind is Sends and values["sends"] not in OTHERS:
        raise BadScript(f"{where}: sends is one of {', '.join(OTHERS)}")
    return kind(**values)


def _value(where: str, name: str, value: object) -> Any:  # noqa: ANN401 - the field's own type
    if name == "clock":
        return _instant(where, value)
    if name == "buttons":
        return _buttons(where, value)
    if name in _NUMBERS:
        if type(value) is not int or value < 0:
            raise BadScript(f"{where}: {name} is a number")
    elif not isinstance(value, str):
        raise BadScript(f"{where}: {name} is a text")
    return value


def _buttons(where: str, value: object) -> tuple[tuple[str, ...], ...]:
    rows = value if isinstance(value, list) else [None]
    return tuple(_row(where, row) for row in rows)


def _row(where: str, row: object) -> tuple[str, ...]:
    if not isinstance(row, list) or not all(isinstance(label, str) for label in row):
        raise BadScript(f"{where}: buttons are rows of labels")
    return tuple(row)


def _instant(where: str, value: object) -> datetime:
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise BadScript(f"{where}: an instant is ISO 8601 with its zone")
    return instant


def plain(step: Step) -> Json:
    """Without what is empty, except the words themselves."""
    values = {field.name: getattr(step, field.name) for field in fields(step)}
    must = {"who", *_KINDS}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
        if value or name in must
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
