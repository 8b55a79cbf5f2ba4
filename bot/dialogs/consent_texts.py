"""What a person agrees to, word for word, by purpose and version.

A version that anybody agreed to stays here for good. Other words are another version (core/consent.py, CURRENT), and
everybody is asked again; a test holds the words of each version fast, in the language that they are read in.
"""

from collections.abc import Mapping
from typing import Final

from bot.conversation.dialog import Line, heading, hint
from bot.conversation.questions import Choice, ChoiceQuestion
from core.consent import CURRENT, Purpose
from core.message import Message, say

_WHO_SEES: Final = say(
    "Who sees it: you, your secretary and the committees above; your cell, a pledge once it is confirmed."
)
_HOW_LONG: Final = say(
    "How long: pledges and reports for the year and five more; drafts until the period closes."
)
_RIGHTS: Final = say(
    "Your rights: to see, correct, withdraw and have deleted, through the secretary of your cell."
)
_FROM_HERE: Final = say(
    "Your rights: to see, correct, withdraw and have deleted; type “dữ liệu của tôi”, or ask your secretary."
)
_WHAT: Final = (
    heading(say("Before we begin")),
    Line(say("Who: the party organisation of your unit, through this system.")),
    Line(say("What: your name, unit, pledge, reports and photos, and this chat's address.")),
    Line(say("What for: to register, report and remind; never to grade anybody.")),
    Line(_WHO_SEES),
    Line(_HOW_LONG),
)
_NOTICE: Final = (*_WHAT, Line(_RIGHTS))
_NEVER_SEND: Final = hint(
    say("Never send documents with a mark of secrecy, papers of identity or children's faces.")
)
_WITHOUT_TELEGRAM: Final = say(
    "Without it nothing is sent or kept on Telegram; please use Zalo, or hand in paper to the cell."
)
_PUBLIC: Final = say(
    "When comrades are commended, your name and the photos of your evidence may be shown in public."
)
_ABROAD: Final = Line(say("Telegram keeps messages on servers abroad."))

TEXTS: Final[Mapping[Purpose, Mapping[str, tuple[Line, ...]]]] = {
    Purpose.PROCESSING: {
        "2026-11": (*_NOTICE, _NEVER_SEND, Line(say("Do you agree?"))),
        "2026-11-b": (*_WHAT, Line(_FROM_HERE), _NEVER_SEND, Line(say("Do you agree?"))),
    },
    Purpose.TELEGRAM: {
        "2026-11": (*_NOTICE, _ABROAD, _NEVER_SEND, Line(say("Do you agree?"))),
        "2026-11-b": (
            heading(say("Telegram")),
            _ABROAD,
            Line(_WITHOUT_TELEGRAM),
            Line(say("Do you agree to use Telegram?")),
        ),
    },
    Purpose.COMMENDATION: {
        "2026-11-b": (
            heading(say("Commendation")),
            Line(_PUBLIC),
            Line(say("Without it you are not named in public; everything else stays as it is.")),
            Line(say("Do you agree to be named in a commendation?")),
        ),
    },
}
"""In "2026-11" one tap stood for both, under one text; it counts for neither by now."""

_NAMES: Final[Mapping[Purpose, Message]] = {
    Purpose.PROCESSING: say("keeping my information"),
    Purpose.TELEGRAM: say("using Telegram"),
    Purpose.COMMENDATION: say("being named in a commendation"),
}


def name_of(purpose: Purpose) -> Message:
    return _NAMES[purpose]


def consent_question(purpose: Purpose) -> ChoiceQuestion:
    """Two equal buttons, nothing ticked beforehand (domain.md §6.3). An answer belongs to the version that was read."""
    version = CURRENT[purpose]
    return ChoiceQuestion(
        key=f"agree.{purpose}.{version}",
        words=TEXTS[purpose][version],
        choices=(
            Choice("yes", say("I agree"), ("đồng ý", "có", "vâng", "ok")),
            Choice("no", say("I do not agree"), ("không", "không đồng ý")),
        ),
    )
