"""sendPhoto, sendDocument, sendMediaGroup: uploaded now, or known by file_id. The stand-in fetches no URL."""

import secrets

from simulator.telegram import attachments
from simulator.telegram.calls import Call, find_chat
from simulator.telegram.files import is_picture
from simulator.telegram.methods_send import post, read_caption
from simulator.telegram.params import Params, Upload
from simulator.telegram.wire import Json, bad_request

PHOTO_LIMIT = 10 * 1024 * 1024
_ALBUM = range(2, 11)
_FETCH_FAILED = "failed to get HTTP URL content"


def send_photo(call: Call) -> object:
    """sendPhoto."""
    content = _media(call, "photo", "photo", call.params.text("photo"))
    return post(call, find_chat(call), content | read_caption(call)).body


def send_document(call: Call) -> object:
    """sendDocument."""
    content = _media(call, "document", "document", call.params.text("document"))
    return post(call, find_chat(call), content | read_caption(call)).body


def send_media_group(call: Call) -> object:
    """sendMediaGroup: 2 to 10 photos or 2 to 10 documents, never mixed."""
    items = _items(call.params)
    if len(items) not in _ALBUM:
        raise bad_request("media must contain 2-10 items")
    if len({item.get("type") for item in items}) > 1:
        raise bad_request("Document can't be mixed with other media types")
    contents = [_item(call, item) for item in items]
    chat = find_chat(call)
    group = {"media_group_id": str(secrets.randbits(53))}
    return [post(call, chat, group | content).body for content in contents]


def album_size(params: Params) -> int:
    """How many messages a sendMediaGroup is, for the message limits."""
    return max(1, len(_items(params)))


def _items(params: Params) -> list[Json]:
    value = params.parsed("media", "can't parse media JSON object")
    if not isinstance(value, list):
        raise bad_request("expected an Array of InputMedia")
    if not all(isinstance(item, dict) for item in value):
        raise bad_request("can't parse InputMedia: expected an Object")
    return value


def _item(call: Call, item: Json) -> Json:
    kind = item.get("type")
    if kind not in ("photo", "document"):
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    media = item.get("media")
    if not isinstance(media, str) or not media:
        raise bad_request("can't parse InputMedia: media not found")
    return _media(call, kind, "", media) | read_caption(call, item)


def _media(call: Call, kind: str, field: str, value: str) -> Json:
    """The file as a message's content. `value` may be attach://name, a file_id or a URL."""
    name = value.removeprefix("attach://") if value.startswith("attach://") else field
    upload = call.params.files.get(name)
    if upload is not None:
        return _uploaded(call, kind, upload)
    if not value or value.startswith("attach://"):
        raise bad_request(f"there is no {kind} in the request")
    if "://" in value:
        raise bad_request(_FETCH_FAILED)
    return _known(call, kind, value)


def _uploaded(call: Call, kind: str, upload: Upload) -> Json:
    if not upload.data:
        raise bad_request("file must be non-empty")
    files = call.platform.files
    if kind == "document":
        return attachments.document(files, upload)
    if len(upload.data) > PHOTO_LIMIT:
        raise bad_request("too big for a photo")
    if not is_picture(upload.data):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return attachments.photo(files, upload.data)


def _known(call: Call, kind: str, file_id: str) -> Json:
    stored = call.platform.files.by_id.get(file_id)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    if kind == "photo":
        return attachments.photo(call.platform.files, stored.load())
    return {"document": {**stored.card(), "file_name": stored.name, "mime_type": stored.mime}}
