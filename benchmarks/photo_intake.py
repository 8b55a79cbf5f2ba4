"""Goal 9: what taking in a photo costs, against decoding it and doing nothing else.

Taking in is all that stands between a downloaded file and its row: what it really is, its SHA-256, every byte of it
decoded, its look-alike. The floor is Pillow decoding the same JPEG of 1280 × 960. Both in one thread, by turns, so
that a noisy machine is noisy for both.
"""

import io
from collections.abc import Callable
from time import perf_counter
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

from benchmarks.measured import Measured, of_rounds
from core.evidence import Inspected
from storage.evidence.inspect import inspect

LIMIT: Final = 1.8
ROUNDS: Final = 60
REPEATS: Final = 5


def measure(rounds: int = ROUNDS) -> Measured:
    photo = _photo()
    found = inspect(photo)
    assert isinstance(found, Inspected)
    assert found.look_alike is not None
    _bare(photo)
    ratios = [_timed(_take_in, photo) / _timed(_bare, photo) for _ in range(rounds)]
    return of_rounds(
        9,
        "taking in a photo (kind, SHA-256, every byte decoded, look-alike)",
        LIMIT,
        "Pillow decoding the same 1280 × 960 JPEG",
        ratios,
    )


def _photo() -> bytes:
    """Shapes and a camera's noise: about 190 kB, as a messenger leaves a photo."""
    picture = Image.radial_gradient("L").resize((1280, 960)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for step in range(60):
        x, y, size = step * 191 % 1280, step * 127 % 960, 20 + step * 53 % 240
        draw.ellipse(
            (x - size, y - size, x + size, y + size), fill=(step * 37 % 256, step * 91 % 256, step * 53 % 256)
        )
    noise = Image.effect_noise(picture.size, 30).convert("RGB")
    out = io.BytesIO()
    Image.blend(picture.filter(ImageFilter.GaussianBlur(2)), noise, 0.15).save(out, "JPEG", quality=85)
    return out.getvalue()


def _bare(photo: bytes) -> None:
    Image.open(io.BytesIO(photo)).load()


def _take_in(photo: bytes) -> None:
    inspect(photo)


def _timed(what: Callable[[bytes], None], photo: bytes) -> float:
    start = perf_counter()
    for _ in range(REPEATS):
        what(photo)
    return perf_counter() - start


if __name__ == "__main__":
    print(measure())
