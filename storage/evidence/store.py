"""Where the bytes of evidence are kept: sealed, once each, under a name that tells nothing.

A stolen folder or bucket shows no picture, and cannot even be asked whether it holds a picture that one has:
the name is a keyed hash of the SHA-256. How many reports share a file is counted in the database; here it is
only put and deleted. Every function blocks, and is called from a worker thread.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, MemoryStore, ObjectStore, S3Store

from core.evidence import EvidenceDamaged, EvidenceMissing, EvidenceUnavailable
from storage.vault import CannotOpen, Vault

_KEY: Final = re.compile(r"[0-9a-f]{32}")
_PURPOSE: Final = "evidence"
_NUMBER: Final = re.compile(r"os error \d+|status code: \d{3}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it lies in the store; `since` by the store's own clock."""

    key: str
    since: datetime


class EvidenceStore:
    """A key is 32 hexadecimal digits, the same for the same bytes while the vault's digest key is the same.

    Each value is sealed for its own key, so a file that is altered, or put in another's place, does not open.
    """

    def __init__(self, objects: ObjectStore, vault: Vault) -> None:
        self._objects = objects
        self._vault = vault

    def key_of(self, sha256: str) -> str:
        return self._vault.digest(sha256, _PURPOSE)

    def keys_of(self, sha256: str) -> tuple[str, ...]:
        """All names under which it may lie: the current one first, then those of older keys."""
        return self._vault.digests(sha256, _PURPOSE)

    def move(self, sha256: str) -> bool:
        """Puts it under its current name, sealed by the current key, and takes the older ones away. False where there
        was nothing to do. Raises EvidenceUnavailable."""
        current, *older = self.keys_of(sha256)
        moved = False
        for key in older:
            if self.exists(key):
                if not self._holds(current):
                    self._write(current, self.get(key))
                self.delete(key)
                moved = True
        return moved

    def put(self, data: bytes) -> str:
        """Returns only when it is safe from a crash; before, nothing stands under the key. Raises
        EvidenceUnavailable. Bytes that are there already are read back, and written anew if damaged."""
        names = self.keys_of(hashlib.sha256(data).hexdigest())
        key = next((name for name in names if self._holds(name)), None)
        if key is None:
            key = names[0]
            self._write(key, data)
        return key

    def put_at(self, key: str, data: bytes) -> None:
        """As `put`, under a key of one's own making: what is not shared by who has the same bytes."""
        self._write(key, data)

    def _write(self, key: str, data: bytes) -> None:
        with self._reaching("put"):
            sealed = self._vault.seal(data, _bound_to(key))
            obstore.put(self._objects, _path(key), sealed, use_multipart=False)
            self._flush(key)

    def get(self, key: str) -> bytes:
        """Exactly what was put. Raises EvidenceMissing, EvidenceDamaged, or EvidenceUnavailable."""
        with self._reaching("get"):
            sealed = obstore.get(self._objects, _path(key)).bytes().to_bytes()
        try:
            return self._vault.open(sealed, _bound_to(key))
        except CannotOpen as error:
            raise EvidenceDamaged("evidence does not open under its key") from error

    def exists(self, key: str) -> bool:
        try:
            with self._reaching("head"):
                obstore.head(self._objects, _path(key))
        except EvidenceMissing:
            return False
        return True

    def delete(self, key: str) -> None:
        """Harmless where there is nothing. To be called after the database has forgotten the last use of
        it."""
        try:
            with self._reaching("delete"):
                obstore.delete(self._objects, _path(key))
        except EvidenceMissing:
            return

    def kept(self) -> Iterator[Kept]:
        """Everything in the store, to be compared with the database: a crash between the two leaves a file
        unused."""
        with self._reaching("list"):
            if not self._is_there():
                raise FileNotFoundError
            for page in obstore.list(self._objects):
                for found in page:
                    key = found["path"].rpartition("/")[2]
                    if _KEY.fullmatch(key):
                        yield Kept(key, found["last_modified"])

    def _holds(self, key: str) -> bool:
        try:
            self.get(key)
        except (EvidenceMissing, EvidenceDamaged):
            return False
        return True

    @contextmanager
    def _reaching(self, what: str) -> Iterator[None]:
        """The library's errors quote its address and, from S3, parts of the request: they are not passed
        on."""
        try:
            yield
        except FileNotFoundError:
            if not self._is_there():
                raise EvidenceUnavailable(f"{what} failed: the folder is gone") from None
            raise EvidenceMissing("nothing is kept under this key") from None
        except (BaseError, OSError) as error:
            raise EvidenceUnavailable(f"{what} failed: {_hint(error)}") from None

    def _is_there(self) -> bool:
        """A folder can vanish under a running process, as when a disk is taken away; its files are not lost
        then."""
        prefix = self._objects.prefix if isinstance(self._objects, LocalStore) else None
        return prefix is None or Path(prefix).is_dir()

    def _flush(self, key: str) -> None:
        """A rename alone survives a killed process, but not a power cut."""
        if not isinstance(self._objects, LocalStore) or self._objects.prefix is None:
            return
        file = Path(self._objects.prefix, _path(key))
        for path in (file, file.parent, file.parent.parent):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def open_store(url: str, vault: Vault) -> EvidenceStore:
    """The store that EVIDENCE_URL names: file:///folder, s3://bucket/folder (its region, endpoint and keys
    from AWS_* in the environment), or memory:// for tests. Raises ValueError with one line that is fit to be
    shown."""
    return EvidenceStore(_objects(url), vault)


def _objects(url: str) -> ObjectStore:
    try:
        if url.startswith("file:///"):
            folder = Path(url2pathname(urlsplit(url).path))
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return LocalStore(folder)
        if url.startswith("s3://"):
            # Its defaults give up connecting after 5 s and a request after 30; options given here would hide AWS_*.
            return S3Store.from_url(
                url, retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=60)}
            )
    except (BaseError, OSError, ValueError):
        raise ValueError("EVIDENCE_URL: the folder or bucket cannot be opened") from None
    if url == "memory://":
        return MemoryStore()
    raise ValueError("EVIDENCE_URL must begin with file:///, s3:// or memory://")


def _hint(error: Exception) -> str:
    """The system's or the server's number for what went wrong, which is all that is safe to repeat."""
    found = _NUMBER.search(str(error))
    return f"{type(error).__name__} {found[0]}" if found else type(error).__name__


def _path(key: str) -> str:
    """Spread over 256 folders. Raises ValueError for what is no key: a key never walks out of the store."""
    if not _KEY.fullmatch(key):
        raise ValueError("not a key of the evidence store")
    return f"{key[:2]}/{key}"


def _bound_to(key: str) -> str:
    return f"{_PURPOSE} {key}"
