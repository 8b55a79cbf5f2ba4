"""Look-alikes are compared, split into bands for the database and found again by them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evidence import ALIKE_WITHIN, EvidenceKind, LookAlike, RefusalReason, hamming

hashes = st.integers(0, 2**64 - 1)


def differing(look: LookAlike, *bits: int) -> LookAlike:
    return LookAlike(look.bits ^ sum(1 << bit for bit in bits))


@given(hashes)
def test_bands_are_small_numbers_that_give_the_look_alike_back(bits: int) -> None:
    look = LookAlike(bits)
    assert all(0 <= band < 2**16 for band in look.bands)
    assert LookAlike.from_bands(look.bands) == look


@given(hashes, st.sets(st.integers(0, 63), max_size=ALIKE_WITHIN))
def test_everything_alike_is_found_by_the_probes_of_some_band(bits: int, changed: set[int]) -> None:
    one = LookAlike(bits)
    other = differing(one, *changed)
    assert one.is_like(other)
    assert any(band in probes for band, probes in zip(other.bands, one.probes, strict=True))


def test_a_probe_is_seventeen_values_beginning_with_the_band_itself() -> None:
    look = LookAlike(0x0123_4567_89AB_CDEF)
    assert look.bands == (0xCDEF, 0x89AB, 0x4567, 0x0123)
    for band, probes in zip(look.bands, look.probes, strict=True):
        assert probes[0] == band
        assert len(set(probes)) == 17


def test_eight_bits_apart_is_no_longer_alike() -> None:
    look = LookAlike(0)
    assert look.is_like(differing(look, *range(7)))
    assert not look.is_like(differing(look, *range(8)))


@pytest.mark.parametrize(("apart", "percent"), [(0, 100), (1, 98), (5, 92), (7, 89), (32, 50), (64, 0)])
def test_the_likeness_is_said_in_whole_percent(apart: int, percent: int) -> None:
    look = LookAlike(random.Random(7).getrandbits(64))
    assert look.percent_like(differing(look, *range(apart))) == percent


@given(hashes, hashes)
def test_distance_is_the_same_both_ways_and_zero_only_for_equal(one: int, other: int) -> None:
    assert hamming(one, other) == hamming(other, one)
    assert (hamming(one, other) == 0) == (one == other)


@pytest.mark.parametrize("bits", [-1, 2**64])
def test_a_look_alike_has_sixty_four_bits(bits: int) -> None:
    with pytest.raises(ValueError, match="64 bits"):
        LookAlike(bits)


def test_each_kind_has_a_mime_type_and_a_suffix_of_its_own() -> None:
    assert [kind.mime for kind in EvidenceKind] == [
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/heic",
        "application/pdf",
    ]
    assert [kind.suffix for kind in EvidenceKind] == [".jpg", ".png", ".webp", ".heic", ".pdf"]
    assert [kind for kind in EvidenceKind if not kind.is_picture] == [EvidenceKind.PDF]


def test_a_refusal_says_whether_sending_the_same_thing_again_can_help() -> None:
    assert not RefusalReason.BROKEN.is_wrong_kind
    assert not RefusalReason.TOO_LARGE.is_wrong_kind
    assert RefusalReason.VIDEO.is_wrong_kind
    assert RefusalReason.WORD.is_wrong_kind
