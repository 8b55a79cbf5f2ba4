"""Who read, took out or changed what of somebody else's: a log that is only added to, and the chain that seals it.

`append_only` tables refuse every change by a trigger (storage/migrations/append_only.py); what `log_start` says is
too old to keep may be deleted from the front, nothing else.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from storage.schema import Instant, metadata
from storage.tables.units import PathText

_Id = BigInteger().with_variant(Integer, "sqlite")

access_log = Table(
    "access_log",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("owner_id", Text),
    Column("object", Text, nullable=False),
    Column("path", PathText, nullable=False),
    Index(None, "owner_id", "id"),
    Index(None, "path"),
    info={"append_only": "id"},
)

# One row a sealed line, in the order of sealing: a line that commits late is sealed later, and no reader waits.
access_seal = Table(
    "access_seal",
    metadata,
    Column("no", _Id, primary_key=True),
    Column("log_id", _Id, ForeignKey("access_log.id"), nullable=False, unique=True),
    Column("digest", Text, nullable=False),
    info={"append_only": "log_id"},
)

# The one row says up to which line the log was let go by its retention clock, and what the chain was there.
log_start = Table(
    "log_start",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("log_id", BigInteger, nullable=False),
    Column("no", BigInteger, nullable=False),
    Column("digest", Text, nullable=False),
    Column("head_no", BigInteger, nullable=False),
    Column("head_digest", Text, nullable=False),
)
