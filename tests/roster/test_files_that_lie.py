"""Files that are not what they say, or that were made to hurt: each gets one clear answer, and nothing else happens."""

import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.wording import Wording
from core.roster.reading import (
    MOST_BYTES,
    WORDS,
    CannotRead,
    Head,
    Note,
    Reading,
    Unreadable,
    Wish,
)
from documents.roster_reader import ProcessReader
from tests.roster.tables import HEADER, TODAY, csv, head_of, refused, row_of, rows_of, xlsx

PERSON = ["Lò Văn An", 1968, "0912345678", "Chi bộ 1"]
GOOD = xlsx(HEADER, PERSON)


def apart(data: bytes, wish: Wish | None = None, seconds: float = 60.0) -> list[Reading]:
    """As the product reads it: in a process apart."""
    return list(ProcessReader(seconds).read(data, wish or Wish(), TODAY))


def why_not(data: bytes, seconds: float = 60.0) -> Unreadable | None:
    try:
        apart(data, seconds=seconds)
    except CannotRead as fault:
        return fault.why
    return None


def changed(data: bytes, change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """The workbook with its parts changed (None leaves one out), and more of them."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = change(part, old.read(part))
            if content is not None:
                new.writestr(part, content)
        for name, content in more.items():
            new.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return out.getvalue()


def test_the_answer_to_each_is_one_vietnamese_sentence_or_two() -> None:
    words = Wording(strict=True)
    for why in Unreadable:
        told = words.text(WORDS[why])
        assert told.endswith(".")
        assert len(told) < 220


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Unreadable.EMPTY),
        (b"\xef\xbb\xbf", Unreadable.EMPTY),
        (b" \r\n\r\n ", Unreadable.EMPTY),
        (b"%PDF-1.7 a list", Unreadable.NOT_A_TABLE),
        (b"\x89PNG\r\n\x1a\n", Unreadable.NOT_A_TABLE),
        (b"\xff\xd8\xff\xe0", Unreadable.NOT_A_TABLE),
        (b"<!DOCTYPE html><table><tr><td>H\xe1\xbb\x8d", Unreadable.NOT_A_TABLE),
        (b"MZ\x90\x00", Unreadable.NOT_A_TABLE),
        (b"PK\x03\x04 and no more", Unreadable.BROKEN),
        (GOOD[: len(GOOD) // 2], Unreadable.BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, Unreadable.BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Unreadable.ENCRYPTED),
        (b"no table at all, only words", Unreadable.NO_HEADER),
        (bytes(range(256)) * 40, Unreadable.NO_HEADER),
        (xlsx(["a", "b"], [1, 2]), Unreadable.NO_HEADER),
        (xlsx(HEADER), Unreadable.NO_PEOPLE),
    ],
    ids=lambda value: value.value if isinstance(value, Unreadable) else "",
)
def test_what_is_no_list(data: bytes, why: Unreadable) -> None:
    assert refused(data) is why


def test_random_bytes_never_end_otherwise_than_in_an_answer() -> None:
    import random

    chance = random.Random(7)
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", GOOD[:200]):
        for _ in range(20):
            assert refused(start + chance.randbytes(chance.randint(1, 3000))) is not None
    for _ in range(60):
        hurt = bytearray(GOOD)
        for _ in range(3):
            hurt[chance.randrange(len(hurt))] = chance.randrange(256)
        refused(bytes(hurt))


def test_the_name_says_nothing_the_content_everything() -> None:
    """An .xlsx that is a .csv, and the reverse: both are read for what they are."""
    assert row_of(csv(HEADER, [str(cell) for cell in PERSON])).phone == "0912345678"
    assert row_of(GOOD).phone == "0912345678"


def test_another_office_file_is_no_spreadsheet() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(out.getvalue()) is Unreadable.NOT_A_TABLE


def test_a_zip_bomb_is_not_opened() -> None:
    def inflate(part: str, content: bytes) -> bytes:
        return content + b" " * 300_000_000 if part == "xl/worksheets/sheet1.xml" else content

    assert refused(changed(GOOD, inflate)) is Unreadable.BOMB


def test_a_zip_bomb_that_lies_about_its_size_ends_in_an_answer() -> None:
    def inflate(part: str, content: bytes) -> bytes:
        return content + b" " * 60_000_000 if part == "xl/worksheets/sheet1.xml" else content

    bomb = bytearray(changed(GOOD, inflate))
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        where = -1
        while (where := bomb.find(signature, where + 1)) >= 0:
            if int.from_bytes(bomb[where + at : where + at + 4], "little") > 1_000_000:
                bomb[where + at : where + at + 4] = (4096).to_bytes(4, "little")
    assert why_not(bytes(bomb)) in {Unreadable.BROKEN, Unreadable.NO_HEADER, Unreadable.TOO_MUCH}


def test_many_parts_are_no_list() -> None:
    out = BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(2100):
            archive.writestr(f"x{number}", b"")
    assert refused(out.getvalue()) is Unreadable.BOMB


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_declared_entities_are_not_looked_at(part: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("Nguyễn Bí Mật")
    doctype = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{secret}">]>'.encode()

    def declare(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        start = content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0
        return content[:start] + doctype + content[start:]

    assert refused(changed(GOOD, declare)) is Unreadable.ENTITIES


def test_ten_thousand_columns() -> None:
    assert refused(xlsx([*HEADER, *(f"cột {n}" for n in range(10_000))], PERSON)) is Unreadable.TOO_WIDE
    wide = csv(
        [*HEADER, *(f"c{n}" for n in range(10_000))], [*map(str, PERSON), *("x" for _ in range(10_000))]
    )
    assert refused(wide) is Unreadable.TOO_WIDE


def test_one_stray_cell_far_to_the_right_harms_nobody() -> None:
    def stray(sheet: Worksheet) -> None:
        sheet["XFD3"] = "x"

    assert [row.name for row in rows_of(xlsx(HEADER, PERSON, more=stray))] == ["Lò Văn An"]


def test_a_stray_cell_in_the_last_corner_ends_that_process_and_nothing_else() -> None:
    """The rectangle up to it has 17 thousand million cells: the parser asks for them all, and may not have them."""

    def stray(sheet: Worksheet) -> None:
        sheet["XFD1048576"] = "x"

    assert why_not(xlsx(HEADER, PERSON, more=stray)) is Unreadable.TOO_MUCH


def test_a_file_beyond_the_limit_is_not_even_handed_over() -> None:
    with pytest.raises(CannotRead) as told:
        apart(b"a;b\n" * (MOST_BYTES // 4 + 1))
    assert told.value.why is Unreadable.TOO_LARGE


def test_what_takes_too_long_is_ended() -> None:
    assert why_not(GOOD, seconds=0.001) is Unreadable.TOO_MUCH


def test_the_reading_process_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")
    head, rows, _ = apart(GOOD)
    assert isinstance(head, Head)
    assert isinstance(rows, list)
    assert "TELEGRAM_BOT_TOKEN" in os.environ


def test_macros_and_links_are_told_of_and_never_run() -> None:
    data = changed(
        GOOD,
        lambda _, content: content,
        xl__vbaProject_DOT_bin=b"macro",
        xl__externalLinks__externalLink1_DOT_xml=b"<externalLink/>",
    )
    assert head_of(data).notes == (Note.MACROS.value, Note.LINKS.value)
    assert row_of(data).name == "Lò Văn An"


def test_cells_with_control_characters_and_markup_are_only_text() -> None:
    row = row_of(csv(HEADER, ("Lò \u202eVăn\u200b An", "1968", "0912345678", "<b>&</b>")))
    assert (row.name, row.unit, row.problems) == ("Lò Văn An", "<b>&</b>", ())


def test_a_quoted_cell_that_never_ends() -> None:
    assert refused(b'Ho va ten;Nam sinh\n"Lo Van An;1968\n' + b"x;y\n" * 20_000) in {
        Unreadable.BROKEN,
        Unreadable.NO_PEOPLE,
        None,
    }
