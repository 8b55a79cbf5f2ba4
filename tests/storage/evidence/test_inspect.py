"""What people send is taken in, or refused with the reason that fits."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from warnings import catch_warnings, simplefilter

import pytest
from PIL import Image

from core.evidence import EvidenceKind, Inspected, PdfNote, RefusalReason, Refused
from storage.evidence.inspect import DEFAULT_LIMITS, Limits, inspect
from tests.storage.evidence import samples


def taken_in(data: bytes, name: str | None = None) -> Inspected:
    found = inspect(data, name)
    assert isinstance(found, Inspected), found
    return found


def refused(data: bytes, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> RefusalReason:
    found = inspect(data, name, limits)
    assert isinstance(found, Refused), found
    return found.reason


@pytest.mark.parametrize(
    ("make", "kind", "mime"),
    [
        (samples.jpeg, EvidenceKind.JPEG, "image/jpeg"),
        (samples.png, EvidenceKind.PNG, "image/png"),
        (samples.webp, EvidenceKind.WEBP, "image/webp"),
        (samples.heic, EvidenceKind.HEIC, "image/heic"),
    ],
)
def test_each_kind_of_picture_is_known_by_its_bytes_whatever_it_is_called(
    make: Callable[[], bytes], kind: EvidenceKind, mime: str
) -> None:
    data = make()
    found = taken_in(data, "tài liệu.docx")
    assert (found.kind, found.mime, found.width, found.height, found.pages) == (kind, mime, 640, 480, None)
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.size_bytes == len(data)
    assert found.look_alike is not None


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(samples.jpeg(samples.scene().convert("CMYK")), id="JPEG for a printing press"),
        pytest.param(samples.jpeg(samples.scene().convert("L")), id="black and white JPEG"),
        pytest.param(samples.jpeg(progressive=True), id="progressive JPEG"),
        pytest.param(samples.jpeg() + b"MotionPhoto_Data" + bytes(5000), id="JPEG with a clip behind it"),
        pytest.param(
            samples.saved(samples.scene(), "MPO", save_all=True, append_images=[samples.scene(1)]),
            id="JPEG with a second picture",
        ),
        pytest.param(b"\xff\xd8" + b"\xff\xff\xff" + samples.jpeg()[3:], id="JPEG with padding"),
        pytest.param(samples.jpeg(restart_marker_blocks=4), id="JPEG with restart marks"),
        pytest.param(samples.jpeg(comment=b"\xff\xda" * 200), id="JPEG with marks in a comment"),
        pytest.param(samples.png(samples.scene().convert("RGBA")), id="PNG with alpha"),
        pytest.param(samples.png(samples.scene().convert("P")), id="PNG with a palette"),
        pytest.param(samples.png(samples.scene().convert("L").convert("I;16")), id="PNG of 16 bits"),
        pytest.param(samples.png(samples.scene().convert("1")), id="PNG of one bit"),
        pytest.param(samples.png(samples.scene().convert("LA")), id="grey PNG with alpha"),
        pytest.param(
            samples.png(save_all=True, append_images=[samples.scene(1)]),
            id="PNG that moves",
        ),
        pytest.param(samples.webp(lossless=True), id="lossless WebP"),
        pytest.param(samples.webp(samples.scene().convert("RGBA")), id="WebP with alpha"),
        pytest.param(samples.webp(save_all=True, append_images=[samples.scene(1)]), id="WebP that moves"),
        pytest.param(
            samples.saved(samples.scene(), "HEIF", save_all=True, append_images=[samples.scene(1)]),
            id="HEIC with two pictures",
        ),
        pytest.param(samples.saved(samples.scene(), "HEIF", tile_size=256), id="HEIC in tiles"),
        pytest.param(
            samples.heic() + b"\x00\x01\x0a\x0bSEFH\x6a\x00SEFT", id="HEIC with notes of its maker behind it"
        ),
        pytest.param(samples.saved(samples.scene().convert("RGBA"), "HEIF"), id="HEIC with alpha"),
    ],
)
def test_unusual_pictures_are_welcome(data: bytes) -> None:
    found = taken_in(data)
    assert (found.width, found.height) == (640, 480)


def test_the_first_of_several_pictures_is_what_it_looks_like() -> None:
    for moving in (
        samples.png(save_all=True, append_images=[samples.scene(1)]),
        samples.webp(save_all=True, append_images=[samples.scene(1)]),
        samples.saved(samples.scene(), "HEIF", save_all=True, append_images=[samples.scene(1)]),
    ):
        still, found = taken_in(samples.jpeg()).look_alike, taken_in(moving).look_alike
        assert still is not None
        assert found is not None
        assert found.is_like(still)


def test_a_picture_of_one_point_is_still_a_picture() -> None:
    for make in (samples.jpeg, samples.png, samples.webp):
        found = taken_in(make(Image.new("RGB", (1, 1), "red")))
        assert (found.width, found.height, found.look_alike) == (1, 1, None)


def test_a_pdf_is_opened_and_its_pages_counted() -> None:
    found = taken_in(samples.pdf(3), "bien ban.pdf")
    assert (found.kind, found.pages, found.width, found.look_alike) == (EvidenceKind.PDF, 3, None, None)
    assert found.notes == frozenset()


def test_a_pdf_that_asks_for_a_password_is_refused() -> None:
    assert refused(samples.pdf(password="bí mật")) is RefusalReason.ENCRYPTED_PDF


def test_a_pdf_that_only_forbids_copying_is_taken_in_and_said_to_be_locked() -> None:
    found = taken_in(samples.pdf(2, owner="văn thư"))
    assert found.pages == 2
    assert found.notes == {PdfNote.LOCKED}


def test_a_pdf_with_a_script_in_it_carries_a_note() -> None:
    assert taken_in(samples.pdf(script="app.alert('chào')")).notes == {PdfNote.SCRIPT}


def test_a_pdf_with_a_file_in_it_carries_a_note() -> None:
    assert taken_in(samples.pdf(attachment="so-lieu.xlsx")).notes == {PdfNote.ATTACHMENT}


def test_a_pdf_without_pages_is_broken_and_one_with_thousands_is_too_long() -> None:
    assert refused(samples.pdf(0)) is RefusalReason.BROKEN
    assert refused(samples.pdf(1001)) is RefusalReason.TOO_MANY_PAGES


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "anh.jpg", RefusalReason.EMPTY),
        (samples.zipped(*samples.DOCX), "bao cao.docx", RefusalReason.WORD),
        (samples.zipped(*samples.DOCX), "anh.jpg", RefusalReason.WORD),
        (samples.ole("WordDocument"), "bao cao.doc", RefusalReason.WORD),
        (samples.ole("EncryptedPackage"), "danh sach.xlsx", RefusalReason.SPREADSHEET),
        (b"{\\rtf1\\ansi xin chao}", None, RefusalReason.WORD),
        (samples.zipped(*samples.XLSX), "so lieu.xlsx", RefusalReason.SPREADSHEET),
        (samples.ole("Workbook"), "so lieu.xls", RefusalReason.SPREADSHEET),
        (b"STT,Ho ten\n1,Dinh\n", "danh sach.csv", RefusalReason.SPREADSHEET),
        (samples.zipped(*samples.PPTX), "trinh chieu.pptx", RefusalReason.SLIDES),
        (samples.ole("PowerPoint Document"), None, RefusalReason.SLIDES),
        (samples.zipped("anh 1.jpg", "anh 2.jpg"), "anh.zip", RefusalReason.ARCHIVE),
        (b"PK\x03\x04" + bytes(300), "bao cao.docx", RefusalReason.WORD),
        (b"PK\x03\x04" + bytes(300), "BAO CAO.DOCX", RefusalReason.WORD),
        (b"PK\x03\x04" + bytes(300), "so lieu.xlsx", RefusalReason.SPREADSHEET),
        (b"PK\x03\x04" + b"[Content_Types].xml" + bytes(300), None, RefusalReason.WORD),
        (b"PK\x03\x04" + bytes(300), "anh.zip", RefusalReason.ARCHIVE),
        (b"\x00\x01\x02" * 100, "bao cao.docx", RefusalReason.WORD),
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), None, RefusalReason.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), None, RefusalReason.ARCHIVE),
        (samples.container(b"isom", b"mp42"), "quay.mp4", RefusalReason.VIDEO),
        (samples.container(b"qt  "), "IMG_0001.MOV", RefusalReason.VIDEO),
        (samples.container(b"3gp4"), "anh.jpg", RefusalReason.VIDEO),
        (b"\x1aE\xdf\xa3" + bytes(50), None, RefusalReason.VIDEO),
        (b"RIFF\x24\x00\x00\x00AVI LIST", None, RefusalReason.VIDEO),
        (samples.container(b"M4A "), "ghi am.m4a", RefusalReason.AUDIO),
        (b"OggS" + bytes(50), "voice.oga", RefusalReason.AUDIO),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", None, RefusalReason.AUDIO),
        (samples.saved(samples.scene(), "GIF"), "vui.gif", RefusalReason.GIF),
        (samples.saved(samples.scene(), "BMP"), None, RefusalReason.OTHER_IMAGE),
        (samples.saved(samples.scene(), "TIFF"), None, RefusalReason.OTHER_IMAGE),
        (samples.saved(samples.scene(), "AVIF"), "anh.heic", RefusalReason.OTHER_IMAGE),
        (b"<svg xmlns='x'><script/></svg>", "logo.svg", RefusalReason.OTHER_IMAGE),
        ("Đồng chí xem giúp".encode(), "ghi chu.txt", RefusalReason.TEXT),
        (b"<html><body>404</body></html>", "anh.jpg", RefusalReason.TEXT),
        ("Đồng chí".encode("utf-16"), None, RefusalReason.TEXT),
        (bytes(100), None, RefusalReason.UNKNOWN),
        (bytes(100), "anh.jpg", RefusalReason.BROKEN),
        (bytes(100), "quay.MP4", RefusalReason.VIDEO),
        (b"\x93\x00\x01" * 20, "..", RefusalReason.UNKNOWN),
    ],
)
def test_everything_else_is_refused_for_what_it_is(
    data: bytes, name: str | None, reason: RefusalReason
) -> None:
    assert refused(data, name) is reason


def test_twenty_megabytes_are_taken_and_a_byte_more_is_refused_before_any_decoding() -> None:
    whole = samples.jpeg()
    largest = whole + bytes(DEFAULT_LIMITS.max_bytes - len(whole))
    assert taken_in(largest).size_bytes == 20 * 1024 * 1024
    assert refused(largest + b"\0") is RefusalReason.TOO_LARGE
    assert refused(b"rubbish", limits=Limits(max_bytes=6)) is RefusalReason.TOO_LARGE


@pytest.mark.parametrize("width", [15_000, 20_000, 60_000])
def test_a_small_file_that_claims_to_be_a_huge_picture_is_refused_unopened(width: int) -> None:
    assert refused(samples.hollow_png(width, width)) is RefusalReason.TOO_MANY_PIXELS
    assert refused(samples.resized_jpeg_header(width, width)) is RefusalReason.TOO_MANY_PIXELS


def test_a_huge_picture_is_refused_alike_where_warnings_are_not_errors() -> None:
    with catch_warnings():
        simplefilter("ignore")
        assert refused(samples.hollow_png(17_000, 17_000)) is RefusalReason.TOO_MANY_PIXELS


def test_the_bound_on_memory_counts_what_each_kind_costs_to_decode() -> None:
    """640 × 480 takes 1.5 MB as PNG, 2.5 MB as HEIC, 5.2 MB as WebP; an ordinary JPEG is decoded small."""
    little = Limits(max_memory=2_000_000)
    assert isinstance(inspect(samples.png(), None, little), Inspected)
    assert isinstance(inspect(samples.jpeg(), None, little), Inspected)
    assert refused(samples.jpeg(progressive=True), limits=little) is RefusalReason.TOO_MANY_PIXELS
    assert refused(samples.heic(), limits=little) is RefusalReason.TOO_MANY_PIXELS
    assert refused(samples.webp(), limits=little) is RefusalReason.TOO_MANY_PIXELS


def test_a_progressive_jpeg_of_endless_scans_is_refused() -> None:
    data = samples.jpeg(samples.scene(0, 1280, 960), progressive=True)
    scan = data[(at := data.rindex(b"\xff\xda")) : at + 12]
    assert isinstance(inspect(data), Inspected)
    assert refused(data[:-2] + scan * 3000 + b"\xff\xd9") is RefusalReason.TOO_MANY_PIXELS


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_taken_sideways_is_measured_and_compared_upright(orientation: int) -> None:
    upright = samples.scene(5)
    lying = upright.transpose(UNDO[orientation]) if orientation in UNDO else upright
    found = taken_in(samples.jpeg(lying, exif=samples.exif(orientation)))
    assert (found.width, found.height) == (640, 480)
    seen, straight = found.look_alike, taken_in(samples.jpeg(upright)).look_alike
    assert seen is not None
    assert straight is not None
    assert seen.is_like(straight)


UNDO = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def test_a_heic_is_turned_once_not_twice() -> None:
    data = samples.saved(samples.scene(5).transpose(UNDO[6]), "HEIF", exif=samples.exif(6))
    found = taken_in(data)
    assert (found.width, found.height) == (640, 480)


@pytest.mark.parametrize("make", [samples.jpeg, samples.png, samples.webp])
def test_the_camera_s_clock_is_read_and_its_position_never(make: Callable[..., bytes]) -> None:
    data = make(exif=samples.exif(1, "2026:06:12 08:30:00", latitude=(10.0, 20.0, 30.0)))
    found = taken_in(data)
    assert found.taken_at == datetime(2026, 6, 12, 1, 30, tzinfo=UTC)
    assert not any("gps" in name or "lat" in name for name in Inspected.__slots__)


def test_a_heic_tells_when_it_was_taken() -> None:
    data = samples.saved(samples.scene(), "HEIF", exif=samples.exif(1, "2026:06:12 08:30:00", "+09:00"))
    assert taken_in(data).taken_at == datetime(2026, 6, 11, 23, 30, tzinfo=UTC)


def test_a_photo_with_a_spoilt_camera_block_is_still_a_photo() -> None:
    for block in (
        b"Exif\0\0",
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + bytes(40),
    ):
        found = taken_in(samples.jpeg(exif=block))
        assert (found.width, found.taken_at) == (640, None)
