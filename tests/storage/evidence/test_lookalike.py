"""The same photo sent again is recognised; another photo, or another page of a list, is not."""

import io
from collections.abc import Callable
from itertools import combinations

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from core.evidence import ALIKE_WITHIN, Inspected, LookAlike, hamming
from storage.evidence.inspect import inspect
from tests.storage.evidence import samples

Change = Callable[[Image.Image], Image.Image]


def look(picture: Image.Image, quality: int = 85) -> LookAlike | None:
    found = inspect(samples.jpeg(picture, quality=quality))
    assert isinstance(found, Inspected)
    return found.look_alike


def seen(picture: Image.Image) -> LookAlike:
    found = look(picture)
    assert found is not None
    return found


def recompressed(picture: Image.Image) -> Image.Image:
    return Image.open(io.BytesIO(samples.jpeg(picture, quality=40))).convert("RGB")


SENT_AGAIN: dict[str, Change] = {
    "recompressed by a messenger": recompressed,
    "made smaller": lambda picture: picture.resize((picture.width // 2, picture.height // 2)),
    "made much smaller": lambda picture: picture.resize((picture.width // 4, picture.height // 4)),
    "made larger": lambda picture: picture.resize((picture.width * 2, picture.height * 2)),
    "brightened": lambda picture: ImageEnhance.Brightness(picture).enhance(1.1),
    "dulled": lambda picture: ImageEnhance.Contrast(picture).enhance(0.7),
    "made black and white": lambda picture: picture.convert("L"),
    "blurred a little": lambda picture: picture.filter(ImageFilter.GaussianBlur(2)),
}


@pytest.mark.parametrize("change", SENT_AGAIN.values(), ids=SENT_AGAIN.keys())
@pytest.mark.parametrize("make", [samples.scene, samples.paper])
def test_a_photo_that_was_sent_before_is_recognised(make: Callable[..., Image.Image], change: Change) -> None:
    for seed in range(12):
        original = make(seed)
        assert seen(original).is_like(seen(change(original))), f"picture {seed}"


@pytest.mark.parametrize("make", [samples.scene, samples.paper])
def test_no_two_of_forty_different_photos_or_lists_are_taken_for_one(
    make: Callable[..., Image.Image],
) -> None:
    looks = [seen(make(seed)) for seed in range(40)]
    assert not [pair for pair in combinations(looks, 2) if pair[0].is_like(pair[1])]


def test_the_same_picture_looks_the_same_in_every_format() -> None:
    for seed in range(2):
        picture = samples.scene(seed)
        found = [
            inspect(data)
            for data in (
                samples.jpeg(picture),
                samples.png(picture),
                samples.webp(picture),
                samples.heic(seed),
                samples.png(picture.convert("L").convert("I;16").point(lambda level: level * 256)),
            )
        ]
        looks = [one.look_alike.bits for one in found if isinstance(one, Inspected) and one.look_alike]
        assert len(looks) == len(found)
        assert max(hamming(looks[0], other) for other in looks) <= ALIKE_WITHIN


def test_a_mirrored_or_turned_photo_is_another_photo() -> None:
    original = samples.scene(4)
    assert not seen(original).is_like(seen(ImageOps.mirror(original)))
    assert not seen(original).is_like(seen(original.rotate(90, expand=True)))


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(Image.new("RGB", (640, 480), "white"), id="white"),
        pytest.param(Image.new("RGB", (640, 480), "black"), id="lens covered"),
        pytest.param(Image.new("RGB", (640, 480), (120, 130, 90)), id="one colour"),
        pytest.param(Image.linear_gradient("L").resize((640, 480)), id="light from above"),
        pytest.param(Image.linear_gradient("L").rotate(90).resize((640, 480)), id="light from the side"),
        pytest.param(Image.effect_noise((640, 480), 40), id="noise in the dark"),
        pytest.param(Image.new("RGB", (3, 2), "red"), id="a few points"),
    ],
)
def test_a_picture_with_nothing_in_it_resembles_nothing(picture: Image.Image) -> None:
    assert look(picture) is None


def test_a_photo_taken_at_dusk_still_has_a_look() -> None:
    for seed in range(8):
        dusk = samples.scene(seed).point(lambda level: level // 4)
        again = dusk.resize((320, 240))
        assert seen(dusk).is_like(seen(again))


def test_a_long_receipt_and_a_panorama_have_a_look() -> None:
    receipt = samples.paper(3).resize((200, 4000))
    assert seen(receipt).is_like(seen(receipt.resize((100, 2000))))
    panorama = samples.scene(3).resize((8000, 200))
    assert seen(panorama).is_like(seen(panorama.resize((4000, 100))))


def test_what_is_transparent_counts_as_paper() -> None:
    stamp = Image.new("RGBA", (640, 480), (0, 0, 0, 0))
    draw = ImageDraw.Draw(stamp)
    for step in range(6):
        draw.ellipse(
            (40 + 90 * step, 30 + 55 * step, 190 + 80 * step, 160 + 50 * step), fill=(180, 0, 0, 255)
        )
    on_paper = Image.new("RGB", stamp.size, "white")
    on_paper.paste(stamp, mask=stamp)
    clear, opaque = inspect(samples.png(stamp)), inspect(samples.png(on_paper))
    assert isinstance(clear, Inspected)
    assert isinstance(opaque, Inspected)
    assert clear.look_alike is not None
    assert clear.look_alike == opaque.look_alike
