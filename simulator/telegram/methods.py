"""Every Bot API method that the stand-in knows."""

from simulator.telegram import methods_account as account
from simulator.telegram import methods_edit as edit
from simulator.telegram import methods_send as send
from simulator.telegram.calls import Method

_TEXT = ("text", "parse_mode", "entities", "link_preview_options")

_ALL = (
    Method("getMe", account.get_me),
    Method("getUpdates", account.get_updates, ("offset", "limit", "timeout", "allowed_updates")),
    Method("getFile", account.get_file, ("file_id",)),
    Method("sendMessage", send.send_message, (*send.SENDING, *_TEXT), paced=True),
    Method("sendChatAction", send.send_chat_action, ("chat_id", "action")),
    Method("editMessageText", edit.edit_message_text, (*edit.EDITING, *_TEXT), paced=True),
    Method("editMessageReplyMarkup", edit.edit_message_reply_markup, edit.EDITING, paced=True),
    Method(
        "editMessageCaption",
        edit.edit_message_caption,
        (*edit.EDITING, "caption", "parse_mode", "caption_entities"),
        paced=True,
    ),
    Method("deleteMessage", edit.delete_message, ("chat_id", "message_id")),
    Method(
        "answerCallbackQuery",
        edit.answer_callback_query,
        ("callback_query_id", "text", "show_alert", "url", "cache_time"),
    ),
)

# Telegram takes method names in any case.
METHODS = {method.name.lower(): method for method in _ALL}
