"""`/condense` and the context menus "Condense" and "Condense privately"."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui.answering.buttons import answer_for
from bot.discord_ui.answering.notes import Source, make_note
from bot.discord_ui.answering.quoting import Quoted, while_it_stands
from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, Dialog, Speaker, answering, is_private, sentence_for
from bot.discord_ui.catchup.rights import check_willing
from bot.discord_ui.hearing.pieces import sources_of
from bot.discord_ui.origins import remember_answer
from bot.discord_ui.render import say
from bot.errors import Busy
from bot.features import lengths
from bot.features.condense import Pasted, Request, budget
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

DIALOG_CHARACTERS = 4_000
DECIDED_WITHIN_S = 2.0  # Discord waits three seconds for the first sign
LENGTH_CHOICES = [
    app_commands.Choice(name=_(words.text), value=name) for name, words in lengths.WORDS.items()
]


async def condense_all(
    interaction: discord.Interaction[PithClient],
    speaker: Speaker,
    sources: list[Source],
    request: Request,
    private: bool,
    quoted: Sequence[Quoted] = (),
) -> None:
    """A note and an answer for each source, one after the other; `quoted` as in `make_note`."""
    reply = InteractionReply(interaction, private=private)
    for source in sources:
        try:
            note = await make_note(interaction.client, speaker, source, request, reply, quoted=quoted)
        except Exception as error:  # told at once, so that the next source has its turn
            why = say(sentence_for(error, speaker.language))
            await InteractionReply(interaction, private=is_private(interaction)).answer(why)
        else:
            sent = await reply.answer(await answer_for(note, speaker.language))
            if sent is not None and not sent.flags.ephemeral and note.id is not None:
                await remember_answer(interaction.client, speaker.person, note.id, sent, speaker.language)


class PasteDialog(Dialog):
    """A large field for text, because a command's own takes no line breaks."""

    def __init__(self, request: Request, private: bool, language: str) -> None:
        super().__init__(N_("Condense").to(language))
        self._request, self._private = request, private
        self.text: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=DIALOG_CHARACTERS
        )
        self.add_item(discord.ui.Label(text=N_("Paste your notes here").to(language), component=self.text))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        async with answering(interaction, private=self._private) as speaker:
            await condense_all(interaction, speaker, [Pasted(self.text.value)], self._request, self._private)


@app_commands.command(name=_("condense"), description=_("Find the key sentences of a text or a file"))
@app_commands.describe(
    text=_("The text. Leave it out to paste a longer one."),
    file=_("A PDF, Word, PowerPoint, HTML, Markdown or text file, a mail or subtitles"),
    length=_("How much to keep"),
    sentences=_("How many sentences to keep, exactly"),
    focus=_("A question: what you want out of it"),
    share=_("Show the answer to everyone here"),
)
@app_commands.choices(length=LENGTH_CHOICES)
async def condense(
    interaction: discord.Interaction[PithClient],
    text: str | None = None,
    file: discord.Attachment | None = None,
    length: str | None = None,
    sentences: app_commands.Range[int, 1, 1000] | None = None,
    focus: app_commands.Range[str, 1, 500] | None = None,
    share: bool = False,
) -> None:
    wanted = budget(sentences=sentences) or (lengths.LENGTHS[length] if length else None)
    request = Request(length=wanted, focus=focus)
    private = is_private(interaction) and not share
    sources: list[Source] = [source for source in (Pasted(text) if text else None, file) if source]
    if not sources:
        async with answering(interaction, defer=False) as speaker:
            await interaction.response.send_modal(PasteDialog(request, private, speaker.language))
        return
    async with answering(interaction, private=private) as speaker:
        await condense_all(interaction, speaker, sources, request, private)


async def _condense_message(
    interaction: discord.Interaction[PithClient], message: discord.Message, *, private: bool
) -> None:
    if not private:  # "in a moment" would tell everybody who was asked about
        try:
            async with asyncio.timeout(DECIDED_WITHIN_S):
                await check_willing(interaction.client, message, interaction.user.id)
        except TimeoutError:
            raise Busy("Discord does not answer just now. Try again in a moment.") from None
    async with answering(interaction, private=private) as speaker:
        if private:
            await check_willing(interaction.client, message, interaction.user.id)
        sources = sources_of(message, interaction.client.own_id)
        shown = None if private else message
        async with while_it_stands(interaction.client, shown) as quoted:
            await condense_all(interaction, speaker, sources, Request(), private, quoted)


@app_commands.context_menu(name=_("Condense"))
async def condense_openly(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    await _condense_message(interaction, message, private=False)


@app_commands.context_menu(name=_("Condense privately"))
async def condense_privately(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    await _condense_message(interaction, message, private=is_private(interaction))


COMMANDS: Commands = (condense, condense_openly, condense_privately)
