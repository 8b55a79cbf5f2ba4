"""What Telegram answers to a message that was sent."""

from typing import Final

AT: Final = 1781056800
"""10 June 2026, nine in the morning in Vietnam, in Unix seconds: the day of the measured conversation."""

_ANSWER: Final = (
    '{"ok":true,"result":{"message_id":%d,"from":{"id":4242,"is_bot":true,"first_name":"N","username":"nbot"},'
    '"chat":{"id":700000,"first_name":"B","type":"private"},"date":%d,"text":"Đồng chí"}}'
)


def answer(message_id: int) -> str:
    return _ANSWER % (message_id, AT)
