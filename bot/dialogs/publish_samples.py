"""Sample sheets for making a plan public; invented, and awkward on purpose."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.conversation.spec import Sample
from core.people import AudienceGroup, Person, Resident, Standing
from core.pledge import Measure, Pledge, PledgeItem, PledgeKind, PledgeState
from core.publication import Publication, PublicationForm
from core.units import Unit, UnitType
from core.usecases.publish_pledge import PublishSheet

_AT = datetime(2026, 3, 1, 2, tzinfo=UTC)
_TODAY = date(2026, 3, 10)
_OWNER = Resident(
    Person("M01", "Nông_Văn <A> & *B*", 1968, AudienceGroup.LEADER),
    Standing.OFFICIAL,
    "U32",
    "Chi bộ thôn Nà Tông",
    "/U0/U3/U32/",
)
_PLEDGE = Pledge(
    id="P1",
    person="M01",
    kind=PledgeKind.PERSONAL_PLAN,
    year=2026,
    unit="U32",
    path="/U0/U3/U32/",
    state=PledgeState.CONFIRMED,
    version=2,
    revision=4,
    confirmed_version=2,
    last_item=1,
    sent_at=_AT,
    received_at=_AT,
    late=False,
    items=(PledgeItem("p1", "1.2", "Đối thoại với Nhân dân", Measure.AT_LEAST, Decimal(4), "cuộc"),),
)
_UNITS = (
    Unit("U3", "Đảng bộ xã Khau Tinh", UnitType.COMMUNE, "U0", "/U0/U3/", date(2025, 7, 1)),
    Unit("U32", "Chi bộ thôn Nà Tông", UnitType.CELL, "U3", "/U0/U3/U32/", date(2025, 7, 1)),
)


def publish_samples() -> Iterable[Sample]:
    sheet = PublishSheet(_OWNER, _PLEDGE, None, _UNITS, _TODAY)
    told = {"unit": "U3", "form": "meeting", "on": "2026-03-04", "place": "Nhà văn hóa <thôn>"}
    yield Sample(sheet, told)
    public = Publication("P1", 1, "U3", "/U0/U3/", PublicationForm.POSTING, _TODAY, "", "M01", _AT)
    yield Sample(replace(sheet, publication=public), {"again": "anew"} | told)
    yield Sample(replace(sheet, publication=public), {"again": "take"})
