"""/congkhai: plans made public, and what comrades of the cell have pledged; making a plan public, and taking it back.

Pages: `c:{page}` and `o:{page}` the two lists, `p:{pledge}:{leaf}` one pledge, `k:{pledge}` a comment on it,
`x:{pledge}` making it public.
"""

from collections.abc import Iterable
from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Show, Start, Turn
from bot.dialogs import publish_plan as dialog
from bot.dialogs import reviewed_pledge
from bot.dialogs.pledge import kind_label
from bot.dialogs.publish_plan import Decision, Unchanged, form_label
from bot.dialogs.publish_samples import publish_samples
from bot.dialogs.review_pledge import COMMENT
from bot.dialogs.reviewed_pledge import PledgeReview
from bot.handlers.member import MENU, is_member
from bot.handlers.namesakes import known_as, named
from bot.handlers.pledge_decisions import pledge_review_of
from bot.handlers.waiting import REVIEW_PLEDGE
from core.errors import Refused
from core.message import Message, say
from core.units import levels_up
from core.usecases.open_plans import OpenPlan, comrades_pledges, public_plans
from core.usecases.publish_pledge import (
    Published,
    PublishPledge,
    PublishSheet,
    TakeFromPublic,
    publish_pledge,
    publish_sheet,
    take_from_public_view,
)

NAME: Final = "congkhai"
PUBLISH: Final = "publish_plan"
_PAGE: Final = 8


def go(*parts: object) -> Go:
    return Go(NAME, ":".join(str(part) for part in parts))


def published(here: Here, argument: str) -> Turn:
    match argument.split(":"):
        case ["c", page]:
            return _list(here, "c", _number(page))
        case ["o", page]:
            return _list(here, "o", _number(page))
        case ["p", pledge, leaf]:
            return _pledge(here, pledge, _number(leaf))
        case ["k", pledge]:
            pledge_review_of(here, pledge)
            return Start(REVIEW_PLEDGE, pledge, (("verdict", COMMENT),))
        case ["x", pledge]:
            publish_sheet(here.uow, here.known, pledge, here.now)
            return Start(PUBLISH, pledge)
    return _home(here)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise Refused(say("This page is not known. Please begin from the menu."))
    return max(1, int(text))


def _found(here: Here, which: str) -> tuple[OpenPlan, ...]:
    find = public_plans if which == "c" else comrades_pledges
    return find(here.uow, here.known, here.today.year, here.now, here.said.address.channel)


def _home(here: Here) -> Turn:
    public, own = _found(here, "c"), _found(here, "o")
    lines = (
        heading(say("Plans that may be read, {year}", year=here.today.year)),
        Line(say("Made public in the units above: {count}", count=len(public))),
        Line(say("Confirmed in your cell: {count}", count=len(own))),
        hint(
            say(
                "You may leave a comment on what a comrade of your cell has pledged: to help, never to grade."
            )
        ),
    )
    options = []
    if public:
        options.append(Option(say("Plans made public"), go("c", 1), ("công khai", "kế hoạch công khai")))
    if own:
        options.append(Option(say("Pledges of the cell"), go("o", 1), ("chi bộ", "đăng ký của chi bộ")))
    return Show(lines, (*options, MENU), in_place=True)


def _list(here: Here, which: str, page: int) -> Turn:
    found = _found(here, which)
    pages = max(1, -(-len(found) // _PAGE))
    page = min(page, pages)
    first = (page - 1) * _PAGE
    title = say("Plans made public") if which == "c" else say("Pledges of the cell")
    lines = [heading(title)]
    if not found:
        lines.append(Line(say("There is nothing to read here yet.")))
    if any(not plan.named for plan in found):
        lines.append(
            hint(say("Names are not listed on this messenger; a plan that is opened names its author."))
        )
    options = [
        Option(_label(here, plan, number), go("p", plan.pledge.id, 1))
        for number, plan in enumerate(found[first : first + _PAGE], first + 1)
    ]
    if page < pages:
        options.append(Option(say("Next page"), go(which, page + 1), ("tiếp", "trang sau")))
    if page > 1:
        options.append(Option(say("The page before"), go(which, page - 1), ("trang trước",)))
    return Show(tuple(lines), (*options, _BACK), in_place=True)


_BACK: Final = Option(say("All that may be read"), Go(NAME), ("quay về",))


def _label(here: Here, plan: OpenPlan, number: int) -> Message:
    kind = kind_label(plan.pledge.kind)
    if plan.named:
        return say("{name}: {document}", name=_author(here, plan), document=kind)
    return say("{kind}, no. {number}", kind=kind, number=number)


def _author(here: Here, plan: OpenPlan) -> Message:
    """A plan made public is read far beyond its cell: namesakes are told apart in all of that."""
    home = plan.owner.path if plan.unit is None else levels_up(plan.owner.path)[-1]
    return named(here, plan.owner.person, home)


def _pledge(here: Here, pledge: str, leaf: int) -> Turn:
    review = pledge_review_of(here, pledge)
    leaves = reviewed_pledge.leaves(review)
    at = min(leaf, len(leaves))
    top = tuple(reviewed_pledge.top(review)) if at == 1 else ()
    lines = tuple(line for part in leaves[at - 1] for line in part.lines)
    options = list(_turns(pledge, at, len(leaves)))
    options += _deeds(review)
    return Show((*top, *lines, *_how_public(review)), (*options, _BACK), in_place=True)


def _turns(pledge: str, at: int, count: int) -> Iterable[Option]:
    if at < count:
        on = say("Read on ({number} of {count})", number=at + 1, count=count)
        yield Option(on, go("p", pledge, at + 1), ("tiếp", "xem tiếp"))
    if at > 1:
        yield Option(say("The page before"), go("p", pledge, at - 1), ("trang trước",))


def _deeds(review: PledgeReview) -> Iterable[Option]:
    sheet = review.sheet
    if sheet.can_comment:
        label = say("Answer the comments") if sheet.is_own else say("Leave a comment")
        if sheet.comments or not sheet.is_own:
            yield Option(label, go("k", sheet.pledge.id), ("góp ý", "trả lời"))
    if sheet.can_publish:
        public = say("Make it public") if sheet.publication is None else say("Public: change or take back")
        yield Option(public, go("x", sheet.pledge.id), ("công khai hóa", "công bố"))


def _how_public(review: PledgeReview) -> Iterable[Line]:
    publication = review.sheet.publication
    if publication is not None:
        form = form_label(publication.form)
        yield hint(say("Made public on {day}: {form}.", day=publication.on, form=form))


def _sheet(here: Here, pledge: str) -> PublishSheet:
    return publish_sheet(here.uow, here.known, pledge, here.now)


def _carry_out(here: Here, subject: str, decision: Decision) -> Receipt:
    again = Option(say("Back to the pledge"), go("p", subject, 1), ("quay về", "bản đăng ký"))
    match decision:
        case Unchanged():
            return Receipt((Line(say("It stays as it is.")),), (again, MENU))
        case PublishPledge():
            done = publish_pledge(here.uow, here.known, decision, here.occasion)
            unit = done.unit.name if done.unit else ""
            words = say("✅ Made public in {unit}. All whose cell belongs to it can read it now.", unit=unit)
            _tell(here, done)
            undo = Option(say("Take it back from public view"), go("x", subject), ("rút", "gỡ"))
            return Receipt((Line(words),), (again, undo, MENU))
        case TakeFromPublic():
            done = take_from_public_view(here.uow, here.known, decision, here.occasion)
            _tell(here, done)
            words = say("It is read in its cell only now. Its history keeps that it was public.")
            return Receipt((Line(words),), (again, MENU))


def _tell(here: Here, done: Published) -> None:
    """Its author, where somebody else did it."""
    kind, year = kind_label(done.pledge.kind), done.pledge.year
    by, at = known_as(here, here.known.person), here.now
    words = say(
        "Comrade {name} made your {kind} for {year} public, {at}.", name=by, kind=kind, year=year, at=at
    )
    if done.unit is None:
        words = say(
            "Comrade {name} took your {kind} for {year} back from public view, {at}.",
            name=by,
            kind=kind,
            year=year,
            at=at,
        )
    option = Option(say("Read it"), go("p", done.pledge.id, 1))
    here.tell(done.tell, (Line(words),), (option,), dedup=f"public:{done.pledge.id}:{done.pledge.revision}")


SPECS: Final = (
    DialogSpec(
        name=PUBLISH,
        title=lambda _pledge: say("Making a plan public"),
        sheet=_sheet,
        script=dialog.publish_plan,
        carry_out=_carry_out,
        samples=publish_samples,
    ),
)
COMMANDS: Final = (
    Command(
        NAME,
        ("kế hoạch công khai", "kế hoạch đã công khai", "công khai", "đăng ký của chi bộ"),
        say("Plans that may be read"),
        is_member,
        published,
    ),
)
