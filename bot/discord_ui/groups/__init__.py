"""Study groups on Discord: `/group` in `commands`, and the settings of a server's in `setup`.

`here` is the group that somebody means, `sharing` goes from a note's answer to a post, `posts` are how one looks and
what is pressed under it, `asking` reaches who shared it, `mine` is all that one shares; `keeping` is what the work of
groups has Discord do.
"""

from bot.discord_ui.groups.asking import AnswerButton
from bot.discord_ui.groups.commands import COMMANDS
from bot.discord_ui.groups.keeping import look_again, on_discord
from bot.discord_ui.groups.mine import PassageMenu, WithdrawMenu
from bot.discord_ui.groups.posts import PostButton, PostMenu
from bot.discord_ui.groups.setup import MoveButton
from bot.discord_ui.groups.sharing import GroupMenu, SentenceMenu, ShareButton

ITEMS = (
    *(AnswerButton, MoveButton, WithdrawMenu, PassageMenu),
    *(PostButton, PostMenu, GroupMenu, SentenceMenu, ShareButton),
)
"""What stands under messages and has to work after a restart."""

__all__ = ["COMMANDS", "ITEMS", "look_again", "on_discord"]
