"""The documents speak of what is there: paths exist, decisions are listed, guides are as they are printed."""

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[1]
DOCS: Final = ROOT / "docs"
TEXTS: Final = [ROOT / "README.md", ROOT / "deploy" / "README.md", *sorted(DOCS.rglob("*.md"))]
HEAVIEST: Final = 300_000  # bytes of a picture
_PLACES: Final = (
    "bot/",
    "core/",
    "storage/",
    "scheduler/",
    "simulator/",
    "locales/",
    "tests/",
    "benchmarks/",
    "docs/",
)


def _links(text: str) -> Iterator[str]:
    """Links and pictures that lead to a file, without the place in it."""
    found = [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r'(?:src|href)="([^"]+)"', text)]
    yield from (link.partition("#")[0] for link in found if not re.match(r"https?:|mailto:|#", link))


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(text: Path) -> None:
    words = text.read_text(encoding="utf-8")
    assert [link for link in _links(words) if not (text.parent / link).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "docs/architecture.md", "docs/live.md"])
def test_every_path_that_is_named_exists(name: str) -> None:
    words = (ROOT / name).read_text(encoding="utf-8")
    named = [path for path in re.findall(r"`([\w./-]+)`", words) if path.startswith(_PLACES)]
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_decision_is_listed() -> None:
    listed = re.findall(
        r"\]\((\d{4}-[^)]+)\)", (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    )
    assert listed == sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))


@pytest.mark.parametrize("text", sorted((DOCS / "vi").glob("*.md")), ids=lambda path: path.stem)
def test_a_guide_is_printed_as_it_reads(text: Path) -> None:
    """Else: `.venv/bin/python docs/print_guides.py`."""
    made = runpy.run_path(str(DOCS / "print_guides.py"))["made"]
    assert text.with_suffix(".html").read_text(encoding="utf-8") == made(text)


def test_pictures_are_light() -> None:
    assert [path.name for path in (DOCS / "images").glob("*.png") if path.stat().st_size > HEAVIEST] == []
