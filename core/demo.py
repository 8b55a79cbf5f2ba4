"""The fictional province as a dictionary (simulator/demo_province.json), read into the field's own values.

Its posts are words, as in a roster that someone typed; here they become roles.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from core.criteria import CriterionGroup, Suggestion
from core.people import AudienceGroup, Membership, MembershipKind, Person, RoleKind, Standing, StandingPeriod
from core.pledge import Measure
from core.units import Succession, SuccessionKind, Unit, UnitType, levels_up, path_under

_START: Final = date(2025, 7, 1)
_DATE: Final = r"(\d{1,2})/(\d{1,2})/(\d{4})"
_JOINED: Final = re.compile(rf"vào Đảng {_DATE}")
_DIED: Final = re.compile(rf"từ trần {_DATE}")
_TAKES_OVER: Final = re.compile(rf"được giao phụ trách từ {_DATE}")
_FORMERLY: Final = re.compile(r"trước (?:là|\d\d/\d\d/\d{4} là) Bí thư Chi bộ ")
_DAY: Final = timedelta(days=1)

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Office:
    """A role in a unit, from a day to a day."""

    kind: RoleKind
    unit: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Inhabitant:
    person: Person
    home: str
    memberships: tuple[Membership, ...]
    standings: tuple[StandingPeriod, ...]
    offices: tuple[Office, ...]


def units_of(data: Fields) -> list[Unit]:
    """Parents before their children."""
    waiting = {each["id"]: each for each in data["units"]}
    made: dict[str, Unit] = {}
    while waiting:
        for key, each in list(waiting.items()):
            parent = each["parent"]
            if parent is not None and parent not in made:
                continue
            path = path_under(made[parent].path if parent else None, key)
            start, end = date.fromisoformat(each["valid_from"]), _day(each["valid_to"])
            made[key] = Unit(key, each["name"], UnitType(each["type"]), parent, path, start, end)
            del waiting[key]
    return list(made.values())


def chat_disabled(unit: Unit) -> bool:
    return "không mở kênh chat" in unit.name


def successions_of(data: Fields) -> Iterator[Succession]:
    for each in data["succession"]:
        for old in each["old"]:
            on = date.fromisoformat(each["date"])
            yield Succession(old, each["new"], SuccessionKind(each["kind"]), on)


def criteria_of_demo(data: Fields) -> Iterator[CriterionGroup]:
    for code, name in data["criterion_groups"].items():
        yield CriterionGroup(code, name, invented=True)


def suggestions_of(data: Fields) -> Iterator[Suggestion]:
    for each in data["pledge_items"]:
        day, month, _ = each["due"].split("/")
        percent = each["unit"] == "%"
        yield Suggestion(
            id=f"S{each['no']:02}",
            group=AudienceGroup(int(each["group"])),
            criterion=each["criterion"],
            content=each["content"],
            measure=Measure.ALREADY_PERCENT if percent else Measure(each["measure"]),
            target=None if each["measure"] == "yes_no" else Decimal(str(each["target"])),
            unit=each["unit"],
            due_month_day=(int(month), int(day)),
            evidence=each["evidence"],
            breakthrough=each["breakthrough"],
        )


def inhabitants_of(data: Fields, units: Sequence[Unit]) -> list[Inhabitant]:
    by_id = {unit.id: unit for unit in units}
    moves: dict[str, list[Fields]] = {}
    for each in data["membership_history"]:
        moves.setdefault(each["person"], []).append(each)
    return [_inhabitant(each, by_id, moves.get(each["id"], [])) for each in data["people"]]


def phone_of(data: Fields, person: str) -> str:
    """A number of nobody's, the same for two who share a phone."""
    people = [each["id"] for each in data["people"]]
    of_two = re.search(
        r"dùng chung điện thoại với (\w+)", data["people"][people.index(person)].get("note", "")
    )
    return (
        f"09000000{min(people.index(each) for each in (person, *(of_two.groups() if of_two else ()))) + 1:02}"
    )


def _inhabitant(each: Fields, units: Mapping[str, Unit], moves: list[Fields]) -> Inhabitant:
    person = Person(each["id"], each["name"], each["birth_year"], AudienceGroup(int(each["group"])))
    died, joined = _found(_DIED, each["note"]), _found(_JOINED, each["note"])
    standing = Standing(each["status"])
    homes = _memberships(person.id, each["unit"], standing, units, moves, joined, died)
    stood = [StandingPeriod(person.id, standing, homes[0].valid_from, died and died - _DAY)]
    if died is not None:
        stood.append(StandingPeriod(person.id, Standing.DECEASED, died))
    offices = tuple(_offices(each, units, homes, died))
    return Inhabitant(person, each["unit"], tuple(homes), tuple(stood), offices)


def _memberships(
    person: str,
    unit: str,
    standing: Standing,
    units: Mapping[str, Unit],
    moves: list[Fields],
    joined: date | None,
    died: date | None,
) -> list[Membership]:
    kind = MembershipKind.NON_MEMBER if standing is Standing.NON_MEMBER else MembershipKind.OFFICIAL
    homes = [
        Membership(person, move["unit"], kind, date.fromisoformat(move["from"]), _day(move["to"]))
        for move in moves
    ]
    if not homes or homes[-1].valid_to is not None:
        start = joined or max(_START, units[unit].valid_from)
        if homes and homes[-1].valid_to is not None:
            start = homes[-1].valid_to + _DAY
        homes.append(Membership(person, unit, kind, start, died))
    return homes


def _offices(
    each: Fields, units: Mapping[str, Unit], homes: list[Membership], died: date | None
) -> Iterator[Office]:
    own = homes[-1]
    takes_over = _found(_TAKES_OVER, each["note"])
    until = takes_over - _DAY if takes_over is not None else died
    for phrase in each["post"].split(";"):
        if _FORMERLY.search(phrase):
            continue
        kind = _kind(phrase.strip())
        if kind is not None:
            where = _where(phrase, units[own.unit], units)
            yield Office(kind, where, max(own.valid_from, units[where].valid_from), until)
    if _FORMERLY.search(f"{each['post']}; {each['note']}"):
        before = homes[0]
        yield Office(RoleKind.SECRETARY, before.unit, before.valid_from, before.valid_to)
    if takes_over is not None:
        yield Office(RoleKind.SECRETARY, own.unit, takes_over)
    yield from _staff(each, units[own.unit], own)


def _kind(phrase: str) -> RoleKind | None:
    if phrase.startswith("Phó Bí thư"):
        return RoleKind.DEPUTY_SECRETARY
    return RoleKind.SECRETARY if phrase.startswith("Bí thư") else None


def _where(phrase: str, home: Unit, units: Mapping[str, Unit]) -> str:
    """The committee's own unit for one of its secretaries, else the cell."""
    if "Đảng ủy" not in phrase:
        return home.id
    above = [units[path.strip("/").split("/")[-1]] for path in levels_up(home.path)[1:]]
    of_type = {unit.type: unit.id for unit in reversed(above)}
    return of_type.get(UnitType.COMMUNE) or of_type.get(UnitType.GRASSROOTS_ORG) or home.id


def _staff(each: Fields, home: Unit, own: Membership) -> Iterator[Office]:
    """Office staff of a committee above, and who keeps the installation running."""
    root = home.path.strip("/").split("/")[0]
    if "Tỉnh ủy" in each["post"] or each["post"].startswith("Chuyên viên"):
        yield Office(RoleKind.STAFF, root, own.valid_from)
    if each["post"].startswith("Công chức văn phòng"):
        yield Office(RoleKind.STAFF, home.path.strip("/").split("/")[1], own.valid_from)
    if "quản trị" in each["note"]:
        yield Office(RoleKind.ADMINISTRATOR, root, own.valid_from)


def _found(pattern: re.Pattern[str], text: str) -> date | None:
    found = pattern.search(text)
    return date(int(found[3]), int(found[2]), int(found[1])) if found else None


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)
