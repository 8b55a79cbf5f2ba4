"""What Telegram's refusals and the network's failures mean: each becomes one outcome of the closed list.

Telegram tells its reasons by text only; those read here are its own words (see simulator/telegram). None of them is
kept: a description may quote what a person wrote.
"""

from datetime import timedelta
from typing import Final

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError, ClientError, ConnectionTimeoutError

from bot.channels.telegram.api import NotTelegram, Unwell
from core.outbox import FLOOD, ChatMoved, Gone, Outcome, Rejected, RetryAt, Unknown

FAILURES: Final = (
    TelegramAPIError,
    ClientDecodeError,
    NotTelegram,
    Unwell,
    ClientError,
    TimeoutError,
    OSError,
    ValueError,
)
"""Everything that a call can raise."""

_GONE: Final = {
    "bot was blocked": "blocked",
    "user is deactivated": "deactivated",
    "can't initiate conversation": "never_started",
    "bot was kicked": "kicked",
    "not a member": "kicked",
    "chat not found": "not_found",
    "user not found": "not_found",
    "peer_id_invalid": "not_found",
    "chat_write_forbidden": "forbidden",
    "not enough rights": "forbidden",
    "have no rights": "forbidden",
}
_REJECTED: Final = {
    "too long": "too_long",
    "can't parse entities": "markup",
    "button_data": "buttons",
    "reply markup": "buttons",
    "text is empty": "empty",
    "must be non-empty": "empty",
    "image_process_failed": "picture",
    "photo_invalid_dimensions": "picture",
    "photo_invalid": "picture",
}
_NOT_MODIFIED: Final = "message is not modified"
_CANNOT_EDIT: Final = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "no text in the message to edit",
)
_UNREACHABLE: Final = RetryAt(timedelta(seconds=2), whole_line=True, reason="unreachable")
_FAILED: Final = RetryAt(timedelta(seconds=2), reason="unwell", perhaps=True)
_WAITED_IN_VAIN: Final = "gateway time"
_TOKEN_REFUSED: Final = RetryAt(timedelta(minutes=1), whole_line=True, reason="token_refused")


def outcome_of(failure: BaseException) -> Outcome:
    """What became of the send that failed so."""
    match failure:
        case TelegramRetryAfter():
            return RetryAt(timedelta(seconds=failure.retry_after), reason=FLOOD)
        case TelegramMigrateToChat():
            return ChatMoved(str(failure.migrate_to_chat_id))
        case TelegramForbiddenError():
            return Gone(_word(failure.message, _GONE) or "forbidden")
        case TelegramEntityTooLarge():
            return Rejected("too_large")
        case TelegramUnauthorizedError() | TelegramNotFound():
            return _TOKEN_REFUSED
        case TelegramBadRequest():
            gone = _word(failure.message, _GONE)
            return Gone(gone) if gone else Rejected(_word(failure.message, _REJECTED) or "bad_request")
        case TelegramServerError():
            return Unknown() if _WAITED_IN_VAIN in (failure.message or "").lower() else _FAILED
        case TelegramNetworkError():
            return _outcome_of_network(failure.__cause__)
        case TelegramAPIError():
            flooded = "too many requests" in (failure.message or "").lower()  # and no word on how long
            return RetryAt(timedelta(seconds=1), reason=FLOOD) if flooded else Rejected("refused")
    return _outcome_of_network(failure)


def _outcome_of_network(failure: BaseException | None) -> Outcome:
    """Where no connection came about, nothing was sent. Anything later may have been."""
    match failure:
        case Unwell():
            return _FAILED
        case NotTelegram() | ClientConnectorError() | ConnectionTimeoutError():
            return _UNREACHABLE
    return Unknown()


def is_not_modified(failure: BaseException) -> bool:
    """The message already says just that."""
    return (
        isinstance(failure, TelegramBadRequest)
        and _word(failure.message, {_NOT_MODIFIED: "same"}) is not None
    )


def cannot_be_edited(failure: BaseException) -> bool:
    """Deleted, too old, or not ours: it has to be said anew."""
    return isinstance(failure, TelegramBadRequest) and (
        _word(failure.message, dict.fromkeys(_CANNOT_EDIT, "gone")) is not None
    )


def _word(message: str | None, words: dict[str, str]) -> str | None:
    """Telegram may leave the description out."""
    lower = (message or "").lower()
    return next((word for said, word in words.items() if said in lower), None)
