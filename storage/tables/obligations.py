"""A row for each person who owes a document: what is pending is a row, not a search (design.md §6)."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from storage.schema import Instant, metadata
from storage.tables.units import PathText

obligation = Table(
    "obligation",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("document", Text, primary_key=True),
    Column("audience", Integer, nullable=False),
    Column("unit_id", Text, ForeignKey("unit.id"), nullable=False),
    Column("path", PathText, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("grace_end", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("left_out", Text),
    Column("cleared_at", Instant),
    Index(None, "document", "path"),
)
_pending = obligation.c.cleared_at.is_(None) & obligation.c.left_out.is_(None)
# What is still owed is few among what was: only that is indexed by its deadline.
Index(
    "ix_obligation_pending",
    obligation.c.document,
    obligation.c.path,
    obligation.c.grace_end,
    sqlite_where=_pending,
    postgresql_where=_pending,
)
