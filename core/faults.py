"""What of a fault may be logged: where it happened, never what it says, since that may quote a person."""

import traceback
from pathlib import Path


def where(fault: BaseException) -> str:
    """The innermost places, newest first: "relay.py:41 < sending.py:12"."""
    frames = traceback.extract_tb(fault.__traceback__)[-4:]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
