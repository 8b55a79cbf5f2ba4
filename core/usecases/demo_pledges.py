"""What some people of the demo have pledged and reported, so that a newcomer finds a living cell.

Written as if through the use cases, early in the year and in the quarter before; nobody of the cell in which a newcomer
begins (Nà Tông) is among them, so that everything can be done there for the first time.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from core.calendar import start_of
from core.criteria import Suggestion
from core.history import Deed, Entry
from core.occasion import local_day
from core.people import AudienceGroup
from core.pledge import Pledge, PledgeItem, PledgeKind, PledgeState, adds_up_by_default, with_keys
from core.pledge_review import confirm
from core.ports import Chance, UnitOfWork
from core.report import (
    RECEIPT_ALPHABET,
    RECEIPT_LENGTH,
    ItemProgress,
    ItemState,
    Report,
    ReportContent,
    ReportedItem,
    ReportState,
)
from core.review import accept
from core.speaker import Speaker
from core.text.periods import Quarter
from core.usecases.scope import to_review

_PLEDGED: Final[dict[str, tuple[str, ...]]] = {
    "M03": ("S05", "S06", "S09"),
    "M13": ("S02", "S09", "S07"),
    "M16": ("S11", "S19"),
    "M20": ("S03", "S01"),
    "M21": ("S11", "S18", "S17"),
    "M25": ("S08", "S04"),
    "M27": ("S12", "S13", "S24"),
    "M30": ("S20", "S21"),
    "M34": ("S19", "S22"),
    "M28": ("S28", "S27", "S30"),
}
_DONE: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "M03": (
        (
            "3",
            "",
            "Đã dự sinh hoạt với 3 chi bộ thôn; ghi nhận 7 kiến nghị, chuyển đảng ủy xử lý 5 kiến nghị.",
        ),
        ("6", "9", "Đã bàn giao 6 nhà; còn 9 nhà đang làm phần mái."),
        ("2", "", "Đã đối thoại tại hai thôn với 143 lượt người dự."),
    ),
    "M21": (
        ("3", "", "Dự đủ 3/3 buổi sinh hoạt chi bộ."),
        ("46", "", "Đã hướng dẫn bà con nộp 46 hồ sơ trực tuyến."),
        ("0", "", "Đang viết thuyết minh sáng kiến."),
    ),
    "M34": (
        ("1150", "", "Vận động được 10 hộ hiến 1.150 m² đất; các hộ đã ký biên bản."),
        ("0", "1", "Đàn dê của hộ được giúp tăng từ 4 lên 7 con."),
    ),
}


def pledge_for_demo(uow: UnitOfWork, now: datetime, chance: Chance) -> None:
    """Nothing is dated after `now`, nor before its year began."""
    year = local_day(now).year
    library = {each.id: each for group in AudienceGroup for each in uow.criteria.suggestions(group)}
    for person, chosen in _PLEDGED.items():
        speaker = uow.people.speaker(person, local_day(now))
        if speaker is None or speaker.home is None:
            continue
        pledge = _pledge(uow, speaker, tuple(library[each] for each in chosen), _at(now, year, 2, 10), chance)
        before = Quarter.of(local_day(now)).previous()
        if person in _DONE and before.year == year:
            _report(uow, pledge, before, _at(now, year, before.number * 3, 18), chance)


def _at(now: datetime, year: int, month: int, day: int) -> datetime:
    wanted = start_of(date(year, month, day)) + timedelta(hours=19, minutes=40)
    return max(min(wanted, now - timedelta(hours=2)), start_of(date(year, 1, 1)))


def _pledge(
    uow: UnitOfWork, speaker: Speaker, chosen: tuple[Suggestion, ...], sent: datetime, chance: Chance
) -> Pledge:
    home = speaker.home
    assert home is not None  # noqa: S101 - the caller has looked
    items, last = with_keys(
        tuple(_item(each, local_day(sent).year) for each in chosen), PledgeKind.EXEMPLARY, (), 0
    )
    pledge = Pledge(
        id=chance.new_id(),
        person=speaker.person.id,
        kind=PledgeKind.EXEMPLARY,
        year=local_day(sent).year,
        unit=home.unit,
        path=home.path,
        state=PledgeState.SUBMITTED,
        version=1,
        revision=1,
        confirmed_version=None,
        last_item=last,
        sent_at=sent,
        received_at=sent,
        late=False,
        items=items,
    )
    uow.pledges.add(pledge)
    uow.history.add(Entry(pledge.id, sent, pledge.person, Deed.SUBMITTED, 1))
    by = next(iter(to_review(uow, pledge.person, home.path, local_day(sent))), None)
    if by is None:
        return pledge
    confirmed = confirm(pledge, by, sent + timedelta(hours=1))
    uow.pledges.save(confirmed, pledge.revision)
    uow.history.add(Entry(pledge.id, sent + timedelta(hours=1), by, Deed.CONFIRMED, 1))
    return confirmed


def _item(chosen: Suggestion, year: int) -> PledgeItem:
    due = chosen.due_month_day
    return PledgeItem(
        key="",
        criterion=chosen.criterion,
        content=chosen.content,
        measure=chosen.measure,
        target=chosen.target,
        unit=chosen.unit,
        due=None if due is None else date(year, *due),
        evidence=chosen.evidence,
        breakthrough=chosen.breakthrough,
        adds_up=adds_up_by_default(chosen.measure, chosen.unit),
    )


def _report(uow: UnitOfWork, pledge: Pledge, period: Quarter, sent: datetime, chance: Chance) -> None:
    told = zip(pledge.items, _DONE[pledge.person], strict=True)
    items = tuple(
        ReportedItem(pledge.id, pledge.version, item, _progress(item, *said)) for item, said in told
    )
    report = Report(
        id=chance.new_id(),
        person=pledge.person,
        period=period,
        unit=pledge.unit,
        path=pledge.path,
        state=ReportState.SUBMITTED,
        version=1,
        revision=1,
        receipt=chance.code(RECEIPT_ALPHABET, RECEIPT_LENGTH),
        sent_at=sent,
        received_at=sent,
        late=False,
        content=ReportContent(items, "", "Tiếp tục thực hiện các nội dung đã đăng ký."),
    )
    uow.reports.add(report)
    uow.history.add(Entry(report.id, sent, report.person, Deed.SUBMITTED, 1))
    by = next(iter(to_review(uow, report.person, report.path, local_day(sent))), None)
    if by is not None:
        uow.reports.save(accept(report, by, sent + timedelta(minutes=50)), report.revision)
        uow.history.add(Entry(report.id, sent + timedelta(minutes=50), by, Deed.ACCEPTED, 1))


def _progress(item: PledgeItem, done: str, in_progress: str, what: str) -> ItemProgress:
    figure = Decimal(done)
    state = ItemState.IN_PROGRESS if figure or in_progress else ItemState.NOT_STARTED
    if item.target is not None and figure >= item.target:
        state = ItemState.DONE
    return ItemProgress(
        key=item.key,
        state=state,
        done=figure,
        in_progress=Decimal(in_progress) if in_progress else None,
        what=what,
        done_typed=f"{done} {item.unit}",
    )
