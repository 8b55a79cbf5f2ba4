"""What a person reads: the catalogue's words, figures and dates in the field's forms, their own texts untouched."""

import logging
import os
import shutil
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wording
from bot.wording import LOCALES, NoWords, Wording, placeholders
from core.message import NOTHING, Argument, Message, say
from core.text import figures
from core.text.periods import Quarter

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Comrade {name} of {unit}"
msgstr "Đồng chí {name}, {unit}"

msgid "{value}"
msgstr "{value}"

msgid "In {birth_year}"
msgstr "Năm {birth_year}"

msgid "Quarter {roman}/{year}"
msgstr "Quý {roman}/{year}"

msgid "{time} on {date}"
msgstr "{time} ngày {date}"

msgid "Broken {name}"
msgstr "Hỏng {name"

msgid "Braces {{}} of {name}"
msgstr "Ngoặc {{}} của {name}"

#, fuzzy
msgid "Guessed"
msgstr "Đoán"

msgid "Empty"
msgstr ""
"""


@pytest.fixture
def locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(PO, encoding="utf-8")
    monkeypatch.setattr(wording, "LOCALES", tmp_path)
    return folder


@pytest.fixture
def vi(locales: Path) -> Wording:  # noqa: ARG001
    return Wording(strict=True)


class Shade(StrEnum):
    GREEN = "xanh"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1150, "1.150"),
        (Decimal("1.35"), "1,35"),
        (Decimal("1.50"), "1,5"),
        (Decimal(81750000), "81.750.000"),
        (Decimal("0.00"), "0"),
        (Decimal("-0"), "0"),
        (-3, "-3"),
        (Decimal("1E+3"), "1.000"),
        (10**30, "1.000.000.000.000.000.000.000.000.000.000"),
        (Decimal("0.0000001"), "0,0000001"),
        (date(2026, 4, 5), "05/04/2026"),
        (datetime(2026, 4, 5, 12, 30, tzinfo=UTC), "19:30 ngày 05/04/2026"),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), "00:00 ngày 01/01/2027"),
        (datetime(2026, 4, 5, 23, 0, tzinfo=timezone(timedelta(hours=9))), "21:00 ngày 05/04/2026"),
        (Quarter(2026, 1), "Quý I/2026"),
        (Quarter(2026, 4), "Quý IV/2026"),
        (Shade.GREEN, "xanh"),
        ("", ""),
        (say("In {birth_year}", birth_year=1968), "Năm 1968"),
        (say("{value}", value=say("{value}", value="{value}")), "{value}"),
        ((), ""),
        ((say("{value}", value="một"),), "một"),
        ((say("{value}", value="một"), say("{value}", value="hai")), "một và hai"),
        ((say("{value}", value=1), say("{value}", value=2), say("{value}", value=3)), "1, 2 và 3"),
        ((say("{value}", value=Decimal("1.35")), say("{value}", value="hai")), "1,35; hai"),
        ((say("{value}", value="một"), say("{value}", value="lý do: mưa")), "một; lý do: mưa"),
    ],
)
def test_each_kind_of_argument_in_the_fields_form(vi: Wording, value: Argument, shown: str) -> None:
    assert vi.text(say("{value}", value=value)) == shown


@pytest.mark.parametrize(
    "typed", ["{", "}", "{0}", "{name}", "{unit!r:>9}", "{{}}", "%s %(x)s", "\\n", "hoà Ðảng  \u00a0"]
)
def test_a_persons_text_appears_as_typed(vi: Wording, typed: str) -> None:
    assert vi.text(say("Comrade {name} of {unit}", name=typed, unit=typed)) == f"Đồng chí {typed}, {typed}"


@given(st.text())
def test_no_text_of_a_person_breaks_a_sentence(typed: str) -> None:
    shown = Wording(strict=True).text(say("{time} on {date}", time=typed, date=typed))
    assert shown == f"{typed} ngày {typed}"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4) | st.integers())
def test_figures_in_sentences_are_those_of_documents(value: Decimal | int) -> None:
    shown = Wording(strict=True).text(say("{time} on {date}", time=value, date=""))
    assert shown == f"{figures.number(value)} ngày "


def test_nothing_says_nothing(vi: Wording) -> None:
    assert vi.text(NOTHING) == ""


def test_braces_of_the_sentence_itself(vi: Wording) -> None:
    assert vi.text(say("Braces {{}} of {name}", name="{}")) == "Ngoặc {} của {}"


def test_an_instant_without_a_zone_is_a_fault(vi: Wording) -> None:
    naive = datetime(2026, 4, 5, 19, 30)  # noqa: DTZ001
    with pytest.raises(ValueError, match="without a zone"):
        vi.text(say("{value}", value=naive))


@pytest.mark.parametrize(
    "message",
    [
        say("Unknown to all"),
        Message("Guessed"),
        Message("Empty"),
        say("Broken {name}", name="x"),
        say("Comrade {name} of {unit}", name="x"),
    ],
)
def test_in_tests_a_sentence_that_cannot_be_said_is_an_error(vi: Wording, message: Message) -> None:
    with pytest.raises(NoWords):
        vi.text(message)


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (say("Unknown to all"), "Unknown to all"),
        (say("Unknown to {name}", name="{x}"), "Unknown to {x}"),
        (say("Odd {0} id {", name="x"), "Odd {0} id {"),
        (say("Broken {name}", name="Hùng"), "Broken Hùng"),
        (say("Comrade {name} of {unit}", name="Hùng"), "Đồng chí Hùng, …"),
    ],
)
def test_at_run_time_the_person_gets_the_id_and_the_log_one_line(
    locales: Path,  # noqa: ARG001
    caplog: pytest.LogCaptureFixture,
    message: Message,
    shown: str,
) -> None:
    wording._complain_once.cache_clear()
    vi = Wording()
    assert [vi.text(message) for _ in range(3)] == [shown] * 3
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "Hùng" not in caplog.text


def test_the_catalogue_is_compiled_once(locales: Path) -> None:
    Wording(strict=True)
    compiled = locales / "messages.mo"
    first = compiled.stat()
    Wording(strict=True)
    assert compiled.stat().st_ino == first.st_ino


def test_a_changed_catalogue_is_read_anew(locales: Path) -> None:
    Wording(strict=True)
    po = locales / "messages.po"
    po.write_text(PO.replace("Đồng chí {name}, {unit}", "Đồng chí {name} ({unit})"), encoding="utf-8")
    assert Wording(strict=True).text(say("Comrade {name} of {unit}", name="a", unit="b")) == "Đồng chí a (b)"


@pytest.mark.parametrize("damage", [b"", b"\xde\x12\x04\x95", b"not a catalogue at all", None])
def test_a_damaged_compiled_catalogue_is_made_again(locales: Path, damage: bytes | None) -> None:
    Wording(strict=True)
    compiled, po = locales / "messages.mo", locales / "messages.po"
    compiled.write_bytes(compiled.read_bytes()[:200] if damage is None else damage)
    os.utime(compiled, ns=(po.stat().st_mtime_ns, po.stat().st_mtime_ns))
    assert Wording(strict=True).text(say("{value}", value="x")) == "x"


def test_a_language_without_a_catalogue_is_an_error(locales: Path) -> None:
    shutil.rmtree(locales)
    with pytest.raises(FileNotFoundError):
        Wording()


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("", frozenset()),
        ("no names", frozenset()),
        ("{a} and {b} and {a}", frozenset({"a", "b"})),
        ("{{a}} {b}", frozenset({"b"})),
        ("{}", None),
        ("{0}", None),
        ("{a.b}", None),
        ("{a[0]}", None),
        ("{a:>3}", None),
        ("{a!r}", None),
        ("{", None),
        ("}", None),
        ("{a", None),
    ],
)
def test_placeholders(template: str, names: frozenset[str] | None) -> None:
    assert placeholders(template) == names


def test_the_products_own_catalogue_is_where_it_is_looked_for() -> None:
    assert (LOCALES / "vi" / "LC_MESSAGES" / "messages.po").is_file()
