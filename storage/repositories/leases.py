"""How long an address is kept for whoever sends there."""

from datetime import timedelta
from typing import Final

LEASE: Final = timedelta(seconds=60)
"""Longer than a send may take (45 s for an album), with room for its two commits."""
