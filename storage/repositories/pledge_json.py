"""The items of a pledge as they are sealed. Written once and read for ever: a new form gets a new number."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import orjson

from core.pledge import Measure, PledgeItem

_FORM: Final = 1


def write_items(items: tuple[PledgeItem, ...]) -> bytes:
    return orjson.dumps({"form": _FORM, "items": [item_fields(item) for item in items]})


def read_items(blob: bytes) -> tuple[PledgeItem, ...]:
    return tuple(item_from(fields) for fields in orjson.loads(blob)["items"])


def item_fields(item: PledgeItem) -> dict[str, Any]:
    return {
        "key": item.key,
        "criterion": item.criterion,
        "content": item.content,
        "measure": item.measure.value,
        "target": None if item.target is None else str(item.target),
        "unit": item.unit,
        "due": None if item.due is None else item.due.isoformat(),
        "solution": item.solution,
        "evidence": item.evidence,
        "breakthrough": item.breakthrough,
        "adds_up": item.adds_up,
    }


def item_from(fields: dict[str, Any]) -> PledgeItem:
    return PledgeItem(
        key=fields["key"],
        criterion=fields["criterion"],
        content=fields["content"],
        measure=Measure(fields["measure"]),
        target=None if fields["target"] is None else Decimal(fields["target"]),
        unit=fields["unit"],
        due=None if fields["due"] is None else date.fromisoformat(fields["due"]),
        solution=fields["solution"],
        evidence=fields["evidence"],
        breakthrough=fields["breakthrough"],
        adds_up=fields["adds_up"],
    )
