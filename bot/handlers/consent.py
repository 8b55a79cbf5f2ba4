"""Consent after the first contact: what is open without it, giving it again, and taking it back.

Without a yes to what the messenger needs, one page stands in the place of everything (design.md §9.3): nothing that is
sent is kept. Who said no is not asked again unasked; who agreed to other words is.
"""

from collections.abc import Iterable
from typing import Final

from bot.conversation.barred import Barred
from bot.conversation.dialog import Go, Line, Option, Receipt, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Sample, Show, Start, Turn
from bot.conversation.voice import WHO_SPEAKS
from bot.dialogs import consent as words
from bot.dialogs.consent import Asked, Given, Nothing
from core.consent import ABROAD, Decisions, Purpose, is_given, is_refused, lacking
from core.errors import Refused
from core.message import say
from core.speaker import Speaker
from core.usecases.consent import DecideConsent, decide_consent

AGREE: Final = "dongy"
WITHDRAW: Final = "rutdongy"
OWN_DATA: Final = "dulieucuatoi"

_ALWAYS: Final = frozenset({AGREE, WHO_SPEAKS, "start", "batdau", "huy"})
_RIGHTS: Final = frozenset({OWN_DATA, WITHDRAW, "suadulieu", "xoadulieu"})
"""What the law gives to everybody, whatever they agreed to; not over servers abroad, though."""
_DIALOGS: Final = frozenset({AGREE, "batdau"})
_RIGHTS_DIALOGS: Final = frozenset({WITHDRAW, "suadulieu", "xoadulieu"})


def bar(here: Here) -> Barred | None:
    """What is left open to who has not agreed to what this messenger needs; None where all is open."""
    decisions = here.uow.consents.current(here.known.person.id)
    purpose = lacking(decisions, here.said.address.channel)
    if purpose is None:
        return None
    own_data = here.said.address.channel not in ABROAD or is_given(decisions, Purpose.TELEGRAM)
    page = Show(tuple(_closed(purpose, decisions)), tuple(_ways(purpose, own_data=own_data)))
    if not own_data:
        return Barred(page, _ALWAYS, _DIALOGS)
    return Barred(page, _ALWAYS | _RIGHTS, _DIALOGS | _RIGHTS_DIALOGS)


def _closed(purpose: Purpose, decisions: Decisions) -> Iterable[Line]:
    if is_given(decisions, purpose):
        yield Line(say("What you agreed to has new words. Please look at them before we go on."))
    elif purpose is Purpose.TELEGRAM:
        if not is_refused(decisions, purpose):
            yield Line(say("Telegram keeps messages on servers abroad, so it needs a consent of its own."))
        yield Line(say("Nothing is sent or kept on Telegram, for you have not agreed to that."))
        yield Line(say("You can report on Zalo, or hand in paper to the cell. Nothing is lost."))
    else:
        yield Line(say("Nothing that you write here is kept, for you have not agreed to that."))
        yield Line(say("The cell still takes your pledge and reports on paper."))


def _ways(purpose: Purpose, *, own_data: bool) -> Iterable[Option]:
    yield Option(say("Read it and answer"), Go(AGREE, purpose.value), ("đồng ý", "xem lại"))
    if own_data:
        yield Option(say("My own data"), Go(OWN_DATA), ("dữ liệu của tôi",))


def agree(here: Here, argument: str) -> Turn:
    """One purpose: the named one, or what is lacking here."""
    if argument in set(Purpose):
        return Start(AGREE, argument)
    decisions = here.uow.consents.current(here.known.person.id)
    purpose = lacking(decisions, here.said.address.channel)
    if purpose is None:
        return Show(
            (Line(say("You have agreed to all that is needed here.")), *here.menu().lines),
            here.menu().options,
        )
    return Start(AGREE, purpose.value)


def withdraw(here: Here, argument: str) -> Turn:
    del here, argument
    return Start(WITHDRAW)


def _asked(here: Here, subject: str) -> Asked:  # noqa: ARG001
    return Asked(Purpose(subject))


def _given(here: Here, subject: str) -> Given:  # noqa: ARG001
    decisions = here.uow.consents.current(here.known.person.id)
    given = tuple(purpose for purpose in Purpose if is_given(decisions, purpose))
    if not given:
        raise Refused(say("There is no consent of yours that could be taken back."))
    return Given(given)


def _decide(here: Here, subject: str, command: DecideConsent) -> Receipt:  # noqa: ARG001
    decide_consent(here.uow, here.known, command, here.occasion)
    still = bar(here)
    page = here.menu() if still is None else still.page
    if command.given:
        first = Line(say("✅ Recorded: you agree."))
    else:
        first = Line(say("Recorded: you do not agree. Everything else stays as it is."))
    return Receipt((first, *page.lines), page.options)


def _withdrawn(here: Here, subject: str, command: DecideConsent | Nothing) -> Receipt:  # noqa: ARG001
    if isinstance(command, Nothing):
        return Receipt((Line(say("Nothing was changed.")),))
    decide_consent(here.uow, here.known, command, here.occasion)
    (purpose,) = command.purposes
    lines = (Line(say("Your consent is taken back, {at}.", at=here.now)), hint(_FROM_NOW_ON[purpose]))
    ways = [Option(say("Agree again"), Go(AGREE, purpose.value), ("đồng ý lại",))]
    if purpose is not Purpose.TELEGRAM:
        ways.append(Option(say("My own data"), Go(OWN_DATA)))
    return Receipt(lines, tuple(ways))


_FROM_NOW_ON: Final = {
    Purpose.PROCESSING: say("From now on the system sends you nothing by itself."),
    Purpose.TELEGRAM: say("From now on the system sends you nothing on Telegram."),
    Purpose.COMMENDATION: say("From now on your name and photos are not made public."),
}


def _asked_samples() -> Iterable[Sample]:
    for purpose in Purpose:
        yield Sample(Asked(purpose), {})


def _given_samples() -> Iterable[Sample]:
    for purpose in Purpose:
        yield Sample(Given((purpose,)), {})
    yield Sample(Given(tuple(Purpose)), {"what": "telegram"})


def anyone(speaker: Speaker) -> bool:  # noqa: ARG001
    return True


SPECS: Final = (
    DialogSpec(
        name=AGREE,
        title=words.give_title,
        sheet=_asked,
        script=words.give_consent,
        carry_out=_decide,
        samples=_asked_samples,
    ),
    DialogSpec(
        name=WITHDRAW,
        title=words.withdraw_title,
        sheet=_given,
        script=words.withdraw_consent,
        carry_out=_withdrawn,
        samples=_given_samples,
    ),
)
COMMANDS: Final = (
    Command(AGREE, ("đồng ý lại",), say("Agree"), anyone, agree, in_menu=False),
    Command(
        WITHDRAW,
        ("rút đồng ý", "rút lại đồng ý", "thu hồi đồng ý", "không đồng ý nữa"),
        say("Take back a consent"),
        anyone,
        withdraw,
        in_menu=False,
    ),
)
