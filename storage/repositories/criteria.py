"""Criterion groups and suggestions."""

from decimal import Decimal
from typing import Final

from core.criteria import CriterionGroup, Suggestion, criteria_of
from core.people import AudienceGroup
from core.pledge import Measure
from storage.engine.connection import Connection
from storage.engine.statements import Statement

_GROUPS: Final = Statement(
    "select code, name, invented from criterion_group where code like :prefix || '%' order by code"
)
_SUGGESTIONS: Final = Statement(
    "select id, criterion, work, content, measure, target, unit, due, evidence, breakthrough"
    " from suggestion where audience = :audience order by criterion, id"
)
_ADD_GROUP: Final = Statement(
    "insert into criterion_group (code, name, invented) values (:code, :name, :invented)"
    " on conflict (code) do update set name = excluded.name, invented = excluded.invented"
)
_ADD_SUGGESTION: Final = Statement(
    "insert into suggestion (id, audience, criterion, work, content, measure, target, unit, due, evidence,"
    " breakthrough)"
    " values (:id, :audience, :criterion, :work, :content, :measure, :target, :unit, :due, :evidence, :breakthrough)"
)


class CriteriaRows:
    """core.ports.Criteria on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def groups(self, group: AudienceGroup) -> list[CriterionGroup]:
        rows = self._sql.fetch_all(_GROUPS, prefix=criteria_of(group))
        return [CriterionGroup(code, name, bool(invented)) for code, name, invented in rows]

    def suggestions(self, group: AudienceGroup) -> list[Suggestion]:
        return [
            Suggestion(
                suggestion,
                group,
                criterion,
                content,
                Measure(measure),
                None if target is None else Decimal(target),
                unit,
                _month_day(due),
                evidence,
                bool(breakthrough),
                work,
            )
            for suggestion, criterion, work, content, measure, target, unit, due, evidence, breakthrough in (
                self._sql.fetch_all(_SUGGESTIONS, audience=group.value)
            )
        ]

    def add_group(self, group: CriterionGroup) -> None:
        self._sql.execute(_ADD_GROUP, code=group.code, name=group.name, invented=group.invented)

    def add_suggestion(self, suggestion: Suggestion) -> None:
        due = suggestion.due_month_day
        self._sql.execute(
            _ADD_SUGGESTION,
            id=suggestion.id,
            audience=suggestion.group.value,
            criterion=suggestion.criterion,
            work=suggestion.work,
            content=suggestion.content,
            measure=suggestion.measure.value,
            target=None if suggestion.target is None else str(suggestion.target),
            unit=suggestion.unit,
            due=None if due is None else f"{due[0]:02}-{due[1]:02}",
            evidence=suggestion.evidence,
            breakthrough=suggestion.breakthrough,
        )


def _month_day(due: str | None) -> tuple[int, int] | None:
    return None if due is None else (int(due[:2]), int(due[3:]))
