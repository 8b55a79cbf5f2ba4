"""Files for who sits at this very machine (`neuguong chat`): put down in a folder beside the database."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from bot.screen import ScreenFile
from bot.settings import Settings

_LONGEST: Final = 120


class FolderOfFiles:
    """For this user's eyes only, and never in another file's place."""

    def __init__(self, settings: Settings, load: Callable[[str], Awaitable[bytes | None]]) -> None:
        self._folder = settings.home / "files"
        self._load = load

    async def save(self, file: ScreenFile) -> Path | None:
        """Where it was put; None where its bytes are gone, or nothing can be written there. Raises StoreUnavailable."""
        data = await self._load(file.key)
        try:
            return None if data is None else await asyncio.to_thread(self._put, file.name, data)
        except OSError:
            return None

    def _put(self, name: str, data: bytes) -> Path:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        plain = (
            Path(name.replace("/", "-").replace("\\", "-").replace("\0", "-")).name[-_LONGEST:].lstrip(".")
        )
        stem, suffix = Path(plain or "file").stem, Path(plain).suffix
        number = 1
        while True:
            path = self._folder / (f"{stem}{suffix}" if number == 1 else f"{stem} ({number}){suffix}")
            try:
                with path.open("xb") as target:
                    path.chmod(0o600)
                    target.write(data)
            except FileExistsError:
                number += 1
            else:
                return path
