"""`neuguong chat` as a person at a terminal meets it, whose keyboard or file may be in another encoding."""

import os
import subprocess
import sys
from pathlib import Path

import bot
from bot.settings import Settings


def test_bytes_that_are_no_utf_8_do_not_end_the_conversation(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    said = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "chat"],
        cwd=tmp_path,
        env={**clean, "PYTHONPATH": str(Path(bot.__file__).parents[1]), "LC_ALL": "C"},
        input="xin chào\n".encode() + b"\xff\xfe\x00 ch\xe0o\n" + b"menu\n",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (said.returncode, said.stderr.decode()) == (0, "")
    assert said.stdout.decode().count("xin đồng chí gõ mã") == 4  # the greeting, and one a line
