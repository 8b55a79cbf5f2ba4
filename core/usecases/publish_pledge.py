"""A leader's plan is made public in a unit, with form and day; that can be taken back (domain.md §1.0, công khai)."""

from dataclasses import dataclass
from datetime import date, datetime

from core.access import Action, require
from core.errors import Moved, NotAllowed, Refused
from core.history import Deed, Entry
from core.message import say
from core.occasion import Occasion, local_day
from core.people import REVIEWERS, Resident, RoleKind
from core.pledge import Pledge
from core.pledge_review import publish, take_from_public
from core.ports import UnitOfWork
from core.publication import Publication, PublicationForm
from core.speaker import Speaker
from core.units import Unit
from core.usecases.pledge_review_sheet import openness_of
from core.usecases.scope import resident, target_of

_LEADING = (*REVIEWERS, RoleKind.CELL_COMMITTEE_MEMBER)


@dataclass(frozen=True, slots=True)
class PublishPledge:
    pledge: str
    seen: int
    unit: str
    form: PublicationForm
    on: date
    place: str = ""


@dataclass(frozen=True, slots=True)
class TakeFromPublic:
    pledge: str
    seen: int


@dataclass(frozen=True, slots=True)
class PublishSheet:
    """`units` are those it can be made public in: where its author leads, the highest first, and the author's cell."""

    owner: Resident
    pledge: Pledge
    publication: Publication | None
    units: tuple[Unit, ...]
    today: date

    @property
    def seen(self) -> int:
        return self.pledge.revision

    @property
    def earliest(self) -> date:
        """It may have been read out at the meeting of the year before."""
        return date(self.pledge.year - 1, 11, 1)


@dataclass(frozen=True, slots=True)
class Published:
    """`tell` is its author, where somebody else did it."""

    pledge: Pledge
    unit: Unit | None
    tell: tuple[str, ...]


def publish_sheet(uow: UnitOfWork, speaker: Speaker, pledge_id: str, now: datetime) -> PublishSheet:
    """Raises NotAllowed for who may not make it public, and Refused for a pledge that stays in its cell."""
    pledge = uow.pledges.get(pledge_id)
    if pledge is None:
        raise NotAllowed(say("This is outside what you look after."))
    on = local_day(now)
    owner = resident(uow, pledge.person, on)
    publication = uow.publications.get(pledge.id)
    target = target_of(uow, owner, on, openness_of(pledge, publication))
    require(speaker, Action.PUBLISH_PLEDGE, target, on)
    if publication is None:
        _require_public_by_rule(uow, owner)
    return PublishSheet(owner, pledge, publication, _units(uow, owner, on), on)


def publish_pledge(
    uow: UnitOfWork, speaker: Speaker, command: PublishPledge, occasion: Occasion
) -> Published:
    sheet = publish_sheet(uow, speaker, command.pledge, occasion.now)
    unit = next((each for each in sheet.units if each.id == command.unit), None)
    if unit is None or sheet.seen != command.seen:
        raise Moved
    if not sheet.earliest <= command.on <= sheet.today:
        raise Refused(
            say("The day on which it was made public lies in the past, and not long before its year.")
        )
    done = publish(sheet.pledge)
    uow.pledges.save(done, command.seen)
    uow.publications.put(
        Publication(
            done.id,
            done.version_in_force,
            unit.id,
            unit.path,
            command.form,
            command.on,
            command.place.strip(),
            speaker.person.id,
            occasion.now,
        )
    )
    return Published(done, unit, _note(uow, speaker, done, occasion, Deed.PUBLISHED))


def take_from_public_view(
    uow: UnitOfWork, speaker: Speaker, command: TakeFromPublic, occasion: Occasion
) -> Published:
    """It is read in its cell only from here on; that it was public stays in its history."""
    sheet = publish_sheet(uow, speaker, command.pledge, occasion.now)
    if sheet.publication is None or sheet.seen != command.seen:
        raise Moved
    done = take_from_public(sheet.pledge)
    uow.pledges.save(done, command.seen)
    uow.publications.end(done.id)
    return Published(done, None, _note(uow, speaker, done, occasion, Deed.UNPUBLISHED))


def _note(
    uow: UnitOfWork, speaker: Speaker, pledge: Pledge, occasion: Occasion, deed: Deed
) -> tuple[str, ...]:
    by = speaker.person.id
    uow.history.add(Entry(pledge.id, occasion.now, by, deed, pledge.version_in_force))
    return () if pledge.person == by else (pledge.person,)


def _require_public_by_rule(uow: UnitOfWork, owner: Resident) -> None:
    if owner.person.group.value not in uow.units.settings(owner.path).publish_groups:
        raise Refused(
            say("Only the plans of those in leading posts are made public; others are read in their cell.")
        )


def _units(uow: UnitOfWork, owner: Resident, on: date) -> tuple[Unit, ...]:
    leading = uow.people.speaker(owner.person.id, on)
    roles = [role for kind in _LEADING for role in (leading.holding(kind, on) if leading else ())]
    ids = {role.unit: role.path for role in roles} | {owner.unit: owner.path}
    found = [uow.units.get(unit, on) for unit in sorted(ids, key=lambda each: (ids[each].count("/"), each))]
    return tuple(unit for unit in found if unit is not None)
