"""How often a person is reminded, in words."""

from collections.abc import Mapping
from typing import Final

from core.message import Message, say
from core.reminders import Rhythm

RHYTHMS: Final[Mapping[Rhythm, Message]] = {
    Rhythm.LIGHT: say("Seldom"),
    Rhythm.STANDARD: say("As usual"),
    Rhythm.ACTIVE: say("Often"),
}

OFFERS: Final = ("light,standard,active", "light,standard", "standard,active", "light", "standard")
"""Among which rhythms a unit may let its people choose, as core.settings.REMINDER_RHYTHMS keeps them."""
