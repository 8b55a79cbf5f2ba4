"""People, where they belong, how they stand, what they hold: all dated. Dates are ISO text, both ends included."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from storage.schema import Instant, metadata

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("full_name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("search_key", Text, nullable=False),
    Column("birth_year", Integer),
    Column("audience", Integer, nullable=False),
    Column("phone_sealed", LargeBinary),
    Column("phone_digest", Text),
    Index(None, "sort_key", "id"),
    Index(None, "search_key"),
    Index(None, "phone_digest"),
)

membership = Table(
    "membership",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("valid_from", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("unit_id", Text, ForeignKey("unit.id"), nullable=False),
    Column("valid_to", Text),
    Column("is_home", Integer, nullable=False),
    Index(None, "unit_id", "is_home", "valid_to"),
)

standing = Table(
    "standing",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("valid_from", Text, primary_key=True),
    Column("valid_to", Text),
    Column("standing", Text, nullable=False),
)

role = Table(
    "role",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("unit_id", Text, ForeignKey("unit.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("valid_from", Text, primary_key=True),
    Column("valid_to", Text),
    Index(None, "unit_id", "kind"),
)

consent = Table(
    "consent",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("purpose", Text, primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("given", Integer, nullable=False),
    Column("text_version", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("message_id", Text, nullable=False),
)

link_code = Table(
    "link_code",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("issued_by", Text, nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("used", Integer, nullable=False, server_default="0"),
    Index(None, "person_id"),
)

code_miss = Table(
    "code_miss",
    metadata,
    Column("address_id", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)
