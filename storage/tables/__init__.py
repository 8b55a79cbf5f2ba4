"""Every table of the product, a topic a file; importing this package puts them all into `metadata`."""

from storage.schema import metadata
from storage.tables import evidence, history, obligations, people, pledges, reports, setting, talk, units

__all__ = [
    "evidence",
    "history",
    "metadata",
    "obligations",
    "people",
    "pledges",
    "reports",
    "setting",
    "talk",
    "units",
]
