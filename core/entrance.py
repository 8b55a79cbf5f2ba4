"""The ways in for who holds a link code: our own page, the bot on Telegram, the account on Zalo."""

from dataclasses import dataclass
from typing import Final

from core.linking import LENGTH, looks_like_code, normal

_GROUP: Final = LENGTH // 2


@dataclass(frozen=True, slots=True)
class Entrance:
    """`public_url` is where people reach our HTTP port, `telegram` the bot's user name, `zalo` the account's number;
    each None where there is none."""

    public_url: str | None = None
    telegram: str | None = None
    zalo: str | None = None

    def page(self, code: str) -> str | None:
        return f"{self.public_url.rstrip('/')}/j/{code}" if self.public_url else None

    def on_telegram(self, code: str) -> str | None:
        return f"https://t.me/{self.telegram}?start={code}" if self.telegram else None

    def on_zalo(self) -> str | None:
        """Zalo hands no code over: it is typed there."""
        return f"https://zalo.me/{self.zalo}" if self.zalo else None

    def to_scan(self, code: str) -> str | None:
        """What a QR leads to: the page, from which every messenger is reached; else straight to Telegram."""
        return self.page(code) or self.on_telegram(code)


def grouped(code: str) -> str:
    """As it is printed and read out: "K7M2 9PQR"."""
    return f"{code[:_GROUP]} {code[_GROUP:]}"


def code_in(address: str) -> str | None:
    """The code of a `/j/…` address, however it was typed; None for what cannot be one."""
    return normal(address) if len(address) <= 2 * LENGTH and looks_like_code(address) else None
