"""Reports with all their versions. Texts are sealed, one blob a version; figures stand clear for roll-ups.

Decimals are exact as text; the numeric column beside one is for sums over many rows.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema import Instant, metadata
from storage.tables.units import PathText

report = Table(
    "report",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("period", Text, nullable=False),
    Column("unit_id", Text, ForeignKey("unit.id"), nullable=False),
    Column("path", PathText, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("returned_sealed", LargeBinary),
    Column("decided_by", Text),
    Column("decided_at", Instant),
    Column("entered_by", Text),
    Column("paper_on", Text),
    Column("entry_confirmed_at", Instant),
    UniqueConstraint("person_id", "period"),
    Index(None, "period", "path"),
)
_waits = report.c.state == "submitted"
Index("ix_report_waiting", report.c.person_id, sqlite_where=_waits, postgresql_where=_waits)
_returned = report.c.state == "returned"
Index("ix_report_returned", report.c.person_id, sqlite_where=_returned, postgresql_where=_returned)

report_version = Table(
    "report_version",
    metadata,
    Column("report_id", Text, ForeignKey("report.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("receipt", Text, nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("content_sealed", LargeBinary, nullable=False),
    UniqueConstraint("receipt"),
)

# Of the newest version only: what roll-ups add.
report_item = Table(
    "report_item",
    metadata,
    Column("report_id", Text, ForeignKey("report.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("pledge_id", Text, ForeignKey("pledge.id"), nullable=False),
    Column("pledge_version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("target", Text),
    Column("done", Text),
    Column("in_progress", Text),
    Column("done_number", Numeric(38, 10, asdecimal=True)),
    Index(None, "pledge_id", "key"),
)
