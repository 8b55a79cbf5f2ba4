"""Reading what a person typed as an amount into a closed set of results: see `Amount`.

Nothing is guessed: what has two readings, or none that is a number, comes back as `Unclear` with what to offer.
A unit stays as typed and is never changed to the one that was asked for (design.md §9.4). Decision 0011.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from core.text.amounts import (
    MONEY_UNIT,
    Amount,
    AmountKind,
    Doubt,
    Quantity,
    Share,
    Unclear,
    amount_in,
    exact,
)
from core.text.folding import has_marks, looks_like_old_encoding, plain
from core.text.labels import labels
from core.text.measured import Mention, Sentence
from core.text.mentions import mentions_in
from core.text.tokens import Kind, Token, Tokens, at, look_up, tokens_of, words
from core.text.units import money_scale, same_unit
from core.text.vague import (
    denies,
    fraction_said,
    half_said,
    is_not_done,
    is_of_the_plan,
    says_all_done,
    says_nothing_done,
    says_vaguely,
)

__all__ = ["Amount", "AmountKind", "Doubt", "Quantity", "Share", "Unclear", "amount_in", "parse_quantity"]

_BECAUSE: Final = words("do vì bởi tại")
_BECAUSE_BARE: Final = words("do vì bởi")
_TO: Final = words("đến tới hoặc hay -")
_DOING: Final = words("đang còn dở")


def parse_quantity(text: str, asked: str | None = None) -> Amount:
    """The amount that the text answers with; `asked` is the unit of the question, if it has one.

    `asked` only helps to choose between several amounts and to know a unit that no table holds.
    """
    tidy = plain(text)
    if not tidy:
        return Unclear(Doubt.EMPTY, text)
    if looks_like_old_encoding(text):
        return Unclear(Doubt.OLD_ENCODING, text)
    tokens = tokens_of(tidy, bare=not has_marks(tidy))
    cut = _reason_at(tokens)
    note = tidy[tokens[cut].start :] if cut < len(tokens) else None
    known = (asked,) if asked else ()
    read = _read(Sentence(tidy, tokens[:cut], known), text, asked)
    if note is None:
        return read
    if isinstance(read, Unclear):
        no_reason = read.doubt is Doubt.NO_NUMBER
        return _read(Sentence(tidy, tokens, known), text, asked) if no_reason else read
    return replace(read, note=note)


def _reason_at(tokens: Tokens) -> int:
    """Where the reason begins ("do mưa", "vì thiếu xi măng"): what comes after is told, not counted."""
    for index, token in enumerate(tokens):
        table = _BECAUSE_BARE if token.bare else _BECAUSE
        following = at(tokens, index + 1)
        if (
            index
            and look_up(table, token)
            and following.kind is Kind.WORD
            and not _is_place(token, tokens, index)
        ):
            return index
    return len(tokens)


def _is_place(token: Token, tokens: Tokens, index: int) -> bool:
    """ "tại" is mostly "at": only "tại vì" and "tại mưa" at the end of short answers give a reason."""
    return token.key == "tại" and at(tokens, index + 1).key not in ("vì", "do")


def _read(sentence: Sentence, raw: str, asked: str | None) -> Amount:
    tokens = sentence.tokens
    named = labels(tokens)
    fraction = fraction_said(tokens)
    if fraction is not None:
        return Share(fraction[0], raw, fraction[1])
    found = mentions_in(sentence, named, in_words=False)
    for mention in found:
        if (
            mention.of is not None
            and len(found) == 1
            and is_of_the_plan(tokens, mention.end - _unit_size(mention))
        ):
            return Share(Fraction(mention.value) / Fraction(mention.of or 1), raw, mention.about)
    if not found:
        said = _said_without_digits(tokens, raw)
        if said is not None:
            return said
        found = mentions_in(sentence, named, in_words=True)
    if found:
        return _chosen(sentence, found, raw, asked)
    unreadable = any(token.kind is Kind.DIGITS for token in tokens)
    return Unclear(Doubt.UNREADABLE if unreadable else Doubt.NO_NUMBER, raw)


def _unit_size(mention: Mention) -> int:
    return len((mention.unit or "").split())


def _said_without_digits(tokens: Tokens, raw: str) -> Amount | None:
    if says_nothing_done(tokens):
        return Quantity(Decimal(0), None, raw)
    if says_all_done(tokens):
        return Share(Fraction(1), raw)
    half = half_said(tokens)
    if half is not None:
        return Share(half[0], raw, half[1])
    return Unclear(Doubt.VAGUE, raw) if says_vaguely(tokens) else None


def _chosen(sentence: Sentence, found: list[Mention], raw: str, asked: str | None) -> Amount:
    read = [_quantity(mention, raw, asked) for mention in found]
    if _is_range(sentence.tokens, found):
        return Unclear(Doubt.RANGE, raw, tuple(read[:2]))
    spaced = _spaced_thousands(sentence.tokens, found)
    if spaced:
        return Unclear(Doubt.SEPARATOR, raw, (_quantity(spaced, raw, asked),))
    only = _the_one(sentence.tokens, list(zip(found, read, strict=True)), asked)
    if only is None:
        return Unclear(Doubt.SEVERAL, raw, tuple(read[:4]))
    mention, quantity = only
    if mention.others:
        other = replace(mention, value=mention.others[0])
        return Unclear(Doubt.SEPARATOR, raw, (quantity, _quantity(other, raw, asked)))
    if mention.negative:
        return Unclear(Doubt.NEGATIVE, raw, (quantity,))
    before = _clause_before(sentence.tokens, mention.first)
    pending = (
        quantity.doing is None
        and quantity.of is None
        and is_not_done(before, _clause_after(sentence.tokens, mention))
    )
    if denies(before) or pending:
        return Unclear(Doubt.VAGUE, raw, (quantity,))
    return quantity


_Read: TypeAlias = tuple[Mention, Quantity]


def _the_one(tokens: Tokens, read: list[_Read], asked: str | None) -> _Read | None:
    """The amount among several that is the answer, or None: it is never the first by mere place."""
    if len(read) > 1 and asked:
        named = [each for each in read if each[1].unit is not None]
        read = [each for each in named if amount_in(each[1], asked) is not None] or read
    if len(read) > 1:
        read = [each for each in read if each[1].kind is not AmountKind.PERCENT] or read
    if len(read) == 2:
        return _done_and_doing(tokens, read[0], read[1])
    return read[0] if len(read) == 1 else None


def _done_and_doing(tokens: Tokens, first: _Read, second: _Read) -> _Read | None:
    """ "17 nhà xong, 9 nhà đang làm": two amounts of one thing, one of them still in progress."""
    units = {each[1].unit for each in (first, second)} - {None}
    if first[1].per or second[1].per or (len(units) == 2 and not same_unit(*sorted(map(str, units)))):
        return None
    doing = [any(look_up(_DOING, token) for token in _clause(tokens, each[0])) for each in (first, second)]
    if doing[0] == doing[1]:
        return None
    done, rest = (first, second) if doing[1] else (second, first)
    return done[0], replace(done[1], unit=done[1].unit or rest[1].unit, doing=rest[1].value)


def _clause_before(tokens: Tokens, index: int) -> Tokens:
    start = index
    while start and tokens[start - 1].kind is not Kind.SIGN:
        start -= 1
    return tokens[start:index]


def _clause_after(tokens: Tokens, mention: Mention) -> Tokens:
    end = mention.end
    while end < len(tokens) and tokens[end].kind is not Kind.SIGN:
        end += 1
    return tokens[mention.end : end]


def _clause(tokens: Tokens, mention: Mention) -> Tokens:
    return _clause_before(tokens, mention.first) + _clause_after(tokens, mention)


def _is_range(tokens: Tokens, found: list[Mention]) -> bool:
    """5-7 hộ · 5 đến 7 hộ · hai ba hộ."""
    if len(found) != 2:
        return False
    first, second = found
    between = tokens[first.end : second.first]
    if not between:
        return (
            second.value == first.value + 1 and tokens[first.first].kind is Kind.WORD and first.unit is None
        )
    return len(between) == 1 and bool(look_up(_TO, between[0]))


def _spaced_thousands(tokens: Tokens, found: list[Mention]) -> Mention | None:
    """1 150 m2: a space for the thousands' dot, or two numbers; it is asked."""
    if len(found) != 2 or found[0].end != found[1].first or found[0].unit or tokens[found[0].first].glued:
        return None
    left, right = tokens[found[0].first].key, tokens[found[1].first].key
    if not (left.isdigit() and right.isdigit() and len(left) < 4 and len(right) == 3):
        return None
    return replace(found[1], value=found[0].value * 1000 + found[1].value, about=found[0].about)


def _quantity(mention: Mention, raw: str, asked: str | None) -> Quantity:
    kind = AmountKind.NUMBER
    unit = mention.unit
    money = mention.money or (mention.scaled and unit is None and asked and money_scale(asked))
    counted = asked is not None and not money_scale(asked)
    if money and not (unit is None and counted):
        kind, unit = AmountKind.MONEY, MONEY_UNIT
    if mention.percent:
        kind = AmountKind.PERCENT
    if mention.of is not None:
        kind = AmountKind.RATIO
    if mention.per is not None:
        kind = AmountKind.RATE
    value, of = exact(mention.value), mention.of and exact(mention.of)
    return Quantity(value, unit, raw, kind, mention.about, of, mention.per)
