"""`verify-log`, `retention`, `rotate-key` and what `check-config` says of keys, as an administrator runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
_RUN = [sys.executable, "-c", "import sys; from bot.cli import main; main()"]


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("TELEGRAM")}
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [*_RUN, *arguments],
        cwd=folder,
        env=environment | {"PYTHONPATH": root},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    assert run(folder, "load-demo")[0] == 0
    return folder


def test_a_new_log_is_whole(house: Path) -> None:
    code, said = run(house, "verify-log")
    assert code == 0, said
    assert "Nhật ký nguyên vẹn" in said


def test_a_head_that_nothing_leads_to_is_a_broken_log(house: Path) -> None:
    head = house / "var" / "access-log.head"
    head.write_text(json.dumps({"no": 7, "digest": "ab"}))
    code, said = run(house, "verify-log")
    head.unlink()
    assert code == 1
    assert "không còn nguyên vẹn" in said
    assert "từ dòng 1" in said


def test_clocks_are_shown_and_set(house: Path) -> None:
    code, said = run(house, "retention", "parked", "5")
    assert code == 0, said
    assert "parked: 5 ngày" in said
    assert "log: 3.650 ngày" in said
    assert run(house, "retention", "nothing", "5")[0] == 1


def test_the_key_is_changed_and_the_old_one_dropped(house: Path) -> None:
    before = (house / "var" / "data.key").read_text()
    code, said = run(house, "rotate-key", "--drop-old")
    assert code == 0, said
    assert "Đã bỏ khóa cũ" in said
    after = (house / "var" / "data.key").read_text()
    assert before.strip() not in after
    assert (house / "var" / "data.key").stat().st_mode & 0o077 == 0
    code, said = run(house, "check-config")
    assert code == 0, said
    assert said.count("Số giá trị mã hóa bằng khóa") == 1
    assert run(house, "verify-log")[0] == 0
