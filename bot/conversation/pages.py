"""What is shown while no question is: the menu, a list, a receipt, with the way back to what was put aside."""

from dataclasses import replace

from bot.conversation import drafts
from bot.conversation.barred import narrowed
from bot.conversation.dialog import Go, Line, Option, Receipt
from bot.conversation.front import Mode
from bot.conversation.here import Here
from bot.conversation.in_front import InFront
from bot.conversation.showing import Page
from bot.conversation.spec import Registry
from bot.conversation.voice import Voice
from core.message import Message, say

RESUME = "tieptuc"
"""The engine's own command: go on with a conversation that was put aside."""
_OFFERED_AGAIN = 3


class Pages:
    """Showing one puts aside what is in front. `registry` is what is open to the person, of the `whole`."""

    def __init__(
        self, here: Here, voice: Voice, registry: Registry, whole: Registry, in_front: InFront
    ) -> None:
        self._here = here
        self._voice = voice
        self._registry = registry
        self._whole = whole
        self._in_front = in_front

    def home(self, preface: tuple[Line | Message, ...] = ()) -> None:
        """The menu (or what a stranger is told), after `preface`."""
        menu = self._registry.home(self._here)
        said = () if self._registry.plain_home else preface
        lines = tuple(line if isinstance(line, Line) else Line(line) for line in said)
        self.show(Page((*lines, *menu.lines), menu.options))

    def show(self, page: Page, *, edits: str | None = None) -> None:
        self._in_front.leave()
        page = replace(page, options=(*page.options, *self._put_aside()))
        self._voice.front = self._voice.front.asking(numbers_choose=True)
        self._voice.prompt(page, Mode.HOME, edits=edits)

    def receipt(self, receipt: Receipt) -> None:
        """What was decided may have opened things or closed them: a consent."""
        if self._here.speaker is not None:
            barred = self._whole.bar(self._here)
            self._registry = self._whole if barred is None else narrowed(self._whole, barred)
        self.show(Page(receipt.lines, receipt.options))

    def _put_aside(self) -> tuple[Option, ...]:
        """The person's other open conversations, offered again."""
        options = []
        for conversation in self._here.uow.talk.open_conversations(self._in_front.owner):
            spec = self._registry.dialogs.get(conversation.dialog)
            begun = drafts.from_json(conversation.state).answers  # else there is no draft to come back to
            if spec is not None and begun:
                label = say("Go on: {title}", title=spec.title(conversation.subject))
                options.append(Option(label, Go(RESUME, str(conversation.row))))
        return tuple(options[:_OFFERED_AGAIN])
