"""The messenger as a whole, beneath HTTP: what bots call and people use both work on this."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from simulator.telegram.delivery import Delivery
from simulator.telegram.faults import Faults
from simulator.telegram.files import FileStore
from simulator.telegram.limits import Pace
from simulator.telegram.queries import Answer, Queries, Query
from simulator.telegram.state import Bot, Chat, Message, Person, World
from simulator.telegram.text import formatted
from simulator.telegram.updates import Inbox
from simulator.telegram.webhooks import Webhook, WebhookSender
from simulator.telegram.wire import Json

_WORDS = ("text", "entities", "caption", "caption_entities")


class Platform:
    """One stand-in Telegram: bots, people, files, taps, faults and pace."""

    def __init__(self, clock: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        self.world = World(clock, monotonic)
        self.files = FileStore()
        self.faults = Faults()
        self.delivery = Delivery(self.faults)
        self.queries = Queries()
        self.pace = Pace()
        self.senders: dict[int, WebhookSender] = {}
        self.webhook_rest_s = 1.0
        self.webhook_reply: Callable[[Bot, Json], Awaitable[None]] | None = None

    def bot(self, token: str, *, first_name: str, username: str, privacy: bool = True) -> Bot:
        """A bot account; its id is the part of the token before the colon."""
        bot = Bot(token, int(token.partition(":")[0]), first_name, username, Inbox(), privacy)
        self.world.bots[token] = bot
        return bot

    def hook(self, bot: Bot, webhook: Webhook) -> None:
        """Send a bot's updates to its webhook from now on."""

        async def reply(call: Json) -> None:
            if self.webhook_reply:
                await self.webhook_reply(bot, call)

        self.senders[bot.id] = WebhookSender(bot.inbox, webhook, reply, self.world.now, self.webhook_rest_s)

    async def unhook(self, bot: Bot) -> bool:
        """Stop a bot's webhook; whether it had one."""
        sender = self.senders.pop(bot.id, None)
        if sender:
            await sender.stop()
        return sender is not None

    async def stop(self) -> None:
        """Let go of everything that runs: polls end empty, webhooks and timers stop."""
        for bot in self.world.bots.values():
            bot.inbox.release()
            await self.unhook(bot)
        self.delivery.stop()

    def said(self, chat: Chat, person: Person, content: Json) -> Message:
        """A person puts a message into a chat; the bots that may see it are told."""
        if chat.kind == "private":
            chat.started = True
        message = self.world.post(chat, person.card(), content)
        self.tell(chat, message, "message")
        return message

    def tell(self, chat: Chat, message: Message, kind: str) -> None:
        """Give a person's message (or its edit) to the bots of the chat that may see it."""
        for bot in chat.bots.values():
            if chat.standing.get(bot.id, "member") == "member" and _visible(bot, chat, message.body):
                self.delivery.give(bot, kind, message.body, chat.id)

    def edited(self, chat: Chat, message: Message, content: Json) -> None:
        """A person changes the words of a message of theirs."""
        kept = {key: value for key, value in message.body.items() if key not in _WORDS}
        message.body = kept | content | {"edit_date": self.world.now()}
        self.world.notice(chat, "edit", message)
        self.tell(chat, message, "edited_message")

    def tapped(self, chat: Chat, person: Person, message: Message, data: str) -> Query:
        """A person taps an inline button."""
        if message.owner is None:
            raise ValueError("only a bot's message has buttons to tap")
        query = self.queries.open(message.owner, chat, person, message, data, self.world.monotonic())
        content: Json = {
            "id": query.id,
            "from": person.card(),
            "chat_instance": str(chat.id * 7919),
            "message": message.body,
            "data": data,
        }
        self.delivery.give(message.owner, "callback_query", content, person.id)
        return query

    def answered(self, query: Query, answer: Answer) -> None:
        """The bot answered a tap: the phone shows it."""
        query.answer = answer
        query.done.set()
        data = {"query_id": query.id, "text": answer.text, "alert": answer.alert, "url": answer.url}
        self.world.notice(query.chat, "answer", query.message, data)

    def standing(self, chat: Chat, bot: Bot, by: Person, old: str, new: str) -> None:
        """Tell a bot that its place in a chat changed (blocked, added, removed)."""
        content: Json = {
            "chat": chat.card(),
            "from": by.card(),
            "date": self.world.now(),
            "old_chat_member": _member(bot, old),
            "new_chat_member": _member(bot, new),
        }
        self.delivery.give(bot, "my_chat_member", content, chat.id)
        self.world.notice(chat, "member", data={"bot": bot.id, "status": new})

    def typed(self, text: str) -> Json:
        """What a person typed, as a message's content."""
        plain, entities = formatted(text, "", [], self.world.card_of)
        return {"text": plain, "entities": entities} if entities else {"text": plain}


def _member(bot: Bot, status: str) -> Json:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": bot.card(), "status": status, **until}


def _visible(bot: Bot, chat: Chat, body: Json) -> bool:
    """Privacy mode: in a group a bot sees commands, mentions, replies to it and service messages only."""
    if chat.kind == "private" or not bot.privacy:
        return True
    if not any(key in body for key in ("text", "caption", "photo", "document", "voice", "video", "sticker")):
        return True
    text = str(body.get("text") or body.get("caption") or "")
    if body.get("reply_to_message", {}).get("from", {}).get("id") == bot.id:
        return True
    if f"@{bot.username}".lower() in text.lower():
        return True
    return text.startswith("/") and "@" not in text.split()[0]
