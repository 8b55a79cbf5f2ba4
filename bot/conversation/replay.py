"""Where a conversation stands: its dialog run again over the stored answers (design.md §3).

Pure: no store, no messenger, no clock. A `Draft` (drafts.py) is what is stored; `replay` says what is open.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

from bot.conversation.dialog import NO_ANSWER, Dialog, LookUp, Question, Step
from bot.conversation.drafts import ANY_PRINT, Answer, Draft

C = TypeVar("C")
_FEW_THOUSAND: Final = 2000
"""No dialog is this long; one that is would never end."""


class BadDialog(Exception):
    """A dialog broke its own rules (the same key twice, no end). Ours to mend; the person can still cancel."""


@dataclass(frozen=True, slots=True)
class Open:
    """`number` of `draft.total` is the step as counted for the person. `old` is an earlier answer to show; it may be
    kept only where `keepable`, for otherwise the question itself has changed (12 km never becomes 12 %)."""

    question: Question[Any]
    draft: Draft
    number: int
    old: Answer | None
    keepable: bool
    behind: tuple[str, ...]
    """The keys answered on the way here, in the order of replay, without those that can be assumed."""
    walk: "_Walk[Any]"

    def lines(self, prefix: str) -> list[tuple[Question[Any], object]]:
        """The questions passed on the way here whose keys begin so, with their answers; those only assumed too."""
        return [passed for key, passed in self.walk.reached.items() if key.startswith(prefix)]

    def go_on(self, draft: Draft, value: object) -> "Open | Finished[Any]":
        """Replay with `value` as the answer (already stored in `draft`), on the generator that is here already."""
        return self.walk.go_on(draft, self.question, value)


@dataclass(frozen=True, slots=True)
class Finished(Generic[C]):
    command: C
    draft: Draft


LookUps = Callable[[str, Hashable], object]


def replay(dialog: Callable[[], Dialog[C]], draft: Draft, look_up: LookUps) -> Open | Finished[C]:
    return _Walk(dialog, draft, look_up).start()


class _Walk(Generic[C]):
    """One replay: which answers were reached, and which of them the person gave. `looked_up`: it stands on more than
    the sheet and the answers. `look_up` is that of the update which goes on with it."""

    def __init__(self, dialog: Callable[[], Dialog[C]], draft: Draft, look_up: LookUps) -> None:
        self._dialog = dialog
        self._draft = draft
        self.look_up = look_up
        self.looked_up = False
        self._script: Dialog[C] | None = None
        self.reached: dict[str, tuple[Question[Any], object]] = {}
        self._behind: list[str] = []

    def start(self) -> Open | Finished[C]:
        self._script = script = self._dialog()
        try:
            return self._walk(next(script))
        except StopIteration as end:
            return Finished(end.value, self._settled(None))

    def go_on(self, draft: Draft, question: Question[Any], value: object) -> Open | Finished[C]:
        script, self._draft = self._script, draft
        if script is None:  # it was used up for counting the steps
            return replay(self._dialog, draft, self.look_up)
        self._pass(question, value, stored=True)
        try:
            return self._walk(script.send(value))
        except StopIteration as end:
            return Finished(end.value, self._settled(None))

    def _walk(self, step: Step) -> Open:
        """Runs on to the first question without a valid answer. Raises StopIteration at the dialog's end."""
        script, answers, editing = self._script, self._draft.answers, self._draft.editing
        assert script is not None  # noqa: S101  # only `_count` uses it up, and nothing walks after that
        while True:
            if isinstance(step, LookUp):
                self.looked_up = True
                step = script.send(self.look_up(step.query, step.argument))
                continue
            key = step.key
            self._check(key)
            stored = answers.get(key)
            value = step.assume if stored is None else _valid(step, stored)
            if value is NO_ANSWER or key == editing:
                return self._open(step)
            self._pass(step, value, stored=stored is not None)
            step = script.send(value)

    def _check(self, key: str) -> None:
        if key in self.reached:
            raise BadDialog(f"the key {key!r} is asked twice")
        if len(self.reached) > _FEW_THOUSAND:
            raise BadDialog("the dialog does not end")

    def _pass(self, question: Question[Any], value: object, *, stored: bool) -> None:
        self.reached[question.key] = (question, value)
        if stored and question.assume is NO_ANSWER:
            self._behind.append(question.key)

    def _open(self, question: Question[Any]) -> Open:
        draft = self._settled(question.key)
        number = len(self._behind) + 1
        if draft.total < number:
            still = self._count(question)
            draft = replace(draft, total=len(self._behind) + still if still else 0)
        old = draft.answers.get(question.key) or draft.parked.get(question.key) or _assumed(question)
        keepable = old is not None and _valid(question, old) is not NO_ANSWER
        return Open(question, draft, number, old, keepable, tuple(self._behind), self)

    def _settled(self, opened: str | None) -> Draft:
        """Parks each answer whose place the replay has gone past without asking for it.

        Its place is the one that the replay before confirmed. Answers that lie behind an edit, or behind a question put
        in front of them by a new release, have not been passed: they stay.
        """
        draft = self._draft
        seen = [*self.reached] if opened is None else [*self.reached, opened]
        place = {key: index for index, key in enumerate(draft.settled)}
        at_the_end = len(place)
        furthest = (
            at_the_end if opened is None else max((place[key] for key in seen if key in place), default=-1)
        )
        passed = {
            k: a for k, a in draft.answers.items() if k not in seen and place.get(k, furthest) < furthest
        }
        order = [key for key in seen if key in draft.answers]
        order += [
            key for key in draft.settled if key in draft.answers and key not in seen and key not in passed
        ]
        if not passed:
            settled = tuple(order)
            if settled == draft.settled:
                return draft
            return Draft(draft.answers, settled, draft.parked, draft.editing, draft.total)
        answers = {key: answer for key, answer in draft.answers.items() if key not in passed}
        return replace(draft, answers=answers, parked=draft.parked | passed, settled=tuple(order))

    def _count(self, question: Question[Any]) -> int:
        """How many questions there are from here on, if each gets its typical answer. Uses the generator up.

        0 where that hangs on a look-up, which is never made for an answer that nobody gave.
        """
        script, self._script, count = self._script, None, 0
        assert script is not None  # noqa: S101  # see `_walk`
        step: Step = question
        try:
            while count < _FEW_THOUSAND:
                if isinstance(step, LookUp):
                    return 0
                asked = step is question or step.assume is NO_ANSWER
                count += asked
                step = script.send(step.typical if asked else step.assume)
        except StopIteration:
            pass
        finally:
            script.close()
        return count


def _assumed(question: Question[Any]) -> Answer | None:
    """What a line of the summary began as (a suggestion taken over), shown where the person opens it to change it."""
    if question.assume in (NO_ANSWER, None) or not question.title.id:
        return None
    return Answer(question.encode(question.assume), question.fingerprint())


def _valid(question: Question[Any], stored: Answer) -> object:
    """The answer as the dialog gets it, or NO_ANSWER where it no longer answers this question."""
    if stored.print not in (ANY_PRINT, question.fingerprint()):
        return NO_ANSWER
    if stored.value is None:
        return None if question.skippable else NO_ANSWER
    try:
        return question.decode(stored.value)
    except ValueError:
        return NO_ANSWER


def back(opened: Open) -> Draft | None:
    """Leaves an edit as it was, else drops the last answer given before the open question. None at the first step."""
    draft = opened.draft
    if draft.editing is not None:
        return replace(draft, editing=None)
    if not opened.behind:
        return None
    last = opened.behind[-1]
    answers = {key: answer for key, answer in draft.answers.items() if key != last}
    return replace(draft, answers=answers, parked=draft.parked | {last: draft.answers[last]})
