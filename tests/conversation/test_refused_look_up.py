"""What a look-up in the middle of a conversation refuses to tell is said, and the question is asked once more."""

from collections.abc import Hashable, Iterator
from dataclasses import replace

import pytest

from bot.conversation.dialog import Dialog, Line, Receipt, ask, look_up
from bot.conversation.engine import Engine
from bot.conversation.here import Here
from bot.conversation.questions import TextQuestion
from bot.conversation.spec import Command, DialogSpec, Sample, Start
from bot.registry import REGISTRY
from core.errors import NotAllowed
from core.message import say
from tests.access.agreed import everybody_agrees
from tests.handlers.secretary.office import Office, office_at, w
from tests.world import OWNER

REFUSED = "This is outside what you look after."


def script(sheet: None) -> Dialog[str]:  # noqa: ARG001
    name = yield from ask(TextQuestion(key="name", words=(Line(say("Name")),)))
    found: str = yield from look_up("whose", name)
    return found


def whose(here: Here, name: Hashable) -> object:  # noqa: ARG001
    if name == "của người khác":
        raise NotAllowed(say("This is outside what you look after."))
    return name


SPEC = DialogSpec(
    name="toy",
    title=lambda _subject: say("Name"),
    sheet=lambda _here, _subject: None,
    script=script,
    carry_out=lambda _here, _subject, found: Receipt((Line(found),)),
    samples=lambda: [Sample(None, {})],
    queries={"whose": whose},
)
COMMAND = Command("toy", (), say("Name"), lambda _speaker: True, lambda _here, _argument: Start("toy"))


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    registry = replace(
        REGISTRY,
        dialogs={**REGISTRY.dialogs, "toy": SPEC},
        commands={**REGISTRY.commands, "toy": COMMAND},
    )
    with office_at(sqlite_url) as made:
        everybody_agrees(made)
        made.engine = Engine(registry, made.words, OWNER, lambda _now: None, made.dice)
        yield made


def test_it_is_said_and_asked_again(office: Office) -> None:
    phone = office.phone_of("en")
    phone.says("/toy")
    phone.says("của người khác")
    assert w(REFUSED) in phone.sees
    assert w("Name") in phone.sees
    phone.says("của mình")
    assert phone.sees == "của mình"
