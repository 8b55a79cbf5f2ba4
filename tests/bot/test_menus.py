"""What a menu offers stands on its buttons in full: numbers to look up are for lists of people and of work."""

import pytest

from bot.channels.telegram.keyboard import LONGEST_LABEL
from bot.registry import REGISTRY
from bot.wording import Wording
from core.text.lengths import utf16_length


@pytest.mark.parametrize("name", sorted(REGISTRY.commands))
def test_every_command_fits_on_a_button(name: str) -> None:
    assert utf16_length(Wording().text(REGISTRY.commands[name].label)) <= LONGEST_LABEL
