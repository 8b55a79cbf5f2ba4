"""The smallest ring of `make faults`: a few kills, with everybody talking."""

from pathlib import Path

from tests.faults.killing import talk_and_kill


async def test_what_was_confirmed_survives_kill_9(tmp_path: Path) -> None:
    outcome = await talk_and_kill(tmp_path, kills=3, seed=1)
    assert outcome.twice <= outcome.kills * 10
