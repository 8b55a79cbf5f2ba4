"""What can be wrong with a row, each with words that name the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.message import Message, say


class Reason(StrEnum):
    """Stored with a staged row: a value never changes its meaning."""

    NO_NAME = "no_name"
    NOT_A_NAME = "not_a_name"
    ONE_WORD = "one_word"
    OLD_FONT = "old_font"
    TOO_LONG = "too_long"
    NOT_A_BIRTH = "not_a_birth"
    BIRTH_BEYOND = "birth_beyond"
    NOT_A_PHONE = "not_a_phone"
    OLD_PHONE = "old_phone"
    TWO_PHONES = "two_phones"
    LOST_DIGITS = "lost_digits"
    NOT_A_DATE = "not_a_date"
    DATE_AHEAD = "date_ahead"
    NOT_A_GROUP = "not_a_group"
    NOT_A_STANDING = "not_a_standing"
    FORMULA_FAULT = "formula_fault"
    NO_UNIT = "no_unit"
    UNKNOWN_UNIT = "unknown_unit"
    SEVERAL_UNITS = "several_units"
    OUTSIDE = "outside"
    NO_SUCH_CODE = "no_such_code"
    CODE_OF_ANOTHER = "code_of_another"
    CODE_TWICE = "code_twice"
    MOVES_ALREADY = "moves_already"
    GONE = "gone"
    MATCHED_TWICE = "matched_twice"


WORDS: Final[Mapping[Reason, Message]] = {
    Reason.NO_NAME: say("the full name is missing"),
    Reason.NOT_A_NAME: say("this does not look like a name"),
    Reason.ONE_WORD: say("only one word; please write the full name"),
    Reason.OLD_FONT: say("the text is of an old font and cannot be read"),
    Reason.TOO_LONG: say("the text is too long"),
    Reason.NOT_A_BIRTH: say("not a year or date of birth"),
    Reason.BIRTH_BEYOND: say("nobody in a list was born then"),
    Reason.NOT_A_PHONE: say("not a phone number"),
    Reason.OLD_PHONE: say("an 11-digit mobile number, which ended in 2018; please write today's number"),
    Reason.TWO_PHONES: say("two phone numbers in one cell; please leave one"),
    Reason.LOST_DIGITS: say("Excel has shortened the number; please make the column text and type it again"),
    Reason.NOT_A_DATE: say("not a date (day/month/year)"),
    Reason.DATE_AHEAD: say("this day has not come yet"),
    Reason.NOT_A_GROUP: say("the group is 1, 2 or 3"),
    Reason.NOT_A_STANDING: say("not known: official, probationary, exempt, or not a party member"),
    Reason.FORMULA_FAULT: say("the formula in this cell gives an error"),
    Reason.NO_UNIT: say("the unit is missing"),
    Reason.UNKNOWN_UNIT: say("there is no such unit"),
    Reason.SEVERAL_UNITS: say("several units have this name; please add the unit above, or its code"),
    Reason.OUTSIDE: say("outside what you look after"),
    Reason.NO_SUCH_CODE: say("nobody in what you look after has this code"),
    Reason.CODE_OF_ANOTHER: say("the code is of another person: the name and the year of birth differ"),
    Reason.CODE_TWICE: say("the code stands in two rows"),
    Reason.MOVES_ALREADY: say("a change for this person is recorded for a later day already"),
    Reason.GONE: say("recorded as having left or died; please ask the organisation board"),
    Reason.MATCHED_TWICE: say("two rows mean the same person of the list"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`column` is the title as the file has it, `letter` its place there; both empty where it is about the row."""

    reason: Reason
    column: str = ""
    letter: str = ""
    value: str = ""

    @property
    def words(self) -> Message:
        """“cột Năm sinh (D): không phải năm sinh”."""
        why = WORDS[self.reason]
        if not self.column:
            return why
        return say("column {column} ({letter}): {why}", column=self.column, letter=self.letter, why=why)


SHOWN: Final = 60
"""Of a cell, so many characters are kept to name it by."""
