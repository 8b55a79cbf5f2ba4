"""What the control API shows of the server, as JSON."""

from collections import Counter
from dataclasses import asdict

from simulator.telegram.faults import Fault
from simulator.telegram.phone import Phone
from simulator.telegram.platform import Platform
from simulator.telegram.screen import Bubble
from simulator.telegram.state import Bot, Person, World
from simulator.telegram.wire import Json


def bot_view(bot: Bot) -> Json:
    """A bot, without its token."""
    return {"id": bot.id, "username": bot.username, "first_name": bot.first_name, "privacy": bot.privacy}


def person_view(world: World, person: Person) -> Json:
    """A person, and for each bot whether they started or blocked it."""
    chats = [
        {"bot": bot.username, "started": chat.started, "blocked": chat.blocked}
        for (_, user), chat in world.private.items()
        if user == person.id
        for bot in chat.bots.values()
    ]
    return {"id": person.id, **person.names(), "deactivated": person.deactivated, "chats": chats}


def message_view(shown: Bubble) -> Json:
    """A message: the Bot API's Message, and beside it what only a phone knows."""
    return {
        "id": shown.id,
        "by_bot": shown.by_bot,
        "text": shown.text,
        "edited": shown.edited,
        "silent": shown.silent,
        "file_id": shown.file_id,
        "keyboard": shown.keyboard,
        "message": shown.body,
    }


def chat_view(phone: Phone, after: int = 0) -> Json:
    """A whole phone."""
    unanswered = [q.id for q in phone.platform.queries.unanswered() if q.chat is phone.chat]
    return {
        "user": phone.person.id,
        "bot": phone.bot.username,
        "chat": phone.chat.card(),
        "started": phone.chat.started,
        "blocked": phone.chat.blocked,
        "event": len(phone.chat.log),
        "messages": [message_view(one) for one in phone.messages if one.id > after],
        "keyboard": phone.keyboard,
        "commands": phone.commands,
        "unanswered_taps": unanswered,
    }


def fault_view(fault: Fault) -> Json:
    """A fault as it was asked for, with what is left of `times`."""
    return asdict(fault)


def stats_view(platform: Platform) -> Json:
    """Calls by method and status, and the most messages in any second."""
    calls = Counter(f"{call.method} {call.status}" for call in platform.pace.calls)
    return {
        "calls": dict(calls),
        "most_in_a_second": platform.pace.most_in_a_second(),
        "unanswered_taps": len(platform.queries.unanswered()),
        "waiting_updates": {bot.username: len(bot.inbox.waiting) for bot in platform.world.bots.values()},
    }
