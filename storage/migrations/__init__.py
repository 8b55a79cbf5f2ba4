"""Brings a database to the shape of storage/tables, from any earlier release.

Schema only: moving data is a job of its own, with its own tests. Until the first release there is one revision, made
anew by `python -m storage.migrations initial`; after it, `python -m storage.migrations add "what changes"` appends one.
"""

from storage.migrations.runner import SchemaUnknown, current_revision, head_revision, migrate

__all__ = ["SchemaUnknown", "current_revision", "head_revision", "migrate"]
