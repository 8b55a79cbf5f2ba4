"""What people are told when something of theirs was decided on: by whom, when, and what comes next.

A reason is the first line (decision 0081); nothing of what a report or pledge says is in a notice.
"""

from collections.abc import Sequence

from bot.conversation.dialog import Go, Line, Option, hint
from bot.conversation.here import Here
from bot.dialogs.pledge import kind_label
from bot.handlers.namesakes import named
from core.documents import Document
from core.message import Message, say
from core.photos import Photo
from core.pledge import Pledge
from core.report import TEXTS, Report


def _open_report(report: Report) -> tuple[Option, ...]:
    return (Option(say("Open the report"), Go("baocao", report.period.code)),)


def _open_pledge(pledge: Pledge) -> tuple[Option, ...]:
    return (Option(say("Open the pledge"), Go("dangky", str(pledge.year))),)


def tell_deleted(here: Here, photo: Photo) -> None:
    """Its author has it still in the chat. Nothing is said of what it showed."""
    quarter = Document.from_code(photo.document).quarter
    if quarter is None:
        return
    lines = (
        Line(say("A photo for {quarter} bore a mark of secrecy and was deleted.", quarter=quarter)),
        Line(say("Please delete the message here at once, and tell your secretary.")),
    )
    here.tell((photo.person,), lines, dedup=f"secret:{photo.id}")


def tell_accepted(here: Here, report: Report, people: Sequence[str]) -> None:
    words = say(
        "✅ Comrade {name} accepted your report for {quarter} {at}.",
        name=named(here, here.known.person, report.path),
        quarter=report.period,
        at=here.now,
    )
    options = (Option(say("Read it again"), Go("cuatoi", str(report.period.year))),)
    here.tell(people, (Line(words),), options, dedup=f"accepted:{report.id}:{report.revision}")


def tell_returned(here: Here, report: Report, people: Sequence[str]) -> None:
    assert report.returned is not None  # noqa: S101  # it was returned a moment ago
    words = say(
        "Comrade {name} asks for additions to your report for {quarter}, {at}.",
        name=named(here, here.known.person, report.path),
        quarter=report.period,
        at=here.now,
    )
    lines = (
        Line(say("To be added: {reason}", reason=report.returned.reason)),
        Line(words),
        Line(say("Opened again: {items}. The rest stays as it is.", items=_numbered(report))),
        hint(say("If help is needed, please speak to the committee of the cell.")),
    )
    here.tell(people, lines, _open_report(report), dedup=f"returned:{report.id}:{report.revision}")


def tell_who_typed_it_in(here: Here, report: Report) -> None:
    """Whoever typed a comrade's paper in has to add to it, for the comrade may have no phone."""
    entered = report.entered
    if entered is None or entered.by == here.known.person.id or report.returned is None:
        return
    words = say(
        "The report for {quarter} that you typed in was returned for additions.", quarter=report.period
    )
    lines = (Line(say("To be added: {reason}", reason=report.returned.reason)), Line(words))
    opens = Option(say("Open the comrade's paper"), Go("baocaothay", f"n:{report.person}"))
    here.tell((entered.by,), lines, (opens,), dedup=f"returned:{report.id}:{report.revision}:typed")


def _numbered(report: Report) -> tuple[Message, ...]:
    opened = report.open_keys
    items = [
        say("item {number}", number=number)
        for number, item in enumerate(report.content.items, 1)
        if item.key in opened
    ]
    if TEXTS in opened:
        items.append(say("what stands beside the items"))
    return tuple(items)


def tell_unaccepted(here: Here, report: Report, author: str, reviewers: Sequence[str], reason: str) -> None:
    name, quarter = named(here, here.known.person, report.path), report.period
    why = Line(say("Reason: {reason}", reason=reason))
    key = f"unaccepted:{report.id}:{report.revision}"
    to_author = say(
        "Comrade {name} of the level above opened your report for {quarter} again {at}. It waits to be looked at once"
        " more; nothing is asked of you now.",
        name=name,
        quarter=quarter,
        at=here.now,
    )
    options = (Option(say("Read it again"), Go("cuatoi", str(quarter.year))),)
    here.tell((author,), (why, Line(to_author)), options, dedup=key)
    to_reviewer = say(
        "Comrade {name} of the level above opened a report for {quarter} again {at}. It waits for you.",
        name=name,
        quarter=quarter,
        at=here.now,
    )
    option = Option(say("Look at it"), Go("duyet", f"r:{report.id}"))
    here.tell(reviewers, (why, Line(to_reviewer)), (option,), dedup=f"{key}:review")


def tell_confirmed(here: Here, pledge: Pledge, people: Sequence[str]) -> None:
    words = say(
        "✅ Comrade {name} confirmed your {kind} for {year}, {at}.",
        name=named(here, here.known.person, pledge.path),
        kind=kind_label(pledge.kind),
        year=pledge.year,
        at=here.now,
    )
    options = (Option(say("Read it again"), Go("cuatoi", str(pledge.year))),)
    here.tell(people, (Line(words),), options, dedup=f"confirmed:{pledge.id}:{pledge.revision}")


def tell_changes_requested(here: Here, pledge: Pledge, people: Sequence[str]) -> None:
    words = say(
        "Comrade {name} asks for changes to your {kind} for {year}, {at}.",
        name=named(here, here.known.person, pledge.path),
        kind=kind_label(pledge.kind),
        year=pledge.year,
        at=here.now,
    )
    lines = (Line(say("To be added: {reason}", reason=pledge.reason)), Line(words))
    here.tell(people, lines, _open_pledge(pledge), dedup=f"changes:{pledge.id}:{pledge.revision}")


def tell_commented(here: Here, pledge: Pledge, people: Sequence[str]) -> None:
    """The comment itself is read on opening: it may speak of what the pledge says."""
    words = say(
        "Comrade {name} left a comment on your {kind} for {year}, {at}.",
        name=named(here, here.known.person, pledge.path),
        kind=kind_label(pledge.kind),
        year=pledge.year,
        at=here.now,
    )
    options = (Option(say("Read it"), Go("cuatoi", str(pledge.year))), *_open_pledge(pledge))
    dedup = f"commented:{pledge.id}:{here.said.key}"
    here.tell(people, (Line(words),), options, dedup=dedup)


def tell_answered(here: Here, pledge: Pledge, people: Sequence[str]) -> None:
    """To who commented: the author has answered. The answer is read on opening."""
    words = say(
        "Comrade {name} answered the comments on the {kind} for {year}, {at}.",
        name=named(here, here.known.person, pledge.path),
        kind=kind_label(pledge.kind),
        year=pledge.year,
        at=here.now,
    )
    options = (Option(say("Read it"), Go("congkhai", f"p:{pledge.id}:1")),)
    here.tell(people, (Line(words),), options, dedup=f"answered:{pledge.id}:{here.said.key}")


def told(here: Here, person: str, name: str) -> Line:
    """For the receipt of who decided: a word that reaches nobody is not left unsaid."""
    if here.uow.talk.addresses_of(person):
        return hint(say("Comrade {name} is told.", name=name))
    return Line(
        say(
            "⏰ Comrade {name} cannot be reached by the system now. Please tell the comrade in person.",
            name=name,
        )
    )
