"""Any lists in any order: once more changes nothing, taking back leaves no trace, nobody is lost or doubled."""

import random
from datetime import timedelta

import pytest

from core.documents import Document
from core.errors import Moved, Refused
from core.life import check
from core.ports import UnitOfWork
from core.roster.batch import Outcome
from core.usecases import import_roster_apply
from tests.core.field import Q1, Q2
from tests.roster.desk import ListDesk
from tests.roster.tables import xlsx

HEADER = ["Họ và tên", "Năm sinh", "Số điện thoại", "Chi bộ", "Chức vụ", "Tình trạng", "Nhóm", "Mã"]
UNITS = ["Đơn vị A", "Đơn vị B", "Đơn vị E", "C", "", "Chi bộ nào đó"]
NAMES = ["Lò Văn Hùng", "Lò Văn Hưng", "lo van hung", "LÒ VĂN HÙNG", "Đèo Thị Én", "Quàng Ẩn", "Tô", "Sùng A Dính",
         "Hà Hoà", "Hà Hòa", "Mùa A Phủ", "x1"]  # fmt: skip


def any_row(chance: random.Random) -> list[object]:
    return [
        chance.choice(NAMES),
        chance.choice([1950, 1968, 1991, "", "12/3/1968", "sai"]) if chance.random() < 0.9 else 1988,
        chance.choice(["", "", "0912000111", "0912000222", "912000333"]),
        chance.choice(UNITS[:4]) if chance.random() < 0.9 else chance.choice(UNITS),
        chance.choice(["", "", "", "Bí thư", "Chi ủy viên", "Trưởng thôn"]),
        chance.choice(["", "", "Chính thức", "Dự bị", "Miễn", "Quần chúng"]),
        chance.choice(["", "", "", 1, 2, 3]),
        chance.choice(["en", "phu", "an", "khong-co"]) if chance.random() < 0.15 else "",
    ]


def decided(desk: ListDesk, batch: str, chance: random.Random) -> tuple[tuple[int, str], ...]:
    choices = []
    for row in desk.preview(batch, "").alike:
        offered = [*row.candidates, import_roster_apply.NEW, import_roster_apply.SKIP]
        choices.append((row.no, chance.choice(offered)))
    return tuple(choices)


@pytest.mark.parametrize("seed", range(3))
def test_any_lists(near: ListDesk, seed: int) -> None:
    chance = random.Random(seed)
    for document in (Document.pledge(2026), Document.report(Q1), Document.report(Q2)):
        near.field.owe(document)
    for _ in range(8):
        data = xlsx(HEADER, *(any_row(chance) for _ in range(chance.randint(1, 12))))
        before = near.dump()
        batch = near.take(data, by="")
        doubts = {Outcome.ALIKE, Outcome.SHARES} & near.preview(batch.id, "").counts.keys()
        try:
            done = near.agree(batch.id, "", decided(near, batch.id, chance), shares=chance.random() < 0.5)
        except Refused:  # two rows were said to mean one person
            assert near.dump() == before
            done = near.agree(batch.id, "")
        assert near.dump()[0] != before[0] or not done.new
        _everyone_lives_once(near)
        if chance.random() < 0.4:
            near.undo(batch.id, "")
            assert near.dump() == before
            continue
        if doubts:  # what was decided of them may well be asked again
            continue
        after = near.dump()
        again = near.take(data, by="")
        counts = near.preview(again.id, "").counts
        assert not counts.get(Outcome.NEW, 0)
        assert not counts.get(Outcome.CHANGED, 0)
        near.agree(again.id, "")
        assert near.dump() == after
        if chance.random() < 0.3:
            near.later(timedelta(days=1))


def _everyone_lives_once(desk: ListDesk) -> None:
    """One home and one standing on each day; what each owes is what a recount from scratch finds."""

    def work(uow: UnitOfWork) -> None:
        for facts in uow.people.facts_after("", 1000):
            life = uow.lives.get(facts.person.id)
            assert life is not None
            check(life)
            assert life.home_on(desk.today) is not None
        return

    desk.write(work)


def test_two_imports_that_cross_each_other(near: ListDesk) -> None:
    data = xlsx(HEADER, ["Lò Văn Hùng", 1968, "", "Đơn vị B", "", "", "", ""])
    first, second = near.take(data, by=""), near.take(data, by="")
    near.agree(first.id, "")
    with pytest.raises(Moved):
        near.agree(second.id, "")
    assert [name for name in near.people("B") if "Hùng" in name] == ["Lò Văn Hùng"]
