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
        self._store.delete(self._store.key_of(sha256))

    def put_file(self, key: str, data: bytes) -> None:
        self._store.put_at(self._store.key_of(key), data)

    def file(self, key: str) -> bytes | None:
        try:
            return self._store.get(self._store.key_of(key))
        except (EvidenceMissing, EvidenceDamaged):
            return None

    def delete_file(self, key: str) -> None:
        self._store.delete(self._store.key_of(key))

    def shown(self, sha256: str) -> bytes | None:
        """A picture as a small upright JPEG that tells nothing else, a PDF as it is. None where it is gone, damaged or
        out of reach: what it belongs to is shown without it."""
        from storage.evidence.inspect import preview
        from storage.evidence.sniff import sniff

        try:
            data = self._store.get(self._store.key_of(sha256))
        except EvidenceUnavailable:
            return None
        return data if sniff(data) is EvidenceKind.PDF else preview(data)
