"""What the page asks of the simulator itself, as JSON under /desk: people, codes, the clock, behind the scenes."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any, Final

import orjson
from aiohttp import web

from bot.chance import SecretChance
from bot.clocks import NotAnInstant, parse_instant
from bot.wording import Wording
from core.calendar import start_of
from core.clock import VIETNAM
from core.documents import Document
from core.message import Message, say
from core.obligations import Facts
from core.occasion import local_day
from core.ports import UnitOfWork
from core.store import Store
from core.units import ROOT
from core.usecases.new_link_code import issue_code
from simulator import backstage, scripts
from simulator.cast import Cast
from simulator.moved_time import MovedTime
from simulator.page_words import page_words
from simulator.recorder import Recorder

_MORNING: Final = timedelta(hours=7, minutes=30)
_FARTHEST: Final = timedelta(days=366)
_BY: Final = "simulator"

Json = dict[str, Any]


class Desk:
    """Routes for the simulator's application. `moved` is called after every move of the clock."""

    def __init__(
        self,
        store: Store[UnitOfWork],
        time: MovedTime,
        words: Wording,
        cast: Cast,
        recorder: Recorder,
        moved: Callable[[], None],
    ) -> None:
        self._store = store
        self._time = time
        self._words = words
        self._cast = cast
        self._recorder = recorder
        self._moved = moved

    def routes(self) -> list[web.AbstractRouteDef]:
        """What to add to an application, which lets only this machine in."""
        return [
            web.get("/desk/words", self.words),
            web.get("/desk/people", self.people),
            web.post("/desk/codes", _with_body(self.issue_code)),
            web.get("/desk/clock", self.clock),
            web.post("/desk/clock", _with_body(self.move)),
            web.get("/desk/backstage", self.backstage),
            web.post("/desk/script", _with_body(self.script)),
        ]

    async def words(self, _: web.Request) -> web.Response:
        """Every word of the page by its key; `{names}` are filled by the page."""
        return _json(page_words(self._words))

    async def people(self, _: web.Request) -> web.Response:
        """Who can hold a phone, in the order of the demo, which is that of the units."""
        players = [{**asdict(each), "stranger": each.is_stranger} for each in self._cast.players]
        return _json({"players": players, "first": self._cast.first})

    async def issue_code(self, given: Json) -> web.Response:
        """A fresh link code, as a secretary would hand it over; the person's older ones end."""
        player = self._cast.by_person[given["person"]]
        if player.is_stranger:
            raise LookupError("a stranger has no code")
        now = self._time.now()

        def issue(uow: UnitOfWork) -> tuple[str, date | None]:
            code = issue_code(uow, player.person, _BY, now, SecretChance())
            return code, joins_on(uow.people.facts(player.person), local_day(now))

        code, works_from = await self._store.run(issue)
        self._recorder.code(code, player.person)
        return _json({"code": code, "works_from": works_from})

    async def clock(self, _: web.Request) -> web.Response:
        """Where the calendar stands, and where one may want to go from here."""
        now = self._time.now()
        dues = await self._store.read(lambda uow: _next_dues(uow, now))
        jumps = [{"label": self._words.text(label), "to": to} for label, to in _jumps(dues, now)]
        return _json({"now": now.astimezone(VIETNAM), "real": self._time.is_real, "jumps": jumps})

    async def move(self, given: Json) -> web.Response:
        """`to` an instant (without a zone, Vietnam's), `by` so many seconds, or `real`."""
        if given.get("real") is True:
            self._time.back_to_real()
        elif "by" in given:
            by = timedelta(seconds=float(given["by"]))
            if abs(by) > _FARTHEST:
                raise NotAnInstant("a year at most in one step")
            self._time.move_to(self._time.now() + by)
        else:
            self._time.move_to(parse_instant(str(given["to"]).encode()))
        self._recorder.clock(self._time.now().astimezone(VIETNAM))
        self._moved()
        return _json({"now": self._time.now().astimezone(VIETNAM), "real": self._time.is_real})

    async def backstage(self, _: web.Request) -> web.Response:
        """Outbox and obligations as they stand."""
        now = self._time.now()

        def look(uow: UnitOfWork) -> Json:
            return {"outbox": backstage.outbox(uow), "documents": backstage.documents(uow, now)}

        seen = await self._store.read(look)
        for each in seen["documents"]:
            each["name"] = self._words.text(name_of(Document.from_code(each["code"])))
        return _json({"now": now.astimezone(VIETNAM), **seen})

    async def script(self, given: Json) -> web.Response:
        """The conversation of these people as a file to keep."""
        people = [self._cast.by_person[person].person for person in given["people"]]
        script = self._recorder.script(str(given.get("title", "")), people)
        return web.Response(body=scripts.write(script).encode(), content_type="application/json")


def joins_on(facts: Facts | None, today: date) -> date | None:
    """The day from which the person is among us, where that is still to come: before it a code is as good as none."""
    days = [each.valid_from for each in facts.memberships] if facts else []
    return min(days) if days and min(days) > today else None


def name_of(document: Document) -> Message:
    if document.quarter is None:
        return say("Pledges of {year}", year=document.year)
    return say("Reports of {quarter}", quarter=document.quarter)


def _next_dues(uow: UnitOfWork, now: datetime) -> list[tuple[Document, datetime, datetime]]:
    """The next deadline of each document that has one ahead, with the end of its grace, the nearest first."""
    found = []
    for document in uow.obligations.opened():
        owed = uow.obligations.of_unit(ROOT, document)
        ahead = [(each.due, each.grace_end) for each in owed if each.is_pending and each.grace_end > now]
        if ahead:
            found.append((document, *min(ahead)))
    return sorted(found, key=lambda each: each[1])


def _jumps(dues: list[tuple[Document, datetime, datetime]], now: datetime) -> list[tuple[Message, datetime]]:
    jumps = [(say("Tomorrow at 07:30"), _morning_after(now))]
    for document, due, grace_end in dues:
        to = start_of(local_day(due)) + _MORNING
        if to > now:
            jumps.append((say("{what}: the day it is due", what=name_of(document)), to))
        jumps.append(
            (say("{what}: the first day overdue", what=name_of(document)), _morning_after(grace_end))
        )
    return jumps


def _morning_after(instant: datetime) -> datetime:
    return start_of(local_day(instant) + timedelta(days=1)) + _MORNING


def _with_body(
    handler: Callable[[Json], Awaitable[web.Response]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """With the request's JSON object; what is asked wrongly is answered with 400 and the reason."""

    async def handle(request: web.Request) -> web.Response:
        try:
            return await handler(dict(orjson.loads(await request.read() or b"{}")))
        except (LookupError, ValueError, TypeError, OverflowError) as wrong:
            return _json({"error": f"{type(wrong).__name__}: {wrong}"}, 400)

    return handle


def _json(value: object, status: int = 200) -> web.Response:
    headers = {"Cache-Control": "no-store"}
    return web.Response(
        body=orjson.dumps(value), status=status, content_type="application/json", headers=headers
    )
