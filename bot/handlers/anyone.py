"""What everyone meets: the first contact, the menu, help, and what a stranger is told."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import islice
from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Sample, Show, Start, Turn
from bot.conversation.voice import WHO_SPEAKS
from bot.dialogs import first_contact as contact
from bot.dialogs.first_contact import Contact, NotMe
from bot.handlers.entry_answers import paper_offers
from bot.handlers.no_chat import bar
from bot.handlers.owed import owed_lines
from core.consent import Purpose
from core.linking import looks_like_code
from core.message import say
from core.people import AudienceGroup, Person, Resident, Standing
from core.report import ReportState
from core.speaker import Speaker
from core.usecases.first_link import CodeHolder
from core.usecases.link_by_code import (
    DeclineConsent,
    LinkByCode,
    decline_consent,
    link_by_code,
    try_code,
)

START: Final = "start"
FIRST_CONTACT: Final = "batdau"
BY_PHONE: Final = "sodienthoai"
ASKS_FOR_NUMBER: Final = frozenset({"telegram"})
"""Channels that can hand over the sender's own number, and vouch for it."""


def start(here: Here, argument: str) -> Turn:
    """A code behind it, even of someone linked already, is a first contact; otherwise the menu or how to begin."""
    if argument:
        return Start(FIRST_CONTACT, "", (("code1", argument),))
    return _unknown(here) if here.speaker is None else _greeting(here)


def stranger(here: Here, text: str) -> Turn:
    """The one thing understood of a stranger's words is a code, with or without a word before it."""
    typed = next((each for each in _perhaps_codes(text) if looks_like_code(each)), None)
    return _unknown(here) if typed is None else Start(FIRST_CONTACT, "", (("code1", typed),))


def _perhaps_codes(text: str) -> tuple[str, ...]:
    """All of it, and its last word: with or without a word before it."""
    words = text.split()
    return (text, words[-1]) if 0 < len(words) <= _WORDS_WITH_A_CODE else (text,)


_WORDS_WITH_A_CODE: Final = 8


def _reads_code(text: str) -> str | None:
    """A second person's code, typed where a first one is linked. Words that merely have its eight letters are none."""
    return next((each for each in _perhaps_codes(text) if looks_like_code(each) and _is_no_word(each)), None)


def _is_no_word(typed: str) -> bool:
    letters = [each for each in typed if each.isalpha()]
    return bool(letters) and (len(letters) < len(typed.replace(" ", "").replace("-", "")) or typed.isupper())


def _unknown(here: Here) -> Show:
    lines = (
        Line(say("This is the assistant of the party cell.")),
        Line(say("To begin, please type the code that the secretary of your cell gave you.")),
        hint(say("Without a code, please ask the secretary for one.")),
    )
    ways = [Option(say("I have a code"), Go(FIRST_CONTACT))]
    if here.said.address.channel in ASKS_FOR_NUMBER:
        ways.append(Option(say("Use my telephone number"), Go(BY_PHONE)))
    return Show(lines, tuple(ways))


def _greeting(here: Here) -> Show:
    menu = here.menu()
    return Show(
        (Line(say("Greetings, comrade {name}.", name=here.known.person.given_name)), *menu.lines),
        menu.options,
    )


def has_code(here: Here, argument: str) -> Turn:
    del here
    return Start(FIRST_CONTACT, "", (("code1", argument),) if argument else ())


def _sheet(here: Here, subject: str) -> Contact:  # noqa: ARG001
    return Contact(here.said.address.channel)


def _holder(here: Here, code: Hashable) -> object:
    return try_code(here.uow, here.line, str(code), here.now)


def _carry_out(here: Here, subject: str, command: contact.Command) -> Receipt:  # noqa: ARG001
    match command:
        case LinkByCode():
            return welcome(here, link_by_code(here.uow, here.line, command, here.occasion))
        case DeclineConsent():
            decline_consent(here.uow, here.line, command, here.occasion)
            return declined(command.purposes)
        case NotMe():
            return Receipt(NOT_LINKED)


NOT_LINKED: Final = (Line(say("Nothing was linked. Please ask your secretary for a code of your own.")),)


def welcome(here: Here, who: Resident) -> Receipt:
    here.speaker = here.uow.people.speaker(who.person.id, here.today)
    here.after.append(("menu", who.person.id))
    menu = here.menu()
    first = Line(say("✅ Linked. Welcome, comrade {name}.", name=who.person.given_name))
    return Receipt((first, *menu.lines), menu.options)


_AGAIN: Final = hint(say("If you change your mind, send the code again."))


def declined(purposes: tuple[Purpose, ...], again: Line = _AGAIN) -> Receipt:
    words = say("Nothing has been stored. The cell can take your pledge and reports on paper.")
    if Purpose.TELEGRAM in purposes:
        words = say(
            "Nothing is sent or kept on Telegram. The same code works on Zalo; the cell takes paper too."
        )
        if again is not _AGAIN:
            words = say(
                "Nothing is sent or kept on Telegram. The cell takes your pledge and reports on paper."
            )
    return Receipt((Line(words), again))


def _samples() -> Iterable[Sample]:
    who = Person("M09", "Nguyễn_Văn <A> & *Hùng*", 1990, AudienceGroup.ORDINARY_MEMBER)
    resident = Resident(who, Standing.OFFICIAL, "U32", "Chi bộ thôn Nà Tông", "/U0/U3/U32/")
    answers = {"code1": "ABCD3467", "me": "yes"}
    yield Sample(Contact("telegram"), answers, {contact.HOLDER: CodeHolder(resident)})


def menu_of(commands: Callable[[], Mapping[str, Command]]) -> Callable[[Here], Show]:
    """The menu for the roles that the person holds today; what is owed stands above it."""

    def menu(here: Here) -> Show:
        if here.speaker is None:
            return _unknown(here)
        if (barred := bar(here)) is not None:
            return barred.page
        options = (*paper_offers(here), *_entries(here.speaker, commands()))
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
    yield from islice(owed_lines(here.uow.obligations.pending(here.known.person.id), here.now), 3)


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
        Line(
            say(
                "For whatever is held about you, type “dữ liệu của tôi”; to take back your consent, “rút đồng ý”."
            )
        ),
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
        FIRST_CONTACT,
        ("tôi có mã",),
        say("I have a code"),
        everyone,
        has_code,
        stranger=True,
        in_menu=False,
        reads=_reads_code,
    ),
    Command("menu", ("menu", "trang chủ"), say("Menu"), everyone, show_menu, in_menu=False),
    Command(
        "huy", (), say("Stop what is open"), everyone, show_menu, in_menu=False
    ),  # the engine's own (visit.py)
)
HELP: Final = Command("trogiup", ("trợ giúp", "hướng dẫn"), say("Help"), everyone, help_page)
