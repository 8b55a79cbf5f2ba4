"""Requests about one's own data: asked, answered and done by the clock of domain.md §6.2."""

from dataclasses import dataclass, replace

from core.access import Action, Target, may, require
from core.consent import Purpose, is_given
from core.data_requests import (
    LONGEST_WORDS,
    MOST_OPEN,
    DataRequest,
    LegalHold,
    RequestKind,
    RequestState,
    asked,
)
from core.errors import NotAllowed, Over, Refused
from core.message import say
from core.occasion import Occasion, local_day
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.trail import Access, Act
from core.usecases.consent import DecideConsent, decide_consent


@dataclass(frozen=True, slots=True)
class AskCorrection:
    words: str


@dataclass(frozen=True, slots=True)
class AskDeletion:
    """All messages stop with it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`seen` is the state that was on the screen. `words` go to who asked; `to` is what becomes of the request."""

    request: str
    seen: RequestState
    to: RequestState
    words: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """`responsible` are the people to tell; `hold` is what stands in the way of a deletion."""

    request: DataRequest
    responsible: tuple[str, ...]
    hold: LegalHold | None = None


def ask_correction(
    uow: UnitOfWork, speaker: Speaker, command: AskCorrection, occasion: Occasion, chance: Chance
) -> Asked:
    words = command.words.strip()
    if not words or len(words) > LONGEST_WORDS:
        raise Refused(say("Please say in a few sentences what is wrong."))
    return _ask(uow, speaker, RequestKind.CORRECTION, words, occasion, chance)


def ask_deletion(
    uow: UnitOfWork, speaker: Speaker, command: AskDeletion, occasion: Occasion, chance: Chance
) -> Asked:
    """Takes back what was agreed to, so that nothing unasked is sent from here on."""
    del command
    if any(each.kind is RequestKind.DELETION for each in _open(uow, speaker.person.id)):
        raise Refused(say("Your request for deletion is open already."))
    done = _ask(uow, speaker, RequestKind.DELETION, "", occasion, chance)
    decisions = uow.consents.current(speaker.person.id)
    ends = (
        Purpose.PROCESSING,
        Purpose.COMMENDATION,
    )  # the way to the own data, to take this back, stays open
    given = tuple(purpose for purpose in ends if is_given(decisions, purpose))
    decide_consent(uow, speaker, DecideConsent(given, "", given=False), occasion)
    return replace(done, hold=uow.requests.hold_on(speaker.person.id, occasion.today))


def _open(uow: UnitOfWork, person: str) -> list[DataRequest]:
    return [each for each in uow.requests.of_person(person) if not each.state.is_over]


def _ask(
    uow: UnitOfWork, speaker: Speaker, kind: RequestKind, words: str, occasion: Occasion, chance: Chance
) -> Asked:
    person = speaker.person.id
    if len(_open(uow, person)) >= MOST_OPEN:
        raise Refused(say("Several requests of yours are open. Please wait for their answers."))
    path = _home(uow, person, occasion)
    request = asked(chance.new_id(), person, path, kind, occasion.now, words)
    uow.requests.add(request)
    uow.trail.note(Access(occasion.now, person, Act.REQUESTED, request.id, person, path))
    return Asked(request, responsible(uow, request, occasion))


def responsible(uow: UnitOfWork, request: DataRequest, occasion: Occasion) -> tuple[str, ...]:
    """Who may settle it and holds an office nearest to who asked; told when it comes and when it is due."""
    for path in _levels(request.path):
        people = {
            role.person
            for role in uow.people.leaders_over(path, occasion.today)
            if role.path == path
            and role.person != request.person
            and _may_settle(uow, role.person, request, occasion)
        }
        if people:
            return tuple(sorted(people))
    return ()


def _levels(path: str) -> list[str]:
    units = path.strip("/").split("/")
    return ["/" + "/".join(units[:count]) + "/" for count in range(len(units), 0, -1)]


def _may_settle(uow: UnitOfWork, person: str, request: DataRequest, occasion: Occasion) -> bool:
    speaker = uow.people.speaker(person, occasion.today)
    return speaker is not None and _settles(speaker, request, occasion)


def _settles(speaker: Speaker, request: DataRequest, occasion: Occasion) -> bool:
    action = Action.DELETE_DATA if request.kind is RequestKind.DELETION else Action.ANSWER_REQUEST
    target = Target(request.path, request.person)
    return speaker.person.id != request.person and may(speaker, action, target, occasion.today)


def cancel_request(uow: UnitOfWork, speaker: Speaker, request: str, occasion: Occasion) -> DataRequest:
    """By who asked, until it is being done."""
    found = uow.requests.get(request)
    if found is None or found.person != speaker.person.id:
        raise NotAllowed(say("This is outside what you look after."))
    if found.state not in {RequestState.OPEN, RequestState.TAKEN}:
        raise Over(say("This request is settled already."))
    cancelled = replace(found, state=RequestState.CANCELLED, ended_at=occasion.now)
    uow.requests.save(cancelled, found.state)
    return cancelled


def open_requests(uow: UnitOfWork, speaker: Speaker, occasion: Occasion) -> list[DataRequest]:
    """What this speaker may settle, the first due first."""
    paths = sorted({role.path for role in speaker.roles})
    tops = [path for path in paths if not any(path != other and path.startswith(other) for other in paths)]
    found = [each for path in tops for each in uow.requests.open_within(path)]
    return sorted(
        (each for each in found if _settles(speaker, each, occasion)),
        key=lambda each: (each.next_due(), each.id),
    )


def request_to_settle(uow: UnitOfWork, speaker: Speaker, request: str, occasion: Occasion) -> DataRequest:
    """Raises NotAllowed as for what one may not see, Over for what is settled."""
    found = uow.requests.get(request)
    if found is None or not _settles(speaker, found, occasion):
        raise NotAllowed(say("This is outside what you look after."))
    if found.state.is_over or found.state is RequestState.ERASING:
        raise Over(say("This request is settled already."))
    return found


def settle(uow: UnitOfWork, speaker: Speaker, command: Answer, occasion: Occasion) -> DataRequest:
    """Raises Moved where the request stands otherwise by now, Refused where a legal hold forbids a deletion."""
    found = request_to_settle(uow, speaker, command.request, occasion)
    if command.to is RequestState.REFUSED and not command.words.strip():
        raise Refused(say("Please say why, for the comrade will read it."))
    if command.to is RequestState.ERASING:
        hold = uow.requests.hold_on(found.person, occasion.today)
        if hold is not None:
            raise Refused(
                say("The data must be kept until {day}: {reason}", day=hold.until, reason=hold.reason)
            )
    over = command.to.is_over
    changed = replace(
        found,
        state=command.to,
        answered_by=speaker.person.id,
        answered_at=occasion.now,
        answer=command.words.strip(),
        ended_at=occasion.now if over else None,
    )
    uow.requests.save(changed, command.seen)
    uow.trail.note(Access(occasion.now, speaker.person.id, Act.DECIDED, found.id, found.person, found.path))
    return changed


def may_settle_any(speaker: Speaker) -> bool:
    """For menus."""
    return any(
        may(speaker, action, Target(role.path), role.valid_from)
        for action in (Action.ANSWER_REQUEST, Action.DELETE_DATA)
        for role in speaker.roles
    )


@dataclass(frozen=True, slots=True)
class SetHold:
    person: str
    reason: str
    days: int


def set_hold(
    uow: UnitOfWork, speaker: Speaker, command: SetHold, occasion: Occasion, chance: Chance
) -> LegalHold:
    """The longest that a hold may last is five years; it can be set again."""
    from datetime import timedelta

    path = _home(uow, command.person, occasion)
    require(speaker, Action.HOLD_DATA, Target(path, command.person), occasion.today)
    if not command.reason.strip() or not 0 < command.days <= 5 * 366:
        raise Refused(say("A hold needs a reason and a last day within five years."))
    until = local_day(occasion.now) + timedelta(days=command.days)
    hold = LegalHold(
        chance.new_id(), command.person, command.reason.strip(), until, speaker.person.id, occasion.now
    )
    uow.requests.add_hold(hold)
    uow.trail.note(Access(occasion.now, speaker.person.id, Act.HELD, hold.id, command.person, path))
    return hold


def holds_of(uow: UnitOfWork, speaker: Speaker, occasion: Occasion) -> list[LegalHold]:
    """Those that this speaker may end."""
    found = uow.requests.holds(occasion.today)
    return [
        each
        for each in found
        if may(speaker, Action.HOLD_DATA, Target(_home(uow, each.person, occasion)), occasion.today)
    ]


def _home(uow: UnitOfWork, person: str, occasion: Occasion) -> str:
    """Where the person is at home; of who is at home nowhere, the topmost unit looks after the data."""
    who = uow.people.resident(person, occasion.today)
    if who is not None:
        return who.path
    return next((unit.path for unit in uow.units.children(None, occasion.today)), "/")


def end_hold(uow: UnitOfWork, speaker: Speaker, hold: str, occasion: Occasion) -> LegalHold:
    found = uow.requests.hold(hold)
    if found is None:
        raise NotAllowed(say("This is outside what you look after."))
    path = _home(uow, found.person, occasion)
    require(speaker, Action.HOLD_DATA, Target(path, found.person), occasion.today)
    uow.requests.end_hold(hold, occasion.now)
    uow.trail.note(Access(occasion.now, speaker.person.id, Act.HELD, hold, found.person, path))
    return found
