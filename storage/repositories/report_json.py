"""What a report says, as it is sealed. Written once and read for ever: a new form gets a new number."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import orjson

from core.report import ItemProgress, ItemState, ReportContent, ReportedItem, Returned
from storage.repositories.pledge_json import item_fields, item_from

_FORM: Final = 1


def write_content(content: ReportContent) -> bytes:
    return orjson.dumps(
        {
            "form": _FORM,
            "items": [
                {
                    "pledge": reported.pledge,
                    "version": reported.pledge_version,
                    "item": item_fields(reported.item),
                    "said": _progress_fields(reported.progress),
                }
                for reported in content.items
            ],
            "outside_work": content.outside_work,
            "next_direction": content.next_direction,
        }
    )


def read_content(blob: bytes) -> ReportContent:
    fields = orjson.loads(blob)
    return ReportContent(
        tuple(
            ReportedItem(each["pledge"], each["version"], item_from(each["item"]), _progress_from(each))
            for each in fields["items"]
        ),
        fields["outside_work"],
        fields["next_direction"],
    )


def write_returned(returned: Returned) -> bytes:
    return orjson.dumps(
        {
            "form": _FORM,
            "by": returned.by,
            "at": returned.at.isoformat(),
            "reason": returned.reason,
            "keys": sorted(returned.keys),
        }
    )


def read_returned(blob: bytes) -> Returned:
    fields = orjson.loads(blob)
    return Returned(
        fields["by"], datetime.fromisoformat(fields["at"]), fields["reason"], frozenset(fields["keys"])
    )


def _progress_fields(said: ItemProgress) -> dict[str, Any]:
    return {
        "state": said.state.value,
        "done": None if said.done is None else str(said.done),
        "in_progress": None if said.in_progress is None else str(said.in_progress),
        "what": said.what,
        "difficulties": said.difficulties,
        "reason": said.reason,
        "note": said.note,
        "done_typed": said.done_typed,
        "approximate": said.approximate,
    }


def _progress_from(each: dict[str, Any]) -> ItemProgress:
    fields = each["said"]
    done, in_progress = fields["done"], fields["in_progress"]
    return ItemProgress(
        key=each["item"]["key"],
        state=ItemState(fields["state"]),
        done=None if done is None else Decimal(done),
        in_progress=None if in_progress is None else Decimal(in_progress),
        what=fields["what"],
        difficulties=fields["difficulties"],
        reason=fields["reason"],
        note=fields["note"],
        done_typed=fields["done_typed"],
        approximate=fields["approximate"],
    )
