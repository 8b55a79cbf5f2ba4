"""The bot's account, its updates, and files: getMe, getUpdates, getFile."""

from simulator.telegram.calls import Call, Raw
from simulator.telegram.files import DOWNLOAD_LIMIT
from simulator.telegram.wire import ApiError, Json, bad_request

_LONGEST_POLL_S = 50
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


def get_me(call: Call) -> object:
    """getMe."""
    rights: Json = {
        "can_join_groups": True,
        "can_read_all_group_messages": not call.bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return call.bot.card() | rights


def allowed_updates(call: Call) -> list[str] | None:
    """allowed_updates of the call: None where absent, empty for the default."""
    value = call.params.parsed("allowed_updates", "can't parse allowed updates JSON object")
    return [str(kind) for kind in value] if isinstance(value, list) else None


async def get_updates(call: Call) -> object:
    """getUpdates: long polling; the offset acknowledges all before it."""
    inbox = call.bot.inbox
    if call.bot.id in call.platform.senders:
        raise ApiError(409, _WEBHOOK_ACTIVE)
    inbox.allow(allowed_updates(call))
    limit = call.params.integer("limit", 100, 1, 100)
    timeout_s = call.params.integer("timeout", 0, 0, _LONGEST_POLL_S)
    return Raw(await inbox.poll(call.params.integer("offset"), limit, timeout_s))


def get_file(call: Call) -> object:
    """getFile: where to download a file from, 20 MB at most."""
    file_id = call.params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = call.platform.files.find(file_id)
    if stored.size is not None and stored.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return stored.card() | {"file_path": stored.path}
