"""A toy province for the engine: fakes at its ports that keep state, a few dialogs, and a person with a phone."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from bot.conversation import front as fronts
from bot.conversation.dialog import Dialog, Go, Line, Option, Receipt, ask, ask_or_skip
from bot.conversation.engine import Engine
from bot.conversation.here import Decision, Here
from bot.conversation.questions import Choice, ChoiceQuestion, PhotosQuestion, TextQuestion
from bot.conversation.spec import Command, DialogSpec, OpenPlace, Registry, Show, Start, Stay, Turn
from bot.inbound import Inbound, Kind, Media
from bot.screen import Role, Screen
from core.errors import Refused
from core.message import Message, say
from core.outbox import Kind as OutKind
from core.outbox import Outgoing, Queued
from core.people import AudienceGroup, Person, Standing
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.talk import Address, Conversation
from core.talk import Line as AddressLine

NOON = datetime(2026, 3, 10, 5, 0, tzinfo=UTC)
HUNG = Person("M09", "Nguyễn Văn Hùng", 1990, AudienceGroup.ORDINARY_MEMBER)


@dataclass
class FakeTalk:
    speaker: str | None = "M09"
    seen: set[str] = field(default_factory=set)
    lines: dict[Address, AddressLine] = field(default_factory=dict)
    rows: dict[int, Conversation] = field(default_factory=dict)
    next_row: int = 1

    def note_update(self, key: str, received_at: datetime) -> bool:  # noqa: ARG002
        if key in self.seen:
            return False
        self.seen.add(key)
        return True

    def line(self, address: Address) -> AddressLine:
        if address not in self.lines:
            row = len(self.lines) + 1
            self.lines[address] = AddressLine(
                row, address, self.speaker, None, b"", None, None, unknown_prompt=False, last_heard=None
            )
        return self.lines[address]

    def keep_line(
        self,
        line: AddressLine,
        *,
        front: int | None,
        state: bytes,
        heard_at: datetime,
        lease: str | None = None,
    ) -> None:
        assert lease is None, "no line here is known to be free"
        kept = self.lines[line.address]
        self.lines[line.address] = replace(kept, front=front, state=state, last_heard=heard_at)

    def facts_stamp(self) -> None:
        """Nobody knows who wrote what here."""

    def conversation(self, row: int) -> Conversation | None:
        return self.rows.get(row)

    def find_conversation(self, owner: str, dialog: str, subject: str) -> Conversation | None:
        key = (owner, dialog, subject)
        return next((c for c in self.rows.values() if (c.owner, c.dialog, c.subject) == key), None)

    def open_conversation(
        self, owner: str, dialog: str, subject: str, state: bytes, now: datetime
    ) -> Conversation:
        found = self.find_conversation(owner, dialog, subject)
        if found is None:
            found = Conversation(self.next_row, owner, dialog, subject, state, now)
            self.rows[self.next_row] = found
            self.next_row += 1
        return found

    def keep_conversation(self, row: int, state: bytes, now: datetime) -> None:
        self.rows[row] = replace(self.rows[row], state=state, touched_at=now)

    def close_conversation(self, row: int) -> None:
        self.rows.pop(row, None)

    def open_conversations(self, owner: str) -> list[Conversation]:
        return [c for c in self.rows.values() if c.owner == owner]

    def addresses_of(self, person: str) -> list[int]:  # noqa: ARG002
        return [1]

    def channel_of(self, row: int) -> str:  # noqa: ARG002
        return "at home"

    def linked(self, row: int) -> list[str]:  # noqa: ARG002
        return [self.speaker] if self.speaker else []

    def set_reach(self, row: int, gone: str | None, now: datetime) -> None: ...


@dataclass
class FakeOutbox:
    queued: list[Outgoing] = field(default_factory=list)

    def queue(
        self,
        messages: Sequence[Outgoing],
        owner: str | None,  # noqa: ARG002
        now: datetime,  # noqa: ARG002
        *,
        leased: AddressLine | None = None,
    ) -> Queued:
        assert leased is None
        assert not {m.dedup for m in messages} & {m.dedup for m in self.queued}, "a dedup key was used twice"
        self.queued.extend(messages)
        return Queued(rows=tuple(range(len(messages))))


class FakePeople:
    def speaker(self, person: str, on: date) -> Speaker | None:  # noqa: ARG002
        return Speaker(HUNG, Standing.OFFICIAL, ()) if person == HUNG.id else None


@dataclass
class FakeWork:
    talk: FakeTalk = field(default_factory=FakeTalk)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    people: FakePeople = field(default_factory=FakePeople)
    done: list[dict[str, object]] = field(default_factory=list)
    photos: list[tuple[str, str]] = field(default_factory=list)

    def part(self) -> AbstractContextManager[None]:
        return nullcontext()


class FakeChance:
    """Counts instead of drawing."""

    def __init__(self) -> None:
        self.drawn = 0

    def new_id(self) -> str:
        self.drawn += 1
        return f"id{self.drawn}"

    def code(self, alphabet: str, length: int) -> str:
        self.drawn += 1
        return "".join(alphabet[(self.drawn + index) % len(alphabet)] for index in range(length))


class EnglishWords:
    """Shows the English ids, filled in: the engine's tests read as the code does."""

    def text(self, message: Message) -> str:
        filled = {name: self.text(v) if isinstance(v, Message) else v for name, v in message.args}
        return message.id.format(**filled)


def text(key: str, *, skippable: bool = False, subject: str = "") -> TextQuestion:
    return TextQuestion(key=key, words=(Line(f"{key}?"),), skippable=skippable, subject=subject)


def choice(key: str, *pairs: tuple[str, str], extra: tuple[Option, ...] = ()) -> ChoiceQuestion:
    choices = tuple(Choice(value, label) for value, label in pairs)
    return ChoiceQuestion(key=key, words=(Line(f"{key}?"),), choices=choices, extra=extra)


def survey(sheet: str) -> Dialog[dict[str, object]]:  # noqa: ARG001
    name = yield from ask(text("name"))
    kind = yield from ask(choice("kind", ("road", "Con đường"), ("house", "Ngôi nhà")))
    note = yield from ask_or_skip(text("note", skippable=True))
    yield from ask(PhotosQuestion(key="photos", words=(Line("photos?"),), subject="item1"))
    yield from ask(choice("send", ("yes", "Gửi")))
    return {"name": name, "kind": kind, "note": note}


def refusing(sheet: str) -> Dialog[dict[str, object]]:
    yield from ask(choice("send", ("yes", "Gửi")))
    return {"refuse": sheet}


def broken(sheet: str) -> Dialog[dict[str, object]]:
    if (yield from ask(text("first"))) == "answer":
        raise KeyError(sheet)
    return {}


def _carry_out(here: Here, subject: str, command: dict[str, object]) -> Receipt:
    if "refuse" in command:
        raise Refused(say("It is closed."))
    cast("Any", here.uow).done.append(command | {"subject": subject})
    here.tell(["M07"], (Line("Có báo cáo mới"),), (Option("Xem", Go("menu")),), dedup=f"done:{subject}")
    return Receipt((Line(f"Done {command['name']}"),))


def _spec(name: str, script: Any) -> DialogSpec[str, dict[str, object]]:  # noqa: ANN401
    return DialogSpec(
        name=name,
        title=lambda subject: say("{name} {subject}", name=name, subject=subject),
        sheet=lambda _here, subject: subject,
        script=script,
        carry_out=_carry_out,
        samples=tuple,
    )


def _media(here: Here, place: OpenPlace | None) -> Turn | None:
    cast("Any", here.uow).photos.append((place.subject, place.question_subject) if place else ("", ""))
    return Stay((Line("Đã nhận 1 ảnh"),))


def _home(here: Here, _argument: str = "") -> Show:
    if here.speaker is None:
        return _stranger(here, "")
    return Show((Line("Menu"),), (Option("Khảo sát", Go("survey", "2026")), Option("Khác", Go("other", "x"))))


def _command(name: str, *words: str, dialog: str = "") -> Command:
    return Command(
        name,
        words,
        say("Survey"),
        lambda _speaker: True,
        lambda _here, argument: Start(dialog or name, argument),
    )


def _stranger(here: Here, said: str) -> Show:
    del here
    return Show((Line(f"Stranger said {said}"),))


TOY = Registry(
    dialogs={
        n: _spec(n, s)
        for n, s in (("survey", survey), ("other", survey), ("refusing", refusing), ("broken", broken))
    },
    commands={
        "survey": _command("survey", "khảo sát"),
        "other": _command("other", "việc khác"),
        "refusing": _command("refusing", "từ chối"),
        "broken": _command("broken", "hỏng"),
        "menu": Command("menu", ("menu",), say("Menu"), lambda _s: True, _home),
    },
    media=_media,
    stranger=_stranger,
    home=_home,
)


class Phone:
    """One person on one address. Every prompt is delivered at once and read for `thinking` before the next word."""

    def __init__(self, work: FakeWork | None = None, *, linked: bool = True, in_order: bool = True) -> None:
        self.work = work or FakeWork()
        if not linked:
            self.work.talk.speaker = None
        self.engine = Engine(TOY, EnglishWords(), "test/1", lambda _now: None, FakeChance())
        self.address = Address("telegram", "bot", "7")
        self.now = NOON
        self.thinking = timedelta(seconds=5)
        self.in_order = in_order
        self.message_id = 100
        self.updates = 0
        self.screens: list[Screen] = []
        self.said: list[Inbound] = []
        self.deliver = True

    @property
    def sees(self) -> str:
        """The text of the newest screen."""
        return "\n".join(paragraph.text for paragraph in self.screens[-1].paragraphs)

    @property
    def labels(self) -> list[str]:
        return [option.label for option in self.screens[-1].options if option.role is Role.CHOICE]

    @property
    def prompt_id(self) -> str:
        return self._line.prompt_message or ""

    @property
    def _line(self) -> AddressLine:
        return self.work.talk.line(self.address)

    def says(
        self, words: str, *, after: timedelta | None = None, message_id: str = "", reply_to: str | None = None
    ) -> Decision:
        self.now += self.thinking if after is None else after
        own = message_id or self._next_message()
        return self._send(Kind.TEXT, text=words, message_id=own, reply_to=reply_to)

    def edits(self, message_id: str, words: str) -> Decision:
        self.now += self.thinking
        return self._send(Kind.EDITED, text=words, message_id=message_id)

    def taps(self, label: str, screen: Screen | None = None) -> Decision:
        shown = screen or self.screens[-1]
        data = next(option.data for option in shown.options if option.label == label)
        self.now += self.thinking
        return self._send(Kind.TAP, data=data, tap_id=f"tap{self.updates}", message_id=self.prompt_id)

    def sends_photo(self) -> Decision:
        self.now += self.thinking
        return self._send(
            Kind.MEDIA, message_id=self._next_message(), media=Media("file", "u", as_photo=True)
        )

    def sends(self, what: str) -> Decision:
        self.now += self.thinking
        return self._send(Kind.UNREADABLE, what=what, message_id=self._next_message())

    def _next_message(self) -> str:
        self.message_id += 1
        return str(self.message_id)

    def _send(self, kind: Kind, **rest: Any) -> Decision:  # noqa: ANN401
        self.updates += 1
        sent_at = None if kind is Kind.TAP else self.now
        said = Inbound(
            f"u{self.updates}", self.address, kind, self.now, sent_at=sent_at, in_order=self.in_order, **rest
        )
        self.said.append(said)
        return self.hear(said)

    def hear(self, said: Inbound) -> Decision:
        before = len(self.work.outbox.queued)
        decision = self.engine.decide(cast("UnitOfWork", self.work), said)
        for outgoing in self.work.outbox.queued[before:]:
            if outgoing.kind is OutKind.NOTICE:
                continue
            self.screens.append(Screen.from_json(outgoing.payload))
            if outgoing.kind is OutKind.PROMPT and self.deliver:
                self.message_id += 1
                kept = self.work.talk.lines[self.address]
                self.work.talk.lines[self.address] = replace(
                    kept, prompt_message=str(self.message_id), prompt_sent_at=self.now
                )
        return decision

    @property
    def front(self) -> fronts.Front:
        return fronts.from_json(self._line.state)


__all__ = ["NOON", "TOY", "FakeWork", "Phone"]
