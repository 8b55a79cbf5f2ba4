"""/malienket: a code for one comrade, a lost telephone, or a sheet of codes for a unit.

Arguments: a person's id (as other pages give it), a name that was typed, or `p:{person}`; `u:{unit}` a sheet for it;
`x:{person}:{mark}` takes that code back, `w:{unit}` those of a whole unit.
"""

from collections.abc import Hashable
from datetime import datetime
from typing import Any, Final

from bot.conversation.dialog import Go, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Show, Start, Turn
from bot.dialogs import link_codes as dialog
from bot.dialogs.finding_person import person_label
from bot.dialogs.link_codes import CODE_STATE, SHEET_PLAN, LinkDeed, LinkDesk
from bot.dialogs.link_codes_samples import samples
from bot.handlers.about_person import start_about
from bot.handlers.member import MENU
from bot.handlers.search_queries import PERSON_QUERIES, UNIT_QUERIES
from core.access import Action, scopes
from core.entrance import grouped
from core.errors import Refused
from core.linking import VALID_FOR
from core.message import say
from core.occasion import local_day
from core.people import REVIEWERS, RoleKind
from core.speaker import Speaker
from core.units import ids_on
from core.usecases.link_codes import SheetPlan, code_state, end_code, end_codes_of, sheet_plan
from core.usecases.link_sheet import LINK_SHEET
from core.usecases.new_link_code import new_link_code
from core.usecases.revoke_addresses import revoke_addresses

NAME: Final = "malienket"
_GIVERS: Final = frozenset({*REVIEWERS, RoleKind.STAFF, RoleKind.ADMINISTRATOR})
_ONE: Final = Option(say("For another comrade"), Go(NAME), ("đồng chí khác", "người khác"))


def gives_codes(speaker: Speaker) -> bool:
    """Whether the speaker looks after anybody at all; for whom is asked by the use cases."""
    return any(role.kind in _GIVERS for role in speaker.roles)


def link_codes(here: Here, argument: str) -> Turn:
    letter, _, subject = argument.partition(":")
    match letter, subject:
        case "x", person if person:
            return _ended(here, person)
        case (("p" | "u" | "w"), found) if found:
            return Start(NAME, argument)
        case person, "" if person:
            return start_about(NAME, person, subject="p:", before=(("what", "one"),))
    return Start(NAME)


def _mark(until: datetime) -> str:
    """Tells one code of a person from a later one."""
    return str(int(until.timestamp()))


def _ended(here: Here, person: str) -> Turn:
    """Of the very code that the button stood under."""
    who, _, mark = person.partition(":")
    until = code_state(here.uow, here.known, who, here.now).until
    words = say("That code opened nothing any more already.")
    if until is not None and mark == _mark(until):
        end_code(here.uow, here.known, who, here.occasion)
        words = say("The code opens nothing any more.")
    new = Option(say("Give a new code"), Go(NAME, f"p:{who}"), ("cấp mã mới", "mã mới"))
    return Show((Line(words),), (new, MENU))


def _sheet(here: Here, subject: str) -> LinkDesk:
    letter, _, found = subject.partition(":")
    match letter:
        case "p":
            return LinkDesk(state=code_state(here.uow, here.known, found, here.now))
        case "u" | "w":
            plan = sheet_plan(here.uow, here.known, found, here.now)
            return LinkDesk(plan=plan, end_all=letter == "w")
    looked_after = scopes(here.known, Action.ISSUE_LINK_CODE, here.today)
    if not looked_after:
        raise Refused(say("Codes are given by the secretary and by the staff of the units above."))
    unit = ids_on(looked_after[0].path)[-1]
    if len(looked_after) > 1 or here.uow.units.children(unit, here.today):
        return LinkDesk()
    alone = _plan(here, unit)
    return LinkDesk(only=alone if isinstance(alone, SheetPlan) else None)


def _state(here: Here, person: Hashable) -> object:
    try:
        return code_state(here.uow, here.known, str(person), here.now)
    except Refused as refused:
        return refused.words


def _plan(here: Here, unit: Hashable) -> object:
    try:
        return sheet_plan(here.uow, here.known, str(unit), here.now)
    except Refused as refused:
        return refused.words


def _carry_out(here: Here, subject: str, deed: LinkDeed | None) -> Receipt:  # noqa: ARG001
    if deed is None:
        return Receipt((Line(say("Nothing was changed.")),), (MENU,))
    match deed.deed:
        case dialog.NEW:
            return _new(here, deed.subject)
        case dialog.END:
            end_code(here.uow, here.known, deed.subject, here.occasion)
            return Receipt((Line(say("The code opens nothing any more.")),), (*_again(deed.subject), MENU))
        case dialog.LOST:
            return _lost(here, deed.subject)
        case dialog.END_ALL:
            count = end_codes_of(here.uow, here.known, deed.subject, here.occasion)
            lines = (Line(say("{count} unused codes were taken back.", count=count)),)
            return Receipt(lines, (_print(deed.subject), MENU))
    return _order(here, deed.subject)


def _again(person: str) -> tuple[Option, ...]:
    return (Option(say("Give a new code"), Go(NAME, f"p:{person}"), ("cấp mã mới", "mã mới")), _ONE)


def _print(unit: str) -> Option:
    return Option(say("Make a new sheet"), Go(NAME, f"u:{unit}"), ("làm phiếu", "in phiếu"))


def _new(here: Here, person: str) -> Receipt:
    """The one time that the code is shown. Whoever is linked already hears that somebody made one."""
    state = code_state(here.uow, here.known, person, here.now)
    code = new_link_code(here.uow, here.known, person, here.occasion, here.chance)
    if state.ways and person != here.known.person.id:
        told = say("{name} has made a new link code for you.", name=here.known.person.full_name)
        ask = hint(say("If you did not ask for it, please speak to your secretary at once."))
        here.tell((person,), (Line(told), ask), dedup=f"code:{here.said.key}")
    until = here.now + VALID_FOR
    lines = (
        Line(say("The code of {person}:", person=person_label(state.who))),
        heading(grouped(code)),
        Line(say("It works once, until {day}. Please hand it over in person.", day=local_day(until))),
        hint(say("It is not shown again. The comrade opens the assistant and sends it as a message.")),
    )
    back = Option(
        say("Take this code back"), Go(NAME, f"x:{person}:{_mark(until)}"), ("thu hồi", "thu hồi mã")
    )
    return Receipt(lines, (back, _ONE, MENU))


def _lost(here: Here, person: str) -> Receipt:
    state = code_state(here.uow, here.known, person, here.now)
    done = revoke_addresses(here.uow, here.known, person, here.occasion)
    ended = say(
        "{person} is linked nowhere any more: {count} links were ended.",
        person=person_label(state.who),
        count=done.addresses,
    )
    lines = [Line(ended)]
    if done.messages:
        lines.append(Line(say("{count} messages on their way there were stopped.", count=done.messages)))
    lines.append(hint(say("When the comrade has a telephone again, give a new code.")))
    return Receipt(tuple(lines), (*_again(person), MENU))


def _order(here: Here, unit: str) -> Receipt:
    plan = sheet_plan(here.uow, here.known, unit, here.now)
    here.order_file(LINK_SHEET, unit)
    made = say(
        "The sheet for {unit} is being made: {count} slips. It comes here in a moment.",
        unit=plan.unit.name,
        count=len(plan.unlinked),
    )
    take_back = Option(say("Take its codes back"), Go(NAME, f"w:{unit}"), ("thu hồi", "thu hồi mã"))
    return Receipt((Line(made), hint(say("If a sheet gets lost, take its codes back."))), (take_back, MENU))


SPECS: Final[tuple[DialogSpec[Any, Any], ...]] = (
    DialogSpec(
        name=NAME,
        title=lambda _subject: say("Link codes"),
        sheet=_sheet,
        script=dialog.link_codes,
        carry_out=_carry_out,
        samples=samples,
        queries={**PERSON_QUERIES, **UNIT_QUERIES, CODE_STATE: _state, SHEET_PLAN: _plan},
    ),
)
COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        NAME,
        ("mã liên kết", "cấp mã", "mất máy"),
        say("Link codes"),
        gives_codes,
        link_codes,
        in_menu=False,
    ),
)
