"""Photos and files as rows; their bytes are in the evidence store under their SHA-256."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    and_,
)

from storage.schema import Instant, metadata

photo = Table(
    "photo",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("document", Text, nullable=False),
    Column("item", Text),
    Column("state", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("source_digest", Text, nullable=False),
    # What the channel fetches it by, its name and caption: the author's, so sealed.
    Column("source_sealed", LargeBinary, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("album", Text),
    Column("as_photo", Boolean, nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    Column("size_bytes", BigInteger),
    Column("sha256", Text),
    Column("band_0", Integer),
    Column("band_1", Integer),
    Column("band_2", Integer),
    Column("band_3", Integer),
    Column("reason", Text, nullable=False),
    Column("address_id", BigInteger().with_variant(Integer(), "sqlite"), ForeignKey("address.id")),
    UniqueConstraint("person_id", "document", "source_digest"),
    Index(None, "sha256"),
    Index(None, "band_0"),
    Index(None, "band_1"),
    Index(None, "band_2"),
    Index(None, "band_3"),
)
_to_forget = and_(photo.c.state.in_(("removed", "marked")), photo.c.sha256.is_not(None))
Index("ix_photo_to_forget", photo.c.id, sqlite_where=_to_forget, postgresql_where=_to_forget)
_to_fetch = photo.c.state == "noted"
Index("ix_photo_to_fetch", photo.c.received_at, sqlite_where=_to_fetch, postgresql_where=_to_fetch)
