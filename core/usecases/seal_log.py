"""The chain of the log: lengthened by one sealer, verified by whoever wants to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from core.ports import UnitOfWork
from core.trail import BEGINNING, Access, Head, Seal, digest_of

SLICE: Final = 500
LEADING: Final = timedelta(seconds=30)
_LINE: Final = ("log", "sealing")


def seal_slice(uow: UnitOfWork, owner: str) -> tuple[int, Head] | None:
    """Seals what was added since; how many lines and the new end. None while another process seals."""
    if not uow.outbox.lead(_LINE, owner, LEADING):
        return None
    head = uow.trail.head()
    seals: list[Seal] = []
    no, digest = head.no, head.digest
    for line in uow.trail.unsealed(SLICE):
        no, digest = no + 1, digest_of(digest, no + 1, line)
        seals.append(Seal(no, line.id, digest))
    if seals:
        uow.trail.seal(seals)
    return len(seals), Head(no, digest)


class Fault(StrEnum):
    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved"  # a place of the chain is missing, or two have changed places
    CUT = "cut"  # the end is missing, or another one was put there


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place of the chain that does not hold."""

    fault: Fault
    no: int
    log_id: int = 0


@dataclass
class Verification:
    """Goes along the chain in slices; `witnesses` are ends of it that were written down elsewhere."""

    at: Head = BEGINNING
    started: bool = False
    lines: int = 0

    def step(self, uow: UnitOfWork, witnesses: Iterable[Head] = ()) -> Broken | bool:
        """Looks at the next slice. True while there is more, False at a sound end."""
        if not self.started:
            self.at, self.started = uow.trail.start()[1], True
        found = uow.trail.chain(self.at.no, SLICE)
        for seal, line in found:
            if (broken := self._next(seal, line)) is not None:
                return broken
            for witness in witnesses:
                if witness.no == self.at.no and witness.digest != self.at.digest:
                    return Broken(Fault.CUT, witness.no)
        if found:
            return True
        longest = max((witness.no for witness in witnesses), default=0)
        return Broken(Fault.CUT, self.at.no + 1) if longest > self.at.no else False

    def _next(self, seal: Seal, line: Access | None) -> Broken | None:
        no = self.at.no + 1
        if seal.no != no:
            return Broken(Fault.MOVED, no)
        if line is None:
            return Broken(Fault.REMOVED, no, seal.log_id)
        if digest_of(self.at.digest, no, line) != seal.digest:
            return Broken(Fault.CHANGED, no, seal.log_id)
        self.at, self.lines = Head(no, seal.digest), self.lines + 1
        return None
