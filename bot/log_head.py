"""The end of the log's chain as it is written down beside the database (scheduler/sealing.py)."""

import json
import logging
from pathlib import Path
from typing import Final

from core.trail import Head

FILE: Final = "access-log.head"
_log: Final = logging.getLogger(__name__)


class HeadFile:
    """One line, replaced as a whole."""

    def __init__(self, home: Path) -> None:
        self._file = home / FILE

    def write(self, head: Head) -> None:
        temporary = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            temporary.write_text(json.dumps({"no": head.no, "digest": head.digest}) + "\n", encoding="ascii")
            temporary.replace(self._file)
        except OSError as fault:
            _log.warning("the end of the log could not be written beside the database: %s", fault.strerror)

    def read(self) -> Head | None:
        """None where there is none. Raises ValueError for what nobody of ours wrote."""
        try:
            found = json.loads(self._file.read_text(encoding="ascii"))
            return Head(int(found["no"]), str(found["digest"]))
        except FileNotFoundError:
            return None
        except (KeyError, TypeError, UnicodeDecodeError) as fault:
            raise ValueError("not a head of the log") from fault
