"""What must hold after every update (design.md §9), by comparing what was stored before it and after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.conversation.drafts import Draft, from_json
from bot.inbound import Inbound, Kind
from core.history import Deed, Entry
from core.pledge import Pledge
from core.ports import UnitOfWork
from core.report import Report

Place = tuple[str, str, str]
"""Whose draft it is, of which dialog, about what."""

YEARS: Final = (2026, 2027)
REPORT: Final = "baocao"
PLEDGE: Final = "dangky"
_OWN_WORDS: Final = (".what", ".hard", ".reason", ".note", ".how", ".proof", ".content", "outside", "next")


@dataclass(frozen=True, slots=True)
class Held:
    """All that people have said so far: drafts, and what they handed in, with its history."""

    drafts: dict[Place, Draft]
    reports: dict[str, Report]
    pledges: dict[str, Pledge]
    history: dict[str, tuple[Entry, ...]]


def held(uow: UnitOfWork, people: tuple[str, ...]) -> Held:
    drafts, reports, pledges = {}, {}, {}
    for person in people:
        for each in uow.talk.open_conversations(f"p:{person}"):
            drafts[person, each.dialog, each.subject] = from_json(each.state)
        found = [report for year in YEARS for report in uow.reports.of_year(person, year)]
        assert len({report.period for report in found}) == len(found), "one report a person and period"
        reports.update({report.id: report for report in found})
        pledges.update({pledge.id: pledge for year in YEARS for pledge in uow.pledges.of_year(person, year)})
    history = {paper: tuple(uow.history.of(paper)) for paper in (*reports, *pledges)}
    return Held(drafts, reports, pledges, history)


def check(before: Held, after: Held, person: str, said: Inbound, sees: str | None) -> None:
    """After one update of this person, who now `sees` this; None where it never arrived."""
    _drafts_are_kept(before, after, person, sees)
    _words_are_as_typed(before, after, person, said)
    _papers_are_kept(before, after, person)
    _versions_are_told(after)


def _drafts_are_kept(before: Held, after: Held, person: str, sees: str | None) -> None:
    for place, draft in before.drafts.items():
        now = after.drafts.get(place)
        if place[0] != person:
            assert now == draft, f"{person} has changed the draft {place}"
        elif now is not None:
            _answers_are_kept(place, draft, now)
        elif place[1] == REPORT:
            assert _handed_in(before, after, place) or _is_over(sees), f"{place} is lost: {sees}"
        elif place[1] == PLEDGE:
            year, _, kind = place[2].partition("-")
            versions = [
                sum(p.version for p in each.pledges.values() if (p.person, p.kind.value) == (person, kind))
                for each in (before, after)
            ]
            assert versions[0] < versions[1] or _is_over(sees), f"{place} of {year} is lost: {sees}"


def _is_over(sees: str | None) -> bool:
    """The person deleted the draft, or its period has closed, or it was handed in from another phone."""
    return sees is None or any(words in sees for words in ("Bản nháp đã xóa", "đã khóa", "đã được gửi"))


def _answers_are_kept(place: Place, before: Draft, after: Draft) -> None:
    """Every answer is still there, in force or offered; one update changes the value of one answer at most."""
    kept = after.parked | after.answers
    lost = [key for key in before.answers if key not in kept and key != "send"]
    assert not lost, f"{place}: answers are lost: {lost}"
    changed = [
        key for key, answer in before.answers.items() if key in kept and kept[key].value != answer.value
    ]
    assert len(changed) <= 1, f"{place}: one message changed {changed}"


def _words_are_as_typed(before: Held, after: Held, person: str, said: Inbound) -> None:
    """What was typed is kept character by character."""
    if said.kind not in {Kind.TEXT, Kind.EDITED}:
        return
    for place, draft in after.drafts.items():
        old = before.drafts.get(place)
        if place[0] != person or old is None or place[1] not in {REPORT, PLEDGE}:
            continue
        for key, answer in draft.answers.items():
            given = key not in old.answers and key not in old.parked
            if given and answer.message == said.message_id and _is_own_words(key):
                assert answer.value in (said.text, None) or _is_label(answer.value, said.text), (key, answer)


def _is_own_words(key: str) -> bool:
    return key.endswith(_OWN_WORDS)


def _is_label(value: object, typed: str) -> bool:
    """A ready answer that was chosen by typing it, or words offered before that are taken now."""
    return isinstance(value, str) and len(typed) < 60


def _handed_in(before: Held, after: Held, place: Place) -> bool:
    """The report has a new version, and everything that the draft said is in it."""
    person, _, period = place
    found = [r for r in after.reports.values() if r.person == person and r.period.code == period]
    if not found or found[0].version <= max((r.version for r in _same(before, found[0])), default=0):
        return False
    _everything_is_in(before.drafts[place], found[0])
    return True


def _same(held: Held, report: Report) -> Iterable[Report]:
    return (each for each in held.reports.values() if each.id == report.id)


def _everything_is_in(draft: Draft, report: Report) -> None:
    said = {item.item.key: item.progress for item in report.content.items}
    texts = {"outside": report.content.outside_work, "next": report.content.next_direction}
    for key in draft.settled:
        value = draft.answers[key].value
        item, _, what = key.rpartition(".")
        match what:
            case "what":
                assert said[item].what == (value or "")
            case "hard":
                assert said[item].difficulties == (value or "")
            case "reason" | "note":
                assert getattr(said[item], what) == (value or "")
            case "state":
                assert said[item].state.value == value
            case "outside" | "next":
                assert texts[what] == (str(value).strip() if value else "")


def _papers_are_kept(before: Held, after: Held, person: str) -> None:
    """Nothing that was handed in goes away, and only its author writes a new version of it."""
    for paper, history in before.history.items():
        assert after.history.get(paper, ())[: len(history)] == history, "what happened stays"
    for key, report in before.reports.items():
        now = after.reports[key]
        if report.person != person:
            assert now.content == report.content, f"{person} changed a report of {report.person}"
            assert now.version == report.version
    for key, pledge in before.pledges.items():
        now_pledged = after.pledges[key]
        if pledge.person != person:
            assert now_pledged.items == pledge.items, f"{person} changed a pledge of {pledge.person}"


def _versions_are_told(after: Held) -> None:
    """Each version was handed in once."""
    for report in after.reports.values():
        handed = [e for e in after.history[report.id] if e.deed in {Deed.SUBMITTED, Deed.RESUBMITTED}]
        assert len(handed) == report.version, f"version {report.version}, handed in {len(handed)} times"
