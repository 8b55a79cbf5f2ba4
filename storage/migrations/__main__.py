"""`python -m storage.migrations add "what changes" | again`: writes a revision from what storage/tables has new.

`again` writes the newest one anew, under its own name: only while no release has it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from storage.migrations.runner import config, head_revision, locked_connection, upgrade

_VERSIONS = Path(__file__).parent / "versions"
_FIRST = "0001"
_USAGE = 'usage: python -m storage.migrations add "what changes" | again\n'


def main(arguments: list[str]) -> int:
    match arguments:
        case ["add", message]:
            written = _write(message, f"{int(head_revision()) + 1:04}")
        case ["again"] if (newest := head_revision()) != _FIRST:
            old = next(_VERSIONS.glob(f"{newest}_*.py"))
            message = old.stem.removeprefix(f"{newest}_").replace("_", " ")
            old.unlink()
            written = _write(message, newest)
        case _:
            sys.stderr.write(_USAGE)
            return 2
    for command in (["format"], ["check", "--fix"], ["format"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, "--quiet", str(written)], check=True)  # noqa: S603
    sys.stdout.write(f"{written}\n")
    return 0


def _write(message: str, revision: str) -> Path:
    """Compared with an SQLite database at the last revision; the tests show that PostgreSQL comes out the same."""
    from alembic import command

    with (
        tempfile.TemporaryDirectory() as folder,
        locked_connection(f"sqlite:///{folder}/empty.db") as connection,
    ):
        if any(_VERSIONS.glob("[0-9]*.py")):
            upgrade(connection)
        command.revision(config(connection), message, autogenerate=True, rev_id=revision)
    written = next(_VERSIONS.glob(f"{revision}_*.py"))
    lines = written.read_text().splitlines(keepends=True)
    written.write_text("".join(line for line in lines if not line.strip().startswith("# ###")))
    return written


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
