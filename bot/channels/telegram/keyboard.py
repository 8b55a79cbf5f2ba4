"""Options as Telegram's inline buttons: few taps, nothing cut off on a narrow phone."""

from collections.abc import Sequence
from itertools import islice
from typing import Final, TypeAlias

from bot.screen import CALLBACK_BYTES, Role, ShownOption
from core.text.lengths import fits, utf16_length

Button: TypeAlias = dict[str, str]
Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]

MOST_BUTTONS: Final = 100
"""Telegram drops what goes beyond."""

LONGEST_LABEL: Final = 36
"""About what a button over the whole width shows on a narrow phone; UTF-16 units."""

_TINY: Final = 5
_SHORT: Final = 16
_NUMBERS_A_ROW: Final = 5
_VERBS_IN_A_ROW: Final = 28


def lay_out_options(options: Sequence[ShownOption]) -> tuple[list[str], Keyboard]:
    """Lines to put into the text, and the buttons.

    Where one label is too long for a button, all choices become numbered lines with numbers to tap; a typed number
    then means the line that bears it. Raises ValueError for what Telegram cannot bear.
    """
    if len(options) > MOST_BUTTONS:
        raise ValueError("more options than Telegram has buttons")
    if not all(_is_callback(option.data) for option in options):
        raise ValueError("the data of an option is too long for Telegram")
    choices = [option for option in options if option.role is Role.CHOICE]
    verbs = [option for option in options if option.role is Role.VERB]
    if not all(fits(option.label, LONGEST_LABEL) for option in choices):
        lines = [f"{number}. {option.label}" for number, option in enumerate(choices, 1)]
        return lines, (*_numbers(choices), *_verbs(verbs))
    return [], (*_labels(choices), *_verbs(verbs))


def _is_callback(data: str) -> bool:
    """A character is four bytes at most."""
    return 4 * len(data) <= CALLBACK_BYTES or len(data.encode()) <= CALLBACK_BYTES


def _numbers(choices: Sequence[ShownOption]) -> Keyboard:
    buttons = [_button(str(number), option) for number, option in enumerate(choices, 1)]
    rows = -(-len(buttons) // _NUMBERS_A_ROW)
    return _in_rows(buttons, -(-len(buttons) // max(rows, 1)))


def _labels(choices: Sequence[ShownOption]) -> Keyboard:
    if all(fits(option.label, _TINY) for option in choices):
        return _in_rows([_button(option.label, option) for option in choices], _NUMBERS_A_ROW)
    rows: list[tuple[Button, ...]] = []
    pair: tuple[Button, ...] = ()
    for option in choices:
        button = (_button(option.label, option),)
        if not fits(option.label, _SHORT):
            rows += [row for row in (pair, button) if row]
            pair = ()
        elif pair:
            rows.append(pair + button)
            pair = ()
        else:
            pair = button
    return (*rows, pair) if pair else tuple(rows)


def _verbs(verbs: Sequence[ShownOption]) -> Keyboard:
    width = sum(utf16_length(option.label) for option in verbs)
    return _in_rows([_button(option.label, option) for option in verbs], 4 if width <= _VERBS_IN_A_ROW else 2)


def _button(text: str, option: ShownOption) -> Button:
    return {"text": text, "callback_data": option.data}


def _in_rows(buttons: Sequence[Button], width: int) -> Keyboard:
    rest = iter(buttons)
    rows = []
    while row := tuple(islice(rest, width)):
        rows.append(row)
    return tuple(rows)
