"""A pledge as its reviewer, or a comrade of the cell, reads it on a phone: what was amended first, old beside new."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.conversation.dialog import Line, heading, hint, quote
from bot.dialogs.entered_words import entered_lines
from bot.dialogs.leaves import Part, packed
from bot.dialogs.pledge import kind_label
from bot.dialogs.report_words import target_line
from bot.dialogs.reviewed_report import stands_in, who
from core.message import Message, say
from core.occasion import local_day
from core.people import Person
from core.pledge import PledgeItem, PledgeState
from core.usecases.pledge_review_sheet import PledgeReviewSheet


@dataclass(frozen=True, slots=True)
class PledgeReview:
    """`known` are the people of its history by id, `criteria` the names of the criterion groups by code."""

    sheet: PledgeReviewSheet
    known: Mapping[str, Person] = field(default_factory=dict)
    criteria: Mapping[str, str] = field(default_factory=dict)

    def name(self, person: str) -> str:
        return self.known[person].given_name if person in self.known else "…"


def leaves(review: PledgeReview) -> tuple[tuple[Part, ...], ...]:
    return packed(_parts(review), {change.key for change in review.sheet.changes})


def top(review: PledgeReview) -> Iterator[Line]:
    """Whose it is and how it came here; where it had been sent back, first why."""
    pledge, owner = review.sheet.pledge, review.sheet.owner
    if pledge.reason and pledge.state in {PledgeState.SUBMITTED, PledgeState.NEEDS_CHANGES}:
        yield Line(say("To be added: {reason}", reason=pledge.reason))
        if pledge.state is PledgeState.SUBMITTED:
            yield hint(say("It has come again since."))
    yield heading(
        say("{kind} {year} of {who}", kind=kind_label(pledge.kind), year=pledge.year, who=who(owner.person))
    )
    yield Line(say("{unit}. Handed in {at}.", unit=owner.unit_name, at=pledge.sent_at))
    yield from stands_in(review.known.get(review.sheet.stands_for or ""))
    if pledge.late:
        yield Line(say("⏰ Handed in after the time for it."))
    yield from entered_lines(pledge.entered, review.name(pledge.entered.by) if pledge.entered else None)
    if pledge.state is PledgeState.SUBMITTED and pledge.confirmed_version:
        yield Line(
            say("This is an amendment. Until it is confirmed, the pledge confirmed before stays in force.")
        )


def state_words(review: PledgeReview) -> Message:
    return {
        PledgeState.SUBMITTED: say("It waits to be looked at."),
        PledgeState.NEEDS_CHANGES: say("Changes were asked for; it waits for its author."),
        PledgeState.CONFIRMED: say("It has been confirmed."),
        PledgeState.PUBLISHED: say("It has been confirmed and made public."),
        PledgeState.CLOSED: say("It is closed: the year has been summed up."),
        PledgeState.WITHDRAWN: say("Its author has taken it back."),
        PledgeState.SUPERSEDED: say("Another pledge has taken its place."),
        PledgeState.TRANSFERRED: say("It went with the comrade to another unit."),
    }[review.sheet.pledge.state]


def _parts(review: PledgeReview) -> Iterator[Part]:
    before = {change.key: change.old for change in review.sheet.changes}
    for number, item in enumerate(review.sheet.pledge.items, 1):
        lines = [heading(say("{number}. {content}", number=number, content=item.content))]
        old = before.get(item.key)
        if item.key in before and old is None:
            lines.append(hint(say("New in this version")))
        lines += _item(review, item, old)
        yield Part(item.key, tuple(lines))
    for change in review.sheet.changes:
        if change.new is None and change.old is not None:
            yield Part(change.key, (Line(say("Taken out of the pledge:")), quote(change.old.content)))
    if review.sheet.comments:
        yield Part("comments", tuple(_comments(review)))


def _item(review: PledgeReview, item: PledgeItem, old: PledgeItem | None) -> Iterator[Line]:
    if old is not None and old.content != item.content:
        yield Line(say("{label}, before:", label=say("Content")))
        yield quote(old.content)
    if item.criterion in review.criteria:
        yield Line(say("Criterion: {name}", name=review.criteria[item.criterion]))
    if old is not None and target_line(old) != target_line(item):
        yield Line(say("Before: {said}", said=target_line(old)))
        yield Line(say("Now: {said}", said=target_line(item)))
    else:
        yield Line(target_line(item))
    if item.breakthrough:
        yield Line(say("A breakthrough task"))
    for label, now, earlier in _texts(item, old):
        if earlier is not None and earlier != now:
            yield Line(say("{label}, before: {text}", label=label, text=earlier or "–"))
            yield Line(say("{label}, now: {text}", label=label, text=now or "–"))
        elif now:
            yield Line(say("{label}: {text}", label=label, text=now))


def _texts(item: PledgeItem, old: PledgeItem | None) -> Iterable[tuple[Message, str, str | None]]:
    return (
        (say("Solution"), item.solution, old.solution if old else None),
        (say("Planned evidence"), item.evidence, old.evidence if old else None),
    )


def _comments(review: PledgeReview) -> Iterator[Line]:
    yield heading(say("Comments"))
    for entry in review.sheet.comments:
        yield hint(say("Comrade {name}, {day}:", name=review.name(entry.actor), day=local_day(entry.at)))
        yield quote(entry.note)
