"""A staged list made true as one step or not at all, dropped, or taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from core.access import Action, Target, may
from core.errors import Moved, NotAllowed, Refused
from core.message import say
from core.occasion import local_day
from core.ports import Chance, UnitOfWork
from core.roster.batch import UNDO_WITHIN, Batch, BatchState, Known, Missing, Outcome, Staged
from core.roster.whereabouts import Place
from core.speaker import Speaker
from core.trail import Act
from core.usecases.import_roster import compare, facts_of_changed, owed_by, own_batch
from core.usecases.open_period import correct_obligations
from core.usecases.see_trail import note_for_all

AT_ONCE: Final = 2000
"""So many rows are written while the sender waits for the answer; more are left to the worker."""
SHOWN: Final = 5
ASKED: Final = 10
"""So many doubtful rows are asked about one by one."""
NEW: Final = "new"
SKIP: Final = "skip"


@dataclass(frozen=True, slots=True)
class Preview:
    """`alike` are the first ASKED doubtful rows, `people` those whom they may mean, by id. `bad` and `missing` are the
    first SHOWN. `unit_names` are of the units that the file speaks of, `unit_count` of them."""

    batch: Batch
    counts: Mapping[Outcome, int]
    changes: Mapping[str, int]
    bad: tuple[Staged, ...]
    alike: tuple[Staged, ...]
    shares: tuple[Staged, ...]
    people: Mapping[str, Known]
    missing: tuple[Missing, ...]
    missing_count: int
    unit_names: tuple[str, ...]
    unit_count: int

    def count(self, outcome: Outcome) -> int:
        return self.counts.get(outcome, 0)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def written(self) -> int:
        return self.count(Outcome.NEW) + self.count(Outcome.CHANGED)


def roster_preview(uow: UnitOfWork, speaker: Speaker | None, batch_id: str, now: datetime) -> Preview:
    batch = own_batch(uow, speaker, batch_id)
    on = batch.day or local_day(now)
    bad = uow.rosters.rows(batch_id, [Outcome.BAD], limit=SHOWN)
    alike = uow.rosters.rows(batch_id, [Outcome.ALIKE], limit=ASKED)
    shares = uow.rosters.rows(batch_id, [Outcome.SHARES], limit=SHOWN)
    ids = [person for row in (*alike, *shares) for person in row.candidates]
    units = uow.rosters.units(batch_id)
    names = [found.name for unit in units[:SHOWN] if (found := uow.units.get(unit, on)) is not None]
    return Preview(
        batch,
        uow.rosters.counts(batch_id),
        uow.rosters.changes(batch_id),
        tuple(bad),
        tuple(alike),
        tuple(shares),
        {known.id: known for known in uow.rosters.known(ids, (), (), on)},
        tuple(uow.rosters.missing(batch_id, on, SHOWN)),
        uow.rosters.missing_count(batch_id, on),
        tuple(names),
        len(units),
    )


@dataclass(frozen=True, slots=True)
class ApplyRoster:
    """`decisions` say of doubtful rows, by number, whom each means: a person's id, NEW or SKIP; what is not decided is
    left out. `shares` takes in those who share somebody's phone. `seen` are the counts that were on the screen."""

    batch: str
    decisions: tuple[tuple[int, str], ...] = ()
    shares: bool = False
    seen: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """`later` where it is left to the worker."""

    batch: Batch
    new: int
    changed: int
    left_out: int
    later: bool = False


def seen_counts(preview: Preview) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((outcome.value, count) for outcome, count in preview.counts.items()))


def agree(
    uow: UnitOfWork, speaker: Speaker | None, command: ApplyRoster, now: datetime, chance: Chance
) -> Applied:
    """The sender agrees: small lists are true when this returns, large ones soon after. Raises Moved where the list
    that is there is not any more as the preview showed; then it is compared anew."""
    batch = own_batch(uow, speaker, command.batch)
    if batch.state is not BatchState.READY:
        raise Moved
    shown = tuple(sorted((outcome.value, count) for outcome, count in uow.rosters.counts(batch.id).items()))
    if command.seen and command.seen != shown:
        raise Moved
    for no, choice in command.decisions:
        _decide(uow, speaker, batch, no, choice, chance)
    uow.rosters.set_outcome(batch.id, Outcome.ALIKE, Outcome.SKIPPED)
    uow.rosters.set_outcome(batch.id, Outcome.SHARES, Outcome.NEW if command.shares else Outcome.SKIPPED)
    counts = uow.rosters.counts(batch.id)
    if counts.get(Outcome.NEW, 0) + counts.get(Outcome.CHANGED, 0) > AT_ONCE and speaker is not None:
        later = replace(batch, state=BatchState.TO_APPLY)
        uow.rosters.put(later)
        return _applied(later, counts, later=True)
    return apply_roster(uow, speaker, batch.id, now)


def _decide(
    uow: UnitOfWork, speaker: Speaker | None, batch: Batch, no: int, choice: str, chance: Chance
) -> None:
    found = uow.rosters.rows(batch.id, [Outcome.ALIKE], after=no - 1, limit=1)
    if not found or found[0].no != no or choice == SKIP:
        return
    staged = found[0]
    if choice != NEW and choice not in staged.candidates:
        raise Moved
    if staged.row is None or batch.day is None:
        raise Moved
    for line in () if choice == NEW else uow.rosters.meaning(batch.id, choice):
        raise Refused(
            say(
                "Rows {first} and {second} mean the same person. Please go back and choose once more.",
                first=line,
                second=staged.line,
            )
        )
    comparison = compare(uow, speaker, batch, batch.day, chance)
    known = {each.id: each for each in uow.rosters.known([choice], (), (), batch.day)}.get(choice)
    if choice != NEW and (known is None or not comparison.where.is_mine(known.path)):
        raise Moved
    place = comparison.where.get(staged.unit) or Place(staged.unit, "", "")
    planned = replace(comparison.planner.as_person(staged.row, place, known), no=no)
    if planned.outcome is Outcome.NEW:
        planned = replace(planned, candidates=staged.candidates, twin=staged.twin)
    owed = owed_by(comparison, [planned], facts_of_changed(uow, [planned]))
    uow.rosters.replace(batch.id, planned, owed)


def apply_roster(uow: UnitOfWork, speaker: Speaker | None, batch_id: str, now: datetime) -> Applied:
    """The one step. Raises Moved, NotAllowed; then nothing of it is true."""
    batch = own_batch(uow, speaker, batch_id)
    if batch.state not in {BatchState.READY, BatchState.TO_APPLY} or batch.day is None:
        raise Moved
    on = local_day(now)
    opened = tuple(document.code for document in uow.obligations.opened())
    if batch.day != on or batch.opened != opened:
        raise Moved
    _require_everywhere(uow, speaker, batch, on)
    if uow.rosters.stale(batch.id, on):
        raise Moved
    uow.rosters.apply(batch.id, on)
    done = replace(batch, state=BatchState.APPLIED, applied_at=now)
    uow.rosters.put(done)
    uow.rosters.drop_file(batch.id)
    note_for_all(uow, Act.IMPORTED, batch.id, speaker, now)
    return _applied(done, uow.rosters.counts(batch.id))


def apply_as(uow: UnitOfWork, speaker: Speaker | None, batch_id: str, now: datetime) -> Applied:
    """For the worker: who sent it, as known today; nobody any more may not."""
    if speaker is None:
        raise NotAllowed(say("This is outside what you look after."))
    return apply_roster(uow, speaker, batch_id, now)


def compare_again(uow: UnitOfWork, batch_id: str) -> Batch | None:
    """Something has changed since the preview: the file is read anew, and shown anew."""
    batch = uow.rosters.get(batch_id)
    if batch is None or batch.state not in {BatchState.READY, BatchState.TO_APPLY}:
        return None
    again = replace(batch, state=BatchState.TO_READ, again=True)
    uow.rosters.put(again)
    return again


def drop_roster(uow: UnitOfWork, speaker: Speaker | None, batch_id: str) -> None:
    """Nothing of it is applied, and the file goes at once."""
    batch = own_batch(uow, speaker, batch_id)
    if batch.state.is_over or batch.state is BatchState.TO_APPLY:
        return
    uow.rosters.put(replace(batch, state=BatchState.DROPPED))
    uow.rosters.drop_file(batch.id)


def undo_roster(uow: UnitOfWork, speaker: Speaker | None, batch_id: str, now: datetime) -> Applied:
    """As before, whole, as long as nothing has built on it. Raises Refused."""
    batch = own_batch(uow, speaker, batch_id)
    if batch.state is BatchState.UNDONE:
        raise Refused(say("This import was taken back already."))
    if batch.state is not BatchState.APPLIED or batch.applied_at is None or batch.day is None:
        raise Refused(say("This list was not imported, so there is nothing to take back."))
    if now - batch.applied_at > UNDO_WITHIN:
        raise Refused(say("An import can be taken back within 24 hours. Please correct people one by one."))
    _require_everywhere(uow, speaker, batch, local_day(now))
    built = uow.rosters.built_on(batch.id, batch.day)
    if built:
        raise Refused(
            say(
                "Something has been built on this import meanwhile: people have linked, handed in or been changed"
                " ({count}). It cannot be taken back as a whole; please correct people one by one.",
                count=built,
            )
        )
    uow.rosters.take_back(batch.id, batch.day)
    _owe_as_before(uow, batch, batch.day)
    done = replace(batch, state=BatchState.UNDONE)
    uow.rosters.put(done)
    return _applied(done, uow.rosters.counts(batch.id))


def _owe_as_before(uow: UnitOfWork, batch: Batch, on: date) -> None:
    after = ""
    while people := uow.rosters.changed_people(batch.id, after, 500):
        for person in people:
            correct_obligations(uow, person, on)
        after = people[-1]


def _require_everywhere(uow: UnitOfWork, speaker: Speaker | None, batch: Batch, on: date) -> None:
    """Rights may have gone since it was compared."""
    if speaker is None:
        return
    for unit_id in uow.rosters.units(batch.id):
        unit = uow.units.get(unit_id, on)
        if unit is None:
            raise Moved
        if not may(speaker, Action.IMPORT_PEOPLE, Target(unit.path), on):
            raise NotAllowed(say("This is outside what you look after."))


def _applied(batch: Batch, counts: Mapping[Outcome, int], *, later: bool = False) -> Applied:
    left_out = sum(
        counts.get(each, 0) for each in (Outcome.BAD, Outcome.SKIPPED, Outcome.ALIKE, Outcome.SHARES)
    )
    return Applied(batch, counts.get(Outcome.NEW, 0), counts.get(Outcome.CHANGED, 0), left_out, later)
