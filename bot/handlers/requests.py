"""/yeucau: requests about own data that wait for this speaker; /luugiu: data that must be kept by law."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Sample, Show, Start, Turn
from bot.dialogs import data_requests as dialog
from bot.dialogs.data_requests import HoldOn, LeftAlone, ToSettle, hold_words, kind_words
from bot.dialogs.finding_person import FIND_PEOPLE, sample_people
from bot.handlers.consent import OWN_DATA
from bot.handlers.member import MENU
from bot.handlers.namesakes import known_as
from bot.handlers.own_data import SETTLE
from bot.handlers.search_queries import PERSON_QUERIES
from core.data_requests import DataRequest, LegalHold, RequestKind, RequestState, asked
from core.errors import NotAllowed
from core.message import Message, say
from core.people import RoleKind
from core.speaker import Speaker
from core.usecases.data_requests import (
    Answer,
    SetHold,
    end_hold,
    holds_of,
    may_settle_any,
    open_requests,
    request_to_settle,
    set_hold,
    settle,
)

ERASE: Final = "erase"
"""Set going after the commit: a deletion was decided."""
HOLD: Final = "luugiu"


def requests(here: Here, argument: str) -> Turn:
    if argument:
        request_to_settle(here.uow, here.known, argument, here.occasion)
        return Start(SETTLE, argument)
    if not may_settle_any(here.known):
        raise NotAllowed(say("This is outside what you look after."))
    found = open_requests(here.uow, here.known, here.occasion)
    lines = [heading(say("Requests about own data"))]
    if not found:
        lines.append(Line(say("None is open.")))
    lines += [Line(_line(here, each)) for each in found[:20]]
    options = (*(Option(_label(here, each), Go(SETTLE, each.id)) for each in found[:20]), MENU)
    return Show(
        (*lines, hint(say("The days are working days: 2 to answer, 10 to correct, 20 to delete."))), options
    )


def _name(here: Here, person: str) -> Message | str:
    found = here.uow.people.get(person)
    return known_as(here, found) if found else ""


def _label(here: Here, request: DataRequest) -> Message:
    return say("{name}: {what}", name=_name(here, request.person), what=kind_words(request.kind))


def _line(here: Here, request: DataRequest) -> Message:
    what, name = kind_words(request.kind), _name(here, request.person)
    if request.is_late(here.today):
        return say("⏰ {name}: {what}, was due on {day}.", name=name, what=what, day=request.next_due())
    if request.state is RequestState.OPEN:
        return say("{name}: {what}, an answer by {day}.", name=name, what=what, day=request.answer_due)
    return say("{name}: {what}, to be done by {day}.", name=name, what=what, day=request.due)


def _sheet(here: Here, subject: str) -> ToSettle:
    request = request_to_settle(here.uow, here.known, subject, here.occasion)
    who = here.uow.people.resident(request.person, here.today)
    unit = who.unit_name if who is not None else ""
    hold = here.uow.requests.hold_on(request.person, here.today)
    return ToSettle(request, _name(here, request.person), unit, hold)


def _settled(here: Here, subject: str, command: Answer | LeftAlone) -> Receipt:  # noqa: ARG001
    if isinstance(command, LeftAlone):
        return Receipt(
            (Line(say("Nothing was changed.")),), (Option(say("Requests about own data"), Go(SETTLE)),)
        )
    done = settle(here.uow, here.known, command, here.occasion)
    lines = (
        Line(_ANSWERS[done.state]),
        *((Line(say("The answer: {text}", text=done.answer)),) if done.answer else ()),
    )
    way = Option(say("My own data"), Go(OWN_DATA))
    here.tell((done.person,), lines, (way,), dedup=f"request:{done.id}:{done.state}")
    if done.state is RequestState.ERASING:
        here.after.append((ERASE, done.id))
    receipt = say("✅ Recorded: {what}", what=_ANSWERS[done.state])
    return Receipt((Line(receipt),), (Option(say("Requests about own data"), Go(SETTLE)),))


_ANSWERS: Final[dict[RequestState, Message]] = {
    RequestState.TAKEN: say("The request about own data is being looked at."),
    RequestState.DONE: say("What was asked for about own data is done."),
    RequestState.REFUSED: say("What was asked for about own data is not done."),
    RequestState.ERASING: say("The data are being erased."),
}


def holds(here: Here, argument: str) -> Turn:
    """Those that hold now, each with the way to end it (`z:HOLD`); `m` sets a new one, as does a person's id."""
    what, _, hold = argument.partition(":")
    if what == "z":
        ended = end_hold(here.uow, here.known, hold, here.occasion)
        words = say("Ended: the data need not be kept any more ({reason}).", reason=ended.reason)
        return Show((Line(words),), (MENU,))
    if argument:
        return Start(HOLD, "" if argument == "m" else argument)
    found = holds_of(here.uow, here.known, here.occasion)
    if not found:
        return Start(HOLD)
    lines = [heading(say("Data that must be kept"))]
    options = []
    for each in found:
        name = _name(here, each.person)
        lines.append(Line(say("{name}: {what}", name=name, what=hold_words(each))))
        options.append(Option(say("End it for {name}", name=name), Go(HOLD, f"z:{each.id}")))
    return Show(tuple(lines), (*options, Option(say("Set another"), Go(HOLD, "m"), ("đặt mới",))))


def _hold_sheet(here: Here, subject: str) -> HoldOn:
    if not _keeps_the_system(here.known):
        raise NotAllowed(say("This is outside what you look after."))
    return HoldOn(here.today, here.uow.people.resident(subject, here.today) if subject else None)


def _held(here: Here, subject: str, command: SetHold | LeftAlone) -> Receipt:  # noqa: ARG001
    if isinstance(command, LeftAlone):
        return Receipt((Line(say("Nothing was changed.")),), (MENU,))
    hold = set_hold(here.uow, here.known, command, here.occasion, here.chance)
    way = Option(say("My own data"), Go(OWN_DATA))
    here.tell((hold.person,), (Line(hold_words(hold)),), (way,), dedup=f"hold:{hold.id}")
    undo = Option(say("End it again"), Go(HOLD, f"z:{hold.id}"), ("bỏ",))
    return Receipt((Line(say("✅ Recorded: {what}", what=hold_words(hold))),), (undo, MENU))


def _keeps_the_system(speaker: Speaker) -> bool:
    return any(role.kind is RoleKind.ADMINISTRATOR for role in speaker.roles)


def _samples() -> Iterable[Sample]:
    now = datetime(2026, 3, 10, 2, tzinfo=UTC)
    correction = asked("r1", "M16", "/U0/", RequestKind.CORRECTION, now, "Năm sinh là 1985")
    deletion = asked("r2", "M16", "/U0/", RequestKind.DELETION, now)
    hold = LegalHold("h1", "M16", "Quyết định kiểm tra số 12", date(2026, 12, 31), "M01", now)
    for state, answers in (
        ("done", {"answer": "Đã sửa"}),
        ("refused", {"answer": "Đúng rồi"}),
        ("taken", {}),
    ):
        yield Sample(ToSettle(correction, "Chảo Láo San", "Chi bộ thôn Nà Tông"), {"what": state, **answers})
    yield Sample(ToSettle(deletion, "Chảo Láo San", "Chi bộ thôn Nà Tông"), {"what": "erasing"})
    yield Sample(
        ToSettle(deletion, "Chảo Láo San", "Chi bộ thôn Nà Tông", hold), {"what": "refused", "answer": "Vì"}
    )


def _hold_samples() -> Iterable[Sample]:
    answers = {"reason": "Quyết định kiểm tra số 12", "days": "90"}
    yield Sample(HoldOn(date(2026, 3, 10)), answers, {FIND_PEOPLE: sample_people})


SPECS: Final = (
    DialogSpec(
        name=SETTLE,
        title=dialog.settle_title,
        sheet=_sheet,
        script=dialog.settle,
        carry_out=_settled,
        samples=_samples,
    ),
    DialogSpec(
        name=HOLD,
        title=dialog.hold_title,
        sheet=_hold_sheet,
        script=dialog.set_hold,
        carry_out=_held,
        samples=_hold_samples,
        queries=PERSON_QUERIES,
    ),
)
COMMANDS: Final = (
    Command(
        SETTLE,
        ("yêu cầu về dữ liệu",),
        say("Requests about own data"),
        may_settle_any,
        requests,
        in_menu=False,
    ),
    Command(
        HOLD, ("lưu giữ dữ liệu",), say("Data that must be kept"), _keeps_the_system, holds, in_menu=False
    ),
)
