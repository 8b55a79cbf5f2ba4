"""The dialogs in which paper of a comrade is typed in: what they show, and what they do (decision 0183)."""

from collections.abc import Mapping
from typing import Any, Final

from bot.conversation.dialog import Dialog, Go, Json, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import DialogSpec, Sample
from bot.dialogs import on_behalf as dialog
from bot.dialogs.finding_person import FIND_PEOPLE, find_person, person_label, sample_people
from bot.dialogs.on_behalf_samples import paper_pledge_samples, paper_report_samples
from bot.dialogs.pledge import read_subject
from bot.handlers.member import MENU
from bot.handlers.namesakes import known_as
from bot.handlers.search_queries import PERSON_QUERIES
from bot.wanted import PLEDGE_WAITS, REPORT_WAITS
from core.access import Action
from core.errors import Refused
from core.message import say
from core.people import Resident
from core.pledge import PledgeKind
from core.text.periods import Quarter
from core.usecases.enter_for import (
    EnteredNow,
    EnterPledge,
    EnterReport,
    enter_pledge,
    enter_report,
)
from core.usecases.entry_sheets import PaperPledge, PaperReport, paper_photos, paper_pledge, paper_report
from core.usecases.submit_report import Submitted

NAME: Final = "baocaothay"
PLEDGE: Final = "dangkythay"
WHOSE: Final = "giaycuaai"
PHOTOS: Final = "anhbangiay"


def go(*parts: object) -> Go:
    return Go(NAME, ":".join(str(part) for part in parts))


def quarter_of(code: str) -> Quarter:
    try:
        return Quarter.from_code(code)
    except ValueError:
        raise not_known() from None


def kind_of(code: str) -> tuple[int, PledgeKind]:
    try:
        return read_subject(code)
    except ValueError:
        raise not_known() from None


def not_known() -> Refused:
    return Refused(say("This page is not known. Please begin from the menu."))


def _report_sheet(here: Here, subject: str) -> PaperReport:
    person, _, quarter = subject.partition(":")
    return paper_report(here.uow, here.known, person, quarter_of(quarter), here.now)


def _pledge_sheet(here: Here, subject: str) -> PaperPledge:
    person, _, pledge = subject.partition(":")
    year, kind = kind_of(pledge)
    return paper_pledge(here.uow, here.known, person, kind, year, here.now)


def _enter_report(here: Here, subject: str, command: EnterReport) -> Receipt:  # noqa: ARG001
    done = enter_report(here.uow, here.known, command, here.occasion, here.chance)
    if isinstance(done.done, Submitted):
        here.tell(
            done.tell,
            (Line(say("A quarterly report waits to be looked at.")),),
            (Option(say("See what waits"), Go("duyet")),),
            dedup=f"handed in:{done.done.receipt}",
            wanted=f"{REPORT_WAITS} {done.done.report}",
        )
    return _receipt(here, done)


def _enter_pledge(here: Here, subject: str, command: EnterPledge) -> Receipt:  # noqa: ARG001
    done = enter_pledge(here.uow, here.known, command, here.occasion, here.chance)
    if done.done is not None and not isinstance(done.done, Submitted):
        pledge = done.done.pledge
        here.tell(
            done.tell,
            (Line(say("A pledge waits to be looked at.")),),
            (Option(say("See what waits"), Go("duyet")),),
            dedup=f"pledge:{pledge.id}:{pledge.version}",
            wanted=f"{PLEDGE_WAITS} {pledge.id}",
        )
    return _receipt(here, done)


def _receipt(here: Here, done: EnteredNow) -> Receipt:
    person, name = done.who.person.id, known_as(here, done.who.person)
    undo = Option(say("Take back what I typed in"), go("t", person, done.code), ("rút", "rút lại"))
    another = Option(say("More paper"), Go(NAME), ("tiếp", "nhập tiếp"))
    if done.done is not None:
        lines = [Line(say("✅ Typed in for comrade {name}. It counts from the day of the paper.", name=name))]
        if isinstance(done.done, Submitted):
            lines.append(Line(say("Receipt code: {code}", code=done.done.receipt)))
            if done.done.late:
                lines.append(hint(say("It came after the time for it and is marked as late.")))
            return Receipt(tuple(lines), (undo, another, MENU))
        return Receipt(tuple(lines), (another, MENU))
    here.tell(
        done.tell,
        (
            Line(say("Comrade {name} has typed in your paper.", name=known_as(here, here.known.person))),
            Line(say("Please look at it: until you confirm it, it does not count.")),
        ),
        (Option(say("Look at it"), Go("xacnhan", done.code)),),
        dedup=f"typed in:{person}:{done.code}:{here.said.key}",
    )
    words = say("Typed in. Comrade {name} is asked to confirm it; until then it does not count.", name=name)
    return Receipt((Line(words),), (undo, another, MENU))


def _whose(sheet: None) -> Dialog[Resident]:  # noqa: ARG001
    words = (Line(say("Whose paper is to be typed in?")),)
    return (yield from find_person("who", words, Action.ENTER_FOR))


def _chosen(here: Here, subject: str, who: Resident) -> Receipt:  # noqa: ARG001
    label = say("Open the comrade's paper")
    return Receipt(
        (heading(person_label(who)),), (Option(label, go("n", who.person.id), ("mở", "tiếp")), MENU)
    )


def _said_in_report(sheet: PaperReport) -> Mapping[str, Json]:
    return dialog.said_in_report(sheet)


def _photos(here: Here, subject: str) -> int:
    person, _, code = subject.partition(":")
    try:
        return paper_photos(here.uow, here.known, person, code, here.now)
    except ValueError:
        raise not_known() from None


def _sent(here: Here, subject: str, kept: int) -> Receipt:  # noqa: ARG001
    words = say("Photos of the paper: {count}", count=kept)
    back = Option(say("Back to the comrade's paper"), go("n", subject.partition(":")[0]), ("quay về",))
    return Receipt((Line(words),), (back, MENU))


SPECS: Final[tuple[DialogSpec[Any, Any], ...]] = (
    DialogSpec(
        name=NAME,
        title=dialog.report_title,
        sheet=_report_sheet,
        script=dialog.paper_report,
        carry_out=_enter_report,
        samples=paper_report_samples,
        begin=_said_in_report,
    ),
    DialogSpec(
        name=PLEDGE,
        title=dialog.pledge_title,
        sheet=_pledge_sheet,
        script=dialog.paper_pledge,
        carry_out=_enter_pledge,
        samples=paper_pledge_samples,
    ),
    DialogSpec(
        name=PHOTOS,
        title=lambda _subject: say("Photos of the paper"),
        sheet=_photos,
        script=dialog.paper_photos,
        carry_out=_sent,
        samples=lambda: [Sample(2, {})],
    ),
    DialogSpec(
        name=WHOSE,
        title=lambda _subject: say("Paper of comrades"),
        sheet=lambda _here, _subject: None,
        script=_whose,
        carry_out=_chosen,
        samples=lambda: [Sample(None, {"who0": {"words": "Hùng", "page": 1}}, {FIND_PEOPLE: sample_people})],
        queries=PERSON_QUERIES,
    ),
)
