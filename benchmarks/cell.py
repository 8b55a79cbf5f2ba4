"""A cell with many members of one mind: each has the pledge and the last report of the demo's M03 under an id of its
own, a linked Telegram chat and the consent, and owes this quarter's report."""

import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from core.consent import CURRENT, Consent, Purpose
from core.documents import Document
from core.occasion import local_day
from core.people import Membership, MembershipKind, Person
from core.ports import UnitOfWork
from core.talk import Address
from core.text.periods import Quarter
from core.usecases.load_demo import load_demo
from core.usecases.open_period import open_period
from storage.engine.store import open_store
from storage.migrations import migrate
from storage.vault import Vault
from storage.work import Repositories

NOW: Final = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
"""Nine in the morning, in a quarter before which there is another."""
LINE: Final = "4242"
VAULT: Final = Vault(bytes(range(32)))
"""One for the whole run, as in a process that runs for months: what was read is remembered by it."""

FIRST_CHAT: Final = 700_000
_DEMO: Final = Path(__file__).resolve().parents[1] / "simulator" / "demo_province.json"
_LIKE: Final = "M03"


class Dice:
    """core.ports.Chance, the same at every run."""

    def __init__(self) -> None:
        self._random = random.Random(1)

    def new_id(self) -> str:
        return f"{self._random.getrandbits(128):032x}"

    def code(self, alphabet: str, length: int) -> str:
        return "".join(self._random.choice(alphabet) for _ in range(length))


def found(file: Path, members: int) -> None:
    """Makes the database with so many members, whose chats are FIRST_CHAT, FIRST_CHAT + 1, …"""
    url = f"sqlite:///{file}"
    migrate(url)
    store = open_store(url, lambda connection: Repositories(connection, VAULT))
    try:
        store.run_sync(lambda uow: _settle(uow, members))
    finally:
        store.close_sync()


def _settle(uow: UnitOfWork, members: int) -> None:
    dice = Dice()
    load_demo(uow, json.loads(_DEMO.read_text(encoding="utf-8")), NOW, dice)
    for number in range(members):
        _add_member(uow, number, dice)
    for document in (Document.pledge(NOW.year), Document.report(Quarter.of(local_day(NOW)))):
        open_period(uow, document, limit=10_000)


def _add_member(uow: UnitOfWork, number: int, dice: Dice) -> None:
    today = local_day(NOW)
    model = uow.people.resident(_LIKE, today)
    assert model is not None
    person = Person(f"B{number:04}", f"Lò Thị Bình {number}", 1980, model.person.group)
    uow.people.add(person)
    uow.people.add_membership(
        Membership(person.id, model.unit, MembershipKind.OFFICIAL, today.replace(month=1))
    )
    for pledge in uow.pledges.in_force(_LIKE, today.year):
        uow.pledges.add(replace(pledge, id=f"{pledge.id}-{number}", person=person.id))
    for report in uow.reports.of_year(_LIKE, today.year):
        receipt = dice.code("ACDEFHJKLM", 6)
        uow.reports.add(replace(report, id=f"{report.id}-{number}", person=person.id, receipt=receipt))
    line = uow.talk.line(Address("telegram", LINE, str(FIRST_CHAT + number)))
    uow.talk.link(line, person.id, NOW)
    for purpose in (Purpose.PROCESSING, Purpose.TELEGRAM):
        uow.consents.record(
            Consent(
                person.id,
                purpose,
                CURRENT[purpose],
                given=True,
                at=NOW,
                channel="telegram",
                message_id="1",
            )
        )
