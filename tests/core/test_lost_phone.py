"""A lost phone: the secretary unlinks it, and a new code links anew."""

from datetime import timedelta

import pytest

from core.consent import Purpose
from core.errors import NotAllowed
from core.outbox import Kind, Outgoing, Priority, RetryAt
from core.talk import Address, Line
from core.usecases.link_by_code import LinkByCode, WrongCode, link_by_code, try_code
from core.usecases.new_link_code import issue_code
from core.usecases.revoke_addresses import Revoked, revoke_addresses
from tests.core.field import Field, at, occasion

NOON = at(10, 3, 12)
LATER = NOON + timedelta(hours=1)


def line(field: Field, chat: str) -> Line:
    return field.do(lambda uow: uow.talk.line(Address("telegram", "main", chat)))


def link(field: Field, person: str, chat: str) -> Line:
    there = line(field, chat)
    code = field.do(lambda uow: issue_code(uow, person, "hai", NOON, field.chance))
    command = LinkByCode(code, "2026-1", (Purpose.PROCESSING, Purpose.TELEGRAM))
    field.do(lambda uow: link_by_code(uow, there, command, occasion(NOON)))
    return line(field, chat)


def revoke(field: Field, by: str = "hai", whom: str = "en") -> Revoked:
    speaker = field.speaker(by, LATER)
    return field.do(lambda uow: revoke_addresses(uow, speaker, whom, occasion(LATER)))


def notice(field: Field, there: Line, person: str, dedup: str) -> None:
    message = Outgoing(there.row, b"{}", Kind.NOTICE, Priority.NOTICE, dedup, person=person)
    field.do(lambda uow: uow.outbox.queue([message], None, NOON))


def waiting(field: Field) -> list[str | None]:
    claimed = field.do(lambda uow: uow.outbox.claim(("telegram", "main"), "t/1", 50, LATER))
    return [row.chat for row in claimed]


def test_all_addresses_are_unlinked_and_nothing_reaches_them_any_more(field: Field) -> None:
    for chat in ("old", "older"):
        notice(field, link(field, "en", chat), "en", f"n {chat}")
    open_code = field.do(lambda uow: issue_code(uow, "en", "hai", NOON, field.chance))
    assert revoke(field) == Revoked(addresses=2, messages=2)
    assert waiting(field) == []
    assert line(field, "old").speaker is None
    assert field.do(lambda uow: uow.talk.addresses_of("en")) == []
    stranger = line(field, "finder")
    assert field.do(lambda uow: try_code(uow, stranger, open_code, LATER)) == WrongCode()
    assert revoke(field) == Revoked(addresses=0, messages=0)


def test_the_draft_waits_for_the_new_phone(field: Field) -> None:
    old = link(field, "en", "old")
    field.do(lambda uow: uow.talk.open_conversation("p:en", "baocao", "2026Q1", b"draft", NOON))
    revoke(field)
    new = link(field, "en", "new")
    assert (new.speaker, line(field, "old").speaker) == ("en", None)
    assert new.row != old.row
    drafts = field.do(lambda uow: uow.talk.open_conversations("p:en"))
    assert [draft.state for draft in drafts] == [b"draft"]


def test_what_was_in_front_there_is_nobodys(field: Field) -> None:
    old = link(field, "en", "old")
    draft = field.do(lambda uow: uow.talk.open_conversation("p:en", "baocao", "2026Q1", b"draft", NOON))
    field.do(lambda uow: uow.talk.keep_line(old, front=draft.row, state=b"", heard_at=NOON))
    revoke(field)
    assert line(field, "old").front is None


def test_who_shares_the_phone_stays(field: Field) -> None:
    link(field, "an", "shared")
    there = link(field, "en", "shared")
    notice(field, there, "en", "hers")
    notice(field, there, "an", "his")
    assert revoke(field) == Revoked(addresses=1, messages=1)
    after = line(field, "shared")
    assert (after.speaker, after.shared) == ("an", False)
    assert waiting(field) == ["shared"]
    assert field.do(lambda uow: uow.talk.linked(there.row)) == ["an"]


def test_what_was_on_its_way_is_not_tried_again(field: Field) -> None:
    there = link(field, "en", "old")
    notice(field, there, "en", "on its way")
    (row,) = field.do(lambda uow: uow.outbox.claim(("telegram", "main"), "t/1", 50, LATER))
    revoke(field)
    field.do(lambda uow: uow.outbox.record(row, RetryAt(timedelta(0)), LATER))
    (again,) = field.do(lambda uow: uow.outbox.claim(("telegram", "main"), "t/1", 50, LATER))
    assert again.expires_at is not None
    assert again.expires_at <= LATER


@pytest.mark.parametrize(
    ("who", "whom"), [("en", "an"), ("hai", "xuan"), ("to", "en"), ("hai", "nobody"), ("phu", "ut")]
)
def test_only_who_looks_after_a_person_may(field: Field, who: str, whom: str) -> None:
    link(field, "en", "old")
    with pytest.raises(NotAllowed):
        revoke(field, who, whom)
    assert line(field, "old").speaker == "en"
