"""What a photo or file handed in as evidence is, and why one is refused.

Only values: looking into the bytes is storage/evidence/inspect.py, keeping them storage/evidence/store.py.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Self

BITS: Final = 64
_BAND: Final = 16
_BANDS: Final = BITS // _BAND

ALIKE_WITHIN: Final = 7
"""Bits in which two look-alikes may differ: 89 % or more is the same. A recompressed, resized or brightened
copy differs in 0 to 6; among unrelated photos, and pages of handwriting, none nearer than 9 was met
(docs/decisions/0041). It equals what `probes` is sure to find, so a look-up in the database misses
nothing."""


MOST_BYTES: Final = 20 * 1024 * 1024
"""What a messenger hands over to a bot; more is refused before anything is downloaded."""


class EvidenceKind(StrEnum):
    """What is accepted, told by the bytes and never by the file's name."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    PDF = "pdf"

    @property
    def mime(self) -> str:
        return "application/pdf" if self is EvidenceKind.PDF else f"image/{self.value}"

    @property
    def suffix(self) -> str:
        """With its dot: what a copy that leaves the store is named."""
        return ".jpg" if self is EvidenceKind.JPEG else f".{self.value}"

    @property
    def is_picture(self) -> bool:
        return self is not EvidenceKind.PDF


class RefusalReason(StrEnum):
    """Why something is not kept. Closed: the person is told each in words of its own."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"
    BROKEN = "broken"
    """It says it is one of ours, and cannot be read to its end: most often an upload that stopped."""
    ENCRYPTED_PDF = "encrypted_pdf"
    """It asks for a password, which nobody should be asked to send."""
    VIDEO = "video"
    AUDIO = "audio"
    GIF = "gif"
    OTHER_IMAGE = "other_image"
    """A picture, but none of ours: TIFF, BMP, AVIF, SVG, a drawing program's own."""
    WORD = "word"
    SPREADSHEET = "spreadsheet"
    SLIDES = "slides"
    ARCHIVE = "archive"
    TEXT = "text"
    UNKNOWN = "unknown"

    @property
    def is_wrong_kind(self) -> bool:
        """The file may be perfectly good: another kind was wanted, and sending it again changes nothing."""
        return self not in _ABOUT_ONE_OF_OURS


_ABOUT_ONE_OF_OURS: Final = frozenset(
    {
        RefusalReason.EMPTY,
        RefusalReason.TOO_LARGE,
        RefusalReason.TOO_MANY_PIXELS,
        RefusalReason.TOO_MANY_PAGES,
        RefusalReason.BROKEN,
        RefusalReason.ENCRYPTED_PDF,
    }
)


class PdfNote(StrEnum):
    """What a person should know before opening a PDF that was accepted."""

    SCRIPT = "script"
    ATTACHMENT = "attachment"
    LOCKED = "locked"
    """Opens without a password, but its maker forbade copying or printing."""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Sixty-four signs of how a picture looks, upright. Near ones look alike; a hint to a person, never a
    verdict.

    A picture with too little in it (blank, one colour, a plain gradient) has none: it would resemble
    everything.
    """

    bits: int

    def __post_init__(self) -> None:
        if not 0 <= self.bits < 1 << BITS:
            raise ValueError("a look-alike has 64 bits")

    @property
    def bands(self) -> tuple[int, int, int, int]:
        """Four numbers of 16 bits, lowest first, each to be indexed; none needs more than a signed 32-bit
        column."""
        a, b, c, d = (self.bits >> _BAND * at & 0xFFFF for at in range(_BANDS))
        return a, b, c, d

    @classmethod
    def from_bands(cls, bands: tuple[int, int, int, int]) -> Self:
        return cls(sum(band << _BAND * at for at, band in enumerate(bands)))

    @property
    def probes(self) -> tuple[tuple[int, ...], ...]:
        """For each band the 17 values, itself first, that it has in anything alike.

        Two that differ in at most 7 of 64 bits have, of four bands, at least one that differs in at most one
        bit: so `band_1 IN probes[0] OR band_2 IN probes[1] …` finds every one; `is_like` then judges the few
        found.
        """
        return tuple((band, *(band ^ 1 << bit for bit in range(_BAND))) for band in self.bands)

    def is_like(self, other: "LookAlike") -> bool:
        return hamming(self.bits, other.bits) <= ALIKE_WITHIN

    def percent_like(self, other: "LookAlike") -> int:
        """For "trùng 92 % với …": equal bits of 64, rounded down, so that only equal ones read 100."""
        return (BITS - hamming(self.bits, other.bits)) * 100 // BITS


@dataclass(frozen=True, slots=True)
class Inspected:
    """Decoded to its end. Holds nothing of where a photo was taken: position data are never read.

    `width` and `height` are those of the upright picture in pixels; a PDF has `pages` instead. `taken_at` is
    what the camera's clock said, always with a zone; messengers usually strip it, and it proves nothing.
    """

    kind: EvidenceKind
    size_bytes: int
    sha256: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    look_alike: LookAlike | None = None
    taken_at: datetime | None = None
    notes: frozenset[PdfNote] = frozenset()

    @property
    def mime(self) -> str:
        return self.kind.mime


@dataclass(frozen=True, slots=True)
class Refused:
    reason: RefusalReason


class EvidenceUnavailable(Exception):
    """The store of evidence could not be reached or written: nobody's fault, to be tried again."""


class EvidenceMissing(EvidenceUnavailable):
    """Nothing is kept under this key; trying again does not help."""


class EvidenceDamaged(EvidenceUnavailable):
    """What is kept under this key was altered, or sealed with a key that is not here; trying again does not
    help."""


def hamming(a: int, b: int) -> int:
    return (a ^ b).bit_count()
