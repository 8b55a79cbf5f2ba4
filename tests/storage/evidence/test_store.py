"""Evidence is kept once, sealed, whole, and under a name that tells nothing; in a folder, in memory, in a bucket."""

import hashlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.evidence import EvidenceDamaged, EvidenceMissing, EvidenceUnavailable
from storage.evidence.store import EvidenceStore, open_store
from storage.vault import Vault
from tests.storage.evidence import bucket, samples

KEY, NEXT_KEY = bytes(range(32)), bytes(range(32, 64))
PHOTO = samples.jpeg()


@pytest.fixture
def in_bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[bucket.Bucket]:
    with bucket.running() as running:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-real-secret")
        monkeypatch.setenv("AWS_REGION", "vn-south-1")
        monkeypatch.setenv("AWS_ENDPOINT", running.url)
        monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
        yield running


@pytest.fixture(params=["file", "memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> EvidenceStore:
    if request.param == "s3":
        request.getfixturevalue("in_bucket")
    url = {"file": f"file://{tmp_path}/minh chung", "memory": "memory://", "s3": "s3://evidence/tinh/xa"}
    return open_store(url[request.param], Vault(KEY))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


def in_folder(folder: Path, *keys: bytes) -> EvidenceStore:
    return open_store(folder.as_uri(), Vault(*keys or (KEY,)))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_put_is_got_back_until_it_is_deleted(store: EvidenceStore) -> None:
    key = store.put(PHOTO)
    assert store.get(key) == PHOTO
    assert store.exists(key)
    store.delete(key)
    assert not store.exists(key)
    with pytest.raises(EvidenceMissing):
        store.get(key)


def test_deleting_what_is_not_there_is_harmless(store: EvidenceStore) -> None:
    store.delete(store.key_of("0" * 64))


def test_the_same_bytes_have_one_key_known_from_their_sha256(store: EvidenceStore) -> None:
    key = store.put(PHOTO)
    assert store.put(PHOTO) == key == store.key_of(hashlib.sha256(PHOTO).hexdigest())
    assert store.put(PHOTO + b"\0") != key


def test_an_empty_file_and_one_of_twenty_megabytes_are_kept(store: EvidenceStore) -> None:
    for data in (b"", bytes(range(256)) * 80 * 1024):
        assert store.get(store.put(data)) == data


def test_the_same_bytes_are_kept_once(folder: Path) -> None:
    store = in_folder(folder)
    store.put(PHOTO)
    (first,) = files(folder)
    written = first.stat().st_mtime_ns
    store.put(PHOTO)
    assert files(folder) == [first]
    assert first.stat().st_mtime_ns == written


def test_a_stolen_folder_shows_no_picture_and_tells_of_none(folder: Path) -> None:
    key = in_folder(folder).put(PHOTO)
    (file,) = files(folder)
    sealed = file.read_bytes()
    assert PHOTO[:100] not in sealed
    assert b"JFIF" not in sealed
    assert hashlib.sha256(PHOTO).hexdigest()[:32] != key
    with pytest.raises(EvidenceDamaged):
        in_folder(folder, NEXT_KEY).get(key)
    assert in_folder(folder, NEXT_KEY).key_of(hashlib.sha256(PHOTO).hexdigest()) != key


def test_the_folder_is_for_its_owner_only(folder: Path) -> None:
    in_folder(folder)
    assert folder.stat().st_mode & 0o077 == 0


def test_what_was_sealed_before_a_new_key_came_is_still_read_and_not_kept_twice(folder: Path) -> None:
    key = in_folder(folder).put(PHOTO)
    renewed = in_folder(folder, NEXT_KEY, KEY)
    assert renewed.get(key) == PHOTO
    assert renewed.put(PHOTO) == key
    assert len(files(folder)) == 1


@pytest.mark.parametrize("at", [0, 3, 10, 40, -1])
def test_a_file_altered_on_disk_is_not_read(folder: Path, at: int) -> None:
    store = in_folder(folder)
    key = store.put(PHOTO)
    (file,) = files(folder)
    altered = bytearray(file.read_bytes())
    altered[at] ^= 1
    file.write_bytes(altered)
    with pytest.raises(EvidenceDamaged):
        store.get(key)


def test_a_file_put_in_another_s_place_is_not_read(folder: Path) -> None:
    store = in_folder(folder)
    mine, theirs = store.put(PHOTO), store.put(samples.png())
    place = {file.name: file for file in files(folder)}
    place[mine].write_bytes(place[theirs].read_bytes())
    with pytest.raises(EvidenceDamaged):
        store.get(mine)


def test_sending_a_photo_again_mends_a_copy_that_was_damaged(folder: Path) -> None:
    store = in_folder(folder)
    key = store.put(PHOTO)
    (file,) = files(folder)
    for damage in (b"", file.read_bytes()[:1000]):
        file.write_bytes(damage)
        store.put(PHOTO)
        assert store.get(key) == PHOTO


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "AB" * 16, "g" * 32, "0" * 31, "0" * 32 + "\n"])
def test_what_is_no_key_is_refused_before_the_store_is_asked(folder: Path, key: str) -> None:
    store = in_folder(folder)
    for use in (store.get, store.exists, store.delete):
        with pytest.raises(ValueError, match="not a key"):
            use(key)


def test_many_threads_that_put_the_same_photo_keep_it_once(folder: Path) -> None:
    store = in_folder(folder)
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(store.put, [PHOTO] * 40))
    assert len(keys) == 1
    assert len(files(folder)) == 1
    assert store.get(keys.pop()) == PHOTO


def test_everything_kept_is_listed_to_be_compared_with_the_database(folder: Path) -> None:
    store = in_folder(folder)
    keys = {store.put(bytes([number])) for number in range(60)}
    (folder / "README").write_text("not ours")
    (folder / "00").mkdir(exist_ok=True)
    (folder / "00" / ("0" * 32 + "#1")).write_bytes(b"left by a crash")
    assert {found.key for found in store.kept()} == keys
    assert all(found.since.tzinfo is not None for found in store.kept())


WRITER = """
import sys
from storage.evidence.store import open_store
from storage.vault import Vault
store = open_store(sys.argv[1], Vault(bytes(range(32))))
for number in range(1000):
    print(store.put(bytes([number % 251]) * 3_000_000 + str(number).encode()), flush=True)
"""


def test_a_killed_process_leaves_no_half_file_and_loses_none_it_named(folder: Path) -> None:
    for wait in (0.02, 0.05, 0.11):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, folder.as_uri()], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        named = [writer.stdout.readline()]
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)
        named += writer.stdout.read().splitlines()
        writer.stdout.close()
        writer.wait()
        store = in_folder(folder)
        assert {key.decode().strip() for key in named if len(key) >= 32} <= {
            kept.key for kept in store.kept()
        }
        for kept in store.kept():
            assert len(store.get(kept.key)) > 3_000_000


def test_a_folder_that_went_away_is_unavailable_and_its_name_is_not_told(folder: Path) -> None:
    store = in_folder(folder)
    key = store.put(PHOTO)
    folder.rename(folder.with_name("elsewhere"))
    for use in (lambda: store.get(key), lambda: store.exists(key), lambda: list(store.kept())):
        with pytest.raises(EvidenceUnavailable) as caught:
            use()
        assert not isinstance(caught.value, EvidenceMissing)
        assert str(folder) not in str(caught.value)
    folder.with_name("elsewhere").rename(folder)
    assert store.get(key) == PHOTO


def test_a_disk_that_cannot_be_written_is_unavailable_and_says_which_error_it_was(folder: Path) -> None:
    store = in_folder(folder)
    folder.rmdir()
    folder.write_text("a file where the folder was")
    with pytest.raises(EvidenceUnavailable, match="os error 20"):
        store.put(PHOTO)


def test_a_bucket_that_refuses_is_unavailable_and_repeats_no_credential(in_bucket: bucket.Bucket) -> None:
    store = open_store("s3://evidence/tinh", Vault(KEY))
    key = store.put(PHOTO)
    in_bucket.broken = True
    for use in (lambda: store.put(PHOTO), lambda: store.get(key), lambda: store.exists(key)):
        with pytest.raises(EvidenceUnavailable) as caught:
            use()
        assert not isinstance(caught.value, EvidenceMissing)
        assert "AKIA" not in str(caught.value)
    in_bucket.broken = False
    assert store.get(key) == PHOTO


def test_a_bucket_is_sent_sealed_bytes_under_its_folder(in_bucket: bucket.Bucket) -> None:
    key = open_store("s3://evidence/tinh", Vault(KEY)).put(PHOTO)
    ((path, sealed),) = in_bucket.objects.items()
    assert path == f"/evidence/tinh/{key[:2]}/{key}"
    assert PHOTO[:100] not in sealed


@pytest.mark.parametrize(
    "url",
    ["", "var/evidence", "file:var/evidence", "file://var/evidence", "ftp://h/x", "s3://", "http://h/secret"],
)
def test_a_wrong_setting_is_one_clear_line_without_the_setting_itself(url: str) -> None:
    with pytest.raises(ValueError, match=r"^EVIDENCE_URL") as caught:
        open_store(url, Vault(KEY))
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)
