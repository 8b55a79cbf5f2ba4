"""Ids and codes that nobody can guess (core.ports.Chance)."""

import secrets
import uuid


class SecretChance:
    """Drawn from the operating system's own source."""

    def new_id(self) -> str:
        return uuid.uuid4().hex

    def code(self, alphabet: str, length: int) -> str:
        return "".join(secrets.choice(alphabet) for _ in range(length))
