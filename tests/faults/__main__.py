"""`make faults`: many kills on both databases. Prints what happened; ends with an error where anything was lost."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.faults.killing import talk_and_kill


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for seed in range(given.seed, given.seed + given.rounds):
        with tempfile.TemporaryDirectory() as folder:
            outcome = asyncio.run(talk_and_kill(Path(folder), given.kills, seed))
        print(  # noqa: T201
            f"seed {seed}: {outcome.kills} kills, {outcome.messages} messages, {outcome.twice} twice, nothing lost"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
