"""First contact: the one-time code, who the person is, and whether they agree. Nothing is stored without a yes.

Keys: `code1`, `code2` …; `me`; `agree.PURPOSE.VERSION`, one question a purpose.
"""

from dataclasses import dataclass
from typing import Any, Final

from bot.conversation.dialog import Dialog, Line, ask, look_up
from bot.conversation.questions import Choice, ChoiceQuestion, TextQuestion
from bot.dialogs.consent_texts import consent_question
from core.consent import Purpose, needed_on
from core.message import Message, say
from core.people import Resident
from core.usecases.link_by_code import CodeHolder, DeclineConsent, LinkByCode, TooManyTries, WrongCode

HOLDER: Final = "holder"
"""The look-up: a code's answer (core.usecases.link_by_code.try_code)."""

_MOST_CODES: Final = 20


@dataclass(frozen=True, slots=True)
class Contact:
    """`channel` decides what has to be agreed to: of a messenger whose servers are abroad, that too."""

    channel: str


@dataclass(frozen=True, slots=True)
class NotMe:
    """No code, or somebody else's, which stays unused."""


Command = LinkByCode | DeclineConsent | NotMe


def first_contact(contact: Contact) -> Dialog[Command]:
    found = yield from _code()
    if found is None:
        return NotMe()
    code, who = found
    if (yield from ask(_is_it_you(who))) == "no":
        return NotMe()
    agreed: list[Purpose] = []
    for purpose in needed_on(contact.channel):
        if (yield from ask(consent_question(purpose))) == "no":
            return DeclineConsent(code, "", (purpose,), tuple(agreed))
        agreed.append(purpose)
    return LinkByCode(code, "", tuple(agreed))


def _code() -> Dialog[tuple[str, Resident] | None]:
    """Asked until it is right; how wrong a wrong one was is never said. None after more tries than are of any use."""
    words: tuple[Line, ...] = (
        Line(say("Please type the code that the secretary gave you (8 letters and digits).")),
    )
    for number in range(1, _MOST_CODES):
        code = yield from ask(TextQuestion(key=f"code{number}", words=words, limit=60, help=_WHERE_FROM))
        answer: Any = yield from look_up(HOLDER, code)
        match answer:
            case CodeHolder(who):
                return code, who
            case TooManyTries(until):
                words = (Line(say("Too many wrong codes. Please try again after {until}.", until=until)),)
            case WrongCode():
                words = (
                    Line(say("This code is not valid. Please check it, or ask the secretary for a new one.")),
                    Line(say("Please type the code again.")),
                )
    return None


_WHERE_FROM: Final = say("The secretary of the cell gives each comrade a code on paper or by telephone.")


def _is_it_you(who: Resident) -> ChoiceQuestion:
    return ChoiceQuestion(
        key="me",
        words=(Line(_name(who)), Line(say("Is this you?"))),
        choices=(
            Choice("yes", say("Yes, that is me"), ("đúng", "phải", "đúng rồi", "vâng", "có", "ok")),
            Choice("no", say("No, that is not me"), ("không", "không phải", "sai")),
        ),
    )


def _name(who: Resident) -> Message:
    if who.person.birth_year is None:
        return say("Comrade {name}, {unit}.", name=who.person.full_name, unit=who.unit_name)
    return say(
        "Comrade {name} ({birth_year}), {unit}.",
        name=who.person.full_name,
        birth_year=who.person.birth_year,
        unit=who.unit_name,
    )


def title(subject: str) -> Message:  # noqa: ARG001
    return say("First contact")
