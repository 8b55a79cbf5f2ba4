"""/dulieucuatoi: everything held about the speaker, who saw it, and what can be asked about it (domain.md §6.3)."""

from collections.abc import Iterable
from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Show, Start, Turn
from bot.dialogs import data_requests as dialog
from bot.dialogs.consent_texts import name_of
from bot.dialogs.data_request_samples import correction_samples, deletion_samples
from bot.dialogs.data_requests import Ahead, LeftAlone, hold_words, kind_words
from bot.handlers.consent import AGREE, OWN_DATA, WITHDRAW, anyone
from bot.handlers.own_data_words import ACTS, STATES
from bot.handlers.record import deed_label
from core.calendar import add_working_days
from core.consent import Decisions, Purpose, is_given, is_refused
from core.data_requests import ANSWER_WITHIN, DONE_WITHIN, DataRequest, LegalHold, RequestKind, RequestState
from core.message import Message, say
from core.usecases.data_requests import (
    AskCorrection,
    AskDeletion,
    Asked,
    ask_correction,
    ask_deletion,
    cancel_request,
)
from core.usecases.who_saw import Seen, SeenPage, who_saw

CORRECT: Final = "suadulieu"
DELETE: Final = "xoadulieu"
SETTLE: Final = "yeucau"
FILE_KIND: Final = "own_data"
_PAGE: Final = 10


def own_data(here: Here, argument: str) -> Turn:
    """The page; `tep` orders the files, `nhatky:ID` is who did what, `rut:ID` takes a request back."""
    what, _, rest = argument.partition(":")
    if what == "tep":
        return _order(here)
    if what == "nhatky":
        return _who_saw(here, int(rest) if rest.isascii() and rest.isdigit() and len(rest) < 18 else 0)
    if what == "rut":
        cancelled = cancel_request(here.uow, here.known, rest, here.occasion)
        line = Line(say("Taken back: {what}.", what=kind_words(cancelled.kind)))
        return _page(here, (line,))
    return _page(here)


def _page(here: Here, preface: tuple[Line, ...] = ()) -> Show:
    person = here.known.person.id
    requests = here.uow.requests.of_person(person)
    lines = (
        *preface,
        heading(say("My own data")),
        Line(say("Everything that is held about you: to read, to correct, to have deleted.")),
        *_consents(here),
        *(line for each in requests[:5] for line in _request(each)),
        *_held(here.uow.requests.hold_on(person, here.today)),
    )
    return Show(lines, tuple(_options(here, requests)), in_place=False)


def _consents(here: Here) -> Iterable[Line]:
    decisions = here.uow.consents.current(here.known.person.id)
    for purpose in Purpose:
        decided = decisions.get(purpose)
        if decided is not None:
            answer = say("agreed") if decided.given else say("not agreed")
            yield Line(say("{what}: {answer}, {at}", what=name_of(purpose), answer=answer, at=decided.at))


def _request(request: DataRequest) -> Iterable[Line]:
    what, state = kind_words(request.kind), STATES[request.state]
    if request.state.is_over:
        yield Line(say("{what}: {answer}", what=what, answer=state))
    else:
        yield Line(
            say(
                "{what}: {answer}; an answer by {day}, done by {due}.",
                what=what,
                answer=state,
                day=request.answer_due,
                due=request.due,
            )
        )
    if request.answer:
        yield Line(say("The answer: {text}", text=request.answer))


def _held(hold: LegalHold | None) -> Iterable[Line]:
    if hold is not None:
        yield Line(hold_words(hold))


def _options(here: Here, requests: list[DataRequest]) -> Iterable[Option]:
    yield Option(say("Get everything as files"), Go(OWN_DATA, "tep"), ("tệp", "nhận tệp"))
    yield Option(say("Who saw or changed it"), Go(OWN_DATA, "nhatky:0"), ("ai đã xem",))
    yield Option(say("Something is wrong"), Go(CORRECT), ("báo sai sót", "sửa dữ liệu"))
    for request in requests:
        if request.state in {RequestState.OPEN, RequestState.TAKEN}:
            yield Option(
                say("Withdraw: {what}", what=kind_words(request.kind)), Go(OWN_DATA, f"rut:{request.id}")
            )
    if not any(each.kind is RequestKind.DELETION and not each.state.is_over for each in requests):
        yield Option(say("Have my data deleted"), Go(DELETE), ("xóa dữ liệu của tôi",))
    decisions = here.uow.consents.current(here.known.person.id)
    yield from _agree_again(decisions, requests)
    if any(is_given(decisions, purpose) for purpose in Purpose):
        yield Option(say("Take back a consent"), Go(WITHDRAW), ("rút đồng ý",))
    if not is_given(decisions, Purpose.COMMENDATION):
        yield Option(say("About being named in a commendation"), Go(AGREE, Purpose.COMMENDATION.value))
    yield Option(say("Menu"), Go("menu"))


def _agree_again(decisions: Decisions, requests: list[DataRequest]) -> Iterable[Option]:
    """A deletion that was called off leaves the consent as it was taken back."""
    if any(each.kind is RequestKind.DELETION and not each.state.is_over for each in requests):
        return
    for purpose in (Purpose.PROCESSING, Purpose.TELEGRAM):
        if is_refused(decisions, purpose):
            yield Option(say("Agree again"), Go(AGREE, purpose.value), ("đồng ý lại",))
            return


def _order(here: Here) -> Show:
    here.order_file(FILE_KIND)
    lines = (
        Line(
            say(
                "Your files are being made and come here: one to read (Word), one for machines (JSON), the pictures."
            )
        ),
        hint(say("On a shared phone please delete them after reading.")),
    )
    return Show(lines, (Option(say("My own data"), Go(OWN_DATA)),))


def _who_saw(here: Here, skip: int) -> Show:
    page = who_saw(here.uow, here.known, skip, _PAGE)
    lines = [heading(say("Who saw or changed it"))]
    lines += [Line(_seen(each, page)) for each in page.lines]
    if not page.lines:
        lines.append(Line(say("Nobody yet.")))
    options = [Option(say("My own data"), Go(OWN_DATA))]
    if page.more:
        options.insert(
            0, Option(say("Earlier"), Go(OWN_DATA, f"nhatky:{skip + _PAGE}"), ("tiếp", "xem tiếp"))
        )
    return Show(tuple(lines), tuple(options), in_place=True)


def _seen(seen: Seen, page: SeenPage) -> Message:
    what = say("changed facts about you")
    if seen.act is not None:
        what = ACTS[seen.act]
    elif seen.deed is not None:
        what = deed_label(seen.deed)
    return say("{at}: {name} – {what}", at=seen.at, name=page.names.get(seen.actor) or seen.actor, what=what)


def _sheet(here: Here, kind: RequestKind) -> Ahead:
    hold = here.uow.requests.hold_on(here.known.person.id, here.today)
    return Ahead(
        add_working_days(here.today, ANSWER_WITHIN), add_working_days(here.today, DONE_WITHIN[kind]), hold
    )


def _correction_sheet(here: Here, subject: str) -> Ahead:  # noqa: ARG001
    return _sheet(here, RequestKind.CORRECTION)


def _deletion_sheet(here: Here, subject: str) -> Ahead:  # noqa: ARG001
    return _sheet(here, RequestKind.DELETION)


_UNCHANGED: Final = Receipt((Line(say("Nothing was changed.")),), (Option(say("My own data"), Go(OWN_DATA)),))


def _corrected(here: Here, subject: str, command: AskCorrection | LeftAlone) -> Receipt:  # noqa: ARG001
    if isinstance(command, LeftAlone):
        return _UNCHANGED
    return _asked(here, ask_correction(here.uow, here.known, command, here.occasion, here.chance))


def _deleted(here: Here, subject: str, command: AskDeletion | LeftAlone) -> Receipt:  # noqa: ARG001
    if isinstance(command, LeftAlone):
        return _UNCHANGED
    return _asked(here, ask_deletion(here.uow, here.known, command, here.occasion, here.chance))


def _asked(here: Here, asked: Asked) -> Receipt:
    request = asked.request
    words = say(
        "A request about own data waits for you: {what}. An answer is due by {day}.",
        what=kind_words(request.kind),
        day=request.answer_due,
    )
    option = Option(say("Open it"), Go(SETTLE, request.id))
    here.tell(asked.responsible, (Line(words),), (option,), dedup=f"request:{request.id}")
    lines = (
        Line(say("✅ Asked for: {what}.", what=kind_words(request.kind))),
        *dialog.due_lines(request.answer_due, request.due),
        *_held(asked.hold),
    )
    ways = (
        Option(say("Withdraw the request"), Go(OWN_DATA, f"rut:{request.id}"), ("rút lại",)),
        Option(say("My own data"), Go(OWN_DATA)),
    )
    return Receipt(lines, ways)


SPECS: Final = (
    DialogSpec(
        name=CORRECT,
        title=dialog.correction_title,
        sheet=_correction_sheet,
        script=dialog.ask_correction,
        carry_out=_corrected,
        samples=correction_samples,
    ),
    DialogSpec(
        name=DELETE,
        title=dialog.deletion_title,
        sheet=_deletion_sheet,
        script=dialog.ask_deletion,
        carry_out=_deleted,
        samples=deletion_samples,
    ),
)


def _correct(here: Here, argument: str) -> Turn:
    del here, argument
    return Start(CORRECT)


def _delete(here: Here, argument: str) -> Turn:
    del here, argument
    return Start(DELETE)


COMMANDS: Final = (
    Command(
        OWN_DATA,
        ("dữ liệu của tôi", "thông tin của tôi"),
        say("My own data"),
        anyone,
        own_data,
        in_menu=False,
    ),
    Command(
        CORRECT,
        ("sửa dữ liệu của tôi", "báo sai thông tin"),
        say("Something is wrong"),
        anyone,
        _correct,
        in_menu=False,
    ),
    Command(
        DELETE,
        ("xóa dữ liệu của tôi", "xóa dữ liệu"),
        say("Have my data deleted"),
        anyone,
        _delete,
        in_menu=False,
    ),
)
