"""What staff record about people of the field, on 10 March 2026."""

from collections.abc import Callable
from datetime import date, timedelta

from core.people import RoleKind
from core.people_history import PersonChange
from core.usecases.delegate import Delegate, delegate
from core.usecases.undo_change import undo_change
from tests.core.field import DAY, Field, at, occasion

NOW = at(10, 3)
TODAY = NOW.date()


def do(
    field: Field,
    who: str,
    use_case: Callable[..., PersonChange],
    command: object,
) -> PersonChange:
    speaker = field.speaker(who, NOW)
    return field.do(lambda uow: use_case(uow, speaker, command, occasion(NOW), field.chance))


def undo(field: Field, who: str, change: PersonChange, days: int = 0, hours: int = 0) -> PersonChange:
    when = NOW + timedelta(days=days, hours=hours)
    speaker = field.speaker(who, when)
    return field.do(lambda uow: undo_change(uow, speaker, change.id, occasion(when), field.chance))


def stands_in(field: Field, person: str = "phu", last: date = TODAY + 10 * DAY) -> PersonChange:
    return do(field, "hai", delegate, Delegate("hai", person, RoleKind.SECRETARY, "A", "A", TODAY, last))
