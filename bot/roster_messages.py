"""What the sender of a list is told by the worker: a message whose button opens the next step."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.conversation.dialog import Go, Line, Option, hint
from bot.conversation.front import Front, Mode
from bot.conversation.showing import Page, Words, put_into_words
from bot.dialogs import roster_words
from bot.dialogs.roster import COMMAND, TEMPLATE
from bot.wanted import TO
from core.message import say
from core.occasion import local_day
from core.outbox import Kind, Outgoing, Priority
from core.ports import UnitOfWork
from core.roster.batch import Batch, BatchState, Outcome
from core.roster.reading import WORDS as UNREADABLE
from core.roster.reading import Unreadable
from core.usecases.import_roster_apply import roster_preview

_APART: Final = Front(numbers_choose=False)
"""A number typed after it is of what is open, so its own way is named by its words."""
_ASKED_FOR: Final = timedelta(hours=1)
"""For so long the result is an answer; later it is a notice, and waits for the morning."""


class RosterMessages:
    """scheduler.roster_reading.Tell."""

    def __init__(self, words: Words, quiet_until: Callable[[datetime], datetime | None]) -> None:
        self._words = words
        self._quiet_until = quiet_until

    def __call__(self, uow: UnitOfWork, batch: Batch, now: datetime) -> list[Outgoing]:
        if batch.address is None:
            return []
        lines, options = _page(uow, batch, now)
        who = uow.people.get(batch.by)
        if who and len(uow.talk.linked(batch.address)) > 1:
            lines = (hint(say("Comrade {name}:", name=who.given_name)), *lines)
        screen, _ = put_into_words(Page(lines, options), _APART, self._words, Mode.HOME, "")
        asked = now - batch.created_at <= _ASKED_FOR
        return [
            Outgoing(
                address=batch.address,
                payload=screen.to_json(),
                kind=Kind.RECEIPT if asked else Kind.NOTICE,
                priority=Priority.REPLY if asked else Priority.NOTICE,
                dedup=f"roster:{batch.id}:{batch.state}:{now.timestamp()}",
                person=batch.by,
                wanted=f"{TO} {batch.by}",
                not_before=None if asked else self._quiet_until(now),
            )
        ]


def _page(uow: UnitOfWork, batch: Batch, now: datetime) -> tuple[tuple[Line, ...], tuple[Option, ...]]:
    name = batch.name or "?"
    match batch.state:
        case BatchState.ASKING:
            words = say(
                "The file “{name}” is here; something has to be chosen before it can be read.", name=name
            )
            return (Line(words),), (_open(batch),)
        case BatchState.READY:
            preview = roster_preview(uow, uow.people.speaker(batch.by, local_day(now)), batch.id, now)
            lines = [Line(say("The file “{name}” is read. Nothing is changed yet.", name=name))]
            lines += [Line(each) for each in roster_words.summary(preview)]
            return tuple(lines), (_open(batch),)
        case BatchState.APPLIED:
            preview = roster_preview(uow, uow.people.speaker(batch.by, local_day(now)), batch.id, now)
            words = say(
                "✅ Imported: {new} new, {changed} changed.",
                new=preview.count(Outcome.NEW),
                changed=preview.count(Outcome.CHANGED),
            )
            hours = hint(say("It can be taken back within 24 hours, while nothing has built on it."))
            return (Line(words), hours), (_open(batch),)
        case BatchState.FAILED:
            why = UNREADABLE[batch.fault or Unreadable.BROKEN]
            lines = [Line(say("The file “{name}” was not taken; nothing has changed.", name=name)), Line(why)]
            return tuple(lines), (Option(say("Send me the template"), Go(COMMAND, TEMPLATE)),)
    words = say("The list “{name}” was not imported: it is outside what you look after by now.", name=name)
    return (Line(words),), ()


def _open(batch: Batch) -> Option:
    """Its label is also what is typed where there are no buttons: words of the command."""
    return Option(say("See the list that was sent"), Go(COMMAND, f"b:{batch.id}"))
