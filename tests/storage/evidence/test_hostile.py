"""Half-sent, altered and invented files: refused or read, never a crash, and never half a picture for a whole."""

import io
import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.evidence import Inspected, RefusalReason, Refused
from storage.evidence.inspect import inspect, preview
from tests.storage.evidence import samples

SMALL = samples.scene(1, 160, 120)
OTHER = samples.scene(2, 160, 120)
WHOLE = {
    "jpeg": samples.jpeg(SMALL, exif=samples.exif(6, "2026:06:12 08:30:00", "+07:00", (10.0, 20.0, 30.0))),
    "progressive jpeg": samples.jpeg(SMALL, progressive=True),
    "cmyk jpeg": samples.jpeg(SMALL.convert("CMYK")),
    "png": samples.png(SMALL),
    "palette png": samples.png(SMALL.convert("P")),
    "moving png": samples.png(SMALL, save_all=True, append_images=[OTHER]),
    "webp": samples.webp(SMALL),
    "lossless webp": samples.webp(SMALL, lossless=True),
    "moving webp": samples.webp(SMALL, save_all=True, append_images=[OTHER]),
    "heic": samples.saved(SMALL, "HEIF"),
    "tiled heic": samples.saved(SMALL, "HEIF", tile_size=64),
    "heic with thumbnail": samples.saved(SMALL, "HEIF", thumbnails=[64]),
    "pdf": samples.pdf(),
    "locked pdf": samples.pdf(owner="văn thư"),
    "scripted pdf": samples.pdf(script="app.alert(1)"),
}


def judged(data: bytes) -> Inspected | Refused:
    """What the fetcher does with a file: both must come back whatever the bytes."""
    preview(data)
    return inspect(data)


@pytest.mark.parametrize("kind", WHOLE)
def test_an_upload_that_stopped_anywhere_is_refused(kind: str) -> None:
    data = WHOLE[kind]
    assert isinstance(judged(data), Inspected)
    cuts = {*range(0, len(data), max(1, len(data) // 100)), *range(len(data) - 12, len(data))}
    if "pdf" in kind:
        cuts.discard(len(data) - 1)  # only the line end after its last word
    for cut in sorted(cuts):
        assert isinstance(judged(data[:cut]), Refused), f"{cut} of {len(data)} bytes"


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0}])
def test_decoding_a_jpeg_small_refuses_exactly_what_decoding_it_whole_refuses(
    options: dict[str, object],
) -> None:
    """The reason why it may be decoded at an eighth."""
    data = samples.jpeg(SMALL, **options)
    dice = random.Random(4)
    for _ in range(300):
        spoilt = bytearray(data)
        for _ in range(dice.randrange(3)):
            spoilt[dice.randrange(600, len(data))] = dice.randrange(256)
        del spoilt[dice.choice([len(data), len(data) - 1, dice.randrange(600, len(data))]) :]
        assert decodes(bytes(spoilt), small=True) == decodes(bytes(spoilt), small=False)


def decodes(data: bytes, *, small: bool) -> bool:
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
            if small:
                picture.draft("L", (20, 20))
            picture.load()
    except (OSError, SyntaxError):
        return False
    return True


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_half_a_photo_that_was_closed_again_is_refused(share: float) -> None:
    data = samples.jpeg(samples.scene(3, 1280, 960))
    assert judged(data[: int(len(data) * share)] + b"\xff\xd9") == Refused(RefusalReason.BROKEN)


@pytest.mark.parametrize("form", ["HEIF", "WEBP", "PNG", "JPEG"])
def test_a_file_of_full_length_whose_end_was_never_written_is_refused(form: str) -> None:
    data = samples.saved(samples.scene(3, 1280, 960), form)
    never_written = bytes(20 * 1024)
    assert judged(data[: -len(never_written)] + never_written) == Refused(RefusalReason.BROKEN)


def test_a_drawing_on_grey_is_not_taken_for_half_a_photo() -> None:
    board = Image.new("RGB", (640, 480), "gray")
    board.paste(samples.scene(3, 320, 120), (160, 150))
    assert isinstance(judged(samples.jpeg(board)), Inspected)
    assert isinstance(judged(samples.jpeg(Image.new("RGB", (640, 480), "gray"))), Inspected)


def test_a_png_whose_picture_was_altered_is_refused() -> None:
    data = bytearray(samples.png())
    data[len(data) // 2] ^= 1
    assert judged(bytes(data)) == Refused(RefusalReason.BROKEN)


def test_a_png_with_numbers_of_colours_but_no_colours_is_refused() -> None:
    data = WHOLE["palette png"]
    at = data.index(b"PLTE") - 4
    without = data[:at] + data[at + 12 + int.from_bytes(data[at : at + 4]) :]
    assert judged(without) == Refused(RefusalReason.BROKEN)


def test_a_pdf_that_was_cut_is_not_mended_into_a_shorter_one() -> None:
    data = samples.pdf(10)
    assert judged(data[: data.rindex(b"startxref")]) == Refused(RefusalReason.BROKEN)


def test_a_small_pdf_that_unpacks_into_a_huge_one_is_refused() -> None:
    body = zlib.compress(b"1 0 2 0 " * 9_000_000, 9)
    head = b"<</Type/ObjStm/N 9000000/First 10/Filter/FlateDecode/Length %d>>" % len(body)
    data = b"%PDF-1.7\n1 0 obj" + head + b"stream\n" + body + b"\nendstream endobj\nstartxref\n0\n%%EOF\n"
    assert isinstance(judged(data), Refused)


def test_a_pdf_nested_without_end_is_refused() -> None:
    for opening in (b"[", b"<</A "):
        data = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages " + opening * 100_000 + b"\nstartxref\n0\n%%EOF\n"
        assert isinstance(judged(data), Refused)


changes = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=20)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), changes, st.booleans())
def test_any_change_of_any_bytes_is_read_or_refused(
    kind: str, changed: list[tuple[float, int]], near_the_head: bool
) -> None:
    data = bytearray(WHOLE[kind])
    span = min(len(data), 300) if near_the_head else len(data)
    for at, value in changed:
        data[int(at * span)] = value
    if "png" in kind:
        mend_checksums(data)
    judged(bytes(data))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([b"", *(data[:16] for data in WHOLE.values())]), st.binary(max_size=400))
def test_invented_bytes_behind_a_true_beginning_are_read_or_refused(head: bytes, body: bytes) -> None:
    judged(head + body)


def mend_checksums(data: bytearray) -> None:
    """So that a change in a PNG reaches the decoder instead of failing at our own check."""
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        if end > len(data):
            return
        data[end - 4 : end] = zlib.crc32(bytes(data[at + 4 : end - 4])).to_bytes(4)
        at = end
