"""Decode a picture to its last byte, within a bound on memory; and draw the small copy that a reviewer is
shown.

Runs in a worker thread. A decoder is not interrupted, so what it may take is bounded beforehand: memory by
pixels × `_BYTES_PER_PIXEL`, time by pixels × scans. Nothing here is shared, so threads may decode side by
side, each within the bound.
"""

import io
import logging
import struct
import zlib
from dataclasses import dataclass
from typing import Final

import pillow_heif
from PIL import Image, ImageOps

from core.evidence import EvidenceKind, RefusalReason
from storage.evidence.exif import CameraFacts, read_exif
from storage.evidence.lean import Lean, lean_heic, lean_jpeg, lean_png, lean_webp

MOST_PIXELS: Final = 200_000_000
"""What the largest telephone sensors take. Only an ordinary JPEG, decoded small, may come near it."""
_MOST_WORK: Final = 2_000_000_000
"""Pixels × scans: 12 megapixels in 160 scans. Cameras make one scan, web tools about ten; a hostile file
thousands."""
_BYTES_PER_PIXEL: Final = {
    EvidenceKind.PNG: 5,
    EvidenceKind.HEIC: 8,
    EvidenceKind.WEBP: 17,
}
_BYTES_PER_PIXEL_PROGRESSIVE: Final = 7
"""The whole picture's coefficients are kept until the last scan, however small it is decoded."""

_SMALL: Final = 96
PREVIEW_SIDE: Final = 1280
_MOST_STRETCHED: Final = 20
"""Telegram shows no photo whose sides differ more than twentyfold."""

_FORMATS: Final = {
    EvidenceKind.JPEG: ("JPEG",),
    EvidenceKind.PNG: ("PNG",),
    EvidenceKind.WEBP: ("WEBP",),
    EvidenceKind.HEIC: ("HEIF",),
}
_LEAN: Final = {
    EvidenceKind.JPEG: lean_jpeg,
    EvidenceKind.PNG: lean_png,
    EvidenceKind.WEBP: lean_webp,
    EvidenceKind.HEIC: lean_heic,
}
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING: Final = frozenset({5, 6, 7, 8})

_HOSTILE_FILE: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    RuntimeError,
    AssertionError,
    struct.error,
    zlib.error,
)
"""What the decoders were seen to raise, or say they may, on a file that is not what it claims."""

# The refusal is ours and comes earlier; Pillow's own limit would warn in the middle of what we allow.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
# A thumbnail decodes even where the picture behind it is cut off.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
# At DEBUG it writes the values of tags, positions among them.
logging.getLogger("PIL").setLevel(logging.INFO)


@dataclass(frozen=True, slots=True)
class Decoded:
    """`small` is upright and grey, at least 96 pixels wide and high where the original is. Sizes are upright
    too."""

    width: int
    height: int
    small: Image.Image
    camera: CameraFacts


class Unreadable(Exception):
    """The bytes are not a whole picture within the limits; `reason` says which."""

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def decode(data: bytes, kind: EvidenceKind, max_memory: int) -> Decoded:
    """Raises Unreadable. Reads every byte of the picture, so that one cut off anywhere is refused.

    A JPEG is decoded grey and at an eighth: the whole stream is still read and checked, for what is left out
    is only arithmetic on what was read (docs/decisions/0040).
    """
    lean = _lean(data, kind)
    picture = _open(lean, kind, max_memory)
    size = picture.size
    if kind is EvidenceKind.JPEG:
        picture.draft("L", (_SMALL, _SMALL))
    _load(picture)
    if kind is EvidenceKind.JPEG and _stops_short(picture):
        raise Unreadable(RefusalReason.BROKEN)
    camera = _camera(lean, picture, kind)
    small = _upright(_grey(_shrunk(picture)), camera.orientation)
    width, height = reversed(size) if camera.orientation in _LYING else size
    return Decoded(width, height, small, camera)


def preview(data: bytes, kind: EvidenceKind, max_memory: int) -> bytes:
    """An upright JPEG of at most 1280 pixels a side, without any metadata. Raises Unreadable; not for a
    PDF."""
    lean = _lean(data, kind)
    picture = _open(lean, kind, max_memory)
    if kind is EvidenceKind.JPEG:
        picture.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))
    _load(picture)
    orientation = _camera(lean, picture, kind).orientation
    picture = _plain(picture)
    picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS)
    shown = _showable(_upright(picture, orientation))
    shown.info.clear()
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=82)
    return out.getvalue()


def _lean(data: bytes, kind: EvidenceKind) -> Lean:
    lean = _LEAN[kind](data)
    if lean is None:
        raise Unreadable(RefusalReason.BROKEN)
    return lean


def _open(lean: Lean, kind: EvidenceKind, max_memory: int) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(lean.picture), formats=_FORMATS[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise Unreadable(RefusalReason.TOO_MANY_PIXELS) from error
    except _HOSTILE_FILE as error:
        raise Unreadable(RefusalReason.BROKEN) from error
    pixels = picture.width * picture.height
    costs = _BYTES_PER_PIXEL_PROGRESSIVE if lean.progressive else _BYTES_PER_PIXEL.get(kind, 0)
    if pixels > MOST_PIXELS or pixels * costs > max_memory or pixels * lean.scans > _MOST_WORK:
        raise Unreadable(RefusalReason.TOO_MANY_PIXELS)
    return picture


def _load(picture: Image.Image) -> None:
    try:
        picture.load()
    except (Image.DecompressionBombError, MemoryError) as error:
        raise Unreadable(RefusalReason.TOO_MANY_PIXELS) from error
    except _HOSTILE_FILE as error:
        raise Unreadable(RefusalReason.BROKEN) from error
    if picture.mode in {"P", "PA"} and picture.palette is None:
        raise Unreadable(RefusalReason.BROKEN)  # numbers of colours, and no colours


def _stops_short(picture: Image.Image) -> bool:
    """Whether the lower part was never there, though the file ends as it should: a half sent, saved again by
    a telephone that closed it. The decoder fills what is missing with one exact grey, which no lens gives; a
    drawing on that grey has it at the top as well."""
    if picture.mode != "L":
        return False
    points = picture.tobytes()
    missing = picture.width * max(picture.height // 16, 1)
    filler = bytes([128])
    return points.endswith(filler * missing) and not points.startswith(filler * picture.width)


def _camera(lean: Lean, picture: Image.Image, kind: EvidenceKind) -> CameraFacts:
    block = lean.exif if lean.exif is not None else picture.info.get("exif")
    facts = read_exif(block if isinstance(block, bytes) else None)
    # HEIC turns by its own boxes, which the decoder has applied; EXIF only repeats them.
    return CameraFacts(1, facts.taken_at) if kind is EvidenceKind.HEIC else facts


def _shrunk(picture: Image.Image) -> Image.Image:
    """By a whole factor, averaging: cheap on a large picture, and close to what a JPEG gives at an eighth."""
    factor = min(picture.width, picture.height) // _SMALL
    if factor < 2 or picture.mode not in {"L", "LA", "RGB", "RGBA", "CMYK"}:
        return picture
    return picture.reduce(factor)


def _grey(picture: Image.Image) -> Image.Image:
    return picture if picture.mode == "L" else _plain(picture).convert("L")


def _plain(picture: Image.Image) -> Image.Image:
    """RGB or L; what is transparent becomes white, as paper is."""
    if picture.mode in {"RGB", "L"} and "transparency" not in picture.info:
        return picture
    if picture.mode.startswith("I;16"):
        return picture.point(lambda level: level / 256).convert("L")
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    turn = _UPRIGHT.get(orientation)
    return picture if turn is None else picture.transpose(turn)


def _showable(picture: Image.Image) -> Image.Image:
    longest = max(picture.size)
    if longest <= _MOST_STRETCHED * min(picture.size):
        return picture
    least = -(-longest // _MOST_STRETCHED)
    return ImageOps.pad(picture, (max(picture.width, least), max(picture.height, least)), color="white")
