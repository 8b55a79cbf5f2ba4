"""sendMessage and what all sending methods share."""

from simulator.telegram.calls import Call, find_chat, shown
from simulator.telegram.markup import read_markup
from simulator.telegram.state import Chat, Message
from simulator.telegram.text import checked_caption, checked_text, formatted
from simulator.telegram.wire import Json, bad_request

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def read_text(call: Call) -> Json:
    """`text` with its entities, as a message's content.

    :raises ApiError: empty, too long, or not parsable
    """
    raw = call.params.text("text")
    if not raw:
        raise bad_request("message text is empty")
    plain, marks = formatted(
        raw, call.params.text("parse_mode"), _entities(call, "entities"), call.world.card_of
    )
    checked_text(plain)
    return {"text": plain, "entities": marks} if marks else {"text": plain}


def read_caption(call: Call, source: Json | None = None) -> Json:
    """`caption` of the call (or of one InputMedia) with its entities; empty where there is none."""
    if source is None:
        raw, mode = call.params.text("caption"), call.params.text("parse_mode")
        given = _entities(call, "caption_entities")
    else:
        raw, mode = str(source.get("caption") or ""), str(source.get("parse_mode") or "")
        given = source.get("caption_entities")
    if not raw:
        return {}
    plain, marks = formatted(raw, mode, given, call.world.card_of)
    checked_caption(plain)
    if not plain:
        return {}
    return {"caption": plain, "caption_entities": marks} if marks else {"caption": plain}


def _entities(call: Call, name: str) -> object:
    return call.params.parsed(name, "can't parse entities JSON object")


def read_reply(call: Call, chat: Chat) -> Json:
    """The message that is answered, quoted whole; empty where none is.

    :raises ApiError: it is not there, and the call does not allow to send without it
    """
    value = call.params.parsed("reply_parameters", "can't parse reply parameters JSON object")
    number = call.params.integer("reply_to_message_id")
    lenient = call.params.flag("allow_sending_without_reply")
    if value is not None:
        if not isinstance(value, dict):
            raise bad_request("object expected as reply parameters")
        number = value.get("message_id") or 0
        if not isinstance(number, int):
            raise bad_request('field "message_id" must be of type Number')
        lenient = bool(value.get("allow_sending_without_reply"))
    if not number:
        return {}
    target = chat.messages.get(number)
    if target is None or target.deleted:
        if lenient:
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": shown(target)}


def post(call: Call, chat: Chat, content: Json) -> Message:
    """Send the content as the bot's message, with what the call says of reply, buttons and notice."""
    markup = read_markup(call.params, private=chat.kind == "private")
    content = {**read_reply(call, chat), **content}
    if markup is not None and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    if call.params.flag("protect_content"):
        content["has_protected_content"] = True
    silent = call.params.flag("disable_notification")
    keyboard = markup if markup is not None and "inline_keyboard" not in markup else None
    return call.world.post(chat, call.bot.card(), content, call.bot, silent=silent, keyboard=keyboard)


def send_message(call: Call) -> object:
    """sendMessage."""
    content = read_text(call)
    return post(call, find_chat(call), content).body


def send_chat_action(call: Call) -> object:
    """sendChatAction: the phone shows it for a few seconds."""
    action = call.params.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = find_chat(call)
    call.world.notice(chat, "action", data={"action": action})
    return True
