"""Every Bot API method that the stand-in knows."""

from simulator.telegram import (
    commands,
    methods_account,
    methods_chat,
    methods_edit,
    methods_media,
    methods_send,
)
from simulator.telegram import methods_webhook as webhook
from simulator.telegram.calls import Call, Method
from simulator.telegram.params import Params

_TEXT = ("text", "parse_mode", "entities", "link_preview_options")
_CAPTION = ("caption", "parse_mode", "caption_entities", "show_caption_above_media")
_SENDING = (
    "chat_id",
    "disable_notification",
    "protect_content",
    "allow_paid_broadcast",
    "reply_parameters",
    "reply_markup",
)
_EDITING = ("chat_id", "message_id", "reply_markup")
_POLLING = ("offset", "limit", "timeout", "allowed_updates")
_HOOK = ("url", "secret_token", "max_connections", "allowed_updates", "drop_pending_updates", "ip_address")
_SCOPE = ("scope", "language_code")
_ANSWER = ("callback_query_id", "text", "show_alert", "url", "cache_time")


def _one(_: Params) -> int:
    return 1


def _true(_: Call) -> object:
    return True


_MESSAGES = (
    Method("sendMessage", methods_send.send_message, (*_SENDING, *_TEXT), _one),
    Method("sendPhoto", methods_media.send_photo, (*_SENDING, *_CAPTION, "photo", "has_spoiler"), _one),
    Method(
        "sendDocument",
        methods_media.send_document,
        (*_SENDING, *_CAPTION[:3], "document", "thumbnail", "disable_content_type_detection"),
        _one,
    ),
    Method(
        "sendMediaGroup", methods_media.send_media_group, (*_SENDING[:-1], "media"), methods_media.album_size
    ),
    Method("editMessageText", methods_edit.edit_message_text, (*_EDITING, *_TEXT), _one),
    Method("editMessageCaption", methods_edit.edit_message_caption, (*_EDITING, *_CAPTION), _one),
    Method("editMessageReplyMarkup", methods_edit.edit_message_reply_markup, _EDITING, _one),
    Method("deleteMessage", methods_edit.delete_message, ("chat_id", "message_id")),
    Method("deleteMessages", methods_edit.delete_messages, ("chat_id", "message_ids")),
    Method("sendChatAction", methods_send.send_chat_action, ("chat_id", "action")),
    Method("answerCallbackQuery", methods_edit.answer_callback_query, _ANSWER),
)
_UPDATES = (
    Method("getUpdates", methods_account.get_updates, _POLLING),
    Method("setWebhook", webhook.set_webhook, _HOOK),
    Method("deleteWebhook", webhook.delete_webhook, ("drop_pending_updates",)),
    Method("getWebhookInfo", webhook.get_webhook_info),
)
_ACCOUNT = (
    Method("getMe", methods_account.get_me),
    Method("logOut", _true),
    Method("close", _true),
    Method("getFile", methods_account.get_file, ("file_id",)),
    Method("setMyCommands", commands.set_my_commands, ("commands", *_SCOPE)),
    Method("getMyCommands", commands.get_my_commands, _SCOPE),
    Method("deleteMyCommands", commands.delete_my_commands, _SCOPE),
    Method("getChat", methods_chat.get_chat, ("chat_id",)),
    Method("getChatMemberCount", methods_chat.get_chat_member_count, ("chat_id",)),
    Method("leaveChat", methods_chat.leave_chat, ("chat_id",)),
    Method("setChatMenuButton", methods_chat.set_menu_button, ("chat_id", "menu_button")),
    Method("getChatMenuButton", methods_chat.get_menu_button, ("chat_id",)),
)
_PROFILE = tuple(
    method
    for name, field, longest in (
        ("MyName", "name", 64),
        ("MyDescription", "description", 512),
        ("MyShortDescription", "short_description", 120),
    )
    for method in (
        Method(f"set{name}", methods_chat.profile_setter(field, longest), (field, "language_code")),
        Method(f"get{name}", methods_chat.profile_getter(field), ("language_code",)),
    )
)

# Telegram takes method names in any case.
METHODS = {method.name.lower(): method for method in (*_MESSAGES, *_UPDATES, *_ACCOUNT, *_PROFILE)}
