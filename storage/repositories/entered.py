"""Three columns of a report and of a pledge: who typed it in from paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from core.on_behalf import Entered
from storage.engine.instants import from_micros, to_micros


def entered_fields(entered: Entered | None) -> dict[str, Any]:
    confirmed = None if entered is None else entered.confirmed_at
    return {
        "entered_by": None if entered is None else entered.by,
        "paper_on": None if entered is None else entered.paper_on.isoformat(),
        "entry_confirmed_at": None if confirmed is None else to_micros(confirmed),
    }


def entered_of(columns: Sequence[Any]) -> Entered | None:
    by, paper_on, confirmed_at = columns
    if by is None:
        return None
    return Entered(
        by, date.fromisoformat(paper_on), None if confirmed_at is None else from_micros(confirmed_at)
    )
