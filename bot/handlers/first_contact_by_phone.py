"""The second way in: the sender's own contact, where the messenger vouches for whose it is."""

from collections.abc import Hashable, Iterable
from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Sample, Start, Stay, Turn
from bot.dialogs import first_contact as contact
from bot.dialogs.first_contact import Contact
from bot.handlers.anyone import (
    ASKS_FOR_NUMBER,
    BY_PHONE,
    FIRST_CONTACT,
    NOT_LINKED,
    declined,
    everyone,
    welcome,
)
from bot.inbound import OWN_CONTACT
from core.errors import Refused
from core.message import say
from core.people import AudienceGroup, Person, Resident, Standing
from core.text.phones import phone_number
from core.usecases.first_link import CodeHolder
from core.usecases.link_by_phone import (
    DeclineByPhone,
    LinkByPhone,
    PhoneClaim,
    decline_by_phone,
    link_by_phone,
    try_phone,
)


def by_phone(here: Here, argument: str) -> Turn:
    del argument
    if here.said.address.channel not in ASKS_FOR_NUMBER:
        raise Refused(
            say("Telephone numbers cannot be checked here. Please type the code from your secretary.")
        )
    return Start(BY_PHONE)


def card(here: Here) -> Turn | None:
    """A contact that was sent: one's own begins, or goes on with, the first contact; anybody else's proves nothing."""
    if here.speaker is not None:
        return None
    if here.said.what != OWN_CONTACT:
        words = say("This is not your own number, so it cannot be used. Nothing of it is kept.")
        return Stay((Line(words), Line(say("Please send your own, or type the code from your secretary."))))
    number = phone_number(here.said.text)
    if number is None:
        words = say("This number cannot be read. Please type the code that the secretary gave you.")
        return Stay((Line(words),))
    return Start(BY_PHONE, "", (("phone", number),))


def _sheet(here: Here, subject: str) -> Contact:  # noqa: ARG001
    return Contact(here.said.address.channel)


def _by_number(here: Here, claim: Hashable) -> object:
    assert isinstance(claim, PhoneClaim)  # noqa: S101  # what the dialog asks with
    return try_phone(here.uow, here.line, claim, here.now)


def _carry_out(here: Here, subject: str, command: contact.PhoneCommand) -> Receipt:  # noqa: ARG001
    match command:
        case LinkByPhone():
            return welcome(here, link_by_phone(here.uow, here.line, command, here.occasion))
        case DeclineByPhone():
            decline_by_phone(here.uow, here.line, command, here.occasion)
            return declined(command.purposes, hint(say("If you change your mind, send your number again.")))
        case _:
            code = Option(say("I have a code"), Go(FIRST_CONTACT))
            return Receipt(NOT_LINKED, (code,))


def _samples() -> Iterable[Sample]:
    who = Person("M09", "Nguyễn_Văn <A> & *Hùng*", 1990, AudienceGroup.ORDINARY_MEMBER)
    resident = Resident(who, Standing.OFFICIAL, "U32", "Chi bộ thôn Nà Tông", "/U0/U3/U32/")
    answers = {"phone": "0912345678", "year1": "1990", "me": "yes"}
    yield Sample(Contact("telegram"), answers, {contact.BY_NUMBER: CodeHolder(resident)})


SPECS: Final = (
    DialogSpec(
        name=BY_PHONE,
        title=contact.title,
        sheet=_sheet,
        script=contact.by_phone,
        carry_out=_carry_out,
        samples=_samples,
        queries={contact.BY_NUMBER: _by_number},
    ),
)
COMMANDS: Final = (
    Command(
        BY_PHONE,
        ("số điện thoại", "dùng số điện thoại", "gửi số điện thoại"),
        say("Use my telephone number"),
        everyone,
        by_phone,
        stranger=True,
        in_menu=False,
    ),
)
