"""The outbox on one connection: fixed SQL, since every reply passes through it (core/outbox.py says what holds)."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from core.outbox import SHOWING_PROMPT, Claimed, Kind, Outcome, Outgoing, Priority, Queued, Rejected, Standing
from core.talk import Line
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.repositories import outbox_sql as sql
from storage.repositories.leases import LEASE
from storage.repositories.outbox_endings import CHAT, Endings
from storage.vault import CannotOpen, Vault

RESENT: Final = frozenset({"telegram"})
"""Channels on which a reply whose answer never came is sent once more; nowhere else (design.md §5)."""

_PAYLOAD: Final = "outbox"
_MICRO: Final = timedelta(microseconds=1)


class OutboxRows:
    """core.outbox.Outbox."""

    def __init__(
        self,
        connection: Connection,
        vault: Vault,
        *,
        lease: timedelta = LEASE,
        resent: Collection[str] = RESENT,
    ) -> None:
        self._sql = connection
        self._vault = vault
        self._lease = lease // _MICRO
        self._endings = Endings(connection, vault, lease, resent)

    def queue(
        self, messages: Sequence[Outgoing], owner: str | None, now: datetime, *, leased: Line | None = None
    ) -> Queued:
        rows: list[int] = []
        claimed: list[Claimed] = []
        if leased is not None:
            where = leased.address
            place = (where.channel, where.line, where.id)
            self._add(leased.row, messages, owner, now, place, rows, claimed)
            return Queued(tuple(rows), tuple(claimed))
        for address, group in groupby(messages, lambda message: message.address):
            self._queue_at(address, list(group), owner, now, rows, claimed)
        return Queued(tuple(rows), tuple(claimed))

    def _queue_at(
        self,
        address: int,
        messages: list[Outgoing],
        owner: str | None,
        now: datetime,
        rows: list[int],
        claimed: list[Claimed],
    ) -> None:
        place: Row | None = None
        if owner is not None and any(_leaves_at_once(message, now) for message in messages):
            place = self._sql.fetch_one(
                sql.LEASE, owner=owner, address=address, lease=self._lease, now=to_micros(now)
            )
        if place is not None:
            place = (place[0], place[1], self._vault.open_text(place[2], CHAT))
        self._add(address, messages, owner, now, place, rows, claimed)

    def _add(
        self,
        address: int,
        messages: Sequence[Outgoing],
        owner: str | None,
        now: datetime,
        place: Row | None,
        rows: list[int],
        claimed: list[Claimed],
    ) -> None:
        """With `place` (channel, line, chat) the address is leased to the owner."""
        at = to_micros(now)
        mine = len(claimed)
        for message in messages:
            at_once = place is not None and _leaves_at_once(message, now)
            row = self._insert(message, at_once, at)
            if row is None:
                continue
            rows.append(row)
            if at_once and owner is not None and place is not None:
                claimed.append(self._fresh(row, message, owner, place))
        if place is not None and len(claimed) == mine:
            self._sql.execute(sql.FREE, address=address, owner=owner)
        elif place is None and any(message.kind in SHOWING_PROMPT for message in messages):
            self._sql.execute(sql.SUPERSEDE, address=address, now=at)

    def _insert(self, message: Outgoing, at_once: bool, now: int) -> int | None:
        payload = self._vault.seal(message.payload, _PAYLOAD)
        not_before = 0 if message.not_before is None else to_micros(message.not_before)
        expires_at = None if message.expires_at is None else to_micros(message.expires_at)
        added = self._sql.fetch_one(
            sql.INSERT,
            address=message.address,
            person=message.person,
            conversation=message.conversation,
            kind=message.kind.value,
            priority=int(message.priority),
            dedup=message.dedup,
            payload=payload,
            edits=message.edits,
            wanted=message.wanted,
            not_before=not_before,
            expires_at=expires_at,
            now=now,
            state="attempted" if at_once else "waiting",
            attempts=int(at_once),
        )
        if added is not None:
            return int(added[0])
        return self._replace(message.dedup, payload, not_before, expires_at) if message.replace else None

    def _replace(self, dedup: str, payload: bytes, not_before: int, expires_at: int | None) -> int | None:
        found = self._sql.fetch_one(sql.BY_DEDUP, dedup=dedup)
        if found is None:
            return None
        row, state, _ = found
        if state == "attempted":
            self._sql.execute(sql.REPLACE_AFTERWARDS, row=row, payload=payload)
        else:
            self._sql.execute(
                sql.REPLACE, row=row, payload=payload, not_before=not_before, expires_at=expires_at
            )
        return int(row)

    @staticmethod
    def _fresh(row: int, message: Outgoing, owner: str, place: Row) -> Claimed:
        channel, line, chat = place
        return Claimed(
            row=row,
            address_row=message.address,
            owner=owner,
            channel=channel,
            line=line,
            chat=chat,
            payload=message.payload,
            kind=message.kind,
            priority=message.priority,
            attempts=1,
            edits=message.edits,
            wanted=message.wanted,
            expires_at=message.expires_at,
            person=message.person,
        )

    def standing(self, dedup: str) -> Standing | None:
        found = self._sql.fetch_one(sql.STANDING, dedup=dedup)
        if found is None:
            return None
        payload, state, message, not_before = found
        unsent = message is None and state in {"waiting", "attempted"}
        after = from_micros(not_before) if not_before else None
        return Standing(self._vault.open(payload, _PAYLOAD), unsent, after)

    def cancel(self, person: str, now: datetime, address: int | None = None) -> int:
        at = {"person": person, "now": to_micros(now), "address": address}
        self._sql.execute(sql.EXPIRE_ATTEMPTED, **at)
        return self._sql.execute(sql.CANCEL, **at)

    def next_reply(self, address: int, owner: str, now: datetime) -> Claimed | None:
        place = self._sql.fetch_one(sql.RENEW, address=address, owner=owner, lease=self._lease)
        found = self._sql.fetch_one(sql.NEXT_REPLY, address=address, now=to_micros(now)) if place else None
        if place is None or found is None or self._sql.fetch_one(sql.ATTEMPT, row=found[0]) is None:
            self._sql.execute(sql.FREE, address=address, owner=owner)
            return None
        return self._claimed(found, address, owner, place, now)

    def claim(
        self,
        line: tuple[str, str],
        owner: str,
        limit: int,
        now: datetime,
        *,
        priorities: Sequence[Priority] = tuple(Priority),
        skip: Collection[int] = (),
    ) -> list[Claimed]:
        claimed: dict[int, Claimed] = {}
        queue = {
            "line": ":".join(line),
            "now": to_micros(now),
            "skip": json.dumps(list(skip)),
            "limit": limit,
        }
        for priority in priorities:
            if len(claimed) == limit:
                break
            due = self._sql.fetch_all(sql.DUE, **queue, priority=int(priority))
            for row in due:
                address = row[11]
                if len(claimed) < limit and address not in claimed and self._attempt(row, owner):
                    readable = self._claimed(row, address, owner, row[12:], now)
                    claimed |= {address: readable} if readable else {}
        return list(claimed.values())

    def _attempt(self, row: Row, owner: str) -> bool:
        if self._sql.fetch_one(sql.ATTEMPT, row=row[0]) is None:
            return False
        self._sql.execute(sql.CLAIM_ADDRESS, owner=owner, lease=self._lease, address=row[11])
        return True

    def _claimed(self, found: Row, address: int, owner: str, place: Row, now: datetime) -> Claimed | None:
        """None for what was sealed with a key that is no longer here: it must not stop all that is behind it."""
        blank = self._attempted(found, address, owner, place)
        try:
            chat, payload = self._vault.open_text(place[2], CHAT), self._vault.open(found[1], _PAYLOAD)
        except CannotOpen:
            self.record(blank, Rejected("sealed"), now)
            return None
        return replace(blank, chat=chat, payload=payload)

    @staticmethod
    def _attempted(found: Row, address: int, owner: str, place: Row) -> Claimed:
        row, _, kind, priority, attempts, edits, wanted, expires_at, done, unknowns, person = found[:11]
        channel, line, _ = place
        return Claimed(
            row=row,
            address_row=address,
            owner=owner,
            channel=channel,
            line=line,
            chat="",
            payload=b"",
            kind=Kind(kind),
            priority=Priority(priority),
            attempts=attempts + 1,
            edits=edits,
            wanted=wanted,
            expires_at=None if expires_at is None else from_micros(expires_at),
            done=done,
            again=unknowns > 0,
            person=person,
        )

    def record(self, sent: Claimed, outcome: Outcome, now: datetime) -> bool:
        return self._endings.record(sent, outcome, to_micros(now))

    def hand_back(self, address: int, owner: str, now: datetime, *, keep: bool = False) -> None:
        self._endings.hand_back(address, owner, to_micros(now), keep=keep)

    def take_over(self, owner: str, now: datetime, dead: str | None = None) -> int:
        return self._endings.take_over(owner, to_micros(now), dead)

    def lead(self, line: tuple[str, str], owner: str, lease: timedelta) -> bool:
        channel, name = line
        led = self._sql.fetch_one(sql.LEAD, channel=channel, line=name, owner=owner, lease=lease // _MICRO)
        return led is not None

    def step_down(self, line: tuple[str, str], owner: str) -> None:
        self._sql.execute(sql.STEP_DOWN, channel=line[0], line=line[1], owner=owner)


def _leaves_at_once(message: Outgoing, now: datetime) -> bool:
    return (
        message.priority is Priority.REPLY
        and not message.replace
        and (message.not_before is None or message.not_before <= now)
    )
