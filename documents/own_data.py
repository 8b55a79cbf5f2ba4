"""A person's own data as files: JSON for machines, a Word document to read, and the pictures in a zip."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from core.clock import VIETNAM
from core.files_out import Drawn
from core.making import Words
from core.message import Message, say
from core.own_data import Picture
from core.pledge import Pledge, PledgeItem
from core.report import Report
from core.usecases.own_files import OwnFiles

Bytes = Callable[[str], bytes | None]
"""A picture as it is shown, by the SHA-256 of its bytes; None where it is gone."""

_MOST_PICTURES: Final = 300
_MOST_BYTES: Final = 30_000_000
"""Of pictures in one zip: what messengers still hand over. What is left out is named in it."""


def draw_own_data(facts: OwnFiles, words: Words, shown: Bytes) -> Sequence[Drawn]:
    made = facts.made_at.astimezone(VIETNAM)
    stem = f"du-lieu-cua-toi-{made:%Y%m%d}"
    files = [Drawn(f"{stem}.docx", _word(facts, words)), Drawn(f"{stem}.json", _json(facts))]
    if facts.pictures:
        files.append(Drawn(f"anh-minh-chung-{made:%Y%m%d}.zip", _zip(facts.pictures, shown)))
    return files


def _json(facts: OwnFiles) -> bytes:
    whole = {
        "form": "neuguong own data 1",
        "made_at": facts.made_at,
        "about": facts.person.id,
        "held": facts.rows,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever JSON does not know
    if isinstance(value, datetime):
        return value.astimezone(VIETNAM).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return None
    raise TypeError(f"{type(value).__name__} in own data")


def _zip(pictures: Sequence[Picture], shown: Bytes) -> bytes:
    target = io.BytesIO()
    left_out: list[str] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for number, picture in enumerate(pictures):
            data = shown(picture.sha256) if number < _MOST_PICTURES and target.tell() < _MOST_BYTES else None
            if data is None:
                left_out.append(picture.photo)
            else:
                archive.writestr(f"{picture.photo}{'.pdf' if data[:4] == b'%PDF' else '.jpg'}", data)
        if left_out:
            archive.writestr("khong-co-trong-tep-nay.txt", "\n".join(left_out) + "\n")
    return target.getvalue()


def _word(facts: OwnFiles, words: Words) -> bytes:
    from docx import Document

    document = Document()
    document.add_heading(words.text(say("My own data")), level=0)
    for line in _who(facts):
        document.add_paragraph(words.text(line))
    for title, lines in _parts(facts):
        document.add_heading(words.text(title), level=1)
        for each in lines:
            document.add_paragraph(each if isinstance(each, str) else words.text(each))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _who(facts: OwnFiles) -> Iterator[Message]:
    person = facts.person
    yield say("Comrade {name}, {unit}.", name=person.full_name, unit=facts.unit)
    if person.birth_year is not None:
        yield say("Year of birth: {year}", year=str(person.birth_year))
    yield say("As held on {at}. The JSON file beside it holds every detail.", at=facts.made_at)


def _parts(facts: OwnFiles) -> Iterator[tuple[Message, list[Message | str]]]:
    for pledge in facts.pledges:
        yield say("Pledge for {year}", year=pledge.year), list(_pledge(pledge))
    for report in facts.reports:
        yield say("Report for {quarter}", quarter=report.period), list(_report(report))
    yield (
        say("Consent"),
        [
            say("{at}: {what}", at=each.at, what=say("agreed") if each.given else say("not agreed"))
            for each in facts.consents
        ],
    )
    yield (
        say("Who has read your documents"),
        [
            say("{at}: comrade {name}", at=each.at, name=facts.names.get(each.reader, ""))
            for each in facts.readings
        ],
    )
    yield (
        say("Also held"),
        [
            say("{table}: {count} rows", table=name, count=len(rows))
            for name, rows in facts.rows.items()
            if rows
        ],
    )


def _pledge(pledge: Pledge) -> Iterator[Message | str]:
    for number, item in enumerate(pledge.items, 1):
        yield say("{number}. {content}", number=number, content=item.content)
        yield from _target(item)


def _target(item: PledgeItem) -> Iterator[Message | str]:
    if item.target is not None:
        yield say("Target: {amount} {unit}", amount=item.target, unit=item.unit)
    if item.solution:
        yield say("Solution: {text}", text=item.solution)


def _report(report: Report) -> Iterator[Message | str]:
    yield say("Handed in: {at}", at=report.sent_at)
    for number, each in enumerate(report.content.items, 1):
        said = each.progress
        yield say("{number}. {content}", number=number, content=each.item.content)
        if said.done is not None:
            yield say("Done: {amount} {unit}", amount=said.done, unit=each.item.unit)
        yield from (text for text in (said.what, said.note, said.difficulties, said.reason) if text)
    yield from (text for text in (report.content.outside_work, report.content.next_direction) if text)
