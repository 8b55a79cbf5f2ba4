"""What happened to documents, and who read them. Rows are only ever added."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from storage.schema import Instant, metadata

history = Table(
    "history",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("document_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("deed", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("note_sealed", LargeBinary),
    Column("stands_for_id", Text),
    Index(None, "document_id"),
)

reading = Table(
    "reading",
    metadata,
    Column("document_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("reader_id", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "owner_id", "at"),
)
