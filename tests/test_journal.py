"""The log: ids and sizes, never a person's words, however much is asked for."""

import logging

import pytest

from bot import journal
from bot.settings import Settings


@pytest.mark.parametrize("name", ["aiosqlite", "discord.http", "discord.gateway", "discord.webhook.async_"])
def test_libraries_that_quote_people_at_debug_are_kept_from_it(
    name: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    journal.begin(settings.model_copy(update={"log_level": "DEBUG"}))
    assert logging.getLogger("bot.features.jobs").isEnabledFor(logging.DEBUG)
    assert not logging.getLogger(name).isEnabledFor(logging.DEBUG)
