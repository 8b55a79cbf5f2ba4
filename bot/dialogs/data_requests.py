"""Asking for a correction or a deletion of one's own data, taking that back, settling it, and a legal hold.

Keys: `words`, `send`; `sure`; `what`, `answer`, `send`; `who0` …, `reason`, `days`, `send`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.conversation.dialog import Dialog, Line, ask, heading, hint, quote
from bot.conversation.questions import Choice, ChoiceQuestion, TextQuestion
from bot.dialogs.finding_person import find_person, person_label
from core.access import Action
from core.data_requests import LONGEST_WORDS, DataRequest, LegalHold, RequestKind, RequestState
from core.message import Message, say
from core.people import Resident
from core.usecases.data_requests import Answer, AskCorrection, AskDeletion, SetHold


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is due when, were it asked today; `hold` stands in the way of a deletion."""

    answer_due: date
    due: date
    hold: LegalHold | None = None


@dataclass(frozen=True, slots=True)
class ToSettle:
    """`name` and `unit` are of who asked."""

    request: DataRequest
    name: Message | str
    unit: str
    hold: LegalHold | None = None


@dataclass(frozen=True, slots=True)
class HoldOn:
    today: date
    who: Resident | None = None


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Nothing is to be done."""


def due_lines(answer_due: date, due: date) -> tuple[Line, ...]:
    return (
        Line(say("An answer comes by {day} at the latest.", day=answer_due)),
        Line(say("It is done by {day} at the latest.", day=due)),
    )


def ask_correction(sheet: Ahead) -> Dialog[AskCorrection | LeftAlone]:
    words = yield from ask(
        TextQuestion(
            key="words",
            words=(
                Line(say("What is wrong in what is held about you, and how should it read?")),
                hint(say("For example: my year of birth is 1985, not 1958.")),
            ),
            title=say("What has to be corrected"),
            limit=LONGEST_WORDS,
        )
    )
    sure = yield from ask(
        ChoiceQuestion(
            key="send",
            words=(
                heading(say("Ask for a correction? Please check")),
                quote(words),
                Line(say("It goes to the secretary of your cell.")),
                *due_lines(sheet.answer_due, sheet.due),
            ),
            choices=_SEND,
        )
    )
    return AskCorrection(words) if sure == "send" else LeftAlone()


_SEND: Final = (
    Choice("send", say("Send"), ("gửi", "gửi đi", "đồng ý")),
    Choice("no", say("Do not send it"), ("không", "thôi")),
)


def ask_deletion(sheet: Ahead) -> Dialog[AskDeletion | LeftAlone]:
    held = () if sheet.hold is None else (Line(hold_words(sheet.hold)),)
    sure = yield from ask(
        ChoiceQuestion(
            key="sure",
            words=(
                heading(say("Ask for the deletion of your data? Please check")),
                Line(
                    say(
                        "Erased: what you pledged and reported, photos, drafts, messages, addresses, telephone."
                    )
                ),
                Line(
                    say(
                        "Kept: counts without your words, and that you asked. The unit's list keeps your name."
                    )
                ),
                Line(say("The system stops writing to you at once.")),
                *due_lines(sheet.answer_due, sheet.due),
                *held,
                hint(say("Until it is begun you can take the request back in /dulieucuatoi.")),
            ),
            choices=(
                Choice("yes", say("Ask for deletion"), ("xóa", "yêu cầu xóa")),
                Choice("no", say("Leave everything as it is"), ("không", "thôi")),
            ),
        )
    )
    return AskDeletion() if sure == "yes" else LeftAlone()


def hold_words(hold: LegalHold) -> Message:
    return say("The data must be kept until {day}: {reason}", day=hold.until, reason=hold.reason)


def settle(sheet: ToSettle) -> Dialog[Answer | LeftAlone]:
    request = sheet.request
    to = yield from ask(_decision(sheet))
    if to == "later":
        return LeftAlone()
    state = RequestState(to)
    words = ""
    if state in {RequestState.REFUSED, RequestState.DONE}:
        words = yield from ask(_answer(state))
    sure = yield from ask(
        ChoiceQuestion(
            key="send",
            words=(
                heading(say("Send this answer? Please check")),
                Line(_DECISIONS[state]),
                *((quote(words),) if words else ()),
                *(
                    (Line(say("What is erased cannot be brought back.")),)
                    if state is RequestState.ERASING
                    else ()
                ),
                Line(say("Comrade {name} reads it with your name.", name=sheet.name)),
            ),
            choices=_SEND,
        )
    )
    return Answer(request.id, request.state, state, words) if sure == "send" else LeftAlone()


_DECISIONS: Final[dict[RequestState, Message]] = {
    RequestState.TAKEN: say("It is being looked at"),
    RequestState.DONE: say("It was corrected"),
    RequestState.REFUSED: say("It is not done, with the reason"),
    RequestState.ERASING: say("Erase the data"),
}


def kind_words(kind: RequestKind) -> Message:
    return (
        say("deletion of the own data") if kind is RequestKind.DELETION else say("correction of the own data")
    )


def _decision(sheet: ToSettle) -> ChoiceQuestion:
    request = sheet.request
    states = [RequestState.TAKEN] if request.state is RequestState.OPEN else []
    if request.kind is RequestKind.CORRECTION:
        states += [RequestState.DONE, RequestState.REFUSED]
    else:
        states += [*([RequestState.ERASING] if sheet.hold is None else []), RequestState.REFUSED]
    return ChoiceQuestion(
        key="what",
        words=(
            heading(
                say(
                    "Comrade {name}, {unit}: {what}",
                    name=sheet.name,
                    unit=sheet.unit,
                    what=kind_words(request.kind),
                )
            ),
            *((quote(request.words),) if request.words else ()),
            *due_lines(request.answer_due, request.due),
            *((Line(hold_words(sheet.hold)),) if sheet.hold else ()),
            Line(say("What is the answer?")),
        ),
        choices=(
            *(Choice(state.value, _DECISIONS[state]) for state in states),
            Choice("later", say("Later"), ("để sau", "thôi")),
        ),
        fixed=False,
    )


def _answer(state: RequestState) -> TextQuestion:
    asked = say("Why is it not done?") if state is RequestState.REFUSED else say("What was corrected?")
    return TextQuestion(key="answer", words=(Line(asked),), title=say("Answer"), limit=LONGEST_WORDS)


def set_hold(sheet: HoldOn) -> Dialog[SetHold | LeftAlone]:
    who = sheet.who
    if who is None:
        who = yield from find_person("who", (Line(say("Whose data must be kept?")),), Action.HOLD_DATA)
    reason = yield from ask(
        TextQuestion(
            key="reason",
            words=(
                heading(person_label(who)),
                Line(say("By which decision must the data be kept?")),
                hint(say("The comrade reads this reason.")),
            ),
            title=say("Reason"),
            limit=LONGEST_WORDS,
        )
    )
    days = yield from ask(
        ChoiceQuestion(
            key="days",
            words=(Line(say("For how long?")),),
            choices=tuple(Choice(str(count), words) for count, words in _TERMS),
        )
    )
    until = sheet.today + timedelta(days=int(days))
    sure = yield from ask(
        ChoiceQuestion(
            key="send",
            words=(
                heading(say("Keep these data? Please check")),
                Line(person_label(who)),
                quote(reason),
                Line(say("Until then nothing of it is deleted: {day}.", day=until)),
            ),
            choices=_KEEP,
        )
    )
    return SetHold(who.person.id, reason, int(days)) if sure == "send" else LeftAlone()


_KEEP: Final = (
    Choice("send", say("Record it"), ("ghi nhận", "đồng ý")),
    Choice("no", say("No, leave it"), ("không", "thôi")),
)
_TERMS: Final = ((90, say("90 days")), (365, say("One year")), (1826, say("Five years")))


def correction_title(subject: str) -> Message:  # noqa: ARG001
    return say("A correction of my data")


def deletion_title(subject: str) -> Message:  # noqa: ARG001
    return say("Deletion of my data")


def settle_title(subject: str) -> Message:  # noqa: ARG001
    return say("A request about own data")


def hold_title(subject: str) -> Message:  # noqa: ARG001
    return say("Data that must be kept")
