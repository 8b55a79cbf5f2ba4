"""Every kind of file that can be ordered (`here.order_file`), in one explicit list: who collects its facts and who
draws it. Part of the composition: the one place beside bootstrap that knows both use cases and documents/."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.roster_makers import ROSTER_MAKERS
from core.entrance import Entrance
from core.files_out import Drawn
from core.link_sheet import LinkSheet
from core.making import Maker, Makers, Words
from core.usecases import link_sheet
from core.usecases.own_files import OwnFiles, collect_own_files, own_files_taken

MAKERS: Final[Makers] = {**ROSTER_MAKERS}


def makers_at(entrance: Callable[[], Entrance]) -> Makers:
    """All of them; `entrance` is where link codes lead."""
    return {**MAKERS, link_sheet.LINK_SHEET: _link_sheets(entrance)}


def _link_sheets(entrance: Callable[[], Entrance]) -> Maker[LinkSheet]:
    return Maker(
        lambda uow, order, now, chance: link_sheet.collect(uow, order, now, chance, entrance()),
        _draw_link_sheet,
        link_sheet.words,
        link_sheet.settle,
        names_of=lambda sheet: sheet.path,
    )


def _draw_link_sheet(sheet: LinkSheet, words: Words) -> Sequence[Drawn]:
    from documents.link_sheet import link_sheet as draw  # only here: the library takes a while to load

    return draw(sheet, words)


def own_data_maker(shown: Callable[[str], bytes | None]) -> Maker[OwnFiles]:
    """`shown` reads a picture of the evidence; it blocks, as all drawing may."""

    def draw(facts: OwnFiles, words: Words) -> Sequence[Drawn]:
        from documents.own_data import draw_own_data  # only here: the library takes a while to load

        return draw_own_data(facts, words, shown)

    return Maker(collect_own_files, draw, settle=own_files_taken)
