"""The last message to who had the own data deleted: that it is done. Its address goes when it has left."""

from datetime import datetime
from typing import Final

from bot.conversation.dialog import Line
from bot.conversation.front import Front, Mode
from bot.conversation.showing import Page, Words, put_into_words
from core.data_requests import DataRequest
from core.message import say
from core.outbox import Kind, Outgoing, Priority
from core.ports import UnitOfWork

_LINES: Final = (
    Line(say("What you asked to have deleted is deleted.")),
    Line(say("Kept are counts without your words, your decisions on consent, and the log of who saw what.")),
    Line(say("The cell still takes your pledge and reports on paper.")),
)


class LastMessage:
    """core.usecases.erase_person.Farewell. It is asked for, so it needs no consent."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(self, uow: UnitOfWork, request: DataRequest, now: datetime) -> None:
        addresses = uow.talk.addresses_of(request.person)
        if not addresses:
            return
        screen, _ = put_into_words(Page(_LINES), Front(), self._words, Mode.HOME, "")
        message = Outgoing(
            address=addresses[0],
            payload=screen.to_json(),
            kind=Kind.NOTICE,
            priority=Priority.NOTICE,
            dedup=f"erased:{request.id}",
            person=request.person,
        )
        uow.outbox.queue([message], None, now)
