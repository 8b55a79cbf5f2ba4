"""Puts a `Message` into the reader's language: the words come from locales/, the forms of numbers and dates from Babel.

It is called for every line of every reply, so a template is looked up and checked once and then only filled.
"""

import gettext
import io
import logging
import os
import string
import struct
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal, localcontext
from functools import lru_cache
from pathlib import Path
from typing import Final, assert_never

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from core.clock import VIETNAM
from core.message import NOTHING, Argument, Message, say
from core.text.periods import Quarter

LOCALES: Final = Path(__file__).resolve().parents[1] / "locales"

_log = logging.getLogger(__name__)


class NoWords(LookupError):
    """A sentence cannot be said: it is not in the catalogue, its template is broken, or an argument is missing."""


class Wording:
    """The words of one language.

    `strict`, as in tests, raises NoWords where a sentence is not in the catalogue. Otherwise the person gets the
    English id rather than nothing, and the id is logged once.
    """

    def __init__(self, locale: str = "vi", *, strict: bool = False) -> None:
        self._locale = locale
        self._strict = strict
        self._catalogue = _catalogue(LOCALES / locale / "LC_MESSAGES" / "messages.po")
        self._fill: dict[str, Callable[[Mapping[str, str]], str]] = {NOTHING.id: _nothing}

    def text(self, message: Message) -> str:
        """Text arguments appear exactly as typed, braces and all.

        An int or Decimal is written as a figure, except where the argument's name ends in "year": a year has no dots.
        """
        fill = self._fill.get(message.id) or self._learn(message.id)
        if not message.args:
            return fill(_NO_ARGUMENTS)
        words = {
            name: value if type(value) is str else self._word(name, value) for name, value in message.args
        }
        try:
            return fill(words)
        except KeyError as missing:
            return self._without(message.id, str(missing.args[0]), words)

    def _word(self, name: str, value: Argument) -> str:
        if isinstance(value, int | Decimal):  # as most are, after texts
            return str(value) if name.endswith("year") else _figure(value, self._locale)
        match value:
            case str():
                return str(value)
            case Message():
                return self.text(value)
            case tuple():
                return self._enumeration([self.text(each) for each in value])
            case Quarter():
                return self.text(say("Quarter {roman}/{year}", roman=value.roman, year=value.year))
            case datetime():
                if value.tzinfo is None:
                    raise ValueError(f"{name}: an instant without a zone")
                here = value.astimezone(VIETNAM)
                return self.text(
                    say(
                        "{time} on {date}", time=_time(here.hour, here.minute, self._locale), date=here.date()
                    )
                )
            case date():
                return _date(value, self._locale)
            case _:
                assert_never(value)

    def _enumeration(self, parts: list[str]) -> str:
        """ "a, b và c"; where a part has a comma of its own ("1,35 km", "lý do: …"), semicolons keep them apart."""
        if any("," in part or ":" in part for part in parts):
            return "; ".join(parts)
        return format_list(parts, locale=self._locale)

    def _learn(self, message_id: str) -> Callable[[Mapping[str, str]], str]:
        template = self._catalogue.gettext(message_id)
        if not template or not _is_plain(template):
            self._complain(f"no usable words for {message_id!r}")
            template = (
                message_id if _is_plain(message_id) else message_id.replace("{", "{{").replace("}", "}}")
            )
        self._fill[message_id] = template.format_map
        return template.format_map

    def _without(self, message_id: str, missing: str, words: dict[str, str]) -> str:
        self._complain(f"{message_id!r} was said without {missing!r}")
        return self._fill[message_id](_Gaps(words))

    def _complain(self, what: str) -> None:
        if self._strict:
            raise NoWords(what)
        _complain_once(what)


class _Gaps(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


class _Untranslated(gettext.NullTranslations):
    """Tells a missing sentence from one whose translation equals its id."""

    def gettext(self, message: str) -> str:  # noqa: ARG002
        return ""


_NO_ARGUMENTS: Final[Mapping[str, str]] = {}


def _nothing(_: Mapping[str, str]) -> str:
    return ""


@lru_cache
def _complain_once(what: str) -> None:
    _log.error(what)


def placeholders(template: str) -> frozenset[str] | None:
    """The `{names}` of a template; None where it is malformed or asks for more than names ({0}, {a.b}, {a:x})."""
    try:
        fields = [
            (name, form, conversion) for _, name, form, conversion in string.Formatter().parse(template)
        ]
    except ValueError:
        return None
    names = [name for name, _, _ in fields if name is not None]
    if any(form or conversion for _, form, conversion in fields) or not all(
        name.isidentifier() for name in names
    ):
        return None
    return frozenset(names)


def _is_plain(template: str) -> bool:
    return placeholders(template) is not None


@lru_cache(4096)
def _figure(number: int | Decimal, locale: str) -> str:
    """Exact, however long: Babel rounds to three decimals unless told otherwise, and to the context's precision."""
    value = Decimal(number)
    with localcontext(prec=len(value.as_tuple().digits) + abs(value.adjusted()) + 3):
        return format_decimal(value + 0, locale=locale, decimal_quantization=False)


@lru_cache(1024)
def _date(day: date, locale: str) -> str:
    return format_date(day, "dd/MM/yyyy", locale=locale)


@lru_cache(1440)
def _time(hour: int, minute: int, locale: str) -> str:
    return format_time(time(hour, minute), "HH:mm", locale=locale)


def _catalogue(po: Path) -> gettext.NullTranslations:
    """Reads the compiled catalogue beside `po` where it was made from this very `po`, and else makes it.

    Compiling takes a hundred times longer than reading. The mark that ties the two is the modification time.
    """
    mo = po.with_suffix(".mo")
    written = po.stat().st_mtime_ns
    compiled: gettext.NullTranslations | None = None
    with suppress(OSError, UnicodeDecodeError, struct.error):  # absent, or cut short: made again
        if mo.stat().st_mtime_ns == written:
            compiled = gettext.GNUTranslations(io.BytesIO(mo.read_bytes()))
    if compiled is None:
        raw = _compile(po)
        compiled = gettext.GNUTranslations(io.BytesIO(raw))
        with suppress(OSError):  # a read-only installation reads its .po at every start
            _keep(mo, raw, written)
    compiled.add_fallback(_Untranslated())
    return compiled


def _compile(po: Path) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with po.open("rb") as source:
        write_mo(compiled, read_po(source, locale=po.parts[-3]))
    return compiled.getvalue()


def _keep(mo: Path, raw: bytes, written: int) -> None:
    handle, temporary = tempfile.mkstemp(dir=mo.parent, prefix=".messages")
    with os.fdopen(handle, "wb") as target:
        target.write(raw)
        os.fchmod(handle, 0o644)
    os.utime(temporary, ns=(written, written))
    Path(temporary).replace(mo)
