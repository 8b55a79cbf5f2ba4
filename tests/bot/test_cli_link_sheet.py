"""`neuguong link-code --sheet`: the paper is whole or not there, and its codes hold only then."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from bot import cli
from bot.bootstrap import compose
from bot.clocks import RealClock
from bot.settings import Settings

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `neuguong …` in an empty folder with the demo loaded: exit code, output, what was said beside it."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)

    def one(*words: str) -> tuple[int, str, str]:
        code = cli._main(list(words))
        told = capsys.readouterr()
        return code, told.out, told.err

    assert one("load-demo")[0] == 0
    return one


def holders(codes: list[str]) -> list[str | None]:
    """Whose each code is, by the database of this folder."""
    system = compose(Settings(), RealClock())
    now = system.clock.now()
    found = system.store.run_sync(lambda uow: [uow.codes.holder(code, now) for code in codes])
    system.evidence.close()
    system.files.close()
    system.store.close_sync()
    return found


def codes_on(file: Path) -> list[str]:
    text = "\n".join(row.cells[0].text for row in Document(str(file)).tables[1].rows)
    return [code.replace(" ", "") for code in re.findall(r"^[A-Z0-9]{4} [A-Z0-9]{4}$", text, re.MULTILINE)]


def test_its_codes_hold_and_earlier_ones_end(run: Run, tmp_path: Path) -> None:
    _, given, _ = run("link-code", "M10")
    earlier = json.loads(given)["link_code"]
    code, out, said = run("link-code", "--sheet", "chi bo thon na tong", "--out", "a.docx")
    assert (code, out) == (0, "")
    assert "Đã ghi" in said
    assert "PUBLIC_URL" in said
    assert (tmp_path / "a.docx").stat().st_mode & 0o077 == 0
    codes = codes_on(tmp_path / "a.docx")
    assert "M10" in holders(codes)
    assert None not in holders(codes)
    assert holders([earlier]) == [None]
    assert not any(code in said for code in codes)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--sheet", "U32"),
        ("--out", "a.docx"),
        ("M10", "--sheet", "U32", "--out", "a.docx"),
        ("--sheet", "U32", "--out", "no/such/folder/a.docx"),
    ],
)
def test_what_is_wrong_is_one_line_and_writes_nothing(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    before = sorted(tmp_path.iterdir())
    code, out, said = run("link-code", *words)
    assert code == 2
    assert out == ""
    assert len(said.splitlines()) == 1
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_that_is_there_is_never_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("báo cáo")
    code, _, said = run("link-code", "--sheet", "U32", "--out", "a.docx")
    assert code == 2
    assert "đã có rồi" in said
    assert (tmp_path / "a.docx").read_text() == "báo cáo"


def test_a_unit_without_anybody_is_told(run: Run, tmp_path: Path) -> None:
    code, _, said = run("link-code", "--sheet", "không có đơn vị này", "--out", "a.docx")
    assert code == 1
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "a.docx").exists()
