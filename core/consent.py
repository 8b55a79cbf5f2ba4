"""Consent: asked for each purpose, by a text with a version, and never assumed (domain.md §6.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


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


CURRENT: Final[Mapping[Purpose, str]] = {
    Purpose.PROCESSING: "2026-11-b",
    Purpose.TELEGRAM: "2026-11-b",
    Purpose.COMMENDATION: "2026-11-b",
}
"""The version of the text that each is asked by now. Whoever agreed to another one is asked again; the words of every
version stay in bot/dialogs/consent_texts.py."""

ABROAD: Final = frozenset({"telegram"})
"""Channels whose servers are abroad: nothing is kept or sent there without a consent of its own."""

Decisions = Mapping[Purpose, Consent]


def needed_on(channel: str) -> tuple[Purpose, ...]:
    """What has to be agreed to before anything said on this channel is kept, in the order of asking."""
    return (Purpose.PROCESSING, Purpose.TELEGRAM) if channel in ABROAD else (Purpose.PROCESSING,)


def is_given(decisions: Decisions, purpose: Purpose) -> bool:
    """Whether the latest decision is a yes, under whichever version of the text."""
    decided = decisions.get(purpose)
    return decided is not None and decided.given


def lacking(decisions: Decisions, channel: str) -> Purpose | None:
    """The first purpose without which nothing may be kept on this channel; None where all is agreed to as it reads
    now."""
    for purpose in needed_on(channel):
        if not is_given(decisions, purpose) or decisions[purpose].text_version != CURRENT[purpose]:
            return purpose
    return None


def is_refused(decisions: Decisions, purpose: Purpose) -> bool:
    """Said no, or took the yes back: not asked again unasked."""
    decided = decisions.get(purpose)
    return decided is not None and not decided.given
