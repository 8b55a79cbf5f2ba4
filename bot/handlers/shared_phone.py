"""Two people on one phone: who is speaking is chosen, shown and changeable, and nobody is shown the other's unasked."""

from collections.abc import Sequence
from typing import Final

from bot.conversation.dialog import Go, Line, Option
from bot.conversation.here import Here
from bot.conversation.spec import Command, Follow, Show, Turn
from bot.conversation.voice import WHO_SPEAKS
from core.errors import NotAllowed
from core.message import say
from core.people import Person
from core.speaker import Speaker

SPEAK_AS: Final = "toila"


def who_speaks(here: Here, argument: str) -> Turn:
    """Goes on at once where the right person is speaking already; asks otherwise, and also when nobody is named."""
    person, _, then = argument.partition("|")
    if person and here.speaker is not None and here.speaker.person.id == person:
        return Follow(_command(then))
    people = _people(here)
    if len(people) < 2:
        return here.menu()
    options = tuple(
        Option(say("I am comrade {name}", name=each.full_name), Go(SPEAK_AS, f"{each.id}|{then}"))
        for each in people
    )
    return Show((Line(say("This phone is used by several comrades. Who is using it now?")),), options)


def speak_as(here: Here, argument: str) -> Turn:
    person, _, then = argument.partition("|")
    if not here.uow.talk.speak(here.line.row, person):
        raise NotAllowed(say("This is outside what you look after."))
    here.speaker = here.uow.people.speaker(person, here.today)
    here.after.append(("menu", person))
    return Follow(_command(then))


def _command(then: str) -> Go:
    name, _, argument = then.partition("|")
    return Go(name or "menu", argument)


def _people(here: Here) -> Sequence[Person]:
    found = (here.uow.people.get(person) for person in here.uow.talk.linked(here.line.row))
    return [person for person in found if person is not None]


def _someone(speaker: Speaker) -> bool:
    del speaker
    return True


COMMANDS: Final = (
    Command(
        WHO_SPEAKS,
        ("đổi người", "đổi người dùng"),
        say("Change who is speaking"),
        _someone,
        who_speaks,
        in_menu=False,
    ),
    Command(SPEAK_AS, (), say("Change who is speaking"), _someone, speak_as, in_menu=False),
)
