"""Groups: people and bots together, bots that come and go, and the upgrade that changes a group's id."""

from simulator.telegram.platform import Platform
from simulator.telegram.state import Bot, Chat, Person
from simulator.telegram.wire import Json

_FIRST_GROUP = 500_001
_FIRST_SUPERGROUP = 10**12 + 1_600_000_001


class Group:
    """A group. `chat` is the one it is now: an upgrade replaces it."""

    def __init__(self, platform: Platform, title: str, people: list[Person]) -> None:
        self._platform = platform
        members = {person.id: person for person in people}
        self.chat = Chat(
            -_FIRST_GROUP - len(platform.world.groups), "group", title, people=members, started=True
        )
        platform.world.groups[self.chat.id] = self.chat

    @property
    def owner(self) -> Person:
        """Who made it: the first member."""
        return next(iter(self.chat.people.values()))

    def add(self, bot: Bot) -> None:
        """The owner takes a bot in; the bot is told twice, as in Telegram."""
        self.chat.bots[bot.id] = bot
        self.chat.standing[bot.id] = "member"
        self._platform.standing(self.chat, bot, self.owner, "left", "member")
        self._service({"new_chat_members": [bot.card()]})

    def kick(self, bot: Bot) -> None:
        """The owner throws a bot out."""
        self.chat.standing[bot.id] = "kicked"
        self._platform.standing(self.chat, bot, self.owner, "member", "kicked")

    def upgrade(self) -> int:
        """Make it a supergroup: a new chat with a new id, which is returned; the old one is closed."""
        old = self.chat
        number = _FIRST_SUPERGROUP + len(self._platform.world.groups)
        new = Chat(-number, "supergroup", old.title, old.people, started=True)
        new.bots, new.standing = old.bots, old.standing
        self._platform.world.groups[new.id] = new
        old.upgraded_to = new.id
        self._service({"migrate_to_chat_id": new.id})
        self.chat = new
        self._service({"migrate_from_chat_id": old.id})
        return new.id

    def _service(self, content: Json) -> None:
        message = self._platform.world.post(self.chat, self.owner.card(), content)
        self._platform.tell(self.chat, message, "message")
