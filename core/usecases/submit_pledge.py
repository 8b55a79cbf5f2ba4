"""A member registers the year's pledge, corrects it, or amends what was confirmed."""

from dataclasses import dataclass, replace

from core.access import Action
from core.documents import Document
from core.errors import Moved
from core.history import Deed, Entry
from core.occasion import Occasion
from core.on_behalf import Entered
from core.people import Role
from core.pledge import (
    Pledge,
    PledgeItem,
    PledgeKind,
    PledgeState,
    adds_up_by_default,
    check_items,
    with_keys,
)
from core.pledge_review import amend
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.usecases.scope import own_home, require_consent, require_open, to_review, window_for


@dataclass(frozen=True, slots=True)
class SubmitPledge:
    """An item keeps its key to stay the same item; a new one has an empty key. `seen` is that of the sheet."""

    kind: PledgeKind
    year: int
    seen: int
    items: tuple[PledgeItem, ...]


@dataclass(frozen=True, slots=True)
class Registered:
    """`amended` where a confirmed or submitted one was changed. `tell` are those whose turn it is to look at it."""

    pledge: Pledge
    amended: bool
    tell: tuple[str, ...]


def submit_pledge(
    uow: UnitOfWork,
    speaker: Speaker,
    command: SubmitPledge,
    occasion: Occasion,
    chance: Chance,
    *,
    entered: Entered | None = None,
) -> Registered:
    """Late is accepted and labelled. Raises Moved when the pledge changed since the sheet was shown. `entered` is as
    for a report."""
    person = speaker.person.id
    home = own_home(speaker, Action.PLEDGE, occasion.today)
    if entered is None:
        require_consent(uow, person)
    document = Document.pledge(command.year)
    instants = window_for(uow, speaker, document, home)
    require_open(instants, occasion.judged_at)
    before = uow.pledges.find(person, command.kind, command.year)
    if command.seen != (before.revision if before else 0):
        raise Moved
    items = pledge_items(uow, speaker, command)
    late = instants.is_late(occasion.judged_at)
    amended = before is not None and before.state is not PledgeState.WITHDRAWN
    if before is None:
        pledge = _first(chance.new_id(), person, home, command, items, occasion, late=late)
        pledge = replace(pledge, entered=entered)
        uow.pledges.add(pledge)
    else:
        keyed, last = with_keys(items, command.kind, before.items, before.last_item)
        pledge = replace(amend(before, keyed, last, occasion, late=late), entered=entered)
        uow.pledges.save(pledge, command.seen)
    owed = uow.obligations.get(person, document)
    if owed is not None and owed.cleared_at is None:
        uow.obligations.clear(person, document, occasion.judged_at)
    deed, by = (Deed.AMENDED if amended else Deed.SUBMITTED), person
    if entered is not None:
        deed, by = Deed.ENTERED, entered.by
    uow.history.add(Entry(pledge.id, occasion.now, by, deed, pledge.version))
    return Registered(pledge, amended, to_review(uow, person, home.path, occasion.today))


def pledge_items(uow: UnitOfWork, speaker: Speaker, command: SubmitPledge) -> tuple[PledgeItem, ...]:
    """As they are kept; raises Refused with words on the first that cannot stand."""
    codes = frozenset(group.code for group in uow.criteria.groups(speaker.person.group))
    check_items(command.items, codes)
    return tuple(_settled(item) for item in command.items)


def _settled(item: PledgeItem) -> PledgeItem:
    """A figure that cannot be summed never is, whatever the conversation left unsaid."""
    adds_up = item.adds_up and adds_up_by_default(item.measure, item.unit)
    return replace(item, adds_up=adds_up, content=item.content.strip(), unit=item.unit.strip())


def _first(
    pledge: str,
    person: str,
    home: Role,
    command: SubmitPledge,
    items: tuple[PledgeItem, ...],
    occasion: Occasion,
    *,
    late: bool,
) -> Pledge:
    keyed, last = with_keys(items, command.kind, (), 0)
    return Pledge(
        id=pledge,
        person=person,
        kind=command.kind,
        year=command.year,
        unit=home.unit,
        path=home.path,
        state=PledgeState.SUBMITTED,
        version=1,
        revision=1,
        confirmed_version=None,
        last_item=last,
        sent_at=occasion.judged_at,
        received_at=occasion.received_at,
        late=late,
        items=keyed,
    )
