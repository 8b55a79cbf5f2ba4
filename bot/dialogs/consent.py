"""Consent outside the first contact: asked for one purpose, and taken back.

Keys: `agree.PURPOSE.VERSION`; `what`, `sure`.
"""

from dataclasses import dataclass
from typing import Final

from bot.conversation.dialog import Dialog, Line, ask, hint
from bot.conversation.questions import Choice, ChoiceQuestion
from bot.dialogs.consent_texts import consent_question, name_of
from core.consent import CURRENT, Purpose
from core.message import Message, say
from core.usecases.consent import DecideConsent


@dataclass(frozen=True, slots=True)
class Asked:
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Given:
    """What the person has agreed to, in the order of the purposes; never empty."""

    purposes: tuple[Purpose, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """Left as it was."""


def give_consent(sheet: Asked) -> Dialog[DecideConsent]:
    answer = yield from ask(consent_question(sheet.purpose))
    return DecideConsent((sheet.purpose,), CURRENT[sheet.purpose], given=answer == "yes")


def withdraw_consent(given: Given) -> Dialog[DecideConsent | Nothing]:
    purpose = given.purposes[0]
    if len(given.purposes) > 1:
        purpose = Purpose((yield from ask(_which(given))))
    if (yield from ask(_sure(purpose))) == "no":
        return Nothing()
    return DecideConsent((purpose,), "", given=False)


def _which(given: Given) -> ChoiceQuestion:
    return ChoiceQuestion(
        key="what",
        words=(Line(say("Which consent do you take back?")),),
        choices=tuple(Choice(purpose.value, name_of(purpose)) for purpose in given.purposes),
        fixed=False,
    )


def _sure(purpose: Purpose) -> ChoiceQuestion:
    return ChoiceQuestion(
        key="sure",
        words=(
            Line(say("You take back your consent to: {what}.", what=name_of(purpose))),
            Line(_EFFECTS[purpose]),
            hint(say("You can agree again at any time.")),
        ),
        choices=(
            Choice("yes", say("Take back my consent"), ("rút", "rút đồng ý", "có")),
            Choice("no", say("Leave it as it is"), ("không", "thôi", "giữ")),
        ),
    )


_EFFECTS: Final[dict[Purpose, Message]] = {
    Purpose.PROCESSING: say(
        "From then on the system sends nothing by itself and keeps nothing that you write here. What was handed in"
        " stays until you ask for its deletion; the cell takes paper."
    ),
    Purpose.TELEGRAM: say(
        "From then on nothing is sent or kept on Telegram. Zalo and paper stay open to you, and nothing is lost."
    ),
    Purpose.COMMENDATION: say("From then on your name and photos are not made public."),
}


def give_title(subject: str) -> Message:
    return say("Consent to: {what}", what=name_of(Purpose(subject)))


def withdraw_title(subject: str) -> Message:  # noqa: ARG001
    return say("Take back a consent")
