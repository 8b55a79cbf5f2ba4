"""A bare client: no library between the test and the wire."""

from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

Json = dict[str, Any]


@dataclass(slots=True)
class RawBot:
    """Calls methods with JSON and gives back the whole answer."""

    session: ClientSession
    base_url: str
    token: str

    def url(self, method: str) -> str:
        """Where the method is."""
        return f"{self.base_url}/bot{self.token}/{method}"

    async def call(self, method: str, **params: object) -> Json:
        """The answer as it came, ok or not."""
        async with self.session.post(self.url(method), json=params) as response:
            answer: Json = await response.json()
            assert response.status == (200 if answer["ok"] else answer["error_code"])
            return answer

    async def result(self, method: str, **params: object) -> Json:
        """The object that a successful call gives."""
        answer = await self.call(method, **params)
        assert answer["ok"], answer
        found: Json = answer["result"]
        return found

    async def done(self, method: str, **params: object) -> bool:
        """True, from a call that only does something."""
        answer = await self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"] is True

    async def refused(self, method: str, **params: object) -> str:
        """The description of a call that fails."""
        answer = await self.call(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def updates(self, offset: int = 0, timeout: int = 0) -> list[Json]:  # noqa: ASYNC109 - Telegram's word
        """What waits for the bot."""
        found: list[Json] = (await self.call("getUpdates", offset=offset, timeout=timeout))["result"]
        return found
