"""/timkiem: a person by a part of the name, and from there to what may be done for the person.

`p:{person}` is the person's card; anything else behind the command is a name to look for.
"""

from collections.abc import Iterable
from typing import Any, Final

from bot.conversation.dialog import Dialog, Go, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Sample, Show, Start, Turn
from bot.dialogs.finding_person import FIND_PEOPLE, find_person, sample_people
from bot.dialogs.people_words import GROUPS, OFFICES, STANDINGS
from bot.handlers.administration import way_to
from bot.handlers.desk import has_desk
from bot.handlers.desk_words import document_label, go
from bot.handlers.search_queries import PERSON_QUERIES
from core.errors import Refused
from core.message import Message, say
from core.occasion import local_day
from core.people import Resident
from core.text.folding import folded, plain
from core.usecases.cell_desk import names_allowed
from core.usecases.enter_for import whose_paper
from core.usecases.find_people import PeopleAsked, find_people
from core.usecases.person_card import Office, PersonCard, person_card

SEARCH: Final = "timkiem"
_DEEDS: Final = ("malienket", "phanquyen", "uyquyen", "chuyensinhhoat", "miensinhhoat", "viecvualam")
"""What may be done for the person, each a command that takes the person's id."""
_CARD: Final = "p:"
_CHANNELS: Final = {"telegram": "Telegram", "zalo_bot": "Zalo", "zalo_oa": "Zalo"}


def search(here: Here, argument: str) -> Turn:
    if argument.startswith(_CARD):
        return card(here, argument.removeprefix(_CARD))
    if not argument or not has_desk(here.known):
        return Start(SEARCH)
    asked = PeopleAsked(argument)
    found = find_people(here.uow, here.known, asked, here.today, here.said.address.channel)
    if found.count == 1 and found.people:
        return card(here, found.people[0].person.id)
    return Start(SEARCH, "", (("who0", {"words": argument, "page": 1}),))


def to_card(person: str, label: Message) -> Option:
    """A button to the person's card, for other pages."""
    return Option(label, Go(SEARCH, f"{_CARD}{person}"))


def card(here: Here, person: str) -> Show:
    found = person_card(here.uow, here.known, person, here.now)
    return Show(tuple(_lines(here, found)), tuple(_ways(here, found)), in_place=True)


def _lines(here: Here, found: PersonCard) -> Iterable[Line]:
    person = found.who.person
    yield heading(say("Comrade {name}", name=person.full_name))
    if person.birth_year is not None:
        yield Line(say("Born in {year}", year=str(person.birth_year)))
    if found.above is None:
        yield Line(found.who.unit_name)
    else:
        yield Line(say("{name}, {unit}", name=found.who.unit_name, unit=found.above.name))
    yield Line(say("{group}, {standing}", group=GROUPS[person.group], standing=STANDINGS[found.who.standing]))
    for office in found.offices:
        yield Line(_office(office))
    yield Line(_linked(found))
    yield from _owed(here, found)


def _office(office: Office) -> Message:
    words = OFFICES[office.role.kind]
    if office.role.valid_to is None:
        return say("Office: {office}, {unit}", office=words, unit=office.unit_name)
    return say(
        "Office: {office}, {unit}, until {day}",
        office=words,
        unit=office.unit_name,
        day=office.role.valid_to,
    )


def _linked(found: PersonCard) -> Message:
    names = tuple(dict.fromkeys(_CHANNELS[each] for each in found.channels if each in _CHANNELS))
    if names:
        return say("Linked: {channels}", channels=", ".join(names))
    return (
        say("Linked already") if found.channels else say("Not linked: the system cannot write to the comrade")
    )


def _owed(here: Here, found: PersonCard) -> Iterable[Line]:
    if found.owed is None:
        return
    for owed in found.owed:
        what, day = document_label(owed.document), local_day(owed.due)
        if owed.is_overdue(here.now):
            yield Line(say("⏰ {document}: overdue since {day}", document=what, day=day))
        else:
            yield Line(say("{document}: not yet here, due {day}", document=what, day=day))
    if not found.owed:
        yield hint(say("Nothing is to be handed in now."))


def _ways(here: Here, found: PersonCard) -> Iterable[Option]:
    who = found.who
    if found.owed is not None and names_allowed(here.uow, who.path, here.said.address.channel):
        yield Option(say("The comrade's year"), go("p", who.person.id, here.today.year), ("năm",))
    for deed in _DEEDS:
        yield from way_to(here, deed, who.person.id)
    yield from _paper(here, who)
    yield from way_to(here, "donvi", who.unit)
    yield Option(say("Look for another comrade"), Go(SEARCH), ("tìm người khác", "tìm tiếp"))


def _paper(here: Here, who: Resident) -> Iterable[Option]:
    """Typing in the comrade's paper, for whose turn it is: of a cell's secretary that is the level above."""
    try:
        whose_paper(here.uow, here.known, who.person.id, here.now)
    except Refused:
        return
    yield from way_to(here, "baocaothay", f"n:{who.person.id}")


# the dialog


def _script(sheet: None) -> Dialog[str]:  # noqa: ARG001
    words = (Line(say("Which comrade is looked for?")),)
    who: Resident = yield from find_person("who", words, only_one=True)
    return who.person.id


def _carry_out(here: Here, subject: str, person: str) -> Receipt:  # noqa: ARG001
    page = card(here, person)
    return Receipt(page.lines, page.options)


def _sheet(here: Here, subject: str) -> None:  # noqa: ARG001
    if not has_desk(here.known):
        raise Refused(say("You look after no unit today."))


def _samples() -> Iterable[Sample]:
    found = {FIND_PEOPLE: sample_people}
    yield Sample(
        None, {"who0": {"words": "không ai", "page": 1}, "who1": {"words": "Hùng", "page": 2}}, found
    )
    yield Sample(None, {"who0": {"words": "Hùng", "page": 1}, "who1": {"person": "M1990"}}, found)


_OPENINGS: Final = ("tim dong chi ", "tim nguoi ", "tim kiem ", "tim ")


def _reads(text: str) -> str | None:
    """ "tìm Hùng" → Hùng, as typed."""
    if len(text) > 80:
        return None
    tidy = plain(text)
    for opening in _OPENINGS:
        words = opening.count(" ")
        if folded(tidy).startswith(opening) and len(tidy.split()) > words:
            return tidy.split(maxsplit=words)[-1]
    return None


SPECS: Final[tuple[DialogSpec[Any, Any], ...]] = (
    DialogSpec(
        name=SEARCH,
        title=lambda _subject: say("Looking for a comrade"),
        sheet=_sheet,
        script=_script,
        carry_out=_carry_out,
        samples=_samples,
        queries=PERSON_QUERIES,
    ),
)
COMMANDS: Final = (
    Command(
        SEARCH,
        ("tìm kiếm", "tìm người", "tìm đồng chí"),
        say("Look for a comrade"),
        has_desk,
        search,
        in_menu=False,
        reads=_reads,
    ),
)
