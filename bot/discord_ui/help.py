"""`/help`, and the answer to a greeting: what Pith does, in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, answering
from bot.discord_ui.render import Answer, lines_answer
from bot.features.condense import READ_WORDS
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

LINES = (
    N_("Send me notes or a file, and I answer with the sentences that carry it, word for word."),
    N_("**Files:** {read}. A short question beside one says what you want out of it.", read=READ_WORDS),
    N_(
        "**Here:** just send it. Two messages in a row are one note. Edit one, and the answer follows. Reply to an "
        "answer with a question, and its note answers."
    ),
    N_("**In a server:** mention me, use `/condense`, or open a message's menu → Apps → Condense."),
    N_("**Buttons:** More and Less change the length, Why gives the reasons, Source shows the whole text."),
    N_("**Keep or drop** sentences, and your next notes follow your taste; `/taste` shows it."),
    N_(
        "**To remember it:** “To cards” makes cards of highlights, `/review` brings them back when they are due."
    ),
    N_("**To do:** “To tasks” under a note keeps what it asks of you; `/tasks list` is your list."),
    N_(
        "**Later:** `/history` finds your notes, `/web` opens them in the browser, `/settings` is for the rest."
    ),
    N_(
        "**What next:** `/next` names what is slipping, what belongs together and what you have not seen yet."
    ),
    N_("**Missed something?** `/catchup` tells you alone what was said in a channel while you were away."),
    N_("**Digest:** `/digest set` brings a server's group its day or week in one message."),
    N_("**Practise:** `/practice start` makes a minute of close reading from your own notes."),
    N_("**Every day:** `/remind set` brings some of it back, at a time you choose."),
    N_(
        "**Focus:** `/focus start` begins 25 quiet minutes, and asks two things afterwards; `/focus now` finds them "
        "again. `/focus together` shares them in a channel, `/focus picture` shows your week."
    ),
    N_(
        "**With others:** “Share” under a note posts sentences you choose to a study group, once you have seen how it "
        "looks; `/group` is for the rest."
    ),
    N_(
        "**Yours alone:** nobody sees of your notes what you don’t share. `/privacy` shows what you do share, gives "
        "you all I keep, or erases it."
    ),
)


def help_answer(language: str) -> Answer:
    return lines_answer(
        N_("Pith: the sentences that carry it").to(language), [line.to(language) for line in LINES]
    )


@app_commands.command(name=_("help"), description=_("What Pith does, with examples"))
async def show_help(interaction: discord.Interaction[PithClient]) -> None:
    async with answering(interaction) as speaker:
        await InteractionReply(interaction, private=True).answer(help_answer(speaker.language))


COMMANDS: Commands = (show_help,)
