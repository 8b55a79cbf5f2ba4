"""/chibo: one message, edited in place, with what was handed in, returned, missing and overdue (peers.md §2, row 9).

Its pages are named in buttons: `u:{unit}:{document}:{page}` a unit, `l:{unit}:{document}:{list}:{page}` one of its
lists; those of a person and a document are in bot/handlers/desk_person.py. A document is 2026Q1 or, the pledge, 2026.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from bot.conversation.dialog import Line, Option, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Show, Turn
from bot.handlers import desk_person
from bot.handlers.desk_words import code_of, counts, document_label, document_of, go, not_known, report_state
from bot.handlers.waiting import TO_QUEUE
from core.documents import Document
from core.errors import Refused
from core.message import Message, say
from core.people import Role, RoleKind
from core.report import ReportState
from core.speaker import Speaker
from core.text.periods import Quarter, parse_quarter
from core.usecases.cell_desk import Desk, DeskRow, cell_desk, names_allowed
from core.usecases.units_below import Subtree, UnitCounts, units_below

PAGE: Final = 10
"""Names on one page of a phone."""
LISTED: Final = 500
"""Where more people than this must hand in, the way to a name leads through the units below."""

_OFFICES: Final = (
    RoleKind.SECRETARY,
    RoleKind.DEPUTY_SECRETARY,
    RoleKind.STAFF,
    RoleKind.CELL_COMMITTEE_MEMBER,
    RoleKind.SURVEYOR,
    RoleKind.ADMINISTRATOR,
)
_LISTS: Final[dict[str, Message]] = {
    "o": say("Overdue"),
    "m": say("Not yet handed in"),
    "r": say("Returned for additions"),
    "h": say("Handed in"),
}


def has_desk(speaker: Speaker) -> bool:
    return any(role.kind in _OFFICES for role in speaker.roles)


def desk(here: Here, argument: str) -> Turn:
    match argument.split(":"):
        case ["u", unit, code]:
            return _unit(here, unit, document_of(code), 1)
        case ["u", unit, code, page]:
            return _unit(here, unit, document_of(code), _number(page))
        case ["l", unit, code, which, page] if which in _LISTS:
            return _list(here, unit, document_of(code), which, _number(page))
        case ["p" | "r" | "a" | "h" | "d" | "x" as letter, *rest]:
            return desk_person.page(here, letter, rest)
    return _home(here, argument)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise not_known()
    return max(1, int(text))


def _home(here: Here, typed: str) -> Turn:
    quarter = parse_quarter(typed, here.today) if typed else None
    if typed and quarter is None:
        raise Refused(say("Which quarter is meant? For example: “chi bộ quý 1”."))
    units = _units(here)
    if not units:
        raise Refused(say("You look after no unit today."))
    if len(units) > 1:
        chosen = code_of(Document.report(quarter or Quarter.of(here.today)))
        options = tuple(Option(name, go("u", unit, chosen)) for unit, name in units.items())
        return Show((heading(say("Which unit?")),), options, in_place=True)
    return _first_look(here, next(iter(units)), quarter)


def _units(here: Here) -> dict[str, str]:
    """The speaker's offices' units by id, the highest first."""
    roles = [role for kind in _OFFICES for role in here.known.holding(kind, here.today)]
    found: dict[str, str] = {}
    for role in sorted(roles, key=_height):
        unit = here.uow.units.get(role.unit, here.today)
        if unit is not None:
            found[role.unit] = unit.name
    return found


def _height(role: Role) -> int:
    return len(role.path.split("/"))


def _first_look(here: Here, unit: str, quarter: Quarter | None) -> Turn:
    """The quarter asked for; else this one, or, while nothing of it is owed yet, the one before."""
    if quarter is None:
        quarter = Quarter.of(here.today)
        subtree = units_below(here.uow, here.known, unit, Document.report(quarter), here.now)
        if not subtree.whole.tally.obliged and not subtree.whole.tally.left_out:
            quarter = quarter.previous()
    return _unit(here, unit, Document.report(quarter), 1)


# a unit


def _unit(here: Here, unit: str, document: Document, page: int) -> Turn:
    shown = slice((page - 1) * PAGE, page * PAGE)
    subtree = units_below(here.uow, here.known, unit, document, here.now, shown)
    if page > 1 and not subtree.below:  # a page of an older screen, when there were more units
        return _unit(here, unit, document, 1)
    tally = subtree.whole.tally
    lines = [
        heading(subtree.whole.unit.name),
        Line(document_label(document)),
        *counts(tally),
    ]
    options: list[Option] = []
    if tally.obliged <= LISTED:
        desk = _desk(here, unit, document)
        lines += _by_list(here, desk)
        options += _list_options(unit, document, desk)
    else:
        lines.append(Line(say("Overdue: {count}", count=tally.overdue)))
    options += [_below(each, document) for each in subtree.below]
    options += _turns(subtree.below_count, page, ("u", unit, code_of(document)))
    return Show(tuple(lines), (*options, *_ways(here, subtree, document)), in_place=True)


def _desk(here: Here, unit: str, document: Document) -> Desk:
    return cell_desk(here.uow, here.known, unit, document, here.now, here.said.address.channel)


def _by_list(here: Here, desk: Desk) -> Iterable[Line]:
    tally = desk.tally
    if desk.returned_count:
        yield Line(say("Of these returned and not here again yet: {count}", count=desk.returned_count))
    within = tally.obliged - tally.handed_in - tally.overdue
    if within:
        yield Line(say("Not yet handed in, still in time: {count}", count=within))
    if tally.overdue:
        yield Line(say("⏰ Overdue: {count}", count=tally.overdue))
    if not desk.names_shown:
        yield hint(_why_no_names(here, desk))


def _why_no_names(here: Here, desk: Desk) -> Message:
    if names_allowed(here.uow, desk.unit.path, here.said.address.channel):
        return say("Your role sees counts here, no names.")
    return say(
        "Names of this unit are not shown here, only counts: the servers of this messenger are abroad."
    )


def _rows(desk: Desk, which: str) -> tuple[DeskRow, ...]:
    return {"o": desk.overdue, "m": desk.missing, "r": desk.returned, "h": desk.handed_in}[which]


def _list_options(unit: str, document: Document, desk: Desk) -> Iterable[Option]:
    for which, label in _LISTS.items():
        rows = _rows(desk, which)
        if rows:
            words = say("{list} ({count})", list=label, count=len(rows))
            yield Option(words, go("l", unit, code_of(document), which, 1))


def _below(each: UnitCounts, document: Document) -> Option:
    done, obliged = each.tally.handed_in, each.tally.obliged
    label = say("{unit}: {done} of {obliged}", unit=each.unit.name, done=done, obliged=obliged)
    return Option(label, go("u", each.unit.id, code_of(document)), (each.unit.name,))


def _ways(here: Here, subtree: Subtree, document: Document) -> Iterable[Option]:
    """To the other periods, to the level above, to what waits."""
    unit, current = subtree.whole.unit.id, Quarter.of(here.today)
    pledge = Document.pledge(current.year)
    reports = (Document.report(current), Document.report(current.previous()))
    for other in (*reports, pledge):
        if other != document:
            yield Option(document_label(other), go("u", unit, code_of(other)))
    if subtree.above is not None:
        yield Option(say("Up: {unit}", unit=subtree.above.name), go("u", subtree.above.id, code_of(document)))
    yield TO_QUEUE


# one of its lists


def _list(here: Here, unit: str, document: Document, which: str, page: int) -> Turn:
    desk = _desk(here, unit, document)
    rows = _rows(desk, which)
    if not rows:
        return _unit(here, unit, document, 1)
    page = min(page, -(-len(rows) // PAGE))
    shown = rows[(page - 1) * PAGE : page * PAGE]
    turns = _turns(len(rows), page, ("l", unit, code_of(document), which))
    lines = (
        heading(say("{list} ({count})", list=_LISTS[which], count=len(rows))),
        Line(say("{unit}. {document}", unit=desk.unit.name, document=document_label(document))),
        hint(say("Please choose a name to see the comrade's year.")),
    )
    namesakes = Counter(row.who.person.full_name for row in rows)
    people = [
        Option(_label(here, row, namesakes), go("p", row.who.person.id, document.year)) for row in shown
    ]
    back = Option(say("Back to the counts"), go("u", unit, code_of(document)), ("quay về",))
    return Show(lines, (*people, *turns, back), in_place=True)


def _label(here: Here, row: DeskRow, namesakes: Counter[str]) -> Message:
    """The name, with the birth year where another in the list bears the same, and how the report stands. Who has
    something to do and gets no word of it from the system is marked: somebody must say it in person."""
    person = row.who.person
    name = say("{name}", name=person.full_name)
    if namesakes[person.full_name] > 1 and person.birth_year is not None:
        name = say("{name} ({birth_year})", name=person.full_name, birth_year=person.birth_year)
    waits = row.owed.is_pending or row.state is ReportState.RETURNED
    if waits and not here.uow.talk.addresses_of(person.id):
        return say("{name}: cannot be reached here", name=name)
    return say("{name}: {state}", name=name, state=report_state(row.report)) if row.report else name


def _turns(count: int, page: int, here: tuple[str, ...]) -> Iterable[Option]:
    """The buttons to the pages beside this one."""
    pages = -(-count // PAGE)
    if page < pages:
        following = say("Next page ({page} of {pages})", page=page + 1, pages=pages)
        yield Option(following, go(*here, page + 1), ("tiếp", "trang sau"))
    if page > 1:
        yield Option(say("The page before"), go(*here, page - 1), ("trang trước",))
