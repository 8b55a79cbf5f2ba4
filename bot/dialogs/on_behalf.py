"""A comrade's paper typed in by somebody else: the comrade's own conversation; every question says whose it is.

Keys: `paper` (the day), those of the conversation itself but for its photos, `original` (photos of the paper), `send`.
"""

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from bot.conversation.dialog import Dialog, Json, Line, Question, Step, ask, hint
from bot.conversation.questions import ChoiceQuestion, DateQuestion, PhotosQuestion
from bot.dialogs import pledge as pledging
from bot.dialogs import quarterly_report as reporting
from bot.dialogs.reviewed_report import who as named
from core.message import Message, say
from core.on_behalf import handed_in_at
from core.paper_entry import EntryState, PaperEntry
from core.people import Resident
from core.text.dates import Prefer
from core.usecases.enter_for import EnterPledge, EnterReport
from core.usecases.entry_sheets import PaperPledge, PaperReport
from core.usecases.submit_pledge import SubmitPledge
from core.usecases.submit_report import SubmitReport

T = TypeVar("T")
SEND: Final = "send"
"""The key of the summary with which both conversations end."""


@dataclass(frozen=True, slots=True)
class _Paper:
    who: Resident
    linked: bool
    photos: int
    on: date

    def marked(self, words: tuple[Line, ...]) -> tuple[Line, ...]:
        return (hint(say("Typed in for {who}", who=named(self.who.person))), *words)

    def summed_up(self, words: tuple[Line, ...]) -> tuple[Line, ...]:
        lines = [*self.marked(words), Line(say("Paper handed in on {day}.", day=self.on))]
        if self.photos:
            lines.append(Line(say("Photos of the paper: {count}", count=self.photos)))
        after = say("It counts at once, marked as typed in by you.")
        if self.linked:
            after = say(
                "Comrade {name} is asked to confirm it; until then it does not count.",
                name=self.who.person.given_name,
            )
        return (*lines, hint(after))


def paper_report(sheet: PaperReport) -> Dialog[EnterReport]:
    on = yield from ask(_day(sheet.who, sheet.sheet.period.first_day, sheet.today, sheet.entry))
    paper = _Paper(sheet.who, sheet.linked, sheet.photos, on)
    late = sheet.sheet.window.is_late(handed_in_at(on, sheet.sheet.window.closes))
    own = reporting.quarterly_report(replace(sheet.sheet, is_late=late))
    said: SubmitReport = yield from _for_another(own, paper)
    return EnterReport(sheet.who.person.id, on, said)


def paper_pledge(sheet: PaperPledge) -> Dialog[EnterPledge]:
    on = yield from ask(_day(sheet.who, date(sheet.sheet.year - 1, 11, 1), sheet.today, sheet.entry))
    paper = _Paper(sheet.who, sheet.linked, sheet.photos, on)
    said: SubmitPledge = yield from _for_another(pledging.pledge(sheet.sheet), paper)
    return EnterPledge(sheet.who.person.id, on, said)


def _for_another(own: Dialog[T], paper: _Paper) -> Generator[Step, Any, T]:
    """Photos of single items are not asked for: the paper itself is photographed, before it is all summed up."""
    try:
        step = next(own)
        while True:
            answer = True if isinstance(step, PhotosQuestion) else (yield from _asked(step, paper))
            step = own.send(answer)
    except StopIteration as end:
        done: T = end.value
        return done


def _asked(step: Step, paper: _Paper) -> Generator[Step, Any, Any]:
    if not isinstance(step, Question):
        return (yield step)
    if step.key != SEND:
        return (yield replace(step, words=paper.marked(step.words)))
    yield from ask(_original(paper))
    assert isinstance(step, ChoiceQuestion)  # noqa: S101  # so both conversations end
    return (yield replace(step, words=paper.summed_up(step.words)))


def _day(who: Resident, earliest: date, today: date, entry: PaperEntry | None) -> DateQuestion:
    return DateQuestion(
        key="paper",
        words=(
            hint(say("Typed in for {who}", who=named(who.person))),
            *_refused(entry, who.person.given_name),
            Line(say("On which day did comrade {name} hand in the paper?", name=who.person.given_name)),
            hint(say("Whether it was in time is judged by that day.")),
        ),
        title=say("Day of the paper"),
        quick=tuple(day for day in (today, today - timedelta(days=1)) if day >= earliest),
        earliest=earliest,
        latest=today,
        prefer=Prefer.PAST,
    )


def _original(paper: _Paper) -> PhotosQuestion:
    return PhotosQuestion(
        key="original",
        words=paper.marked(
            (
                Line(say("If you wish, photograph the paper and send it here, all its pages.")),
                hint(say("It is kept with the report as the paper original.")),
            )
        ),
        title=say("Photos of the paper"),
        kept=paper.photos,
    )


def paper_photos(kept: int) -> Dialog[int]:
    """More of them for what was typed in already."""
    yield from ask(
        PhotosQuestion(
            key="original",
            words=(Line(say("Please send photos of the paper here, all its pages.")),),
            title=say("Photos of the paper"),
            kept=kept,
        )
    )
    return kept


def said_in_report(sheet: PaperReport) -> Mapping[str, Json]:
    """What was typed in before and found not right is offered again, question by question; so is what was returned."""
    if sheet.entry is None or sheet.entry.report is None:
        return reporting.said_before(sheet.sheet)
    content = sheet.entry.report
    found: dict[str, Json] = {"paper": sheet.entry.paper_on.isoformat()}
    for item in sheet.sheet.items:
        said = content.find(item.key)
        if item.is_open and said is not None and said.item == item.item:
            found |= reporting.item_before(item, said.progress)
    return found | {"outside": content.outside_work or None, "next": content.next_direction or None}


def _refused(entry: PaperEntry | None, name: str) -> Iterable[Line]:
    if entry is not None and entry.state is EntryState.REFUSED:
        yield Line(say("Comrade {name} says that this is not right: {note}", name=name, note=entry.note))


def report_title(subject: str) -> Message:
    return say("Paper typed in: {title}", title=reporting.title(subject.partition(":")[2]))


def pledge_title(subject: str) -> Message:
    return say("Paper typed in: {title}", title=pledging.title(subject.partition(":")[2]))
