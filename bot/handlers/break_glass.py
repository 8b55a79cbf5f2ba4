"""/moniemphong: an administrator opens one person's documents for an hour, with a reason (decision 0181).

Pages: `w:{person}` the dialog for that person, `l:{person}` what is open, `r:{report}:{leaf}` and `d:{pledge}:{leaf}`
to read, `z:{person}` closed again.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Sample, Show, Start, Turn
from bot.dialogs import break_glass as dialog
from bot.dialogs import reviewed_pledge, reviewed_report
from bot.dialogs.break_glass import Whose
from bot.dialogs.finding_person import FIND_PEOPLE, person_label, sample_people
from bot.dialogs.leaves import Part
from bot.handlers.desk_words import pledge_line
from bot.handlers.member import MENU
from bot.handlers.namesakes import known_as
from bot.handlers.pledge_decisions import pledge_review_of
from bot.handlers.report_decisions import review_of
from bot.handlers.search_queries import PERSON_QUERIES
from core.errors import NotAllowed, Refused
from core.message import say
from core.people import AudienceGroup, Person, Resident, RoleKind, Standing
from core.speaker import Speaker
from core.usecases.break_glass import BreakGlass, Opened, close_again, open_documents, whom_to_open
from core.usecases.break_glass import break_glass as open_up

NAME: Final = "moniemphong"


def _runs_the_system(speaker: Speaker) -> bool:
    return any(role.kind is RoleKind.ADMINISTRATOR for role in speaker.roles)


def go(*parts: object) -> Go:
    return Go(NAME, ":".join(str(part) for part in parts))


def broken_seals(here: Here, argument: str) -> Turn:
    match argument.split(":"):
        case ["w", person]:
            return Start(NAME, person)
        case ["l", person]:
            return _what_is_open(here, person)
        case ["r", report, leaf]:
            return _report(here, report, _number(leaf))
        case ["d", pledge, leaf]:
            return _pledge(here, pledge, _number(leaf))
        case ["z", person]:
            return _closed(here, person)
    return _home(here)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise Refused(say("This page is not known. Please begin from the menu."))
    return max(1, int(text))


def _home(here: Here) -> Turn:
    """What is open now, or a new one."""
    if not _runs_the_system(here.known):
        raise NotAllowed(say("This is outside what you look after."))
    mine = here.uow.seals.open_by(here.known.person.id, here.now)
    if not mine:
        return Start(NAME)
    options = []
    for seal in mine:
        who = here.uow.people.resident(seal.person, here.today)
        if who is not None:
            options.append(Option(person_label(who), go("l", seal.person)))
    lines = (heading(say("Open to you now")), hint(say("Everything you read is logged.")))
    return Show(lines, (*options, Option(say("Open another comrade's"), go("w", "")), MENU))


def _what_is_open(here: Here, person: str) -> Turn:
    found = open_documents(here.uow, here.known, person, here.today.year, here.now)
    lines = [
        heading(person_label(found.who)),
        Line(say("Open to you until {at}, for reading only.", at=found.seal.until)),
    ]
    options = [
        Option(say("Read the report for {quarter}", quarter=report.period), go("r", report.id, 1))
        for report in found.reports
    ]
    options += [
        Option(say("Read: {pledge}", pledge=pledge_line(pledge)), go("d", pledge.id, 1))
        for pledge in found.pledges
    ]
    if not options:
        lines.append(Line(say("Nothing is on record for this year yet.")))
    close = Option(say("Close them again"), go("z", person), ("đóng", "đóng lại"))
    return Show(tuple(lines), (*options, close, MENU), in_place=True)


def _report(here: Here, report: str, leaf: int) -> Turn:
    """By right of the broken seal only: what one may read otherwise is read elsewhere."""
    found = here.uow.reports.get(report)
    _require_open(here, found.person if found else "")
    review = review_of(here, report)
    leaves = reviewed_report.leaves(review)
    at = min(leaf, len(leaves))
    top = tuple(reviewed_report.top(review)) if at == 1 else ()
    options = [*_turns("r", report, at, len(leaves)), _back(review.sheet.report.person)]
    return Show((*top, *_lines_of(leaves[at - 1])), tuple(options), in_place=True)


def _pledge(here: Here, pledge: str, leaf: int) -> Turn:
    found = here.uow.pledges.get(pledge)
    _require_open(here, found.person if found else "")
    review = pledge_review_of(here, pledge)
    leaves = reviewed_pledge.leaves(review)
    at = min(leaf, len(leaves))
    top = tuple(reviewed_pledge.top(review)) if at == 1 else ()
    options = [*_turns("d", pledge, at, len(leaves)), _back(review.sheet.pledge.person)]
    return Show((*top, *_lines_of(leaves[at - 1])), tuple(options), in_place=True)


def _require_open(here: Here, person: str) -> None:
    open_documents(here.uow, here.known, person, here.today.year, here.now)


def _turns(letter: str, document: str, at: int, count: int) -> Iterable[Option]:
    if at < count:
        on = say("Read on ({number} of {count})", number=at + 1, count=count)
        yield Option(on, go(letter, document, at + 1), ("tiếp", "xem tiếp"))
    if at > 1:
        yield Option(say("The page before"), go(letter, document, at - 1), ("trang trước",))


def _lines_of(parts: Sequence[Part]) -> tuple[Line, ...]:
    return tuple(line for part in parts for line in part.lines)


def _back(person: str) -> Option:
    return Option(say("Back to what is open"), go("l", person), ("quay về",))


def _closed(here: Here, person: str) -> Turn:
    close_again(here.uow, here.known, person, here.now)
    return Show((Line(say("Closed. Nothing of it is open to you any more.")),), (MENU,), in_place=True)


def _sheet(here: Here, person: str) -> Whose:
    if person:
        return Whose(whom_to_open(here.uow, here.known, person, here.now))
    if not _runs_the_system(here.known):
        raise NotAllowed(say("This is outside what you look after."))
    return Whose()


def _carry_out(here: Here, subject: str, command: BreakGlass | None) -> Receipt:  # noqa: ARG001
    if command is None:
        return Receipt((Line(say("Nothing was opened.")),), (MENU,))
    done = open_up(here.uow, here.known, command, here.occasion, here.chance)
    _tell(here, done)
    words = say(
        "Open to you until {at}: the documents of comrade {name}.",
        at=done.seal.until,
        name=known_as(here, done.who.person),
    )
    see = Option(say("See them"), go("l", command.person), ("xem",))
    close = Option(say("Close them again"), go("z", command.person), ("đóng", "đóng lại"))
    return Receipt((Line(words), hint(say("Everything you read is logged."))), (see, close, MENU))


def _tell(here: Here, done: Opened) -> None:
    by, until = here.known.person.full_name, done.seal.until
    why = Line(say("Reason: {reason}", reason=done.seal.reason))
    key = f"seal:{done.seal.id}"
    to_owner = say(
        "Administrator {name} has opened your documents for reading until {at}.", name=by, at=until
    )
    readers = Option(say("Who has read it"), Go("cuatoi", f"{here.today.year}-nguoidoc"))
    ask = hint(say("If you do not know why, please speak to your secretary."))
    here.tell((done.seal.person,), (Line(to_owner), why, ask), (readers,), dedup=key)
    to_above = say(
        "Administrator {name} has opened the documents of comrade {owner} for reading until {at}.",
        name=by,
        owner=known_as(here, done.who.person),
        at=until,
    )
    here.tell(done.above, (Line(to_above), why), dedup=f"{key}:above")


def _samples() -> Iterable[Sample]:
    answers = {"reason": "Đồng chí <Hùng> báo không mở được báo cáo quý I", "send": "open"}
    found = {FIND_PEOPLE: sample_people}
    yield Sample(Whose(), {"who0": {"words": "Hùng", "page": 1}, **answers}, found)
    person = Person("M09", "Nguyễn_Văn <A> & *Hùng*", 1990, AudienceGroup.ORDINARY_MEMBER)
    who = Resident(person, Standing.OFFICIAL, "U32", "Chi bộ thôn Nà Tông", "/U0/U3/U32/")
    yield Sample(Whose(who), answers)


SPECS: Final = (
    DialogSpec(
        name=NAME,
        title=lambda _person: say("Opening a comrade's documents"),
        sheet=_sheet,
        script=dialog.break_glass,
        carry_out=_carry_out,
        samples=_samples,
        queries=PERSON_QUERIES,
    ),
)
COMMANDS: Final = (
    Command(
        NAME,
        ("mở niêm phong", "mở hồ sơ", "mở hồ sơ cá nhân"),
        say("Open a comrade's documents"),
        _runs_the_system,
        broken_seals,
        in_menu=False,
    ),
)
