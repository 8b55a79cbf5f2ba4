"""The author takes a pledge, or an amendment of it, back before anyone has decided on it."""

from dataclasses import dataclass

from core.access import Action
from core.documents import Document
from core.errors import Moved, NotAllowed
from core.history import Deed, Entry
from core.message import say
from core.occasion import Occasion
from core.pledge import PledgeState
from core.pledge_review import withdraw
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.usecases.scope import own_home


@dataclass(frozen=True, slots=True)
class WithdrawPledge:
    pledge: str
    seen: int


def withdraw_pledge(uow: UnitOfWork, speaker: Speaker, command: WithdrawPledge, occasion: Occasion) -> None:
    """What was confirmed stays in force. The document is owed again only where no pledge of the year is left."""
    own_home(speaker, Action.PLEDGE, occasion.today)
    pledge = uow.pledges.get(command.pledge)
    if pledge is None or pledge.person != speaker.person.id:
        raise NotAllowed(say("This is outside what you look after."))
    if pledge.revision != command.seen:
        raise Moved
    back = withdraw(pledge)
    uow.pledges.save(back, command.seen)
    others = uow.pledges.of_year(pledge.person, pledge.year)
    if all(each.state is PledgeState.WITHDRAWN for each in others):
        uow.obligations.clear(pledge.person, Document.pledge(pledge.year), None)
    uow.history.add(Entry(pledge.id, occasion.now, speaker.person.id, Deed.WITHDRAWN, pledge.version))
