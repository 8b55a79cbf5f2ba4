"""All rows of a list with mistakes or doubts, as a spreadsheet: which row, what is wrong, whom it may mean."""

from collections.abc import Iterator
from typing import Final

from bot.dialogs.roster_words import doubt, problem_words
from bot.wording import Wording
from core.message import Message, say
from core.ports import UnitOfWork
from core.roster.batch import Known, Outcome, Staged
from core.roster.reading import MOST_ROWS

_DOUBTFUL: Final = (Outcome.BAD, Outcome.ALIKE, Outcome.SHARES, Outcome.SKIPPED)
_SLICE: Final = 500
MOST: Final = 20_000


def error_rows(uow: UnitOfWork, batch_id: str, words: Wording) -> Iterator[list[str]]:
    """Sheet, row, name, year, what is wrong, the codes of those whom it may mean."""
    batch = uow.rosters.get(batch_id)
    after, given = 0, 0
    while batch is not None and batch.day is not None and given < min(MOST, MOST_ROWS):
        rows = uow.rosters.rows(batch_id, _DOUBTFUL, after, _SLICE)
        if not rows:
            return
        ids = [person for row in rows for person in row.candidates]
        people = {known.id: known for known in uow.rosters.known(ids, (), (), batch.day)}
        for row in rows:
            yield _row(row, people, words)
        after, given = rows[-1].no, given + len(rows)


def _row(row: Staged, people: dict[str, Known], words: Wording) -> list[str]:
    year = "" if row.birth_year is None else str(row.birth_year)
    told = "; ".join(words.text(each) for each in doubts(row))
    alike = [people[person] for person in row.candidates if person in people]
    names = "; ".join(f"{known.name} ({known.birth_year or '?'}), {known.unit_name}" for known in alike)
    return [row.sheet, str(row.line), row.name, year, told, names, ", ".join(known.id for known in alike)]


def doubts(row: Staged) -> tuple[Message, ...]:
    if row.problems:
        return tuple(problem_words(problem) for problem in row.problems)
    told = doubt(row)
    if row.candidates and row.outcome is not Outcome.SHARES:
        return (told, say("if so, write that person's code in the column “Mã”"))
    return (told,)


def error_file(uow: UnitOfWork, batch_id: str, words: Wording) -> bytes:
    from documents.roster_files import table

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
    return table(words.text(say("Rows to look at")), titles, error_rows(uow, batch_id, words), marked=5)
