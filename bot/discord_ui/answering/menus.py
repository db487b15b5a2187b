"""The options of a menu, and the menu that opens one thing of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import discord

from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.locales import Message


def options_of(
    found: Iterable[tuple[str, int | None]], details: Iterable[str | None] | None = None
) -> list[discord.SelectOption]:
    """Words and value of each option, with a line of `details` under it; never none at all, which Discord refuses."""
    listed = list(found)
    return [
        discord.SelectOption(
            label=render.choice_name(words),
            value=str(value),
            description=render.choice_name(detail) if detail else None,
        )
        for (words, value), detail in zip(listed, details or [None] * len(listed), strict=True)
    ] or [discord.SelectOption(label="–")]


class OpenMenu(Lasting[discord.ui.Select[Any]], template=r"(?!)"):
    """Chooses one thing of a list. Each kind of thing is a subclass with a template, `ID`, `ASKS` and `open`; its id is
    all that it knows, so it works after a restart."""

    ID: ClassVar[str]
    ASKS: ClassVar[Message]

    def __init__(self, found: Iterable[tuple[str, int | None]], language: str) -> None:
        placeholder = self.ASKS.to(language)
        super().__init__(
            discord.ui.Select(custom_id=self.ID, placeholder=placeholder, options=options_of(found))
        )

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        await self.open(interaction, int(self.item.values[0]))

    async def open(self, interaction: discord.Interaction[Any], chosen: int) -> None:
        """Answers with what was chosen."""
        raise NotImplementedError
