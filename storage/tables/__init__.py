"""Every table of the product, a topic a file; importing this package puts them all into `metadata`."""

from storage.schema import metadata
from storage.tables.setting import setting

__all__ = ["metadata", "setting"]
