"""A world in which two kinds of file can be ordered: a letter, and one that some people may not have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from core.errors import NotAllowed
from core.files_out import Drawn, FileOrder
from core.making import Maker, Words
from core.message import Message, say
from core.ports import Chance, UnitOfWork
from tests.world import Phone, World, living

MEMBER = "M07"


@dataclass
class Desk:
    """Makes letters. `will` scripts what becomes of the next drawings: an exception is raised."""

    world: World
    will: list[Exception | None] = field(default_factory=list)
    forbidden: set[str] = field(default_factory=set)
    drawn: int = 0

    def collect(self, uow: UnitOfWork, order: FileOrder, now: datetime, chance: Chance) -> str:
        del now, chance
        if order.person in self.forbidden:
            raise NotAllowed(say("This is outside what you look after."))
        person = uow.people.get(order.person)
        assert person is not None
        return f"{person.full_name}: {order.argument}"

    def draw(self, facts: str, words: Words) -> Sequence[Drawn]:
        del words
        self.drawn += 1
        fault = self.will.pop(0) if self.will else None
        if fault is not None:
            raise fault
        return [Drawn("Thư riêng.txt", facts.encode())]

    def order(self, phone: Phone, argument: str = "một lá thư", number: int = 1) -> str:
        def work(uow: UnitOfWork) -> str:
            line = uow.talk.line(phone.address)
            assert line.speaker is not None
            order = FileOrder(
                f"order{number}", "letter", argument, line.speaker, line.row, phone.channel, self.world.now
            )
            return uow.files.order(order)

        return self.world.do(work)


def linked(world: World, person: str, channel: str = "telegram") -> Phone:
    """A phone that is linked without a word: nothing here depends on what is asked at first contact."""
    phone = Phone(world, channel, f"chat-{person}")
    world.do(lambda uow: uow.talk.link(uow.talk.line(phone.address), person, world.now))
    return phone


def _words(facts: str) -> tuple[Message, ...]:
    del facts
    return ()


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    with living(sqlite_url) as world:
        yield world


@pytest.fixture
def desk(world: World) -> Desk:
    desk = Desk(world)
    world.makers["letter"] = Maker(desk.collect, desk.draw, _words)
    return desk
