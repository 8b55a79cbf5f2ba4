"""parse_mode=HTML as Telegram reads it: a small tag language, entities measured in UTF-16 units.

Errors carry Telegram's wording and byte offsets, since clients tell some of them apart by text.
"""

import re
from dataclasses import dataclass

from simulator.telegram.wire import Json, bad_request

_KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "",  # a formatted date: shown as its text here
}
# On the same stretch the outer one comes first.
_RANK = {
    **dict.fromkeys(("blockquote", "expandable_blockquote"), 0),
    "pre": 11,
    "code": 20,
    **dict.fromkeys(("text_link", "text_mention"), 49),
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_SPACE = " \t\r\n\0\v"
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![A-Za-z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG_NAME = re.compile(r"[^ \t\r\n\0\v>]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\0\v=>/\"']*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_SPACES = re.compile(r"[ \t\r\n\0\v]*")
_USER_LINK = re.compile(r"tg://user/?\?id=([0-9]+)")


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    piece: int


def _character(match: re.Match[str]) -> str:
    """The character a reference stands for, or the reference itself where Telegram leaves it alone."""
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < 0x10FFFF or len(match.group().rstrip(";")) >= 10:
        return match.group()
    return chr(code)


def unescape(text: str) -> str:
    """Text with Telegram's character references decoded; unknown ones stay as they are."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.length = 0
        self.pieces: list[str] = []
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        while self.at < len(self.text):
            tag = self.text.find("<", self.at)
            self.literal(self.text[self.at :] if tag < 0 else self.text[self.at : tag])
            if tag < 0:
                break
            self.at = tag + 1
            if self.text.startswith("/", self.at):
                self.end_tag(tag)
            else:
                self.start_tag(tag)
        if self.open:
            raise fault(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda e: (e["offset"], -e["length"], _RANK.get(e["type"], 50)))
        return self.plain(), self.entities

    def plain(self) -> str:
        text = "".join(self.pieces)
        try:
            text.encode()
        except UnicodeEncodeError as broken:
            reason = "Text contains invalid Unicode characters after decoding HTML entities, "
            raise fault(reason + "check for unmatched surrogate code units") from broken
        return text

    def literal(self, raw: str) -> None:
        piece = unescape(raw)
        self.pieces.append(piece)
        self.length += len(piece) if piece.isascii() else len(piece.encode("utf-16-le", "surrogatepass")) // 2

    def byte(self, position: int) -> int:
        return len(self.text[:position].encode())

    def skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:  # every pattern here may match nothing
            return ""
        self.at = found.end()
        return found.group()

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def start_tag(self, begin: int) -> None:
        tag = self.skip(_TAG_NAME).lower()
        if not self.peek():
            raise fault(f"Unclosed start tag at byte offset {self.byte(begin)}")
        if tag not in _KINDS:
            raise fault(f'Unsupported start tag "{tag}" at byte offset {self.byte(begin)}')
        argument = ""
        while self.peek() != ">":
            self.skip(_SPACES)
            if self.peek() == ">":
                break
            argument = self.attribute(tag, begin, argument)
        if tag == "span" and argument != "spoiler":
            raise fault(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte(begin)}')
        self.at += 1
        self.open.append(_Open(tag, argument, self.length, len(self.pieces)))

    def attribute(self, tag: str, begin: int, argument: str) -> str:
        name = self.skip(_ATTRIBUTE_NAME)
        if not name:
            raise fault(f'Empty attribute name in the tag "{tag}" at byte offset {self.byte(begin)}')
        self.skip(_SPACES)
        if self.peek() != "=":
            if not self.peek():
                raise fault(f'Unclosed start tag "{tag}" at byte offset {self.byte(begin)}')
            return "1" if (tag, name) == ("blockquote", "expandable") else argument
        self.at += 1
        self.skip(_SPACES)
        if not self.peek():
            raise fault(f'Unclosed start tag "{tag}" at byte offset {self.byte(begin)}')
        value = self.value()
        if not self.peek():
            raise fault(f"Unclosed start tag at byte offset {self.byte(begin)}")
        return _meaning(tag, name, value, argument)

    def value(self) -> str:
        quote = self.peek()
        if quote not in "'\"":
            begin = self.at
            token = self.skip(_NAME_TOKEN).lower()
            if self.peek() not in _SPACE and self.peek() != ">":
                raise fault(f"Unexpected end of name token at byte offset {self.byte(begin)}")
            return token
        end = self.text.find(quote, self.at + 1)
        raw = self.text[self.at + 1 :] if end < 0 else self.text[self.at + 1 : end]
        self.at = len(self.text) if end < 0 else end + 1
        return unescape(raw)

    def end_tag(self, begin: int) -> None:
        if not self.open:
            raise fault(f"Unexpected end tag at byte offset {self.byte(begin)}")
        self.at += 1
        found = self.skip(_TAG_NAME).lower()
        self.skip(_SPACES)
        if self.peek() != ">":
            raise fault(f"Unclosed end tag at byte offset {self.byte(begin)}")
        self.at += 1
        opened = self.open.pop()
        if found not in ("", opened.tag):
            expected = f'expected "</{opened.tag}>", found "</{found}>"'
            raise fault(f"Unmatched end tag at byte offset {self.byte(begin)}, {expected}")
        if self.length > opened.offset:
            self.entities.extend(self.entity(opened))

    def entity(self, opened: _Open) -> list[Json]:
        kind = _KINDS[opened.tag]
        entity: Json = {"offset": opened.offset, "length": self.length - opened.offset, "type": kind}
        if opened.tag == "a":
            return _link(entity, opened.argument or "".join(self.pieces[opened.piece :]))
        if opened.tag == "tg-emoji":
            if not opened.argument.isdigit():
                raise fault("Invalid custom emoji identifier specified")
            return [entity | {"custom_emoji_id": opened.argument}]
        if opened.tag in ("pre", "code"):
            return self.preformatted(entity, opened.argument)
        if opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        return [entity] if kind else []

    def preformatted(self, entity: Json, language: str) -> list[Json]:
        """`pre` around exactly one `code class="language-…"` is one entity that names the language."""
        last = self.entities[-1] if self.entities else {}
        same = last.get("offset") == entity["offset"] and last.get("length") == entity["length"]
        if same and entity["type"] == "pre" and last["type"] == "code" and last.get("language"):
            last["type"] = "pre"
            return []
        if same and entity["type"] == "code" and last["type"] == "pre" and language:
            last["language"] = language
            return []
        return [entity | {"language": language}] if language else [entity]


def _meaning(tag: str, name: str, value: str, argument: str) -> str:
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id")):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "1" if (tag, name) == ("blockquote", "expandable") else argument


def _link(entity: Json, target: str) -> list[Json]:
    user = _USER_LINK.match(target)
    if user:
        return [entity | {"type": "text_mention", "user": {"id": int(user.group(1))}}]
    if "." not in target and "://" not in target:  # Telegram drops what is no link and keeps the text
        return []
    return [entity | {"url": target if "://" in target else f"http://{target}/"}]


def fault(reason: str) -> Exception:
    """The parse error as the Bot API words it."""
    return bad_request(f"can't parse entities: {reason}")


def parse_html(text: str) -> tuple[str, list[Json]]:
    """The text without its tags, and its entities, outer before inner.

    :raises ApiError: with Telegram's words on what is wrong and where
    """
    if "<" not in text and "&" not in text:
        return text, []
    plain, entities = _Parser(text).run()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return plain, entities
