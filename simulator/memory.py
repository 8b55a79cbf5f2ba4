"""What the stand-in's phones show, kept over a restart, as a messenger keeps it: chats, files, menus, the record.

A journal of JSON lines, each of which says how something stands from then on; at a start it is read, and written anew
without what no longer holds. It belongs to one database: where the province has just moved in, nothing is remembered.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import IO, Final

import orjson

from simulator.recorder import RECORDED, Recorder
from simulator.telegram.files import StoredFile
from simulator.telegram.platform import Platform
from simulator.telegram.state import Bot, Chat, Event, Message, World
from simulator.telegram.wire import Json

_JOURNAL: Final = "phones.jsonl"
_FILES: Final = "files"
_CARD: Final = ("file_id", "unique_id", "kind", "path", "size", "mime", "name")


class Memory:
    """Remembers from `recall` on. `folder` is the simulator's own."""

    def __init__(self, folder: Path, platform: Platform, bot: Bot, recorder: Recorder) -> None:
        self._journal = folder / _JOURNAL
        self._files = folder / _FILES
        self._platform = platform
        self._bot = bot
        self._recorder = recorder
        self._kept: set[str] = set()
        self._standing: dict[int, Json] = {}
        self._counted = 0
        self._out: IO[bytes] | None = None

    def recall(self, *, fresh: bool) -> None:
        """Everything as it was, or (`fresh`) nothing; from now on whatever happens is written down."""
        self._files.mkdir(mode=0o700, parents=True, exist_ok=True)
        lines = [] if fresh else list(self._lines())
        for line in lines:
            self._take(line)
        self._number_on()
        self._write_anew([line for line in lines if not RECORDED.isdisjoint(line)])
        self._platform.world.listeners.append(self._hear)
        self._recorder.note = self._append

    def _number_on(self) -> None:
        """No message gets a number that another one has."""
        numbers = [max(chat.messages) for chat in self._platform.world.private.values() if chat.messages]
        self._bot.message_ids = count(max([next(self._bot.message_ids), *(number + 1 for number in numbers)]))

    def close(self) -> None:
        """Write no more."""
        if self._out is not None:
            self._platform.world.listeners.remove(self._hear)
            self._recorder.note = None
            self._out.close()
            self._out = None

    def _lines(self) -> Iterator[Json]:
        """A last line that was cut short is left out."""
        with suppress(FileNotFoundError), self._journal.open("rb") as journal:
            for line in journal:
                with suppress(orjson.JSONDecodeError):
                    yield orjson.loads(line)

    def _take(self, line: Json) -> None:
        if not RECORDED.isdisjoint(line):
            self._recorder.recall(line)
        elif "chat" in line:
            chat = self._chat(line["chat"])
            chat.started, chat.blocked = line["started"], line["blocked"]
        elif "message" in line:
            self._take_message(line)
        elif "file" in line:
            self._take_file(line["file"])
        elif "updates" in line:
            self._bot.inbox.next_id = max(self._bot.inbox.next_id, line["updates"])
        elif "commands" in line:
            self._bot.commands = {tuple(scope): commands for scope, commands in line["commands"]}

    def _chat(self, user: int) -> Chat:
        world: World = self._platform.world
        return world.private_chat(self._bot, world.people[user])

    def _take_message(self, line: Json) -> None:
        chat = self._chat(line["message"]["chat"]["id"])
        owner = self._bot if line["by_bot"] else None
        message = Message(line["message"], owner, line["silent"], line["keyboard"], line["deleted"])
        chat.messages[message.id] = message
        self._recorder.learn_labels(message)

    def _take_file(self, card: Json) -> None:
        path = self._files / str(card["bytes"])

        def load() -> bytes:
            return path.read_bytes()

        names = {
            name: card[name] for name in ("file_id", "unique_id", "kind", "path", "size", "mime", "name")
        }
        stored = StoredFile(load=load, **names)
        self._platform.files.by_id[stored.file_id] = stored
        self._platform.files.by_path[stored.path] = stored
        self._kept.add(stored.file_id)

    def _write_anew(self, recorded: list[Json]) -> None:
        half = self._journal.with_suffix(".new")
        with half.open("wb") as out:
            self._out = out
            self._kept.clear()
            self._standing.clear()
            self._append({"updates": self._bot.inbox.next_id})
            self._append({"commands": self._menus()})
            for chat in self._platform.world.private.values():
                self._keep_chat(chat)
                for message in chat.messages.values():
                    self._keep_message(message)
            for line in recorded or [self._recorder.beginning()]:
                self._append(line)
        half.replace(self._journal)
        self._journal.chmod(0o600)
        self._out = self._journal.open("ab")

    def _hear(self, chat: Chat, event: Event) -> None:
        if chat.kind != "private":
            return
        self._keep_count()
        if event.kind == "commands":
            self._append({"commands": self._menus()})
        elif event.message is not None and event.kind in ("message", "edit", "delete"):
            self._keep_message(event.message)
        if event.kind in ("message", "member"):
            self._keep_chat(chat)

    def _menus(self) -> list[object]:
        return [[scope, commands] for scope, commands in self._bot.commands.items()]

    def _keep_count(self) -> None:
        """Of the updates, whose numbers the bot remembers too."""
        if self._counted != self._bot.inbox.next_id:
            self._counted = self._bot.inbox.next_id
            self._append(
                {"updates": self._counted + 1}
            )  # the one that is being told of comes after this line

    def _keep_chat(self, chat: Chat) -> None:
        standing = {"chat": chat.id, "started": chat.started, "blocked": chat.blocked}
        if chat.started and self._standing.get(chat.id) != standing:
            self._standing[chat.id] = standing
            self._append(standing)

    def _keep_message(self, message: Message) -> None:
        for cards in _files_of(message.body):
            self._keep_files([str(card["file_id"]) for card in cards])
        self._append(
            {
                "message": message.body,
                "by_bot": message.owner is not None,
                "silent": message.silent,
                "keyboard": message.keyboard,
                "deleted": message.deleted,
            }
        )

    def _keep_files(self, sizes: list[str]) -> None:
        """One file in several sizes, the whole last: only that is kept, and stands for the others."""
        known = self._platform.files.by_id
        stored = [known[file_id] for file_id in sizes if file_id in known and file_id not in self._kept]
        if not stored:
            return
        place = self._files / stored[-1].unique_id
        if not place.exists():
            place.write_bytes(stored[-1].load())
        for one in stored:
            self._kept.add(one.file_id)
            self._append({"file": {**{name: getattr(one, name) for name in _CARD}, "bytes": place.name}})

    def _append(self, line: Json) -> None:
        if self._out is not None:
            self._out.write(orjson.dumps(line) + b"\n")
            self._out.flush()


def _files_of(body: Json) -> list[list[Json]]:
    """Each file in the sizes in which it is offered."""
    photo = [body["photo"]] if "photo" in body else []
    return photo + [[body[kind]] for kind in ("document", "voice", "video", "sticker") if kind in body]
