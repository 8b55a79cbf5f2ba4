"""What messages carry besides text: the fields of a Message for each kind of file a person or bot sends."""

from simulator.telegram.files import FileStore
from simulator.telegram.params import Upload
from simulator.telegram.wire import Json


def photo(files: FileStore, data: bytes, *, size: int | None = None) -> Json:
    """A photo; `size` claims another length than the bytes have."""
    return {"photo": files.photo_sizes(data, size=size)}


def document(files: FileStore, file: Upload, *, size: int | None = None) -> Json:
    """Any file, sent as a file."""
    stored = files.keep("document", file.data, name=file.name, mime=file.mime, size=size)
    return {"document": {**stored.card(), "file_name": file.name, "mime_type": stored.mime}}


def voice(files: FileStore, data: bytes, seconds: int) -> Json:
    """A voice message."""
    stored = files.keep("voice", data, name="voice.oga", mime="audio/ogg")
    return {"voice": {**stored.card(), "duration": seconds, "mime_type": stored.mime}}


def video(files: FileStore, data: bytes, seconds: int) -> Json:
    """A video."""
    stored = files.keep("video", data, name="video.mp4", mime="video/mp4")
    frame = {"width": 1280, "height": 720, "duration": seconds}
    return {"video": {**stored.card(), **frame, "file_name": stored.name, "mime_type": stored.mime}}


def sticker(files: FileStore, emoji: str) -> Json:
    """A still sticker."""
    stored = files.keep("sticker", emoji.encode(), name="sticker.webp", mime="image/webp")
    look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {**stored.card(), **look, "emoji": emoji}}


def contact(phone_number: str, first_name: str, user_id: int | None) -> Json:
    """A contact card; `user_id` says whose account it is, where known."""
    card: Json = {"phone_number": phone_number, "first_name": first_name}
    if user_id is not None:
        card["user_id"] = user_id
    return {"contact": card}


def location(latitude: float, longitude: float) -> Json:
    """A place on the map."""
    return {"location": {"latitude": latitude, "longitude": longitude}}
