"""`neuguong link-code --sheet UNIT --out FILE.docx`: a sheet of codes, printed where the system runs."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chance import SecretChance
from bot.cli_find import find_unit
from bot.cli_session import at_once, now_by, settings_for, tell
from bot.setting_forms import CannotStart
from core.entrance import Entrance
from core.message import say
from core.occasion import local_day

if TYPE_CHECKING:
    from core.link_sheet import LinkSheet
    from core.ports import UnitOfWork

_BY = "command line"


def write_sheet(unit: str | None, out: Path | None, clock_file: Path | None, *, alone: bool) -> None:
    """The codes hold once the file is whole, and it takes its name after that. Raises Refused, CannotStart."""
    from bot.wording import Wording
    from core.usecases.link_codes import plan_of
    from core.usecases.link_sheet import issue, sheet_of
    from documents.link_sheet import link_sheet

    if unit is None or out is None or not alone:
        raise CannotStart(say("Name a person, or --sheet UNIT and --out FILE.docx."))
    if out.exists():
        raise CannotStart(say("{file} is there already. Choose another name.", file=str(out)))
    settings, now = settings_for(), now_by(clock_file)
    entrance = Entrance(settings.public_url, None, settings.zalo_id)

    def gather(uow: "UnitOfWork") -> "LinkSheet":
        found = find_unit(uow, unit, local_day(now))
        return sheet_of(uow, plan_of(uow, found, now, lambda _: True), now, SecretChance(), entrance)

    sheet = at_once(settings, gather)
    (drawn,) = link_sheet(sheet, Wording())
    unfinished = _put_down(out, drawn.data)
    try:
        at_once(settings, lambda uow: issue(uow, sheet, _BY, now))
        unfinished.rename(out)
    finally:
        unfinished.unlink(missing_ok=True)
    tell(say("Written to {file}: {count} slips.", file=str(out), count=len(sheet.slips)), aside=True)
    if settings.public_url is None:
        tell(say("The slips have no picture to scan, for {name} is not set.", name="PUBLIC_URL"), aside=True)
    tell(say("Please print it and delete the file: who has a slip can speak as that comrade."), aside=True)


def _put_down(out: Path, data: bytes) -> Path:
    """Beside its place, for this user's eyes only. Raises CannotStart."""
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError as fault:
        raise CannotStart(say("{file} cannot be written.", file=str(out))) from fault
    return unfinished
