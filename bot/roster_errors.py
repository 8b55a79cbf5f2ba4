"""All rows of a list with mistakes or doubts, as a spreadsheet: which row, what is wrong, whom it may mean; and who is
in the list here and not in the file."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.dialogs.roster_words import doubt, problem_words
from core.making import Words
from core.message import Message, say
from core.ports import UnitOfWork
from core.roster.batch import Known, Missing, Outcome, Staged

_DOUBTFUL: Final = (Outcome.BAD, Outcome.ALIKE, Outcome.SHARES, Outcome.SKIPPED)
_SLICE: Final = 500
MOST: Final = 20_000


@dataclass(frozen=True, slots=True)
class ErrorTable:
    """`people` are those whom the rows may mean, by id; `path` a unit that the list speaks of."""

    rows: tuple[Staged, ...]
    people: dict[str, Known]
    missing: tuple[Missing, ...]
    path: str


def error_table(uow: UnitOfWork, batch_id: str, on: date) -> ErrorTable:
    """The first MOST of each."""
    batch = uow.rosters.get(batch_id)
    day = batch.day if batch is not None and batch.day is not None else on
    rows: list[Staged] = []
    people: dict[str, Known] = {}
    while len(rows) < MOST:
        found = uow.rosters.rows(batch_id, _DOUBTFUL, rows[-1].no if rows else 0, _SLICE)
        if not found:
            break
        ids = [person for row in found for person in row.candidates]
        people |= {known.id: known for known in uow.rosters.known(ids, (), (), day)}
        rows += found
    units = [uow.units.get(unit, day) for unit in uow.rosters.units(batch_id)[:1]]
    path = next((unit.path for unit in units if unit is not None), "/")
    return ErrorTable(tuple(rows), people, tuple(uow.rosters.missing(batch_id, day, MOST)), path)


def error_file(table: ErrorTable, words: Words) -> bytes:
    from documents.roster_files import sheet_of

    heads = (
        (say("Sheet"), 16),
        (say("Row"), 8),
        (say("Full name"), 28),
        (say("Year of birth"), 12),
        (say("What is wrong"), 60),
        (say("May be"), 50),
        (say("Code"), 20),
    )
    titles = [(words.text(head), width) for head, width in heads]
    rows = [_row(row, table.people, words) for row in table.rows]
    rows += [_missing(each, words) for each in table.missing]
    return sheet_of(words.text(say("Rows to look at")), titles, rows, marked=5)


def _row(row: Staged, people: dict[str, Known], words: Words) -> list[str]:
    told = "; ".join(words.text(each) for each in doubts(row))
    alike = [people[person] for person in row.candidates if person in people]
    names = "; ".join(f"{known.name} ({known.birth_year or '?'}), {known.unit_name}" for known in alike)
    codes = ", ".join(known.id for known in alike)
    return [row.sheet, str(row.line), row.name, _year(row.birth_year), told, names, codes]


def _missing(each: Missing, words: Words) -> list[str]:
    why = words.text(say("in the list here and not in the file; stays as it is"))
    return ["", "", each.name, _year(each.birth_year), why, each.unit_name, each.person]


def _year(year: int | None) -> str:
    return "" if year is None else str(year)


def doubts(row: Staged) -> tuple[Message, ...]:
    if row.problems:
        return tuple(problem_words(problem) for problem in row.problems)
    told = doubt(row)
    if row.candidates and row.outcome is not Outcome.SHARES:
        return (told, say("if so, write that person's code in the column “Mã”"))
    return (told,)
