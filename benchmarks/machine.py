"""One line on what the measurements were made with; nothing that tells whose machine it is."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path


def machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("aiogram", "aiohttp", "SQLAlchemy", "pillow"))
    return (
        f"{os.cpu_count()} cores ({_processor()}), {platform.system()}, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}, {packages}"
    )


def _processor() -> str:
    """Linux names the model only there."""
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
