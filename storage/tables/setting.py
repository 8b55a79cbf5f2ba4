"""What the installation knows about itself, one row a fact."""

from sqlalchemy import Column, Table, Text

from storage.schema import metadata

setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
