"""A report as its reviewer reads it on a phone: leaves of whole items, what changed first where it came again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.conversation.dialog import Line, heading, hint, quote
from bot.dialogs.entered_words import entered_lines
from bot.dialogs.leaves import Part, packed
from bot.dialogs.report_words import progress_line, state_label, target_line
from core.documents import Document
from core.history import Deed
from core.message import Message, say
from core.people import Person
from core.photos import Photo, PhotoState, Resemblance
from core.pledge import Measure, PledgeItem
from core.report import TEXTS, ItemProgress, ReportedItem, ReportState
from core.usecases.review_sheet import ReviewedItem, ReviewSheet


@dataclass(frozen=True, slots=True)
class Review:
    """`known` are the people who may be named to this reader, by id; others stay unnamed."""

    sheet: ReviewSheet
    known: Mapping[str, Person] = field(default_factory=dict)

    @property
    def photos(self) -> tuple[Photo, ...]:
        """In the order of the items: a photo's number here is its number everywhere."""
        return (*(photo for item in self.sheet.items for photo in item.photos), *self.sheet.loose_photos)

    def name(self, person: str) -> str | None:
        return self.known[person].given_name if person in self.known else None


def who(person: Person) -> Message:
    """With the birth year, which tells namesakes of one cell apart."""
    if person.birth_year is None:
        return say("comrade {name}", name=person.full_name)
    return say("comrade {name} ({birth_year})", name=person.full_name, birth_year=person.birth_year)


def stands_in(giver: Person | None) -> Iterator[Line]:
    """Who decides by another's office is told so before deciding."""
    if giver is not None:
        yield hint(say("You stand in for comrade {name} here.", name=giver.full_name))


def leaves(review: Review) -> tuple[tuple[Part, ...], ...]:
    """At least one, even of a report without items."""
    changed = {change.key for change in review.sheet.changes}
    if changed & {"outside_work", "next_direction"}:
        changed.add(TEXTS)
    return packed(_parts(review), changed)


def top(review: Review) -> Iterator[Line]:
    """Whose it is and how it came here; of a resubmission first why it had been returned."""
    sheet = review.sheet
    report = sheet.report
    if report.returned is not None and report.state is not ReportState.ACCEPTED:
        yield Line(say("To be added: {reason}", reason=report.returned.reason))
        yield hint(_returned(review))
    yield heading(say("Report for {quarter} of {who}", quarter=report.period, who=who(sheet.owner.person)))
    yield from stands_in(review.known.get(sheet.stands_for or ""))
    yield Line(
        say(
            "{unit}. Handed in {at}, receipt code {code}.",
            unit=sheet.owner.unit_name,
            at=report.sent_at,
            code=report.receipt,
        )
    )
    if report.late:
        yield Line(say("⏰ Handed in after the time for it."))
    yield from entered_lines(report.entered, review.name(report.entered.by) if report.entered else None)
    yield from _reopened(review)


def _returned(review: Review) -> Message:
    returned = review.sheet.report.returned
    assert returned is not None  # noqa: S101  # asked for only where there is one
    name = review.name(returned.by)
    if review.sheet.report.state is ReportState.RETURNED:
        if name is None:
            return say("Returned {at}; it has not come again yet.", at=returned.at)
        return say("Returned by comrade {name} {at}; it has not come again yet.", name=name, at=returned.at)
    if name is None:
        return say("Returned {at}, and now handed in again.", at=returned.at)
    return say("Returned by comrade {name} {at}, and now handed in again.", name=name, at=returned.at)


def _reopened(review: Review) -> Iterator[Line]:
    """The level above has opened it again, with a reason."""
    last = review.sheet.history[-1] if review.sheet.history else None
    if (
        last is not None
        and last.deed is Deed.UNACCEPTED
        and review.sheet.report.state is ReportState.SUBMITTED
    ):
        yield Line(say("The level above opened it again: {reason}", reason=last.note))


def _parts(review: Review) -> Iterator[Part]:
    sheet = review.sheet
    before = {change.key: change.old for change in sheet.changes}
    for number, item in enumerate(sheet.items, 1):
        old = before.get(item.reported.key)
        lines = [heading(say("{number}. {content}", number=number, content=item.reported.item.content))]
        if item.reported.key in before and not isinstance(old, ReportedItem):
            lines.append(hint(say("New in this version")))
        lines += _item(item, old.progress if isinstance(old, ReportedItem) else None)
        lines += _photo_lines(review, item.photos)
        yield Part(item.reported.key, tuple(lines))
    beside = [*_beside(review), *_photo_lines(review, sheet.loose_photos)]
    if beside:
        yield Part(TEXTS, (heading(say("Beside the items")), *beside))


def _item(item: ReviewedItem, old: ItemProgress | None) -> Iterator[Line]:
    pledged, now = item.reported.item, item.reported.progress
    yield Line(target_line(pledged))
    if item.last is not None:
        yield hint(say("Last quarter: {said}", said=brief(pledged, item.last)))
    if old is not None and _figures(old) != _figures(now):
        yield Line(say("Before: {said}", said=brief(pledged, old)))
        yield Line(say("Now: {said}", said=brief(pledged, now)))
    else:
        yield Line(say("This quarter: {said}", said=brief(pledged, now)))
    yield Line(say("Year: {progress}", progress=progress_line(pledged, item.total)))
    for label, words, words_before in _texts(now, old):
        yield from _text(label, words, words_before)


def brief(pledged: PledgeItem, said: ItemProgress) -> Message:
    """State and figures without the texts, which stand in lines of their own."""
    figures: list[Message] = []
    if said.done is not None and pledged.measure is not Measure.YES_NO:
        done = say("{amount} {unit} done", amount=said.done, unit=pledged.unit)
        about = say("about {amount} {unit} done", amount=said.done, unit=pledged.unit)
        figures.append(about if said.approximate else done)
    if said.in_progress:
        figures.append(say("{amount} {unit} being done", amount=said.in_progress, unit=pledged.unit))
    state = state_label(said.state)
    return say("{state}: {figures}", state=state, figures=tuple(figures)) if figures else state


def _figures(said: ItemProgress) -> object:
    return said.state, said.done, said.in_progress, said.approximate


def _texts(now: ItemProgress, old: ItemProgress | None) -> Iterable[tuple[Message, str, str | None]]:
    return (
        (say("What was done"), now.what, old.what if old else None),
        (say("Difficulties"), now.difficulties, old.difficulties if old else None),
        (say("Reason"), now.reason, old.reason if old else None),
        (say("Note"), now.note, old.note if old else None),
    )


def _text(label: Message, words: str, before: str | None) -> Iterator[Line]:
    if before is not None and before != words:
        yield Line(say("{label}, before:", label=label))
        yield quote(before) if before else hint(say("(nothing)"))
        yield Line(say("{label}, now:", label=label))
        yield quote(words) if words else hint(say("(nothing)"))
    elif words:
        yield Line(say("{label}:", label=label))
        yield quote(words)


def _beside(review: Review) -> Iterator[Line]:
    content = review.sheet.report.content
    before = review.sheet.previous.content if review.sheet.previous else content
    yield from _text(say("Work outside the pledge"), content.outside_work, before.outside_work)
    yield from _text(say("Next quarter"), content.next_direction, before.next_direction)


def _photo_lines(review: Review, photos: Sequence[Photo]) -> Iterator[Line]:
    if not photos:
        return
    fetching = sum(1 for photo in photos if photo.state is PhotoState.NOTED)
    if fetching:
        yield Line(
            say(
                "Photos: {count}, {fetching} of them still being fetched",
                count=len(photos),
                fetching=fetching,
            )
        )
    else:
        yield Line(say("Photos: {count}", count=len(photos)))
    for resemblance in review.sheet.resemblances:
        if any(photo.id == resemblance.photo for photo in photos):
            yield hint(likeness(review, resemblance))


def likeness(review: Review, found: Resemblance) -> Message:
    """A hint and no verdict; whose the other one is, only where this reader looks after that person too."""
    number = next((n for n, photo in enumerate(review.photos, 1) if photo.id == found.photo), 0)
    document = Document.from_code(found.other_document)
    period = (
        say("{quarter}", quarter=document.quarter) if document.quarter else say("{year}", year=document.year)
    )
    whose = say("another report, {period}", period=period)
    if found.other_person == review.sheet.owner.person.id:
        whose = say("the comrade's own report, {period}", period=period)
    elif (name := review.name(found.other_person)) is not None:
        whose = say("comrade {name}'s report, {period}", name=name, period=period)
    if found.same_bytes:
        return say(
            "Photo {number} is the same as one in {whose}. A hint to look at, no conclusion.",
            number=number,
            whose=whose,
        )
    return say(
        "Photo {number} is {percent} % like one in {whose}. A hint to look at, no conclusion.",
        number=number,
        percent=found.percent,
        whose=whose,
    )
