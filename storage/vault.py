"""What is kept secret at rest: sealed by a key from the settings, found again by a keyed hash.

A sealed value names its key, so that a key can be rotated while old values are still read (design.md §7).
"""

import hashlib
import hmac
import os
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
_KEY_ID = 4
_FORMAT = b"\x01"


class CannotOpen(Exception):
    """The sealed value was made with a key that is not here, for another purpose, or was altered."""


class Vault:
    """Seals and opens values. `purpose` binds a value to its column: it opens nowhere else.

    The first key seals and hashes; all keys open, and what is looked for by its keyed hash is looked for by each
    (`digests`), until everything was sealed and hashed anew (storage/rotation.py). `newer` gives the keys as they are
    now, so that a running process learns of a new one: it is asked where a value names a key that is not here, and now
    and then by whoever minds the keys (`refresh`).
    """

    def __init__(self, *keys: bytes, newer: Callable[[], tuple[bytes, ...]] | None = None) -> None:
        self._newer = newer
        self._take(keys)

    def _take(self, keys: tuple[bytes, ...]) -> None:
        if not keys or any(len(key) != 32 for key in keys):
            raise ValueError("a data key is 32 bytes")
        self._ciphers = {_key_id(key): AESGCM(_derive(key, b"seal")) for key in keys}
        self._current = _key_id(keys[0])
        self._digest_keys = tuple(_derive(key, b"digest") for key in keys)

    def refresh(self) -> bool:
        """Learns the keys as they are now. True where there are others than before."""
        before = self.key_ids
        if self._newer is not None:
            keys = self._newer()
            if tuple(_key_id(key).hex() for key in keys) != before:
                self._take(keys)
        return self.key_ids != before

    @property
    def key_ids(self) -> tuple[str, ...]:
        """Names of the keys that are here, the one that seals first; they tell nothing of the keys."""
        return tuple(each.hex() for each in self._ciphers)

    def key_id_of(self, sealed: bytes) -> str:
        """Which key sealed it."""
        return sealed[1 : 1 + _KEY_ID].hex()

    def seal(self, value: bytes, purpose: str) -> bytes:
        nonce = os.urandom(_NONCE)
        sealed = self._ciphers[self._current].encrypt(nonce, value, purpose.encode())
        return _FORMAT + self._current + nonce + sealed

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """Raises CannotOpen; never returns anything but what was sealed for this purpose."""
        cipher = self._ciphers.get(sealed[1 : 1 + _KEY_ID])
        if cipher is None and sealed[:1] == _FORMAT and self.refresh():
            cipher = self._ciphers.get(sealed[1 : 1 + _KEY_ID])
        if sealed[:1] != _FORMAT or cipher is None:
            raise CannotOpen("sealed with a key that is not among the settings")
        nonce_at = 1 + _KEY_ID
        nonce, body = sealed[nonce_at : nonce_at + _NONCE], sealed[nonce_at + _NONCE :]
        if len(nonce) < _NONCE:
            raise CannotOpen("cut short")
        try:
            return cipher.decrypt(nonce, body, purpose.encode())
        except InvalidTag as error:
            raise CannotOpen("altered, or sealed for another purpose") from error

    def seal_text(self, value: str, purpose: str) -> bytes:
        return self.seal(value.encode(), purpose)

    def open_text(self, sealed: bytes, purpose: str) -> str:
        return self.open(sealed, purpose).decode()

    def digest(self, value: str, purpose: str) -> str:
        """A keyed hash: equal for equal values of one purpose, and useless without the key. 32 hex digits."""
        return _hashed(self._digest_keys[0], value, purpose)

    def digests(self, value: str, purpose: str) -> tuple[str, ...]:
        """The hashes under which it may have been kept: the current one first, then those of older keys."""
        return tuple(_hashed(key, value, purpose) for key in self._digest_keys)

    def is_current(self, sealed: bytes) -> bool:
        return sealed[1 : 1 + _KEY_ID] == self._current


def _hashed(key: bytes, value: str, purpose: str) -> str:
    return hmac.digest(key, f"{purpose}\0{value}".encode(), "sha256").hex()[:32]


def new_key() -> bytes:
    return os.urandom(32)


def _derive(key: bytes, label: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"neuguong " + label).derive(key)


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"neuguong key id" + key).digest()[:_KEY_ID]
