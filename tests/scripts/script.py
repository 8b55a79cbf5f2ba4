"""What a conversation written for every channel is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.world import Phone, World

PhoneOf = Callable[[str], Phone]
Hold = Callable[[PhoneOf, World], None]


@dataclass(frozen=True, slots=True)
class Script:
    """`hold` gets linked phones by person; `people` are those whose facts are compared afterwards. A `sample` is held
    in every run of the tests, the others in the slower ring. `strangers`: its phones are nobody's yet."""

    name: str
    people: tuple[str, ...]
    hold: Hold
    sample: bool = False
    strangers: bool = False


def hold(script: Script, world: World, channel: str) -> None:
    script.hold(
        lambda person: world.stranger(channel) if script.strangers else world.phone(person, channel), world
    )
