"""What a reviewer is shown: upright, small, and nothing but the picture."""

import io

import pytest
from PIL import Image, ImageChops, ImageOps

from storage.evidence.inspect import Limits, preview
from tests.storage.evidence import samples

Point = tuple[int, ...]


def shown(data: bytes) -> Image.Image:
    drawn = preview(data)
    assert drawn is not None
    picture = Image.open(io.BytesIO(drawn))
    assert picture.format == "JPEG"
    picture.load()
    return picture


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Every point within what JPEG loses."""
    small = [picture.convert("RGB").resize((16, 16)) for picture in (one, other)]
    extrema = ImageChops.difference(*small).getextrema()
    return all(isinstance(band, tuple) and band[1] < 24 for band in extrema)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((4000, 3000), (1280, 960)),
        ((3000, 4000), (960, 1280)),
        ((1280, 960), (1280, 960)),
        ((640, 480), (640, 480)),
        ((1, 1), (1, 1)),
    ],
)
def test_a_large_photo_is_made_small_and_a_small_one_left(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert shown(samples.jpeg(samples.scene().resize(size))).size == expected


@pytest.mark.parametrize("make", ["jpeg", "png", "webp", "heic"])
def test_every_kind_is_shown_as_jpeg(make: str) -> None:
    data = {
        "jpeg": samples.jpeg(),
        "png": samples.png(),
        "webp": samples.webp(),
        "heic": samples.heic(),
    }[make]
    assert alike(shown(data), samples.scene())


@pytest.mark.parametrize("mode", ["L", "CMYK", "1", "P", "LA", "RGBA"])
def test_every_way_of_keeping_colours_is_shown(mode: str) -> None:
    picture = samples.scene(2).convert(mode)
    data = samples.jpeg(picture) if mode == "CMYK" else samples.png(picture)
    assert alike(shown(data), picture)


def test_sixteen_bits_of_grey_are_scaled_not_cut_off() -> None:
    ramp = Image.linear_gradient("L")
    deep = ramp.convert("I;16").point(lambda level: level * 256)
    assert alike(shown(samples.png(deep)), ramp)


def test_a_photo_taken_sideways_is_shown_upright() -> None:
    upright = samples.scene(5)
    lying = upright.transpose(Image.Transpose.ROTATE_90)
    picture = shown(samples.jpeg(lying, exif=samples.exif(6)))
    assert picture.size == (640, 480)
    assert alike(picture, upright)
    assert not alike(picture, ImageOps.mirror(upright))


def test_what_is_transparent_is_shown_on_white() -> None:
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    palette = Image.new("P", (64, 64), 0)
    palette.putpalette([0, 0, 0])
    for data in (samples.png(clear), samples.webp(clear), samples.png(palette, transparency=0)):
        assert alike(shown(data), Image.new("RGB", (64, 64), "white"))


def test_nothing_but_the_picture_is_shown() -> None:
    telling = samples.exif(1, "2026:06:12 08:30:00", latitude=(10.0, 20.0, 30.0))
    for data in (
        samples.jpeg(exif=telling, comment=b"Nguyen Van A", xmp=b"<x:xmpmeta/>", icc_profile=b"profile"),
        samples.png(exif=telling),
        samples.webp(exif=telling, xmp=b"<x:xmpmeta/>"),
        samples.saved(samples.scene(), "HEIF", exif=telling),
    ):
        picture = shown(data)
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile", "photoshop"} & set(picture.info)


@pytest.mark.parametrize("size", [(5000, 10), (10, 5000)])
def test_a_strip_is_put_on_paper_that_a_messenger_accepts(size: tuple[int, int]) -> None:
    picture = shown(samples.jpeg(Image.new("RGB", size, "red")))
    assert max(picture.size) == 1280
    assert max(picture.size) <= 20 * min(picture.size)


def test_what_is_no_whole_picture_is_not_shown() -> None:
    assert preview(samples.pdf()) is None
    assert preview(samples.jpeg()[:5000]) is None
    assert preview(b"") is None
    assert preview(b"xin chao") is None
    assert preview(samples.png(), Limits(max_memory=1000)) is None
