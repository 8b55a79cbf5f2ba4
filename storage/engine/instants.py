"""Instants as the tables keep them: whole microseconds since 1970 in UTC, a BIGINT on both backends.

The same number sorts, compares and subtracts identically on SQLite and PostgreSQL, and no driver converts it.
"""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400
_MICRO = 1_000_000

# The database's own clock as such a number, for a lease inside fixed SQL. SQLite's has milliseconds only.
_SECONDS = "cast(strftime('%s', 'now') as integer)"
_MILLISECONDS = "cast(substr(strftime('%f', 'now'), 4) as integer)"
SQLITE_NOW = f"({_SECONDS} * 1000000 + {_MILLISECONDS} * 1000)"
POSTGRESQL_NOW = "(extract(epoch from clock_timestamp()) * 1000000)::bigint"


def to_micros(instant: datetime) -> int:
    """Exact. Raises TypeError for a datetime without a zone."""
    since = instant - _EPOCH
    return (since.days * _DAY + since.seconds) * _MICRO + since.microseconds


def from_micros(micros: int) -> datetime:
    """Exact, and aware in UTC."""
    return _EPOCH + timedelta(microseconds=micros)
