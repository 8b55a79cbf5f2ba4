"""A unit of work as the use cases see it: every repository on one connection, made when first asked for."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from storage.engine.connection import Connection
from storage.engine.first_asked import first_asked
from storage.vault import Vault

if TYPE_CHECKING:
    from core import ports
    from core.data_requests import Requests
    from core.erasure import Erasure
    from core.keys import Keys
    from core.mailing import Mailings
    from core.outbox import Outbox
    from core.own_data import OwnData
    from core.retention import Retention
    from core.talk import Talk
    from core.trail import Trail


class Repositories:
    """core.ports.UnitOfWork. Each is imported where it is first needed, so that a command loads only what it uses."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self.connection = connection
        self._vault = vault

    def part(self) -> AbstractContextManager[None]:
        return self.connection.savepoint()

    @first_asked
    def people(self) -> "ports.People":
        from storage.repositories.people import PeopleRows

        return PeopleRows(self.connection, self._vault)

    @first_asked
    def lives(self) -> "ports.Lives":
        from storage.repositories.lives import LifeRows

        return LifeRows(self.connection)

    @first_asked
    def delegations(self) -> "ports.Delegations":
        from storage.repositories.lives import DelegationRows

        return DelegationRows(self.connection)

    @first_asked
    def person_changes(self) -> "ports.PersonChanges":
        from storage.repositories.person_changes import PersonChangeRows

        return PersonChangeRows(self.connection, self._vault)

    @first_asked
    def units(self) -> "ports.Units":
        from storage.repositories.units import UnitRows

        return UnitRows(self.connection)

    @first_asked
    def unit_changes(self) -> "ports.UnitChanges":
        from storage.repositories.unit_changes import UnitChangeRows

        return UnitChangeRows(self.connection)

    @first_asked
    def criteria(self) -> "ports.Criteria":
        from storage.repositories.criteria import CriteriaRows

        return CriteriaRows(self.connection)

    @first_asked
    def pledges(self) -> "ports.Pledges":
        from storage.repositories.pledges import PledgeRows

        return PledgeRows(self.connection, self._vault)

    @first_asked
    def reports(self) -> "ports.Reports":
        from storage.repositories.reports import ReportRows

        return ReportRows(self.connection, self._vault)

    @first_asked
    def obligations(self) -> "ports.Obligations":
        from storage.repositories.obligations import ObligationRows

        return ObligationRows(self.connection)

    @first_asked
    def history(self) -> "ports.History":
        from storage.repositories.history import HistoryRows

        return HistoryRows(self.connection, self._vault)

    @first_asked
    def photos(self) -> "ports.Photos":
        from storage.repositories.photos import PhotoRows

        return PhotoRows(self.connection, self._vault)

    @first_asked
    def codes(self) -> "ports.Codes":
        from storage.repositories.codes import CodeRows

        return CodeRows(self.connection, self._vault)

    @first_asked
    def consents(self) -> "ports.Consents":
        from storage.repositories.consents import ConsentRows

        return ConsentRows(self.connection)

    @first_asked
    def files(self) -> "ports.Files":
        from storage.repositories.files import FileRows

        return FileRows(self.connection, self._vault)

    @first_asked
    def entries(self) -> "ports.Entries":
        from storage.repositories.entries import EntryRows

        return EntryRows(self.connection, self._vault)

    @first_asked
    def publications(self) -> "ports.Publications":
        from storage.repositories.publications import PublicationRows

        return PublicationRows(self.connection, self._vault)

    @first_asked
    def seals(self) -> "ports.Seals":
        from storage.repositories.seals import SealRows

        return SealRows(self.connection, self._vault)

    @first_asked
    def rosters(self) -> "ports.Rosters":
        from storage.repositories.roster import RosterRows

        return RosterRows(self.connection, self._vault)

    @first_asked
    def retention(self) -> "Retention":
        from storage.repositories.retention import RetentionRows

        return RetentionRows(self.connection, self._vault)

    @first_asked
    def keys(self) -> "Keys":
        from storage.repositories.keys import KeyRows

        return KeyRows(self.connection, self._vault)

    @first_asked
    def requests(self) -> "Requests":
        from storage.repositories.requests import RequestRows

        return RequestRows(self.connection, self._vault)

    @first_asked
    def erasure(self) -> "Erasure":
        from storage.repositories.erasure import ErasureRows

        return ErasureRows(self.connection, self._vault)

    @first_asked
    def own_data(self) -> "OwnData":
        from storage.repositories.own_data import OwnDataRows

        return OwnDataRows(self.connection, self._vault)

    @first_asked
    def trail(self) -> "Trail":
        from storage.repositories.trail import TrailRows

        return TrailRows(self.connection)

    @first_asked
    def talk(self) -> "Talk":
        from storage.repositories.talk import TalkRows

        return TalkRows(self.connection, self._vault)

    @first_asked
    def outbox(self) -> "Outbox":
        from storage.repositories.outbox import OutboxRows

        return OutboxRows(self.connection, self._vault)

    @first_asked
    def mailings(self) -> "Mailings":
        from storage.repositories.mailings import MailingRows

        return MailingRows(self.connection, self._vault)
