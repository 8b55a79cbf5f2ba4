"""Lists on their way in: the file sealed in slices, its rows as they were compared, what they will owe."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from storage.schema import Instant, metadata
from storage.tables.units import PathText

roster_batch = Table(
    "roster_batch",
    metadata,
    Column("id", Text, primary_key=True),
    Column("by_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("address_id", BigInteger),
    Column("channel", Text, nullable=False),
    Column("line", Text, nullable=False),
    # The file's name and what the messenger fetches it by.
    Column("source_sealed", LargeBinary, nullable=False),
    Column("size_bytes", BigInteger),
    Column("wish", Text, nullable=False),
    # Titles and samples of names.
    Column("head_sealed", LargeBinary),
    Column("tail_sealed", LargeBinary),
    Column("fault", Text),
    Column("day", Text),
    Column("opened", Text, nullable=False),
    Column("applied_at", Instant),
    Column("again", Integer, nullable=False, server_default="0"),
    Index(None, "state"),
    Index(None, "by_id"),
)

roster_chunk = Table(
    "roster_chunk",
    metadata,
    Column("batch_id", Text, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

# A row of the file: what it is to become, and what was there when it was compared.
roster_stage = Table(
    "roster_stage",
    metadata,
    Column("batch_id", Text, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("line", Integer, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("search_key", Text, nullable=False),
    Column("birth_year", Integer),
    Column("audience", Integer, nullable=False),
    Column("phone_sealed", LargeBinary),
    Column("phone_digest", Text),
    Column("unit_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("joined", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("candidates", Text, nullable=False),
    # Faulty cells, and a doubtful row as it was read.
    Column("detail_sealed", LargeBinary),
    Column("twin", Integer, nullable=False),
    Column("moves", Integer, nullable=False),
    Column("stands", Integer, nullable=False),
    Column("was_name", Text),
    Column("was_sort_key", Text),
    Column("was_search_key", Text),
    Column("was_year", Integer),
    Column("was_audience", Integer),
    Column("was_phone_sealed", LargeBinary),
    Column("was_phone_digest", Text),
    Column("was_unit", Text),
    Column("was_kind", Text),
    Column("was_since", Text),
    Column("was_standing", Text),
    Column("was_standing_since", Text),
    Index(None, "batch_id", "outcome", "no"),
    Index(None, "batch_id", "person_id"),
    sqlite_with_rowid=False,
)

roster_owed = Table(
    "roster_owed",
    metadata,
    Column("batch_id", Text, primary_key=True),
    Column("person_id", Text, primary_key=True),
    Column("document", Text, primary_key=True),
    Column("audience", Integer, nullable=False),
    Column("unit_id", Text, nullable=False),
    Column("path", PathText, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("grace_end", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("left_out", Text),
    Column("cleared_at", Instant),
    # What was there, for taking the import back: 1 where a row was.
    Column("was", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)
