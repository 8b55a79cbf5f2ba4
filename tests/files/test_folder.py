"""Files for who sits at this very machine: for this user alone, never over another file, never outside the folder."""

from pathlib import Path

import pytest

from bot.file_folder import FolderOfFiles
from bot.screen import ScreenFile
from bot.settings import Settings


async def _bytes(key: str) -> bytes | None:
    return None if key == "gone" else key.encode()


@pytest.fixture
def folder(tmp_path: Path) -> FolderOfFiles:
    return FolderOfFiles(Settings.model_validate({"database_url": f"sqlite:///{tmp_path}/x.db"}), _bytes)


async def test_the_same_name_twice_is_two_files(folder: FolderOfFiles) -> None:
    first, second = [await folder.save(ScreenFile(key, "phiếu.docx")) for key in ("a", "b")]
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("phiếu.docx", "phiếu (2).docx")
    assert (first.read_bytes(), second.read_bytes()) == (b"a", b"b")
    assert first.stat().st_mode & 0o077 == first.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "..", ".", "", "...", "a\\..\\b", "x" * 400 + ".docx"]
)
async def test_no_name_leads_out_of_the_folder(folder: FolderOfFiles, tmp_path: Path, name: str) -> None:
    path = await folder.save(ScreenFile("a", name))
    assert path is not None
    assert path.parent == tmp_path / "files"
    assert not path.name.startswith(".")


async def test_what_is_gone_or_cannot_be_written_is_no_file(folder: FolderOfFiles, tmp_path: Path) -> None:
    assert await folder.save(ScreenFile("gone", "a.docx")) is None
    (tmp_path / "files").write_text("no folder")
    assert await folder.save(ScreenFile("a", "a.docx")) is None
