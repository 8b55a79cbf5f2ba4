"""Pledges with all their versions, and the data that they are written with. Texts are sealed, one blob a version."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from storage.schema import Instant, metadata
from storage.tables.units import PathText

pledge = Table(
    "pledge",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("unit_id", Text, ForeignKey("unit.id"), nullable=False),
    Column("path", PathText, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("confirmed_version", Integer),
    Column("last_item", Integer, nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", Instant),
    Column("reason_sealed", LargeBinary),
    Column("entered_by", Text),
    Column("paper_on", Text),
    Column("entry_confirmed_at", Instant),
    UniqueConstraint("person_id", "kind", "year"),
)
Index(None, pledge.c.person_id, pledge.c.year)
_waits = pledge.c.state == "submitted"
Index("ix_pledge_waiting", pledge.c.person_id, sqlite_where=_waits, postgresql_where=_waits)
_returned = pledge.c.state == "needs_changes"
Index("ix_pledge_returned", pledge.c.person_id, sqlite_where=_returned, postgresql_where=_returned)

pledge_version = Table(
    "pledge_version",
    metadata,
    Column("pledge_id", Text, ForeignKey("pledge.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("sent_at", Instant, nullable=False),
    Column("items_sealed", LargeBinary, nullable=False),
)

criterion_group = Table(
    "criterion_group",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("invented", Boolean, nullable=False),
)

suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Text, primary_key=True),
    Column("audience", Integer, nullable=False),
    Column("criterion", Text, ForeignKey("criterion_group.code"), nullable=False),
    Column("work", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("target", Text),
    Column("unit", Text, nullable=False),
    Column("due", Text),
    Column("evidence", Text, nullable=False),
    Column("breakthrough", Boolean, nullable=False),
    Index(None, "audience", "criterion"),
)
