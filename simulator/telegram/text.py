"""From the text and parse_mode of a call to what Telegram stores: text, entities, and limits checked."""

import re
from collections.abc import Callable

from simulator.telegram.html import parse_html
from simulator.telegram.wire import Json, bad_request, utf16

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_FURTHEST = 1_000_000
_RAW_LIMIT = 1 << 15  # bytes, before parsing

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+|(?<![\w@.])t\.me/[^\s<>\"]+)"
    r"|(?P<email>(?<![\w.])[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31})"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
    r"|(?P<bot_command>(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/<>]))"
)


def found_entities(text: str) -> list[Json]:
    """Links, mentions, hashtags and commands that Telegram marks by itself."""
    if not any(sign in text for sign in "/@#."):
        return []
    entities = []
    for match in _FOUND.finditer(text):
        kind = match.lastgroup
        offset = utf16(text[: match.start()])
        entities.append({"offset": offset, "length": utf16(match.group()), "type": kind})
    return entities


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Spaces before the first entity and behind the last character are dropped."""
    text = text.rstrip(" \t\r\n\v\f")
    end = utf16(text)
    lead = min((e["offset"] for e in entities), default=end)
    lead = min(len(text) - len(text.lstrip(" \n")), lead)
    kept = [e for e in entities if e["offset"] < end]
    for entity in kept:
        entity["length"] = min(entity["length"], end - entity["offset"])
        entity["offset"] -= lead
    return text[lead:], kept


def _merged(given: list[Json], found: list[Json]) -> list[Json]:
    """Found entities where the author marked nothing like it."""
    if not found:
        return given
    taken = [e for e in given if e["type"] in ("text_link", "text_mention", "code", "pre", "custom_emoji")]
    free = [f for f in found if not any(_overlap(f, e) for e in taken)]
    return sorted(given + free, key=lambda e: (e["offset"], -e["length"])) if free else given


def given_entities(value: object) -> list[Json]:
    """`entities` of a call, those of no length left out.

    :raises ApiError: one of them is none
    """
    if not isinstance(value, list):
        return []
    problem = "can't parse MessageEntity: "
    entities = []
    for entity in value:
        if not isinstance(entity, dict):
            raise bad_request(problem + "expected an Object")
        for field, kind in (("type", str), ("offset", int), ("length", int)):
            if not isinstance(entity.get(field), kind):
                raise bad_request(f'{problem}Can\'t find field "{field}"')
        if entity["type"] == "text_mention" and not isinstance(entity.get("user"), dict):
            raise bad_request(problem + 'Can\'t find field "user"')
        if not 0 <= entity["offset"] <= _FURTHEST:
            raise bad_request(f"receive an entity with incorrect offset {entity['offset']}")
        if entity["length"] > 0:
            entities.append(dict(entity))
    return entities


def _overlap(one: Json, other: Json) -> bool:
    begin = max(one["offset"], other["offset"])
    end = min(one["offset"] + one["length"], other["offset"] + other["length"])
    return bool(begin < end)


def _parsed(text: str, mode: str, entities: object) -> tuple[str, list[Json]]:
    if len(text.encode("utf-8", "surrogatepass")) > _RAW_LIMIT:
        raise bad_request("text is too long")
    mode = mode.lower()
    if not text or mode in ("", "none"):
        return text, given_entities(entities)
    if mode == "html":
        return parse_html(text)
    # Markdown needs an escaping of its own, which the product does not use.
    raise bad_request("unsupported parse_mode")


def formatted(
    text: str, mode: str, entities: object, people: Callable[[int], Json | None]
) -> tuple[str, list[Json]]:
    """The text as stored. `people` gives the card of a user that a tg://user link names."""
    plain, marks = _trimmed(*_parsed(text, mode, entities))
    kept = []
    for mark in marks:
        if mark["type"] == "text_mention":
            number = mark["user"].get("id")
            card = people(number) if isinstance(number, int) else None
            if card is None:
                continue
            mark["user"] = card
        kept.append(mark)
    return plain, _merged(kept, found_entities(plain))


def checked_text(plain: str) -> None:
    """A message's text: not empty, 4096 UTF-16 units at most."""
    if not plain:
        raise bad_request("text must be non-empty")
    if len(plain) > TEXT_LIMIT or utf16(plain) > TEXT_LIMIT:
        raise bad_request("message is too long")


def checked_caption(plain: str) -> None:
    """A caption: may be empty, 1024 UTF-16 units at most."""
    if len(plain) > CAPTION_LIMIT or utf16(plain) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
