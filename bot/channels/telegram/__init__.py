"""Telegram: receive and send, nothing else. The only place that imports aiogram."""
