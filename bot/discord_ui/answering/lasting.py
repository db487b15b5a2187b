"""Buttons and menus that work in old messages and after a restart: all that they know stands in their ids."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar, Self, TypeVar

import discord

from bot.discord_ui.answering.speaker import tell_error

Shown = TypeVar("Shown", bound=discord.ui.Item[Any])


class Lasting(discord.ui.DynamicItem[Shown], template=r"(?!)"):
    """A button or menu whose id is read by `template`; each named group becomes an attribute, read as the class says.

    `class OpenButton(Lasting[…], template=r"pith:open:(?P<note_id>[0-9]+)", note_id=int)` has a number in `note_id`.
    """

    _read_as: ClassVar[dict[str, Callable[[str], Any]]]

    def __init_subclass__(cls, *, template: str, **read_as: Callable[[str], Any]) -> None:
        super().__init_subclass__(template=template)
        cls._read_as = read_as

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """What was pressed, as it stands in its message: nothing of it is made anew."""
        pressed = cls.__new__(cls)
        discord.ui.DynamicItem.__init__(pressed, item)
        for name, words in match.groupdict().items():
            setattr(pressed, name, cls._read_as.get(name, str)(words))
        return pressed

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            await self.act(interaction)
        except Exception as error:
            await tell_error(interaction, error)

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Does what it is for. What goes wrong is told to who pressed it."""
        raise NotImplementedError
