"""Addresses, conversations, updates seen, and the outbox. Instants are microseconds since 1970, UTC."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.schema import metadata

_Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only for INTEGER

address = Table(
    "address",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("chat_digest", Text, nullable=False),
    Column("chat_sealed", LargeBinary, nullable=False),
    Column("speaker_id", Text),
    Column("front_id", _Id),
    Column("state_sealed", LargeBinary, nullable=False),
    Column("prompt_message", Text),
    Column("prompt_sent_at", BigInteger),
    Column("unknown_prompt", Integer, nullable=False, server_default="0"),
    Column("last_heard_at", BigInteger),
    Column("gone", Text),
    Column("gone_at", BigInteger),
    # All on the database's own clock. One sender at a time; nothing leaves before `held_until`, as the messenger said.
    Column("lease_owner", Text),
    Column("lease_until", BigInteger, nullable=False, server_default="0"),
    Column("held_until", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("channel", "line", "chat_digest"),
)

link = Table(
    "link",
    metadata,
    Column("address_id", _Id, ForeignKey("address.id"), primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("linked_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    Column("preferred_at", BigInteger),  # when the person chose to be written to here; the newest counts
    Index(None, "person_id"),
    Index(None, "linked_at"),
)

conversation = Table(
    "conversation",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("dialog", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("state_sealed", LargeBinary, nullable=False),
    Column("touched_at", BigInteger, nullable=False),
    UniqueConstraint("owner", "dialog", "subject"),
)

update_seen = Table(
    "update_seen",
    metadata,
    Column("key", Text, primary_key=True),
    Column("received_at", BigInteger, nullable=False),
    Index(None, "received_at"),
    sqlite_with_rowid=False,
)

parked_update = Table(
    "parked_update",
    metadata,
    Column("key", Text, primary_key=True),
    Column("raw_sealed", LargeBinary, nullable=False),
    Column("error_id", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("parked_at", BigInteger, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("address_id", _Id, ForeignKey("address.id"), nullable=False),
    Column(
        "line", Text, nullable=False
    ),  # the address's channel:line, so that one line's queue hides no other's
    Column("person_id", Text),
    Column("conversation_id", _Id),
    Column("kind", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("dedup", Text, nullable=False),
    Column("payload_sealed", LargeBinary, nullable=False),
    Column("edits", Text),
    Column("wanted", Text),
    Column("not_before", BigInteger, nullable=False, server_default="0"),
    Column("expires_at", BigInteger),
    Column("queued_at", BigInteger, nullable=False),
    # waiting, attempted, or an outcome: sent, gone, rejected, obsolete, late, unknown, superseded
    Column("state", Text, nullable=False, server_default="waiting"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("unknowns", Integer, nullable=False, server_default="0"),  # attempts whose answer never came
    Column("parts_done", Integer, nullable=False, server_default="0"),
    Column("replacement_sealed", LargeBinary),  # came while it was being sent; follows as an edit
    Column("reason", Text),
    Column("message_id", Text),
    Column("done_at", BigInteger),
    UniqueConstraint("dedup"),
)

# What is still to leave is few among millions that left, so only that is indexed. The relay walks a line's queue in
# the order in which it leaves; a sender and a take-over look at an address, and at what is being attempted.
_waiting = text("state = 'waiting'")
_unsent = text("state in ('waiting', 'attempted')")
Index(
    "ix_outbox_due",
    outbox.c.line,
    outbox.c.priority,
    outbox.c.not_before,
    outbox.c.id,
    sqlite_where=_waiting,
    postgresql_where=_waiting,
)
Index(
    "ix_outbox_unsent",
    outbox.c.state,
    outbox.c.address_id,
    outbox.c.id,
    sqlite_where=_unsent,
    postgresql_where=_unsent,
)

line_leader = Table(
    "line_leader",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("line", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("lease_until", BigInteger, nullable=False),
)
