"""A whole thread in short, asked for with a mention: a button that tells it, in private, to whoever presses it.

A mention can be answered for all alone, and what stands there for all would have to follow whatever its speakers take
back. So nothing that was said stands there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.speaker import answering
from bot.discord_ui.catchup.commands import tell
from bot.discord_ui.catchup.reading import Wanted
from bot.discord_ui.catchup.rights import check_content, readable_thread
from bot.discord_ui.render import Answer
from bot.errors import Invalid
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


class ThreadButton(
    Lasting[discord.ui.Button[Any]], template=r"pith-thread:(?P<thread_id>[0-9]{1,20})", thread_id=int
):
    """Tells the thread to whoever presses it, by their rights."""

    def __init__(self, thread_id: int, label: str) -> None:
        self.thread_id = thread_id
        super().__init__(discord.ui.Button(label=label, custom_id=f"pith-thread:{thread_id}"))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction) as speaker:
            place = await readable_thread(interaction, self.thread_id)
            await tell(interaction, speaker, place, Wanted(), N_("The whole thread."))


def thread_offer(client: PithClient, message: discord.Message, language: str) -> Answer:
    """For the thread in which a mention stands, or that begins at the message it answers."""
    check_content(client)
    place: object = message.channel
    replied = message.reference.message_id if message.reference else None
    if not isinstance(place, discord.Thread) and replied is not None and message.guild is not None:
        place = message.guild.get_thread(replied)
    if not isinstance(place, discord.Thread):
        raise Invalid("Say that in the thread, or in a reply to the message that it begins at.")
    view = discord.ui.View(timeout=None)
    view.add_item(ThreadButton(place.id, N_("Tell me").to(language)))
    words = N_("The whole thread in short, for whoever presses the button, and for them alone.")
    return Answer(words.to(language), view=view)
