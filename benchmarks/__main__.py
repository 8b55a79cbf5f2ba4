"""`make bench`: measures the goals of docs/performance.md, prints them, and writes results.json and results.md."""

import asyncio
import json
import logging
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from benchmarks import canned, dispatch, imports, photo_intake, sending, steps, wire
from benchmarks.machine import machine
from benchmarks.measured import Measured

_HERE: Final = Path(__file__).resolve().parent


def main() -> None:
    logging.disable(logging.WARNING)  # a slow disk is said in the ratios
    found = []
    with tempfile.TemporaryDirectory(dir=_HERE) as folder:
        for each in _measure(Path(folder)):
            print(_line(each), flush=True)
            found.append(each)
    where = machine()
    print(where)
    (_HERE / "results.json").write_text(
        json.dumps([asdict(each) | {"met": each.met} for each in found], ensure_ascii=False, indent=2) + "\n"
    )
    (_HERE / "results.md").write_text(_table(found, where))
    missed = sorted({each.goal for each in found if not each.met})
    if missed:
        print(f"not met: goal {', '.join(map(str, missed))}", file=sys.stderr)


def _measure(folder: Path) -> Iterator[Measured]:
    """On the disk that the project stands on: a memory disk would hide what a commit costs."""
    with wire.connected():
        yield from asyncio.run(steps.measure(folder))
        yield dispatch.measure(folder)
    with canned.answering() as api:
        yield asyncio.run(sending.measure(folder, api))
    yield photo_intake.measure()
    yield from imports.measure()


def _line(each: Measured) -> str:
    sign = "≥" if each.at_least else "≤"
    verdict = "met" if each.met else "NOT MET"
    return (
        f"goal {each.goal:>2}: {each.ratio:.2f} × ({each.low:.2f}–{each.high:.2f}), limit {sign} {each.limit}:"
        f" {verdict}\n         {each.what}\n         ÷ {each.floor}"
    )


def _table(found: Sequence[Measured], where: str) -> str:
    rows = [
        f"| {each.goal} | {each.what} | {each.ratio:.2f} ({each.low:.2f}–{each.high:.2f})"
        f" | {'≥' if each.at_least else '≤'} {each.limit} | {'yes' if each.met else '**no**'} | {each.floor} |"
        for each in found
    ]
    head = [
        "# Results of `make bench`",
        "",
        "Each ratio is the median of rounds in which ours and its floor were measured by turns, on one machine and in",
        "one run; in brackets the 5th and the 95th percentile of the rounds.",
        "",
        "| goal | what | ratio (low–high) | limit | met | floor |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *rows, "", where, ""])


if __name__ == "__main__":
    main()
