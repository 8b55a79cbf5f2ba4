"""Taking back what was recorded about a comrade. Key: `sure`, or `noted` where it is not possible any more."""

from bot.conversation.dialog import Dialog, Line, ask, heading, hint
from bot.conversation.questions import Choice
from bot.dialogs.change_words import change_line
from bot.dialogs.review_questions import Verdict, noted
from core.message import say
from core.usecases.recent_changes import Told


def undo_change(sheet: Told) -> Dialog[bool]:
    what = Line(change_line(sheet.change, sheet.unit, sheet.other))
    name = say("{name}", name=sheet.person.full_name)
    if sheet.person.birth_year is not None:
        name = say("{name} ({birth_year})", name=sheet.person.full_name, birth_year=sheet.person.birth_year)
    who = heading(say("Comrade {name}", name=name))
    if sheet.why_not is not None:
        yield from ask(noted(who, what, Line(sheet.why_not)))
        return False
    choices = (
        Choice("undo", say("Take it back"), ("hoàn tác", "đồng ý")),
        Choice("no", say("No, leave it"), ("không", "thôi")),
    )
    question = Verdict(
        key="sure",
        version=sheet.change.id,
        words=(
            who,
            what,
            Line(say("Recorded by comrade {name}, {at}.", name=sheet.actor, at=sheet.change.at)),
            hint(say("Everything is as it was before, and whoever was told is told again.")),
        ),
        choices=choices,
        here=frozenset(choice.value for choice in choices),
    )
    return (yield from ask(question)) == "undo"
