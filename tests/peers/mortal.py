"""A world that dies: killed after every single update, with its replies or before them, and started anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from bot.conversation.engine import Engine
from bot.conversation.here import Decision
from bot.inbound import Inbound
from bot.registry import REGISTRY
from storage.engine.store import open_store
from storage.work import Repositories
from tests.world import OWNER, Phone, World, can_edit


class MortalWorld(World):
    """Nothing outlives an update but the file."""

    def __init__(self, url: str) -> None:
        self.boots = 0
        super().__init__(url)
        self._url = url
        self.die()  # from here on every boot has a name of its own

    def die(self) -> None:
        self.store.close_sync()
        self.store = open_store(self._url, partial(Repositories, vault=self.vault))
        self.boots += 1
        owner = f"world/boot{self.boots}"
        self.engine = Engine(REGISTRY, self.words, owner, lambda _now: None, self.dice, can_edit)
        self.do(lambda uow: uow.outbox.take_over(OWNER, self.now, dead="world"))


class AfterTheReply(Phone):
    """The process dies when the reply has been sent and recorded."""

    world: MortalWorld

    def _hear(self, said: Inbound) -> Decision:
        decision = super()._hear(said)
        self.world.die()
        return decision


class BeforeTheReply(Phone):
    """The process dies between the commit and the reply; the next one sends it."""

    world: MortalWorld

    def _hear(self, said: Inbound) -> Decision:
        decision = self.world.do(lambda uow: self.world.engine.decide(uow, said))
        self.world.die()
        self.world.deliver()
        return decision


class DeliveredTwice(Phone):
    """Every update comes twice, the second time to another process."""

    world: MortalWorld

    def _hear(self, said: Inbound) -> Decision:
        decision = super()._hear(said)
        self.world.die()
        super()._hear(said)
        return decision


@contextmanager
def dying(url: str) -> Iterator[MortalWorld]:
    world = MortalWorld(url)
    try:
        world.load_demo()
        yield world
    finally:
        world.close()


def linked(world: MortalWorld, kind: type[Phone], person: str) -> Phone:
    phone = kind(world, "telegram", f"chat-{person}")
    phone.says(f"/start {world.codes[person]}")
    phone.chooses("Đúng")
    phone.agrees()
    return phone
