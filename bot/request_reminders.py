"""Who has to settle a request about own data hears of it the day before it is due, on the day, and each day after."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.conversation.dialog import Go, Line, Option
from bot.conversation.front import Front, Mode
from bot.conversation.showing import Page, Words, put_into_words
from bot.dialogs.data_requests import kind_words
from bot.handlers.own_data import SETTLE
from core.data_requests import DataRequest
from core.message import say
from core.occasion import Occasion, local_day
from core.outbox import Kind, Outgoing, Priority
from core.ports import UnitOfWork
from core.usecases.consent import reached_at
from core.usecases.data_requests import responsible


class RequestReminders:
    """Run again on the same day it adds nothing."""

    def __init__(self, words: Words, quiet_until: Callable[[datetime], datetime | None]) -> None:
        self._words = words
        self._quiet_until = quiet_until

    def __call__(self, uow: UnitOfWork, now: datetime) -> None:
        today = local_day(now)
        for request in uow.requests.open_within("/", 1000):
            if request.next_due() <= today + timedelta(days=1):
                self._remind(uow, request, now)

    def _remind(self, uow: UnitOfWork, request: DataRequest, now: datetime) -> None:
        messages = []
        for person in responsible(uow, request, Occasion(now, now)):
            for address in reached_at(uow, person)[:1]:
                key = f"request-due:{request.id}:{local_day(now)}:{person}"
                wanted = f"to {person}@{address}"
                messages.append(
                    Outgoing(
                        address=address,
                        payload=self._payload(request),
                        kind=Kind.NOTICE,
                        priority=Priority.NOTICE,
                        dedup=key,
                        person=person,
                        wanted=wanted,
                        not_before=self._quiet_until(now),
                    )
                )
        if messages:
            uow.outbox.queue(messages, None, now)

    def _payload(self, request: DataRequest) -> bytes:
        words = say(
            "⏰ A request about own data is due on {day}: {what}.",
            day=request.next_due(),
            what=kind_words(request.kind),
        )
        page = Page((Line(words),), (Option(say("Open it"), Go(SETTLE, request.id)),))
        screen, _ = put_into_words(page, Front(), self._words, Mode.HOME, "")
        return screen.to_json()
