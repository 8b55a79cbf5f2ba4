"""Files that go out: what was ordered, and the links by which it is fetched where a messenger takes no files.

Leases run on the database's own clock. The bytes are in the evidence store, sealed, under a key of the order's own.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text

from storage.schema import Instant, metadata

file_order = Table(
    "file_order",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("argument_sealed", LargeBinary, nullable=False),
    Column("argument_digest", Text, nullable=False),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column(
        "address_id", BigInteger().with_variant(Integer(), "sqlite"), ForeignKey("address.id"), nullable=False
    ),
    Column("channel", Text, nullable=False),
    Column("ordered_at", Instant, nullable=False),
    # ordered, made or failed; a forgotten one is gone
    Column("state", Text, nullable=False),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("lease_owner", Text),
    Column("lease_until", BigInteger, nullable=False, server_default="0"),
    Column("names_sealed", LargeBinary),
    Column("done_at", Instant),
    Index(None, "person_id"),
)
_ordered = text("state = 'ordered'")
Index("ix_file_order_to_make", file_order.c.ordered_at, sqlite_where=_ordered, postgresql_where=_ordered)
_over = text("state <> 'ordered'")
Index("ix_file_order_over", file_order.c.done_at, sqlite_where=_over, postgresql_where=_over)

file_link = Table(
    "file_link",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("order_id", Text, ForeignKey("file_order.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Index(None, "order_id"),
)
