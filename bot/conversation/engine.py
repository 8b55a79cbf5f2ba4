"""Deciding one update (design.md §4): a synchronous function inside one transaction, without effect outside it."""

from collections.abc import Callable
from datetime import datetime

from bot.conversation import front as fronts
from bot.conversation.here import Decision
from bot.conversation.recent import Recent
from bot.conversation.showing import Words
from bot.conversation.spec import Registry
from bot.conversation.visit import Visit
from bot.conversation.voice import Voice
from bot.inbound import Inbound, Kind
from core.message import say
from core.ports import Chance, UnitOfWork
from core.talk import Line

QuietUntil = Callable[[datetime], "datetime | None"]
"""When an unasked message that is ready now may leave; None for at once."""


class Engine:
    """`owner` names this process in the leases of the outbox. `can_edit`: whether a message of that channel can be
    changed once it was sent."""

    def __init__(
        self,
        registry: Registry,
        words: Words,
        owner: str,
        quiet_until: QuietUntil,
        chance: Chance,
        can_edit: Callable[[str], bool] = lambda _channel: True,
    ) -> None:
        self._chance = chance
        self._registry = registry
        self._words = words
        self._owner = owner
        self._quiet_until = quiet_until
        self._can_edit = can_edit
        self._recent = Recent()

    def decide(self, uow: UnitOfWork, said: Inbound) -> Decision:
        """Takes effect once for a key, however often it is delivered; a tap is answered every time."""
        decision = Decision(taps=[said.tap_id] if said.kind is Kind.TAP else [])
        if uow.talk.note_update(said.key, said.received_at):
            line = uow.talk.line(said.address)
            voice = self._voice(uow, said, line)
            kept = Visit(uow, said, decision, self._registry, voice, line, self._chance, self._recent).take()
            voice.hand_over(self._owner, decision, kept)
        return decision

    def apologise(self, uow: UnitOfWork, said: Inbound, error_id: str) -> Decision:
        """For an update that failed by its own fault and was parked: the person is told kindly, with the id to name."""
        decision = Decision(taps=[said.tap_id] if said.kind is Kind.TAP else [])
        if uow.talk.note_update(said.key, said.received_at) and said.kind is not Kind.GROUP:
            line = uow.talk.line(said.address)
            voice = self._voice(uow, said, line)
            words = say(
                "The system could not take this message. Nothing recorded before is lost. Error {id}.",
                id=error_id,
            )
            voice.receipt(words, say("Please send “menu” to go on, or name this error to the secretary."))
            voice.hand_over(self._owner, decision)
        return decision

    def _voice(self, uow: UnitOfWork, said: Inbound, line: Line) -> Voice:
        front, can_edit = fronts.from_json(line.state), self._can_edit(said.address.channel)
        return Voice(uow, said, line, front, self._words, self._quiet_until, can_edit=can_edit)
