"""Editing and deleting the bot's messages, and answering taps."""

from simulator.telegram.calls import Call, find_chat, find_message
from simulator.telegram.markup import read_markup
from simulator.telegram.methods_send import read_caption, read_text
from simulator.telegram.queries import LIFETIME_S, Answer
from simulator.telegram.state import Chat, Message
from simulator.telegram.wire import Json, bad_request

_DELETED_AT_ONCE = 100
_DELETABLE_S = 48 * 3600
_ANSWER_LENGTH = 200
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def _own(call: Call) -> tuple[Chat, Message]:
    chat = find_chat(call)
    message = find_message(call, chat, "message to edit")
    if message.owner is not call.bot:
        raise bad_request("message can't be edited")
    return chat, message


def _change(call: Call, chat: Chat, message: Message, content: Json, drop: tuple[str, ...] = ()) -> Json:
    """Replace what `content` and the call's markup say; everything named in `drop` goes unless given anew."""
    markup = read_markup(call.params, inline_only=True)
    body = {key: value for key, value in message.body.items() if key not in (*drop, "reply_markup")}
    body.update(content)
    if markup:
        body["reply_markup"] = markup
    if {**body, "edit_date": 0} == {**message.body, "edit_date": 0}:
        raise bad_request(_NOT_MODIFIED)
    body["edit_date"] = call.world.now()
    message.body = body
    call.world.notice(chat, "edit", message)
    return body


def edit_message_text(call: Call) -> object:
    """editMessageText. Without reply_markup the buttons go."""
    content = read_text(call)
    chat, message = _own(call)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _change(call, chat, message, content, ("text", "entities"))


def edit_message_caption(call: Call) -> object:
    """editMessageCaption."""
    content = read_caption(call)
    chat, message = _own(call)
    if "text" in message.body:
        raise bad_request("there is no caption in the message to edit")
    return _change(call, chat, message, content, ("caption", "caption_entities"))


def edit_message_reply_markup(call: Call) -> object:
    """editMessageReplyMarkup."""
    chat, message = _own(call)
    return _change(call, chat, message, {})


def delete_message(call: Call) -> object:
    """deleteMessage: in a private chat anyone's, elsewhere its own, for 48 hours."""
    chat = find_chat(call)
    _delete(call, chat, find_message(call, chat, "message to delete"))
    return True


def _delete(call: Call, chat: Chat, message: Message) -> None:
    if chat.kind != "private" and message.owner is not call.bot:
        raise bad_request("message can't be deleted")
    if call.world.now() - message.body["date"] > _DELETABLE_S:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    call.world.notice(chat, "delete", message)


def delete_messages(call: Call) -> object:
    """deleteMessages: up to 100 of the chat's; those that are not there are passed over."""
    chat = find_chat(call)
    numbers = call.params.parsed("message_ids", "can't parse message identifiers JSON object")
    if not isinstance(numbers, list) or not all(isinstance(number, int) for number in numbers):
        raise bad_request("expected an Array of message identifiers")
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > _DELETED_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    for message in [chat.messages[number] for number in numbers if number in chat.messages]:
        if not message.deleted:
            _delete(call, chat, message)
    return True


def answer_callback_query(call: Call) -> object:
    """answerCallbackQuery: each tap once, while it is fresh."""
    query = call.platform.queries.by_id.get(call.params.text("callback_query_id"))
    now = call.world.monotonic()
    if query is None or query.bot is not call.bot or query.answer or now - query.at > LIFETIME_S:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = call.params.text("text")
    if len(text) > _ANSWER_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    call.platform.answered(query, Answer(text, call.params.flag("show_alert"), call.params.text("url"), now))
    return True
