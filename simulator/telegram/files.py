"""Files: what people and bots send, found again by file_id, downloaded through getFile."""

import base64
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from simulator.telegram.wire import Json, bad_request

DOWNLOAD_LIMIT = 20 * 1024 * 1024
_PHOTO_EDGES = (90, 320, 800, 1280)  # Telegram's sizes s, m, x and y
_UNREADABLE = (1280, 960)


@dataclass(slots=True)
class StoredFile:
    """One file. `load` makes the bytes when they are wanted; `size` may be claimed larger than they are."""

    file_id: str
    unique_id: str
    kind: str
    path: str
    load: Callable[[], bytes]
    size: int | None = None
    mime: str = "application/octet-stream"
    name: str = ""

    def card(self) -> Json:
        """The fields that every file object has."""
        size = {} if self.size is None else {"file_size": self.size}
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, **size}


class FileStore:
    """All files of the server, by file_id and by path."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}
        self._bytes: dict[str, bytes] = {}

    def keep(
        self, kind: str, data: bytes, *, name: str = "", mime: str = "", size: int | None = None
    ) -> StoredFile:
        """Store bytes; `size` claims another length, to stand for a large file without its weight."""
        unique = hashlib.sha256(kind.encode() + data).digest()
        claimed = len(data) if size is None else size
        return self._add(kind, unique, lambda: data, name=name, mime=mime, size=claimed)

    def _add(
        self, kind: str, unique: bytes, load: Callable[[], bytes], *, name: str, mime: str, size: int | None
    ) -> StoredFile:
        number = len(self.by_id)
        suffix = f".{name.rsplit('.', 1)[1]}" if "." in name else (".jpg" if kind == "photo" else "")
        unique_id = base64.urlsafe_b64encode(unique[:12]).decode()
        file_id = f"{kind[:2].upper()}gAC{unique_id}{number:06d}"
        path = f"{kind}s/file_{number}{suffix}"
        stored = StoredFile(
            file_id, unique_id, kind, path, load, size, mime or "application/octet-stream", name
        )
        self.by_id[file_id] = stored
        self.by_path[path] = stored
        return stored

    def find(self, file_id: str) -> StoredFile:
        """The file of that id.

        :raises ApiError: 400 for an id that is none of ours
        """
        stored = self.by_id.get(file_id)
        if stored is None:
            raise bad_request("invalid file_id")
        return stored

    def photo_sizes(self, data: bytes, *, size: int | None = None) -> list[Json]:
        """A photo as Telegram offers it: smaller copies first, the whole one last."""
        width, height = _dimensions(data) or _UNREADABLE
        digest = hashlib.sha256(data).digest()
        smaller = [edge for edge in _PHOTO_EDGES if edge < max(width, height)]
        sizes = [self._copy(data, digest, edge, (width, height)) for edge in smaller]
        whole = self.keep("photo", data, mime="image/jpeg", size=size)
        sizes.append({**whole.card(), "width": width, "height": height})
        return sizes

    def _copy(self, data: bytes, digest: bytes, edge: int, size: tuple[int, int]) -> Json:
        width, height = size
        unique = hashlib.sha256(b"%d" % edge + digest).digest()
        small = self._add(
            "photo", unique, lambda: _reduced(data, edge), name="", mime="image/jpeg", size=None
        )
        scale = edge / max(width, height)
        return {
            **small.card(),
            "width": max(1, round(width * scale)),
            "height": max(1, round(height * scale)),
        }


def _dimensions(data: bytes) -> tuple[int, int] | None:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None


def is_picture(data: bytes) -> bool:
    """Whether Telegram could make a photo of it."""
    return _dimensions(data) is not None


def _reduced(data: bytes, edge: int) -> bytes:
    try:
        with Image.open(io.BytesIO(data)) as image:
            small = image.convert("RGB")
            small.thumbnail((edge, edge))
            out = io.BytesIO()
            small.save(out, "JPEG")
            return out.getvalue()
    except (UnidentifiedImageError, OSError):
        return data[: len(data) // 2]
