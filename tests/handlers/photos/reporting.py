"""A report as its author goes through it, up to where photos matter."""

from dataclasses import replace

from core.ports import UnitOfWork
from core.report import Report, ReportState
from core.text.periods import Quarter
from tests.world import Phone, World


def to_photos_of_first_item(phone: Phone) -> None:
    phone.says("/baocao")
    _figures(phone)


def to_summary(phone: Phone) -> None:
    to_photos_of_first_item(phone)
    for _ in range(2):
        phone.says("xong")
        _figures(phone)
    phone.says("xong")
    phone.says("bỏ qua")
    phone.says("bỏ qua")
    assert "kiểm tra" in phone.sees


def _figures(phone: Phone) -> None:
    for words in ("3", "0", "1", "đã làm đến đâu", "bỏ qua"):
        phone.says(words)
    assert "ảnh hoặc tệp" in phone.sees


def hand_in(phone: Phone) -> None:
    to_summary(phone)
    phone.chooses("Gửi báo cáo")
    assert "Mã biên nhận" in phone.sees


def report_of(world: World, person: str) -> Report:
    found = world.do(lambda uow: uow.reports.find(person, Quarter(2026, 1)))
    assert found is not None
    return found


def accept(world: World, person: str) -> None:
    """Whoever reviews it has accepted it."""
    found = report_of(world, person)

    def work(uow: UnitOfWork) -> None:
        uow.reports.save(
            replace(found, state=ReportState.ACCEPTED, revision=found.revision + 1), found.revision
        )

    world.do(work)
