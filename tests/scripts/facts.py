"""What a conversation left behind, without ids, codes and instants: equal however it was held."""

from functools import partial
from typing import TypeAlias

from core.documents import Document
from core.ports import UnitOfWork
from core.text.periods import Quarter
from tests.world import World

Facts: TypeAlias = dict[str, object]


def facts(world: World, people: tuple[str, ...], year: int = 2026) -> Facts:
    return {person: world.do(partial(_of, person=person, year=year)) for person in people}


def _of(uow: UnitOfWork, person: str, year: int) -> Facts:
    pledges = uow.pledges.of_year(person, year)
    reports = uow.reports.of_year(person, year)
    owed = [uow.obligations.get(person, Document.report(Quarter(year, number))) for number in (1, 2, 3, 4)]
    ids = [*(pledge.id for pledge in pledges), *(report.id for report in reports)]
    return {
        "pledges": [(p.kind, p.state, p.version, p.late, p.items, p.reason) for p in pledges],
        "reports": [
            (
                r.period,
                r.state,
                r.version,
                r.late,
                [i.progress for i in r.content.items],
                r.content.outside_work,
            )
            for r in reports
        ],
        "returned": [(r.returned.reason, r.returned.keys) for r in reports if r.returned],
        "owes": [None if each is None else each.is_pending for each in owed],
        "history": [(e.deed, e.actor, e.note) for document in ids for e in uow.history.of(document)],
        "photos": [(p.document, p.item, p.state) for p in uow.photos.of(person, f"report:{year}Q1")],
        "linked": len(uow.talk.addresses_of(person)),
        "agreed": [
            p
            for p, consent in uow.consents.current(person).items()
            if consent.given and p.value != "telegram"
        ],
        "drafts": [(c.dialog, c.subject) for c in uow.talk.open_conversations(f"p:{person}")],
    }
