"""Who is speaking: a person with everything held on that day."""

from dataclasses import dataclass
from datetime import date

from core.people import Person, Role, RoleKind, Standing, holds_on


@dataclass(frozen=True, slots=True)
class Speaker:
    """`roles` include RoleKind.MEMBER in the home unit, so that one rule serves members and leaders alike."""

    person: Person
    standing: Standing
    roles: tuple[Role, ...]

    @property
    def home(self) -> Role | None:
        """Where the person's own documents belong, or None between two cells."""
        return next((role for role in self.roles if role.kind is RoleKind.MEMBER), None)

    def holding(self, kind: RoleKind, on: date) -> tuple[Role, ...]:
        if self.standing.is_gone:
            return ()
        return tuple(role for role in self.roles if role.kind is kind and holds_on(role, on))

    def kinds(self, on: date) -> frozenset[RoleKind]:
        return frozenset(kind for kind in RoleKind if self.holding(kind, on))
