"""How a pledged item and its progress are said: the same words in the report, the review and the record."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from core.message import Message, say
from core.pledge import Measure, PledgeItem
from core.progress import progress
from core.report import ItemProgress, ItemState
from core.text.figures import percent_text

_STATES: Final[dict[ItemState, Message]] = {
    ItemState.NOT_STARTED: say("Not started"),
    ItemState.IN_PROGRESS: say("In progress"),
    ItemState.DONE: say("Done"),
    ItemState.EXCEEDED: say("More than promised"),
    ItemState.COULD_NOT: say("Could not be done"),
    ItemState.ASKS_ADJUST: say("Asks for an adjustment"),
}


def state_label(state: ItemState) -> Message:
    return _STATES[state]


def target_line(item: PledgeItem) -> Message:
    """The promise in figures: "Chỉ tiêu: 16 nhà, trước ngày 31/12/2026"."""
    match item.measure, item.target:
        case (Measure.YES_NO, _) | (_, None):
            target = say("Target: kept or not")
        case Measure.AT_MOST, Decimal() as value:
            target = say("Target: at most {amount} {unit}", amount=value, unit=item.unit)
        case _, value:
            target = say("Target: {amount} {unit}", amount=value or Decimal(0), unit=item.unit)
    return target if item.due is None else say("{target}, by {day}", target=target, day=item.due)


def progress_line(item: PledgeItem, total: Decimal | None) -> Message:
    """How far the year has come: "17/16 nhà, 106 %". No percentage where it would mean nothing (design.md §9.5)."""
    if total is None:
        return say("no figure yet")
    found = progress(item.measure, item.target, total)
    if item.measure is Measure.YES_NO:
        return say("kept") if found.is_met else say("not kept yet")
    if item.target is None:
        return say("{amount} {unit}", amount=total, unit=item.unit)
    if item.measure is Measure.AT_MOST:
        return say("{amount} of at most {target} {unit}", amount=total, target=item.target, unit=item.unit)
    if item.measure is Measure.ALREADY_PERCENT:
        return say(
            "{amount} {unit}, target {target} {unit}", amount=total, target=item.target, unit=item.unit
        )
    percent = percent_text(found.share) if found.share is not None else ""
    return say(
        "{amount}/{target} {unit}, {percent}",
        amount=total,
        target=item.target,
        unit=item.unit,
        percent=percent,
    )


def whole_item(item: PledgeItem, said: ItemProgress) -> Message:
    """All that a report says of one item, as one enumeration of sentences."""
    return say("{parts}", parts=tuple(_parts(item, said)))


def _parts(item: PledgeItem, said: ItemProgress) -> Iterable[Message]:
    yield state_label(said.state)
    if said.done is not None and item.measure is not Measure.YES_NO:
        about = say("about {amount} {unit} done", amount=said.done, unit=item.unit)
        yield about if said.approximate else say("{amount} {unit} done", amount=said.done, unit=item.unit)
    if said.in_progress:
        yield say("{amount} {unit} being done", amount=said.in_progress, unit=item.unit)
    for text, words in (
        (said.what, say("work: {text}", text=said.what)),
        (said.note, say("note: {text}", text=said.note)),
        (said.reason, say("reason: {text}", text=said.reason)),
        (said.difficulties, say("difficulties: {text}", text=said.difficulties)),
    ):
        if text:
            yield words
