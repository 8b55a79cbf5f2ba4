"""The look-ups of bot/dialogs/finding_person.py and finding_unit.py, under today's rights of who speaks."""

from collections.abc import Callable, Hashable, Mapping
from typing import Final

from bot.conversation.here import Here
from bot.dialogs.finding_person import FIND_PEOPLE
from bot.dialogs.finding_unit import FIND_UNITS
from core.usecases.find_people import PeopleAsked, find_people
from core.usecases.find_units import UnitsAsked, find_units

Query = Callable[[Here, Hashable], object]


def _people(here: Here, asked: Hashable) -> object:
    if not isinstance(asked, PeopleAsked):
        raise TypeError("people are found by PeopleAsked")
    return find_people(here.uow, here.known, asked, here.today, here.said.address.channel)


def _units(here: Here, asked: Hashable) -> object:
    if not isinstance(asked, UnitsAsked):
        raise TypeError("units are found by UnitsAsked")
    return find_units(here.uow, here.known, asked, here.today)


PERSON_QUERIES: Final[Mapping[str, Query]] = {FIND_PEOPLE: _people}
UNIT_QUERIES: Final[Mapping[str, Query]] = {FIND_UNITS: _units}
