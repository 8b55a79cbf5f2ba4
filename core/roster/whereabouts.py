"""Which unit a list means, by code or by name as people write it, within what its sender looks after."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from core.roster.problems import Reason
from core.text.folding import folded, has_marks, marked
from core.units import levels_up

_KINDS: Final = (
    "chi bộ cơ sở", "chi bộ", "đảng bộ bộ phận", "đảng bộ cơ sở", "đảng bộ", "đảng ủy", "tổ đảng", "cb", "đb",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    name: str
    path: str


class Whereabouts:
    """All units of a day, read once. `mine` says whether the sender may change people there."""

    def __init__(self, places: Iterable[Place], mine: Callable[[str], bool]) -> None:
        self._by_id = {place.id: place for place in places}
        self._by_path = {place.path: place for place in self._by_id.values()}
        self._by_key: dict[str, list[Place]] = {}
        for place in self._by_id.values():
            for key in {marked(place.name), folded(place.name), *_without_kind(place.name)}:
                self._by_key.setdefault(key, []).append(place)
        self._mine = mine
        self._mine_known: dict[str, bool] = {}
        self._found: dict[tuple[str, str], Place | Reason] = {}

    def get(self, unit: str) -> Place | None:
        return self._by_id.get(unit)

    def is_mine(self, path: str) -> bool:
        if path not in self._mine_known:
            self._mine_known[path] = self._mine(path)
        return self._mine_known[path]

    def find(self, typed: str, above: str = "") -> Place | Reason:
        """Several of one name are told apart by a unit above; what lies outside is named as outside."""
        key = (typed, above)
        if key not in self._found:
            self._found[key] = self._look(typed, above)
        return self._found[key]

    def like(self, typed: str) -> list[Place]:
        """All within reach that it may mean; the ones of that very name first."""
        return [place for place in self._named(typed) if self.is_mine(place.path)]

    def _look(self, typed: str, above: str) -> Place | Reason:
        if not typed:
            return Reason.NO_UNIT
        named = self._named(typed)
        if above:
            named = [place for place in named if self._is_under(place, above)] or named
        mine = [place for place in named if self.is_mine(place.path)]
        if len(mine) == 1:
            return mine[0]
        if mine:
            return Reason.SEVERAL_UNITS
        return Reason.OUTSIDE if named else Reason.UNKNOWN_UNIT

    def _named(self, typed: str) -> list[Place]:
        """A name typed with marks is held to them; where only the kind differs (“thôn Đông”), it is taken too."""
        by_id = self._by_id.get(typed.strip())
        if by_id is not None:
            return [by_id]
        keys = [marked(typed), *(() if has_marks(typed) else (folded(typed),))]
        keys += [key for key in _without_kind(typed) if has_marks(key) or not has_marks(typed)]
        for key in keys:
            if found := self._by_key.get(key):
                return found
        return []

    def _is_under(self, place: Place, above: str) -> bool:
        wanted = {folded(above), *(folded(key) for key in _without_kind(above))}
        for path in levels_up(place.path)[1:]:
            over = self._by_path.get(path)
            if over and (
                over.id == above or wanted & {folded(over.name), *map(folded, _without_kind(over.name))}
            ):
                return True
        return False


def _without_kind(name: str) -> tuple[str, ...]:
    """“Chi bộ thôn Đông” → “thôn đông”, with marks and without."""
    key = marked(name)
    for kind in _KINDS:
        for said, text in ((kind, key), (folded(kind), folded(name))):
            if text.startswith(said + " "):
                rest = text[len(said) + 1 :]
                return (rest, folded(rest))
    return (key, folded(name))
