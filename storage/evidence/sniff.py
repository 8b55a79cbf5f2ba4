"""What a file really is, by its first bytes. Its name only helps where the bytes say nothing."""

import codecs
from pathlib import PurePosixPath
from typing import Final

from core.evidence import EvidenceKind, RefusalReason

Verdict = EvidenceKind | RefusalReason

_HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_STILL_BRANDS: Final = frozenset({b"mif1", b"msf1", b"avif", b"avis", b"miaf"})
_SOUND_BRANDS: Final = frozenset({b"M4A ", b"M4B ", b"F4A "})
_BOXES: Final = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_PDF_WITHIN: Final = 1024

_MAGIC: Final[tuple[tuple[bytes, Verdict], ...]] = (
    (b"\xff\xd8\xff", EvidenceKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", EvidenceKind.PNG),
    (b"GIF8", RefusalReason.GIF),
    (b"BM", RefusalReason.OTHER_IMAGE),
    (b"II*\0", RefusalReason.OTHER_IMAGE),
    (b"MM\0*", RefusalReason.OTHER_IMAGE),
    (b"8BPS", RefusalReason.OTHER_IMAGE),
    (b"\0\0\x01\0", RefusalReason.OTHER_IMAGE),
    (b"\0\0\0\x0cJXL ", RefusalReason.OTHER_IMAGE),
    (b"\0\0\0\x0cjP  ", RefusalReason.OTHER_IMAGE),
    (b"\xff\x0a", RefusalReason.OTHER_IMAGE),
    (b"\x1aE\xdf\xa3", RefusalReason.VIDEO),
    (b"FLV\x01", RefusalReason.VIDEO),
    (b"\x30\x26\xb2\x75", RefusalReason.VIDEO),
    (b"\0\0\x01\xba", RefusalReason.VIDEO),
    (b"\0\0\x01\xb3", RefusalReason.VIDEO),
    (b"ID3", RefusalReason.AUDIO),
    (b"OggS", RefusalReason.AUDIO),
    (b"fLaC", RefusalReason.AUDIO),
    (b"#!AMR", RefusalReason.AUDIO),
    (b"\xff\xfb", RefusalReason.AUDIO),
    (b"\xff\xf1", RefusalReason.AUDIO),
    (b"\xff\xf9", RefusalReason.AUDIO),
    (b"{\\rtf", RefusalReason.WORD),
    (b"Rar!\x1a\x07", RefusalReason.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", RefusalReason.ARCHIVE),
    (b"\x1f\x8b", RefusalReason.ARCHIVE),
    (b"BZh", RefusalReason.ARCHIVE),
    (b"\xfd7zXZ\0", RefusalReason.ARCHIVE),
)

# In a zip, a part's name stands in the clear; in the older container a stream's name does, in UTF-16.
_ZIP_PARTS: Final[tuple[tuple[bytes, RefusalReason], ...]] = (
    (b"word/", RefusalReason.WORD),
    (b"xl/", RefusalReason.SPREADSHEET),
    (b"ppt/", RefusalReason.SLIDES),
    (b"application/vnd.oasis.opendocument.text", RefusalReason.WORD),
    (b"application/vnd.oasis.opendocument.spreadsheet", RefusalReason.SPREADSHEET),
    (b"application/vnd.oasis.opendocument.presentation", RefusalReason.SLIDES),
)
_OLE_STREAMS: Final[tuple[tuple[bytes, RefusalReason], ...]] = tuple(
    (name.encode("utf-16-le"), reason)
    for name, reason in (
        ("WordDocument", RefusalReason.WORD),
        ("Workbook", RefusalReason.SPREADSHEET),
        ("PowerPoint Document", RefusalReason.SLIDES),
    )
)

_SUFFIXES: Final[dict[str, RefusalReason]] = {
    suffix: reason
    for reason, suffixes in (
        (RefusalReason.BROKEN, ".jpg .jpeg .jpe .png .webp .heic .heif .pdf"),
        (RefusalReason.VIDEO, ".mp4 .mov .m4v .3gp .avi .mkv .webm .wmv .mpg .mpeg .ts"),
        (RefusalReason.AUDIO, ".mp3 .m4a .ogg .oga .wav .amr .aac .opus"),
        (RefusalReason.WORD, ".doc .docx .odt .rtf"),
        (RefusalReason.SPREADSHEET, ".xls .xlsx .ods .csv"),
        (RefusalReason.SLIDES, ".ppt .pptx .odp"),
        (RefusalReason.ARCHIVE, ".zip .rar .7z .tar .gz"),
        (RefusalReason.GIF, ".gif"),
        (RefusalReason.OTHER_IMAGE, ".bmp .tif .tiff .avif .svg .jxl .psd .dng"),
        (RefusalReason.TEXT, ".txt .html .htm .md"),
    )
    for suffix in suffixes.split()
}


def sniff(data: bytes, declared_name: str | None = None) -> Verdict:
    """The kind, or why it is none of ours. Reads headers only: whether the rest is whole, decoding must
    show."""
    if data[4:8] == b"ftyp":
        return _by_brand(data)
    if data[:4] == b"RIFF":
        return _RIFF.get(data[8:12]) or _by_name(declared_name, RefusalReason.UNKNOWN)
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return (
            _named_inside(data, _ZIP_PARTS) or _office_in_pieces(data, declared_name) or RefusalReason.ARCHIVE
        )
    if data.startswith(_OLE):
        return _named_inside(data, _OLE_STREAMS) or _by_name(declared_name, RefusalReason.WORD)
    for magic, verdict in _MAGIC:
        if data.startswith(magic):
            return verdict
    return _by_content(data, declared_name)


_RIFF: Final[dict[bytes, Verdict]] = {
    b"WEBP": EvidenceKind.WEBP,
    b"AVI ": RefusalReason.VIDEO,
    b"WAVE": RefusalReason.AUDIO,
}


def _by_brand(data: bytes) -> Verdict:
    """HEIC, AVIF, MP4, MOV and M4A share one container; the list of brands at its head tells them apart."""
    box = data[: min(int.from_bytes(data[:4]), 4096)]
    major = data[8:12]
    brands = {major, *(box[at : at + 4] for at in range(16, len(box), 4))}
    if major in _HEIF_BRANDS or (major in _STILL_BRANDS and brands & _HEIF_BRANDS):
        return EvidenceKind.HEIC
    if major in _STILL_BRANDS or major == b"crx ":
        return RefusalReason.OTHER_IMAGE
    return RefusalReason.AUDIO if major in _SOUND_BRANDS else RefusalReason.VIDEO


def _office_in_pieces(data: bytes, declared_name: str | None) -> RefusalReason | None:
    """A document of Word, Excel or PowerPoint that did not come whole: to its sender it is no packed file."""
    named = _by_name(declared_name, RefusalReason.ARCHIVE)
    if named in {RefusalReason.WORD, RefusalReason.SPREADSHEET, RefusalReason.SLIDES}:
        return named
    return RefusalReason.WORD if b"[Content_Types].xml" in data else None


def _named_inside(data: bytes, names: tuple[tuple[bytes, RefusalReason], ...]) -> RefusalReason | None:
    return next((reason for name, reason in names if name in data), None)


def _by_content(data: bytes, declared_name: str | None) -> Verdict:
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return EvidenceKind.PDF
    if data[4:8] in _BOXES:
        return RefusalReason.VIDEO
    if data[257:262] == b"ustar":
        return RefusalReason.ARCHIVE
    if not _reads_as_text(data):
        return _by_name(declared_name, RefusalReason.UNKNOWN)
    if b"<svg" in data[:_PDF_WITHIN]:
        return RefusalReason.OTHER_IMAGE
    named = _by_name(declared_name, RefusalReason.TEXT)
    return named if named.is_wrong_kind else RefusalReason.TEXT


def _reads_as_text(data: bytes) -> bool:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return True
    try:
        head = codecs.getincrementaldecoder("utf-8")().decode(
            data[:4096]
        )  # its last character may be cut in two
    except UnicodeDecodeError:
        return False
    return not any(character < " " and character not in "\t\n\r\f" for character in head)


def _by_name(declared_name: str | None, otherwise: RefusalReason) -> RefusalReason:
    suffix = PurePosixPath(declared_name or "").suffix.lower()
    return _SUFFIXES.get(suffix, otherwise)
