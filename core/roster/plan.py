"""What a row comes to, beside the list that is there. Whom it means is decided by code, then phone, then name, year
and unit; where that leaves a doubt, it is asked and never guessed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from core.life import STATUS
from core.people import AudienceGroup, MembershipKind, RoleKind, Standing
from core.roster.batch import Known, Outcome, Planned
from core.roster.problems import Problem, Reason
from core.roster.rows import RosterRow
from core.roster.whereabouts import Place, Whereabouts

_LEADING = frozenset({RoleKind.SECRETARY, RoleKind.DEPUTY_SECRETARY, RoleKind.CELL_COMMITTEE_MEMBER})


def group_for(standing: Standing, roles: Iterable[RoleKind]) -> AudienceGroup:
    """Where a list does not say it (domain.md §1.0)."""
    if standing is Standing.NON_MEMBER:
        return AudienceGroup.NON_MEMBER
    return AudienceGroup.LEADER if _LEADING.intersection(roles) else AudienceGroup.ORDINARY_MEMBER


def kind_for(standing: Standing) -> MembershipKind:
    return MembershipKind.NON_MEMBER if standing is Standing.NON_MEMBER else MembershipKind.OFFICIAL


@dataclass
class Census:
    """Those whom a slice of rows may mean, within the sender's reach."""

    by_id: dict[str, Known] = field(default_factory=dict)
    by_phone: dict[str, list[Known]] = field(default_factory=dict)
    by_name: dict[str, list[Known]] = field(default_factory=dict)

    def add(self, known: Known) -> None:
        if known.id in self.by_id:
            return
        self.by_id[known.id] = known
        if known.phone_digest:
            self.by_phone.setdefault(known.phone_digest, []).append(known)
        self.by_name.setdefault(known.search_key, []).append(known)


@dataclass(frozen=True, slots=True)
class Doubt:
    """`shares`: only the phone is another's."""

    candidates: tuple[Known, ...] = ()
    shares: bool = False


class Planner:
    """Goes through the rows of one file in order. `unit` stands where a row names none."""

    def __init__(
        self,
        whereabouts: Whereabouts,
        digest: Callable[[str], str],
        new_id: Callable[[], str],
        on: date,
        unit: str = "",
    ) -> None:
        self._where = whereabouts
        self._digest = digest
        self._new_id = new_id
        self._on = on
        self._unit = unit
        self._taken: set[str] = set()
        self._no = 0

    def plan(self, row: RosterRow, census: Census) -> Planned:
        self._no += 1
        place = self._place(row)
        problems = list(row.problems)
        if isinstance(place, Reason):
            problems.append(Problem(place, value=row.unit))
        if problems or isinstance(place, Reason):
            return self._blank(row, Outcome.BAD, place, tuple(problems))
        found = self._whom(row, place, census)
        match found:
            case Reason():
                return self._blank(row, Outcome.BAD, place, (Problem(found),))
            case Doubt(candidates, shares):
                outcome = Outcome.SHARES if shares else Outcome.ALIKE
                ids = tuple(each.id for each in candidates)
                return self._blank(row, outcome, place, candidates=ids)
            case Known():
                return self._against(row, place, found)
            case None:
                return self._blank(row, Outcome.NEW, place)

    def as_person(self, row: RosterRow, place: Place, known: Known | None) -> Planned:
        """The sender has said whom it means: somebody known, or (None) somebody new."""
        self._no += 1
        return self._blank(row, Outcome.NEW, place) if known is None else self._against(row, place, known)

    def unit_of(self, row: RosterRow) -> str:
        """Empty where it names none that is within reach."""
        place = self._place(row)
        return place.id if isinstance(place, Place) else ""

    def _place(self, row: RosterRow) -> Place | Reason:
        if not row.unit and self._unit:
            return self._where.find(self._unit)
        return self._where.find(row.unit, row.above)

    # whom it means

    def _whom(self, row: RosterRow, place: Place, census: Census) -> Known | Doubt | Reason | None:
        if row.code:
            return self._by_code(row, census)
        if row.phone and (found := self._by_phone(row, place, census)) is not None:
            return found
        named = self._by_name(row, place, census)
        if named is not None:
            return named
        if row.twin:
            return Doubt()
        sharing = census.by_phone.get(self._digest(row.phone), []) if row.phone else []
        if sharing or row.phone_twin:
            return Doubt(tuple(sharing), shares=True)
        return None

    def _by_code(self, row: RosterRow, census: Census) -> Known | Reason:
        known = census.by_id.get(row.code)
        if known is None or not self._where.is_mine(known.path):
            return Reason.NO_SUCH_CODE
        agrees = known.search_key == row.search_key or (
            row.birth_year is not None and known.birth_year == row.birth_year
        )
        return known if agrees else Reason.CODE_OF_ANOTHER

    def _by_phone(self, row: RosterRow, place: Place, census: Census) -> Known | Doubt | None:
        holders = census.by_phone.get(self._digest(row.phone or ""), [])
        same = [known for known in holders if known.search_key == row.search_key]
        if len(same) > 1:  # two namesakes on one phone: only one of them may be of this unit and year
            exact = [known for known in same if known.unit == place.id and known.birth_year == row.birth_year]
            return exact[0] if len(exact) == 1 else Doubt(tuple(same))
        if same:
            return same[0] if _may_be_one(row, same[0]) else Doubt(tuple(same))
        renamed = [
            known for known in holders if row.birth_year is not None and known.birth_year == row.birth_year
        ]
        return Doubt(tuple(renamed)) if renamed else None

    def _by_name(self, row: RosterRow, place: Place, census: Census) -> Known | Doubt | None:
        namesakes = census.by_name.get(row.search_key, [])
        here = [known for known in namesakes if known.unit == place.id]
        exact = [k for k in here if k.sort_key == row.sort_key and k.birth_year == row.birth_year]
        exact = [known for known in exact if not self._other_phone(row, known)] or exact
        if len(exact) == 1 and not row.twin:
            return exact[0]
        if exact:
            return Doubt(tuple(exact))
        near = [known for known in here if _may_be_one(row, known)]
        if near:
            return Doubt(tuple(near))
        elsewhere = [
            known
            for known in namesakes
            if known.sort_key == row.sort_key
            and known.birth_year == row.birth_year is not None
            and not self._other_phone(row, known)
        ]
        return Doubt(tuple(elsewhere)) if elsewhere else None

    def _other_phone(self, row: RosterRow, known: Known) -> bool:
        return bool(row.phone and known.phone_digest and self._digest(row.phone) != known.phone_digest)

    # what it comes to

    def _against(self, row: RosterRow, place: Place, known: Known) -> Planned:
        if known.id in self._taken:
            return self._blank(row, Outcome.BAD, place, (Problem(Reason.MATCHED_TWICE),))
        self._taken.add(known.id)
        if known.standing.is_gone:
            return self._blank(row, Outcome.BAD, place, (Problem(Reason.GONE),))
        renamed = known.sort_key != row.sort_key and not (
            row.name.isascii() and known.search_key == row.search_key
        )
        standing = _standing(row, known)
        group = row.group or known.group
        if row.standing is not None and row.group is None and kind_for(standing) != known.kind:
            group = group_for(standing, row.roles)
        roles = tuple(role for role in row.roles if (role.value, place.id) not in known.offices)
        moves = known.unit != place.id or kind_for(standing).value != known.kind
        stands = standing is not known.standing
        phone = row.phone if row.phone and self._digest(row.phone) != known.phone_digest else None
        year = known.birth_year if row.birth_year is None else row.birth_year
        changes = (
            ("name", renamed), ("birth", year != known.birth_year), ("phone", phone is not None),
            ("unit", known.unit != place.id), ("standing", stands), ("group", group is not known.group),
            ("role", bool(roles)),
        )  # fmt: skip
        changed = tuple(what for what, differs in changes if differs)
        if known.ends and (moves or stands):
            return self._blank(row, Outcome.BAD, place, (Problem(Reason.MOVES_ALREADY),))
        return Planned(
            self._no,
            row.line,
            row.sheet,
            Outcome.CHANGED if changed else Outcome.SAME,
            known.id,
            row.name if renamed else known.name,
            row.sort_key if renamed else known.sort_key,
            row.search_key if renamed else known.search_key,
            year,
            group,
            phone,
            place.id,
            standing,
            self._on,
            roles,
            changed,
            moves=moves,
            stands=stands,
            was=known,
        )

    def _blank(
        self,
        row: RosterRow,
        outcome: Outcome,
        place: Place | Reason,
        problems: tuple[Problem, ...] = (),
        candidates: tuple[str, ...] = (),
    ) -> Planned:
        """Somebody new, if anybody."""
        standing = row.standing or (
            Standing.NON_MEMBER if row.group is AudienceGroup.NON_MEMBER else Standing.OFFICIAL
        )
        return Planned(
            self._no,
            row.line,
            row.sheet,
            outcome,
            "" if outcome is Outcome.BAD else self._new_id(),
            row.name,
            row.sort_key,
            row.search_key,
            row.birth_year,
            row.group or group_for(standing, row.roles),
            row.phone,
            place.id if isinstance(place, Place) else "",
            standing,
            row.joined or self._on,
            row.roles,
            candidates=candidates,
            problems=problems,
            twin=row.twin or row.phone_twin,
            row=row if outcome is Outcome.ALIKE else None,
        )


def _standing(row: RosterRow, known: Known) -> Standing:
    """“Chính thức” in a list says nothing against an exemption, an absence or a suspension that is recorded here."""
    if row.standing is None or (row.standing in STATUS and known.standing not in STATUS):
        return known.standing
    return row.standing


def _may_be_one(row: RosterRow, known: Known) -> bool:
    """The same name but for marks that were not typed, the same year or none known."""
    if row.birth_year is not None and known.birth_year is not None and row.birth_year != known.birth_year:
        return False
    return known.sort_key == row.sort_key or row.name.isascii() or known.name.isascii()
