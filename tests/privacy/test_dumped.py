"""Whoever carries the database away without the key reads no word, phone or chat of anybody, on either backend; and
no log line held any of it meanwhile."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from bot.request_reminders import RequestReminders
from core.people import RoleKind
from tests.conftest import Backend
from tests.core.field import PEOPLE, START, item
from tests.handlers.secretary.office import Office
from tests.own_data.test_own_data import photo
from tests.privacy.lived import logged
from tests.privacy.test_lived import written

WORDS = (
    "Giúp hộ bà Sáo dựng lại nhà",
    "Năm sinh của tôi là 1985 chứ không phải",
    "Quyết định thanh tra số 47",
    "Kiểm tra đơn của đồng chí Én",
    "Bản nháp còn dở dang",
    "Cần bổ sung biên bản bàn giao",
    "nhà ông Páo",
    "Câu trả lời về việc sửa năm sinh",
)
CHATS = tuple(f"chat-{person}-telegram" for person in ("en", "hai", "pa", "sa"))
PHONES = tuple(f"09{year}" for _, _, year, *_ in PEOPLE)


@dataclass
class Stolen:
    dump: bytes
    log: str


def live(office: Office) -> None:
    """Everything that is asked, typed and decided about own data, beside a pledge, a report and a return."""
    pledge, wrong, law, reason, draft, lacking, _, answer = WORDS
    office.field.consent("sa")
    office.do(lambda uow: uow.people.add_role("ngan", "P", RoleKind.AUDITOR.value, START))
    en, hai, pa, sa = (office.phone_of(person) for person in ("en", "hai", "pa", "sa"))
    office.pledges("en", item(content=pledge), item("4", "buổi"))
    office.reports("en", "1", "2")
    office.do(lambda uow: uow.photos.add(photo("p1", "a" * 64)))
    en.says("sửa dữ liệu của tôi")
    en.says(wrong)
    en.chooses("Gửi")
    office.do(lambda uow: RequestReminders(office.words, lambda _now: None)(uow, office.now))
    hai.says("/yeucau")
    hai.chooses("Đèo Thị Én")
    hai.chooses("Đã sửa")
    hai.says(answer)
    hai.chooses("Gửi")
    hai.says("duyệt")
    hai.chooses("Đèo Thị Én")
    hai.chooses("Bổ sung việc 1")
    hai.says(lacking)
    sa.says("/luugiu")
    sa.says("Đèo Thị Én")
    if "Đèo" in "".join(sa.choices):
        sa.chooses("Đèo")
    sa.says(law)
    sa.chooses("90 ngày")
    sa.chooses("Ghi nhận")
    sa.says("/moniemphong")
    sa.says("Đèo Thị Én")
    if "Đèo" in "".join(sa.choices):
        sa.chooses("Đèo")
    sa.says(reason)
    sa.chooses("Mở")
    en.says("/dulieucuatoi")
    en.chooses("Nhận toàn bộ")
    en.says("xóa dữ liệu của tôi")
    en.chooses("Yêu cầu xóa")
    pa.says("/yeucau")
    en.says("dữ liệu của tôi")
    office.phone_of("ngan").says("/nhatky")
    hai.says("sửa dữ liệu của tôi")
    hai.says(draft)
    office.do(lambda uow: uow.talk.park("k", draft.encode(), "E", "why", office.now))


@pytest.fixture
def stolen(backend: Backend, database_url: str) -> Iterator[Stolen]:
    office = Office(database_url)
    try:
        with logged() as log:
            live(office)
        seen = "\n".join(phone.everything for phone in office.phones)
        for word in WORDS[:6]:
            assert word in seen, f"nobody was shown {word!r}: then it proves nothing"
        yield Stolen(_dump(backend, database_url), log.getvalue())
    finally:
        office.close()


def _dump(backend: Backend, url: str) -> bytes:
    """The file with its log of changes as they lie there; or every table as `pg_dump` copies it."""
    if backend == "sqlite":
        file = Path(url.removeprefix("sqlite:///"))
        return b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))
    copied = []
    with psycopg.connect(url) as connection:
        tables = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        for (table,) in tables:
            with connection.cursor().copy(f'copy "{table}" to stdout'.encode()) as rows:
                copied += [bytes(row) for row in rows]
    return b"".join(copied)


def test_no_word_phone_or_chat_can_be_read(stolen: Stolen) -> None:
    assert "Đèo Thị Én".encode() in stolen.dump, "names are searched for by the database, so the search works"
    for secret in (*WORDS, *CHATS):
        for form in (*written(secret), secret.encode().hex().encode()):
            assert form not in stolen.dump, secret
    for phone in PHONES:
        assert not re.search(rb"(?<![0-9a-f])%s(?![0-9a-f])" % phone.encode(), stolen.dump), phone


def test_no_log_line_told_any_of_it(stolen: Stolen) -> None:
    for secret in (*WORDS, *CHATS, *PHONES, "Đèo Thị Én", "Bế Hải"):
        assert secret not in stolen.log
