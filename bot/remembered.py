"""What was written lately, by the bytes that it became: this process reads most of them again within the second."""

import threading
from typing import Final, Generic, TypeVar

T = TypeVar("T")

MOST: Final = 1000


class Remembered(Generic[T]):
    """Of values that never change, for whoever reads the same bytes is handed the same value."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[bytes, T] = {}
        self._lock = threading.Lock()

    def keep(self, written: bytes, value: T) -> None:
        """The value must be what reading these bytes would give."""
        with self._lock:
            self._kept[written] = value
            if len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]

    def read(self, written: bytes) -> T | None:
        return self._kept.get(written)
