"""How a picture looks, in 64 bits: the signs of its slow waves.

The upright picture, grey, as 32 by 32 points; of its cosine transform the eight by eight waves after the
first row and column, which carry brightness and the fall of light; one bit each for the sign. Measured
against other hashes in docs/decisions/0041.
"""

from math import cos, pi
from operator import mul
from typing import Final

from PIL import Image

from core.evidence import LookAlike

SIDE: Final = 32
_WAVES: Final = tuple(
    tuple(cos(pi * wave * (2 * point + 1) / (2 * SIDE)) for point in range(SIDE)) for wave in range(1, 9)
)
_AUDIBLE: Final = 32.0
"""A wave of less than an eighth of a grey level is noise, and so is its sign."""
_ENOUGH: Final = 34


def look_alike(picture: Image.Image) -> LookAlike | None:
    """None where so few waves stand out that the signs would be chance: such a picture resembles everything.

    `picture` is upright, mode L, and best not much larger than 32 points a side: its cost is in shrinking.
    """
    points = picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0).tobytes()
    rows = [points[at : at + SIDE] for at in range(0, SIDE * SIDE, SIDE)]
    across = [[sum(map(mul, wave, row)) for row in rows] for wave in _WAVES]
    waves = [sum(map(mul, wave, column)) for wave in _WAVES for column in across]
    if sum(abs(wave) > _AUDIBLE for wave in waves) < _ENOUGH:
        return None
    return LookAlike(sum((wave > 0) << bit for bit, wave in enumerate(waves)))
