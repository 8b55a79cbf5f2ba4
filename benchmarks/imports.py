"""Goal 10: what is imported, in a fresh process each time: the bot as it starts, on top of aiogram, and core and
storage without it. What a start on SQLite does not load is not loaded here either: the other backend, the migrations,
and for the command line what looks into photos.
"""

import subprocess
import sys
from pathlib import Path
from typing import Final

from benchmarks.measured import Measured, of_rounds

ROUNDS: Final = 7
_ROOT: Final = Path(__file__).resolve().parents[1]

_BOT: Final = """
from time import perf_counter
start = perf_counter()
import aiogram
between = perf_counter()
import importlib, pkgutil
import bot.bootstrap_telegram, storage.evidence.keeper, storage.repositories
for module in pkgutil.walk_packages(storage.repositories.__path__, "storage.repositories."):
    importlib.import_module(module.name)
print(between - start, perf_counter() - between)
"""
_FIELD: Final = """
import importlib, pkgutil, sys
from time import perf_counter
import core, storage
start = perf_counter()
names = [m.name for p in (core, storage) for m in pkgutil.walk_packages(p.__path__, p.__name__ + ".")]
for name in names:
    if not name.startswith(("storage.migrations.", "storage.evidence.")) and not name.endswith("postgres"):
        importlib.import_module(name)
print(perf_counter() - start)
assert "aiogram" not in sys.modules
"""


def measure(rounds: int = ROUNDS) -> list[Measured]:
    _times(_BOT), _times(_FIELD)  # the files are read from the disk once
    on_top, field = [], []
    for _ in range(rounds):
        aiogram, bot = _times(_BOT)
        (alone,) = _times(_FIELD)
        on_top.append(bot / aiogram)
        field.append(alone / aiogram)
    floor = "import aiogram, in a fresh process"
    return [
        of_rounds(
            10, "importing the bot with all that a start loads, on top of aiogram", 0.25, floor, on_top
        ),
        of_rounds(10, "importing all of core and storage, without aiogram", 0.15, floor, field),
    ]


def _times(program: str) -> list[float]:
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=_ROOT, check=True, capture_output=True, text=True
    )
    return [float(each) for each in said.stdout.split()]
