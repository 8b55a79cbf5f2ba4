"""People who have agreed to what every messenger needs, under today's texts."""

from collections.abc import Sequence

from core.consent import CURRENT, Consent
from core.ports import UnitOfWork
from tests.core.field import PEOPLE, at
from tests.handlers.secretary.office import Office


def everybody_agrees(office: Office) -> None:
    agrees(office, [each[0] for each in PEOPLE])


def agrees(office: Office, people: Sequence[str]) -> None:
    def agree(uow: UnitOfWork) -> None:
        for person in people:
            for purpose, version in CURRENT.items():
                uow.consents.record(
                    Consent(person, purpose, version, given=True, at=at(2, 1), channel="text", message_id="m")
                )

    office.do(agree)
