"""Every conversation ends in the same facts, with buttons and in plain text."""

from pathlib import Path

import pytest

from tests.scripts.conversations import SCRIPTS
from tests.scripts.facts import Facts, facts
from tests.scripts.script import Script, hold
from tests.world import living


def _held(script: Script, channel: str, folder: Path) -> Facts:
    with living(f"sqlite:///{folder}/{channel}.db") as world:
        hold(script, world, channel)
        return facts(world, script.people)


def _check(script: Script, folder: Path) -> None:
    assert _held(script, "telegram", folder) == _held(script, "text", folder)


@pytest.mark.parametrize("script", [s for s in SCRIPTS if s.sample], ids=lambda s: s.name)
def test_a_conversation_ends_in_the_same_facts_on_every_channel(script: Script, tmp_path: Path) -> None:
    _check(script, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("script", [s for s in SCRIPTS if not s.sample], ids=lambda s: s.name)
def test_every_conversation_does(script: Script, tmp_path: Path) -> None:
    _check(script, tmp_path)
