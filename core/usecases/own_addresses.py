"""Where a person is reached: several messengers and phones, of which one is written to first. One's own only."""

from core.errors import NotAllowed
from core.message import say
from core.occasion import Occasion
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.talk import Way


def own_ways(uow: UnitOfWork, speaker: Speaker) -> list[Way]:
    """The one that is written to first stands first."""
    return uow.talk.ways_to(speaker.person.id)


def own_way(uow: UnitOfWork, speaker: Speaker, row: int) -> Way:
    """Raises NotAllowed for what is not the speaker's (any more)."""
    way = next((each for each in own_ways(uow, speaker) if each.row == row), None)
    if way is None:
        raise NotAllowed(say("That address is not linked to you any more."))
    return way


def prefer_address(uow: UnitOfWork, speaker: Speaker, row: int, occasion: Occasion) -> Way:
    """Notices go there from now on; what is answered is answered where it was asked."""
    way = own_way(uow, speaker, row)
    uow.talk.prefer(row, speaker.person.id, occasion.now)
    return way


def unlink_address(uow: UnitOfWork, speaker: Speaker, row: int, occasion: Occasion) -> Way:
    """Nothing reaches the person there any more, what waits to be sent included; drafts stay the person's."""
    way = own_way(uow, speaker, row)
    uow.outbox.cancel(speaker.person.id, occasion.now, row)
    uow.talk.unlink(row, speaker.person.id, occasion.now)
    return way
