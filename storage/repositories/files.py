# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""Orders of files that go out; what they are of and what they are called is sealed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import orjson

from core.errors import Refused
from core.files_out import KEPT_FOR, MOST_WAITING, USES, FileOrder, Handed, key_of
from core.message import say
from storage.engine.connection import Connection, Row
from storage.engine.instants import POSTGRESQL_NOW, SQLITE_NOW, from_micros, to_micros
from storage.engine.statements import Statement
from storage.vault import CannotOpen, Vault

_MICRO: Final = timedelta(microseconds=1)
_ARGUMENT: Final = "file argument"
_NAMES: Final = "file names"
_TOKEN: Final = "file link"  # noqa: S105 - what its hash is for


def _statement(text: str) -> Statement:
    """`{now}` is the database's own clock; a row that another process is claiming is passed over."""
    return Statement(
        sqlite=text.replace("{now}", SQLITE_NOW).replace("{skip locked}", ""),
        postgresql=text.replace("{now}", POSTGRESQL_NOW).replace(
            "{skip locked}", "for no key update skip locked"
        ),
    )


_COLUMNS: Final = "id, kind, argument_sealed, person_id, address_id, channel, ordered_at, attempt"
_OF_ORDER: Final = (
    "f.id, f.kind, f.argument_sealed, f.person_id, f.address_id, f.channel, f.ordered_at, f.attempt"
)
_WAITING: Final = Statement(
    "select id, kind, argument_digest, address_id from file_order where person_id = :person and state = 'ordered'"
)
_ADD: Final = Statement(
    "insert into file_order (id, kind, argument_sealed, argument_digest, person_id, address_id, channel,"
    " ordered_at, state)"
    " values (:id, :kind, :argument, :digest, :person, :address, :channel, :at, 'ordered')"
)
_GET: Final = Statement(f"select {_COLUMNS} from file_order where id = :id")
_FREE: Final = _statement(
    "select id from file_order where state = 'ordered' and lease_until <= {now}"
    " order by ordered_at, id limit :limit {skip locked}"
)
_CLAIM: Final = _statement(
    "update file_order set lease_owner = :owner, lease_until = {now} + :lease, attempt = attempt + 1"
    f" where id = :id and state = 'ordered' and lease_until <= {{now}} returning {_COLUMNS}"
)
_TAKE_OVER: Final = Statement(
    "update file_order set lease_owner = null, lease_until = 0 where state = 'ordered'"
    " and substr(lease_owner, 1, cast(:length as integer)) = :dead and lease_owner <> :owner"
)
_MINE: Final = "where id = :id and state = 'ordered' and attempt = :attempt"
_GIVE_BACK: Final = _statement(
    "update file_order set lease_owner = null, lease_until = {now} + :wait, attempt = attempt - :uncounted "
    + _MINE
)
_END: Final = Statement(
    "update file_order set state = :state, names_sealed = :names, done_at = :now, lease_owner = null " + _MINE
)
_END_ALL: Final = Statement(
    "update file_order set state = 'failed', lease_owner = null, done_at = coalesce(done_at, :now)"
    " where person_id = :person"
)
_KNOWN_LINK: Final = Statement("select 1 from file_link where digest = :digest")
_ADD_LINK: Final = Statement(
    "insert into file_link (digest, order_id, number, uses_left) values (:digest, :order, :number, :uses)"
)
_ALIVE: Final = (
    "f.state = 'made' and (o.id is null or o.done_at is null or o.done_at > :before)"
    " and (o.id is not null or f.done_at > :before)"
)
"""Not to be forgotten yet: its message `o` is still to leave, or left less than KEPT_FOR ago."""
_LINK: Final = Statement(
    f"select {_OF_ORDER}, f.names_sealed, l.number from file_link l join file_order f on f.id = l.order_id"
    f" left join outbox o on o.dedup = 'file:' || f.id where l.digest = :digest and {_ALIVE}"
)
_USE: Final = Statement(
    "update file_link set uses_left = uses_left - 1 where digest = :digest and uses_left > 0 returning number"
)
_TO_FORGET: Final = Statement(
    f"select {_OF_ORDER} from file_order f left join outbox o on o.dedup = 'file:' || f.id"
    f" where f.state <> 'ordered' and not ({_ALIVE}) order by f.done_at limit :limit"
)
_FORGET_LINKS: Final = Statement("delete from file_link where order_id = :id")
_FORGET: Final = Statement("delete from file_order where id = :id")
_OF_PERSON: Final = Statement(
    f"select {_COLUMNS} from file_order where person_id = :person order by ordered_at, id"
)


class FileRows:
    """core.ports.Files on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def order(self, order: FileOrder) -> str:
        digest, *older = self._vault.digests(order.argument, _ARGUMENT)
        waiting = self._sql.fetch_all(_WAITING, person=order.person)
        for there, *of_it in waiting:
            if any(of_it == [order.kind, known, order.address] for known in (digest, *older)):
                return str(there)
        if len(waiting) >= MOST_WAITING:
            raise Refused(say("Several files are being made for you already. Please wait for them first."))
        self._sql.execute(
            _ADD,
            id=order.id,
            kind=order.kind,
            argument=self._vault.seal_text(order.argument, _ARGUMENT),
            digest=digest,
            person=order.person,
            address=order.address,
            channel=order.channel,
            at=to_micros(order.ordered_at),
        )
        return order.id

    def get(self, order: str) -> FileOrder | None:
        row = self._sql.fetch_one(_GET, id=order)
        return None if row is None else self._order(row)

    def claim(self, owner: str, limit: int, lease: timedelta) -> list[FileOrder]:
        free = self._sql.fetch_all(_FREE, limit=limit)
        rows = [self._sql.fetch_one(_CLAIM, id=row[0], owner=owner, lease=lease // _MICRO) for row in free]
        return [self._order(row) for row in rows if row is not None]

    def take_over(self, owner: str, dead: str) -> None:
        self._sql.execute(_TAKE_OVER, owner=owner, dead=f"{dead}/", length=len(dead) + 1)

    def give_back(self, claimed: FileOrder, wait: timedelta) -> None:
        self._return(claimed, wait, uncounted=1)

    def try_again(self, claimed: FileOrder, wait: timedelta) -> None:
        self._return(claimed, wait, uncounted=0)

    def _return(self, claimed: FileOrder, wait: timedelta, *, uncounted: int) -> None:
        self._sql.execute(
            _GIVE_BACK, id=claimed.id, attempt=claimed.attempt, wait=wait // _MICRO, uncounted=uncounted
        )

    def done(self, claimed: FileOrder, names: Sequence[str], now: datetime) -> bool:
        sealed = self._vault.seal(orjson.dumps(list(names)), _NAMES)
        return self._end(claimed, "made", sealed, now)

    def failed(self, claimed: FileOrder, now: datetime) -> bool:
        return self._end(claimed, "failed", None, now)

    def _end(self, claimed: FileOrder, state: str, names: bytes | None, now: datetime) -> bool:
        mine = {"id": claimed.id, "attempt": claimed.attempt}
        return self._sql.execute(_END, **mine, state=state, names=names, now=to_micros(now)) == 1

    def end_all(self, person: str, now: datetime) -> None:
        self._sql.execute(_END_ALL, person=person, now=to_micros(now))

    def add_link(self, token: str, order: str, number: int) -> None:
        self._sql.execute(_ADD_LINK, digest=self._digest(token), order=order, number=number, uses=USES)

    def take_link(self, token: str, now: datetime) -> Handed | None:
        digests = self._vault.digests(token, _TOKEN)
        known = next((each for each in digests if self._sql.fetch_one(_KNOWN_LINK, digest=each)), digests[0])
        found = self._sql.fetch_one(_LINK, digest=known, before=_before(now))
        if found is None or self._sql.fetch_one(_USE, digest=known) is None:
            return None
        *order, names, number = found
        try:
            name = str(orjson.loads(self._vault.open(names, _NAMES))[number])
        except CannotOpen:
            return None
        return Handed(key_of(self._order(tuple(order)), number), name)

    def to_forget(self, now: datetime, limit: int) -> list[FileOrder]:
        return [self._order(row) for row in self._sql.fetch_all(_TO_FORGET, before=_before(now), limit=limit)]

    def forget(self, order: str) -> None:
        self._sql.execute(_FORGET_LINKS, id=order)
        self._sql.execute(_FORGET, id=order)

    def of_person(self, person: str) -> list[FileOrder]:
        return [self._order(row) for row in self._sql.fetch_all(_OF_PERSON, person=person)]

    def _digest(self, token: str) -> str:
        return self._vault.digest(token, _TOKEN)

    def _order(self, row: Row) -> FileOrder:
        id_, kind, argument, person, address, channel, at, attempt = row
        try:
            text = self._vault.open_text(argument, _ARGUMENT)
        except (
            CannotOpen
        ):  # with a key that is gone: it is told as any that cannot be made, and stops no other
            kind, text = "", ""
        return FileOrder(id_, kind, text, person, address, channel, from_micros(at), attempt)


def _before(now: datetime) -> int:
    return to_micros(now - KEPT_FOR)
