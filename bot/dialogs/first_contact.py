"""First contact: the one-time code or one's own number, who the person is, and whether they agree. Nothing is stored
without a yes.

Keys: `code1`, `code2` …, or `phone`, `year1`, `year2` …; `me`; `agree.PURPOSE.VERSION`, one question a purpose.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from bot.conversation.dialog import Dialog, Line, Pass, Unclear, Value, ask, hint, look_up
from bot.conversation.questions import Choice, ChoiceQuestion, OwnNumberQuestion, TextQuestion
from bot.dialogs.consent_texts import consent_question
from core.consent import Purpose, needed_on
from core.message import Message, say
from core.people import Resident
from core.usecases.first_link import CodeHolder, TooManyTries, WrongCode
from core.usecases.link_by_code import DeclineConsent, LinkByCode
from core.usecases.link_by_phone import DeclineByPhone, LinkByPhone, PhoneClaim

HOLDER: Final = "holder"
"""The look-up: a code's answer (core.usecases.link_by_code.try_code)."""

BY_NUMBER: Final = "by_number"
"""The same of a number and year (core.usecases.link_by_phone.try_phone)."""

_MOST_CODES: Final = 20


@dataclass(frozen=True, slots=True)
class Contact:
    """`channel` decides what has to be agreed to: of a messenger whose servers are abroad, that too."""

    channel: str


@dataclass(frozen=True, slots=True)
class NotMe:
    """No code, or somebody else's, which stays unused."""


Command = LinkByCode | DeclineConsent | NotMe
PhoneCommand = LinkByPhone | DeclineByPhone | NotMe


def first_contact(contact: Contact) -> Dialog[Command]:
    found = yield from _code()
    if found is None:
        return NotMe()
    code, who = found
    agreed = yield from _agreement(contact, who)
    match agreed:
        case None:
            return NotMe()
        case (given, None):
            return LinkByCode(code, "", given)
        case (given, refused):
            return DeclineConsent(code, "", (refused,), given)


def by_phone(contact: Contact) -> Dialog[PhoneCommand]:
    phone = yield from ask(OwnNumberQuestion(key="phone", words=_WHY_THE_NUMBER, help=_WHERE_FROM))
    found = yield from _year(phone)
    if found is None:
        return NotMe()
    claim, who = found
    agreed = yield from _agreement(contact, who)
    match agreed:
        case None:
            return NotMe()
        case (given, None):
            return LinkByPhone(claim, given)
        case (given, refused):
            return DeclineByPhone(claim, (refused,), given)


def _agreement(contact: Contact, who: Resident) -> Dialog[tuple[tuple[Purpose, ...], Purpose | None] | None]:
    """What was agreed to, and what was refused then, if anything. None for somebody else."""
    if (yield from ask(_is_it_you(who))) == "no":
        return None
    agreed: list[Purpose] = []
    for purpose in needed_on(contact.channel):
        if (yield from ask(consent_question(purpose))) == "no":
            return tuple(agreed), purpose
        agreed.append(purpose)
    return tuple(agreed), None


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


_BORN: Final = re.compile(r"(?<!\d)(19|20)\d{2}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _YearQuestion(TextQuestion):
    """The year of birth alone is asked for, so nothing else is kept; other words may be a code."""

    takes_words: ClassVar[bool] = False

    def read(self, text: str, today: date) -> Value[str] | Unclear | Pass:  # noqa: ARG002
        found = [match.group() for match in _BORN.finditer(text)]
        if len(found) != 1:
            return Unclear(say("Please type the year in four digits, for example 1968."))
        return Value(found[0])

    def decode(self, stored: Any) -> str:  # noqa: ANN401 - JSON
        if not isinstance(stored, str) or not _BORN.fullmatch(stored):
            raise ValueError("no year")
        return stored

    @property
    def typical(self) -> str:
        return "1968"


def _year(phone: str) -> Dialog[tuple[PhoneClaim, Resident] | None]:
    """Asked whatever the number is, so that nobody learns whose numbers are on the roster."""
    words: tuple[Line, ...] = (Line(say("In which year were you born? For example 1968.")),)
    for number in range(1, _MOST_CODES):
        year = yield from ask(_YearQuestion(key=f"year{number}", words=words, help=_WHY_THE_YEAR))
        claim = PhoneClaim(phone, int(year))
        answer: Any = yield from look_up(BY_NUMBER, claim)
        match answer:
            case CodeHolder(who):
                return claim, who
            case TooManyTries(until):
                words = (Line(say("Too many tries. Please try again after {until}.", until=until)),)
            case WrongCode():
                words = (
                    Line(say("Nobody could be found by this number and year.")),
                    Line(say("Please type the year again, or the code that the secretary gave you.")),
                )
    return None


_WHY_THE_NUMBER: Final = (
    Line(say("Please press “Send my telephone number” below. Only your own number counts.")),
    hint(say("It is compared with the list of the party cell, and with nothing else.")),
)
_WHY_THE_YEAR: Final = say(
    "A number may be shared or passed on to somebody else; the year tells whose it is."
)
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
