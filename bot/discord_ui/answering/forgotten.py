"""Forms that nobody waits for any more: they were opened before a restart, or stood open for too long. Who sends one is
told so and gets back what they wrote, as Discord closes the form with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import TAKEN, answering, tell_error
from bot.discord_ui.render import Attached, say
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


async def hear_form(interaction: discord.Interaction[PithClient]) -> None:
    """To be called with every form that was sent, once its dialog, if there is one still, has taken it."""
    if TAKEN in interaction.extras:
        return
    try:
        async with answering(interaction) as speaker:
            words = N_(
                "I don't know this form any more: it stood open for too long, or I was started anew meanwhile. Nothing "
                "was saved. Please open it again."
            )
            answer = say(words.to(speaker.language))
            if written := _written(interaction):
                words = N_("What you wrote is in this file.")
                answer = replace(
                    say(f"{answer.content} {words.to(speaker.language)}"),
                    attached=Attached("form.txt", written.encode(), words.to(speaker.language)),
                )
            await InteractionReply(interaction, private=True).answer(answer)
    except Exception as error:
        await tell_error(interaction, error)


def _written(interaction: discord.Interaction[Any]) -> str:
    """The fields' texts, as they stand below each other."""
    sent: dict[str, Any] = {**(interaction.data or {})}
    fields = [label.get("component", {}).get("value") for label in sent.get("components", ())]
    return "\n\n".join(filter(None, fields))
