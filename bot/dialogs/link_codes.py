"""A way in for one comrade, or a sheet of them for a unit.

Keys: `what`; for one person `who0`, `who1` … (after a refusal `who1-0` …), `deed`, `sure`; for a sheet `unit0` …,
`sure`.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from bot.conversation.dialog import Dialog, Line, Step, ask, heading, hint, look_up
from bot.conversation.questions import Choice, ChoiceQuestion
from bot.dialogs.finding_person import find_person, person_label
from bot.dialogs.finding_unit import find_unit
from bot.dialogs.review_questions import Verdict
from core.access import Action
from core.message import Message, say
from core.occasion import local_day
from core.usecases.link_codes import CodeState, SheetPlan

CODE_STATE: Final = "code_state"
"""The look-up: a person's id → CodeState, or the words of a refusal."""
SHEET_PLAN: Final = "sheet_plan"
"""The look-up: a unit's id → SheetPlan, or the words of a refusal."""

NEW: Final = "new"
END: Final = "end"
LOST: Final = "lost"
PRINT: Final = "print"
END_ALL: Final = "end_all"
_STOP: Final = Choice("no", say("No, leave it"), ("không", "thôi"))


@dataclass(frozen=True, slots=True)
class LinkDesk:
    """What is known already: the person, or the unit and whether its codes are to end. `only` is the unit of who looks
    after one alone."""

    state: CodeState | None = None
    plan: SheetPlan | None = None
    end_all: bool = False
    only: SheetPlan | None = None


@dataclass(frozen=True, slots=True)
class LinkDeed:
    """`subject` is the person, or the unit of a sheet."""

    deed: str
    subject: str


def link_codes(desk: LinkDesk) -> Dialog[LinkDeed | None]:
    if desk.plan is not None:
        return (yield from _sheet(desk.plan, end_all=desk.end_all))
    state = desk.state
    if state is None:
        what = yield from ask(_what())
        if what == "sheet":
            plan = desk.only
            if plan is None:
                plan = yield from _which_unit()
            return (yield from _sheet(plan, end_all=False))
        state = yield from _whose()
    deed = yield from ask(_deed(state))
    if deed == "no":
        return None
    sure = yield from ask(_sure(state, deed))
    return LinkDeed(deed, state.who.person.id) if sure == "yes" else None


def _what() -> ChoiceQuestion:
    return ChoiceQuestion(
        key="what",
        words=(
            Line(say("For whom?")),
            hint(say("Who types a code is that comrade for the assistant, so it is handed over in person.")),
        ),
        title=say("For whom"),
        choices=(
            Choice("one", say("One comrade"), ("một người", "một đồng chí", "cá nhân")),
            Choice("sheet", say("A sheet to print, for a whole unit"), ("phiếu", "in phiếu", "cả chi bộ")),
        ),
    )


def _whose() -> Generator[Step, Any, CodeState]:
    words: tuple[Line, ...] = (Line(say("Who needs a way in?")),)
    for attempt in count():
        key = f"who{attempt}-" if attempt else "who"
        who = yield from find_person(key, words, Action.ISSUE_LINK_CODE)
        state = yield from look_up(CODE_STATE, who.person.id)
        if isinstance(state, CodeState):
            return state
        words = (Line(state), Line(say("Who else needs a way in?")))
    raise AssertionError("counting never ends")


def _which_unit() -> Generator[Step, Any, SheetPlan]:
    words: tuple[Line, ...] = (Line(say("For which unit?")),)
    for attempt in count():
        key = f"unit{attempt}-" if attempt else "unit"
        unit = yield from find_unit(key, words, Action.ISSUE_LINK_CODE)
        plan = yield from look_up(SHEET_PLAN, unit.id)
        if isinstance(plan, SheetPlan):
            return plan
        words = (Line(plan), Line(say("For which other unit?")))
    raise AssertionError("counting never ends")


def _state_lines(state: CodeState) -> tuple[Line, ...]:
    lines = [heading(person_label(state.who))]
    if state.ways:
        lines.append(Line(say("Linked: {ways}.", ways=tuple(_way(state)))))
    else:
        lines.append(Line(say("Not linked yet.")))
    if state.until is not None:
        lines.append(
            Line(say("A code is out that was not used; it ends on {day}.", day=local_day(state.until)))
        )
    return tuple(lines)


def _way(state: CodeState) -> list[Message]:
    names = {"telegram": "Telegram", "zalo_bot": "Zalo", "zalo_oa": "Zalo"}
    return [
        say("{app} since {day}", app=names.get(way.channel, way.channel), day=local_day(way.linked_at))
        for way in state.ways
    ]


def _deed(state: CodeState) -> Verdict:
    choices = [Choice(NEW, say("Give a new code"), ("cấp mã", "mã mới", "cấp mã mới"))]
    if state.until is not None:
        choices.append(Choice(END, say("Take the unused code back"), ("thu hồi", "thu hồi mã")))
    if state.ways:
        choices.append(Choice(LOST, say("The telephone is lost: end every link"), ("mất máy", "gỡ liên kết")))
    choices.append(_STOP)
    return Verdict(
        key="deed",
        version=_version(state),
        here=frozenset(choice.value for choice in choices),
        words=(*_state_lines(state), Line(say("What is to be done?"))),
        title=say("What is to be done"),
        choices=tuple(choices),
        likely=NEW,
    )


def _version(state: CodeState) -> str:
    """Of the person and of what was on the screen about the links and codes."""
    ways = ",".join(str(way.row) for way in state.ways)
    return f"{state.who.person.id}:{ways}:{state.until}"


_WHAT_HAPPENS: Final[Mapping[str, tuple[Message, ...]]] = {
    NEW: (say("A new code is shown once, here. An unused earlier code ends."),),
    END: (say("The unused code opens nothing any more."),),
    LOST: (
        say(
            "The comrade is reached nowhere any more, and nobody speaks for the comrade from the lost telephone."
        ),
        say("Messages on their way there are stopped. Drafts stay; a new code brings them back."),
        say("This cannot be undone: the comrade links again with a new code."),
    ),
}


def _sure(state: CodeState, deed: str) -> Verdict:
    titles = {
        NEW: say("Give a new code? Please check"),
        END: say("Take the code back? Please check"),
        LOST: say("End every link? Please check"),
    }
    yes = {NEW: say("Give the code"), END: say("Take the code back"), LOST: say("End every link")}
    stays = (Line(say("Links that are there already stay.")),) if state.ways and deed != LOST else ()
    happens = tuple(Line(each) for each in _WHAT_HAPPENS[deed])
    words = (heading(titles[deed]), *_state_lines(state), *happens, *stays)
    return _confirm(f"{deed} {_version(state)}", words, yes[deed])


def _confirm(version: str, words: tuple[Line, ...], yes: Message) -> Verdict:
    choices = (Choice("yes", yes, ("đồng ý", "có", "được")), _STOP)
    return Verdict(
        key="sure",
        version=version,
        here=frozenset(choice.value for choice in choices),
        words=words,
        choices=choices,
    )


def _sheet(plan: SheetPlan, *, end_all: bool) -> Dialog[LinkDeed | None]:
    words = _end_all_lines(plan) if end_all else _sheet_lines(plan)
    if not end_all and not plan.unlinked:
        choices = (Choice("no", say("All right"), ("vâng", "được")),)
        nothing = Verdict(key="sure", version="nothing", here=frozenset({"no"}), words=words, choices=choices)
        yield from ask(nothing)
        return None
    version = f"{end_all} {plan.unit.id} {len(plan.unlinked)} {plan.ending}"
    yes = say("Take them back") if end_all else say("Make the sheet")
    sure = yield from ask(_confirm(version, words, yes))
    return LinkDeed(END_ALL if end_all else PRINT, plan.unit.id) if sure == "yes" else None


def _sheet_lines(plan: SheetPlan) -> tuple[Line, ...]:
    people, linked = plan.people, plan.people - len(plan.unlinked) - plan.for_above
    lines = [
        heading(say("A sheet of codes for {unit}", unit=plan.unit.name)),
        Line(say("{count} comrades, {linked} of them linked already.", count=people, linked=linked)),
    ]
    if plan.for_above:
        lines.append(
            Line(say("{count} hold an office above; their codes are given there.", count=plan.for_above))
        )
    if not plan.unlinked:
        return (*lines, Line(say("There is no slip to print.")))
    lines.append(Line(say("{count} slips will be made, each with a new code.", count=len(plan.unlinked))))
    if plan.ending:
        lines.append(
            Line(say("⏰ {count} unused codes that are out end when the sheet is made.", count=plan.ending))
        )
    return (*lines, hint(say("It comes as a Word file, to be printed and cut.")))


def _end_all_lines(plan: SheetPlan) -> tuple[Line, ...]:
    return (
        heading(say("Take back the codes of {unit}? Please check", unit=plan.unit.name)),
        Line(
            say("{count} unused codes open nothing any more. Printed slips become void.", count=plan.ending)
        ),
        hint(say("Who is linked already stays linked.")),
    )
