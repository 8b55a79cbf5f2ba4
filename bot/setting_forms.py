"""What each kind of setting must look like: a check takes the variable's name and value, and gives the value tidied."""

import base64
import binascii
import ipaddress
import re
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

from core.message import Message, say

KEY_BYTES: Final = 32


class CannotStart(Exception):
    """The start ends with `words`, one sentence for the administrator."""

    def __init__(self, words: Message) -> None:
        super().__init__(words.id)
        self.words = words


class WrongSetting(CannotStart, ValueError):
    """The words name the variable and never its value."""


def bot_token(name: str, value: str) -> str:
    if not re.fullmatch(r"\d+:[\w-]+", value.strip(), re.ASCII):
        raise WrongSetting(
            say(
                "{name}: this is no bot token. Copy it whole from @BotFather: digits, a colon, letters.",
                name=name,
            )
        )
    return value.strip()


def webhook_secret(name: str, value: str) -> str:
    """The characters and length that setWebhook's secret_token takes."""
    if not re.fullmatch(r"[\w-]{1,256}", value.strip(), re.ASCII):
        raise WrongSetting(say("{name}: write 1 to 256 letters without marks, digits, _ or -.", name=name))
    return value.strip()


def web_url(name: str, value: str) -> str:
    """An http(s) address, without a slash at its end."""
    parts = _split(value.strip())
    if (
        parts is None
        or parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.query
        or parts.fragment
    ):
        raise WrongSetting(
            say(
                "{name}: write a whole address, such as https://neuguong.example.vn, with nothing after it.",
                name=name,
            )
        )
    return value.strip().rstrip("/")


def database_url(name: str, value: str) -> str:
    """`sqlite:///file` or `postgresql://…`; the other spellings of PostgreSQL become that one."""
    url = re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql://", value.strip())
    parts = _split(url)
    if url.startswith("sqlite:///"):
        if sqlite_file(url) is None:
            raise WrongSetting(say("{name}: name a file, such as sqlite:///var/neuguong.db.", name=name))
    elif parts is None or parts.scheme != "postgresql" or not parts.path.strip("/"):
        raise WrongSetting(
            say(
                "{name}: write sqlite:///var/neuguong.db or postgresql://user:password@host/database.",
                name=name,
            )
        )
    return url


def sqlite_file(url: str) -> Path | None:
    """The file that a `sqlite:///` address names; None for any other address."""
    path = url.removeprefix("sqlite:///")
    if path == url or path in {"", ":memory:"} or path.endswith("/") or "?" in path:
        return None
    return Path(path)


def evidence_url(name: str, value: str) -> str:
    """What storage/evidence opens: `file:///folder`, `s3://bucket`."""
    url = value.strip()
    if not re.fullmatch(r"(file:///|s3://)[^\s?#]*[^\s?#/]/*", url):
        raise WrongSetting(say("{name}: write file:///a/folder or s3://bucket/folder.", name=name))
    return url.rstrip("/")


def host(name: str, value: str) -> str:
    if not re.fullmatch(r"[\w.:-]+", value.strip(), re.ASCII):
        raise WrongSetting(
            say("{name}: write one address of this machine, such as 127.0.0.1 or 0.0.0.0.", name=name)
        )
    return value.strip()


def zalo_id(name: str, value: str) -> str:
    """What follows zalo.me/ in an official account's address."""
    if not re.fullmatch(r"[\w.-]{3,40}", value.strip(), re.ASCII):
        raise WrongSetting(
            say("{name}: write what follows https://zalo.me/ in the address of the account.", name=name)
        )
    return value.strip()


def port(name: str, value: str) -> int:
    """0 lets the system choose a free one."""
    if not re.fullmatch(r"\d{1,5}", value.strip(), re.ASCII) or int(value) > 65535:
        raise WrongSetting(say("{name}: write a number from 1 to 65535.", name=name))
    return int(value)


def data_keys(name: str, value: str) -> str:
    decode_keys(name, value)
    return value


def decode_keys(name: str, value: str) -> tuple[bytes, ...]:
    """The first key seals, the others still open; in Base64, divided by commas."""
    try:
        keys = tuple(
            base64.b64decode(part.strip().translate(_URLSAFE), validate=True)
            for part in value.strip(", ").split(",")
        )
    except (binascii.Error, ValueError):
        keys = ()
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise WrongSetting(
            say(
                "{name}: each key is {count} bytes in Base64, a comma between two. "
                "Make one with: openssl rand -base64 32.",
                name=name,
                count=KEY_BYTES,
            )
        )
    return keys


_URLSAFE: Final = str.maketrans("-_", "+/")


def is_loopback(url: str) -> bool:
    """Whether a web address surely stays on this machine; no name is resolved."""
    parts = _split(url)
    return parts is not None and is_loopback_host(parts.hostname or "")


def is_loopback_host(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - read, because only reading checks it
    except ValueError:
        return None
    return None if re.search(r"[\s\x00-\x1f]", url) else parts
