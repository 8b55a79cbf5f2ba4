"""Every conversation that is held from beginning to end: whatever is logged meanwhile tells nothing of anybody."""

import json
import logging
from pathlib import Path

import pytest

from core.text.folding import folded
from tests.scripts.conversations import SCRIPTS
from tests.scripts.script import Script, hold
from tests.world import DEMO, World, living

_SHORT = 8
"""A word that anybody may say, and a log too ("/start", "12"), is no secret."""


def told(world: World) -> set[str]:
    """What was typed, by whom, under which code, from which chat."""
    said = {each.text for phone in world.phones for each in phone.said}
    names = {person["name"] for person in json.loads(DEMO.read_text(encoding="utf-8"))["people"]}
    chats = {phone.address.id for phone in world.phones}
    return {each for each in said | names | set(world.codes.values()) | chats if len(each) >= _SHORT}


def check(script: Script, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for channel in ("telegram", "text"):
        with living(f"sqlite:///{folder}/{channel}.db") as world:
            hold(script, world, channel)
            secrets = told(world)
    assert secrets
    log = "\n".join(f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records)
    plain = folded(log)
    for secret in secrets:
        assert secret not in log
        assert len(folded(secret)) < _SHORT or folded(secret) not in plain


@pytest.mark.parametrize("script", [s for s in SCRIPTS if s.sample], ids=lambda s: s.name)
def test_a_conversation_leaves_nothing_in_the_log(
    script: Script, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    check(script, tmp_path, caplog)


@pytest.mark.slow
@pytest.mark.parametrize("script", [s for s in SCRIPTS if not s.sample], ids=lambda s: s.name)
def test_no_conversation_does(script: Script, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    check(script, tmp_path, caplog)


def test_the_search_would_find_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def careless(phone_of: object, world: World) -> None:
        del phone_of
        world.phone("M03").says("Xây 2 km đường bê tông")
        logging.getLogger("core").info("somebody said xay 2 km duong be tong")

    with pytest.raises(AssertionError):
        check(Script("careless", (), careless), tmp_path, caplog)
