"""Who can hold a phone: the people of the fictional province, and strangers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.demo import phone_of
from simulator.telegram import TelegramServer

FIRST_USER: Final = 7_000_001
_FIRST_STRANGER: Final = 7_900_001
STRANGERS: Final = 5


@dataclass(frozen=True, slots=True)
class Player:
    """`user` is the account on the stand-in Telegram, the same at every start; `unit` empty for a stranger, whose
    `phone` is on no roster."""

    person: str
    name: str
    birth_year: int | None
    post: str
    unit: str
    unit_name: str
    user: int
    phone: str

    @property
    def is_stranger(self) -> bool:
        return not self.unit


class Cast:
    """Everyone by person and by account; `first` are who stands on the page at the first visit."""

    first: Final = ("M09", "M10", "M07", "M03")

    def __init__(self, data: Mapping[str, Any], stranger: str) -> None:
        """`data` is the demo; `stranger` what somebody unknown is called."""
        units = {each["id"]: each["name"] for each in data["units"]}
        self.players: Sequence[Player] = [
            *(
                _player(each, units[each["unit"]], FIRST_USER + at, phone_of(data, each["id"]))
                for at, each in enumerate(data["people"])
            ),
            *(
                Player(
                    f"L{at + 1}",
                    f"{stranger} {at + 1}",
                    None,
                    "",
                    "",
                    "",
                    _FIRST_STRANGER + at,
                    f"09999999{at + 1:02}",
                )
                for at in range(STRANGERS)
            ),
        ]
        self.by_person = {each.person: each for each in self.players}
        self.by_user = {each.user: each for each in self.players}

    def take_phones(self, telegram: TelegramServer) -> None:
        """Everyone has an account, with no chat begun."""
        for each in self.players:
            telegram.user(each.user, each.name)


def _player(each: Mapping[str, Any], unit_name: str, user: int, phone: str) -> Player:
    return Player(
        each["id"], each["name"], each["birth_year"], each["post"], each["unit"], unit_name, user, phone
    )
