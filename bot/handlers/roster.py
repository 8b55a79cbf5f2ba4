"""/nhapdanhsach: a list of people sent as a file. It is read by a worker; here it is announced, shown and agreed to.

Arguments, as buttons name them: nothing asks for the file, `b:` a list by its id, `undo:`, `loi:` its mistakes as a
file, `mau` the template.
"""

from collections.abc import Callable
from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, OpenPlace, Show, Start, Stay, Turn
from bot.dialogs import roster as dialog
from bot.dialogs.roster import COMMAND, ERRORS, TEMPLATE, Reread, RosterSheet, SendTemplate, Stop
from bot.dialogs.roster_samples import file_samples, roster_samples, undo_samples
from bot.handlers.administration import way_to
from bot.handlers.member import MENU
from bot.handlers.search_queries import UNIT_QUERIES
from core.errors import Moved, Over, Refused
from core.message import Message, say
from core.roster.batch import UNDO_WITHIN, Batch, BatchState, Outcome
from core.roster.reading import WORDS as UNREADABLE
from core.roster.reading import Unreadable
from core.speaker import Speaker
from core.usecases import import_roster, import_roster_apply
from core.usecases.cell_desk import names_allowed
from core.usecases.import_roster_apply import Applied, ApplyRoster, Preview, roster_preview

READ: Final = "roster"
"""Set going after the commit: there is a list to be fetched, read or applied."""
FILE: Final = "roster_file"
ROSTER: Final = "roster"
UNDO: Final = "roster_undo"
ERRORS_FILE: Final = "roster_errors"
TEMPLATE_FILE: Final = "roster_template"
"""Kinds of file that are ordered (bot/makers.py)."""

_TABLES: Final = (".xlsx", ".xls", ".xlsm", ".xlsb", ".csv", ".tsv", ".ods")
_STATES: Final[dict[BatchState, Message]] = {
    BatchState.NOTED: say("the file is on its way"),
    BatchState.TO_READ: say("being read"),
    BatchState.ASKING: say("waits for a choice of yours"),
    BatchState.READY: say("read; waits for your consent"),
    BatchState.TO_APPLY: say("being imported"),
    BatchState.APPLIED: say("imported"),
    BatchState.UNDONE: say("taken back"),
    BatchState.FAILED: say("could not be read"),
    BatchState.DROPPED: say("not imported"),
}

Media = Callable[[Here, OpenPlace | None], Turn | None]


def may_import(speaker: Speaker) -> bool:
    """By the offices held now; the use case asks again."""
    return any(role.kind.value in {"staff", "administrator"} for role in speaker.roles)


def media_or(otherwise: Media) -> Media:
    """A spreadsheet from whom lists are taken from, and whatever document comes while one is asked for, is a list; all
    else goes its usual way."""

    def media(here: Here, place: OpenPlace | None) -> Turn | None:
        sent = here.said.media
        if sent is None or sent.as_photo or not import_roster.may_import(here.known, here.today):
            return otherwise(here, place)
        is_table = (sent.name or "").lower().endswith(_TABLES)
        if not is_table and (place is None or place.dialog != FILE):
            return otherwise(here, place)
        return _noted(here)

    return media


def _noted(here: Here) -> Turn:
    sent = here.said.media
    assert sent is not None  # noqa: S101  # asked before
    batch = Batch(
        here.chance.new_id(),
        here.known.person.id,
        BatchState.NOTED,
        here.now,
        sent.name or "",
        here.line.row,
        here.said.address.channel,
        here.said.address.line,
        sent.ref,
        sent.size,
    )
    try:
        import_roster.note_roster(here.uow, here.known, batch)
    except Refused as refused:
        return Stay((Line(refused.words),))
    here.after.append((READ, ""))
    lines = (
        Line(say("The file “{name}” is received and being read.", name=batch.name or "?")),
        hint(say("The result comes here. Nothing changes before you agree.")),
    )
    return Show(lines, (MENU,))


def command(here: Here, argument: str) -> Turn:
    which, _, batch_id = argument.partition(":")
    if not import_roster.may_import(here.known, here.today):
        raise Refused(say("Lists of people are taken from staff and administrators only."))
    if which == TEMPLATE:
        return _template(here)
    if which == ERRORS and batch_id:
        import_roster.own_batch(here.uow, here.known, batch_id)
        here.order_file(ERRORS_FILE, batch_id)
        back = Option(say("See the list that was sent"), Go(COMMAND, f"b:{batch_id}"), ("xem lại",))
        return Show((Line(say("The file is being made and comes here in a moment.")),), (back, MENU))
    if which == "undo" and batch_id:
        return Start(UNDO, batch_id)
    if which == "b" and batch_id:
        return _batch(here, import_roster.own_batch(here.uow, here.known, batch_id))
    waiting = [each for each in here.uow.rosters.newest_of(here.known.person.id) if _is_shown(here, each)]
    if not waiting or argument == "moi":
        return Start(FILE)
    if len(waiting) == 1 and waiting[0].state in {BatchState.ASKING, BatchState.READY}:
        return Start(ROSTER, waiting[0].id)
    return _waiting(waiting)


def _is_shown(here: Here, batch: Batch) -> bool:
    """On its way, or still to be taken back."""
    if batch.state is BatchState.APPLIED and batch.applied_at is not None:
        return here.now - batch.applied_at <= UNDO_WITHIN
    return not batch.state.is_over


def _waiting(waiting: list[Batch]) -> Show:
    options = [
        Option(
            say("{name}: {state}", name=each.name or "?", state=_STATES[each.state]),
            Go(COMMAND, f"b:{each.id}"),
        )
        for each in waiting
    ]
    another = Option(say("Send another file"), Go(COMMAND, "moi"), ("gửi tệp khác", "tệp khác"))
    return Show((heading(say("Lists that were sent")),), (*options, another, MENU))


def _batch(here: Here, batch: Batch) -> Turn:
    match batch.state:
        case BatchState.ASKING | BatchState.READY:
            return Start(ROSTER, batch.id)
        case BatchState.FAILED:
            return failure(batch)
        case BatchState.APPLIED:
            return Show(tuple(applied_lines(here, batch)), undo_options(here, batch))
    words = say("{name}: {state}", name=batch.name or "?", state=_STATES[batch.state])
    return Show((Line(words),), (MENU,))


def failure(batch: Batch) -> Show:
    why = UNREADABLE[batch.fault or Unreadable.BROKEN]
    return Show((Line(why),), (Option(say("Send me the template"), Go(COMMAND, TEMPLATE)), MENU))


def _template(here: Here) -> Turn:
    here.order_file(TEMPLATE_FILE)
    return Stay((Line(say("The file is being made and comes here in a moment.")),))


def _asked_file(here: Here, subject: str, wanted: SendTemplate | Stop) -> Receipt:  # noqa: ARG001
    if isinstance(wanted, Stop):
        return Receipt((Line(say("Nothing was imported.")),), (MENU,))
    here.order_file(TEMPLATE_FILE)
    lines = (
        Line(say("The file is being made and comes here in a moment.")),
        hint(say("When it is filled in, send it here.")),
    )
    return Receipt(lines, (MENU,))


# the preview


def _sheet(here: Here, batch_id: str) -> RosterSheet:
    preview = roster_preview(here.uow, here.known, batch_id, here.now)
    if preview.batch.state not in {BatchState.ASKING, BatchState.READY}:
        raise Over(say("{name}: {state}", name=preview.batch.name or "?", state=_STATES[preview.batch.state]))
    channel = here.said.address.channel
    paths = {known.path for known in preview.people.values()}
    named = frozenset(path for path in paths if names_allowed(here.uow, path, channel))
    units = [here.uow.units.get(unit, here.today) for unit in here.uow.rosters.units(batch_id)[:50]]
    units += [here.uow.units.get(role.unit, here.today) for role in here.known.roles]
    everywhere = all(
        names_allowed(here.uow, path, channel) for path in {unit.path for unit in units if unit is not None}
    )
    return RosterSheet(preview, everywhere and named == paths, named)


def _decide(here: Here, batch_id: str, decision: dialog.Decision) -> Receipt:
    match decision:
        case Stop():
            import_roster_apply.drop_roster(here.uow, here.known, batch_id)
            words = say("Nothing was imported, and the file is deleted here.")
            return Receipt((Line(words),), (Option(say("Send another file"), Go(COMMAND, "moi")), MENU))
        case Reread(choices):
            import_roster.wished(here.uow, here.known, batch_id, **dict(choices))
            here.after.append((READ, ""))
            return Receipt((Line(say("Noted. The file is being read; the result comes here.")),), (MENU,))
        case ApplyRoster():
            return _apply(here, decision)


def _apply(here: Here, decision: ApplyRoster) -> Receipt:
    """Where somebody has changed the list meanwhile, the file is compared anew, and what has changed is shown."""
    try:
        with here.uow.part():
            done = import_roster_apply.agree(here.uow, here.known, decision, here.now, here.chance)
    except Moved:
        import_roster_apply.compare_again(here.uow, decision.batch)
        here.after.append((READ, ""))
        words = say("The list here has changed meanwhile. Nothing was imported; the file is compared anew.")
        return Receipt((Line(words), hint(say("The result comes here."))), (MENU,))
    if done.later:
        here.after.append((READ, ""))
        words = say(
            "Agreed. {count} people are being imported; you are told when it is done.",
            count=done.new + done.changed,
        )
        return Receipt((Line(words),), (MENU,))
    return Receipt(receipt_lines(done), undo_options(here, done.batch))


def receipt_lines(done: Applied) -> tuple[Line, ...]:
    lines = [Line(say("✅ Imported: {new} new, {changed} changed.", new=done.new, changed=done.changed))]
    if done.left_out:
        lines.append(Line(say("Left out: {count} rows.", count=done.left_out)))
    lines.append(hint(say("It can be taken back within 24 hours, while nothing has built on it.")))
    return tuple(lines)


def applied_lines(here: Here, batch: Batch) -> list[Line]:
    preview = roster_preview(here.uow, here.known, batch.id, here.now)
    new, changed = (preview.counts.get(outcome, 0) for outcome in (Outcome.NEW, Outcome.CHANGED))
    return [
        heading(say("{name}: {state}", name=batch.name or "?", state=_STATES[batch.state])),
        Line(say("✅ Imported: {new} new, {changed} changed.", new=new, changed=changed)),
    ]


def undo_options(here: Here, batch: Batch) -> tuple[Option, ...]:
    options = list(way_to(here, "malienket"))
    if batch.applied_at is not None and here.now - batch.applied_at <= UNDO_WITHIN:
        options.append(Option(say("Take this import back"), Go(COMMAND, f"undo:{batch.id}"), ("hoàn tác",)))
    return (*options, MENU)


# taking back


def _undo_sheet(here: Here, batch_id: str) -> Preview:
    preview = roster_preview(here.uow, here.known, batch_id, here.now)
    if preview.batch.state is not BatchState.APPLIED:
        raise Over(say("This list was not imported, so there is nothing to take back."))
    return preview


def _undo(here: Here, batch_id: str, back: bool) -> Receipt:
    if not back:
        return Receipt((Line(say("It stays as it is.")),), (MENU,))
    done = import_roster_apply.undo_roster(here.uow, here.known, batch_id, here.now)
    words = say(
        "✅ Taken back: {new} people removed, {changed} as they were before.",
        new=done.new,
        changed=done.changed,
    )
    return Receipt((Line(words),), (Option(say("Send another file"), Go(COMMAND, "moi")), MENU))


SPECS: Final = (
    DialogSpec(
        name=FILE,
        title=lambda _: say("A list of people from a file"),
        sheet=lambda _here, _subject: None,
        script=dialog.roster_file,
        carry_out=_asked_file,
        samples=file_samples,
    ),
    DialogSpec(
        name=ROSTER,
        title=lambda _: say("A list of people from a file"),
        sheet=_sheet,
        script=dialog.roster,
        carry_out=_decide,
        samples=roster_samples,
        queries=UNIT_QUERIES,
    ),
    DialogSpec(
        name=UNDO,
        title=lambda _: say("Taking an import back"),
        sheet=_undo_sheet,
        script=dialog.roster_undo,
        carry_out=_undo,
        samples=undo_samples,
    ),
)
COMMANDS: Final = (
    Command(
        COMMAND,
        ("nhập danh sách", "nhập danh sách đảng viên", "danh sách từ tệp", "xem danh sách đã gửi"),
        say("Import a list of people"),
        may_import,
        command,
        in_menu=False,
    ),
)
