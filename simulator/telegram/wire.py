"""What goes over the wire: JSON objects as plain dictionaries, and the errors Telegram answers with."""

from typing import Any

import orjson

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal; `parameters` is Telegram's ResponseParameters (retry_after, migrate_to_chat_id)."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> bytes:
        """The answer's body."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return orjson.dumps(answer)


def bad_request(reason: str) -> ApiError:
    """400, worded as Telegram does: `Bad Request: <reason>`."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """403: the bot may not write there."""
    return ApiError(403, f"Forbidden: {reason}")


def too_many(retry_after: int) -> ApiError:
    """429 with the seconds to wait, in the text and in the parameters."""
    text = f"Too Many Requests: retry after {retry_after}"
    return ApiError(429, text, {"retry_after": retry_after})


def utf16(text: str) -> int:
    """Length in UTF-16 code units: what Telegram counts offsets and limits in."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
