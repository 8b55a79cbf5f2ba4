"""Hears all that is said on the stand-in's phones, so that it can be saved as a script (simulator/scripts.py)."""

import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from simulator.cast import Cast
from simulator.scripts import (
    Clock,
    Hears,
    Says,
    Script,
    Sees,
    Sends,
    SendsFile,
    SendsPhoto,
    Step,
    Taps,
    plain,
    read_step,
)
from simulator.telegram.platform import Platform
from simulator.telegram.queries import Query
from simulator.telegram.state import Chat, Event, Message
from simulator.telegram.wire import Json

CHANNEL: Final = "telegram"
RECORDED: Final = frozenset({"began", "heard", "code"})
"""How the lines begin that are told to `Recorder.note`."""

_WITHOUT_WORDS: Final = ("voice", "video", "sticker", "contact", "location")
_STANDING: Final = {"kicked": "block", "member": "unblock"}


@dataclass(frozen=True, slots=True)
class _Heard:
    """A step as it was heard: `on`, `reply_to` and `instead_of` hold message ids still, `group` the album's.

    `at` orders what one process has heard, `life` the processes.
    """

    life: int
    at: float
    who: str
    step: Step
    message: int = 0
    group: str = ""


class Recorder:
    """Listens from its making on. `began` is where the calendar stood.

    Where `note` is set, all that is heard is told to it too, in a form that `recall` takes back.
    """

    note: Callable[[Json], None] | None = None

    def __init__(self, platform: Platform, cast: Cast, began: datetime) -> None:
        self._platform = platform
        self._cast = cast
        self._began = began
        self._life = 0
        self._heard: list[_Heard] = []
        self._labels: dict[tuple[int, str], str] = {}
        self._codes: dict[str, str] = {}
        platform.world.listeners.append(self._hear)

    def code(self, code: str, person: str) -> None:
        """From now on this code is written as that person's."""
        self._codes[code] = person
        self._tell({"code": code, "person": person})

    def clock(self, now: datetime) -> None:
        """The calendar was moved."""
        self._keep(self._platform.world.monotonic(), "", Clock(now))

    def recall(self, line: Json) -> None:
        """Something that was told to `note` in an earlier life; all that is heard from now on comes after it."""
        if "code" in line:
            self._codes[line["code"]] = line["person"]
        elif "began" in line:
            self._began = datetime.fromisoformat(line["began"])
        else:
            step = read_step(sys.maxsize, line["heard"])
            who = "" if isinstance(step, Clock) else step.who
            self._life = max(self._life, line["life"] + 1)
            heard = _Heard(line["life"], line["at"], who, step, line["message"], line["group"])
            self._heard.append(heard)

    def beginning(self) -> Json:
        """What is told first."""
        return {"began": self._began.isoformat()}

    def learn_labels(self, message: Message) -> None:
        """What stands on the message's buttons, by what they send."""
        rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
        for key in (key for row in rows for key in row):
            self._labels[message.id, str(key.get("callback_data", ""))] = str(key["text"])

    def _keep(self, at: float, who: str, step: Step, message: int = 0, group: str = "") -> None:
        self._heard.append(_Heard(self._life, at, who, step, message, group))
        place = {"life": self._life, "at": at, "message": message, "group": group}
        self._tell({"heard": plain(step), **place})

    def _tell(self, line: Json) -> None:
        if self.note is not None:
            self.note(line)

    def _hear(self, chat: Chat, event: Event) -> None:
        player = self._cast.by_user.get(chat.id)
        if player is None or chat.kind != "private":
            return
        who = player.person
        if event.kind == "member":
            done = _STANDING.get(str(event.data["status"]), "unblock")
            self._keep(event.at, who, Sends(who, done))
        elif event.kind == "answer":
            self._hear_tap(who, self._platform.queries.by_id[str(event.data["query_id"])])
        elif event.message is not None and event.kind in ("message", "edit"):
            edited = event.kind == "edit"
            message = event.message
            step = self._seen(who, message, edited) if message.owner else self._said(who, message, edited)
            group = str(message.body.get("media_group_id", ""))
            self._keep(event.at, who, step, message.id, group)

    def _hear_tap(self, who: str, query: Query) -> None:
        """A tap is heard when it is answered, and belongs where the finger was."""
        label = self._labels.get((query.message.id, query.data), query.data)
        self._keep(query.at, who, Taps(who, label, on=query.message.id))
        if query.answer and query.answer.text:
            self._keep(query.answer.at, who, Hears(who, query.answer.text))

    def _seen(self, who: str, message: Message, edited: bool) -> Step:
        body = message.body
        self.learn_labels(message)
        rows = body.get("reply_markup", {}).get("inline_keyboard", [])
        labels = tuple(tuple(str(key["text"]) for key in row) for row in rows)
        instead = message.id if edited else 0
        return Sees(who, _words(body), labels, photos=int("photo" in body), instead_of=instead)

    def _said(self, who: str, message: Message, edited: bool) -> Step:
        body = message.body
        if edited:
            return Says(who, self._without_codes(_words(body)), instead_of=message.id)
        if "photo" in body:
            return SendsPhoto(who, _content(body["photo"][-1]), caption=_words(body))
        if "document" in body:
            document = body["document"]
            return SendsFile(who, _content(document), str(document["file_name"]), caption=_words(body))
        for what in _WITHOUT_WORDS:
            if what in body:
                return Sends(who, what)
        answered = body.get("reply_to_message", {}).get("message_id", 0)
        return Says(who, self._without_codes(_words(body)), reply_to=answered)

    def _without_codes(self, text: str) -> str:
        for code, person in self._codes.items():
            text = text.replace(code, f"{{code:{person}}}")
        return text

    def script(self, title: str, people: Collection[str]) -> Script:
        """All that these people said and saw, and every move of the clock."""
        heard = sorted(
            (each for each in self._heard if each.who in people or isinstance(each.step, Clock)),
            key=lambda each: (each.life, each.at),
        )
        numbers: dict[int, int] = {}
        albums: dict[str, int] = {}
        steps = []
        for number, each in enumerate(heard, 1):
            steps.append(_numbered(each, numbers, albums))
            if each.message:
                numbers.setdefault(each.message, number)
        return Script(title, CHANNEL, self._began, tuple(steps))


def _numbered(heard: _Heard, numbers: dict[int, int], albums: dict[str, int]) -> Step:
    """Message ids become the numbers of the steps in which they first appeared."""
    match heard.step:
        case Says() as step:
            said_to, instead = numbers.get(step.reply_to, 0), numbers.get(step.instead_of, 0)
            return replace(step, reply_to=said_to, instead_of=instead)
        case Taps() as step:
            return replace(step, on=numbers.get(step.on, 0))
        case Sees() as step:
            return replace(step, instead_of=numbers.get(step.instead_of, 0))
        case SendsPhoto() | SendsFile() as step if heard.group:
            return replace(step, album=albums.setdefault(heard.group, len(albums) + 1))
        case step:
            return step


def _words(body: Json) -> str:
    return str(body.get("text", body.get("caption", "")))


def _content(file: Json) -> str:
    """A name for the bytes: the same for the same."""
    return str(file["file_unique_id"])
