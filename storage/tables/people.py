"""People, where they belong, how they stand, what they hold: all dated. Dates are ISO text, both ends included."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text

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
    Column("phone_barred_at", Instant),  # a lost phone: its number proves nothing until a new code is used
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
# Nobody has two homes without an end; that the bounded ones do not overlap is checked where they are written.
_home_without_end = text("is_home = 1 and valid_to is null")
Index(
    "uq_membership_home_without_end",
    membership.c.person_id,
    unique=True,
    sqlite_where=_home_without_end,
    postgresql_where=_home_without_end,
)

standing = Table(
    "standing",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("valid_from", Text, primary_key=True),
    Column("valid_to", Text),
    Column("standing", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=text("''")),
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

# Whose role (the giver's, in role_unit) is stood in for, by whom, over what: unit_id is role_unit or lies below it.
delegation = Table(
    "delegation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("giver_id", Text, ForeignKey("person.id"), nullable=False),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("role_unit_id", Text, ForeignKey("unit.id"), nullable=False),
    Column("unit_id", Text, ForeignKey("unit.id"), nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("valid_to", Text, nullable=False),
    Index(None, "person_id", "valid_to"),
    Index(None, "giver_id", "valid_to"),
    Index(None, "unit_id", "valid_to"),
)

# What was changed about people: rows are only ever added. `undoes` names the change that was taken back, once.
person_change = Table(
    "person_change",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("deed", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("detail_sealed", LargeBinary, nullable=False),
    Column("undoes", Text, ForeignKey("person_change.id"), unique=True),
    Index(None, "person_id", "at"),
    Index(None, "actor_id", "at"),
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
    Column("line", Text),  # the address's channel:line; None in rows of the first release
    Index(None, "line", "at"),
)
