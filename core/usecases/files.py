"""Who asked for a file, as they stand when it is made."""

from datetime import datetime

from core.errors import NotAllowed
from core.files_out import FileOrder
from core.message import say
from core.occasion import local_day
from core.ports import UnitOfWork
from core.speaker import Speaker


def orderer(uow: UnitOfWork, order: FileOrder, now: datetime) -> Speaker:
    """With the roles of the day of making. Raises NotAllowed for who is no longer among us."""
    speaker = uow.people.speaker(order.person, local_day(now))
    if speaker is None or speaker.standing.is_gone:
        raise NotAllowed(say("This is outside what you look after."))
    return speaker
