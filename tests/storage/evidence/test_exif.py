"""Which way up and when, from blocks that Pillow wrote and from blocks that nobody should write."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from storage.evidence.exif import CameraFacts, read_exif
from tests.storage.evidence import samples


def test_both_facts_are_read() -> None:
    facts = read_exif(samples.exif(8, "2026:03:31 23:59:59"))
    assert facts.orientation == 8
    assert facts.taken_at == datetime(2026, 3, 31, 16, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "hours"), [("+07:00", 7), ("-05:30", -5.5), ("Z", 7), ("+99:00", None)])
def test_the_zone_is_the_camera_s_or_else_vietnam(zone: str, hours: float | None) -> None:
    taken_at = read_exif(samples.exif(1, "2026:06:12 08:30:00", zone)).taken_at
    assert (taken_at and taken_at.utcoffset()) == (None if hours is None else timedelta(hours=hours))


@pytest.mark.parametrize(
    "clock", ["0000:00:00 00:00:00", "    :  :     :  :  ", "2026:02:30 08:00:00", "hôm nay"]
)
def test_a_clock_that_was_never_set_tells_nothing(clock: str) -> None:
    assert read_exif(samples.exif(1, clock)).taken_at is None


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_upright(orientation: int) -> None:
    assert read_exif(samples.exif(orientation)).orientation == 1


def test_either_byte_order_is_read() -> None:
    block = Image.Exif()
    block.endian = ">"
    block[0x0112] = 3
    assert read_exif(block.tobytes()).orientation == 3


def test_no_block_is_upright_and_undated() -> None:
    for block in (None, b"", b"Exif\0\0", b"Exif\0\0XX*\0\x08\0\0\0", b"II*\0"):
        assert read_exif(block) == CameraFacts()


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"Exif\0\0II*\0", b"Exif\0\0MM\0*", b"II*\0\x08\0\0\0"])
)
def test_no_block_of_bytes_raises(body: bytes, head: bytes) -> None:
    read_exif(head + body)


@given(st.integers(0, 2**32))
def test_no_change_of_a_true_block_raises(seed: int) -> None:
    dice = random.Random(seed)
    block = bytearray(samples.exif(6, "2026:06:12 08:30:00", "+07:00", (10.0, 20.0, 30.0)))
    for _ in range(dice.randrange(1, 10)):
        block[dice.randrange(len(block))] = dice.randrange(256)
    facts = read_exif(bytes(block[: dice.randrange(1, len(block) + 1)]))
    assert 1 <= facts.orientation <= 8
