"""From a name on the desk to the person's year, and from there to a report or pledge, to be read only.

Pages: `p:{person}:{year}`, `r:{report}:{leaf}`, `a:{report}:{leaf of its photos}`, `h:{report}` its history,
`d:{pledge}:{leaf}`, and `x:{report}`, which opens an accepted report again.
"""

from collections.abc import Iterable

from bot.conversation.dialog import Go, Line, Option, heading, hint, quote
from bot.conversation.here import Here
from bot.conversation.spec import Show, Start, Turn
from bot.dialogs import reviewed_pledge, reviewed_report
from bot.dialogs.leaves import Part
from bot.dialogs.review_photos import album_page
from bot.handlers.desk_words import (
    code_of,
    document_label,
    go,
    left_out,
    not_known,
    pledge_line,
    report_state,
)
from bot.handlers.pledge_decisions import pledge_review_of
from bot.handlers.record import deed_label, in_whose_place
from bot.handlers.report_decisions import UNACCEPT, review_of
from bot.handlers.waiting import QUEUE
from core.documents import Document
from core.message import Message, say
from core.obligations import Obligation
from core.occasion import local_day
from core.people import Person, Standing
from core.pledge import PledgeState
from core.report import Report, ReportState
from core.text.periods import Quarter
from core.usecases.person_year import PersonYear, person_year


def page(here: Here, letter: str, rest: list[str]) -> Turn:
    match letter, rest:
        case "p", [person, year]:
            return _person(here, person, _number(year))
        case "r", [report, leaf]:
            return _report(here, report, _number(leaf))
        case "a", [report, leaf]:
            return _photos(here, report, _number(leaf))
        case "h", [report]:
            return _history(here, report)
        case "d", [pledge, leaf]:
            return _pledge(here, pledge, _number(leaf))
        case "x", [report]:
            review_of(here, report)
            return Start(UNACCEPT, report)
    raise not_known()


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise not_known()
    return max(1, int(text))


def _who(person: Person) -> Message:
    name = say("{name}", name=person.full_name)
    if person.birth_year is not None:
        name = say("{name} ({birth_year})", name=person.full_name, birth_year=person.birth_year)
    return say("Comrade {name}", name=name)


def _person(here: Here, person: str, year: int) -> Turn:
    found = person_year(here.uow, here.known, person, year, here.now, here.said.address.channel)
    lines = [
        heading(_who(found.who.person)),
        Line(say("{unit}. Year {year}", unit=found.who.unit_name, year=year)),
        *_standing(found),
        *(Line(pledge_line(pledge)) for pledge in found.pledges),
        *_owed(found, here),
        *(Line(_report_line(report)) for report in found.reports),
    ]
    if not found.reachable:
        lines.append(hint(say("The system cannot write to this comrade now. Please pass word on in person.")))
    return Show(tuple(lines), tuple(_openings(here, found)), in_place=True)


def _standing(found: PersonYear) -> Iterable[Line]:
    words: dict[Standing, Message] = {
        Standing.PROBATIONARY: say("Probationary member"),
        Standing.NON_MEMBER: say("Not a party member"),
        Standing.EXEMPT: say("Exempt from party life; owes nothing"),
        Standing.SUSPENDED: say("Party life suspended; owes nothing"),
        Standing.ABSENT: say("Absent for a time; owes nothing"),
        Standing.AWAY: say("Absent for a time; still reports"),
    }
    if found.who.standing in words:
        yield Line(words[found.who.standing])


def _owed(found: PersonYear, here: Here) -> Iterable[Line]:
    """What is missing; what was handed in has a line of its own."""
    for owed in found.owed:
        if owed.left_out is not None:
            what = document_label(owed.document)
            yield hint(
                say("{document}: not counted ({reason})", document=what, reason=left_out(owed.left_out))
            )
        elif owed.cleared_at is None and owed.document.first_day <= here.today:
            yield Line(_missing(owed, overdue=owed.is_overdue(here.now)))


def _missing(owed: Obligation, *, overdue: bool) -> Message:
    what, day = document_label(owed.document), local_day(owed.due)
    if overdue:
        return say("⏰ {document}: overdue since {day}", document=what, day=day)
    return say("{document}: not yet here, due {day}", document=what, day=day)


def _report_line(report: Report) -> Message:
    return say(
        "Report for {quarter}, handed in {day}: {state}",
        quarter=report.period,
        day=local_day(report.sent_at),
        state=report_state(report),
    )


def _openings(here: Here, found: PersonYear) -> Iterable[Option]:
    if found.may_read:
        for report in found.reports:
            if report.state is not ReportState.WITHDRAWN:
                yield Option(
                    say("Read the report for {quarter}", quarter=report.period), go("r", report.id, 1)
                )
    if found.may_read_pledges:
        for pledge in found.pledges:
            if pledge.state is not PledgeState.WITHDRAWN:
                yield Option(say("Read: {pledge}", pledge=pledge_line(pledge)), go("d", pledge.id, 1))
    yield Option(say("Year {year}", year=found.year - 1), go("p", found.who.person.id, found.year - 1))
    quarter = code_of(Document.report(Quarter.of(here.today)))
    yield Option(say("Back to the counts"), go("u", found.who.unit, quarter), ("quay về",))


def _turns(letter: str, document: str, at: int, count: int) -> list[Option]:
    turns = []
    if at < count:
        on = say("Read on ({number} of {count})", number=at + 1, count=count)
        turns.append(Option(on, go(letter, document, at + 1), ("tiếp", "xem tiếp")))
    if at > 1:
        turns.append(Option(say("The page before"), go(letter, document, at - 1), ("trang trước",)))
    return turns


def _lines_of(parts: tuple[Part, ...]) -> tuple[Line, ...]:
    return tuple(line for part in parts for line in part.lines)


def _report(here: Here, report: str, leaf: int) -> Turn:
    review = review_of(here, report)
    sheet, leaves = review.sheet, reviewed_report.leaves(review)
    at = min(leaf, len(leaves))
    top = tuple(reviewed_report.top(review)) if at == 1 else ()
    state = hint(say("State: {state}", state=report_state(sheet.report)))
    options = _turns("r", report, at, len(leaves))
    if review.photos:
        options.append(
            Option(say("See the photos ({count})", count=len(review.photos)), go("a", report, 1), ("ảnh",))
        )
    if sheet.can_decide:
        options.append(Option(say("Look at it"), Go(QUEUE, f"r:{report}"), ("xem xét", "duyệt")))
    if sheet.can_unaccept:
        options.append(Option(say("Open it again"), go("x", report), ("mở lại",)))
    options.append(Option(say("History"), go("h", report), ("lịch sử",)))
    options.append(_back(sheet.report.person, sheet.report.period.year))
    return Show((*top, *_lines_of(leaves[at - 1]), state), tuple(options), in_place=True)


def _photos(here: Here, report: str, leaf: int) -> Turn:
    """A message of its own: what shows pictures cannot be changed into words again."""
    review = review_of(here, report)
    lines, photos, at, count = album_page(review, leaf)
    back = Option(say("Back to the report"), go("r", report, 1), ("quay về",))
    return Show(lines, (*_turns("a", report, at, count), back), photos)


def _history(here: Here, report: str) -> Turn:
    """Who did what and when, the reasons with it."""
    review = review_of(here, report)
    lines = [heading(say("History of the report for {quarter}", quarter=review.sheet.report.period))]
    for entry in review.sheet.history:
        names = {person: known.full_name for person, known in review.known.items()}
        what = in_whose_place(deed_label(entry.deed), entry, names)
        lines.append(
            Line(say("{at}: {name}, {deed}", at=entry.at, name=names.get(entry.actor, ""), deed=what))
        )
        if entry.note:
            lines.append(quote(entry.note))
    back = Option(say("Back to the report"), go("r", report, 1), ("quay về",))
    return Show(tuple(lines), (back,), in_place=True)


def _pledge(here: Here, pledge: str, leaf: int) -> Turn:
    review = pledge_review_of(here, pledge)
    leaves = reviewed_pledge.leaves(review)
    at = min(leaf, len(leaves))
    top = tuple(reviewed_pledge.top(review)) if at == 1 else ()
    options = _turns("d", pledge, at, len(leaves))
    if review.sheet.can_decide:
        options.append(Option(say("Look at it"), Go(QUEUE, f"p:{pledge}"), ("xem xét", "duyệt")))
    elif review.sheet.can_comment:
        options.append(Option(say("Leave a comment"), Go(QUEUE, f"p:{pledge}"), ("góp ý",)))
    options.append(_back(review.sheet.pledge.person, review.sheet.pledge.year))
    state = hint(reviewed_pledge.state_words(review))
    return Show((*top, *_lines_of(leaves[at - 1]), state), tuple(options), in_place=True)


def _back(person: str, year: int) -> Option:
    return Option(say("Back to the comrade's year"), go("p", person, year), ("quay về",))
