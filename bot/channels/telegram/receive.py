"""Reads Telegram's updates, as raw JSON, into the engine's vocabulary (bot/inbound.py). Pure.

Only what the conversation needs is looked at, and everything looked at is checked: an update may be of a later Bot
API, or broken on its way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.inbound import OTHERS_CONTACT, OWN_CONTACT, Inbound, Kind, Media
from core.talk import Address

CHANNEL: Final = "telegram"

UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")
"""What Telegram is asked to deliver (allowed_updates)."""

MOVED: Final = "moved"
"""`Inbound.what` of a group that became a supergroup; `data` is its new id."""

# Content that cannot be an answer, in the order in which it is looked for: an animation comes with a document.
_UNREADABLE: Final = (
    "animation", "voice", "video", "video_note", "audio", "sticker", "venue", "location", "poll", "dice", "story",
    "game", "invoice", "paid_media", "checklist", "giveaway",
)  # fmt: skip
_LEFT: Final = ("kicked", "left")


class Malformed(Exception):
    """The update is not what the Bot API describes; the message names the field, never its value."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What every update is read with. `offset` is how far the calendar clock has been moved."""

    line: str
    received_at: datetime
    offset: timedelta = timedelta()


def key_of(update: Mapping[str, Any], line: str) -> str:
    """The same however often the update is delivered. Raises Malformed for what has no number."""
    return f"{CHANNEL}:{line}:{_whole(update, 'update_id')}"


def read(update: Mapping[str, Any], reading: Reading) -> Inbound | None:
    """None for what does not concern a conversation. Raises Malformed."""
    key = key_of(update, reading.line)
    if "message" in update:
        return _message(key, _part(update, "message"), reading)
    if "edited_message" in update:
        return _edited(key, _part(update, "edited_message"), reading)
    if "callback_query" in update:
        return _tap(key, _part(update, "callback_query"), reading)
    if "my_chat_member" in update:
        return _standing(key, _part(update, "my_chat_member"), reading)
    return None


def _message(key: str, message: Mapping[str, Any], reading: Reading) -> Inbound | None:
    chat = _part(message, "chat")
    if chat.get("type") in ("group", "supergroup"):
        moved = message.get("migrate_to_chat_id")
        return _said(key, message, reading, Kind.GROUP, what=MOVED if moved else "", data=str(moved or ""))
    if chat.get("type") != "private" or _part(message, "from").get("is_bot") is True:
        return None
    if isinstance(message.get("text"), str):
        return _said(key, message, reading, Kind.TEXT, text=message["text"])
    for what in _UNREADABLE:
        if what in message:
            return _said(key, message, reading, Kind.UNREADABLE, what=what)
    if "photo" in message or "document" in message:
        return _said(key, message, reading, Kind.MEDIA, text=_caption(message), media=_media(message))
    if "contact" in message:
        return _contact(key, message, reading)
    return None  # service messages: a pinned message, a changed picture


def _edited(key: str, message: Mapping[str, Any], reading: Reading) -> Inbound | None:
    if _part(message, "chat").get("type") != "private":
        return None
    text = message.get("text")
    if not isinstance(text, str):
        text = _caption(message)
    return _said(key, message, reading, Kind.EDITED, text=text)


def _tap(key: str, query: Mapping[str, Any], reading: Reading) -> Inbound:
    """A tap on a message that Telegram no longer has comes without a chat: it was made by a person, so it is theirs."""
    tap_id = query.get("id")
    if not isinstance(tap_id, str):
        raise Malformed("callback_query.id")
    message = query.get("message")
    shown = message if isinstance(message, Mapping) else {}
    chat = shown.get("chat")
    if isinstance(chat, Mapping):
        place = _whole(chat, "id")
        kind = Kind.TAP if chat.get("type") in ("private", None) else Kind.GROUP
    else:
        place, kind = _whole(_part(query, "from"), "id"), Kind.TAP
    data = query.get("data")
    return Inbound(
        key,
        Address(CHANNEL, reading.line, str(place)),
        kind,
        reading.received_at,
        message_id=str(shown.get("message_id", "")),
        data=data if isinstance(data, str) else "",
        tap_id=tap_id,
        in_order=True,
    )


def _standing(key: str, change: Mapping[str, Any], reading: Reading) -> Inbound | None:
    """Somebody blocked the bot, or let it in again; or a group did."""
    chat = _part(change, "chat")
    status = _part(change, "new_chat_member").get("status")
    if chat.get("type") == "private":
        kind = Kind.BLOCKED if status in _LEFT else Kind.UNBLOCKED
    elif chat.get("type") in ("group", "supergroup"):
        kind = Kind.GROUP
    else:
        return None
    return _said(key, change, reading, kind, what=status if isinstance(status, str) else "")


def _contact(key: str, message: Mapping[str, Any], reading: Reading) -> Inbound:
    contact = _part(message, "contact")
    phone = contact.get("phone_number")
    if not isinstance(phone, str):
        raise Malformed("contact.phone_number")
    own = contact.get("user_id") is not None and contact["user_id"] == _part(message, "from").get("id")
    return _said(key, message, reading, Kind.CONTACT, text=phone, what=OWN_CONTACT if own else OTHERS_CONTACT)


def _said(
    key: str,
    message: Mapping[str, Any],
    reading: Reading,
    kind: Kind,
    *,
    text: str = "",
    what: str = "",
    data: str = "",
    media: Media | None = None,
) -> Inbound:
    replied = message.get("reply_to_message")
    sent_at = message.get("edit_date") if kind is Kind.EDITED else None
    return Inbound(
        key,
        Address(CHANNEL, reading.line, str(_whole(_part(message, "chat"), "id"))),
        kind,
        reading.received_at,
        message_id=str(message.get("message_id", "")),
        sent_at=_instant(sent_at or message.get("date"), reading),
        text=text,
        data=data,
        reply_to=str(_whole(replied, "message_id")) if isinstance(replied, Mapping) else None,
        media=media,
        what=what,
        forwarded="forward_origin" in message,
        in_order=True,
    )


def _media(message: Mapping[str, Any]) -> Media:
    """The largest size of a photo, or the document as it was sent."""
    album = message.get("media_group_id")
    as_photo = "photo" in message
    if as_photo:
        sizes = message["photo"]
        if not isinstance(sizes, list) or not sizes or not all(isinstance(size, Mapping) for size in sizes):
            raise Malformed("message.photo")
        file = max(sizes, key=lambda size: _number(size, "width") * _number(size, "height"))
    else:
        file = _part(message, "document")
    return Media(
        ref=_text(file, "file_id"),
        unique=_text(file, "file_unique_id"),
        as_photo=as_photo,
        name=_optional(file, "file_name"),
        mime=_optional(file, "mime_type"),
        size=_number(file, "file_size") or None,
        album=album if isinstance(album, str) else None,
    )


def _caption(message: Mapping[str, Any]) -> str:
    caption = message.get("caption")
    return caption if isinstance(caption, str) else ""


def _instant(seconds: object, reading: Reading) -> datetime:
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 < seconds < 1 << 33:
        raise Malformed("date")
    return datetime.fromtimestamp(seconds, UTC) + reading.offset


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = whole.get(name)
    if not isinstance(part, Mapping):
        raise Malformed(name)
    return part


def _whole(part: Mapping[str, Any], name: str) -> int:
    number = part.get(name)
    if not isinstance(number, int) or isinstance(number, bool):
        raise Malformed(name)
    return number


def _number(part: Mapping[str, Any], name: str) -> int:
    """A size that may be missing, and then counts as nothing."""
    number = part.get(name)
    return number if isinstance(number, int) and number > 0 else 0


def _text(part: Mapping[str, Any], name: str) -> str:
    text = part.get(name)
    if not isinstance(text, str) or not text:
        raise Malformed(name)
    return text


def _optional(part: Mapping[str, Any], name: str) -> str | None:
    text = part.get(name)
    return text if isinstance(text, str) else None
