"""The smallest ring of `make faults`: a few kills, with everybody talking."""

from pathlib import Path

import pytest

from tests.faults.killing import talk_and_kill


async def test_what_was_confirmed_survives_kill_9(tmp_path: Path) -> None:
    outcome = await talk_and_kill(tmp_path, kills=1, seed=1)
    assert outcome.twice <= outcome.kills * 10


@pytest.mark.slow
async def test_it_survives_one_kill_after_another(tmp_path: Path) -> None:
    outcome = await talk_and_kill(tmp_path, kills=3, seed=1)
    assert outcome.twice <= outcome.kills * 10


@pytest.mark.slow
async def test_what_was_confirmed_survives_kill_9_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    outcome = await talk_and_kill(tmp_path, kills=3, seed=2, database_url=postgres_url)
    assert outcome.twice <= outcome.kills * 10
