"""A list against the list that is there: who is meant, what is changed, what is asked, what is refused; on both
databases."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from core.documents import Document
from core.errors import Moved, NotAllowed, Refused
from core.people import AudienceGroup, RoleKind, Standing, StandingPeriod
from core.ports import UnitOfWork
from core.roster.batch import BatchState, Outcome
from core.roster.problems import Reason
from core.roster.reading import Unreadable, Wish
from core.usecases import import_roster, import_roster_apply
from core.usecases.add_person import AddPerson, add_person
from core.usecases.open_period import open_period
from tests.core.field import Q1, Q2
from tests.roster.desk import HOUR, ListDesk
from tests.roster.tables import HEADER, sheets, xlsx

A, B, E = "Đơn vị A", "Đơn vị B", "Đơn vị E"
FULL = (*HEADER, "Chức vụ", "Tình trạng", "Nhóm", "Ngày về chi bộ", "Mã")


def outcomes(desk: ListDesk, batch: str, by: str = "pa") -> dict[Outcome, int]:
    return dict(desk.preview(batch, by).counts)


def reasons(desk: ListDesk, batch: str, by: str = "pa") -> list[Reason]:
    return [problem.reason for row in desk.preview(batch, by).bad for problem in row.problems]


def test_new_people_come_with_all_that_the_list_says(desk: ListDesk) -> None:
    desk.field.owe(Document.report(Q2))
    batch = desk.take(
        xlsx(
            FULL,
            ["Giàng Thị Mỷ", 1975, "0912000111", B, "Bí thư chi bộ", "", "", "01/01/2026", ""],
            ["Lù A Páo", "05/06/1990", "", B, "", "Dự bị", "", "", ""],
            ["Hà Thị Sen", "", "", B, "", "Quần chúng", "", "", ""],
            ["Lò Thị Inh", 1941, "", B, "", "Miễn sinh hoạt", "", "", ""],
        )
    )
    assert batch.state is BatchState.READY
    assert outcomes(desk, batch.id) == {Outcome.NEW: 4}
    before = desk.people("B")
    done = desk.agree(batch.id)
    assert (done.new, done.changed, done.left_out) == (4, 0, 0)
    assert desk.people("B") == before | {
        "Giàng Thị Mỷ": (1975, Standing.OFFICIAL),
        "Lù A Páo": (1990, Standing.PROBATIONARY),
        "Hà Thị Sen": (None, Standing.NON_MEMBER),
        "Lò Thị Inh": (1941, Standing.EXEMPT),
    }
    speaker = desk.field.speaker(desk.id_of("Giàng Thị Mỷ"), desk.now)
    assert {role.kind for role in speaker.roles} == {RoleKind.MEMBER, RoleKind.SECRETARY}
    assert [speaker.person.group, desk.field.speaker(desk.id_of("Hà Thị Sen"), desk.now).person.group] == [
        1,
        3,
    ]


def test_they_owe_what_a_person_entered_by_hand_owes(desk: ListDesk) -> None:
    for document in (Document.pledge(2026), Document.report(Q1), Document.report(Q2)):
        desk.write(partial(open_period, document=document))
    desk.bring(
        xlsx(
            FULL,
            ["Theo Danh Sách", 1975, "", B, "", "", "", "01/02/2026", ""],
            ["Miễn Danh Sách", 1940, "", B, "", "Miễn", "", "01/02/2026", ""],
        )
    )

    def by_hand(uow: UnitOfWork) -> None:
        for name, standing in (("Theo Tay", Standing.OFFICIAL), ("Miễn Tay", Standing.EXEMPT)):
            command = AddPerson(
                name, 1975, "B", AudienceGroup.ORDINARY_MEMBER, standing, desk.today.replace(month=2, day=1)
            )
            add_person(uow, None, command, desk.today, desk.field.chance)

    desk.write(by_hand)

    def owed(name: str) -> list[object]:
        rows = desk.read(lambda uow: uow.obligations.of_person(desk.id_of(name)))
        return [replace(row, person="") for row in rows]

    assert owed("Theo Danh Sách") == owed("Theo Tay") != []
    assert owed("Miễn Danh Sách") == owed("Miễn Tay")


def test_the_same_file_once_more_changes_nothing(desk: ListDesk) -> None:
    data = xlsx(
        FULL,
        ["GIÀNG THỊ MỶ", 1975, "0912000111", B, "Bí thư", "", "", "", ""],
        ["Lù A Páo", 1990, "", B, "", "Dự bị", "", "", ""],
        ["Hà Thị Sen", "", "", B, "", "Quần chúng", "", "", ""],
        ["Bế Hải", 1966, "", A, "Bí thư", "", "", "", ""],
    )
    desk.bring(data)
    before = desk.dump()
    batch = desk.take(data)
    assert outcomes(desk, batch.id) == {Outcome.SAME: 4}
    assert (desk.agree(batch.id).new, desk.dump()) == (0, before)
    desk.later(timedelta(days=3))
    assert outcomes(desk, desk.take(data).id) == {Outcome.SAME: 4}


def test_what_differs_is_changed_and_dated(desk: ListDesk) -> None:
    """By code: the name's spelling, the phone, the cell, the standing, an office more. The old cell's offices end."""
    batch = desk.take(
        xlsx(
            FULL,
            ["Mùa A Phử", 1988, "0912000111", B, "Bí thư", "Dự bị", "1", "", "phu"],
            ["Đèo Thị Én", 1992, "", A, "", "", "", "", "en"],
        )
    )
    preview = desk.preview(batch.id)
    assert preview.counts == {Outcome.CHANGED: 2}
    assert preview.changes == {"name": 1, "phone": 1, "unit": 1, "standing": 1, "role": 1, "birth": 1}
    desk.agree(batch.id)
    assert desk.people("B")["Mùa A Phử"] == (1988, Standing.PROBATIONARY)
    assert "Mùa A Phủ" not in desk.people("A")
    assert {(role.kind, role.unit) for role in desk.field.speaker("phu", desk.now).roles} == {
        (RoleKind.MEMBER, "B"),
        (RoleKind.SECRETARY, "B"),
    }
    yesterday = desk.now - timedelta(days=1)
    assert {(role.kind, role.unit) for role in desk.field.speaker("phu", yesterday).roles} == {
        (RoleKind.MEMBER, "A"),
        (RoleKind.DEPUTY_SECRETARY, "A"),
    }
    assert desk.people("A")["Đèo Thị Én"][0] == 1992


def test_taking_it_back_leaves_everything_as_it_was(desk: ListDesk) -> None:
    for document in (Document.pledge(2026), Document.report(Q1), Document.report(Q2)):
        desk.field.owe(document)
    before = desk.dump()
    batch = desk.take(
        xlsx(
            FULL,
            ["Giàng Thị Mỷ", 1975, "0912000111", B, "Bí thư", "", "", "01/01/2026", ""],
            ["Mùa A Phử", 1988, "0912000222", B, "Bí thư", "Dự bị", "1", "", "phu"],
            ["Đèo Thị Én", 1992, "", A, "", "Miễn", "", "", "en"],
        )
    )
    assert outcomes(desk, batch.id) == {Outcome.NEW: 1, Outcome.CHANGED: 2}
    desk.agree(batch.id)
    assert desk.dump() != before
    desk.later(HOUR)
    done = desk.undo(batch.id)
    assert (done.new, done.changed) == (1, 2)
    assert desk.dump() == before
    with pytest.raises(Refused):
        desk.undo(batch.id)


def test_changed_twice_in_one_day_and_taken_back_twice(desk: ListDesk) -> None:
    start = desk.dump()
    first = desk.take(xlsx(FULL, ["Đèo Thị Én", 1991, "", B, "", "Dự bị", "", "", "en"]))
    desk.agree(first.id)
    between = desk.dump()
    second = desk.take(xlsx(FULL, ["Đèo Thị Én", 1991, "", "Đơn vị C", "", "Miễn", "", "", "en"]))
    desk.agree(second.id)
    assert "Đèo Thị Én" in desk.people("C")
    with pytest.raises(Refused):
        desk.undo(first.id)
    desk.undo(second.id)
    assert desk.dump() == between
    desk.undo(first.id)
    assert desk.dump() == start


def test_it_is_not_taken_back_once_something_was_built_on_it_or_too_late(desk: ListDesk) -> None:
    batch = desk.take(xlsx(HEADER, ["Giàng Thị Mỷ", 1975, "", B]))
    desk.agree(batch.id)
    after = desk.dump()
    desk.field.consent(desk.id_of("Giàng Thị Mỷ"))
    with pytest.raises(Refused):
        desk.undo(batch.id)
    late = desk.take(xlsx(HEADER, ["Lù A Páo", 1990, "", B]))
    desk.agree(late.id)
    desk.later(timedelta(hours=25))
    with pytest.raises(Refused):
        desk.undo(late.id)
    assert len(desk.dump()[0]) == len(after[0]) + 1


# whom a row means


def test_the_phone_tells_who_it_is_whatever_the_name_lacks(near: ListDesk) -> None:
    near.bring(xlsx(HEADER, ["Giàng Thị Mỷ", 1975, "0912000111", B]))
    same = near.take(xlsx(HEADER, ["Giang Thi My", 1975, "+84912000111", A]))
    assert near.preview(same.id).changes == {"unit": 1}  # the name stays as it is: no marks were typed


def test_a_phone_of_another_name_is_asked_about(near: ListDesk) -> None:
    """The same year: perhaps a name put right; another: perhaps a spouse."""
    near.bring(xlsx(HEADER, ["Giàng Thị Mỷ", 1975, "0912000111", B]))
    batch = near.take(
        xlsx(HEADER, ["Giàng Thị Mai", 1975, "0912000111", B], ["Lù A Páo", 1970, "0912000111", B])
    )
    assert outcomes(near, batch.id) == {Outcome.ALIKE: 1, Outcome.SHARES: 1}
    (row,) = near.preview(batch.id).alike
    assert row.candidates == (near.id_of("Giàng Thị Mỷ"),)
    done = near.agree(batch.id, decisions=((row.no, row.candidates[0]),), shares=True)
    assert (done.new, done.changed) == (1, 1)
    assert {"Giàng Thị Mai", "Lù A Páo"} <= near.people("B").keys()
    assert "Giàng Thị Mỷ" not in near.people("B")


def test_nothing_is_guessed_where_two_may_be_meant(desk: ListDesk) -> None:
    """No marks, no year, the same name twice in the cell or in the file, the same name and year in another cell."""
    desk.bring(
        xlsx(HEADER, ["Lò Văn Hùng", 1968, "", B], ["Lò Văn Hưng", 1968, "", B], ["Tẩn A Sử", 1950, "", E]),
        by="",
    )
    batch = desk.take(
        xlsx(
            HEADER,
            ["Lo Van Hung", 1968, "", B],
            ["Lò Văn Hùng", "", "", B],
            ["Tẩn A Sử", 1950, "", B],
            ["Ma Văn Chẩn", 1960, "", B],
            ["Ma Văn Chẩn", 1960, "", B],
        ),
        by="",
    )
    assert outcomes(desk, batch.id, "") == {Outcome.ALIKE: 4, Outcome.NEW: 1}
    rows = desk.preview(batch.id, "").alike
    assert [len(row.candidates) for row in rows] == [2, 1, 1, 0]
    assert rows[3].twin == 5
    before = desk.people("B")
    desk.agree(batch.id, "", decisions=((rows[3].no, import_roster_apply.NEW),))
    names = desk.field.do(
        lambda uow: [who.person.full_name for who in uow.people.residents("/P/C/B/", desk.today)]
    )
    assert names.count("Ma Văn Chẩn") == 2
    assert set(names) == {*before, "Ma Văn Chẩn"}


def test_hung_and_hung_with_other_marks_are_two_people(near: ListDesk) -> None:
    near.bring(xlsx(HEADER, ["Lò Văn Hùng", 1968, "", B]))
    assert outcomes(near, near.take(xlsx(HEADER, ["Lò Văn Hưng", 1968, "", B])).id) == {Outcome.NEW: 1}


def test_hoa_in_either_spelling_is_one_person(near: ListDesk) -> None:
    near.bring(xlsx(HEADER, ["Lò Thị Hòa", 1968, "", B]))
    assert outcomes(near, near.take(xlsx(HEADER, ["Lò Thị Hoà", 1968, "", B])).id) == {Outcome.SAME: 1}


def test_faulty_rows_are_named_and_nothing_of_them_is_taken(near: ListDesk) -> None:
    batch = near.take(
        xlsx(
            FULL,
            ["Lù A Páo", 1990, "", "Chi bộ không có", "", "", "", "", ""],
            ["Lù A Páo", 1990, "", "", "", "", "", "", ""],
            ["Lù A Pó", 1990, "", B, "", "", "", "", "khongco"],
            ["Người Khác", 1950, "", A, "", "", "", "", "en"],
            ["Lù Thị Đúng", 1990, "", B, "", "", "", "", ""],
        )
    )
    assert reasons(near, batch.id) == [
        Reason.UNKNOWN_UNIT,
        Reason.NO_UNIT,
        Reason.NO_SUCH_CODE,
        Reason.CODE_OF_ANOTHER,
    ]
    done = near.agree(batch.id)
    assert (done.new, done.left_out) == (1, 4)


def test_one_person_meant_by_two_rows_is_a_mistake(near: ListDesk) -> None:
    batch = near.take(
        xlsx(
            FULL,
            ["Đèo Thị Én", 1991, "", A, "", "", "", "", "en"],
            ["Đèo Thị Én", 1991, "", B, "", "", "", "", "en"],
        )
    )
    assert reasons(near, batch.id) == [Reason.MATCHED_TWICE]


def test_who_left_is_not_brought_back_by_a_list(near: ListDesk) -> None:
    near.write(lambda uow: uow.people.change_standing(StandingPeriod("en", Standing.DECEASED, near.today)))
    batch = near.take(xlsx(HEADER, ["Đèo Thị Én", 1991, "", A]))
    assert reasons(near, batch.id) == [Reason.GONE]


def test_an_exemption_is_not_lifted_by_the_word_official(near: ListDesk) -> None:
    near.write(lambda uow: uow.people.change_standing(StandingPeriod("an", Standing.EXEMPT, near.today)))
    row = ["Quàng Ẩn", 1955, "", A, "", "Chính thức", "", "", ""]
    assert outcomes(near, near.take(xlsx(FULL, row)).id) == {Outcome.SAME: 1}


def test_who_is_not_in_the_file_is_listed_and_stays(desk: ListDesk) -> None:
    batch = desk.take(xlsx(HEADER, ["Bế Hải", 1966, "", A], ["Khoàng Xuân", 1993, "", B]))
    preview = desk.preview(batch.id)
    assert ([each.name for each in preview.missing], preview.missing_count) == (
        ["Quàng Ẩn", "Đèo Thị Én", "Mùa A Phủ"],
        3,
    )
    desk.agree(batch.id)
    assert len(desk.people("A")) == 4


# whose business it is


def test_staff_bring_people_only_into_what_they_look_after(near: ListDesk) -> None:
    """`tich` becomes staff of the commune C; D and E are another's. Who is there is as if unknown."""
    near.write(lambda uow: uow.people.add_role("tich", "C", RoleKind.STAFF.value, near.today))
    near.bring(xlsx(HEADER, ["Lã Út Em", 1999, "0912000999", E]))
    batch = near.take(
        xlsx(
            FULL,
            ["Lù A Páo", 1990, "", E, "", "", "", "", ""],
            ["Lã Út", 1999, "", B, "", "", "", "", "ut"],
            ["Lã Út Em", 1999, "0912000999", B, "", "", "", "", ""],
        ),
        by="tich",
    )
    assert reasons(near, batch.id, "tich") == [Reason.OUTSIDE, Reason.NO_SUCH_CODE]
    assert outcomes(near, batch.id, "tich")[Outcome.NEW] == 1
    with pytest.raises(NotAllowed):
        near.preview(batch.id, "pa")


def test_rights_that_are_gone_by_the_time_of_agreeing_stop_it(near: ListDesk) -> None:
    near.write(
        lambda uow: uow.people.add_role("tich", "C", RoleKind.STAFF.value, near.today - timedelta(days=9))
    )
    batch = near.take(xlsx(HEADER, ["Lù A Páo", 1990, "", B]), by="tich")
    near.write(lambda uow: uow.people.end_roles("tich", near.today - timedelta(days=1)))
    with pytest.raises(NotAllowed):
        near.agree(batch.id, "tich")
    assert "Lù A Páo" not in near.people("B")


def test_a_secretary_imports_nothing(near: ListDesk) -> None:
    assert not import_roster.may_import(near.field.speaker("hai", near.now), near.today)
    batch = near.take(xlsx(HEADER, ["Lù A Páo", 1990, "", A]), by="hai")
    assert batch.fault is Unreadable.NOT_FETCHED


# what changes meanwhile


def test_what_was_changed_between_preview_and_consent_is_shown_instead(desk: ListDesk) -> None:
    """Somebody enters the same person, changes one who was to be changed, opens a period, or a day passes."""
    data = xlsx(
        FULL, ["Lù A Páo", 1990, "", B, "", "", "", "", ""], ["Đèo Thị Én", 1992, "", A, "", "", "", "", "en"]
    )
    command = AddPerson("Lù A Páo", 1990, "B", AudienceGroup.ORDINARY_MEMBER, Standing.OFFICIAL, desk.today)
    batch = desk.take(data)
    desk.write(lambda uow: add_person(uow, None, command, desk.today, desk.field.chance))
    with pytest.raises(Moved):
        desk.agree(batch.id)
    assert desk.people("A")["Đèo Thị Én"][0] == 1991
    desk.write(lambda uow: import_roster_apply.compare_again(uow, batch.id))
    again = desk.again(batch.id)
    assert again.again
    assert outcomes(desk, batch.id) == {Outcome.SAME: 1, Outcome.CHANGED: 1}
    desk.write(lambda uow: uow.people.change_standing(StandingPeriod("en", Standing.EXEMPT, desk.today)))
    with pytest.raises(Moved):
        desk.agree(batch.id)
    desk.write(lambda uow: import_roster_apply.compare_again(uow, batch.id))
    desk.again(batch.id)
    desk.later(timedelta(days=1))
    with pytest.raises(Moved):
        desk.agree(batch.id)
    desk.write(lambda uow: import_roster_apply.compare_again(uow, batch.id))
    desk.again(batch.id)
    desk.agree(batch.id)
    assert desk.people("A")["Đèo Thị Én"][0] == 1992


def test_agreeing_to_what_was_not_on_the_screen_is_refused(near: ListDesk) -> None:
    batch = near.take(xlsx(HEADER, ["Lù A Páo", 1990, "", B]))
    seen = import_roster_apply.seen_counts(near.preview(batch.id))
    command = import_roster_apply.ApplyRoster(batch.id, seen=(("new", 5),))
    assert seen == (("new", 1),)
    with pytest.raises(Moved):
        near.write(
            lambda uow: import_roster_apply.agree(
                uow, near.speaker_in(uow, "pa"), command, near.now, near.field.chance
            )
        )


def test_read_anew_after_a_crash_it_begins_from_nothing(near: ListDesk) -> None:
    data = xlsx(HEADER, *([f"Lò Văn {chr(65 + n // 26)}{chr(97 + n % 26)}", 1950, "", B] for n in range(600)))
    batch = near.take(data)
    near.write(lambda uow: uow.rosters.put(replace(batch, state=BatchState.TO_READ)))
    assert near.again(batch.id).state is BatchState.READY
    assert outcomes(near, batch.id) == {Outcome.NEW: 600}


def test_choices_that_have_to_be_made_first(near: ListDesk) -> None:
    data = sheets(
        {"Đơn vị A": [HEADER[:2], ["Lò A Tủa", 1970]], "Đơn vị B": [HEADER[:2], ["Lò B Tủa", 1971]]}
    )
    batch = near.take(data)
    assert batch.state is BatchState.ASKING
    near.write(lambda uow: import_roster.wished(uow, near.speaker_in(uow, "pa"), batch.id, sheet="*"))
    assert near.again(batch.id).state is BatchState.READY
    near.agree(batch.id)
    assert "Lò A Tủa" in near.people("A")
    assert "Lò B Tủa" in near.people("B")


def test_a_unit_for_the_rows_that_name_none(near: ListDesk) -> None:
    batch = near.take(xlsx(HEADER[:2], ["Lò A Tủa", 1970]))
    assert batch.tail is not None
    assert batch.tail.without_unit == 1
    assert reasons(near, batch.id) == [Reason.NO_UNIT]
    near.write(lambda uow: import_roster.wished(uow, near.speaker_in(uow, "pa"), batch.id, unit="B"))
    near.again(batch.id)
    near.agree(batch.id)
    assert "Lò A Tủa" in near.people("B")


def test_what_is_over_is_forgotten_and_what_is_dropped_keeps_no_file(desk: ListDesk) -> None:
    batch = desk.take(xlsx(HEADER, ["Lù A Páo", 1990, "", B]))
    assert desk.read(lambda uow: uow.rosters.chunk(batch.id, 0)) is not None
    desk.write(lambda uow: import_roster_apply.drop_roster(uow, None, batch.id))
    assert desk.read(lambda uow: uow.rosters.chunk(batch.id, 0)) is None
    while desk.write(lambda uow: uow.rosters.forget(desk.now + HOUR, 100)):
        pass
    assert desk.read(lambda uow: uow.rosters.get(batch.id)) is None
    assert desk.read(lambda uow: uow.rosters.counts(batch.id)) == {}


def test_two_thousand_rows_with_no_slice_that_holds_others_up(desk: ListDesk) -> None:
    given = [
        f"{first} {second}"
        for first in ("An", "Ba", "Ca", "Da")
        for second in ("Hùng", "Lan", "Sơn", "Tú", "Yến")
    ]
    rows = [
        [
            f"Lò {given[n % 20]} {chr(65 + n // 20 % 26)}{chr(97 + n // 520)}",
            1940 + n % 60,
            900000000 + n,
            (A, B)[n % 2],
        ]
        for n in range(2000)
    ]
    done = desk.bring(xlsx(HEADER, *rows), by="")
    assert done.new == 2000
    assert len(desk.people("A")) == 1004
    assert outcomes(desk, desk.take(xlsx(HEADER, *rows), by="").id, "") == {Outcome.SAME: 2000}


def test_the_wish_survives_the_database(near: ListDesk) -> None:
    wish = Wish("Trang “1”", "vni", "proper", "B")
    batch = near.take(xlsx(HEADER, ["Lù A Páo", 1990, "", B]), wish=replace(wish, sheet="Sheet"))
    assert batch.wish == replace(wish, sheet="Sheet")
