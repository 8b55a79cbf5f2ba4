"""JSON as it comes from a Bot API server, perhaps not quite as it should be."""

import json
from typing import Any

import orjson


def parse(body: bytes) -> Any:  # noqa: ANN401 - JSON
    """Raises ValueError for what is no JSON.

    Half a surrogate pair, or a byte that is no UTF-8, in one person's text is shown as "?" there: refusing the answer
    would leave everybody else's updates unread with it.
    """
    try:
        return orjson.loads(body)
    except ValueError:
        return _mended(body)


def _mended(body: bytes) -> Any:  # noqa: ANN401 - JSON
    try:
        value = json.loads(body.decode(errors="replace"))
        return orjson.loads(json.dumps(value, ensure_ascii=False).encode(errors="replace"))
    except RecursionError:
        raise ValueError("JSON nested too deeply") from None
