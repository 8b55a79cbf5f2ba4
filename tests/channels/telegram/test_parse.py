"""Answers of a Bot API server that are not quite JSON: what can be read of them is read."""

import pytest

from bot.channels.telegram.parse import parse


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (rb'[{"text": "17 h\u1ed9"}, {"text": "\ud83d b\u1eadt"}]', [{"text": "17 hộ"}, {"text": "? bật"}]),
        (b'{"text": "\xff\xfe 12 km", "id": 1}', {"text": "�� 12 km", "id": 1}),
        (rb'{"text": "\ud83d\ude0a"}', {"text": "😊"}),
        (rb'{"\udc00": 1}', {"?": 1}),
    ],
)
def test_half_a_letter_spoils_only_itself(body: bytes, read: object) -> None:
    assert parse(body) == read


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"a": NaN}', b'{"a":', b"[" * 100_000])
def test_what_is_no_json_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(body)
