"""The district of tests/core/field.py with phones in its people's hands: everything is real but the messenger."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from bot.conversation.engine import Engine
from bot.registry import REGISTRY
from bot.wording import Wording
from core.documents import Document
from core.message import Argument, say
from core.people import AudienceGroup, Membership, MembershipKind, Person, Standing, StandingPeriod
from core.pledge import Pledge, PledgeItem, PledgeKind, PledgeState
from core.ports import UnitOfWork
from core.report import ItemProgress, ItemState, Report
from core.text.periods import Quarter
from core.usecases.report_sheet import report_sheet
from core.usecases.submit_report import SubmitReport, submit_report
from tests.core.field import PATHS, START, Field, at, item, occasion, people_it
from tests.world import OWNER, Phone, World

NOW: Final = at(10, 3)
Q1: Final = Quarter(2026, 1)
HOME: Final = {"pa": "C", "tich": "C", "ngan": "C", "hai": "A", "phu": "A", "en": "A", "an": "A", "xuan": "B"}
WORDS: Final = Wording()
NAMES_ON: Final = ("names_on_telegram", "on")


class Office(World):
    """Names may be listed on Telegram unless a test says otherwise."""

    def __init__(self, url: str) -> None:
        super().__init__(url, NOW)
        self.engine = Engine(REGISTRY, self.words, OWNER, lambda _now: None, self.dice)
        self.field = Field(self.store)
        self.field.do(people_it)
        self.field.consent(*HOME)
        self.set("P", *NAMES_ON)

    def set(self, unit: str, key: str, value: str) -> None:
        self.do(lambda uow: uow.units.set(unit, key, value))

    def phone_of(self, person: str, channel: str = "telegram") -> Phone:
        phone = Phone(self, channel, f"chat-{person}-{channel}")
        self.do(lambda uow: uow.talk.link(uow.talk.line(phone.address), person, self.now))
        return phone

    def pledges(self, person: str, *items: PledgeItem, state: PledgeState = PledgeState.CONFIRMED) -> str:
        """A pledge of these items (or of two houses' worth) for 2026."""
        chosen = items or (item(content="Xóa nhà tạm"), item("4", "buổi", content="Dự sinh hoạt thôn"))
        keyed = tuple(replace(each, key=f"e{number}") for number, each in enumerate(chosen, 1))
        unit = HOME[person]
        confirmed = 1 if state is PledgeState.CONFIRMED else None
        made = Pledge(
            id=f"pledge-{person}",
            person=person,
            kind=PledgeKind.EXEMPLARY,
            year=2026,
            unit=unit,
            path=PATHS[unit],
            state=state,
            version=1,
            revision=2,
            confirmed_version=confirmed,
            last_item=len(keyed),
            sent_at=at(2, 1),
            received_at=at(2, 1),
            late=False,
            items=keyed,
        )
        self.do(lambda uow: uow.pledges.add(made))
        return made.id

    def owes(self) -> None:
        self.field.owe(Document.report(Q1))

    def reports(self, person: str, *done: str, on: datetime | None = None, what: str = "đã làm") -> str:
        """Hands in, or hands in again, the report of the first quarter with these figures; returns its id."""
        when = on or self.now
        speaker = self.field.speaker(person, when)

        def work(uow: UnitOfWork) -> str:
            sheet = report_sheet(uow, speaker, Q1, when)
            said = tuple(
                ItemProgress(each.key, ItemState.IN_PROGRESS, Decimal(figure), what=what)
                for each, figure in zip((i for i in sheet.items if i.is_open), done, strict=True)
            )
            command = SubmitReport(Q1, sheet.seen, said, "Giúp hộ neo đơn", "Làm tiếp")
            return submit_report(uow, speaker, command, occasion(when), self.dice).report

        return self.do(work)

    def joins(
        self, person: str, name: str, unit: str = "A", *, standing: Standing = Standing.OFFICIAL
    ) -> None:
        """One more member, of the age that the cell's other members are not."""

        def work(uow: UnitOfWork) -> None:
            uow.people.add(Person(person, name, 1975, AudienceGroup.ORDINARY_MEMBER))
            uow.people.add_membership(Membership(person, unit, MembershipKind.OFFICIAL, START))
            uow.people.change_standing(StandingPeriod(person, standing, START))

        self.do(work)

    def report(self, report: str) -> Report:
        found = self.do(lambda uow: uow.reports.get(report))
        assert found is not None
        return found


def w(message_id: str, **args: Argument) -> str:
    """The product's words for a sentence of the code, so that tests do not hang on a translation."""
    return WORDS.text(say(message_id, **args))


@contextmanager
def office_at(url: str) -> Iterator[Office]:
    made = Office(url)
    try:
        yield made
    finally:
        made.close()
