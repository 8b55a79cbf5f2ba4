"""What people ask about their own data, when an answer is due, and what stands in the way of a deletion."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table, Text

from storage.schema import Instant, metadata
from storage.tables.units import PathText

data_request = Table(
    "data_request",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("path", PathText, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("answer_due", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("words_sealed", LargeBinary),
    Column("answered_by", Text),
    Column("answered_at", Instant),
    Column("answer_sealed", LargeBinary),
    Column("ended_at", Instant),
    Column("step", Text, nullable=False),
    Index(None, "person_id"),
)
_open = data_request.c.ended_at.is_(None)
Index("ix_data_request_open", data_request.c.due, sqlite_where=_open, postgresql_where=_open)

legal_hold = Table(
    "legal_hold",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("reason_sealed", LargeBinary, nullable=False),
    Column("until", Text, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index(None, "person_id"),
)
