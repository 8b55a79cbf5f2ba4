"""A list on its way in, in words: the same for the chat and the command line."""

from collections.abc import Mapping
from typing import Final

from core.message import Message, say
from core.roster.batch import Outcome, Staged
from core.roster.problems import Problem
from core.roster.reading import SKIPPED_SHOWN, Head, Note, SheetSeen, Tail
from core.usecases.import_roster_apply import Preview

_NOTES: Final[Mapping[Note, Message]] = {
    Note.MACROS: say("The file has macros; only its data was read, nothing was run."),
    Note.LINKS: say("The file refers to other files; those were not opened."),
    Note.OLD_XLS: say("The file is of the old .xls kind; please keep lists as .xlsx."),
}
_CHANGES: Final[Mapping[str, Message]] = {
    "name": say("the name"),
    "birth": say("the year of birth"),
    "phone": say("the phone number"),
    "unit": say("the unit"),
    "standing": say("the standing"),
    "group": say("the group"),
    "role": say("an office more"),
}


def change_names(changes: tuple[str, ...]) -> tuple[Message, ...]:
    return tuple(_CHANGES[change] for change in changes if change in _CHANGES)


def summary(preview: Preview) -> list[Message]:
    """What applying would do, in counts; what it leaves alone."""
    lines = [say("Rows about people: {count}.", count=preview.total)]
    if preview.unit_names:
        lines.append(_units(preview))
    for outcome, words in (
        (Outcome.NEW, say("New: {count}", count=preview.count(Outcome.NEW))),
        (Outcome.CHANGED, _changed(preview)),
        (Outcome.SAME, say("There already, unchanged: {count}", count=preview.count(Outcome.SAME))),
        (Outcome.ALIKE, say("Maybe somebody who is there: {count}", count=preview.count(Outcome.ALIKE))),
        (Outcome.SHARES, say("With somebody else's phone: {count}", count=preview.count(Outcome.SHARES))),
        (Outcome.BAD, say("With mistakes: {count}", count=preview.count(Outcome.BAD))),
    ):
        if preview.count(outcome):
            lines.append(words)
    if preview.missing_count:
        lines.append(
            say(
                "In the list here and not in the file: {count}. They stay as they are.",
                count=preview.missing_count,
            )
        )
    return lines


def _units(preview: Preview) -> Message:
    more = preview.unit_count - len(preview.unit_names)
    named = tuple(say("{name}", name=name) for name in preview.unit_names)
    if more:
        return say("Units: {names} and {count} more.", names=named, count=more)
    return say("Units: {names}.", names=named)


def _changed(preview: Preview) -> Message:
    parts = tuple(
        say("{what} {count}", what=_CHANGES[change], count=count)
        for change, count in sorted(preview.changes.items())
        if change in _CHANGES
    )
    return say("Changed: {count} ({parts})", count=preview.count(Outcome.CHANGED), parts=parts)


def aside(head: Head | None, tail: Tail | None) -> list[Message]:
    """What was passed over, and why."""
    lines: list[Message] = []
    if head is not None:
        lines += [_NOTES[Note(note)] for note in head.notes]
        not_kept = _titles(head.sheets, "not_kept")
        if not_kept:
            lines.append(
                say("Not read, for the system keeps no such data: columns {titles}.", titles=not_kept)
            )
        others = _titles(head.sheets, "others")
        if others:
            lines.append(say("Columns without a meaning here: {titles}.", titles=others))
    if tail is not None and tail.not_offices:
        named = tuple(say("{what} ({count})", what=what, count=count) for what, count in tail.not_offices)
        lines.append(say("Offices that are not taken over: {names}.", names=named))
    if tail is not None and tail.skipped:
        more = ["…"] if len(tail.skipped) > SKIPPED_SHOWN else []
        shown = ", ".join([*map(str, tail.skipped[:SKIPPED_SHOWN]), *more])
        lines.append(say("Rows about nobody, passed over: {rows}.", rows=shown))
    return lines


def _titles(sheets: tuple[SheetSeen, ...], which: str) -> str:
    seen = dict.fromkeys(title for sheet in sheets for title in getattr(sheet, which))
    return ", ".join(f"“{title}”" for title in list(seen)[:8])


def bad_row(row: Staged, *, sheets: bool, values: bool = True) -> Message:
    """“Dòng 17, cột Năm sinh (D): không phải năm sinh; đang ghi “abc”.”"""
    problems = tuple(problem_words(each) if values else each.words for each in row.problems)
    if sheets:
        return say("Sheet {sheet}, row {row}: {problems}", sheet=row.sheet, row=row.line, problems=problems)
    return say("Row {row}: {problems}", row=row.line, problems=problems)


def doubt_row(row: Staged, preview: Preview, *, sheets: bool) -> Message:
    """Whom it may mean, by name; only where names may be shown."""
    whom = tuple(
        say(
            "{name} ({year}), {unit}, code {code}",
            name=known.name,
            year=known.birth_year or "?",
            unit=known.unit_name,
            code=known.id,
        )
        for person in row.candidates
        if (known := preview.people.get(person)) is not None
    )
    why = doubt(row)
    told = say("{why}: {people}", why=why, people=whom) if whom else why
    if sheets:
        return say("Sheet {sheet}, row {row}: {problems}", sheet=row.sheet, row=row.line, problems=told)
    return say("Row {row}: {problems}", row=row.line, problems=told)


def doubt(row: Staged) -> Message:
    if row.outcome is Outcome.SHARES:
        return say("the phone number is of somebody else too")
    if row.twin and not row.candidates:
        return say("row {row} has the same name, year and unit", row=row.twin)
    return say("may be somebody who is in the list already")


def problem_words(problem: Problem) -> Message:
    if not problem.value:
        return problem.words
    return say("{problem} (“{value}”)", problem=problem.words, value=problem.value)


def with_sheets(preview: Preview) -> bool:
    head = preview.batch.head
    return head is not None and len(head.sheets) > 1
