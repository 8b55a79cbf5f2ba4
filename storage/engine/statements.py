"""Fixed SQL for the hot paths: written once with :names, kept in the style of each driver."""

import re

from storage.engine.errors import TransactionControlRefused
from storage.engine.recall import is_about_facts, stirs

_CONTROL = re.compile(
    r"(?:begin|start|commit|end|abort|prepare\s+transaction|rollback(?!.*\bto\b))\b",
    re.IGNORECASE | re.DOTALL,
)
_LEADING_COMMENTS = re.compile(r"(?:\s+|--[^\n]*\n?|/\*.*?\*/)+", re.DOTALL)
# What is quoted or commented is passed over; `::type` is PostgreSQL's cast, not a parameter.
_TOKEN = re.compile(
    r"""(?P<kept>'(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | /\*.*?\*/ | ::)
      | (?P<percent>%)
      | :(?P<name>[A-Za-z_]\w*)""",
    re.DOTALL | re.VERBOSE,
)


class Statement:
    """One SQL statement with parameters written `:name`.

    Give one text for both backends, or one for each where they differ. What it finds may be `recalled`, where it reads
    facts alone: see storage/engine/recall.py. Raises TransactionControlRefused for BEGIN, COMMIT and their kind, which
    belong to the store; ValueError for what cannot be recalled.
    """

    __slots__ = ("postgresql", "recalled", "sqlite", "stirs")

    def __init__(
        self, text: str = "", /, *, sqlite: str = "", postgresql: str = "", recalled: bool = False
    ) -> None:
        self.sqlite = sqlite or text
        if not self.sqlite or not (postgresql or text):
            raise ValueError("a statement needs a text for each backend")
        for version in (self.sqlite, postgresql or text):
            refuse_transaction_control(version)
        self.postgresql = to_psycopg(postgresql or text).encode()
        self.recalled = recalled
        self.stirs = stirs(self.sqlite)
        if recalled and (self.stirs or not is_about_facts(self.sqlite)):
            raise ValueError("only what reads facts, and nothing else, is recalled")

    def __repr__(self) -> str:
        return f"Statement({self.sqlite!r})"


def refuse_transaction_control(sql: str) -> None:
    comments = _LEADING_COMMENTS.match(sql)
    if _CONTROL.match(sql, comments.end() if comments else 0):
        raise TransactionControlRefused("only the store begins and ends transactions")


def to_psycopg(sql: str) -> str:
    """`:name` becomes `%(name)s`, and a percent sign, quoted ones included, is doubled as psycopg asks."""
    return _TOKEN.sub(_for_psycopg, sql)


def _for_psycopg(token: re.Match[str]) -> str:
    if token["name"]:
        return f"%({token['name']})s"
    return token.group().replace("%", "%%")
