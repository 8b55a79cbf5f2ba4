"""What the dialogs about a person share: whom it is about, how the person stands, days, and the last look before it is
done. All of it is asked under the rights of today, and about one person only: the questions carry the id."""

from collections.abc import Generator
from datetime import date, timedelta
from typing import Any, Final

from bot.conversation.dialog import Edit, Line, Option, Step, ask, ask_or_skip, heading, hint, look_up
from bot.conversation.questions import Choice, DateQuestion
from bot.dialogs.finding_person import find_person, person_label
from bot.dialogs.people_words import STANDINGS
from bot.dialogs.review_questions import Verdict
from core.access import Action
from core.documents import Document
from core.message import Message, say
from core.people import MembershipKind, Standing, StandingPeriod
from core.usecases.change_person import FURTHEST_AHEAD, FURTHEST_BACK
from core.usecases.person_state import PersonState, Stay

PERSON_STATE: Final = "person_state"
"""The look-up: a person's id → PersonState."""
TODAY: Final = "today"
"""The look-up: None → today's date."""
_PLAIN: Final = frozenset({Standing.OFFICIAL, Standing.NON_MEMBER})


def whom(
    sheet: PersonState | None, words: Message, action: Action = Action.RECORD_STANDING
) -> Generator[Step, Any, PersonState]:
    """The person whom the dialog was opened for, or one who is looked for."""
    if sheet is not None:
        return sheet
    who = yield from find_person("who", (Line(words),), action)
    state: PersonState = yield from look_up(PERSON_STATE, who.person.id)
    return state


def about(state: PersonState) -> tuple[Line, ...]:
    """Whom it is about, and what holds now."""
    lines = [heading(person_label(state.who))]
    if state.standing is not None and state.standing.standing not in _PLAIN:
        lines.append(Line(_stands(state)))
    lines += [Line(_planned(each)) for each in state.planned]
    lines += [Line(_stay(each)) for each in state.stays]
    if state.moves_on is not None:
        lines.append(Line(say("A transfer is recorded already, from {day}.", day=state.moves_on)))
    return tuple(lines)


def _stands(state: PersonState) -> Message:
    assert state.standing is not None  # noqa: S101  # asked before
    words = STANDINGS[state.standing.standing]
    if state.standing.valid_to is None:
        return say("Now: {standing}", standing=words)
    return say("Now: {standing}, until {day}", standing=words, day=state.standing.valid_to)


def _planned(period: StandingPeriod) -> Message:
    words = STANDINGS[period.standing]
    if period.valid_to is None:
        return say("To come: {standing}, from {day}", standing=words, day=period.valid_from)
    return say(
        "To come: {standing}, from {day} to {last}",
        standing=words,
        day=period.valid_from,
        last=period.valid_to,
    )


def _stay(stay: Stay) -> Message:
    if stay.kind is MembershipKind.TRANSIT:
        return say("On the way to {unit} since {day}.", unit=stay.unit_name, day=stay.since)
    if stay.kind is MembershipKind.RESIDENCE:
        return say("Lives in the area of {unit}.", unit=stay.unit_name)
    if stay.last is None:
        return say("A guest of {unit} from {day}.", unit=stay.unit_name, day=stay.since)
    return say("A guest of {unit} from {day} to {last}.", unit=stay.unit_name, day=stay.since, last=stay.last)


def a_choice(key: str, state: PersonState, lines: tuple[Line, ...], choices: tuple[Choice, ...]) -> Verdict:
    """About this person: of another one it is asked anew."""
    return Verdict(
        key=key,
        version=state.who.person.id,
        words=lines,
        choices=choices,
        here=frozenset(choice.value for choice in choices),
    )


def first_day(
    key: str, words: Message, today: date, *, ahead: timedelta = FURTHEST_AHEAD, month: bool = False
) -> DateQuestion:
    """`month` offers the first of the next month too."""
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return DateQuestion(
        key=key,
        words=(Line(words), hint(say("Please choose, or type a day: for example 5/4/2026."))),
        title=say("From which day"),
        quick=(today, next_month) if month else (today,),
        earliest=today - FURTHEST_BACK,
        latest=today + ahead,
    )


def last_day(key: str, words: Message, first: date, *, skippable: bool = False) -> DateQuestion:
    return DateQuestion(
        key=key,
        words=(Line(words), hint(say("Please type a day: for example 5/4/2026."))),
        title=say("Until which day"),
        skippable=skippable,
        earliest=first,
        latest=first + timedelta(days=731),
    )


def open_last_day(key: str, words: Message, first: date) -> Generator[Step, Any, date | None]:
    last: date | None = yield from ask_or_skip(last_day(key, words, first, skippable=True))
    return last


def sure(
    state: PersonState,
    title: Message,
    lines: tuple[Line, ...],
    do: Message,
    *edits: tuple[str, Message],
) -> Generator[Step, Any, bool]:
    """The summary. Whatever was recorded of the person meanwhile is asked again."""
    choices = (
        Choice("do", do, ("đồng ý", "ghi", "ghi nhận")),
        Choice("no", say("No, leave it"), ("không", "thôi")),
    )
    answer = yield from ask(
        Verdict(
            key="sure",
            version=state.marks,
            words=(heading(title), *about(state)[:1], *lines),
            choices=choices,
            here=frozenset(choice.value for choice in choices),
            extra=tuple(Option(label, Edit(key)) for key, label in edits),
        )
    )
    return answer == "do"


def document_label(document: Document) -> Message:
    if document.quarter is not None:
        return say("Report for {quarter}", quarter=document.quarter)
    return say("Pledge for {year}", year=document.year)
