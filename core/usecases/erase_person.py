"""A decided deletion is carried out in slices; it goes on after a crash where it had come to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from core.data_requests import DataRequest, RequestState
from core.erasure import Step
from core.occasion import local_day
from core.ports import UnitOfWork
from core.trail import Access, Act

_ROWS: Final = 200
_PATIENCE: Final = timedelta(days=1)
"""How long the last message may take to leave before the address goes all the same."""
_STEPS: Final = tuple(Step)

Farewell = Callable[[UnitOfWork, DataRequest, datetime], None]
"""Queues the word that it is done; run again it adds nothing."""


def erase_slice(uow: UnitOfWork, request: str, now: datetime, farewell: Farewell) -> bool:
    """The next slice of this request. True while there is more to do at once; not while it waits (for the last message
    to leave, for the end of a legal hold set meanwhile), nor when it is done."""
    found = uow.requests.get(request)
    if found is None or found.state is not RequestState.ERASING:
        return False
    if uow.requests.hold_on(found.person, local_day(now)) is not None:
        return False
    step, at = _position(found)
    if step is Step.TOLD:
        farewell(uow, found, now)
        _go_on(uow, found, Step.LINKS, 0)
        return True
    if step is Step.LINKS and at == 0 and _must_wait(uow, found, now):
        return False
    if step is Step.PERSON:
        _end(uow, found, now)
        return False
    further = uow.erasure.slice(found.person, step, at, _ROWS)
    following = _STEPS[_STEPS.index(step) + 1]
    _go_on(uow, found, *((following, 0) if further is None else (step, further)))
    return True


def _position(request: DataRequest) -> tuple[Step, int]:
    name, _, at = (request.step or Step.DRAFTS.value).partition(" ")
    return Step(name), int(at or 0)


def _go_on(uow: UnitOfWork, request: DataRequest, step: Step, at: int) -> None:
    uow.requests.save(replace(request, step=f"{step.value} {at}"), RequestState.ERASING)


def _must_wait(uow: UnitOfWork, request: DataRequest, now: datetime) -> bool:
    begun = request.answered_at or request.asked_at
    return uow.erasure.has_unsent(request.person) and now - begun < _PATIENCE


def _end(uow: UnitOfWork, request: DataRequest, now: datetime) -> None:
    who = uow.people.resident(request.person, local_day(now))
    uow.erasure.person(request.person, name_too=who is None or who.standing.is_gone)
    done = replace(request, state=RequestState.DONE, ended_at=now, step="", answer="")
    uow.requests.save(done, RequestState.ERASING)
    uow.trail.note(
        Access(now, request.answered_by or "", Act.ERASED, request.id, request.person, request.path)
    )
