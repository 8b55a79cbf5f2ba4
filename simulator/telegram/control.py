"""The human side as JSON under /sim, so that a page in a browser can show phones and use them.

A phone is named by its person, `/sim/phones/<user>`, with `?bot=<username>` and `?chat=<group id>` where it is not
the private chat with the first bot. Only pages from loopback are answered: no other site may press these buttons.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import orjson
from aiohttp import web

from simulator.telegram.events import EventStream
from simulator.telegram.faults import Fault, flood, refusal
from simulator.telegram.limits import Limits
from simulator.telegram.params import Params, Upload, read_params
from simulator.telegram.phone import Phone
from simulator.telegram.state import Chat
from simulator.telegram.views import bot_view, chat_view, fault_view, message_view, person_view, stats_view
from simulator.telegram.wire import Json

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})

if TYPE_CHECKING:  # the server itself offers this control
    from simulator.telegram.server import TelegramServer

Act = Callable[[Phone, Params], object]


class Control:
    """Routes for an aiohttp application that shows and moves the people of a server."""

    def __init__(self, server: "TelegramServer") -> None:
        self._server = server
        self._stream = EventStream(server.platform.world)

    async def close(self, _: web.Application) -> None:
        """End the event streams: the application stops."""
        self._stream.close()

    def routes(self) -> list[web.AbstractRouteDef]:
        """What to add to an application."""
        read = {
            "/sim/bots": self.bots,
            "/sim/users": self.users,
            "/sim/groups": self.groups,
            "/sim/phones/{user}": self.phone,
            "/sim/faults": self.faults,
            "/sim/stats": self.stats,
        }
        acts = [web.post(f"/sim/phones/{{user}}/{name}", self._acting(act)) for name, act in ACTS.items()]
        return [
            *[web.get(path, self._guarded(handler)) for path, handler in read.items()],
            *acts,
            web.post("/sim/users", self._guarded(self.add_user)),
            web.post("/sim/faults", self._guarded(self.add_fault)),
            web.post("/sim/limits", self._guarded(self.set_limits)),
            web.delete("/sim/faults", self._guarded(self.clear_faults)),
            web.get("/sim/files/{file_id}", self._guarded(self.file)),
            web.get("/sim/events", self._guarded(self._stream.serve)),
        ]

    def _guarded(
        self, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def guarded(request: web.Request) -> web.StreamResponse:
            if not _from_here(request):
                return _json({"error": "only from this machine"}, 403)
            try:
                return await handler(request)
            except (LookupError, ValueError, TypeError, RuntimeError) as wrong:
                return _json({"error": f"{type(wrong).__name__}: {wrong}"}, 400)

        return guarded

    def _acting(self, act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def acting(request: web.Request) -> web.StreamResponse:
            return _json({"result": act(self._phone(request), await read_params(request))})

        return self._guarded(acting)

    def _phone(self, request: web.Request) -> Phone:
        user = int(request.match_info["user"])
        if user not in self._server.platform.world.people:
            raise LookupError(f"no user {user}")
        name = request.query.get("bot")
        bots = self._server.platform.world.bots.values()
        bot = next((one for one in bots if one.username == name), None) if name else None
        if name and bot is None:
            raise LookupError(f"no bot {name}")
        phone = self._server.user(user, bot=bot)
        group = request.query.get("chat")
        return phone if not group else phone.in_chat(self._group(int(group)))

    def _group(self, chat_id: int) -> Chat:
        return self._server.platform.world.groups[chat_id]

    async def bots(self, _: web.Request) -> web.StreamResponse:
        """The bots of this server."""
        return _json([bot_view(bot) for bot in self._server.platform.world.bots.values()])

    async def users(self, _: web.Request) -> web.StreamResponse:
        """Everyone, with how they stand to each bot."""
        world = self._server.platform.world
        return _json([person_view(world, person) for person in world.people.values()])

    async def groups(self, _: web.Request) -> web.StreamResponse:
        """All groups, those replaced by an upgrade too."""
        groups = self._server.platform.world.groups.values()
        return _json(
            [{**chat.card(), "users": list(chat.people), "upgraded_to": chat.upgraded_to} for chat in groups]
        )

    async def add_user(self, request: web.Request) -> web.StreamResponse:
        """A new person: id, first_name, last_name, username."""
        given = await read_params(request)
        phone = self._server.user(
            given.integer("id"),
            given.text("first_name"),
            last_name=given.text("last_name"),
            username=given.text("username"),
        )
        return _json(person_view(self._server.platform.world, phone.person))

    async def phone(self, request: web.Request) -> web.StreamResponse:
        """One phone: its messages, keyboard and command menu; `?after=<id>` leaves out older messages."""
        return _json(chat_view(self._phone(request), int(request.query.get("after", 0))))

    async def faults(self, _: web.Request) -> web.StreamResponse:
        """Faults asked for and not yet used up."""
        return _json([fault_view(fault) for fault in self._server.faults.listed()])

    async def add_fault(self, request: web.Request) -> web.StreamResponse:
        """Ask for a fault: the fields of `Fault`, or `{"refusal": <name>}`, or `{"flood": <seconds>}` beside them."""
        self._server.faults.add(_fault((await read_params(request)).values))
        return await self.faults(request)

    async def clear_faults(self, request: web.Request) -> web.StreamResponse:
        """Nothing goes wrong from now on; what was held back is delivered."""
        self._server.faults.clear()
        self._server.platform.delivery.release()
        return await self.faults(request)

    async def set_limits(self, request: web.Request) -> web.StreamResponse:
        """Enforce Telegram's pace from now on, or (`enforced` false) stop doing so."""
        enforced = (await read_params(request)).flag("enforced")
        self._server.pace.limits = Limits() if enforced else None
        return _json({"enforced": enforced})

    async def stats(self, _: web.Request) -> web.StreamResponse:
        """How the bots were heard: calls, pace, taps without an answer."""
        return _json(stats_view(self._server.platform))

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file's bytes, as the phone shows them."""
        stored = self._server.platform.files.by_id[request.match_info["file_id"]]
        headers = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=stored.load(), content_type=stored.mime, headers=headers)


def _from_here(request: web.Request) -> bool:
    """Whether the page that asks was served by this machine: Host and Origin both name loopback."""
    names = [f"//{request.host}", *request.headers.getall("Origin", [])]
    try:
        return all(urlsplit(name).hostname in _LOCAL for name in names)
    except ValueError:
        return False


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(value), status=status, content_type="application/json")


def _fault(given: Json) -> Fault:
    if "refusal" in given:
        return refusal(given.pop("refusal"), **given)
    if "flood" in given:
        return flood(given.pop("flood"), **given)
    return Fault(**given)


def _start(phone: Phone, given: Params) -> Json:
    return message_view(phone.start(given.text("payload")))


def _text(phone: Phone, given: Params) -> Json:
    to = given.integer("reply_to")
    return message_view(phone.reply(to, given.text("text")) if to else phone.send(given.text("text")))


def _edit(phone: Phone, given: Params) -> Json:
    return message_view(phone.edit(given.integer("message_id"), given.text("text")))


def _tap(phone: Phone, given: Params) -> list[str]:
    message = given.integer("message_id")
    if given.text("data"):
        tap = phone.tap_data(given.text("data"), on=message)
    else:
        tap = phone.tap(given.text("label"), on=message or None, repeat=given.integer("repeat", 1, 1, 20))
    return [query.id for query in tap.queries]


def _photos(phone: Phone, given: Params) -> list[Json]:
    """Uploads as photos, or with as_file as files; several make an album."""
    uploads = list(given.files.values())
    if not uploads:
        raise ValueError("no file in the request")
    items: list[bytes | Upload] = [*uploads] if given.flag("as_file") else [one.data for one in uploads]
    caption = given.text("caption")
    if len(items) > 1:
        return [message_view(one) for one in phone.send_album(items, caption)]
    (item,) = items
    if isinstance(item, bytes):
        return [message_view(phone.send_photo(item, caption))]
    return [message_view(phone.send_document(item.data, item.name, item.mime, caption))]


def _contact(phone: Phone, given: Params) -> Json:
    return message_view(phone.send_contact(given.text("phone_number"), of=given.integer("of") or None))


def _location(phone: Phone, given: Params) -> Json:
    return message_view(phone.send_location(given.real("latitude"), given.real("longitude")))


def _simply(act: Callable[[Phone], object], phone: Phone, _: Params) -> bool:
    act(phone)
    return True


ACTS: dict[str, Act] = {
    "start": _start,
    "text": _text,
    "edit": _edit,
    "tap": _tap,
    "files": _photos,
    "contact": _contact,
    "location": _location,
    "press": lambda phone, given: message_view(phone.press(given.text("label"), given.text("phone_number"))),
    "sticker": lambda phone, given: message_view(phone.send_sticker(given.text("emoji") or "👍")),
    "voice": lambda phone, _: message_view(phone.send_voice()),
    "video": lambda phone, _: message_view(phone.send_video()),
    "block": partial(_simply, Phone.block_bot),
    "unblock": partial(_simply, Phone.unblock),
    "deactivate": partial(_simply, Phone.deactivate),
}
