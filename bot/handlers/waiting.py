"""/duyet: what waits to be looked at, oldest first, and the next of it after each decision."""

from typing import Final

from bot.conversation.dialog import Go, Line, Option, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Show, Start, Turn
from bot.dialogs.pledge import kind_label
from bot.handlers.namesakes import named, scope_of
from core.documents import DocumentKind
from core.message import Message, say
from core.occasion import local_day
from core.queue import Queue, Waiting
from core.usecases.cell_desk import names_allowed
from core.usecases.review_queue import review_queue

QUEUE: Final = "duyet"
DESK: Final = "chibo"
REVIEW_REPORT: Final = "review_report"
REVIEW_PLEDGE: Final = "review_pledge"
_PAGE: Final = 8
_NEXT: Final = 50
"""What is counted after a decision; the list itself counts further."""
_DIGITS: Final = 6
_LETTERS: Final = {"r": REVIEW_REPORT, "p": REVIEW_PLEDGE}

TO_DESK: Final = Option(say("The desk"), Go(DESK), ("chi bộ", "bàn làm việc"))
TO_QUEUE: Final = Option(say("What waits"), Go(QUEUE), ("danh sách", "danh sách chờ"))


def queue(here: Here, argument: str) -> Turn:
    """Opens one document (`r:{report}`, `p:{pledge}`), or lists a page of what waits."""
    letter, _, document = argument.partition(":")
    if document and letter in _LETTERS:
        return Start(_LETTERS[letter], document)
    found = review_queue(here.uow, here.known, here.now)
    if not found.rows:
        words = Line(say("Nothing waits to be looked at now."))
        return Show(
            (words, hint(say("New ones come here, and you are told of them."))), (TO_DESK,), in_place=True
        )
    pages = -(-len(found.rows) // _PAGE)
    number = int(argument) if argument.isascii() and argument.isdigit() and len(argument) < _DIGITS else 1
    page = max(1, min(number, pages))
    options = _options(here, found.rows, page, pages)
    return Show(tuple(_lines(found, page, pages)), options, in_place=True)


def _lines(found: Queue, page: int, pages: int) -> list[Line]:
    count = len(found.rows)
    pledges = sum(each.kind is DocumentKind.PLEDGE for each in found.rows)
    first = say("Waiting to be looked at: {count}", count=count)
    if found.more:
        first = say("Waiting to be looked at: the {count} oldest of many", count=count)
    lines = [
        heading(first),
        Line(say("Reports: {reports}. Pledges: {pledges}.", reports=count - pledges, pledges=pledges)),
        hint(say("The oldest comes first. Please choose one to open it.")),
    ]
    if pages > 1:
        lines.append(hint(say("Page {page} of {pages}", page=page, pages=pages)))
    return lines


def _options(here: Here, waiting: tuple[Waiting, ...], page: int, pages: int) -> tuple[Option, ...]:
    shown = waiting[(page - 1) * _PAGE : page * _PAGE]
    options = [Option(label(here, each), open_waiting(each)) for each in shown]
    if page < pages:
        options.append(Option(say("Next page"), Go(QUEUE, str(page + 1)), ("tiếp", "trang sau")))
    if page > 1:
        options.append(Option(say("The page before"), Go(QUEUE, str(page - 1)), ("trang trước",)))
    return (*options, TO_DESK)


def open_waiting(waiting: Waiting) -> Go:
    letter = "p" if waiting.kind is DocumentKind.PLEDGE else "r"
    return Go(QUEUE, f"{letter}:{waiting.id}")


def label(here: Here, waiting: Waiting) -> Message:
    """Without the name where the unit keeps names off this messenger (decision 0080)."""
    marks = []
    if waiting.resubmitted:
        marks.append(say("came again"))
    if waiting.late:
        marks.append(say("late"))
    document = _document(waiting)
    if names_allowed(here.uow, waiting.owner.path, here.said.address.channel):
        owner = named(here, waiting.owner.person, scope_of(here, waiting.owner.path))
        document = say("{name}: {document}", name=owner, document=document)
    words = say("{document}, {day}", document=document, day=local_day(waiting.sent_at))
    return say("{words} ({marks})", words=words, marks=tuple(marks)) if marks else words


def _document(waiting: Waiting) -> Message:
    if waiting.period is not None:
        return say("Report for {quarter}", quarter=waiting.period)
    if waiting.pledge_kind is not None and waiting.year is not None:
        return say("{kind}, {year}", kind=kind_label(waiting.pledge_kind), year=waiting.year)
    return say("Pledge")


def what_next(here: Here) -> tuple[Option, ...]:
    """After a decision: the next that waits, the whole list, the desk."""
    found = review_queue(here.uow, here.known, here.now, _NEXT)
    waiting = found.rows
    if not waiting:
        return (TO_DESK,)
    following = Option(
        say("Next: {what}", what=label(here, waiting[0])), open_waiting(waiting[0]), ("tiếp", "xem tiếp")
    )
    count: Message | int = len(waiting)
    if found.more:
        count = say("over {count}", count=len(waiting))
    rest = Option(say("What waits ({count})", count=count), Go(QUEUE), ("danh sách",))
    return (following, rest, TO_DESK)
