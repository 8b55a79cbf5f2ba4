"""What a file really is, and whether it may be opened: looked at before anything unpacks or parses it."""

import zipfile
import zlib
from enum import StrEnum
from io import BytesIO
from typing import Final

from core.roster.reading import MOST_BYTES, CannotRead, Note, Unreadable


class Form(StrEnum):
    WORKBOOK = "workbook"  # whatever calamine opens: xlsx, xlsm, xlsb, ods, xls
    TEXT = "text"


_MOST_PARTS: Final = 2000
_MOST_UNPACKED: Final = 600 * 1024 * 1024
_RATIO: Final = 250
"""A list of one word repeated packs a hundredfold; what packs better than this is none."""
_SMALL: Final = 4 * 1024 * 1024
"""Below this no ratio is looked at."""
_PEEK: Final = 64 * 1024

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: Final = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\x7fELF", b"{\\rtf",
    b"BZh", b"\xfd7zXZ", b"RIFF", b"OggS", b"ID3",
)  # fmt: skip
_MARKUP: Final = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg")


def inspect(data: bytes) -> tuple[Form, tuple[Note, ...]]:
    """By content, never by name. Raises CannotRead."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xfe\xff"):
        raise CannotRead(Unreadable.EMPTY)
    if len(data) > MOST_BYTES:
        raise CannotRead(Unreadable.TOO_LARGE)
    if data.startswith(b"PK"):
        return Form.WORKBOOK, _check_zip(data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data[:_PEEK] or (
            "EncryptedPackage".encode("utf-16-le") in data[-_PEEK:]
        ):
            raise CannotRead(Unreadable.ENCRYPTED)
        return Form.WORKBOOK, (Note.OLD_XLS,)
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_OTHERS) or start.startswith(_MARKUP) or b"ftyp" in data[4:12]:
        raise CannotRead(Unreadable.NOT_A_TABLE)
    return Form.TEXT, ()


def _check_zip(data: bytes) -> tuple[Note, ...]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise CannotRead(Unreadable.NOT_A_TABLE)
            _check_sizes(parts, len(data))
            for part in parts:
                _check_part(archive, part)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, zlib.error):
        raise CannotRead(Unreadable.BROKEN) from None
    notes = []
    if any("vbaproject" in name.lower() for name in names):
        notes.append(Note.MACROS)
    if any(name.startswith("xl/externalLinks/") for name in names):
        notes.append(Note.LINKS)
    return tuple(notes)


def _check_sizes(parts: list[zipfile.ZipInfo], packed: int) -> None:
    """What the archive says of itself; what is unpacked beyond that is cut off by the unpacker."""
    if any(part.flag_bits & 0x1 for part in parts):
        raise CannotRead(Unreadable.ENCRYPTED)
    unpacked = sum(part.file_size for part in parts)
    bomb = unpacked > _SMALL and unpacked > packed * _RATIO
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED or bomb:
        raise CannotRead(Unreadable.BOMB)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A DOCTYPE is where entities are declared, and no office program writes one."""
    if not part.filename.endswith((".xml", ".rels", ".vml")):
        return
    with archive.open(part) as opened:
        start = opened.read(min(_PEEK, part.file_size + 1))
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        for word in ("<!DOCTYPE", "<!ENTITY"):
            if word.encode(encoding) in start:
                raise CannotRead(Unreadable.ENTITIES)
