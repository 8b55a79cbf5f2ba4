"""From an update that arrived to its decision: lanes, batches, three tries, and parking (design.md §4).

`take` returns only when every update is decided or parked; not before may the messenger be told that they were had.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from bot.conversation.here import Decision
from bot.inbound import Inbound
from bot.lanes import Lanes
from core.faults import where
from core.ports import UnitOfWork
from core.store import Store, StoreUnavailable

_log: Final = logging.getLogger(__name__)
TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update as read by its channel, with the raw form to park."""

    said: Inbound
    raw: bytes


Decide = Callable[[UnitOfWork, Inbound], Decision]
Apologise = Callable[[UnitOfWork, Inbound, str], Decision]


class Reception:
    """`answer` carries out what a committed decision asks for; it is started and not waited for."""

    def __init__(
        self,
        store: Store[UnitOfWork],
        decide: Decide,
        apologise: Apologise,
        answer: Callable[[Inbound, Decision], Awaitable[None]],
        new_error_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._decide = decide
        self._apologise = apologise
        self._answer = answer
        self._new_error_id = new_error_id
        self._lanes: Lanes[Arrived, Decision] = Lanes(self._decide_all)
        self._faults: Counter[str] = Counter()
        self._people: dict[str, str] = {}
        self._answers: set[asyncio.Task[None]] = set()

    async def take(self, arrived: Sequence[Arrived]) -> None:
        """Raises StoreUnavailable, and then nothing may be acknowledged."""
        if len(arrived) == 1:  # the common case, and it needs no task of its own
            await self._take(arrived[0])
            return
        results = await asyncio.gather(*(self._take(one) for one in arrived), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result

    async def _take(self, one: Arrived) -> None:
        address = f"{one.said.address.channel}:{one.said.address.line}:{one.said.address.id}"
        while True:
            try:
                decision = await self._lanes.put(self._people.get(address, address), one)
                break
            except StoreUnavailable:
                raise
            except Exception as fault:  # noqa: BLE001  # one of the three loops: whatever it was, the next is taken
                parked = await self._after_fault(one, fault)
                if parked is not None:
                    decision = parked
                    break
        if decision.lane:
            self._people[address] = decision.lane
        task = asyncio.create_task(self._answer_safely(one.said, decision))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _decide_all(self, arrived: Sequence[Arrived]) -> list[Decision | BaseException]:
        return await self._store.run_batch(
            [partial(self._decide_one, one.said) for one in arrived], brief=True
        )

    def _decide_one(self, said: Inbound, uow: UnitOfWork) -> Decision:
        return self._decide(uow, said)

    async def _after_fault(self, one: Arrived, fault: Exception) -> Decision | None:
        """None: to be tried again. After the third fault the update is parked and the person told, with an id."""
        key = one.said.key
        self._faults[key] += 1
        if self._faults[key] < TRIES:
            return None
        del self._faults[key]
        error_id = self._new_error_id()
        _log.error("update parked: error %s, %s at %s", error_id, type(fault).__name__, where(fault))

        def park(uow: UnitOfWork) -> Decision:
            uow.talk.park(key, one.raw, error_id, type(fault).__name__, one.said.received_at)
            return self._apologise(uow, one.said, error_id)

        return await self._store.run(park)

    async def _answer_safely(self, said: Inbound, decision: Decision) -> None:
        try:
            await self._answer(said, decision)
        except Exception as fault:  # noqa: BLE001  # the rows are queued: the relay sends them
            _log.warning("replies left to the relay: %s", type(fault).__name__)

    async def drain(self) -> None:
        """Waits for the answers that are under way."""
        while self._answers:
            await asyncio.gather(*self._answers, return_exceptions=True)
