"""Open a PDF far enough to know that it is whole, how many pages it has, and what it might do to its
reader."""

import io
import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from core.evidence import PdfNote, RefusalReason

MOST_PAGES: Final = 1000
_END_WITHIN: Final = 2048
_BOUNDS: Final = Configuration(
    page_tree_maximum_entries=4 * MOST_PAGES,
    zlib_maximum_output_length=16_000_000,
    disable_legacy_handling=True,
    jbig2dec_binary=None,
)
"""Tighter than pypdf's own, for only the list of pages is read: a small file of nested streams cost 18 s."""

_HOSTILE_FILE: Final = (
    PyPdfError,
    OSError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    AssertionError,
    zlib.error,
)
"""What pypdf says, and was seen, to raise on a damaged file; RuntimeError covers a nesting too deep."""

# It reports oddities with pieces of the file in them.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class PdfFacts:
    pages: int
    notes: frozenset[PdfNote]


def open_pdf(data: bytes) -> PdfFacts | RefusalReason:
    """A missing end is refused here: pypdf would mend the file, and count the pages that happened to
    arrive."""
    if b"%%EOF" not in data[-_END_WITHIN:]:
        return RefusalReason.BROKEN
    try:
        with apply_configuration(_BOUNDS):
            return _facts(PdfReader(io.BytesIO(data)), data)
    except NotImplementedError:
        return RefusalReason.ENCRYPTED_PDF  # a way of locking that is not in the standard
    except (*_HOSTILE_FILE, MemoryError):
        return RefusalReason.BROKEN


def _facts(reader: PdfReader, data: bytes) -> PdfFacts | RefusalReason:
    locked = reader.is_encrypted
    if locked and not reader.decrypt(""):
        return RefusalReason.ENCRYPTED_PDF
    pages = len(reader.pages)
    if pages == 0:
        return RefusalReason.BROKEN
    if pages > MOST_PAGES:
        return RefusalReason.TOO_MANY_PAGES
    notes = set(_notes(reader.root_object, data))
    return PdfFacts(pages, frozenset(notes | {PdfNote.LOCKED} if locked else notes))


def _notes(root: DictionaryObject, data: bytes) -> Iterator[PdfNote]:
    names = _dictionary(root, "/Names")
    opening = _dictionary(root, "/OpenAction")
    if b"/JavaScript" in data or "/JavaScript" in names or opening.get("/S") in {"/JavaScript", "/Launch"}:
        yield PdfNote.SCRIPT
    if "/EmbeddedFiles" in names:
        yield PdfNote.ATTACHMENT


def _dictionary(holder: DictionaryObject, name: str) -> DictionaryObject:
    found = holder.get(name)
    value = found.get_object() if found is not None else None
    return value if isinstance(value, DictionaryObject) else DictionaryObject()
