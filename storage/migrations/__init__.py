"""Brings a database to the shape of storage/tables, from any earlier release.

Schema only: moving data is a job of its own, with its own tests. `python -m storage.migrations add "what changes"`
appends a revision; while no release has it, `python -m storage.migrations again` writes that one anew.
"""

from storage.migrations.runner import SchemaUnknown, current_revision, head_revision, migrate

__all__ = ["SchemaUnknown", "current_revision", "head_revision", "migrate"]
