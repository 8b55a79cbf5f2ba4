"""The two facts read from a camera's EXIF block: which way up, and when by its clock. Never where.

A reader of our own: a library's reads every tag, the position among them, and warns or raises in a dozen ways
on a damaged block. A photo whose EXIF cannot be read is still a photo, so nothing here raises.
"""

import re
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final

_ORIENTATION: Final = 0x0112
_CAMERA_BLOCK: Final = 0x8769
_TAKEN_AT: Final = 0x9003
_TAKEN_ZONE: Final = 0x9011

_ASCII: Final = 2
_SHORT: Final = 3
_LONG: Final = 4
_ENTRY: Final = 12
_MOST_ENTRIES: Final = 512

_HERE: Final = timezone(timedelta(hours=7))
"""Vietnam has had no other offset since 1975; most cameras write none."""
_MOMENT: Final = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)")
_ZONE: Final = re.compile(r"([+-])(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """`orientation` is EXIF's 1 to 8; 1 is upright."""

    orientation: int = 1
    taken_at: datetime | None = None


def read_exif(block: bytes | None) -> CameraFacts:
    tiff = (block or b"").removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return CameraFacts()
    reader = _Reader(tiff, order)
    main = reader.entries(reader.number(4, 4))
    camera = reader.entries(reader.value(main.get(_CAMERA_BLOCK)))
    orientation = reader.value(main.get(_ORIENTATION))
    return CameraFacts(
        orientation if 1 <= orientation <= 8 else 1,
        _moment(reader.text(camera.get(_TAKEN_AT)), reader.text(camera.get(_TAKEN_ZONE))),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    tiff: bytes
    order: str

    def number(self, at: int, size: int) -> int:
        """0 where the block ends before it."""
        part = self.tiff[at : at + size]
        return int.from_bytes(part, "little" if self.order == "<" else "big") if len(part) == size else 0

    def entries(self, at: int) -> dict[int, bytes]:
        """Tag to its twelve bytes, of the directory that starts there; none where none does."""
        if not 8 <= at < len(self.tiff):
            return {}
        count = min(self.number(at, 2), _MOST_ENTRIES)
        rows = (self.tiff[at + 2 + n * _ENTRY : at + 2 + (n + 1) * _ENTRY] for n in range(count))
        return {struct.unpack(self.order + "H", row[:2])[0]: row for row in rows if len(row) == _ENTRY}

    def value(self, entry: bytes | None) -> int:
        """0 for anything but one whole number."""
        if entry is None:
            return 0
        kind, count = struct.unpack(self.order + "HI", entry[2:8])
        if count != 1 or kind not in {_SHORT, _LONG}:
            return 0
        layout = "H" if kind == _SHORT else "I"
        return int(struct.unpack(self.order + layout, entry[8 : 8 + struct.calcsize(layout)])[0])

    def text(self, entry: bytes | None) -> str:
        if entry is None:
            return ""
        kind, count, at = struct.unpack(self.order + "HII", entry[2:])
        if kind != _ASCII or count > 64:
            return ""
        raw = entry[8 : 8 + count] if count <= 4 else self.tiff[at : at + count]
        return raw.rstrip(b"\0 ").decode("ascii", "replace")


def _moment(text: str, zone: str) -> datetime | None:
    """None for a clock that was never set, or for no date at all."""
    parts = _MOMENT.fullmatch(text)
    if parts is None:
        return None
    offset = _ZONE.fullmatch(zone)
    try:
        year, month, day, hour, minute, second = (int(part) for part in parts.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=_offset(offset) if offset else _HERE)
    except ValueError:
        return None


def _offset(zone: re.Match[str]) -> timezone:
    ahead = timedelta(hours=int(zone[2]), minutes=int(zone[3]))
    return timezone(ahead if zone[1] == "+" else -ahead)
