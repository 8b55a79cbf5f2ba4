"""What is said in confidence is in no log line, and in nothing that can be carried away without the key."""

import base64
import gzip
import re
import zlib
from collections.abc import Iterable, Iterator

import pytest

from tests.privacy.lived import PHONE_NUMBER, Lived, lived

HOUSES = {
    "a report with photos, and a first contact": ("bao-cao-quy-mot-co-anh", "lien-ket-va-tu-choi"),
    "a return with its reason": ("bi-thu-de-nghi-bo-sung",),
}


@pytest.fixture(scope="module", params=HOUSES)
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    return lived(tmp_path_factory.mktemp("house"), *HOUSES[request.param])


def database(house: Lived) -> Iterator[tuple[str, bytes]]:
    """The file with what stands beside it: as it lies there in the end, and as it was stolen from the running bot."""
    for file in sorted([*house.folder.glob("bot.db*"), *house.folder.glob("stolen/bot.db*")]):
        yield str(file.relative_to(house.folder)), file.read_bytes()


def evidence(house: Lived) -> Iterator[tuple[str, bytes]]:
    for file in sorted(house.folder.glob("**/evidence/**/*")):
        if file.is_file():
            yield str(file.relative_to(house.folder)), file.read_bytes()


def written(text: str) -> Iterable[bytes]:
    """The ways in which a text may lie in a file."""
    plain = text.encode()
    yield plain
    yield text.encode("utf-16-le")
    yield text.encode("ascii", "backslashreplace")
    yield base64.b64encode(plain)[: len(plain) // 3 * 4]
    yield zlib.compress(plain)[2:-4]


def test_no_log_line_holds_a_name_a_code_a_token_a_chat_or_a_word_of_anybody(house: Lived) -> None:
    secrets = house.secrets
    for secret in secrets.words | secrets.names | secrets.codes | secrets.tokens | {PHONE_NUMBER}:
        assert secret not in house.log
    for chat in secrets.chats:
        assert not re.search(rf"\b{chat}\b", house.log)


def test_a_stolen_database_tells_no_word_chat_code_or_phone(house: Lived) -> None:
    secrets = house.secrets
    assert secrets.words
    for name, stolen in database(house):
        for secret in secrets.words | secrets.codes | secrets.tokens | {PHONE_NUMBER, PHONE_NUMBER[3:]}:
            for form in written(secret):
                assert form not in stolen, f"{secret!r} in {name}"
        for chat in secrets.chats:
            assert not re.search(rb"(?<!\d)%s(?!\d)" % chat.encode(), stolen), f"chat {chat} in {name}"
            number = int(chat)
            assert number.to_bytes(4, "big") not in stolen, f"chat {chat} as a number in {name}"


def test_the_search_finds_what_does_stand_there(house: Lived) -> None:
    """Names are searched for by the database itself; in the log of changes too, so that was looked at."""
    found = [file for file, stolen in database(house) if "Vũ Đăng Khoa".encode() in stolen]
    assert "bot.db" in found
    assert any(file.endswith("-wal") for file, _ in database(house))


def test_stolen_evidence_shows_no_picture(house: Lived) -> None:
    for name, stolen in (*evidence(house), *database(house)):
        assert not any(magic in stolen for magic in (b"\xff\xd8\xff", b"JFIF", b"%PDF", b"PNG\r\n")), name
        for picture in house.secrets.pictures:
            middle = picture[len(picture) // 2 :][:24]
            assert middle not in stolen, name
        with pytest.raises((OSError, EOFError, zlib.error)):
            gzip.decompress(stolen)


def test_the_name_of_a_stored_file_tells_nothing(house: Lived) -> None:
    for name, _ in evidence(house):
        assert re.fullmatch(r"(stolen/)?evidence(/[0-9a-f]+)+", name), name


def test_pictures_were_kept_at_all(house: Lived) -> None:
    assert len(list(evidence(house))) >= len(house.secrets.pictures)


def test_the_key_lies_apart_and_only_its_owner_reads_it(house: Lived) -> None:
    key = house.folder / "data.key"
    assert key.stat().st_mode & 0o077 == 0
    for _, stolen in (*database(house), *evidence(house)):
        assert key.read_bytes().strip() not in stolen
