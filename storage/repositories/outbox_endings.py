"""What became of what was sent: the half of the outbox that closes rows, hands addresses back and takes over."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from core.outbox import (
    SHOWING_PROMPT,
    ChatMoved,
    Claimed,
    Gone,
    Kind,
    Late,
    Obsolete,
    Outcome,
    Priority,
    Rejected,
    RetryAt,
    Sent,
    Unknown,
)
from storage.engine.connection import Connection, Row
from storage.engine.instants import to_micros
from storage.repositories import outbox_sql as sql
from storage.vault import Vault

CHAT: Final = "chat"
_AFTER_UNKNOWN: Final = timedelta(seconds=2)
_MICRO: Final = timedelta(microseconds=1)


class Endings:
    """The docstrings of core.outbox.Outbox say what holds; instants are microseconds here."""

    def __init__(
        self, connection: Connection, vault: Vault, lease: timedelta, resent: Collection[str]
    ) -> None:
        self._sql = connection
        self._vault = vault
        self._lease = lease // _MICRO
        self._resent = resent

    def record(self, sent: Claimed, outcome: Outcome, at: int) -> bool:
        match outcome:
            case Sent():
                return self._sent(sent, outcome, at)
            case RetryAt():
                self._try_again(sent, outcome.reason, outcome.done, unknown=outcome.perhaps)
                self._note_doubt(sent, in_doubt=outcome.perhaps)
            case ChatMoved():
                self._try_again(sent, "moved", outcome.done)
            case Unknown():
                self._unknown(sent, outcome.done, at)
            case Gone():
                self._close(sent, "gone", outcome.cause, at)
            case Rejected():
                self._close(sent, "rejected", outcome.reason, at)
            case Obsolete() | Late():
                self._close(sent, "obsolete" if isinstance(outcome, Obsolete) else "late", None, at)
        self._leave(sent, outcome, at)
        return False

    def _sent(self, sent: Claimed, outcome: Sent, now: int) -> bool:
        address, owner = sent.address_row, sent.owner
        if sent.kind in SHOWING_PROMPT:
            # If an earlier copy arrived, an answer may be older than this one: the engine must not call it early.
            freed = self._sql.fetch_one(
                sql.PROMPT_ARRIVED,
                address=address,
                owner=owner,
                message=outcome.message_id,
                at=to_micros(outcome.at),
                unknown=int(sent.again),
                row=sent.row,
                now=now,
            )
        else:
            freed = self._sql.fetch_one(
                sql.NOT_A_PROMPT_ARRIVED, address=address, owner=owner, row=sent.row, now=now
            )
        marked = self._sql.fetch_one(sql.SENT, row=sent.row, message=outcome.message_id, now=now)
        more = None if freed is None else freed[0]
        if marked is not None and marked[0] is not None:
            self._sql.execute(sql.SEND_REPLACEMENT, row=sent.row)
            more = None
        if more is None:
            more = self._sql.fetch_one(sql.MORE_TO_SEND, address=address, now=now)
        if not more:
            return False
        return self._sql.execute(sql.RETAKE, address=address, owner=owner, lease=self._lease) == 1

    def _leave(self, sent: Claimed, outcome: Outcome, now: int) -> None:
        """Gives the address back after a failure, if it is still ours to give."""
        place = {"address": sent.address_row, "owner": sent.owner}
        match outcome:
            case RetryAt(after=after):
                ours = self._sql.execute(sql.HOLD, **place, wait=after // _MICRO)
            case Unknown():
                ours = self._sql.execute(sql.HOLD, **place, wait=_AFTER_UNKNOWN // _MICRO)
            case Gone(cause=cause):
                ours = self._sql.execute(sql.ADDRESS_GONE, **place, cause=cause, now=now)
            case _:
                ours = self._sql.execute(sql.FREE, **place)
        if not ours:
            return
        if isinstance(outcome, Gone):
            self._sql.execute(sql.OTHERS_GONE, address=sent.address_row, reason=outcome.cause, now=now)
            return
        self._wait_again(sent.address_row, now)
        if isinstance(outcome, ChatMoved):
            self._move(sent.address_row, outcome.new_id)

    def hand_back(self, address: int, owner: str, now: int, *, keep: bool = False) -> None:
        ours = (
            self._sql.execute(sql.KEEP, address=address, owner=owner, lease=self._lease)
            if keep
            else self._sql.execute(sql.FREE, address=address, owner=owner)
        )
        if ours:
            self._wait_again(address, now)

    def _wait_again(self, address: int, now: int) -> None:
        self._sql.execute(sql.WAIT_AGAIN, address=address)
        self._sql.execute(sql.SUPERSEDE, address=address, now=now)

    def _try_again(self, sent: Claimed, reason: str, done: int, *, unknown: bool = False) -> None:
        self._sql.execute(
            sql.TRY_AGAIN,
            row=sent.row,
            attempts=sent.attempts,
            reason=reason,
            done=done,
            unknown=int(unknown),
        )

    def _close(self, sent: Claimed, state: str, reason: str | None, now: int) -> None:
        self._sql.execute(
            sql.CLOSE,
            row=sent.row,
            attempts=sent.attempts,
            state=state,
            reason=reason,
            unknown=int(state == "unknown"),
            now=now,
        )

    def _unknown(self, sent: Claimed, done: int, now: int) -> None:
        once_more = (
            sent.priority is Priority.REPLY
            and not sent.again
            and sent.channel in self._resent
            and self._sql.fetch_one(sql.LEFT, row=sent.row) is None
        )
        if once_more:
            self._try_again(sent, "unknown", done, unknown=True)
        else:
            self._close(sent, "unknown", None, now)
        self._note_doubt(sent, in_doubt=True)

    def _note_doubt(self, sent: Claimed, *, in_doubt: bool) -> None:
        """An answer to this prompt may come though it is not known to have arrived."""
        if in_doubt and sent.kind in SHOWING_PROMPT:
            self._sql.execute(sql.PROMPT_UNKNOWN, address=sent.address_row)

    def _move(self, address: int, new_id: str) -> None:
        digest = self._vault.digest(new_id, CHAT)
        for known in self._vault.digests(new_id, CHAT):
            there = self._sql.fetch_one(sql.SAME_PLACE, address=address, digest=known)
            if there is not None:
                self._sql.execute(sql.MOVE_ROWS, address=address, there=there[0])
                return
        chat = self._vault.seal_text(new_id, CHAT)
        self._sql.execute(sql.MOVE, address=address, digest=digest, chat=chat)

    def take_over(self, owner: str, now: int, dead: str | None) -> int:
        if dead is not None:
            gone = {"dead": f"{dead}/", "length": len(dead) + 1, "owner": owner}
            self._sql.execute(sql.EXPIRE_DEAD, **gone)
            self._sql.execute(sql.EXPIRE_DEAD_LEADER, **gone)
            self._sql.execute(sql.WAITED_LONG_ENOUGH, now=now)
        lapsed = self._sql.fetch_all(sql.LAPSED)
        for row in lapsed:
            self._unknown(self._lost(row), row[6], now)
        for address in {row[1] for row in lapsed}:
            self._sql.execute(sql.TAKE_FROM_DEAD, address=address)
            self._sql.execute(sql.SUPERSEDE, address=address, now=now)
        return len(lapsed)

    @staticmethod
    def _lost(found: Row) -> Claimed:
        """An attempted row of a dead owner, as far as deciding on it needs."""
        row, address, kind, priority, attempts, unknowns, done, channel = found
        return Claimed(
            row=row,
            address_row=address,
            owner="",
            channel=channel,
            line="",
            chat="",
            payload=b"",
            kind=Kind(kind),
            priority=Priority(priority),
            attempts=attempts,
            done=done,
            again=unknowns > 0,
        )
