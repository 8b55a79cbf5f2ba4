"""`neuguong import-roster`, `roster-template`, `undo-roster`: lists of people from a spreadsheet.

Beside a running bot too: rows are staged in slices, and nothing is true before the preview was agreed to.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Self, TypeAlias, TypeVar

import typer

from bot.chance import SecretChance
from bot.cli_find import find_unit
from bot.cli_help import VietnameseCommand, words
from bot.cli_session import PATIENCE, now_by, settings_for, tell, waiting
from core.errors import Moved, Refused
from core.message import Message, say
from core.occasion import local_day
from core.roster.batch import Batch, BatchState, Outcome
from core.roster.reading import AS_IT_IS, EVERY_SHEET, MOST_BYTES, Unreadable, Wish
from core.roster.reading import WORDS as UNREADABLE
from core.roster.rows import NameCase
from core.text.old_encodings import OldEncoding
from core.usecases import import_roster_apply as apply_steps
from core.usecases.import_roster_apply import Applied, ApplyRoster, Preview

if TYPE_CHECKING:
    from bot.settings import Settings
    from core.ports import UnitOfWork

T = TypeVar("T")
_AGREED: Final = ("c", "co", "có", "y", "yes", "dong y", "đồng ý")
_LISTED: Final = 20


def _option(metavar: Message, what: Message, *names: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(*names, metavar=words(metavar), help=words(what))
    return info


def _flag(name: str, what: Message) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(name, help=words(what))
    return info


_File: TypeAlias = Annotated[
    Path, typer.Argument(metavar=words(say("FILE")), help=words(say("An .xlsx or .csv file.")))
]
_Clock: TypeAlias = Annotated[
    Path | None, _option(say("FILE"), say("For trials: today is the day in this file."))
]


def add_commands(app: typer.Typer) -> None:
    for name, command, what in (
        (
            "import-roster",
            import_roster,
            say("Take a list of people in from a spreadsheet, after a preview."),
        ),
        ("undo-roster", undo_roster, say("Take an import back, within 24 hours.")),
        ("roster-template", roster_template, say("Write the file to fill in for import-roster.")),
    ):
        app.command(name, cls=VietnameseCommand, help=words(what))(command)


def roster_template(file: _File) -> None:
    from bot.wording import Wording
    from documents.roster_files import template

    _write(file, template(Wording()))
    tell(say("Written: {file}", file=str(file)))


def import_roster(
    file: _File,
    sheet: Annotated[
        str, _option(say("SHEET"), say("Which sheet, where several have a list; * takes all."))
    ] = "",
    encoding: Annotated[
        str, _option(say("CODE"), say("For text of old fonts: tcvn3, vni, or unicode to leave it as it is."))
    ] = "",
    names: Annotated[
        str, _option(say("CASE"), say("For names all in capitals: keep, or proper (Nguyễn Văn An)."))
    ] = "",
    unit: Annotated[
        str, _option(say("UNIT"), say("The unit of the rows that name none, by code or name."))
    ] = "",
    errors: Annotated[
        Path | None, _option(say("FILE"), say("Write all rows with mistakes or doubts to this .xlsx file."))
    ] = None,
    take: Annotated[bool, _flag("--apply", say("Import without asking."))] = False,
    skip_bad: Annotated[
        bool, _flag("--skip-bad", say("Leave out rows with mistakes or doubts, and import the others."))
    ] = False,
    shared_phones: Annotated[
        bool, _flag("--shared-phones", say("People who share somebody's phone are new people."))
    ] = False,
    clock_file: _Clock = None,
) -> None:
    data = _bytes(file)
    settings, now = settings_for(), now_by(clock_file)
    wish = Wish(
        sheet,
        _one_of("--encoding", encoding, (*OldEncoding, AS_IT_IS)),
        _one_of("--names", names, tuple(NameCase)),
    )
    with _Desk(settings) as desk:
        if unit:
            wish = replace(wish, unit=desk.read(lambda uow: find_unit(uow, unit, local_day(now)).id))
        batch = _read(desk, file, data, wish, now)
        preview = desk.read(lambda uow: apply_steps.roster_preview(uow, None, batch.id, now))
        _show(preview)
        if errors is not None:
            _write(errors, _error_file(desk, batch.id, now))
            tell(say("Written: {file}", file=str(errors)), aside=True)
        _go_on(desk, preview, now, take=take, skip_bad=skip_bad, shares=shared_phones)


def undo_roster(
    batch: Annotated[
        str, typer.Argument(metavar=words(say("CODE")), help=words(say("As import-roster has printed it.")))
    ],
    clock_file: _Clock = None,
) -> None:
    settings, now = settings_for(), now_by(clock_file)
    with _Desk(settings) as desk:
        done = desk.write(lambda uow: apply_steps.undo_roster(uow, None, batch, now))
    tell(
        say(
            "Taken back: {new} people removed, {changed} as they were before.",
            new=done.new,
            changed=done.changed,
        )
    )


class _Desk:
    """core.usecases.read_roster.Desk on this installation's store."""

    def __init__(self, settings: "Settings") -> None:
        from bot.installation import open_store, open_vault

        self._store = open_store(settings, open_vault(settings), patience=PATIENCE, on_wait=waiting)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close_sync()

    def read(self, work: "Callable[[UnitOfWork], T]") -> T:
        return self._store.read_sync(work)

    def write(self, work: "Callable[[UnitOfWork], T]") -> T:
        return self._store.run_sync(work)


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Refused(UNREADABLE[Unreadable.TOO_LARGE])
        return file.read_bytes()
    except IsADirectoryError:
        raise Refused(say("{file}: this is a folder.", file=str(file))) from None
    except OSError:
        raise Refused(say("{file}: there is no such file, or it may not be read.", file=str(file))) from None


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError:
        raise Refused(say("{file}: this file cannot be written.", file=str(file))) from None


def _one_of(option: str, typed: str, known: tuple[str, ...]) -> str:
    if typed and typed not in known:
        raise Refused(
            say("{option}: choose one of these: {choices}.", option=option, choices=", ".join(known))
        )
    return typed


def _read(desk: _Desk, file: Path, data: bytes, wish: Wish, now: datetime) -> Batch:
    """Staged and compared. Raises Refused where it cannot be read, or something is to be chosen first."""
    from core.usecases.read_roster import keep_file, read_roster
    from documents.roster_reader import ProcessReader

    new = Batch(SecretChance().new_id(), "", BatchState.NOTED, now, file.name, wish=wish)
    desk.write(lambda uow: uow.rosters.add(new))
    keep_file(desk, new.id, data)
    batch = read_roster(desk, ProcessReader(), new.id, now, SecretChance())
    if batch is None or batch.fault is not None:
        raise Refused(UNREADABLE[batch.fault if batch and batch.fault else Unreadable.BROKEN])
    if batch.state is BatchState.ASKING:
        desk.write(lambda uow: apply_steps.drop_roster(uow, None, new.id))
        raise Refused(_to_choose(batch))
    return batch


def _to_choose(batch: Batch) -> Message:
    assert batch.head is not None  # noqa: S101  # it is what asks
    if batch.head.asks_sheet:
        named = ", ".join(f"“{seen.name}”" for seen in batch.head.sheets)
        return say(
            "Several sheets have a list: {sheets}. Choose one with --sheet, or all with --sheet '{all}'.",
            sheets=named,
            all=EVERY_SHEET,
        )
    old = batch.head.old[0]
    shown = "; ".join(f"{found} → {read}" for found, read in old.samples)
    return say(
        "{count} names seem to be of an old font ({code}): {samples}. If so, give --encoding {code}; if not, --encoding"
        " unicode.",
        count=old.count,
        code=old.encoding,
        samples=shown,
    )


def _show(preview: Preview) -> None:
    from bot.dialogs import roster_words

    for line in roster_words.summary(preview):
        tell(line)
    for line in roster_words.aside(preview.batch.head, preview.batch.tail):
        tell(line)
    if preview.batch.tail is not None and preview.batch.tail.capitals and not preview.batch.wish.names:
        tell(
            say(
                "{count} names are all in capitals and stay so; --names proper writes them as names are written.",
                count=preview.batch.tail.capitals,
            )
        )
    for row in preview.bad:
        tell(roster_words.bad_row(row, sheets=roster_words.with_sheets(preview)))
    for row in (*preview.alike, *preview.shares)[:_LISTED]:
        tell(roster_words.doubt_row(row, preview, sheets=roster_words.with_sheets(preview)))
    if preview.count(Outcome.BAD) > len(preview.bad):
        tell(say("The other rows with mistakes: --errors FILE.xlsx writes them all."))


def _go_on(desk: _Desk, preview: Preview, now: datetime, *, take: bool, skip_bad: bool, shares: bool) -> None:
    left_out = preview.count(Outcome.BAD) + preview.count(Outcome.ALIKE)
    if not shares:
        left_out += preview.count(Outcome.SHARES)
    written = preview.written + (preview.count(Outcome.SHARES) if shares else 0)
    batch = preview.batch.id
    if not written and not left_out:
        tell(say("Everything is there already: nothing is to be changed."))
        desk.write(lambda uow: apply_steps.drop_roster(uow, None, batch))
        return
    if left_out and not skip_bad:
        desk.write(lambda uow: apply_steps.drop_roster(uow, None, batch))
        raise Refused(
            say(
                "Nothing was imported: {count} rows have mistakes or doubts. Correct the file, or leave them out with"
                " --skip-bad.",
                count=left_out,
            )
        )
    if not written:
        desk.write(lambda uow: apply_steps.drop_roster(uow, None, batch))
        tell(
            say(
                "Nothing is to be changed; {count} rows with mistakes or doubts are left out.", count=left_out
            )
        )
        return
    if not take and not _agreed(written):
        desk.write(lambda uow: apply_steps.drop_roster(uow, None, batch))
        tell(say("Nothing was imported."))
        return
    command = ApplyRoster(batch, (), shares, apply_steps.seen_counts(preview))
    try:
        done = desk.write(lambda uow: apply_steps.agree(uow, None, command, now, SecretChance()))
    except Moved:
        raise Refused(
            say(
                "The list here has changed since it was compared. Nothing was imported; please run this again."
            )
        ) from None
    _receipt(done)


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        tell(say("To import it, run this again with --apply."), aside=True)
        return False
    tell(say("Import {count} people? (c = yes, k = no)", count=count))
    return sys.stdin.readline().strip().lower() in _AGREED


def _receipt(done: Applied) -> None:
    tell(say("Imported: {new} new, {changed} changed.", new=done.new, changed=done.changed))
    tell(
        say(
            "To take it back within 24 hours: neuguong undo-roster {code}",
            code=done.batch.id,
        )
    )


def _error_file(desk: _Desk, batch: str, now: datetime) -> bytes:
    from bot.roster_errors import error_file, error_table
    from bot.wording import Wording

    return error_file(desk.read(lambda uow: error_table(uow, batch, local_day(now))), Wording())
