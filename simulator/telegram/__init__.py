"""A stand-in Telegram Bot API server on loopback: bots talk to it over HTTP, people through `Phone`."""

from simulator.telegram.faults import Fault
from simulator.telegram.phone import Phone
from simulator.telegram.server import TelegramServer

__all__ = ["Fault", "Phone", "TelegramServer"]
