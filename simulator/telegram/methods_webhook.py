"""setWebhook, deleteWebhook, getWebhookInfo. Only addresses on loopback: the stand-in never leaves the machine."""

import re
from urllib.parse import urlsplit

from simulator.telegram.calls import Call, Done
from simulator.telegram.methods_account import allowed_updates
from simulator.telegram.webhooks import Webhook
from simulator.telegram.wire import Json, bad_request

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


async def set_webhook(call: Call) -> object:
    """setWebhook; an empty URL deletes."""
    url = call.params.text("url")
    if not url:
        return await delete_webhook(call)
    secret = call.params.text("secret_token")
    _check(url, secret)
    webhook = Webhook(url, secret, call.params.integer("max_connections", 40, 1, 100))
    drop = call.params.flag("drop_pending_updates")
    call.bot.inbox.allow(allowed_updates(call))
    sender = call.platform.senders.get(call.bot.id)
    if sender and sender.webhook == webhook and not drop:
        return Done(True, "Webhook is already set")  # noqa: FBT003 - the result itself
    call.bot.inbox.interrupt(by_webhook=True)
    await call.platform.unhook(call.bot)
    if drop:
        call.bot.inbox.waiting.clear()
    call.platform.hook(call.bot, webhook)
    return Done(True, "Webhook was set")  # noqa: FBT003 - the result itself


async def delete_webhook(call: Call) -> object:
    """deleteWebhook."""
    was_set = await call.platform.unhook(call.bot)
    if call.params.flag("drop_pending_updates"):
        call.bot.inbox.waiting.clear()
    return Done(True, "Webhook was deleted" if was_set else "Webhook is already deleted")  # noqa: FBT003


def get_webhook_info(call: Call) -> object:
    """getWebhookInfo."""
    inbox, sender = call.bot.inbox, call.platform.senders.get(call.bot.id)
    info: Json = {
        "url": sender.webhook.url if sender else "",
        "has_custom_certificate": False,
        "pending_update_count": len(inbox.waiting),
    }
    if sender:
        info["max_connections"] = sender.webhook.max_connections
        info["ip_address"] = "127.0.0.1"
        if sender.trouble.date:
            info["last_error_date"] = sender.trouble.date
            info["last_error_message"] = sender.trouble.message
    if inbox.allowed is not None:
        info["allowed_updates"] = sorted(inbox.allowed)
    return info


def _check(url: str, secret: str) -> None:
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = parts.hostname
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.scheme not in ("http", "https") or not host:
        raise bad_request("invalid webhook URL specified")
    if host in _LOOPBACK:
        return
    if parts.scheme == "http":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    raise bad_request("bad webhook: Failed to resolve host: Name or service not known")
