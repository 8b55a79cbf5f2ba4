"""Lists on their way in. Names stand clear as they do among people; phones, titles, samples and faulty cells are
sealed."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any, Final

from core.calendar import start_of
from core.obligations import Obligation
from core.people import AudienceGroup, Standing
from core.roster.batch import Batch, BatchState, Known, Missing, Outcome, Planned, Staged
from core.roster.plan import kind_for
from core.roster.problems import Problem, Reason
from core.roster.reading import (
    Unreadable,
    Wish,
    head_from_json,
    head_to_json,
    tail_from_json,
    tail_to_json,
)
from core.roster.rows import from_json as row_from_json
from core.roster.rows import to_json as row_to_json
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.repositories import roster_apply_sql as step
from storage.repositories import roster_sql as sql
from storage.repositories.obligations import fields_of
from storage.vault import Vault

_SOURCE: Final = "roster source"
_TOLD: Final = "roster head"
_FILE: Final = "roster file"
_DETAIL: Final = "roster detail"
_PHONE: Final = "phone"


class RosterRows:
    """core.ports.Rosters on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def add(self, batch: Batch) -> None:
        source = json.dumps({"name": batch.name, "ref": batch.ref})
        self._sql.execute(
            sql.ADD,
            by=batch.by,
            created=to_micros(batch.created_at),
            address=batch.address,
            channel=batch.channel,
            line=batch.line,
            source=self._vault.seal_text(source, _SOURCE),
            size=batch.size,
            **self._changing(batch),
        )

    def get(self, batch: str) -> Batch | None:
        row = self._sql.fetch_one(sql.GET, id=batch)
        return self._batch(row) if row else None

    def put(self, batch: Batch) -> None:
        self._sql.execute(sql.PUT, **self._changing(batch))

    def in_state(self, state: BatchState, limit: int) -> list[Batch]:
        return [self._batch(row) for row in self._sql.fetch_all(sql.IN_STATE, state=state.value, limit=limit)]

    def newest_of(self, person: str, limit: int = 5) -> list[Batch]:
        return [self._batch(row) for row in self._sql.fetch_all(sql.NEWEST_OF, by=person, limit=limit)]

    def add_chunk(self, batch: str, no: int, data: bytes) -> None:
        self._sql.execute(sql.ADD_CHUNK, batch=batch, no=no, sealed=self._vault.seal(data, _FILE))

    def chunk(self, batch: str, no: int) -> bytes | None:
        row = self._sql.fetch_one(sql.CHUNK, batch=batch, no=no)
        return self._vault.open(row[0], _FILE) if row else None

    def drop_rows(self, batch: str, limit: int) -> int:
        owed = self._sql.execute(sql.DROP_OWED, batch=batch, limit=limit)
        return owed + self._sql.execute(sql.DROP_STAGE, batch=batch, limit=limit)

    def drop_file(self, batch: str) -> None:
        self._sql.execute(sql.DROP_CHUNKS, batch=batch)

    def forget(self, before: datetime, limit: int) -> int:
        row = self._sql.fetch_one(sql.TO_FORGET, before=to_micros(before))
        if row is None:
            return 0
        self.drop_file(row[0])
        return self.drop_rows(row[0], limit) or self._sql.execute(sql.DROP_BATCH, batch=row[0])

    # comparing

    def digest(self, phone: str) -> str:
        return self._vault.digest(phone, _PHONE)

    def known(
        self,
        ids: Sequence[str],
        phones: Sequence[str],
        names: Sequence[tuple[str, int | None, str]],
        on: date,
    ) -> list[Known]:
        found: dict[str, Row] = {}
        for statement, keys in (
            (sql.KNOWN_BY_ID, (*ids, *self._namesakes(names, on))),
            (sql.KNOWN_BY_PHONE, phones),
        ):
            if keys:
                wanted = json.dumps(list(keys))
                for row in self._sql.fetch_all(statement, keys=wanted, day=on.isoformat()):
                    found[row[0]] = row
        offices = self._offices(list(found), on)
        return [_known(row, offices.get(person, frozenset())) for person, row in found.items()]

    def _namesakes(self, names: Sequence[tuple[str, int | None, str]], on: date) -> list[str]:
        if not names:
            return []
        rows = self._sql.fetch_all(sql.NAMESAKES, wanted=json.dumps(names), day=on.isoformat())
        return [row[0] for row in rows]

    def _offices(self, people: list[str], on: date) -> dict[str, frozenset[tuple[str, str]]]:
        held: dict[str, set[tuple[str, str]]] = {}
        if people:
            for person, kind, unit in self._sql.fetch_all(
                sql.OFFICES, keys=json.dumps(people), day=on.isoformat()
            ):
                held.setdefault(person, set()).add((kind, unit))
        return {person: frozenset(roles) for person, roles in held.items()}

    def stage(self, batch: str, rows: Sequence[Planned], owed: Sequence[Obligation]) -> None:
        self._sql.many(sql.STAGE, [self._staged_fields(batch, row) for row in rows])
        if owed:
            self._sql.many(sql.OWE, [{"batch": batch, **fields_of(each)} for each in owed])

    def replace(self, batch: str, row: Planned, owed: Sequence[Obligation]) -> None:
        before = self.rows(batch, tuple(Outcome), after=row.no - 1, limit=1)
        for each in before:
            self._sql.execute(sql.UNOWE, batch=batch, person=each.person)
        self._sql.execute(sql.UNSTAGE, batch=batch, no=row.no)
        self.stage(batch, [row], owed)

    def set_outcome(self, batch: str, old: Outcome, new: Outcome) -> int:
        return self._sql.execute(sql.SET_OUTCOME, batch=batch, old=old.value, new=new.value)

    # looking

    def counts(self, batch: str) -> Mapping[Outcome, int]:
        return {Outcome(outcome): count for outcome, count in self._sql.fetch_all(sql.COUNTS, batch=batch)}

    def changes(self, batch: str) -> Mapping[str, int]:
        counted: Counter[str] = Counter()
        for changes, count in self._sql.fetch_all(sql.CHANGES, batch=batch):
            for what in changes.split(","):
                counted[what] += count
        return counted

    def rows(self, batch: str, outcomes: Sequence[Outcome], after: int = 0, limit: int = 10) -> list[Staged]:
        keys = json.dumps([outcome.value for outcome in outcomes])
        found = self._sql.fetch_all(sql.ROWS, batch=batch, after=after, limit=limit, keys=keys)
        return [self._staged(row) for row in found]

    def units(self, batch: str) -> list[str]:
        return [row[0] for row in self._sql.fetch_all(sql.UNITS, batch=batch)]

    def missing(self, batch: str, on: date, limit: int) -> list[Missing]:
        rows = self._sql.fetch_all(sql.MISSING, batch=batch, day=on.isoformat(), limit=limit)
        return [Missing(*row) for row in rows]

    def missing_count(self, batch: str, on: date) -> int:
        row = self._sql.fetch_one(sql.MISSING_COUNT, batch=batch, day=on.isoformat())
        return row[0] if row else 0

    def meaning(self, batch: str, person: str) -> list[int]:
        return [row[0] for row in self._sql.fetch_all(sql.MEANING, batch=batch, person=person)]

    # doing

    def stale(self, batch: str, on: date) -> int:
        return sum(
            self._count(each, batch, on) for each in (step.STALE_CHANGED, step.STALE_NEW, step.STALE_UNITS)
        )

    def apply(self, batch: str, on: date) -> None:
        self._all(step.APPLY, batch, on)

    def built_on(self, batch: str, on: date) -> int:
        checks = (*step.HANGS_ON, step.NOT_AS_LEFT, step.CHANGED_SINCE)
        return sum(self._count(each, batch, on) for each in checks)

    def take_back(self, batch: str, on: date) -> None:
        self._all(step.TAKE_BACK, batch, on)

    def _all(self, statements: Sequence[Statement], batch: str, on: date) -> None:
        self._sql.fetch_one(step.ROOM)
        for statement in statements:
            self._sql.execute(statement, **_days(batch, on))
        self._sql.fetch_one(step.NO_ROOM)

    def changed_people(self, batch: str, after: str, limit: int) -> list[str]:
        rows = self._sql.fetch_all(step.CHANGED_PEOPLE, batch=batch, after=after, limit=limit)
        return [row[0] for row in rows]

    def _count(self, statement: Statement, batch: str, on: date) -> int:
        row = self._sql.fetch_one(statement, **_days(batch, on))
        return int(row[0]) if row else 0

    # rows in and out

    def _changing(self, batch: Batch) -> dict[str, Any]:
        head = None if batch.head is None else json.dumps(head_to_json(batch.head))
        tail = None if batch.tail is None else json.dumps(tail_to_json(batch.tail))
        return {
            "id": batch.id,
            "state": batch.state.value,
            "wish": json.dumps(asdict(batch.wish)),
            "head": None if head is None else self._vault.seal_text(head, _TOLD),
            "tail": None if tail is None else self._vault.seal_text(tail, _TOLD),
            "fault": None if batch.fault is None else batch.fault.value,
            "day": None if batch.day is None else batch.day.isoformat(),
            "opened": ",".join(batch.opened),
            "applied": None if batch.applied_at is None else to_micros(batch.applied_at),
            "again": int(batch.again),
        }

    def _batch(self, row: Row) -> Batch:
        (id_, by, state, created, address, channel, line, source, size, wish, head, tail, fault, day, opened, applied,
         again) = row  # fmt: skip
        said = json.loads(self._vault.open_text(source, _SOURCE))
        return Batch(
            id_,
            by,
            BatchState(state),
            from_micros(created),
            said["name"],
            address,
            channel,
            line,
            said["ref"],
            size,
            Wish(**json.loads(wish)),
            None if head is None else head_from_json(json.loads(self._vault.open_text(head, _TOLD))),
            None if tail is None else tail_from_json(json.loads(self._vault.open_text(tail, _TOLD))),
            None if fault is None else Unreadable(fault),
            None if day is None else date.fromisoformat(day),
            tuple(opened.split(",")) if opened else (),
            None if applied is None else from_micros(applied),
            bool(again),
        )

    def _staged_fields(self, batch: str, row: Planned) -> dict[str, Any]:
        return {
            "batch": batch,
            "no": row.no,
            "line": row.line,
            "sheet": row.sheet,
            "outcome": row.outcome.value,
            "person": row.person,
            "name": row.name,
            "sort_key": row.sort_key,
            "search_key": row.search_key,
            "year": row.birth_year,
            "audience": row.group.value,
            "phone": None if row.phone is None else self._vault.seal_text(row.phone, _PHONE),
            "phone_digest": None if row.phone is None else self.digest(row.phone),
            "unit": row.unit,
            "kind": kind_for(row.standing).value if row.was is None or row.moves else row.was.kind,
            "standing": row.standing.value,
            "joined": row.joined.isoformat(),
            "roles": json.dumps([role.value for role in row.roles]),
            "changes": ",".join(row.changes),
            "candidates": json.dumps(row.candidates),
            "detail": self._detail(row),
            "twin": row.twin,
            "moves": int(row.moves),
            "stands": int(row.stands),
            **_was(row.was),
        }

    def _detail(self, row: Planned) -> bytes | None:
        """What was found in faulty cells, and a doubtful row as it was read."""
        if not row.problems and row.row is None:
            return None
        problems = [[each.reason.value, each.column, each.letter, each.value] for each in row.problems]
        whole = None if row.row is None else row_to_json(row.row)
        return self._vault.seal_text(json.dumps({"problems": problems, "row": whole}), _DETAIL)

    def _staged(self, row: Row) -> Staged:
        no, line, sheet, outcome, person, name, year, unit, changes, candidates, detail, twin = row
        told: dict[str, Any] = {"problems": [], "row": None}
        if detail is not None:
            told = json.loads(self._vault.open_text(detail, _DETAIL))
        return Staged(
            no,
            line,
            sheet,
            Outcome(outcome),
            person,
            name,
            year,
            unit,
            tuple(changes.split(",")) if changes else (),
            tuple(json.loads(candidates)),
            tuple(Problem(Reason(each[0]), *each[1:]) for each in told["problems"] or ()),
            twin,
            None if told["row"] is None else row_from_json(told["row"]),
        )


def _days(batch: str, on: date) -> dict[str, str | int]:
    return {
        "batch": batch,
        "day": on.isoformat(),
        "before": (on - timedelta(days=1)).isoformat(),
        "since": to_micros(start_of(on)),
    }


def _was(known: Known | None) -> dict[str, Any]:
    return {
        "was_name": known.name if known else None,
        "was_sort_key": known.sort_key if known else None,
        "was_search_key": known.search_key if known else None,
        "was_year": known.birth_year if known else None,
        "was_audience": known.group.value if known else None,
        "was_phone": known.phone_sealed if known else None,
        "was_phone_digest": known.phone_digest if known else None,
        "was_unit": known.unit if known else None,
        "was_kind": known.kind if known else None,
        "was_since": known.since.isoformat() if known else None,
        "was_standing": known.standing.value if known else None,
        "was_standing_since": known.standing_since.isoformat() if known and known.standing_since else None,
    }


def _known(row: Row, offices: frozenset[tuple[str, str]]) -> Known:
    (id_, name, sort_key, search_key, year, audience, digest, sealed, unit, unit_name, path, kind, since, ends,
     standing, standing_since) = row  # fmt: skip
    return Known(
        id_,
        name,
        sort_key,
        search_key,
        year,
        AudienceGroup(audience),
        digest,
        sealed,
        unit,
        unit_name,
        path,
        kind,
        date.fromisoformat(since),
        bool(ends),
        Standing(standing),
        None if standing_since is None else date.fromisoformat(standing_since),
        offices,
    )
