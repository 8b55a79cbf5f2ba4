"""What our units of work say to the database, written down so that a floor can say the very same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from storage.engine.connection import Connection, Row
from storage.engine.statements import Statement

if TYPE_CHECKING:
    import sqlalchemy

Recorded: TypeAlias = "tuple[Statement, dict[str, Any]]"


@dataclass(frozen=True, slots=True)
class Step:
    """One update of one person. `sql` is what ours says for it, for the decision and for the mark of its reply."""

    raw: bytes
    sql: tuple[Recorded, ...] = ()


class RecordingConnection(Connection):
    """Passes everything on, and writes it down first."""

    backend = "sqlite"

    def __init__(self, real: Connection, log: list[Recorded]) -> None:
        self._real = real
        self._log = log

    def fetch_one(self, statement: Statement, /, **params: object) -> Row | None:
        self._write_down(statement, params)
        return self._real.fetch_one(statement, **params)

    def fetch_all(self, statement: Statement, /, **params: object) -> list[Row]:
        self._write_down(statement, params)
        return self._real.fetch_all(statement, **params)

    def _write_down(self, statement: Statement, params: dict[str, object]) -> None:
        """What is recalled is not said to the database, so no floor says it either."""
        if not self._real.recalls(statement, params):
            self._log.append((statement, params))

    def execute(self, statement: Statement, /, **params: object) -> int:
        self._log.append((statement, params))
        return self._real.execute(statement, **params)

    def many(self, statement: Statement, rows: Sequence[Mapping[str, object]]) -> None:
        self._log.extend((statement, dict(row)) for row in rows)
        self._real.many(statement, rows)

    @property
    def core(self) -> "sqlalchemy.Connection":
        raise NotImplementedError("nothing on the hot path speaks through SQLAlchemy")
