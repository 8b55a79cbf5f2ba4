"""What everyone meets: the first contact, the menu, help, and what a stranger is told."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Sample, Show, Start, Turn
from bot.conversation.voice import WHO_SPEAKS
from bot.dialogs import first_contact as contact
from bot.dialogs.first_contact import Contact, NotMe
from core.linking import looks_like_code
from core.message import say
from core.occasion import local_day
from core.people import AudienceGroup, Person, Resident, Standing
from core.report import ReportState
from core.speaker import Speaker
from core.usecases.link_by_code import (
    CodeHolder,
    DeclineConsent,
    LinkByCode,
    decline_consent,
    link_by_code,
    try_code,
)

START: Final = "start"
FIRST_CONTACT: Final = "batdau"
_ABROAD: Final = frozenset({"telegram"})


def start(here: Here, argument: str) -> Turn:
    """A code behind it, even of someone linked already, is a first contact; otherwise the menu or how to begin."""
    if argument:
        return Start(FIRST_CONTACT, "", (("code1", argument),))
    return _unknown() if here.speaker is None else _greeting(here)


def stranger(here: Here, text: str) -> Turn:
    """The one thing understood of a stranger's words is a code, with or without a word before it."""
    del here
    last = text.split()[-1] if text.split() else ""
    for typed in (text, last):
        if looks_like_code(typed):
            return Start(FIRST_CONTACT, "", (("code1", typed),))
    return _unknown()


def _unknown() -> Show:
    lines = (
        Line(say("This is the assistant of the party cell.")),
        Line(say("To begin, please type the code that the secretary of your cell gave you.")),
        hint(say("Without a code, please ask the secretary for one.")),
    )
    return Show(lines, (Option(say("I have a code"), Go(FIRST_CONTACT)),))


def _greeting(here: Here) -> Show:
    menu = here.menu()
    return Show(
        (Line(say("Greetings, comrade {name}.", name=here.known.person.given_name)), *menu.lines),
        menu.options,
    )


def has_code(here: Here, argument: str) -> Turn:
    del here, argument
    return Start(FIRST_CONTACT)


def _sheet(here: Here, subject: str) -> Contact:  # noqa: ARG001
    return Contact(abroad=here.said.address.channel in _ABROAD)


def _holder(here: Here, code: Hashable) -> object:
    return try_code(here.uow, here.line, str(code), here.now)


def _carry_out(here: Here, subject: str, command: contact.Command) -> Receipt:  # noqa: ARG001
    match command:
        case LinkByCode():
            who = link_by_code(here.uow, here.line, command, here.occasion)
            here.speaker = here.uow.people.speaker(who.person.id, here.today)
            here.after.append(("menu", who.person.id))
            menu = here.menu()
            lines = (
                Line(say("✅ Linked. Welcome, comrade {name}.", name=who.person.given_name)),
                *menu.lines,
            )
            return Receipt(lines, menu.options)
        case DeclineConsent():
            decline_consent(here.uow, here.line, command, here.occasion)
            words = say("Nothing has been stored. The cell can take your pledge and reports on paper.")
            return Receipt((Line(words), hint(say("If you change your mind, send the code again."))))
        case NotMe():
            return Receipt(
                (Line(say("Nothing was linked. Please ask your secretary for a code of your own.")),)
            )


def _samples() -> Iterable[Sample]:
    who = Person("M09", "Nguyễn_Văn <A> & *Hùng*", 1990, AudienceGroup.ORDINARY_MEMBER)
    resident = Resident(who, Standing.OFFICIAL, "U32", "Chi bộ thôn Nà Tông", "/U0/U3/U32/")
    answers = {"code1": "ABCD3467", "me": "yes"}
    yield Sample(Contact(abroad=True), answers, {contact.HOLDER: CodeHolder(resident)})


def menu_of(commands: Callable[[], Mapping[str, Command]]) -> Callable[[Here], Show]:
    """The menu for the roles that the person holds today; what is owed stands above it."""

    def menu(here: Here) -> Show:
        if here.speaker is None:
            return _unknown()
        options = tuple(_entries(here.speaker, commands()))
        if here.line.shared:
            options = (*options, Option(say("Change who is speaking"), Go(WHO_SPEAKS), ("đổi người",)))
        return Show((heading(say("Menu")), *_owed(here)), options)

    return menu


def _entries(speaker: Speaker, commands: Mapping[str, Command]) -> Iterable[Option]:
    for command in commands.values():
        if command.in_menu and command.offered(speaker):
            yield Option(command.label, Go(command.name), command.words)


def _owed(here: Here) -> Iterable[Line]:
    for report in here.uow.reports.of_year(here.known.person.id, here.today.year):
        if report.state is ReportState.RETURNED:
            yield Line(say("To be added to: report for {quarter}.", quarter=report.period))
    owed = here.uow.obligations.pending(here.known.person.id)
    due = [each for each in owed if each.can_be_met(here.now)]
    for each in due[:3]:
        what = say("pledge for {year}", year=each.document.year)
        if each.document.quarter is not None:
            what = say("report for {quarter}", quarter=each.document.quarter)
        if each.is_overdue(here.now):
            yield Line(say("⏰ Still to come: {what}. Does the comrade need help with anything?", what=what))
        else:
            yield Line(say("To do: {what}, by {day}.", what=what, day=local_day(each.due)))


def show_menu(here: Here, argument: str) -> Turn:
    del argument
    return here.menu()


def help_page(here: Here, argument: str) -> Turn:
    del argument
    menu = here.menu()
    lines = (
        heading(say("Help")),
        Line(say("Choose a line of the menu, or type its words, with or without diacritics.")),
        Line(
            say("At every question: “quay lại” goes back, “bỏ qua” skips, “huỷ” stops. Nothing sent is lost.")
        ),
        Line(say("Photos can be sent at any time.")),
        Line(say("For anything else please speak to the secretary of your cell.")),
    )
    return Show(lines, menu.options)


def everyone(speaker: Speaker) -> bool:  # noqa: ARG001
    return True


SPECS: Final = (
    DialogSpec(
        name=FIRST_CONTACT,
        title=contact.title,
        sheet=_sheet,
        script=contact.first_contact,
        carry_out=_carry_out,
        samples=_samples,
        queries={contact.HOLDER: _holder},
    ),
)
COMMANDS: Final = (
    Command(START, ("bắt đầu",), say("Begin"), everyone, start, stranger=True, in_menu=False),
    Command(
        FIRST_CONTACT, ("tôi có mã",), say("I have a code"), everyone, has_code, stranger=True, in_menu=False
    ),
    Command("menu", ("menu", "trang chủ"), say("Menu"), everyone, show_menu, in_menu=False),
    Command(
        "huy", (), say("Stop what is open"), everyone, show_menu, in_menu=False
    ),  # the engine's own (visit.py)
)
HELP: Final = Command("trogiup", ("trợ giúp", "hướng dẫn"), say("Help"), everyone, help_page)
