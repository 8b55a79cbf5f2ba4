"""Files as people send them, made on the spot: no photo of anybody is kept with the tests."""

import io
import random
import struct
import zipfile
import zlib
from functools import cache

import pillow_heif
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypdf import PdfWriter
from pypdf.actions import JavaScript
from pypdf.constants import UserAccessPermissions

pillow_heif.register_heif_opener()

Colour = tuple[int, int, int]


@cache
def scene(seed: int = 0, width: int = 640, height: int = 480) -> Image.Image:
    """Ground, sky, shapes and a camera's noise: enough like a photo for compression and hashing."""
    dice = random.Random(seed)
    picture = Image.new("RGB", (width, height), _colour(dice, 60, 230))
    draw = ImageDraw.Draw(picture)
    horizon = dice.randrange(height // 5, height * 4 // 5)
    draw.rectangle((0, horizon, width, height), fill=_colour(dice, 30, 200))
    for _ in range(dice.randrange(5, 40)):
        x, y, size = dice.randrange(width), dice.randrange(height), dice.randrange(10, width // 4)
        shape = draw.ellipse if dice.random() < 0.5 else draw.rectangle
        shape((x - size, y - size, x + size, y + size // 2), fill=_colour(dice, 0, 256))
    return Image.blend(picture.filter(ImageFilter.GaussianBlur(2)), noise(width, height), 0.15)


@cache
def paper(seed: int = 0, width: int = 960, height: int = 1280) -> Image.Image:
    """A photographed list: every one white, with lines in the same place and other words."""
    dice = random.Random(seed)
    picture = Image.new("RGB", (width, height), (238, 236, 230))
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(18)
    top = dice.randrange(30, 80)
    for y in range(top, height - dice.randrange(30, 200), 26):
        words = (
            "".join(chr(dice.randrange(97, 123)) for _ in range(dice.randrange(2, 7))) for _ in range(14)
        )
        line = " ".join(list(words)[: dice.randrange(3, 14)])
        draw.text((dice.randrange(40, 60), y), line, fill=(30, 30, 60), font=font)
    return Image.blend(picture, noise(width, height), 0.1)


def noise(width: int, height: int, strength: float = 40) -> Image.Image:
    return Image.effect_noise((width, height), strength).convert("RGB")


def _colour(dice: random.Random, low: int, high: int) -> Colour:
    return dice.randrange(low, high), dice.randrange(low, high), dice.randrange(low, high)


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def jpeg(picture: Image.Image | None = None, **options: object) -> bytes:
    return saved(picture or scene(), "JPEG", **{"quality": 85, **options})


def png(picture: Image.Image | None = None, **options: object) -> bytes:
    return saved(picture or scene(), "PNG", **options)


def webp(picture: Image.Image | None = None, **options: object) -> bytes:
    return saved(picture or scene(), "WEBP", **options)


@cache
def heic(seed: int = 0) -> bytes:
    return saved(scene(seed), "HEIF", quality=80)


def pdf(
    pages: int = 2,
    password: str | None = None,
    owner: str | None = None,
    script: str = "",
    attachment: str = "",
) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if script:
        writer.add_open_action(JavaScript(script))
    if attachment:
        writer.add_attachment(attachment, b"1,2,3")
    if password is not None or owner is not None:
        writer.encrypt(
            password or "",
            owner,
            algorithm="AES-256",
            permissions_flag=UserAccessPermissions.PRINT,
        )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def exif(
    orientation: int = 1,
    taken_at: str = "",
    zone: str = "",
    latitude: tuple[float, float, float] | None = None,
) -> bytes:
    """As a telephone writes it, by Pillow, so that our reader is not tested with its own idea of the format."""
    block = Image.Exif()
    block[0x0112] = orientation
    camera = block.get_ifd(0x8769)
    if taken_at:
        camera[0x9003] = taken_at
    if zone:
        camera[0x9011] = zone
    if latitude is not None:
        block.get_ifd(0x8825)[1] = "N"
        block.get_ifd(0x8825)[2] = latitude
    return block.tobytes()


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "x" * 100)
    return out.getvalue()


DOCX = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
XLSX = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
PPTX = ("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml")


def ole(stream: str) -> bytes:
    """The head of an old Office file, with a stream's name where its directory would be."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def container(*brands: bytes) -> bytes:
    """The head of an MP4, MOV, M4A or AVIF: an `ftyp` box and the start of another."""
    major, *others = brands
    body = b"ftyp" + major + bytes(4) + b"".join(others)
    return struct.pack(">I", len(body) + 4) + body + struct.pack(">I", 8) + b"mdat" + bytes(200)


def hollow_png(width: int, height: int, rows: int = 1) -> bytes:
    """A small file that claims to be a huge picture."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes((width + 7) // 8 + 1) * rows, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def resized_jpeg_header(width: int, height: int) -> bytes:
    """A whole small JPEG whose header claims another size."""
    data = bytearray(jpeg())
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)
