"""Answers as people give them where something else was expected: each found by somebody who tried to break it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.scripts.quarters import register_two_items
from tests.world import Phone, World, living


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with living(f"sqlite:///{tmp_path}/x.db") as found:
        yield found


@pytest.fixture
def member(world: World) -> Phone:
    return world.phone("M10")


def test_a_list_pasted_where_a_suggestion_is_offered_is_the_persons_own_words(member: Phone) -> None:
    member.says("đăng ký")
    member.chooses("Đăng ký nêu gương")
    member.says("1. Trồng 300 m đường hoa\n2. Giúp một hộ cận nghèo nuôi dê")
    assert "2 việc trong đoạn này" in member.sees


def test_a_sentence_written_there_is_the_content(member: Phone) -> None:
    member.says("đăng ký")
    member.chooses("Đăng ký nêu gương")
    member.says("Giúp một hộ cận nghèo trong thôn phát triển chăn nuôi dê")
    assert "nhóm tiêu chí nào" in member.sees


def test_a_plain_no_passes_a_question_that_may_be_skipped(member: Phone, world: World) -> None:
    register_two_items(member)
    member.says("báo cáo quý 1")
    for words in (
        "300",
        "0",
        "dang lam",
        "ko",
        "khong",
        "xong",
        "11",
        "0",
        "không có",
        "ko",
        "xong",
        "khong",
        "ko co",
    ):
        member.says(words)
    assert "xin đồng chí kiểm tra" in member.sees
    member.chooses("Gửi báo cáo")
    report = world.do(lambda uow: uow.reports.of_year("M10", 2026)[0])
    assert report.content.outside_work == ""
    assert [item.progress.difficulties for item in report.content.items] == ["", ""]


def test_after_a_long_silence_only_what_could_be_an_answer_is_held(member: Phone) -> None:
    register_two_items(member)
    member.says("báo cáo quý 1")
    member.says("xin chào đồng chí", after=timedelta(days=2))
    assert "chưa đọc được con số" in member.sees.lower()
    member.says("300", after=timedelta(days=2))
    assert "câu trả lời" in member.sees


def test_a_number_typed_fast_on_a_page_is_taken_for_its_line(member: Phone) -> None:
    member.says("menu")
    member.says("2", after=timedelta(seconds=1))
    assert "Danh mục" not in member.sees
