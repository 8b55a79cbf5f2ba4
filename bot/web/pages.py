"""Our few pages as HTML: whole in themselves, small, large to read, without anything fetched from elsewhere."""

import base64
import hashlib
import html
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

import segno

from core.entrance import Entrance, grouped
from core.message import Message, say


class Words(Protocol):
    def text(self, message: Message) -> str: ...


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


_STYLE: Final = _read("page.css")
_SCRIPT: Final = _read("copy.js")


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


POLICY: Final = (
    f"default-src 'none'; style-src {_source(_STYLE)}; script-src {_source(_SCRIPT)}; img-src data:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Only this very style and script run, byte for byte."""


class Pages:
    def __init__(self, words: Words) -> None:
        self._words = words

    def landing(self, code: str, entrance: Entrance) -> str:
        """Where a link code leads. It is the same for every code: it knows none."""
        return self._page(
            say("Begin"),
            [
                f"<h1>{self._say(say('Your way to the cell’s assistant'))}</h1>",
                f"<p>{self._say(say('This is your code. It works once, and only for you.'))}</p>",
                f'<p class="code" id="code">{grouped(code)}</p>',
                self._copy(code),
                *self._ways(code, entrance),
                *self._scan(code, entrance),
                f'<p class="aside">{self._say(_ASIDE)}</p>',
            ],
            script=True,
        )

    def notice(self, heading: Message, *lines: Message) -> str:
        """A page that says one thing."""
        body = [
            f"<h1>{self._say(heading)}</h1>",
            *(f"<p>{self._say(line)}</p>" for line in lines),
        ]
        return self._page(heading, body)

    def _copy(self, code: str) -> str:
        """Without a script it is not there: the code can be marked by one long press."""
        done, by_hand = self._say(say("Copied")), self._say(say("Press on the code and hold to copy it"))
        return (
            f'<p><button type="button" id="copy" hidden data-code="{code}" data-done="{done}"'
            f' data-by-hand="{by_hand}">{self._say(say("Copy the code"))}</button></p>'
        )

    def _ways(self, code: str, entrance: Entrance) -> Sequence[str]:
        telegram, zalo = entrance.on_telegram(code), entrance.on_zalo()
        ways = []
        if telegram:
            ways.append(self._link(telegram, "telegram", say("Open on Telegram")))
            ways.append(f"<p>{self._say(say('Then press START, and the assistant knows your code.'))}</p>")
        if zalo:
            ways.append(self._link(zalo, "zalo", say("Open on Zalo")))
            ways.append(f"<p>{self._say(say('Then send the code there as a message.'))}</p>")
        if not zalo:
            ways.append(f"<p>{self._say(_OR_BY_HAND if telegram else _BY_HAND)}</p>")
        return [f"<h2>{self._say(say('Choose one way'))}</h2>", *ways] if telegram and zalo else ways

    def _link(self, address: str, kind: str, words: Message) -> str:
        link = f'href="{html.escape(address)}" rel="noreferrer noopener"'
        return f'<p><a class="way {kind}" {link}>{self._say(words)}</a></p>'

    def _scan(self, code: str, entrance: Entrance) -> Sequence[str]:
        address = entrance.to_scan(code)
        if address is None:
            return ()
        label = self._say(say("To open it on another phone, scan this"))
        drawn = segno.make(address, error="m", micro=False).svg_inline(
            border=2, omitsize=True, svgclass=None, lineclass=None
        )
        return (f'<h2>{label}</h2><div class="qr" role="img" aria-label="{label}">{drawn}</div>',)

    def _say(self, message: Message) -> str:
        return html.escape(self._words.text(message))

    def _page(self, title: Message, body: Sequence[str], *, script: bool = False) -> str:
        parts = [
            '<!doctype html><html lang="vi"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer">',
            f'<title>{self._say(title)}</title><link rel="icon" href="data:,"><style>{_STYLE}</style></head>',
            "<body><main>",
            *body,
            "</main>",
            f"<script>{_SCRIPT}</script>" if script else "",
            "</body></html>",
        ]
        return "\n".join(part for part in parts if part)


_ASIDE: Final = say(
    "Please do not pass the code on. If it does not work any more, your secretary gives you a new one."
)
_OR_BY_HAND: Final = say(
    "If you do not use Telegram, open the assistant in the app that your secretary named, "
    "and send it this code as a message."
)
_BY_HAND: Final = say(
    "Open the assistant in the app that your secretary named, and send it this code as a message."
)
