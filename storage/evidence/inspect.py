"""Look into a file that was handed in: what it is, whether it is whole, and what it looks like."""

import hashlib
from dataclasses import dataclass
from typing import Final

from core.evidence import EvidenceKind, Inspected, RefusalReason, Refused
from storage.evidence.decode import Unreadable, decode
from storage.evidence.decode import preview as draw_preview
from storage.evidence.lookalike import look_alike
from storage.evidence.pdf import open_pdf
from storage.evidence.sniff import sniff


@dataclass(frozen=True, slots=True)
class Limits:
    """`max_bytes` is what Telegram lets a bot fetch, 20 MB; `max_memory` is what decoding one picture may
    take, in bytes: with the default a PNG may have 80 megapixels, a HEIC 50, a WebP 23."""

    max_bytes: int = 20 * 1024 * 1024
    max_memory: int = 400_000_000


DEFAULT_LIMITS: Final = Limits()


def inspect(
    data: bytes, declared_name: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Inspected | Refused:
    """Never raises, whatever the bytes. Pure, and slow enough (3 ms to 1 s) to belong in a worker thread.

    The name that came with the file is believed in nothing; where the bytes say nothing it words the refusal.
    """
    if not data:
        return Refused(RefusalReason.EMPTY)
    if len(data) > limits.max_bytes:
        return Refused(RefusalReason.TOO_LARGE)
    kind = sniff(data, declared_name)
    if isinstance(kind, RefusalReason):
        return Refused(kind)
    if kind is EvidenceKind.PDF:
        return _pdf(data)
    return _picture(data, kind, limits)


def preview(data: bytes, limits: Limits = DEFAULT_LIMITS) -> bytes | None:
    """What a reviewer is shown: an upright JPEG of at most 1280 pixels a side that tells nothing but the
    picture.

    None for a PDF, of which nothing is drawn, and for what is no whole picture.
    """
    kind = sniff(data)
    if isinstance(kind, RefusalReason) or not kind.is_picture:
        return None
    try:
        return draw_preview(data, kind, limits.max_memory)
    except Unreadable:
        return None


def _picture(data: bytes, kind: EvidenceKind, limits: Limits) -> Inspected | Refused:
    try:
        decoded = decode(data, kind, limits.max_memory)
    except Unreadable as unreadable:
        return Refused(unreadable.reason)
    return Inspected(
        kind,
        len(data),
        _sha256(data),
        width=decoded.width,
        height=decoded.height,
        look_alike=look_alike(decoded.small),
        taken_at=decoded.camera.taken_at,
    )


def _pdf(data: bytes) -> Inspected | Refused:
    facts = open_pdf(data)
    if isinstance(facts, RefusalReason):
        return Refused(facts)
    return Inspected(EvidenceKind.PDF, len(data), _sha256(data), pages=facts.pages, notes=facts.notes)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
