"""Who else may type in one comrade's paper: pages `h:{person}` the dialog, `e:{person}:{helper}` ended."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from bot.conversation.dialog import Go, Json, Line, Option, Receipt
from bot.conversation.here import Here
from bot.conversation.spec import DialogSpec, Sample, Show, Start, Turn
from bot.dialogs import name_helper as dialog
from bot.dialogs.finding_person import FIND_PEOPLE, sample_people
from bot.dialogs.name_helper import Whom
from bot.handlers.member import MENU
from bot.handlers.namesakes import known_as
from bot.handlers.search_queries import PERSON_QUERIES
from core.message import say
from core.people import AudienceGroup, Person, Resident, Standing
from core.usecases.enter_for import is_linked
from core.usecases.entry_sheets import PaperDesk
from core.usecases.name_helper import NameHelper, end_helping, name_helper, whom_to_help

HELPER: Final = "nguoigiup"
_PAPER: Final = "baocaothay"


def page(here: Here, letter: str, rest: str) -> Turn:
    if letter == "h":
        return Start(HELPER, rest)
    person, _, helper = rest.partition(":")
    end_helping(here.uow, here.known, person, helper, here.occasion)
    words = Line(say("Ended: the comrade types in this paper no more."))
    return Show((words,), (_back(person), MENU))


def options(here: Here, desk: PaperDesk) -> Iterable[Option]:
    person = desk.written.who.person.id
    yield Option(say("Name a helper"), Go(_PAPER, f"h:{person}"), ("cử người giúp", "người giúp"))
    for helping, helper in desk.helpers:
        label = say("End the help of comrade {name}", name=known_as(here, helper))
        yield Option(label, Go(_PAPER, f"e:{person}:{helping.helper}"))


def _back(person: str) -> Option:
    return Option(say("Back to the comrade's paper"), Go(_PAPER, f"n:{person}"), ("quay về",))


def _sheet(here: Here, person: str) -> Whom:
    return Whom(whom_to_help(here.uow, here.known, person, here.today), here.today)


def _carry_out(here: Here, subject: str, command: NameHelper | None) -> Receipt:
    if command is None:
        return Receipt((Line(say("It stays as it is.")),), (_back(subject), MENU))
    done = name_helper(here.uow, here.known, command, here.occasion)
    owner, helper, until = done.who.person, done.helper.person, done.helping.valid_to
    to_helper = say(
        "You were named by comrade {name} to type in the paper of comrade {who}, until {day}.",
        name=known_as(here, here.known.person),
        who=known_as(here, owner),
        day=until,
    )
    opens = Option(say("Open the comrade's paper"), Go(_PAPER, f"n:{owner.id}"))
    key = f"helper:{owner.id}:{helper.id}:{here.said.key}"
    here.tell((helper.id,), (Line(to_helper),), (opens,), dedup=key)
    if is_linked(here.uow, owner.id):
        to_owner = say(
            "Comrade {name} may now type in your paper, until {day}.", name=known_as(here, helper), day=until
        )
        here.tell((owner.id,), (Line(to_owner),), dedup=f"{key}:owner")
    words = say(
        "✅ Comrade {name} may type in the paper of comrade {who} until {day}.",
        name=known_as(here, helper),
        who=known_as(here, owner),
        day=until,
    )
    undo = Option(
        say("End the help of comrade {name}", name=known_as(here, helper)),
        Go(_PAPER, f"e:{owner.id}:{helper.id}"),
    )
    return Receipt((Line(words),), (undo, _back(owner.id), MENU))


def _samples() -> Iterable[Sample]:
    person = Person("M09", "Nguyễn_Văn <A> & *Hùng*", 1950, AudienceGroup.ORDINARY_MEMBER)
    who = Resident(person, Standing.OFFICIAL, "U32", "Chi bộ thôn Nà Tông", "/U0/U3/U32/")
    answers: dict[str, Json] = {"helper0": {"words": "Hùng", "page": 1}, "until": "2026-12-31", "send": "yes"}
    yield Sample(Whom(who, date(2026, 3, 10)), answers, {FIND_PEOPLE: sample_people})


SPECS: Final[tuple[DialogSpec[Any, Any], ...]] = (
    DialogSpec(
        name=HELPER,
        title=lambda _person: say("A helper for paper"),
        sheet=_sheet,
        script=dialog.name_helper,
        carry_out=_carry_out,
        samples=_samples,
        queries=PERSON_QUERIES,
    ),
)
