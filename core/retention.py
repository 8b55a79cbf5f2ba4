"""How long what is kept: one table of clocks, each a setting, run by the daily work (domain.md §6.3).

A clock may be set for the installation on its topmost unit, in days. Files that go out have a clock of their own, a day
(core/files_out.py); what a person asks to have deleted does not wait for any (core/erasure.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from core.message import Message, say
from core.settings import KEEP, UnitSettings


class Kept(StrEnum):
    UPDATE_KEYS = "update_keys"
    PARKED = "parked"
    TEXTS = "texts"
    DRAFTS = "drafts"
    MISSES = "misses"
    CODES = "codes"
    STRANGERS = "strangers"
    REQUESTS = "requests"
    LEAVERS = "leavers"
    DOCUMENTS = "documents"
    LOG = "log"
    CONSENTS = "consents"


@dataclass(frozen=True, slots=True)
class Clock:
    """`days` run from what `since` says; they are a proposal, not a rule of the law, but for what is said beside it."""

    kept: Kept
    what: Message
    since: Message
    days: int

    @property
    def key(self) -> str:
        """Of the setting."""
        return f"{KEEP}{self.kept}"


_YEAR: Final = 365

CLOCKS: Final = (
    # messengers deliver an update again for a day at most
    Clock(Kept.UPDATE_KEYS, say("keys of messages taken"), say("since they came"), 7),
    Clock(Kept.PARKED, say("messages that could not be read"), say("since they came"), 14),
    Clock(Kept.TEXTS, say("texts that were sent"), say("since they were queued"), 90),
    # and as soon as the period of the document has closed, whatever this says
    Clock(Kept.DRAFTS, say("drafts"), say("since they were last touched"), 180),
    Clock(Kept.MISSES, say("wrong codes that were tried"), say("since they were tried"), 30),
    Clock(Kept.CODES, say("link codes"), say("since they ended"), 90),
    Clock(Kept.STRANGERS, say("chats that were never linked"), say("since the last word"), 30),
    Clock(
        Kept.REQUESTS, say("the words of requests about own data"), say("since they were settled"), 2 * _YEAR
    ),
    Clock(Kept.LEAVERS, say("evidence of comrades who left or died"), say("since that day"), 2 * _YEAR),
    # reports and pledges: the year and five more
    Clock(Kept.DOCUMENTS, say("pledges and reports"), say("since the end of their year"), 5 * _YEAR),
    Clock(Kept.LOG, say("the log of who saw what"), say("since it was written"), 10 * _YEAR),
    Clock(
        Kept.CONSENTS,
        say("decisions on consent that were replaced"),
        say("since they were made"),
        10 * _YEAR,
    ),
)


def days_of(clock: Clock, settings: Sequence[UnitSettings]) -> int:
    """What the topmost units say; of several, the longest: nothing goes that one of them wants kept."""
    set_to = [int(level[clock.key]) for each in settings for level in each.levels if clock.key in level]
    return max(set_to, default=clock.days)


def before(clock: Clock, days: int, now: datetime) -> datetime:
    """What is older than this has had its time."""
    del clock
    return now - timedelta(days=days)


class Retention(Protocol):
    def forget(self, kept: Kept, before: datetime, limit: int) -> bool:
        """A slice of what is older. True while there may be more."""
        ...

    def forget_closed_drafts(self, now: datetime, limit: int) -> bool:
        """Drafts of reports and pledges whose period has closed for their author."""
        ...
