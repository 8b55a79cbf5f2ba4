"""What each messenger can do: the one place where the choice between buttons, numbers, edits and files is made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Capabilities:
    """`text_units` counts UTF-16 units, as both messengers do. `message_order`: message ids grow within a chat."""

    text_units: int
    caption_units: int
    buttons: bool
    edits: bool
    files_out: bool
    albums: bool
    message_order: bool


TELEGRAM = Capabilities(4096, 1024, buttons=True, edits=True, files_out=True, albums=True, message_order=True)
TEXT = Capabilities(
    2000, 2000, buttons=False, edits=False, files_out=False, albums=False, message_order=False
)

BY_CHANNEL = {"telegram": TELEGRAM, "text": TEXT}
