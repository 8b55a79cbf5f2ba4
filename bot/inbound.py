"""What arrived, read from a messenger's own form by its channel: one closed vocabulary for the engine."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from core.talk import Address


class Kind(StrEnum):
    TEXT = "text"
    TAP = "tap"
    MEDIA = "media"
    EDITED = "edited"  # an earlier message of theirs says something else now
    CONTACT = "contact"
    UNREADABLE = "unreadable"  # voice, sticker, location …: `what` names it; answered kindly, changes nothing
    BLOCKED = "blocked"  # the person shut the door, or the account is gone
    UNBLOCKED = "unblocked"
    GROUP = "group"  # anything said in a group; the bot shows nothing about anyone there


OWN_CONTACT: Final = "own"
OTHERS_CONTACT: Final = "others"
"""`Inbound.what` of a contact: the sender's own number, or that of somebody else, which proves nothing."""
MOVED: Final = "moved"
"""`Inbound.what` of a group that has another id now: its `data`."""


@dataclass(frozen=True, slots=True)
class Media:
    """`ref` is what the channel fetches it by; `size` in bytes where the messenger says; `album` ties parts."""

    ref: str
    unique: str
    as_photo: bool
    name: str | None = None
    mime: str | None = None
    size: int | None = None
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Inbound:
    """`key` is the same however often this update is delivered. `sent_at` is the messenger's time, None for a tap.

    `in_order`: message ids of this channel are numbers that grow within a chat, ours and theirs together.
    """

    key: str
    address: Address
    kind: Kind
    received_at: datetime
    message_id: str = ""
    sent_at: datetime | None = None
    text: str = ""
    data: str = ""
    tap_id: str = ""
    reply_to: str | None = None
    media: Media | None = None
    what: str = ""
    forwarded: bool = False
    in_order: bool = False
