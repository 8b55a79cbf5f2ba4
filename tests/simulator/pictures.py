"""Small pictures, made on the spot."""

import io

from PIL import Image


def picture(width: int = 400, height: int = 300, *, colour: str = "red", kind: str = "JPEG") -> bytes:
    """An image file of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()
