"""Practice on Discord: `/practice` in `commands`, the menus and buttons of `rounds`, and rounds `together` with a
group.
"""

from bot.discord_ui.practice.commands import COMMANDS
from bot.discord_ui.practice.rounds import NextButton, PickMenu, PlaceButton, asked
from bot.discord_ui.practice.together import RoundButton, RoundMenu, show_round

ITEMS = (PickMenu, PlaceButton, NextButton, RoundButton, RoundMenu)
"""What stands under messages and has to work after a restart."""

__all__ = ["COMMANDS", "ITEMS", "asked", "show_round"]
