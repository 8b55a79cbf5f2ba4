"""Which half-days were acted on, and how often and when a person wants to be reminded."""

from sqlalchemy import Column, ForeignKey, Table, Text

from storage.schema import Instant, metadata

# One row a kind of work: it is done up to `fired_at`, and never again for what began by then.
slot_mark = Table(
    "slot_mark",
    metadata,
    Column("name", Text, primary_key=True),
    Column("fired_at", Instant, nullable=False),
)

reminder_choice = Table(
    "reminder_choice",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("rhythm", Text, nullable=False),
    Column("half_day", Text, nullable=False),
    Column("chosen_at", Instant, nullable=False),
)
