"""How often one client may ask. It holds back floods; what is asked for cannot be guessed by asking often."""

import ipaddress
from collections import OrderedDict
from typing import Final

from aiohttp import web

from core.clock import MonotonicClock

PER_SECOND: Final = 2.0
BURST: Final = 120
"""A cell that meets in one room, or a whole district behind one carrier's address, opens its codes at once."""
_REMEMBERED: Final = 10_000


class Clients:
    """A bucket of tokens for each client; the longest unseen is forgotten first."""

    def __init__(self, clock: MonotonicClock, *, per_second: float = PER_SECOND, burst: int = BURST) -> None:
        self._clock = clock
        self._per_second = per_second
        self._burst = burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def may_ask(self, client: str) -> bool:
        now = self._clock.seconds()
        tokens, since = self._buckets.pop(client, (float(self._burst), now))
        tokens = min(self._burst, tokens + (now - since) * self._per_second)
        allowed = tokens >= 1
        self._buckets[client] = (tokens - allowed, now)
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        return allowed


def client_of(request: web.Request) -> str:
    """Who asks. Behind a proxy on this very machine that is whom the proxy names last; nobody else is believed.

    An IPv6 client has a whole /64 to ask from, so that counts as one.
    """
    peer = request.remote or ""
    if _is_loopback(peer):
        named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        peer = named if _address(named) else peer
    address = _address(peer)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return peer


def _is_loopback(peer: str) -> bool:
    address = _address(peer)
    return address is not None and address.is_loopback


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
