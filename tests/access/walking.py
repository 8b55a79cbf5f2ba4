"""Everything that can be typed or tapped, tried by everybody upon everybody else's.

Commands come from the registry that is walked, so a new one is tried without being named here. What their buttons carry
is gathered by those who may press them, and then pressed by those who may not, with every id in place of every other.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from bot.conversation.engine import Engine
from bot.conversation.spec import Registry
from bot.inbound import Inbound, Kind
from bot.screen import Screen
from core.history import Deed
from core.outbox import Sent
from core.ports import UnitOfWork
from core.talk import Address
from tests.access.marked import AUTHORS, YESTERDAY, Marked, link, may_comment, may_read
from tests.core.field import PATHS
from tests.world import OWNER

GATHERERS: Final = ("hai", "tich", "to", "sa", "en", "ut", "an", "khao", "kiem", "uy")
"""Between them they see every kind of screen."""
FORGED: Final = (
    "",
    ":",
    "go:",
    "go::",
    "0:0",
    "1:0",
    "99999:3",
    "go:tieptuc:99999999999999999999",
    "go:tieptuc:-1",
    "go:chibo:r:",
    "go:chibo:u:A:2026Q9:1",
    "go:chibo:l:A:2026Q1:h:999999",
    "go:duyet:r:' or 1=1 --",
    "go:congkhai:p:../../x:1",
    "go:moniemphong:l:",
    "go:baocaothay:r::",
    "go:toila:hai|menu",
    "go:ai:hai|chibo|",
    "KÍN",
)


_MOST_AT_ONCE: Final = 20


class _Undo(Exception):
    pass


@dataclass
class Walk:
    """`seen` are the failures: what somebody was shown that was not for him or her."""

    marked: Marked
    registry: Registry
    addresses: dict[str, Address] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    _updates: int = 0
    _messages: int = 1000

    def __post_init__(self) -> None:
        office = self.marked.office
        self.engine = Engine(self.registry, office.words, OWNER, lambda _now: None, office.dice)
        for person in self.marked.people:
            self.addresses[person] = link(self.marked, person)

    def does(self, who: str, text: str = "", data: str | None = None) -> list[Screen]:
        """What this person is then shown: the replies, and whatever had been waiting for the same phone."""
        return self.marked.office.do(lambda uow: self._heard(uow, self._said(who, text, data)))

    def looks(self, who: str, text: str = "", data: str | None = None) -> list[Screen]:
        """The same, and it has not happened."""
        shown: list[Screen] = []

        def work(uow: UnitOfWork) -> None:
            with suppress(_Undo), uow.part():
                shown.extend(self._heard(uow, self._said(who, text, data)))
                raise _Undo

        self.marked.office.do(work)
        return shown

    def _said(self, who: str, text: str, data: str | None) -> Inbound:
        office = self.marked.office
        office.now += timedelta(seconds=1)
        self._updates += 1
        self._messages += 1
        key, address, now = f"w{self._updates}", self.addresses[who], office.now
        if data is not None:
            return Inbound(key, address, Kind.TAP, now, data=data, tap_id="t", in_order=True, message_id="1")
        number = str(self._messages)
        return Inbound(key, address, Kind.TEXT, now, sent_at=now, in_order=True, text=text, message_id=number)

    def _heard(self, uow: UnitOfWork, said: Inbound) -> list[Screen]:
        now = self.marked.office.now
        rows = list(self.engine.decide(uow, said).claimed)
        shown: list[Screen] = []
        while rows and len(shown) < _MOST_AT_ONCE:
            row = rows.pop(0)
            shown.append(Screen.from_json(row.payload))
            self._messages += 1
            uow.outbox.record(row, Sent(str(self._messages), now), now)
            following = None if rows else uow.outbox.next_reply(row.address_row, row.owner, now)
            rows += [following] if following else []
        return shown

    # what may be pressed

    def gather(self, most: int, by: Sequence[str] = GATHERERS) -> list[str]:
        """Every lasting button, found by walking from each command on, as each of who may."""
        found: dict[str, None] = {}
        for who in by:
            waiting: list[tuple[str, str | None]] = [(f"/{name}", None) for name in self.registry.commands]
            pressed = 0
            while waiting and pressed < most:
                text, data = waiting.pop(0)
                pressed += 1
                for data_shown in _lasting(self.looks(who, text, data)):
                    if data_shown not in found:
                        found[data_shown] = None
                        waiting.append(("", data_shown))
        return list(found)

    def attempts(self, gathered: Sequence[str]) -> list[str]:
        """Those, each with every other id in its place, and every command with every id."""
        wanted: dict[str, None] = dict.fromkeys(gathered)
        kinds = (tuple(self.marked.people), tuple(PATHS), *_alike(self.marked.documents))
        for data in gathered:
            parts = data.split(":")
            for position, part in enumerate(parts):
                for ids in kinds:
                    if part in ids:
                        others = (":".join([*parts[:position], each, *parts[position + 1 :]]) for each in ids)
                        wanted.update(dict.fromkeys(others))
        for name in self.registry.commands:
            wanted.update(dict.fromkeys(f"go:{name}:{id_}" for id_ in self.marked.ids))
        wanted.update(dict.fromkeys(f"go:tieptuc:{row}" for row in range(1, 40)))
        wanted.update(dict.fromkeys(FORGED))
        return [data for data in wanted if len(data.encode()) <= 64]

    # trying it

    def tries(self, who: str, attempts: Iterable[str]) -> None:
        """Tapped and typed by turns. What is shown is looked through, whatever it answers to."""
        for number, data in enumerate(attempts):
            if data.startswith("go:") and data.count(":") > 1 and number % 2:
                _, name, argument = data.split(":", 2)
                words = f"/{name} {argument}"
                self._check(who, words, self.does(who, words))
            else:
                self._check(who, data, self.does(who, data=data))

    def wanders(self, who: str, steps: int, seed: int, words: Sequence[str]) -> None:
        """Presses whatever is shown and types whatever comes to mind."""
        chance = random.Random(f"{who} {seed}")
        shown: list[Screen] = self.does(who, "menu")
        for _ in range(steps):
            options = [option.data for screen in shown for option in screen.options]
            if options and chance.random() < 0.6:
                data = chance.choice(options)
                shown, what = self.does(who, data=data), data
            else:
                what = chance.choice(words)
                shown = self.does(who, what)
            self._check(who, what, shown)

    def _check(self, who: str, what: str, shown: Sequence[Screen]) -> None:
        text = "\n".join(_texts(shown))
        for mark in self.marked.hidden_from(who):
            if mark.text in text:
                self.seen.append(f"{who} did {what!r} and saw {mark.text}")

    def reads_the_rest(self, who: str) -> None:
        """Whatever was sent to this phone meanwhile, unasked."""

        def work(uow: UnitOfWork) -> list[Screen]:
            rows = uow.outbox.claim(("telegram", "bot"), OWNER, 500, self.marked.office.now)
            mine = [row for row in rows if row.chat == self.addresses[who].id]
            return [Screen.from_json(row.payload) for row in mine]

        self._check(who, "waiting", self.marked.office.do(work))

    def facts(self, people: Iterable[str], but_for: str) -> dict[str, dict[str, object]]:
        """All that somebody could have changed about these people and theirs, but for what a comrade of the same cell
        may do: read and comment on what was confirmed. Who read what counts as well."""

        def work(uow: UnitOfWork) -> dict[str, dict[str, object]]:
            return {person: _facts(uow, person, but_for) for person in people}

        return self.marked.office.do(work)


def _lasting(shown: Sequence[Screen]) -> Iterator[str]:
    for screen in shown:
        for option in screen.options:
            if option.data.startswith("go:"):
                yield option.data


def _texts(shown: Sequence[Screen]) -> Iterator[str]:
    for screen in shown:
        yield from (paragraph.text for paragraph in screen.paragraphs)
        yield from (option.label for option in screen.options)
        yield from screen.photos


def _alike(documents: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Ids of one kind: what stands before the dash, or nothing (reports have ids of chance)."""
    kinds: dict[str, list[str]] = {}
    for id_ in documents:
        kinds.setdefault(id_.partition("-")[0] if "-" in id_ else "", []).append(id_)
    return (tuple(ids) for ids in kinds.values())


def _facts(uow: UnitOfWork, person: str, who: str) -> dict[str, object]:
    pledges, reports = uow.pledges.of_year(person, 2026), uow.reports.of_year(person, 2026)
    documents = [*(each.id for each in pledges), *(one.id for one in reports)]
    history = [entry for document in documents for entry in uow.history.of(document)]
    readings = uow.history.readings_of(person)
    drafts = uow.talk.open_conversations(f"p:{person}")
    opened = {each.id for each in pledges if each.confirmed_version is not None}
    comrade = who if may_comment(who, person) else ""
    reads = {*documents} if may_read(who, person) else opened if comrade else set[str]()
    return {
        "pledges": [(each.id, each.state, each.revision, each.items) for each in pledges],
        "reports": [(one.id, one.state, one.revision, one.content) for one in reports],
        "history": [e for e in history if not (e.actor == comrade and e.deed is Deed.COMMENTED)],
        "readings": [e for e in readings if not (e.reader == who and e.document_id in reads)],
        "public": [uow.publications.get(each.id) for each in pledges],
        "photos": [(photo.id, photo.state, photo.item) for photo in uow.photos.of(person, "report:2026Q1")],
        "owed": uow.obligations.of_person(person),
        "paper": uow.entries.of_person(person),
        "helpers": uow.entries.helpers_of(person, YESTERDAY + timedelta(days=1)),
        "seals": uow.seals.of(person),
        "addresses": uow.talk.addresses_of(person),
        "drafts": [(draft.dialog, draft.subject, draft.state) for draft in drafts],
        "known": uow.people.facts(person),
        "consents": uow.consents.current(person),
    }


def words_of(marked: Marked) -> list[str]:
    """What comes to mind: parts of names that are not one's own business, ids, days, numbers, answers, commands."""
    names = ["en", "Ẩn", "Xuân", "ut", "Tô", "Hải", "1991", "Đơn vị E", "Đơn vị A"]
    answers = [
        "1",
        "2",
        "3",
        "có",
        "không",
        "đồng ý",
        "gửi",
        "10/3",
        "31/12",
        "hủy",
        "bỏ qua",
        "quay lại",
        "menu",
    ]
    typed = [
        "chi bộ",
        "duyệt",
        "của tôi",
        "công khai",
        "nhập thay",
        "tìm kiếm",
        "đơn vị",
        "quản trị",
        "minh chứng",
    ]
    return [*names, *answers, *typed, *marked.people, *(f"/duyet r:{d}" for d in marked.documents), *AUTHORS]
