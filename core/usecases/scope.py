"""What every use case asks first: whose it is, on what day, and whether it may be kept at all."""

from datetime import date, datetime

from core.access import Action, Openness, Target, may, require
from core.calendar import Window, start_of
from core.consent import Purpose
from core.documents import Document, window
from core.errors import NotAllowed, Refused
from core.message import say
from core.occasion import local_day
from core.on_behalf import Entered
from core.people import Resident, Role
from core.photos import KEPT, PAPER
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.turns import reviewers


def own_home(speaker: Speaker, action: Action, on: date) -> Role:
    """The unit that the speaker's own documents belong to; raises NotAllowed for who has none, or may not write."""
    home = speaker.home
    if home is None or not may(speaker, action, Target(home.path, speaker.person.id), on):
        raise NotAllowed(say("You are not on the list of any unit today. Please ask your secretary."))
    return home


def require_consent(uow: UnitOfWork, person: str) -> None:
    """Without consent nothing from the chat is stored (domain.md §6.3)."""
    consent = uow.consents.current(person).get(Purpose.PROCESSING)
    if consent is None or not consent.given:
        raise Refused(
            say("You have not agreed that the system keeps your information, so nothing was saved.")
        )


def resident(uow: UnitOfWork, person: str, on: date) -> Resident:
    """Raises NotAllowed as for what one may not see, so that nobody learns who exists."""
    found = uow.people.resident(person, on)
    if found is None:
        raise NotAllowed(say("This is outside what you look after."))
    return found


def target_of(
    uow: UnitOfWork,
    owner: Resident,
    on: date,
    openness: Openness = Openness.SUBMITTED,
    *,
    audience: str = "",
    now: datetime | None = None,
) -> Target:
    """What is read needs `now` as well: a broken seal holds for an hour. `audience` is where it was made public."""
    person = owner.person.id
    leaders = uow.people.leaders_over(owner.path, on)
    unsealed = frozenset(seal.by for seal in uow.seals.open_on(person, now)) if now else frozenset[str]()
    return Target(owner.path, person, openness, leaders, unsealed=unsealed, audience=audience)


def require_on(
    uow: UnitOfWork,
    speaker: Speaker,
    action: Action,
    owner: Resident,
    on: date,
    openness: Openness = Openness.SUBMITTED,
) -> None:
    require(speaker, action, target_of(uow, owner, on, openness), on)


def to_review(uow: UnitOfWork, owner: str, path: str, on: date) -> tuple[str, ...]:
    """Whose turn it is to look at the owner's documents: the people to tell."""
    return tuple(sorted(reviewers(owner, path, uow.people.leaders_over(path, on), on).people))


def second_pair_of_eyes(
    uow: UnitOfWork, reviewer: str, entered: Entered | None, person: str, document: Document
) -> None:
    """Who typed paper in accepts it alone only if its author has confirmed it, or the paper itself is there to be seen
    (decision 0183)."""
    if entered is None or entered.by != reviewer or entered.confirmed_at is not None:
        return
    papers = (photo.item == PAPER and photo.state in KEPT for photo in uow.photos.of(person, document.code))
    if not any(papers):
        raise Refused(
            say(
                "You typed this in yourself. Please add a photo of the paper (/baocaothay), or let another comrade who"
                " may look at it accept it."
            )
        )


def window_for(uow: UnitOfWork, speaker: Speaker, document: Document, home: Role) -> Window:
    """The instants that hold for this person: those of the obligation where there is one."""
    owed = uow.obligations.get(speaker.person.id, document)
    if owed is not None:
        return Window(start_of(document.first_day), owed.due, owed.grace_end, owed.closes)
    return window(document, speaker.person.group, uow.units.settings(home.path))


def require_open(instants: Window, judged_at: datetime) -> None:
    if judged_at < instants.opens:
        raise Refused(say("This period opens on {day}.", day=local_day(instants.opens)))
    if judged_at >= instants.closes:
        raise Refused(say("This period closed on {day}.", day=local_day(instants.closes)))
