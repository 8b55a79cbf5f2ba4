"""The bot as a process of its own, which can be killed and started again on the same database."""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from bot.chance import SecretChance
from core.ports import UnitOfWork
from core.usecases.load_demo import load_demo
from storage.engine.store import open_store
from storage.migrations import migrate
from storage.vault import Vault
from storage.work import Repositories

T = TypeVar("T")
_KEY: Final = base64.b64encode(b"k" * 32).decode()
ROOT: Final = Path(__file__).resolve().parents[2]
_COMMAND: Final = (sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())")


class BotProcess:
    """`folder` keeps the database, the key and the log over all lives of the process."""

    def __init__(self, folder: Path, api_base: str, token: str, now: str, database_url: str = "") -> None:
        self._folder = folder
        clock = folder / "clock"
        clock.write_text(now, encoding="utf-8")
        self._clock = clock
        self.env = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_BOT_TOKEN": token,
            "TELEGRAM_API_BASE": api_base,
            "DATA_KEY": _KEY,
            "DATABASE_URL": database_url or f"sqlite:///{folder}/bot.db",
        }
        self._running: subprocess.Popen[bytes] | None = None
        self.log = folder / "log"

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """Looks into the bot's database, or prepares it; beside the running process or without it."""
        migrate(self.env["DATABASE_URL"])
        vault = Vault(base64.b64decode(_KEY))
        store = open_store(self.env["DATABASE_URL"], partial(Repositories, vault=vault))
        try:
            return store.run_sync(work)
        finally:
            store.close_sync()

    def load_demo(self, now: datetime) -> Mapping[str, str]:
        """Link codes by person."""
        data = json.loads((ROOT / "simulator" / "demo_province.json").read_text(encoding="utf-8"))
        return {
            row.person: row.link_code
            for row in self.run(lambda uow: load_demo(uow, data, now, SecretChance()))
        }

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(  # our own program
                [*_COMMAND, "run", "--clock-file", str(self._clock)],
                env=self.env,
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """kill -9: nothing is finished, nothing is said."""
        if self._running is not None:
            self._running.send_signal(signal.SIGKILL)
            self._running.wait()
            self._running = None

    def stop(self) -> int:
        """As Ctrl-C does; the exit code."""
        if self._running is None:
            return 0
        self._running.send_signal(signal.SIGINT)
        try:
            return self._running.wait(timeout=20)
        finally:
            self._running = None
