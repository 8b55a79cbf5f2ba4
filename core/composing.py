"""Messages that are put into words only when they leave (decision 0190).

What waits in the outbox is then the same few bytes for fifty thousand people, and what each of them reads is true at
that moment.
"""

import json
from dataclasses import dataclass
from typing import Final

_BEGINS: Final = b'{"c":'


@dataclass(frozen=True, slots=True)
class ToCompose:
    """Which composer puts it into words, and of what. Nothing of a person's is in it. Never a reply: that leaves with
    the commit that queues it, in the words it was decided in."""

    name: str
    argument: str = ""

    def to_json(self) -> bytes:
        whole = {"c": self.name, "a": self.argument}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def to_compose(payload: bytes) -> ToCompose | None:
    """None for what is in words already."""
    if not payload.startswith(_BEGINS):
        return None
    whole = json.loads(payload)
    return ToCompose(str(whole["c"]), str(whole.get("a", "")))
