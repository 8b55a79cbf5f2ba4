"""A lost phone: nothing reaches the person there any more, and nobody speaks for the person from there.

Drafts stay, since they belong to the person: a new code brings them back on the new phone (domain.md §5.1, §6.3).
"""

from dataclasses import dataclass

from core.access import Action
from core.occasion import Occasion
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.usecases.scope import require_on, resident


@dataclass(frozen=True, slots=True)
class Revoked:
    """How many addresses reached the person until now, and how many messages on their way there were stopped."""

    addresses: int
    messages: int


def revoke_addresses(uow: UnitOfWork, speaker: Speaker, person: str, occasion: Occasion) -> Revoked:
    """For someone whom the speaker looks after. Raises NotAllowed for anyone else.

    Open codes end, and until a newer one has been used the person's telephone number proves nothing: whoever holds
    the lost phone may hold its number too. A second time changes nothing more.
    """
    owner = resident(uow, person, occasion.today)
    require_on(uow, speaker, Action.ISSUE_LINK_CODE, owner, occasion.today)
    uow.codes.revoke(person, occasion.now)
    uow.people.bar_phone(person, occasion.now)
    messages = uow.outbox.cancel(person, occasion.now)
    uow.files.end_all(person, occasion.now)  # a link in the lost chat opens nothing
    linked = [way.row for way in uow.talk.ways_to(person)]
    ended = [uow.talk.unlink(row, person, occasion.now) for row in linked]
    return Revoked(sum(ended), messages)
