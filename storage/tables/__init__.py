"""Every table of the product, a topic a file; importing this package puts them all into `metadata`."""

from storage.schema import metadata
from storage.tables import (
    access,
    evidence,
    files,
    history,
    mailing,
    obligations,
    people,
    pledges,
    reports,
    requests,
    roster,
    setting,
    talk,
    trail,
    units,
)

__all__ = [
    "access",
    "evidence",
    "files",
    "history",
    "mailing",
    "metadata",
    "obligations",
    "people",
    "pledges",
    "reports",
    "requests",
    "roster",
    "setting",
    "talk",
    "trail",
    "units",
]
