"""Sample sheets that every question about people is rendered with; invented, and awkward on purpose."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

from bot.conversation.dialog import Json
from bot.conversation.spec import Sample
from bot.dialogs.delegation import CANDIDATES, Offices
from bot.dialogs.finding_person import FIND_PEOPLE, sample_people
from bot.dialogs.finding_unit import FIND_UNITS, sample_units
from bot.dialogs.person_dialog import PERSON_STATE, TODAY
from bot.dialogs.roles import APPOINTABLE, HOLDER
from bot.dialogs.transfer import PLAN
from core.documents import Document
from core.history import Deed
from core.life import Held
from core.message import Message, say
from core.people import (
    AudienceGroup,
    MembershipKind,
    Person,
    Resident,
    Role,
    RoleKind,
    Standing,
    StandingPeriod,
)
from core.people_history import PersonChange
from core.text.periods import Quarter
from core.units import Unit, UnitType
from core.usecases.person_state import May, OfficeHeld, PersonState, Stay, TransferPlan
from core.usecases.recent_changes import Told

_DAY: Final = date(2026, 4, 1)
_LONG: Final = "Chi bộ cơ sở thôn Nà_Tông <Khuổi & Lũng> *số 2*"
_WHO: Final = Resident(
    Person("M68", "Nguyễn_Văn <Hùng> & *B*", 1968, AudienceGroup.ORDINARY_MEMBER),
    Standing.OFFICIAL,
    "U32",
    _LONG,
    "/U0/U3/U32/",
)
_UNIT: Final = Unit("U31", _LONG, UnitType.GRASSROOTS_CELL, "U3", "/U3/U31/", _DAY)
_SECRETARY: Final = OfficeHeld(
    Held("U32", RoleKind.SECRETARY, _DAY, date(2026, 12, 31)), _LONG, mine_to_end=True
)
_ALL: Final = frozenset(May)
_FOUND: Final[dict[str, object]] = {
    FIND_PEOPLE: sample_people,
    FIND_UNITS: sample_units,
    TODAY: lambda _nothing: date(2026, 3, 10),
    PLAN: lambda _asked: TransferPlan(
        _UNIT,
        receivable=True,
        owed=(Document.report(Quarter(2026, 1)), Document.pledge(2026)),
        waiting=2,
        ending=(_SECRETARY,),
    ),
    APPOINTABLE: lambda _asked: tuple(kind for kind in RoleKind if kind is not RoleKind.MEMBER),
    HOLDER: lambda _asked: _WHO,
    CANDIDATES: lambda _asked: (_WHO,),
}


def state(
    standing: Standing = Standing.OFFICIAL, *stays: MembershipKind, held: tuple[OfficeHeld, ...] = ()
) -> PersonState:
    there = tuple(
        Stay(kind, _LONG, _DAY, date(2026, 9, 30) if kind is MembershipKind.TEMPORARY else None)
        for kind in stays
    )
    period = StandingPeriod("M68", standing, _DAY, None if standing is Standing.EXEMPT else date(2026, 9, 30))
    away = StandingPeriod("M68", Standing.AWAY, date(2026, 10, 1), date(2026, 12, 31), "work")
    return PersonState(_WHO, period, (away,), there, held, date(2026, 12, 1), _ALL, "M68:1")


_FOUND[PERSON_STATE] = lambda _person: state(Standing.PROBATIONARY)


def _sample(sheet: object, **answers: Json) -> Sample:
    return Sample(sheet, answers, _FOUND)


_THERE: Final[dict[str, Json]] = {"to0": {"unit": "U31"}}
_FIRST: Final[dict[str, Json]] = {"day": "2026-04-01"}


def transfer_samples() -> Iterable[Sample]:
    known: dict[str, Json] = {"who0": {"words": "Hùng", "page": 1}, "who1": {"person": "M1990"}}
    yield _sample(None, **known, what="move", **_THERE, **_FIRST, there="no", sure="do")
    plain = state(held=(_SECRETARY,))
    yield _sample(plain, what="move", **_THERE, **_FIRST, there="yes", sure="do")
    yield _sample(plain, what="temporary", **_THERE, **_FIRST, last="2026-09-30", sure="do")
    yield _sample(plain, what="residence", **_THERE, **_FIRST, sure="no")
    yield _sample(plain, what="leave", why="moved", day="2026-03-01", sure="do")
    yield _sample(plain, what="death", day="2026-03-01", sure="do")
    guest = state(Standing.PROBATIONARY, MembershipKind.TEMPORARY, MembershipKind.RESIDENCE)
    yield _sample(guest, what="end_temporary", day="2026-03-01", sure="do")
    yield _sample(guest, what="end_residence", day="2026-03-01", sure="do")
    yield _sample(guest, what="official", day="2026-03-01", sure="do")
    yield _sample(
        state(Standing.OFFICIAL, MembershipKind.TRANSIT), what="arrive", day="2026-03-01", sure="do"
    )
    yield _sample(state(Standing.OFFICIAL, MembershipKind.TRANSIT), what="back", sure="do")
    yield _sample(plain, what="nothing")


def standing_samples() -> Iterable[Sample]:
    plain = state()
    yield _sample(plain, what="exempt", why="rule", **_FIRST, last=None, sure="do")
    yield _sample(plain, what="absent", owes="no", why="study", **_FIRST, last="2026-06-30", sure="do")
    yield _sample(plain, what="absent", owes="yes", why="work", **_FIRST, last="2026-06-30", sure="do")
    yield _sample(plain, what="suspended", **_FIRST, last="2026-06-30", sure="do")
    yield _sample(state(Standing.EXEMPT), what="resume", **_FIRST, sure="do")


def roles_samples() -> Iterable[Sample]:
    plain = state(held=(_SECRETARY,))
    give: dict[str, Json] = {"what": "give", **_THERE, **_FIRST}
    yield _sample(plain, **give, role="secretary", last=None, instead="end", sure="do")
    yield _sample(plain, **give, role="secretary", last=None, instead="no")
    yield _sample(plain, **give, role="surveyor", last="2026-06-30", sure="do")
    yield _sample(plain, what="end 0", **_FIRST, sure="do")


def delegation_samples() -> Iterable[Sample]:
    cell = Role("M68", "U32", "/U0/U3/U32/", RoleKind.SECRETARY, _DAY)
    staff = Role("M68", "U3", "/U0/U3/", RoleKind.STAFF, _DAY)
    dates: dict[str, Json] = {"by": "M68", "day": "2026-04-01", "last": "2026-04-20", "sure": "do"}
    yield _sample(Offices(_WHO, ((cell, _LONG),), mine=True), **dates)
    both = Offices(_WHO, ((cell, _LONG), (staff, "Đảng ủy xã Mường_Khao")), mine=False)
    yield _sample(both, office="staff U3", scope="part", **_THERE, **dates)
    yield _sample(both, office="staff U3", scope="all", **dates)
    yield _sample(Offices(_WHO, (), mine=True), noted="noted")


def undo_samples() -> Iterable[Sample]:
    at = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
    words = {"to": "U31", "kind": "temporary", "last": "2026-09-30"}
    change = PersonChange("c1", "M68", "M01", at, Deed.HOSTED, _DAY, words)
    yield _sample(Told(change, _WHO.person, "Bế_Hải <1>", _LONG, "", None), sure="undo")
    impossible: Message = say("Something newer was recorded about the comrade. Please take that back first.")
    yield _sample(Told(change, _WHO.person, "Bế_Hải <1>", _LONG, "", impossible), noted="noted")
