"""A call's parameters, however they came: query string, form, multipart with files, or JSON."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import orjson
from aiohttp import web
from aiohttp.web_request import FileField

from simulator.telegram.wire import Json, bad_request

_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Params:
    """Values as they came (text from forms, anything from JSON) and uploaded files by field name."""

    values: Json
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value as text; empty where absent."""
        value = self.values.get(name)
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value) if isinstance(value, int | float) else orjson.dumps(value).decode()

    def integer(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """The value as a number, forced into [low, high]; `default` where it is none."""
        try:
            number = int(self.text(name).strip() or default)
        except ValueError:
            number = default
        if low is not None:
            number = max(low, number)
        return number if high is None else min(high, number)

    def real(self, name: str) -> float:
        """The value as a decimal number; 0 where it is none."""
        try:
            return float(self.text(name))
        except ValueError:
            return 0.0

    def flag(self, name: str) -> bool:
        """Telegram takes true, yes and 1 for true, and all else for false."""
        return self.text(name).lower() in _TRUE

    def parsed(self, name: str, error: str) -> object:
        """A JSON-serialised value, or None where absent.

        :raises ApiError: with `error` where it is not JSON
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            decoded: object = orjson.loads(value)
        except orjson.JSONDecodeError as broken:
            raise bad_request(error) from broken
        return decoded


async def read_params(request: web.Request) -> Params:
    """Everything that the request carries; what the body says wins over the query string."""
    values: Json = dict(request.query) if request.query_string else {}
    if request.method != "POST":
        return Params(values)
    kind = request.content_type
    if kind == "application/json":
        return Params(values | _json_object(await request.read()))
    if kind.startswith("multipart/"):
        files: dict[str, Upload] = {}
        for name, value in (await request.post()).items():
            if isinstance(value, FileField):
                files[name] = Upload(value.filename, value.content_type, value.file.read())
                value.file.close()
            else:
                values[name] = value if isinstance(value, str) else bytes(value).decode(errors="replace")
        return Params(values, files)
    body = (await request.read()).decode(errors="replace")
    values.update(parse_qsl(body, keep_blank_values=True))
    return Params(values)


def _json_object(body: bytes) -> Json:
    if not body:
        return {}
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as broken:
        raise bad_request("can't parse JSON object") from broken
    if not isinstance(value, dict):
        raise bad_request("expected a JSON object")
    return value
