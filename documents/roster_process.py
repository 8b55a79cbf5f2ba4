"""`python -m documents.roster_process`: reads a file that a stranger may have made, within limits of memory and time.

On standard input a line of JSON (what was wished, today), then the file; on standard output lines of JSON. It has no
secrets in its environment and touches no disk.
"""

import json
import os
import resource
import sys
from datetime import date
from typing import Any, Final

from core.roster.reading import CannotRead, Head, Reading, Tail, Wish, head_to_json, tail_to_json
from core.roster.rows import to_json

MEMORY: Final = 2 * 1024**3
SECONDS: Final = 180


def main() -> int:
    os.nice(10)  # conversations go before
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from documents.roster_reading import read

    asked = json.loads(sys.stdin.buffer.readline())
    wish, today = Wish(**asked["wish"]), date.fromisoformat(asked["today"])
    try:
        for each in read(sys.stdin.buffer.read(), wish, today):
            _give(_line(each))
    except CannotRead as fault:
        _give({"fault": fault.why.value})
    except (MemoryError, RecursionError):
        _give({"fault": "too_much"})
    return 0


def _line(each: Reading) -> dict[str, Any]:
    if isinstance(each, Head):
        return {"head": head_to_json(each)}
    if isinstance(each, Tail):
        return {"tail": tail_to_json(each)}
    return {"rows": [to_json(row) for row in each]}


def _give(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
