"""Every word a person reads is in the catalogue, complete, and in the product's tone.

`python -m tests.translations` lists what is wrong and ends with 1. With `update` it first adds what the code says
and the catalogue lacks, as empty entries, and sorts; with `prune` it also drops what nobody says any more.
"""

import ast
import io
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.wording import LOCALES, placeholders

ROOT: Final = LOCALES.parent
PACKAGES: Final = ("core", "bot", "storage", "scheduler", "documents", "simulator")
CATALOGUE: Final = LOCALES / "vi" / "LC_MESSAGES" / "messages.po"

HEADER: Final = r"""# Every word a person reads, by its English id.
# `python -m tests.translations update` adds what is missing and sorts; `make check`
# fails on what is missing, empty, fuzzy, obsolete or against the tone.
msgid ""
msgstr ""
"Language: vi\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""

_TONE: Final = (
    (re.compile(r"\bbạn\b", re.IGNORECASE), 'says "bạn": a person is "đồng chí"'),
    (re.compile(r"\banh\s*[/,]?\s*chị\b", re.IGNORECASE), 'says "anh/chị": a person is "đồng chí"'),
    (re.compile(r"\bquý vị\b", re.IGNORECASE), 'says "quý vị": a person is "đồng chí"'),
    (re.compile(r"[!！]"), "has an exclamation mark"),
    (
        re.compile(r"\bhàng (ngày|tuần|tháng|quý|năm)\b", re.IGNORECASE),
        'writes "hàng": in print it is "hằng"',
    ),
    (re.compile(r"\bquí\b", re.IGNORECASE), 'writes "quí": in print it is "quý"'),
    # Tone marks as the product prints them: hòa, khỏe, ủy, never hoà, khoẻ, uỷ. "quý" is right: its u belongs to q.
    (
        re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE),
        "puts the tone mark on the wrong vowel (hòa, khỏe, ủy)",
    ),
)
_EMOJI_ALLOWED: Final = frozenset("✅⏰")
_ENGLISH: Final = re.compile(r"[a-z]{2,} [a-z]{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """One call of `say`: `id` is None where it is not a literal, `names` None where its arguments are not spelt out."""

    where: str
    id: str | None
    names: frozenset[str] | None


def calls_of_say(source: str, where: str) -> Iterator[Said]:
    """A `Message` made by hand counts as a call without a literal: its words would escape the catalogue."""
    tree = ast.parse(source)
    by_hand = {"Message"} if _imports_message(tree) else set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called == "say":
            spelt = [each.arg for each in node.keywords]
            names = None if None in spelt else frozenset(name for name in spelt if name is not None)
            yield Said(f"{where}:{node.lineno}", _literal(node.args), names)
        elif called in by_hand:
            yield Said(f"{where}:{node.lineno}", None, None)


def _imports_message(tree: ast.Module) -> bool:
    imports = (
        node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "core.message"
    )
    return any(name.name == "Message" for node in imports for name in node.names)


def _literal(args: list[ast.expr]) -> str | None:
    if len(args) == 1 and isinstance(args[0], ast.Constant) and isinstance(args[0].value, str):
        return args[0].value
    return None


def said_in(root: Path, packages: Iterable[str] = PACKAGES) -> list[Said]:
    """Every call of `say` in the product's own packages, tests and benchmarks left out."""
    files = sorted(file for package in packages for file in (root / package).rglob("*.py"))
    return [
        said
        for file in files
        for said in calls_of_say(file.read_text(encoding="utf-8"), file.relative_to(root).as_posix())
    ]


def faults(said: list[Said], po: str) -> list[str]:
    """What is wrong, one line each: first where the code says something, then in the catalogue."""
    catalogue = _read(po)
    wanted = {each.id: each.where for each in reversed(said) if each.id is not None}
    found = [fault for each in said for fault in _faults_of_call(each)]
    for message_id, where in sorted(wanted.items()):
        entry = catalogue.get(message_id)
        if entry is None:
            found.append(f"{where}: not in the catalogue: {message_id!r}")
        elif entry.fuzzy:
            found.append(f"fuzzy: {message_id!r}")
        elif not entry.string:
            found.append(f"{where}: without a translation: {message_id!r}")
        else:
            found += [
                f"{message_id!r} {fault}" for fault in faults_of_translation(message_id, str(entry.string))
            ]
    found += [
        f"nobody says it any more: {entry.id!r}" for entry in catalogue if entry.id and entry.id not in wanted
    ]
    found += [f"obsolete: {message_id!r}" for message_id in catalogue.obsolete]
    found += [f"twice in the catalogue: {message_id!r}" for message_id, n in _ids(po).items() if n > 1]
    return found


def _faults_of_call(said: Said) -> list[str]:
    if said.id is None:
        return [f"{said.where}: say() takes one literal sentence and named arguments"]
    asked = placeholders(said.id)
    if asked is None:
        return [f"{said.where}: an id has only {{names}} in braces: {said.id!r}"]
    if said.names is not None and said.names != asked:
        differing = ", ".join(sorted(said.names ^ asked))
        return [f"{said.where}: arguments differ from the id's ({differing}): {said.id!r}"]
    return []


def faults_of_translation(message_id: str, words: str) -> list[str]:
    found = [fault for pattern, fault in _TONE if pattern.search(words)]
    if placeholders(words) != placeholders(message_id):
        found.append("has other {names} than its id")
    if unicodedata.normalize("NFC", words) != words:
        found.append("is not in NFC")
    if strange := {c for c in words if unicodedata.category(c) == "So" and c > "\u2000"} - _EMOJI_ALLOWED:
        found.append(f"has an emoji other than ✅ ⏰: {' '.join(sorted(strange))}")
    if words.strip() != words and message_id.strip() == message_id:
        found.append("begins or ends with a space")
    if words == message_id and _ENGLISH.search(re.sub(r"\{\w*\}", "", words)):
        found.append("is still English")
    return found


def updated(said: list[Said], po: str, *, prune: bool = False) -> str:
    """The catalogue with all that the code says, sorted by id, one line a message: differences stay small."""
    old, new = _read(po), Catalog(locale="vi")
    unsaid = set() if prune else {str(entry.id) for entry in old if entry.id}
    for message_id in unsaid | {each.id for each in said if each.id}:
        entry = old.get(message_id)
        new.add(message_id, entry.string if entry else "", flags=("fuzzy",) if entry and entry.fuzzy else ())
    for entry in new:
        entry.flags -= {"python-format", "python-brace-format"}  # Babel's guess, of no use here
    written = io.BytesIO()
    write_po(written, new, width=0, omit_header=True, sort_output=True)
    return HEADER + written.getvalue().decode().strip() + "\n"


def _read(po: str) -> Catalog:
    return read_po(io.BytesIO(po.encode()), locale="vi")


def _ids(po: str) -> Counter[str]:
    """How often each id stands in the file; Babel itself keeps the first and says nothing."""
    starts = [found.start() for found in re.finditer(r"^msgid ", po, re.MULTILINE)]
    entries = [po[start:end] for start, end in zip(starts, [*starts[1:], len(po)], strict=True)]
    return Counter(str(each.id) for entry in entries for each in _read(entry) if each.id)


def main(arguments: list[str]) -> int:
    said = said_in(ROOT)
    if arguments in (["update"], ["prune"]):
        _replace(
            CATALOGUE, updated(said, CATALOGUE.read_text(encoding="utf-8"), prune=arguments == ["prune"])
        )
    found = faults(said, CATALOGUE.read_text(encoding="utf-8"))
    for fault in found:
        print(fault)  # noqa: T201
    print(f"{len({each.id for each in said})} sentences, {len(found)} faults")  # noqa: T201
    return 1 if found else 0


def _replace(file: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as temporary:
        temporary.write(text)
    Path(temporary.name).chmod(0o644)
    Path(temporary.name).replace(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
