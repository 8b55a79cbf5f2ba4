"""What can go wrong between a bot and Telegram, on demand: one fault a call or update, in order of asking."""

from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from simulator.telegram.wire import ApiError, Json, too_many

FaultKind = Literal[
    "error",  # an API error: code, description, parameters
    "http",  # a proxy's answer: status and a body that is not JSON
    "slow",  # late by `seconds`, before taking effect
    "late_answer",  # takes effect at once, the answer is late by `seconds`
    "drop_before",  # connection closed, nothing happened
    "drop_after",  # connection closed, yet it took effect
    "bad_json",  # takes effect, and the answer is cut in the middle
    "duplicate",  # inbound: delivered twice, the second time after `seconds`
    "reorder",  # inbound: `count` updates are held and delivered last first
    "delay",  # inbound: delivered `seconds` later
    "malformed",  # inbound: an update object no client can parse
]
INBOUND = frozenset({"duplicate", "reorder", "delay", "malformed"})
_PROXY = "<html><head><title>{status} {reason}</title></head><body><h1>{status} {reason}</h1></body></html>"
_REASONS = {
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Time-out",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault and whom it strikes: `times` calls (None: all) of `method`, `chat` and `bot` (None: any)."""

    kind: FaultKind
    times: int | None = 1
    method: str | None = None
    chat: int | None = None
    bot: int | None = None
    seconds: float = 0.0
    count: int = 2
    status: int = 502
    code: int = 400
    description: str = ""
    parameters: Json = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in get_args(FaultKind):
            raise ValueError(f"no such fault: {self.kind}")

    def error(self) -> ApiError:
        """The error to answer with."""
        return ApiError(self.code, self.description, self.parameters or None)

    def page(self) -> str:
        """What a proxy in between would show."""
        return _PROXY.format(status=self.status, reason=_REASONS.get(self.status, "Error"))


def flood(
    retry_after: int = 5, *, times: int | None = 1, method: str | None = None, chat: int | None = None
) -> Fault:
    """429 Too Many Requests."""
    error = too_many(retry_after)
    told = error.parameters or {}
    return Fault("error", times, method, chat, code=429, description=error.description, parameters=told)


REFUSALS = {
    "blocked": (403, "Forbidden: bot was blocked by the user"),
    "deactivated": (403, "Forbidden: user is deactivated"),
    "not_started": (403, "Forbidden: bot can't initiate conversation with a user"),
    "kicked": (403, "Forbidden: bot was kicked from the group chat"),
    "chat_not_found": (400, "Bad Request: chat not found"),
    "internal": (500, "Internal Server Error: restart"),
}


def refusal(name: str, *, times: int | None = 1, method: str | None = None, chat: int | None = None) -> Fault:
    """A refusal in Telegram's words, by one of the names of REFUSALS.

    :raises KeyError: no such name
    """
    code, description = REFUSALS[name]
    return Fault("error", times, method, chat, code=code, description=description)


class Faults:
    """The faults asked for and not yet used up."""

    def __init__(self) -> None:
        self._open: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Ask for a fault; it waits behind those asked for before."""
        self._open.append(fault)

    def clear(self) -> None:
        """Nothing goes wrong from now on."""
        self._open.clear()

    def listed(self) -> list[Fault]:
        """What is still open."""
        return list(self._open)

    def strike(self, *, inbound: bool, bot: int, chat: int | None, method: str = "") -> Fault | None:
        """Take the first fault that fits this call or update, if any."""
        if not self._open:
            return None
        for place, fault in enumerate(self._open):
            if (fault.kind in INBOUND) is not inbound:
                continue
            named = fault.method is None or fault.method.lower() == method.lower()
            if not named or fault.bot not in (None, bot) or fault.chat not in (None, chat):
                continue
            self._use(place, fault)
            return fault
        return None

    def _use(self, place: int, fault: Fault) -> None:
        if fault.times is None:
            return
        if fault.times > 1:
            self._open[place] = replace(fault, times=fault.times - 1)
        else:
            del self._open[place]
