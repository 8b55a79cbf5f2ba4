"""Amounts and dates as people type them, turned into an answer or into what has to be asked back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bot.conversation.dialog import Json, Option, Take, Unclear, Value
from core.message import Message, say
from core.text import amounts
from core.text.amounts import AmountKind, Doubt, Quantity, Share
from core.text.dates import DateDoubt, Prefer, UnclearDate, parse_date
from core.text.quantities import amount_in, parse_quantity


@dataclass(frozen=True, slots=True)
class Figure:
    """`raw` is how the person put it, `approx` that they said "about". `doing` is what the same words say is still in
    progress, `note` the reason given with it ("chưa làm được do mưa")."""

    value: Decimal
    raw: str = ""
    approx: bool = False
    doing: Decimal | None = None
    note: str = ""


def figure_out(figure: Figure) -> Json:
    doing = None if figure.doing is None else str(figure.doing)
    return [str(figure.value), figure.raw, figure.approx, doing, figure.note]


def figure_in(stored: Json) -> Figure:
    """Raises ValueError for what is no figure."""
    match stored:
        case [str(value), str(raw), bool(approx), (None | str()) as doing, str(note)]:
            return Figure(Decimal(value), raw, approx, None if doing is None else Decimal(doing), note)
    raise ValueError("not a figure")


_DOUBTS: Final[dict[Doubt, Message]] = {
    Doubt.EMPTY: say("Please type a number."),
    Doubt.NO_NUMBER: say(
        "The system found no number in this. Please type it in digits, for example 12 or 1.150."
    ),
    Doubt.SEPARATOR: say("This can be read in two ways. Which one is meant?"),
    Doubt.VAGUE: say("Please give the number, even if it is only about."),
    Doubt.RANGE: say("Please give one number, not from one to another."),
    Doubt.SEVERAL: say("There are several numbers in this. Please send only the one that is asked for."),
    Doubt.NEGATIVE: say("A figure is zero or more. Please type it again."),
    Doubt.UNREADABLE: say("This number cannot be read. Please type it in digits, for example 12 or 1.150."),
    Doubt.OLD_ENCODING: say(
        "This text came in an old font and cannot be read. Please type it again in Unicode."
    ),
}


def words_on(doubt: Doubt) -> Message:
    return _DOUBTS[doubt]


def read_amount(
    text: str, unit: str, whole: Decimal | None, target: Decimal | None = None
) -> Value[Figure] | Unclear:
    """In `unit`, never silently in another one. `whole` is what "all of it" and "half" are of, `target` what "17/16" is
    of: anything else behind a stroke is asked back."""
    match parse_quantity(text, unit or None):
        case Quantity() as quantity:
            return _in_unit(quantity, unit, whole, target)
        case Share() as share:
            return _of_the_whole(share, unit, whole)
        case amounts.Unclear(doubt, _, candidates):
            offers = tuple(_offer(c.value, text, c.unit or unit, approx=c.approx) for c in candidates[:4])
            return Unclear(_DOUBTS[doubt], offers)


def _in_unit(
    quantity: Quantity, unit: str, whole: Decimal | None, target: Decimal | None
) -> Value[Figure] | Unclear:
    value = amount_in(quantity, unit)
    if value is None:
        words = say(
            "This is counted in {unit}, but “{typed}” was sent. Which is meant?",
            unit=unit,
            typed=quantity.raw,
        )
        return Unclear(words, (_offer(quantity.value, quantity.raw, unit, approx=quantity.approx),))
    if quantity.kind is AmountKind.RATIO:
        return _of_a_target(quantity, value, unit, whole, target)
    return Value(Figure(value, quantity.raw, quantity.approx, quantity.doing, quantity.note or ""))


def _of_a_target(
    quantity: Quantity, value: Decimal, unit: str, whole: Decimal | None, target: Decimal | None
) -> Value[Figure] | Unclear:
    """ "17/16 nhà" is done/target where that is the target and the year's first answer; else it is asked what it is."""
    offer = _offer(value, quantity.raw, unit, approx=quantity.approx)
    if target is None:
        words = say(
            "“{typed}” can be read in several ways. How many {unit} are meant?", typed=quantity.raw, unit=unit
        )
        return Unclear(words, (offer,))
    if quantity.of != target:
        words = say(
            "The target is {target} {unit}, but “{typed}” was sent.",
            target=target,
            unit=unit,
            typed=quantity.raw,
        )
        return Unclear(words, (offer,))
    earlier = Decimal(0) if whole is None else target - whole
    if earlier <= 0 or value < earlier:
        return Value(Figure(value, quantity.raw, quantity.approx, quantity.doing, quantity.note or ""))
    words = say("Is “{typed}” since the year began, or in this quarter alone?", typed=quantity.raw)
    since = say("Since the year began: {amount} {unit} of it this quarter", amount=value - earlier, unit=unit)
    alone = say("This quarter alone: {amount} {unit}", amount=value, unit=unit)
    return Unclear(
        words,
        (
            Option(
                since,
                Take(figure_out(Figure(value - earlier, quantity.raw, quantity.approx))),
                ("từ đầu năm",),
            ),
            Option(alone, Take(figure_out(Figure(value, quantity.raw, quantity.approx))), ("quý này",)),
        ),
    )


def _of_the_whole(share: Share, unit: str, whole: Decimal | None) -> Unclear:
    """One follow-up question: words like "xong rồi" become a number only when the person has seen it."""
    if whole is None:
        return Unclear(_DOUBTS[Doubt.NO_NUMBER])
    value = max(share.of(whole), Decimal(0))
    words = say("Does that mean {amount} {unit}? If not, please type the number.", amount=value, unit=unit)
    return Unclear(words, (_offer(value, share.raw, unit, approx=share.approx, note=share.note or ""),))


def _offer(value: Decimal, raw: str, unit: str, *, approx: bool, note: str = "") -> Option:
    label = say("{amount} {unit}", amount=value, unit=unit)
    return Option(
        label, Take(figure_out(Figure(value, raw, approx, None, note))), ("đúng", "phải", "đúng rồi", "ok")
    )


_DATE_DOUBTS: Final[dict[DateDoubt, Message]] = {
    DateDoubt.NONE: say("The system found no date in this. Please type it as day/month, for example 30/9."),
    DateDoubt.IMPOSSIBLE: say("There is no such day. Please type it as day/month, for example 30/9."),
    DateDoubt.LUNAR: say(
        "This is a day of the lunar calendar. Which day is it in the solar one, for example 30/9?"
    ),
    DateDoubt.VAGUE: say("Please give the day, for example 30/9."),
    DateDoubt.SEVERAL: say("There are several days in this. Which one is meant?"),
}


def read_date(
    text: str, today: date, prefer: Prefer, earliest: date | None, latest: date | None
) -> Value[date] | Unclear:
    found = parse_date(text, today, prefer)
    if isinstance(found, UnclearDate):
        offers = tuple(Option(say("{day}", day=day), Take(day.isoformat())) for day in found.candidates[:4])
        return Unclear(_DATE_DOUBTS[found.doubt], offers)
    if earliest is not None and found < earliest:
        return Unclear(say("{day} is too early: from {first} on, please.", day=found, first=earliest))
    if latest is not None and found > latest:
        return Unclear(say("{day} is too late: up to {last}, please.", day=found, last=latest))
    return Value(found)
