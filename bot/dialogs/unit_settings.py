"""What a unit sets for itself and all below it; naming a pilot; taking a change back.

Keys: `what`, `value`, `agree` · `group`, `start`, `end`, `agree` · `agree`.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.conversation.dialog import Dialog, Line, Pass, Unclear, Value, ask, heading, hint
from bot.conversation.questions import Choice, ChoiceQuestion, DateQuestion, TextQuestion
from bot.dialogs.people_words import GROUPS
from bot.dialogs.review_questions import Verdict, noted
from bot.dialogs.rhythm_words import OFFERS
from bot.dialogs.unit_questions import Left, edit
from bot.dialogs.unit_words import DAYS_OF_THE_YEAR, SETTINGS, setting_value
from core.message import Message, say
from core.people import AudienceGroup
from core.settings import CHAT_DISABLED, MOVE_TO_WORKING_DAY, NAMES_ON_TELEGRAM, REMINDER_RHYTHMS, is_allowed
from core.text.dates import Prefer
from core.text.folding import folded
from core.usecases.set_unit import NamePilot, SetUnit
from core.usecases.unit_sheet import UnitSheet

_SWITCHES: Final = frozenset({NAMES_ON_TELEGRAM, CHAT_DISABLED, MOVE_TO_WORKING_DAY})
_AS_ABOVE: Final = "as_above"
_YES: Final = ("có", "bật")
_NO: Final = ("không", "tắt")
"""Asked is whether chat is used; kept is that it is not."""


def set_up_unit(sheet: UnitSheet) -> Dialog[SetUnit | Left]:
    key = yield from ask(_what(sheet))
    value = yield from ask(_value(sheet, key))
    chosen = None if value == _AS_ABOVE else value
    if (yield from ask(_check(sheet, key, chosen))) == "leave":
        return Left()
    return SetUnit(sheet.unit.id, key, chosen)


def _value(sheet: UnitSheet, key: str) -> "ChoiceQuestion | _SettingQuestion":
    if key == REMINDER_RHYTHMS:
        return _rhythms(sheet)
    return _switch(sheet, key) if key in _SWITCHES else _number(sheet, key)


def _rhythms(sheet: UnitSheet) -> ChoiceQuestion:
    return ChoiceQuestion(
        key=f"value.{REMINDER_RHYTHMS}",
        words=(
            Line(SETTINGS[REMINDER_RHYTHMS]),
            hint(say("Each person chooses among these. Who has not chosen is reminded as usual.")),
        ),
        title=say("Value"),
        choices=(
            *(Choice(each, setting_value(REMINDER_RHYTHMS, each)) for each in OFFERS),
            *_above(sheet, REMINDER_RHYTHMS),
        ),
        fixed=False,
    )


def _what(sheet: UnitSheet) -> ChoiceQuestion:
    choices = tuple(
        Choice(
            key, say("{setting}: {value}", setting=label, value=setting_value(key, sheet.settings.first(key)))
        )
        for key, label in SETTINGS.items()
    )
    return ChoiceQuestion(
        key="what",
        words=(
            Line(say("What is to be set for {unit} and everything below it?", unit=sheet.unit.name)),
            hint(say("A unit below may set it otherwise for itself.")),
        ),
        title=say("Setting"),
        choices=choices,
        fixed=False,
    )


def _above(sheet: UnitSheet, key: str) -> tuple[Choice, ...]:
    if key not in dict(sheet.own):
        return ()
    return (Choice(_AS_ABOVE, say("As the level above has it"), ("như cấp trên",)),)


def _switch(sheet: UnitSheet, key: str) -> ChoiceQuestion:
    return ChoiceQuestion(
        key=f"value.{key}",
        words=(Line(SETTINGS[key]), *_meaning(key)),
        title=say("Value"),
        choices=(
            Choice("on", setting_value(key, "on"), _NO if key == CHAT_DISABLED else _YES),
            Choice("off", setting_value(key, "off"), _YES if key == CHAT_DISABLED else _NO),
            *_above(sheet, key),
        ),
        fixed=False,
    )


def _meaning(key: str) -> tuple[Line, ...]:
    words: dict[str, Message] = {
        NAMES_ON_TELEGRAM: say("Telegram's servers are abroad. Off: lists there show counts without names."),
        CHAT_DISABLED: say(
            "Without chat, people there are not written to and enter nothing here; the cell keeps paper."
        ),
        MOVE_TO_WORKING_DAY: say(
            "Where the day is a Saturday, a Sunday or a holiday, the next working day counts."
        ),
    }
    return (hint(words[key]),) if key in words else ()


def _number(sheet: UnitSheet, key: str) -> "_SettingQuestion":
    return _SettingQuestion(
        key=f"value.{key}",
        words=(
            Line(SETTINGS[key]),
            Line(say("Now: {value}", value=setting_value(key, sheet.settings.first(key)))),
            hint(_EXAMPLES.get(key, say("Please type a number."))),
        ),
        title=say("Value"),
        setting=key,
    )


_EXAMPLES: Final[dict[str, Message]] = {
    "due.report": say("Please type the day of the quarter's last month, for example 20."),
    **dict.fromkeys(DAYS_OF_THE_YEAR, say("Please type the day and the month, for example 15/3.")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _SettingQuestion(TextQuestion):
    """A value that may be stored for this setting; "như cấp trên" gives it back to the level above."""

    setting: str

    def read(self, text: str, today: date) -> "Value[str] | Unclear | Pass":
        tidy = _month_first(text) if self.setting in DAYS_OF_THE_YEAR else text.strip()
        if folded(tidy) == "nhu cap tren":
            return Value(_AS_ABOVE)
        if not is_allowed(self.setting, tidy):
            return Unclear(say("This cannot be set so."))
        return TextQuestion.read(self, tidy, today)

    def show(self, value: str) -> str:
        return value

    @property
    def typical(self) -> str:
        return "15/3" if self.setting in DAYS_OF_THE_YEAR else "20"


def _month_first(text: str) -> str:
    """“15/3” as it is kept, 03-15: the day comes first here, whatever stands between."""
    day_and_month = re.fullmatch(
        r"\s*(?:ngày\s+)?(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*", text, re.ASCII | re.IGNORECASE
    )
    if day_and_month is None:
        return text.strip()
    return f"{int(day_and_month[2]):02}-{int(day_and_month[1]):02}"


def _check(sheet: UnitSheet, key: str, value: str | None) -> Verdict:
    new = say("As the level above has it") if value is None else setting_value(key, value)
    choices = (
        Choice("do", say("Agree, do it"), ("đồng ý", "thực hiện", "ok")),
        Choice("leave", say("Leave it as it is"), ("thôi", "không")),
    )
    lines = [
        heading(say("Please check")),
        Line(say("{unit} and everything below it", unit=sheet.unit.name)),
        Line(say("{setting}: {value}", setting=SETTINGS[key], value=new)),
    ]
    if key.startswith("due.") or key in {MOVE_TO_WORKING_DAY, "grace_hours", "close_days", "newcomer_days"}:
        lines.append(
            hint(say("It counts for periods that open from now on; those open keep their deadline."))
        )
    return Verdict(
        key="agree",
        version=f"{key}={value}",
        words=tuple(lines),
        choices=choices,
        here=frozenset(choice.value for choice in choices),
        extra=(edit("what", say("Another setting"), "mục khác"),),
    )


# pilots


def name_pilot_unit(sheet: UnitSheet) -> Dialog[NamePilot | Left]:
    if sheet.parent is None:
        yield from ask(noted(Line(say("The topmost unit cannot be a pilot."))))
        return Left()
    group = yield from ask(
        ChoiceQuestion(
            key="group",
            words=(Line(say("For which group is {unit} a pilot?", unit=sheet.unit.name)),),
            title=say("Group"),
            choices=tuple(
                Choice(str(each.value), label, (str(each.value),)) for each, label in GROUPS.items()
            ),
        )
    )
    start = yield from ask(_pilot_day("start", say("From which day on?"), sheet, sheet.today))
    end = yield from ask(
        _pilot_day("end", say("Up to which day?"), sheet, date(start.year, 12, 31), earliest=start)
    )
    choices = (
        Choice("do", say("Agree, do it"), ("đồng ý", "thực hiện", "ok")),
        Choice("leave", say("Leave it as it is"), ("thôi", "không")),
    )
    chosen = AudienceGroup(int(group))
    answer = yield from ask(
        Verdict(
            key="agree",
            version=f"{group}:{start}:{end}",
            words=(
                heading(say("Please check")),
                Line(
                    say(
                        "{unit} is a pilot of {committee}.", unit=sheet.unit.name, committee=sheet.parent.name
                    )
                ),
                Line(say("{group}, from {start} to {end}", group=GROUPS[chosen], start=start, end=end)),
            ),
            choices=choices,
            here=frozenset(choice.value for choice in choices),
            extra=(edit("group", say("Another group")), edit("end", say("Another last day"))),
        )
    )
    return NamePilot(sheet.unit.id, chosen, start, end) if answer == "do" else Left()


def _pilot_day(
    key: str, words: Message, sheet: UnitSheet, quick: date, earliest: date | None = None
) -> DateQuestion:
    return DateQuestion(
        key=key,
        words=(Line(words),),
        title=words,
        quick=(quick,),
        earliest=earliest or sheet.first,
        prefer=Prefer.FUTURE,
    )
