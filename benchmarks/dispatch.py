"""Goal 4: what it costs to find out what was said, with every command of the bot, against a bot that has only one.

Both are our engine on the real words; what the command does is left out, for that is not finding it. Said are a
command with its slash, its words with marks and without, and words that are no command at all.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import thread_time
from typing import Final

from benchmarks import cell
from benchmarks.measured import Measured, of_rounds
from bot.chance import SecretChance
from bot.conversation.dialog import Line
from bot.conversation.engine import Engine
from bot.conversation.here import Here
from bot.conversation.spec import Command, Registry, Show
from bot.inbound import Inbound, Kind
from bot.registry import REGISTRY
from bot.wording import Wording
from core.message import say
from core.ports import UnitOfWork
from core.talk import Address
from core.text.folding import folded
from storage.engine.store import open_store
from storage.work import Repositories

ROUNDS: Final = 40
_TURNS: Final = 10
_ONE: Final = "cuatoi"


def measure(folder: Path, rounds: int = ROUNDS) -> Measured:
    file = folder / "dispatch.db"
    cell.found(file, 1)
    store = open_store(f"sqlite:///{file}", lambda connection: Repositories(connection, cell.VAULT))
    full, single = _engine(REGISTRY.commands), _engine({_ONE: REGISTRY.commands[_ONE]})
    ratios = [store.run_sync(partial(_round, full, single, number)) for number in range(rounds)]
    store.close_sync()
    return of_rounds(
        4,
        f"finding what was said among all {len(REGISTRY.commands)} commands of the bot (slash, words, no command)",
        1.3,
        "the same bot with one command",
        ratios,
    )


def _engine(commands: Mapping[str, Command]) -> Engine:
    quiet = {name: replace(command, handle=_nothing_more) for name, command in commands.items()}
    registry = Registry({}, quiet, lambda _here, _place: None, _nothing_more, _home)
    return Engine(registry, Wording(), "bench/dispatch", lambda _now: None, SecretChance())


def _nothing_more(here: Here, argument: str) -> Show:
    del argument
    return _home(here)


def _home(here: Here) -> Show:
    del here
    return Show((Line(say("Menu")),))


def _said() -> tuple[str, ...]:
    words = REGISTRY.commands[_ONE].words[0]
    return (f"/{_ONE}", words, folded(words), "hôm nay trời đẹp quá")


def _round(full: Engine, single: Engine, number: int, uow: UnitOfWork) -> float:
    """Each update is decided by the one and by the other in turn, now this first and now that. What is counted is the
    processor's time, for others use it too."""
    times, sides = [0.0, 0.0], ((0, full), (1, single))
    for turn in range(_TURNS):
        for text in _said():
            for side, engine in sides if turn % 2 else reversed(sides):
                said = _update(f"{number}:{turn}:{text}:{side}", text)
                started = thread_time()
                engine.decide(uow, said)
                times[side] += thread_time() - started
    return times[0] / times[1]


def _update(key: str, text: str) -> Inbound:
    address = Address("telegram", cell.LINE, str(cell.FIRST_CHAT))
    return Inbound(key, address, Kind.TEXT, cell.NOW, sent_at=cell.NOW, text=text)
