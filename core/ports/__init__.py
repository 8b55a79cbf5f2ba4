"""What the use cases need of the outside, and nothing more. storage/ implements it; tests use the real thing.

Everything happens within one unit of work: nothing here commits, and it may be run a second time.
"""

from contextlib import AbstractContextManager
from typing import Protocol

from core.data_requests import Requests
from core.erasure import Erasure
from core.keys import Keys
from core.mailing import Mailings
from core.outbox import Outbox
from core.own_data import OwnData
from core.ports.access import Entries, Publications, Seals
from core.ports.files import Files
from core.ports.lives import Delegations, Lives, PersonChanges
from core.ports.papers import History, Obligations, Photos, Pledges, Reports
from core.ports.registry import Codes, Consents, Criteria, People, PlaceBook, Units
from core.ports.roster import Rosters
from core.ports.unit_changes import UnitChanges
from core.retention import Retention
from core.talk import Talk
from core.trail import Trail

__all__ = [
    "Chance",
    "Codes",
    "Consents",
    "Criteria",
    "Delegations",
    "Entries",
    "Files",
    "History",
    "Lives",
    "Obligations",
    "People",
    "PersonChanges",
    "Photos",
    "PlaceBook",
    "Pledges",
    "Publications",
    "Reports",
    "Rosters",
    "Seals",
    "UnitChanges",
    "UnitOfWork",
    "Units",
]


class Chance(Protocol):
    """Ids and codes that nobody can guess; made anew when a unit of work is run again."""

    def new_id(self) -> str: ...

    def code(self, alphabet: str, length: int) -> str: ...


class UnitOfWork(Protocol):
    def part(self) -> AbstractContextManager[None]:
        """What raises inside is undone, and the rest of the work may go on."""
        ...

    @property
    def people(self) -> People: ...
    @property
    def lives(self) -> Lives: ...
    @property
    def delegations(self) -> Delegations: ...
    @property
    def person_changes(self) -> PersonChanges: ...
    @property
    def units(self) -> Units: ...
    @property
    def unit_changes(self) -> UnitChanges: ...
    @property
    def criteria(self) -> Criteria: ...
    @property
    def pledges(self) -> Pledges: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def obligations(self) -> Obligations: ...
    @property
    def history(self) -> History: ...
    @property
    def photos(self) -> Photos: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def consents(self) -> Consents: ...
    @property
    def files(self) -> Files: ...
    @property
    def entries(self) -> Entries: ...
    @property
    def publications(self) -> Publications: ...
    @property
    def seals(self) -> Seals: ...
    @property
    def rosters(self) -> Rosters: ...
    @property
    def retention(self) -> Retention: ...
    @property
    def keys(self) -> Keys: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def erasure(self) -> Erasure: ...
    @property
    def own_data(self) -> OwnData: ...
    @property
    def trail(self) -> Trail: ...
    @property
    def talk(self) -> Talk: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def mailings(self) -> Mailings: ...
