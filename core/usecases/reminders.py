"""What a person has to do still, as a reminder names it; being reminded again; how often and when."""

from dataclasses import dataclass
from datetime import datetime

from core.calendar import may_disturb
from core.composing import ToCompose
from core.errors import NotAllowed, Over, Refused
from core.mailing import REMIND, Choice, Mailing, SentBack
from core.message import say
from core.obligations import Obligation
from core.occasion import local_day
from core.outbox import Kind, Outgoing, Priority
from core.ports import UnitOfWork
from core.reminders import HalfDay, Rhythm, Slot, next_half_day, within
from core.speaker import Speaker


@dataclass(frozen=True, slots=True)
class ToDo:
    """`owed`: what can still be handed in, the first due first."""

    owed: tuple[Obligation, ...]
    sent_back: tuple[SentBack, ...]

    def __bool__(self) -> bool:
        return bool(self.owed or self.sent_back)


def to_do(uow: UnitOfWork, person: str, now: datetime) -> ToDo:
    owed = tuple(each for each in uow.obligations.pending(person) if each.can_be_met(now))
    return ToDo(owed, tuple(uow.mailings.sent_back(person, now)))


def still_to_remind(uow: UnitOfWork, person: str, now: datetime) -> ToDo | None:
    """None where nothing is to be said: nothing is left to do, the person is not to be disturbed (gone, exempt,
    suspended, away), or it is no hour for it (design.md §9.3). Consent and reach are asked for every unasked
    message."""
    speaker = uow.people.speaker(person, local_day(now))
    if speaker is None or not speaker.standing.may_be_disturbed or not may_disturb(now):
        return None
    return to_do(uow, person, now) or None


def remind_again(uow: UnitOfWork, speaker: Speaker, address: int, half: HalfDay, now: datetime) -> datetime:
    """At the half-day's next hour, here. When that begins. In the half-day in which the person is written to anyway it
    stands for what would have been said then. Raises Over where nothing is left to do."""
    if not to_do(uow, speaker.person.id, now):
        raise Over(say("Nothing is left to do, so there is nothing to be reminded of."))
    begin = next_half_day(now, half)
    slot = Slot(local_day(begin), half)
    person = speaker.person.id
    own = choice_of(uow, speaker).half
    mailing = of_slot(slot, slot.begin, slot.end, extra=half is not own)
    uow.outbox.queue(
        [
            Outgoing(
                address=address,
                payload=mailing.says.to_json(),
                kind=Kind.NOTICE,
                priority=mailing.priority,
                dedup=mailing.dedup(person),
                person=person,
                wanted=f"to {person}@{address}",
                not_before=mailing.not_before,
                expires_at=mailing.expires_at,
            )
        ],
        None,
        now,
    )
    return begin


def of_slot(slot: Slot, begin: datetime, end: datetime, *, extra: bool = False) -> Mailing:
    """The reminders of one half-day, of which a person gets one at most. `extra`: beside that of the day."""
    occasion = slot.code if extra else slot.day.isoformat()
    return Mailing(REMIND, occasion, ToCompose(REMIND, slot.half), Priority.NOTICE, begin, end)


def allowed(uow: UnitOfWork, speaker: Speaker) -> frozenset[Rhythm]:
    home = speaker.home
    if home is None:
        raise NotAllowed(say("This is outside what you look after."))
    return uow.units.settings(home.path).rhythms


def choice_of(uow: UnitOfWork, speaker: Speaker) -> Choice:
    """What holds: as the person chose it, within what the unit allows."""
    wanted = uow.mailings.choice(speaker.person.id)
    return Choice(within(wanted.rhythm, allowed(uow, speaker)), wanted.half)


def choose(uow: UnitOfWork, speaker: Speaker, choice: Choice, now: datetime) -> None:
    """Raises Refused where the unit does not allow that rhythm (any more)."""
    if choice.rhythm not in allowed(uow, speaker):
        raise Refused(say("Your unit does not offer this rhythm."))
    uow.mailings.choose(speaker.person.id, choice, now)
