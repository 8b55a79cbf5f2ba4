"""The facts of a sheet of link codes, and what becomes true once it is made: these codes hold, earlier ones end.

The codes are drawn when the sheet is, and only their keyed hashes are kept, by the very commit that records the sheet
as made: one that could not be made ends no code that somebody holds.
"""

from collections import Counter
from datetime import datetime, timedelta

from core.calendar import end_of
from core.entrance import Entrance
from core.errors import Refused
from core.files_out import FileOrder
from core.link_sheet import LinkSheet, Slip
from core.linking import ALPHABET, LENGTH, VALID_FOR
from core.message import Message, say
from core.occasion import local_day
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.trail import Access, Act
from core.usecases.files import orderer
from core.usecases.link_codes import SheetPlan, sheet_plan

LINK_SHEET = "link_sheet"
"""The kind of file; its argument is the unit's id."""


def collect(
    uow: UnitOfWork, order: FileOrder, now: datetime, chance: Chance, entrance: Entrance
) -> LinkSheet:
    """Raises NotAllowed for whom the orderer may not give codes to by now, Refused where nobody needs one."""
    return sheet_for(uow, orderer(uow, order, now), order.argument, now, chance, entrance)


def sheet_for(
    uow: UnitOfWork, speaker: Speaker, unit: str, now: datetime, chance: Chance, entrance: Entrance
) -> LinkSheet:
    return sheet_of(uow, sheet_plan(uow, speaker, unit, now), now, chance, entrance)


def sheet_of(
    uow: UnitOfWork, plan: SheetPlan, now: datetime, chance: Chance, entrance: Entrance
) -> LinkSheet:
    """Raises Refused where nobody needs a code."""
    if not plan.unlinked:
        raise Refused(say("Everyone here has a way in already, so there is no slip to print."))
    on = local_day(now)
    above = uow.units.get(plan.unit.parent, on) if plan.unit.parent else None
    names = Counter(each.person.full_name for each in plan.unlinked)
    several = len({each.unit for each in plan.unlinked}) > 1
    slips = []
    for each in sorted(plan.unlinked, key=lambda each: each.path):  # who belong together stand together
        who, code = each.person, chance.code(ALPHABET, LENGTH)
        year = who.birth_year if names[who.full_name] > 1 else None
        where = each.unit_name if several else ""
        slips.append(Slip(who.id, who.full_name, year, code, entrance.to_scan(code), where))
    until = local_day(now + VALID_FOR - timedelta(days=1))
    name, path = plan.unit.name, plan.unit.path
    return LinkSheet(plan.unit.id, name, path, above.name if above else "", on, until, tuple(slips))


def words(sheet: LinkSheet) -> tuple[Message, ...]:
    """What is said with it."""
    return (
        say("The codes of {unit}: {count} slips.", unit=sheet.unit_name, count=len(sheet.slips)),
        say(
            "Please print it, cut along the lines, and delete the file: who has a slip can speak as that comrade."
        ),
    )


def settle(uow: UnitOfWork, order: FileOrder, sheet: LinkSheet, now: datetime) -> None:
    """Codes hold from here on. Raises NotAllowed where the orderer's rights ended while it was drawn."""
    sheet_plan(uow, orderer(uow, order, now), sheet.unit, now)
    issue(uow, sheet, order.person, now)
    uow.trail.note(Access(now, order.person, Act.EXPORTED, LINK_SHEET, None, sheet.path))


def issue(uow: UnitOfWork, sheet: LinkSheet, by: str, now: datetime) -> None:
    """Who found a way in meanwhile keeps it, and the slip is void."""
    for slip in sheet.slips:
        if not uow.talk.ways_to(slip.person):
            uow.codes.issue(slip.person, slip.code, end_of(sheet.until), by, now)
