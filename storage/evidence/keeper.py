"""The store of evidence together with the look into it: what the worker that fetches is handed.

The libraries that decode are imported when the first file comes, so that a start does not pay for them.
"""

from core.evidence import (
    EvidenceDamaged,
    EvidenceKind,
    EvidenceMissing,
    EvidenceUnavailable,
    Inspected,
    Refused,
)
from storage.evidence.store import EvidenceStore


class EvidenceKeeper:
    """core.fetching.Keeper and core.files_out.FileKeeper. Everything blocks, and belongs in a worker thread."""

    def __init__(self, store: EvidenceStore) -> None:
        self._store = store

    def inspect(self, data: bytes, name: str) -> Inspected | Refused:
        from storage.evidence.inspect import inspect

        return inspect(data, name or None)

    def put(self, data: bytes) -> str:
        return self._store.put(data)

    def delete(self, sha256: str) -> None:
        for key in self._store.keys_of(sha256):
            self._store.delete(key)

    def put_file(self, key: str, data: bytes) -> None:
        self._store.put_at(self._store.key_of(key), data)

    def file(self, key: str) -> bytes | None:
        try:
            return self._get(key)
        except (EvidenceMissing, EvidenceDamaged):
            return None

    def delete_file(self, key: str) -> None:
        self.delete(key)

    def move(self, name: str) -> bool:
        """See storage/evidence/store.py; `name` is a picture's SHA-256 or a file's key."""
        return self._store.move(name)

    def _get(self, name: str) -> bytes:
        """By its current name, or by an older key's while the key is being changed."""
        current, *older = self._store.keys_of(name)
        for key in older:
            try:
                return self._store.get(key)
            except EvidenceMissing:
                continue
        return self._store.get(current)

    def shown(self, sha256: str) -> bytes | None:
        """A picture as a small upright JPEG that tells nothing else, a PDF as it is. None where it is gone, damaged or
        out of reach: what it belongs to is shown without it."""
        from storage.evidence.inspect import preview
        from storage.evidence.sniff import sniff

        try:
            data = self._get(sha256)
        except EvidenceUnavailable:
            return None
        return data if sniff(data) is EvidenceKind.PDF else preview(data)
