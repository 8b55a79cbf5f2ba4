"""Units: a stable row each, its places in the tree by date, its successors, and what it has set."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from storage.schema import Instant, metadata

PathText = Text().with_variant(Text(collation="C"), "postgresql")
"""A unit's path, compared byte by byte on both backends, so that a subtree is one range of an index."""

unit = Table(
    "unit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("valid_to", Text),
)

# A unit that moves or is renamed keeps its row above and gets another place from that day.
unit_place = Table(
    "unit_place",
    metadata,
    Column("unit_id", Text, ForeignKey("unit.id"), primary_key=True),
    Column("valid_from", Text, primary_key=True),
    Column("valid_to", Text),
    Column("parent_id", Text, ForeignKey("unit.id")),
    Column("path", PathText, nullable=False),
    Column("name", Text, nullable=False),
    Index(None, "path"),
    Index(None, "parent_id"),
)

unit_succession = Table(
    "unit_succession",
    metadata,
    Column("old_id", Text, ForeignKey("unit.id"), primary_key=True),
    Column("new_id", Text, ForeignKey("unit.id"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("on_day", Text, nullable=False),
)

unit_setting = Table(
    "unit_setting",
    metadata,
    Column("unit_id", Text, ForeignKey("unit.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# What was changed in the tree: rows are only ever added. `undoes` names the change that was taken back, once.
unit_change = Table(
    "unit_change",
    metadata,
    Column("id", Text, primary_key=True),
    Column("unit_id", Text, nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("deed", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("undoes", Text, ForeignKey("unit_change.id"), unique=True),
    Index(None, "unit_id", "at"),
)

# Where the committee of committee_id has something tried first (làm điểm), for one group.
pilot = Table(
    "pilot",
    metadata,
    Column("unit_id", Text, ForeignKey("unit.id"), primary_key=True),
    Column("audience", Integer, primary_key=True),
    Column("valid_from", Text, primary_key=True),
    Column("valid_to", Text, nullable=False),
    Column("committee_id", Text, ForeignKey("unit.id"), nullable=False),
    Index(None, "committee_id", "audience"),
)
