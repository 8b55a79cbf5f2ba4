"""reply_markup: checked as Telegram checks it, and kept in the form in which a Message shows it."""

from collections.abc import Callable
from functools import partial

from simulator.telegram.params import Params
from simulator.telegram.wire import Json, bad_request, utf16

_ROW = 12  # buttons; Telegram silently cuts off what is beyond
_KEYBOARD = 300
_CALLBACK_BYTES = 64
_PLACEHOLDER = 64
_OPTIONS = ("is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective")
_STYLES = ("danger", "success", "primary")


def read_markup(params: Params, *, inline_only: bool = False, private: bool = True) -> Json | None:
    """The markup, or None where there is none or it has no buttons.

    :raises ApiError: in Telegram's words
    """
    value = params.parsed("reply_markup", "can't parse reply keyboard markup JSON object")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if value.get("inline_keyboard") and not value.get("keyboard"):
        error = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        inline = _rows(value["inline_keyboard"], error, _inline)
        return {"inline_keyboard": inline} if inline else None
    markup = _below(value, private=private)
    if markup and inline_only:
        raise bad_request("inline keyboard expected")
    return markup


def _below(value: Json, *, private: bool) -> Json | None:
    """What happens to the keyboard below the input line."""
    if value.get("keyboard"):
        error = 'field "keyboard" must be an Array of Arrays'
        return _kept(value, "keyboard", _rows(value["keyboard"], error, partial(_reply, private=private)))
    if value.get("remove_keyboard"):
        return {"remove_keyboard": True}
    return _kept(value, "force_reply", bool(value.get("force_reply")))


def _kept(value: Json, name: str, content: object) -> Json | None:
    if not content:
        return None
    placeholder = value.get("input_field_placeholder", "")
    if utf16(str(placeholder)) > _PLACEHOLDER:
        raise bad_request("INPUT_FIELD_PLACEHOLDER_INVALID")
    return {name: content, **{key: value[key] for key in _OPTIONS if value.get(key)}}


def _rows(value: object, error: str, read: Callable[[object], Json | None]) -> list[list[Json]]:
    if not isinstance(value, list):
        raise bad_request(error)
    rows: list[list[Json]] = []
    total = 0
    for row in value:
        if not isinstance(row, list):
            raise bad_request(error)
        buttons = [button for button in map(read, row) if button][: min(_ROW, _KEYBOARD - total)]
        total += len(buttons)
        if buttons:
            rows.append(buttons)
    return rows


def _inline(button: object) -> Json | None:
    problem = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(problem + "InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(problem + 'Can\'t find field "text"')
    if not button["text"]:
        return None
    action = _action(button)
    if action is None:
        raise bad_request(problem + "Text buttons are unallowed in the inline keyboard")
    style = {"style": button["style"]} if button.get("style") in _STYLES else {}
    return {"text": button["text"], **style, **action}


def _action(button: Json) -> Json | None:
    """What a tap does: the first action that Telegram finds, in its order."""
    if button.get("url"):
        return {"url": _url(str(button["url"]))}
    if button.get("callback_data"):
        data = str(button["callback_data"])
        if len(data.encode()) > _CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    for kind in ("switch_inline_query", "switch_inline_query_current_chat"):
        if kind in button:
            return {kind: str(button[kind])}
    if isinstance(button.get("web_app"), dict):
        return {"web_app": {"url": _https(str(button["web_app"].get("url", "")))}}
    if isinstance(button.get("copy_text"), dict):
        return {"copy_text": {"text": str(button["copy_text"].get("text", ""))}}
    return None


def _url(url: str) -> str:
    if "://" not in url and "." not in url:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url if "://" in url else f"http://{url}/"


def _https(url: str) -> str:
    if not url.startswith("https://"):
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )
    return url


def _reply(button: object, *, private: bool) -> Json | None:
    if isinstance(button, str):
        return {"text": button} if button else None
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not button.get("text"):
        return None
    for request, what in (("request_contact", "phone number"), ("request_location", "location")):
        if button.get(request):
            if not private:
                raise bad_request(f"{what} can be requested in private chats only")
            return {"text": button["text"], request: True}
    return {"text": button["text"]}
