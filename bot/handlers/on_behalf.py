"""/baocaothay: paper of comrades typed in by the secretary, or by who was named to help (decision 0183).

Pages: `n:{person}` one comrade's paper, `r:{person}:{quarter}` and `p:{person}:{year}-{kind}` the dialogs, `o` asks
whose, `t:{person}:{code}` takes back what was typed in; those of helpers are in bot/handlers/paper_helpers.py.
"""

from collections.abc import Iterable
from typing import Final

from bot.conversation.dialog import Line, Option, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, Show, Start, Turn
from bot.dialogs.confirm_entry import code_title, entry_title
from bot.dialogs.finding_person import person_label
from bot.dialogs.pledge import kind_label
from bot.handlers import paper_helpers
from bot.handlers.member import LEADERS, MENU
from bot.handlers.namesakes import known_as
from bot.handlers.paper_entries import NAME, PHOTOS, PLEDGE, WHOSE, go, kind_of, quarter_of
from core.errors import NotAllowed, Refused
from core.message import say
from core.paper_entry import EntryState, PaperEntry
from core.people import Resident
from core.pledge import PledgeKind
from core.speaker import Speaker
from core.usecases.enter_for import (
    take_entry_back,
    whose_paper,
)
from core.usecases.entry_sheets import (
    PaperDesk,
    paper_desk,
)


def leads(speaker: Speaker) -> bool:
    """Whether it stands in the menu; a named helper is offered it by what names him or her."""
    return any(role.kind in LEADERS for role in speaker.roles)


def on_behalf(here: Here, argument: str) -> Turn:
    match argument.split(":", 2):
        case ["n", person]:
            return _paper_of(here, person)
        case ["r", person, quarter]:
            return Start(NAME, f"{person}:{quarter_of(quarter).code}")
        case ["p", person, pledge]:
            year, kind = kind_of(pledge)
            return Start(PLEDGE, f"{person}:{year}-{kind.value}")
        case ["a", person, code]:
            return Start(PHOTOS, f"{person}:{code}")
        case ["t", person, code]:
            return _taken_back(here, person, code)
        case ["h" | "e" as letter, *rest]:
            return paper_helpers.page(here, letter, ":".join(rest))
        case ["o"]:
            return Start(WHOSE)
    return _home(here)


def _home(here: Here) -> Turn:
    """Who was named to this speaker, what was typed in and waits, and any other comrade for who leads."""
    me = here.known.person.id
    helped = [helping.person for helping in here.uow.entries.helped_by(me, here.today)]
    typed = [entry.person for entry in here.uow.entries.by(me)]
    people = [_resident(here, person) for person in dict.fromkeys([*typed, *helped])]
    options = [Option(person_label(who), go("n", who.person.id)) for who in people if who is not None]
    if leads(here.known):
        options.append(Option(say("Find a comrade"), go("o"), ("tìm", "tìm đồng chí")))
    if not options:
        raise NotAllowed(
            say("You were not named to type in anybody's paper. Please ask the secretary of your cell.")
        )
    lines = (
        heading(say("Paper of comrades")),
        Line(say("Whose paper is to be typed in?")),
        hint(
            say(
                "A linked comrade confirms what you type in; for others it counts at once, marked as typed in."
            )
        ),
    )
    return Show(lines, (*options, MENU))


def _resident(here: Here, person: str) -> Resident | None:
    try:
        return whose_paper(here.uow, here.known, person, here.now).who
    except Refused:
        return None


def _paper_of(here: Here, person: str) -> Turn:
    desk = paper_desk(here.uow, here.known, person, here.now)
    lines = [heading(person_label(desk.written.who)), *_how(desk)]
    for entry in desk.entries:
        lines += _entry_lines(here, entry)
    for helping, helper in desk.helpers:
        lines.append(
            Line(
                say("Helper: comrade {name}, until {day}", name=known_as(here, helper), day=helping.valid_to)
            )
        )
    return Show(tuple(lines), (*_options(desk, here), MENU), in_place=True)


def _how(desk: PaperDesk) -> Iterable[Line]:
    words = say("Not linked to the system: what is typed in counts at once.")
    if desk.written.linked:
        words = say("Linked to the system: the comrade confirms what is typed in.")
    yield hint(words)
    if not desk.quarters:
        yield hint(
            say("Nothing is to be reported now: there is no pledge yet, or the reports are handed in.")
        )


def _entry_lines(here: Here, entry: PaperEntry) -> Iterable[Line]:
    who = here.uow.people.get(entry.entered_by)
    by = known_as(here, who) if who else ""
    title = entry_title(entry)
    if entry.state is EntryState.REFUSED:
        yield Line(
            say(
                "{title}, typed in by comrade {name}: not right yet: {note}",
                title=title,
                name=by,
                note=entry.note,
            )
        )
    else:
        yield Line(say("{title}, typed in by comrade {name}: waits to be confirmed.", title=title, name=by))


def _options(desk: PaperDesk, here: Here) -> Iterable[Option]:
    person = desk.written.who.person.id
    for quarter in desk.quarters:
        yield Option(say("Type in the report for {quarter}", quarter=quarter), go("r", person, quarter.code))
    for kind in PledgeKind:
        label = say("Type in: {kind} {year}", kind=kind_label(kind), year=desk.year)
        yield Option(label, go("p", person, f"{desk.year}-{kind.value}"))
    for entry in desk.entries:
        if entry.entered_by == here.known.person.id:
            yield Option(say("Take back: {title}", title=entry_title(entry)), go("t", person, entry.code))
    for code in desk.counted:
        title = code_title(code)
        yield Option(say("Photos of the paper: {title}", title=title), go("a", person, code))
        if code.startswith("report:"):
            yield Option(say("Take back: {title}", title=title), go("t", person, code))
    if desk.written.leads:
        yield from paper_helpers.options(here, desk)


def _taken_back(here: Here, person: str, code: str) -> Turn:
    done = take_entry_back(here.uow, here.known, person, code, here.occasion)
    words = say("It is taken back.")
    if not done:
        words = say("It cannot be taken back: it has been confirmed or looked at, or was taken back already.")
    again = Option(say("Back to the comrade's paper"), go("n", person), ("quay về",))
    return Show((Line(words),), (again, MENU))


COMMANDS: Final = (
    Command(
        NAME,
        ("báo cáo thay", "nhập thay", "nhập giấy"),
        say("Type in a comrade's paper"),
        leads,
        on_behalf,
    ),
)
