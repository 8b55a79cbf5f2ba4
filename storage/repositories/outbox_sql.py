"""The outbox's statements, named. `{now}` is the database's own clock, in microseconds (storage/engine/instants.py)."""

from typing import Final

from storage.engine.instants import POSTGRESQL_NOW, SQLITE_NOW
from storage.engine.statements import Statement

_SHORTHAND: Final = {
    # SQLite uses a partial index only where the index's own condition stands in the statement, word for word.
    "{unsent}": "state in ('waiting', 'attempted')",
    "{prompt}": "kind in ('prompt', 'edit')",
}
_SQLITE: Final = {
    "{now}": SQLITE_NOW,
    "{list}": "select value from json_each(:skip)",
    "{lock}": "",
    "{more to send}": """exists (select 1 from outbox where address_id = :address and priority = 0
      and not_before <= :now and state in ('waiting', 'attempted') and id <> :row)""",
    "{skip locked}": "",
}
_POSTGRESQL: Final = {
    "{now}": POSTGRESQL_NOW,
    "{list}": "select value::bigint from json_array_elements_text(cast(:skip as json))",
    "{lock}": "for no key update",
    # Whoever waits for the address's lock meanwhile may queue one more, which this statement cannot see yet.
    "{more to send}": "null",
    "{skip locked}": "for no key update of a skip locked",
}


def _statement(text: str) -> Statement:
    for short, long in _SHORTHAND.items():
        text = text.replace(short, long)
    sqlite, postgresql = text, text
    for short, long in _SQLITE.items():
        sqlite = sqlite.replace(short, long)
        postgresql = postgresql.replace(short, _POSTGRESQL[short])
    return Statement(sqlite=sqlite, postgresql=postgresql)


# Free, nothing held back, and no reply before: only then may a new reply leave at once.
LEASE: Final = _statement(
    """
    update address set lease_owner = :owner, lease_until = {now} + :lease
    where id = :address and lease_until <= {now} and held_until <= {now}
      and not exists (select 1 from outbox
                      where address_id = :address and priority = 0 and not_before <= :now and {unsent})
    returning channel, line, chat_sealed"""
)
RENEW: Final = _statement(
    """
    update address set lease_until = {now} + :lease
    where id = :address and lease_owner = :owner and held_until <= {now}
    returning channel, line, chat_sealed"""
)
KEEP: Final = _statement(
    "update address set lease_until = {now} + :lease where id = :address and lease_owner = :owner"
)
FREE: Final = _statement(
    "update address set lease_owner = null, lease_until = 0 where id = :address and lease_owner = :owner"
)
HOLD: Final = _statement(
    "update address set lease_owner = null, lease_until = 0, held_until = {now} + :wait"
    " where id = :address and lease_owner = :owner"
)
RETAKE: Final = _statement(
    "update address set lease_owner = :owner, lease_until = {now} + :lease where id = :address and lease_owner is null"
)
PROMPT_ARRIVED: Final = _statement(
    """
    update address set lease_owner = null, lease_until = 0,
      prompt_message = :message, prompt_sent_at = :at, unknown_prompt = :unknown
    where id = :address and lease_owner = :owner returning {more to send}"""
)
NOT_A_PROMPT_ARRIVED: Final = _statement(
    """
    update address set lease_owner = null, lease_until = 0
    where id = :address and lease_owner = :owner returning {more to send}"""
)
PROMPT_UNKNOWN: Final = _statement("update address set unknown_prompt = 1 where id = :address")
ADDRESS_GONE: Final = _statement(
    "update address set lease_owner = null, lease_until = 0, gone = :cause, gone_at = :now"
    " where id = :address and lease_owner = :owner"
)

INSERT: Final = _statement(
    """
    insert into outbox (address_id, line, person_id, conversation_id, kind, priority, dedup, payload_sealed, edits,
                        wanted, not_before, expires_at, queued_at, state, attempts)
    select id, channel || ':' || line, :person, cast(:conversation as bigint), :kind, :priority, :dedup, :payload,
           :edits, :wanted, :not_before, cast(:expires_at as bigint), :now, :state, :attempts
    from address where id = :address
    on conflict (dedup) do nothing returning id"""
)
SUPERSEDE: Final = _statement(
    """
    update outbox set state = 'superseded', done_at = :now
    where address_id = :address and state = 'waiting' and {unsent} and {prompt}
      and id < (select max(newer.id) from outbox newer
                where newer.address_id = :address and newer.{prompt} and newer.{unsent})"""
)
BY_DEDUP: Final = _statement("select id, state, message_id from outbox where dedup = :dedup {lock}")
STANDING: Final = _statement(
    "select coalesce(replacement_sealed, payload_sealed), state, message_id, not_before"
    " from outbox where dedup = :dedup"
)
REPLACE: Final = _statement(
    """
    update outbox set payload_sealed = :payload, not_before = :not_before, expires_at = :expires_at, state = 'waiting',
      edits = coalesce(message_id, edits), attempts = 0, parts_done = 0, replacement_sealed = null, done_at = null
    where id = :row"""
)
REPLACE_AFTERWARDS: Final = _statement("update outbox set replacement_sealed = :payload where id = :row")

CANCEL: Final = _statement(
    """
    update outbox set state = 'obsolete', reason = 'unlinked', done_at = :now
    where person_id = :person and state = 'waiting' and {unsent}
      and address_id in (select address_id from link where person_id = :person)
      and (cast(:address as bigint) is null or address_id = :address)"""
)
# On its way already; should it come back to be tried again, its time has passed.
EXPIRE_ATTEMPTED: Final = _statement(
    """
    update outbox set expires_at = :now
    where person_id = :person and state = 'attempted' and {unsent}
      and address_id in (select address_id from link where person_id = :person)
      and (cast(:address as bigint) is null or address_id = :address)"""
)

NEXT_REPLY: Final = _statement(
    """
    select o.id, o.payload_sealed, o.kind, o.priority, o.attempts, o.edits, o.wanted, o.expires_at, o.parts_done,
           o.unknowns, o.person_id
    from outbox o
    where o.address_id = :address and o.state = 'waiting' and o.{unsent} and o.priority = 0 and o.not_before <= :now
    order by o.not_before, o.id limit 1"""
)
DUE: Final = _statement(
    """
    select o.id, o.payload_sealed, o.kind, o.priority, o.attempts, o.edits, o.wanted, o.expires_at, o.parts_done,
           o.unknowns, o.person_id, a.id, a.channel, a.line, a.chat_sealed
    from outbox o join address a on a.id = o.address_id
    where o.line = :line and o.priority = :priority and o.not_before <= :now and o.state = 'waiting'
      and a.lease_until <= {now} and a.held_until <= {now} and a.id not in ({list})
    order by o.not_before, o.id limit :limit {skip locked}"""
)
CLAIM_ADDRESS: Final = _statement(
    "update address set lease_owner = :owner, lease_until = {now} + :lease where id = :address"
)
ATTEMPT: Final = _statement(
    "update outbox set state = 'attempted', attempts = attempts + 1 where id = :row and state = 'waiting' returning id"
)
MORE_TO_SEND: Final = _statement(
    """
    select 1 from outbox where address_id = :address and {unsent} and priority = 0 and not_before <= :now limit 1"""
)

# What the messenger has confirmed was sent, whoever holds the row by now.
SENT: Final = _statement(
    """
    update outbox set state = 'sent', message_id = :message, done_at = :now, reason = null
    where id = :row and state in ('attempted', 'waiting', 'unknown') returning replacement_sealed"""
)
SEND_REPLACEMENT: Final = _statement(
    """
    update outbox set state = 'waiting', edits = message_id, payload_sealed = replacement_sealed,
      replacement_sealed = null, attempts = 0, parts_done = 0, done_at = null
    where id = :row"""
)
CLOSE: Final = _statement(
    "update outbox set state = :state, reason = :reason, done_at = :now, unknowns = unknowns + :unknown"
    " where id = :row and state = 'attempted' and attempts = :attempts returning id"
)
TRY_AGAIN: Final = _statement(
    "update outbox set state = 'waiting', reason = :reason, parts_done = :done, unknowns = unknowns + :unknown"
    " where id = :row and state = 'attempted' and attempts = :attempts returning id"
)
WAIT_AGAIN: Final = _statement(
    """
    update outbox set state = 'waiting', attempts = attempts - 1
    where address_id = :address and state = 'attempted' and {unsent}"""
)
OTHERS_GONE: Final = _statement(
    """
    update outbox set state = 'gone', reason = :reason, done_at = :now
    where address_id = :address and {unsent}"""
)
LEFT: Final = _statement(
    """
    select 1 from outbox o join address a on a.id = o.address_id
    where o.id = :row and o.{prompt} and (
      exists (select 1 from outbox newer
              where newer.address_id = o.address_id and newer.{prompt} and newer.id > o.id)
      or (o.conversation_id is not null and a.front_id is not null and o.conversation_id <> a.front_id))"""
)

LAPSED: Final = _statement(
    """
    select o.id, o.address_id, o.kind, o.priority, o.attempts, o.unknowns, o.parts_done, a.channel
    from outbox o join address a on a.id = o.address_id
    where o.state = 'attempted' and o.{unsent} and a.lease_until <= {now}
    order by o.id {skip locked}"""
)
TAKE_FROM_DEAD: Final = _statement(
    "update address set lease_owner = null, lease_until = 0 where id = :address"
)
# Once, at start: no index stands ready for it.
EXPIRE_DEAD: Final = _statement(
    "update address set lease_until = 0"
    " where lease_owner is not null and lease_owner <> :owner"
    " and substr(lease_owner, 1, cast(:length as integer)) = :dead"
)
# What waits a moment for more to come was put off by the clock of a process that is gone; a trial's starts anew.
WAITED_LONG_ENOUGH: Final = _statement(
    "update outbox set not_before = :now where state = 'waiting' and {unsent} and priority = 0 and not_before > :now"
)
EXPIRE_DEAD_LEADER: Final = _statement(
    "delete from line_leader where owner <> :owner and substr(owner, 1, cast(:length as integer)) = :dead"
)

LEAD: Final = _statement(
    """
    insert into line_leader (channel, line, owner, lease_until) values (:channel, :line, :owner, {now} + :lease)
    on conflict (channel, line) do update set owner = excluded.owner, lease_until = excluded.lease_until
    where line_leader.owner = excluded.owner or line_leader.lease_until <= {now}
    returning owner"""
)
STEP_DOWN: Final = _statement(
    "delete from line_leader where channel = :channel and line = :line and owner = :owner"
)

SAME_PLACE: Final = _statement(
    """
    select there.id from address there join address here on here.channel = there.channel and here.line = there.line
    where here.id = :address and there.chat_digest = :digest and there.id <> here.id"""
)
MOVE: Final = _statement("update address set chat_digest = :digest, chat_sealed = :chat where id = :address")
MOVE_ROWS: Final = _statement(
    "update outbox set address_id = :there where address_id = :address and {unsent}"
)
