"""The Bot API over HTTP: /bot<TOKEN>/<method> and /file/bot<TOKEN>/<path>, with the faults asked for."""

import asyncio
import inspect
from contextlib import suppress
from dataclasses import dataclass

import orjson
from aiohttp import web

from simulator.telegram.calls import Call, Done, Method, Raw
from simulator.telegram.faults import Fault
from simulator.telegram.limits import CallRecord
from simulator.telegram.methods import METHODS
from simulator.telegram.params import Params, read_params
from simulator.telegram.platform import Platform
from simulator.telegram.state import Bot
from simulator.telegram.wire import ApiError, Json

UPLOAD_LIMIT = 50 * 1024 * 1024


@dataclass(slots=True)
class _Trace:
    """What is known of a call so far, for the statistics."""

    method: str
    at: float
    bot: int = 0
    chat: str = ""
    messages: int = 1
    dropped: bool = False


class BotApi:
    """Answers bots' requests on a platform. `unknown` collects parameters that the method does not read."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.unknown: set[tuple[str, str]] = set()
        platform.webhook_reply = self.reply

    def routes(self) -> list[web.AbstractRouteDef]:
        """What to add to an aiohttp application."""
        return [
            web.route("*", "/bot{token}/{method}", self.handle),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    def _bot(self, token: str) -> Bot:
        bot = self._platform.world.bots.get(token)
        if bot is None:
            head, colon, _ = token.partition(":")
            valid = colon and head.isdigit() and not head.startswith("0")
            raise ApiError(401, "Unauthorized" if valid else "Unauthorized: invalid token specified")
        return bot

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One method call, answered and recorded."""
        trace = _Trace(request.match_info["method"], self._platform.world.monotonic())
        try:
            response = await self._answer(request, trace)
        except ApiError as error:
            response = _error(error)
        status = 0 if trace.dropped else response.status
        self._platform.pace.record(
            CallRecord(trace.at, trace.bot, trace.method, trace.chat, status, trace.messages)
        )
        return response

    async def _answer(self, request: web.Request, trace: "_Trace") -> web.StreamResponse:
        bot = self._bot(request.match_info["token"])
        trace.bot = bot.id
        method = METHODS.get(trace.method.lower())
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        trace.method = method.name
        params = await self._params(request)
        trace.chat = params.text("chat_id")
        fault = self._strike(method, bot, trace.chat)
        trace.dropped = fault is not None and fault.kind.startswith("drop")
        trace.messages = method.cost(params) if method.cost else 1
        return await self._respond(Call(self._platform, bot, params), method, fault, request)

    async def reply(self, bot: Bot, values: Json) -> None:
        """Carry out the method that a bot put into its answer to a webhook; errors are told to nobody."""
        method = METHODS.get(str(values.pop("method")).lower())
        if method is not None and method.cost is not None:
            with suppress(ApiError):
                await self._run(Call(self._platform, bot, Params(values)), method)

    async def _params(self, request: web.Request) -> Params:
        try:
            return await read_params(request)
        except web.HTTPRequestEntityTooLarge as large:
            raise ApiError(413, "Request Entity Too Large") from large

    def _strike(self, method: Method, bot: Bot, chat: str) -> Fault | None:
        number = int(chat) if chat.lstrip("-").isdigit() else None
        return self._platform.faults.strike(inbound=False, bot=bot.id, chat=number, method=method.name)

    async def _respond(
        self, call: Call, method: Method, fault: Fault | None, request: web.Request
    ) -> web.StreamResponse:
        """The method's answer, or what the fault makes of it."""
        if fault is None:
            return _ok(await self._run(call, method))
        if fault.kind == "error":
            raise fault.error()
        if fault.kind == "http":
            return web.Response(text=fault.page(), status=fault.status, content_type="text/html")
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault.kind == "drop_before":
            return _hang_up(request)
        answer = await self._run(call, method)
        if fault.kind == "drop_after":
            return _hang_up(request)
        if fault.kind == "late_answer":
            await asyncio.sleep(fault.seconds)
        if fault.kind == "bad_json":
            return web.Response(body=answer[: len(answer) // 2], content_type="application/json")
        return _ok(answer)

    async def _run(self, call: Call, method: Method) -> bytes:
        for name in call.params.values:
            if name not in method.accepts:
                self.unknown.add((method.name, name))
        if method.cost:
            chat, messages = call.params.text("chat_id"), method.cost(call.params)
            self._platform.pace.check(call.world.monotonic(), call.bot.id, chat, messages)
        result = method.run(call)
        if inspect.isawaitable(result):
            result = await result
        if isinstance(result, Raw):
            return b'{"ok":true,"result":' + result.body + b"}"
        if isinstance(result, Done):
            return orjson.dumps({"ok": True, "result": result.result, "description": result.description})
        return orjson.dumps({"ok": True, "result": result})

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file's bytes, for a bot that learned its path from getFile."""
        try:
            return await self._file(request)
        except ApiError as error:
            return _error(error)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        bot = self._bot(request.match_info["token"])
        stored = self._platform.files.by_path.get(request.match_info["path"])
        if stored is None:
            raise ApiError(404, "Not Found")
        fault = self._platform.faults.strike(inbound=False, bot=bot.id, chat=None, method="download")
        if fault is not None:
            return await self._bad_download(fault, stored.load(), request)
        return web.Response(body=stored.load(), content_type="application/octet-stream")

    async def _bad_download(self, fault: Fault, data: bytes, request: web.Request) -> web.StreamResponse:
        if fault.kind == "error":
            raise fault.error()
        if fault.kind == "http":
            return web.Response(text=fault.page(), status=fault.status, content_type="text/html")
        if fault.kind in ("slow", "late_answer"):
            await asyncio.sleep(fault.seconds)
            return web.Response(body=data, content_type="application/octet-stream")
        if fault.kind == "bad_json":  # half of the file, and the length to match
            return web.Response(body=data[: len(data) // 2], content_type="application/octet-stream")
        return _hang_up(request)


def _ok(body: bytes) -> web.Response:
    return web.Response(body=body, content_type="application/json")


def _error(error: ApiError) -> web.Response:
    retry = (error.parameters or {}).get("retry_after")
    headers = {"Retry-After": str(retry)} if retry else None
    return web.Response(
        body=error.body(), status=error.code, content_type="application/json", headers=headers
    )


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
