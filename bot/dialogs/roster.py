"""A list on its way in: sending the file, choosing how it is read, its preview, agreeing to it; taking it back.

Keys: `file`; `sheet`, `encoding`; `unit0` …, `names`, `row{no}` of each doubtful row, `shares`, `agree`; `back`.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from bot.conversation.dialog import Dialog, Go, Line, Option, Step, ask, heading, hint
from bot.conversation.questions import Choice, ChoiceQuestion
from bot.dialogs import roster_words
from bot.dialogs.finding_unit import find_unit
from bot.dialogs.review_questions import Verdict
from core.access import Action
from core.message import Message, say
from core.roster.batch import BatchState, Known, Outcome, Staged
from core.roster.reading import AS_IT_IS, EVERY_SHEET, Head, OldText, Tail
from core.roster.rows import NameCase
from core.usecases.import_roster_apply import NEW, SKIP, ApplyRoster, Preview, seen_counts

COMMAND: Final = "nhapdanhsach"
ERRORS: Final = "loi"
TEMPLATE: Final = "mau"
_MOST_SHEETS: Final = 12
_FONTS: Final[Mapping[str, Message]] = {
    "tcvn3": say("TCVN3 (fonts .VnTime)"),
    "vni": say("VNI (fonts VNI-Times)"),
}


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """`named` are the units' paths where names may be shown on this messenger; `all_named` where none is kept back."""

    preview: Preview
    all_named: bool = True
    named: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class SendTemplate:
    """The file to fill in is wanted."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Nothing of it is imported."""


@dataclass(frozen=True, slots=True)
class Reread:
    """Other choices of how the file is read."""

    choices: tuple[tuple[str, str], ...]


Decision: TypeAlias = ApplyRoster | Reread | Stop


def roster_file(sheet: None) -> Dialog[SendTemplate | Stop]:  # noqa: ARG001
    """The file itself is no answer: it may come at any time (bot/handlers/roster.py)."""
    choice = yield from ask(
        ChoiceQuestion(
            key="file",
            words=(
                Line(say("Please send the list here as a file (.xlsx or .csv).")),
                Line(say("Nothing changes before you have seen a preview and agreed.")),
                hint(
                    say(
                        "It needs the column “Họ và tên”; year of birth, phone and cell help."
                        " No identity numbers, please."
                    )
                ),
            ),
            choices=(
                Choice("template", say("Send me the template"), ("mẫu", "tệp mẫu", "gửi mẫu")),
                Choice("stop", say("Not now"), ("thôi", "để sau", "không")),
            ),
        )
    )
    return SendTemplate() if choice == "template" else Stop()


def roster(sheet: RosterSheet) -> Dialog[Decision]:
    batch = sheet.preview.batch
    if batch.state is BatchState.ASKING and batch.head is not None:
        return (yield from _how_to_read(sheet, batch.head))
    tail = batch.tail or Tail(0)
    if tail.without_unit and not batch.wish.unit:
        unit = yield from _which_unit(tail, batch.head)
        if unit:
            return Reread((("unit", unit),))
    if tail.capitals and not batch.wish.names and (yield from _capitals(sheet, tail)) == NameCase.PROPER:
        return Reread((("names", NameCase.PROPER.value),))
    decisions = []
    for row in sheet.preview.alike:
        chosen = yield from ask(_doubt(sheet, row))
        decisions.append((row.no, chosen))
    shares = False
    if sheet.preview.shares:
        shares = (yield from ask(_shared(sheet))) == "new"
    agreed = yield from ask(_summary(sheet, decisions, shares=shares))
    if agreed == "stop":
        return Stop()
    return ApplyRoster(batch.id, tuple(decisions), shares, seen_counts(sheet.preview))


# how it is read


def _how_to_read(sheet: RosterSheet, head: Head) -> Generator[Step, Any, Reread]:
    if head.asks_sheet:
        chosen = yield from ask(_sheets(head))
        return Reread((("sheet", chosen),))
    chosen = yield from ask(_encodings(head.old, all_named=sheet.all_named))
    return Reread((("encoding", chosen),))


def _sheets(head: Head) -> ChoiceQuestion:
    shown = head.sheets[:_MOST_SHEETS]
    every = Choice(EVERY_SHEET, say("All {count} sheets", count=len(head.sheets)), ("tất cả", "cả"))
    return ChoiceQuestion(
        key="sheet",
        words=(
            Line(say("Several sheets of the file have a list. Which one is meant?")),
            hint(say("Where a list has no column for the unit, its sheet's name is taken for the unit's.")),
        ),
        choices=(*(Choice(seen.name, seen.name or say("No name")) for seen in shown), every),
    )


def _encodings(old: tuple[OldText, ...], *, all_named: bool) -> ChoiceQuestion:
    best = old[0]
    samples = [
        hint(say("{found} → {read}", found=_shown(found, all_named), read=_shown(read, all_named)))
        for found, read in best.samples
    ]
    fonts = tuple(
        Choice(each.encoding, say("Yes, read it as {font}", font=_FONTS[each.encoding]), _yes(each is best))
        for each in old
    )
    return ChoiceQuestion(
        key="encoding",
        words=(
            Line(say("{count} names seem to be written in a font of before Unicode:", count=best.count)),
            *samples,
            Line(say("Is what stands on the right what is meant?")),
        ),
        choices=(*fonts, Choice(AS_IT_IS, say("No, leave the letters as they are"), ("không", "giữ nguyên"))),
    )


def _yes(is_best: bool) -> tuple[str, ...]:
    return ("đúng", "có", "phải", "đồng ý") if is_best else ()


def _shown(name: str, all_named: bool) -> str:
    """A family name alone names nobody."""
    return name if all_named or not name.split() else f"{name.split()[0]} …"


def _which_unit(tail: Tail, head: Head | None) -> Generator[Step, Any, str]:
    titles = [title for seen in (head.sheets if head else ()) for title in seen.titles][:3]
    asked = [Line(say("{count} rows name no unit. Which unit are these people of?", count=tail.without_unit))]
    if titles:
        asked.append(hint(say("Above the list stands: {titles}", titles=" · ".join(titles))))
    unit = yield from find_unit("unit", tuple(asked), Action.IMPORT_PEOPLE)
    return unit.id


def _capitals(sheet: RosterSheet, tail: Tail) -> Generator[Step, Any, str]:
    samples = [
        hint(
            say("{found} → {read}", found=_shown(found, sheet.all_named), read=_shown(read, sheet.all_named))
        )
        for found, read in tail.capital_samples
    ]
    return (
        yield from ask(
            ChoiceQuestion(
                key="names",
                words=(
                    Line(say("{count} names are written all in capitals.", count=tail.capitals)),
                    *samples,
                ),
                choices=(
                    Choice(NameCase.KEEP.value, say("Keep them as written"), ("giữ nguyên", "giữ", "không")),
                    Choice(NameCase.PROPER.value, say("Write them as on the right"), ("viết lại", "đổi")),
                ),
            )
        )
    )


# what is doubtful


def _doubt(sheet: RosterSheet, row: Staged) -> ChoiceQuestion:
    people = [sheet.preview.people[each] for each in row.candidates if each in sheet.preview.people]
    lines = [Line(say("Row {row}: who is this?", row=row.line))]
    if sheet.all_named:
        lines.append(
            Line(say("In the file: {name}, born {year}.", name=row.name, year=row.birth_year or "?"))
        )
    if not people:
        lines.append(
            hint(say("Row {row} of the file has the same name, year of birth and unit.", row=row.twin))
        )
    choices = [Choice(known.id, _person(sheet, known)) for known in people]
    return ChoiceQuestion(
        key=f"row{row.no}",
        title=say("Row {row}", row=row.line),
        words=tuple(lines),
        choices=(
            *choices,
            Choice(NEW, say("Somebody else: a new person"), ("người mới", "mới", "người khác")),
            Choice(SKIP, say("Leave this row out"), ("bỏ qua", "bỏ", "không biết")),
        ),
        fixed=False,
        likely=choices[0].value if choices else SKIP,
    )


def _person(sheet: RosterSheet, known: Known) -> Message:
    year = known.birth_year or "?"
    if sheet.all_named or known.path in sheet.named:
        return say("{name}, {year}, {unit}, already here", name=known.name, year=year, unit=known.unit_name)
    return say("Born {year}, {unit}, code {code}", year=year, unit=known.unit_name, code=known.id)


def _shared(sheet: RosterSheet) -> ChoiceQuestion:
    count = sheet.preview.count(Outcome.SHARES)
    rows = ", ".join(str(row.line) for row in sheet.preview.shares)
    more = "…" if count > len(sheet.preview.shares) else ""
    return ChoiceQuestion(
        key="shares",
        words=(
            Line(
                say("{count} people have somebody else's phone number, for example a spouse's.", count=count)
            ),
            hint(say("Rows: {rows}", rows=rows + more)),
        ),
        choices=(
            Choice("new", say("They share a phone: take them in"), ("dùng chung", "đúng", "nhập")),
            Choice(SKIP, say("Leave these rows out"), ("bỏ qua", "bỏ", "không")),
        ),
    )


# the end


def _summary(sheet: RosterSheet, decisions: list[tuple[int, str]], *, shares: bool) -> Verdict:
    preview = sheet.preview
    batch = preview.batch
    lines: list[Line] = [heading(say("Please check before anything changes"))]
    if batch.again:
        lines.append(Line(say("The list here has changed meanwhile, so the file was compared anew.")))
    lines += [Line(each) for each in roster_words.summary(preview)]
    lines += [hint(each) for each in roster_words.aside(batch.head, batch.tail)]
    sheets = roster_words.with_sheets(preview)
    lines += [Line(roster_words.bad_row(row, sheets=sheets, values=sheet.all_named)) for row in preview.bad]
    rest = preview.count(Outcome.BAD) - len(preview.bad)
    if rest > 0:
        lines.append(hint(say("And {count} more rows with mistakes.", count=rest)))
    lines += _missing(sheet)
    taken = sum(choice != SKIP for _, choice in decisions) + preview.written
    taken += preview.count(Outcome.SHARES) if shares else 0
    left_out = preview.total - preview.count(Outcome.SAME) - taken
    choices = [Choice("stop", say("Do not import"), ("không", "không nhập", "thôi"))]
    if taken:
        words = say("Import {count} people", count=taken)
        if left_out:
            words = say("Import {count} people, leave out {rest} rows", count=taken, rest=left_out)
        choices.insert(0, Choice("apply", words, ("nhập", "đồng ý", "có")))
    else:
        lines.append(Line(say("There is nothing to change.")))
    return Verdict(
        key="agree",
        version=f"{batch.id}:{seen_counts(preview)}:{decisions}:{shares}",
        words=tuple(lines),
        choices=tuple(choices),
        here=frozenset(choice.value for choice in choices),
        extra=_ways(preview),
    )


def _missing(sheet: RosterSheet) -> list[Line]:
    """Who is here and not in the file: asked about, never removed."""
    preview = sheet.preview
    if not preview.missing_count:
        return []
    lines = []
    if sheet.all_named:
        names = tuple(
            say("{name} ({year})", name=each.name, year=each.birth_year or "?") for each in preview.missing
        )
        lines.append(Line(say("Not in the file: {names}. Are they still here?", names=names)))
        if preview.missing_count > len(preview.missing):
            lines[0] = Line(
                say(
                    "Not in the file: {names} and {count} more. Are they still here?",
                    names=names,
                    count=preview.missing_count - len(preview.missing),
                )
            )
    lines.append(hint(say("Who has moved, left or died is recorded by “chuyển sinh hoạt”, with the day.")))
    return lines


def _ways(preview: Preview) -> tuple[Option, ...]:
    doubtful = [Outcome.BAD, Outcome.ALIKE, Outcome.SHARES]
    if not any(preview.count(each) for each in doubtful) and not preview.missing_count:
        return ()
    go = Go(COMMAND, f"{ERRORS}:{preview.batch.id}")
    return (Option(say("All of it as a file"), go, ("tệp lỗi", "xem lỗi", "gửi tệp")),)


def roster_undo(preview: Preview) -> Dialog[bool]:
    """True where it is to be taken back."""
    chosen = yield from ask(
        ChoiceQuestion(
            key="back",
            words=(
                heading(say("Take this import back?")),
                Line(
                    say(
                        "{new} new people are removed, {changed} are as they were before.",
                        new=preview.count(Outcome.NEW),
                        changed=preview.count(Outcome.CHANGED),
                    )
                ),
            ),
            choices=(
                Choice("back", say("Yes, take it back"), ("có", "hoàn tác", "đồng ý")),
                Choice("leave", say("No, leave it"), ("không", "thôi")),
            ),
        )
    )
    return bool(chosen == "back")
