"""What a caption or an answer says about the day of a photo and about papers of identity."""

from datetime import date

import pytest

from core.text.identity_numbers import has_identity_number, names_identity_card, without_identity_numbers
from core.text.taken_on import taken_on

SENT = date(2026, 6, 20)


@pytest.mark.parametrize(
    ("caption", "day"),
    [
        ("chụp ngày 12/6", date(2026, 6, 12)),
        ("Chup ngay 12/6/2026 tai nha van hoa", date(2026, 6, 12)),
        ("ảnh ngày 5.6.26", date(2026, 6, 5)),
        ("chụp hôm qua", date(2026, 6, 19)),
        ("ảnh chụp ngày 25/12", date(2025, 12, 25)),
        ("12/6", None),
        ("bàn giao nhà 17/16", None),
        ("chụp ngày 12/6/2030", None),
        ("chụp ngày 31/6", None),
        ("chụp ảnh nhà thứ 17", None),
        ("", None),
    ],
)
def test_the_day_that_a_caption_names(caption: str, day: date | None) -> None:
    assert taken_on(caption, SENT) == day


@pytest.mark.parametrize(
    "text",
    [
        "CCCD 014204001234",
        "số 014 204 001 234 của hộ nghèo",
        "cccd: 014.204.001.234",
        "CMND 012345678",
        "số chứng minh nhân dân 012 345 678",
    ],
)
def test_numbers_of_identity_cards_are_noticed(text: str) -> None:
    assert has_identity_number(text)
    assert not has_identity_number(without_identity_numbers(text))


@pytest.mark.parametrize(
    "text",
    [
        "1.150 m²",
        "81.750.000 đ",
        "81750000",
        "0912345678",
        "đã chi 123.456.789 đồng",
        "tổng 014.204.001.234.567 đồng",
        "12/6/2026",
        "hiến 1.150 m² đất, 10 hộ",
        "987654321000",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not has_identity_number(text)
    assert without_identity_numbers(text) == text


@pytest.mark.parametrize(
    ("caption", "named"),
    [
        ("ảnh căn cước của bà Én", True),
        ("can cuoc", True),
        ("thẻ đảng", True),
        ("căn nhà mới", False),
        ("", False),
    ],
)
def test_a_caption_that_names_a_card(caption: str, named: bool) -> None:
    assert names_identity_card(caption) is named
