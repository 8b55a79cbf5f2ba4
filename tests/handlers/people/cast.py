"""The district of tests/core/field.py in which everybody has agreed to everything, with phones."""

from functools import partial

from core.consent import CURRENT, Consent, Purpose
from core.ports import UnitOfWork
from tests.core.field import PEOPLE, at
from tests.handlers.secretary.office import Office
from tests.world import Phone


def agree(office: Office) -> None:
    for person in PEOPLE:
        office.do(partial(_agree, person=person[0]))


def _agree(uow: UnitOfWork, person: str) -> None:
    for purpose in (Purpose.PROCESSING, Purpose.TELEGRAM):
        uow.consents.record(
            Consent(
                person,
                purpose,
                CURRENT[purpose],
                given=True,
                at=at(2, 1),
                channel="telegram",
                message_id="m1",
            )
        )


def phones(office: Office, *people: str) -> list[Phone]:
    return [office.phone_of(person) for person in people]
