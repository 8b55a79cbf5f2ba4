"""Cut a JPEG or PNG down to its picture before a decoder sees it, and see that the others are there to their
end.

Everything else in a JPEG or PNG (position, thumbnails, comments, colour profiles, animation, a second
picture's index) is of no use to us, is personal, and is what decoders stumble over. The camera's EXIF block
is handed back beside the picture, for the two facts that exif.py reads from it. Why: docs/decisions/0040.
"""

import zlib
from dataclasses import dataclass
from typing import Final

_SOI: Final = b"\xff\xd8"
_SOS: Final = 0xDA
_EOI: Final = 0xD9
_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_DROPPED: Final = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""APP1 to APP13, APP15 and comments. APP0 and APP14 say how the colours are coded and stay."""
_PROGRESSIVE: Final = 0xC2
_EXIF: Final = b"Exif\0\0"

_NEVER_WRITTEN: Final = bytes(16 * 1024)
"""Compressed pictures hold no such run of zeros. At the end of a file it is room that was set aside and not
filled."""

_PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})


@dataclass(frozen=True, slots=True)
class Lean:
    """`scans` is how often a decoder goes over the whole picture: 1, but for a progressive JPEG."""

    picture: bytes
    exif: bytes | None = None
    scans: int = 1
    progressive: bool = False


def lean_jpeg(data: bytes) -> Lean | None:
    """None if there is no picture in it. What follows the first scan's header is left as it is."""
    kept: list[bytes] = [_SOI]
    exif: bytes | None = None
    progressive = False
    at = 2
    while (marker_at := _next_marker(data, at)) is not None:
        marker = data[marker_at]
        at = marker_at + 1
        if marker in _STANDALONE:
            continue
        if marker == _SOS:
            scans = data.count(b"\xff\xda", at) + 1 if progressive else 1
            picture = b"".join((*kept, data[at - 2 :]))
            return Lean(picture, exif, scans, progressive)
        end = at + int.from_bytes(data[at : at + 2])
        if marker == _EOI or end < at + 2 or end > len(data):
            return None
        if marker == 0xE1 and exif is None and data.startswith(_EXIF, at + 2):
            exif = data[at + 2 : end]
        if marker not in _DROPPED:
            kept.append(b"\xff" + data[marker_at:end])
        progressive = progressive or marker == _PROGRESSIVE
        at = end
    return None


def _next_marker(data: bytes, at: int) -> int | None:
    """Where the next marker's second byte stands: after any stray bytes and any padding 0xFF."""
    while True:
        at = data.find(b"\xff", at)
        while data[at : at + 1] == b"\xff" and at >= 0:
            at += 1
        if at < 0 or at >= len(data):
            return None
        if data[at]:
            return at


def lean_png(data: bytes) -> Lean | None:
    """None if a chunk runs past the end, is damaged by its own checksum, or the picture never ends.

    The decoder itself overlooks a wrong checksum within the picture, and an end that is missing.
    """
    kept: list[bytes] = [_PNG_SIGNATURE]
    exif: bytes | None = None
    at = len(_PNG_SIGNATURE)
    while at + 12 <= len(data):
        kind = data[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(data[at : at + 4])
        if end > len(data):
            return None
        if kind in _PNG_KEPT:
            if zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end]):
                return None
            kept.append(data[at:end])
        elif kind == b"eXIf":
            exif = data[at + 8 : end - 4]
        if kind == b"IEND":
            return Lean(b"".join(kept), exif)
        at = end
    return None


def lean_heic(data: bytes) -> Lean | None:
    """None if a box runs past the end: of a picture in tiles, as iPhones write, the decoder draws those that came.

    Some telephones hang notes of their own, which are no box, behind the picture.
    """
    at = 0
    passed: set[bytes] = set()
    while at < len(data):
        kind = data[at + 4 : at + 8]
        size = int.from_bytes(data[at : at + 4])
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16])
        end = at + size if size else len(data)
        if end < at + 8 or end > len(data):
            if passed >= {b"meta", b"mdat"} and kind != b"mdat":
                break
            return None
        passed.add(kind)
        at = end
    return None if data.endswith(_NEVER_WRITTEN) else Lean(data)


def lean_webp(data: bytes) -> Lean | None:
    """None if its end was never written; a file that is too short, the decoder itself refuses."""
    return None if data.endswith(_NEVER_WRITTEN) else Lean(data)
