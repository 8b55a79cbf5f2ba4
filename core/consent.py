"""Consent: asked for each purpose, by a text with a version, and never assumed (domain.md §6.3)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    PROCESSING = "processing"
    TELEGRAM = "telegram"  # whose servers are abroad
    COMMENDATION = "commendation"  # name and photo made public


@dataclass(frozen=True, slots=True)
class Consent:
    """`message_id` is the message by which it was given or refused."""

    person: str
    purpose: Purpose
    text_version: str
    given: bool
    at: datetime
    channel: str
    message_id: str
