"""Taking back a change about a person, while that is possible.

It is, within a day of it or before the day from which it holds, as long as nothing has been built on it: the dated
facts stand as the change left them, and no document of the person was decided on since. What undoes is a change of its
own in the history; it cannot be undone.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from core.access import Action, Target, may
from core.appointing import ONE_AT_A_TIME, may_appoint, others_in
from core.errors import NotAllowed, Refused
from core.history import Deed
from core.life import Life
from core.message import Message, say
from core.occasion import Occasion, local_day
from core.people import RoleKind
from core.people_history import UNDO_WITHIN, PersonChange, Snapshot
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.usecases.change_person import keep, require_administrator_left
from core.usecases.open_period import correct_obligations

_ACTIONS: Final[dict[Deed, Action]] = {
    Deed.ARRIVED: Action.RECEIVE_PERSON,
    Deed.DIED: Action.RECORD_STANDING,
    Deed.EXEMPTED: Action.RECORD_STANDING,
    Deed.AWAY: Action.RECORD_STANDING,
    Deed.RESUMED: Action.RECORD_STANDING,
}
"""Which right it took, and so takes back; the rest took Action.CHANGE_PEOPLE."""
_ROLES: Final = frozenset({Deed.ROLE_GIVEN, Deed.ROLE_ENDED})
_DELEGATIONS: Final = frozenset({Deed.DELEGATED, Deed.DELEGATION_ENDED})


def may_undo(uow: UnitOfWork, speaker: Speaker, done: PersonChange, on: date) -> bool:
    """By who could do it today."""
    if done.deed in _DELEGATIONS:
        known = (*done.before.delegations, *done.after.delegations)[0]
        return speaker.person.id in {known.giver, done.actor} or _appoints(uow, speaker, done, on)
    if done.person == speaker.person.id:
        return False
    if done.deed in _ROLES:
        return _appoints(uow, speaker, done, on)
    action = _ACTIONS.get(done.deed, Action.CHANGE_PEOPLE)
    unit = (
        _home(done.after.lives[0], done) if done.deed is Deed.ARRIVED else _home(done.before.lives[0], done)
    )
    found = uow.units.get(unit, on) if unit else None
    return found is not None and may(speaker, action, Target(found.path, done.person), on)


def _home(life: Life, done: PersonChange) -> str | None:
    home = life.home_on(max(done.valid_from, local_day(done.at)))
    return home.unit if home else (life.homes[-1].unit if life.homes else None)


def _appoints(uow: UnitOfWork, speaker: Speaker, done: PersonChange, on: date) -> bool:
    unit = uow.units.get(done.words["unit"], on)
    kind = RoleKind(done.words["role"])
    return unit is not None and may_appoint(speaker, kind, unit.path, done.person, on)


def why_not(uow: UnitOfWork, done: PersonChange, now: datetime) -> Message | None:
    """Why it cannot be taken back any more, or None."""
    if done.deed is Deed.UNDONE or uow.person_changes.undone([done.id]):
        return say("This was taken back already.")
    if now - done.at > UNDO_WITHIN and local_day(now) >= done.valid_from:
        return say("More than a day has passed, so it cannot be taken back. Please record what is right now.")
    if any(uow.lives.get(life.person) != life for life in done.after.lives):
        return say("Something newer was recorded about the comrade. Please take that back first.")
    if any(uow.delegations.get(each.id) != each for each in done.after.delegations):
        return say("Something newer was recorded about the comrade. Please take that back first.")
    if any(_ends_meanwhile(uow, life, done) for life in done.before.lives):
        return say("The unit that the comrade would be back in ends. Please record what is right now.")
    if any(_taken_meanwhile(uow, life, done) for life in done.before.lives):
        return say("Another comrade holds the office by now. Please end that first.")
    if any(uow.person_changes.decided_since(life.person, done.at) for life in done.after.lives):
        return say("A document of the comrade was decided on since, so it cannot be taken back.")
    return None


def _ends_meanwhile(uow: UnitOfWork, life: Life, done: PersonChange) -> bool:
    """A home that would be back lies in a unit that is, or will be, no more."""
    for home in life.homes:
        unit = uow.units.get(home.unit, max(home.valid_from, done.valid_from))
        ends = None if unit is None else unit.valid_to
        if home.valid_to is None and (unit is None or ends is not None):
            return True
    return False


def _taken_meanwhile(uow: UnitOfWork, life: Life, done: PersonChange) -> bool:
    """Undone, a unit would have two secretaries."""
    touched = {each.person for each in done.before.lives}
    for held in life.roles:
        if held.kind in ONE_AT_A_TIME and (held.valid_to is None or held.valid_to >= done.valid_from):
            there = [each for each in uow.lives.holders(held.unit, held.kind) if each[0] not in touched]
            if others_in(there, life.person, max(held.valid_from, done.valid_from), held.valid_to):
                return True
    return False


def undo_change(
    uow: UnitOfWork, speaker: Speaker, change: str, occasion: Occasion, chance: Chance
) -> PersonChange:
    """Returns what was taken back. Raises Refused where that is not possible any more."""
    done = uow.person_changes.get(change)
    if done is None or not may_undo(uow, speaker, done, occasion.today):
        raise NotAllowed(say("This is outside what you look after."))
    words = why_not(uow, done, occasion.now)
    if words is not None:
        raise Refused(words)
    _restore(uow, done, occasion.today)
    undone = replace(
        done,
        id=chance.new_id(),
        actor=speaker.person.id,
        at=occasion.now,
        deed=Deed.UNDONE,
        words={**done.words, "undone": done.deed.value},
        before=replace(done.after, addresses=()),
        after=Snapshot(done.before.lives, done.before.delegations),
        undoes=done.id,
    )
    keep(uow, undone)
    return done


def _restore(uow: UnitOfWork, done: PersonChange, on: date) -> None:
    after = {life.person: life for life in done.after.lives}
    for life in done.before.lives:
        require_administrator_left(uow, after[life.person], life, on)
        uow.lives.put(life)
        correct_obligations(uow, life.person, done.valid_from)
    for each in done.after.delegations:
        uow.delegations.remove(each.id)
    for each in done.before.delegations:
        if uow.delegations.get(each.id) is not None:
            uow.delegations.remove(each.id)
        uow.delegations.add(each)
    uow.person_changes.relink(done.person, done.after.addresses)
