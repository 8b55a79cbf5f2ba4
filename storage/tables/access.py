"""Paper typed in for others, who may do that, plans made public, and broken seals."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from storage.schema import Instant, metadata
from storage.tables.units import PathText

# What waits for its author's word; once that is given it is a report or pledge, and the row goes.
paper_entry = Table(
    "paper_entry",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("code", Text, primary_key=True),
    Column("entered_by", Text, ForeignKey("person.id"), nullable=False),
    Column("paper_on", Text, nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("content_sealed", LargeBinary, nullable=False),
    Column("note_sealed", LargeBinary),
    Index(None, "entered_by"),
)

helper = Table(
    "helper",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("helper_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("valid_from", Text, nullable=False),
    Column("valid_to", Text, nullable=False),
    Column("named_by", Text, ForeignKey("person.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "helper_id"),
)

publication = Table(
    "publication",
    metadata,
    Column("pledge_id", Text, ForeignKey("pledge.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("year", Integer, nullable=False),
    Column("unit_id", Text, ForeignKey("unit.id"), nullable=False),
    Column("path", PathText, nullable=False),
    Column("form", Text, nullable=False),
    Column("on_day", Text, nullable=False),
    Column("place_sealed", LargeBinary),
    Column("by_id", Text, ForeignKey("person.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "unit_id", "year"),
)

# Only ever added to, but for the moment at which it was closed again.
broken_seal = Table(
    "broken_seal",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("by_id", Text, ForeignKey("person.id"), nullable=False),
    Column("reason_sealed", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("closed_at", Instant),
    Index(None, "person_id"),
    Index(None, "by_id"),
)
