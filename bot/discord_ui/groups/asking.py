"""*Ask the author*: the question is written in a window, reaches the author as a direct message, and so does the answer
who asked. Neither stands in the channel.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.replies import InteractionReply, sending
from bot.discord_ui.answering.speaker import Dialog, Speaker, answering
from bot.discord_ui.render import Answer, say
from bot.features import groups
from bot.features.groups import Question, Telling
from bot.features.lasting import NotNow
from bot.locales import N_, best_language, written_language

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

SENTENCE_UNITS = 600

log = logging.getLogger(__name__)


class WordsDialog(Dialog):
    """A window with one field."""

    def __init__(self, title: str, label: str, about: str = "") -> None:
        super().__init__(title)
        self.words: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=groups.WORDS_CHARACTERS
        )
        self.add_item(
            discord.ui.Label(
                text=label, description=render.choice_name(about) if about else None, component=self.words
            )
        )


class AskDialog(WordsDialog):
    """A question to whoever shared a sentence."""

    def __init__(self, post_id: int, language: str) -> None:
        super().__init__(
            N_("Ask the author").to(language),
            N_("Your question").to(language),
            N_("Only the author reads it, with your name in the group.").to(language),
        )
        self._post_id = post_id

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        async with answering(interaction) as speaker:
            await groups.ask(interaction.client.app, speaker.person, self._post_id, self.words.value)
            said = N_("Asked. The answer comes to you alone.").to(speaker.language)
            await InteractionReply(interaction, private=True).answer(say(said))


class AnswerDialog(WordsDialog):
    """The answer to a question."""

    def __init__(self, question_id: int, language: str) -> None:
        super().__init__(N_("Answer").to(language), N_("Your answer").to(language))
        self._question_id = question_id

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        async with answering(interaction) as speaker:
            await groups.answer(interaction.client.app, speaker.person, self._question_id, self.words.value)
            said = N_("Your answer is on its way, to who asked alone.").to(speaker.language)
            await InteractionReply(interaction, private=True).answer(say(said))


class AnswerButton(
    Lasting[discord.ui.Button[Any]], template=r"pith-answer:(?P<question_id>[0-9]{1,10})", question_id=int
):
    """Answers one question."""

    def __init__(self, question_id: int, label: str) -> None:
        self.question_id = question_id
        super().__init__(discord.ui.Button(label=label, custom_id=f"pith-answer:{question_id}"))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction, defer=False) as speaker:
            await groups.get_question(interaction.client.app, speaker.person, self.question_id)
            dialog = AnswerDialog(self.question_id, speaker.language)
            await interaction.response.send_modal(dialog)


async def open_dialog(interaction: discord.Interaction[Any], speaker: Speaker, post_id: int) -> None:
    """Raises NotFound where it is not shared any more, and Invalid for who shared it."""
    await groups.check_asking(interaction.client.app, speaker.person, post_id)
    await interaction.response.send_modal(AskDialog(post_id, speaker.language))


def question_answer(question: Question, language: str) -> Answer:
    """A question as its author reads it, or its answer as who asked does.

    A direct message stays when the sentence is taken back. So who asked gets the answer with their own question, and
    neither the sentence nor a name: these stand where they can be taken back.
    """
    group = render.unlinked(question.group)
    if question.to_me:
        said = N_(
            "{name} in {group} asks about what you shared:", name=render.unlinked(question.asker), group=group
        )
        sentence = render.shorten(render.unlinked(question.sentence), SENTENCE_UNITS)
        lines = [said.to(language), f"> {sentence}", render.unlinked(question.text)]
        view = discord.ui.View(timeout=None)
        view.add_item(AnswerButton(question.id, N_("Answer").to(language)))
        return replace(say("\n".join(lines)), view=view)
    lines = [
        N_("What you asked in {group} is answered:", group=group).to(language),
        *(f"> {line}" for line in render.unlinked(question.text).splitlines()),
        render.unlinked(question.answer or ""),
    ]
    if question.message:
        lines.append(f"https://discord.com/channels/{'/'.join(map(str, question.message))}")
    return say("\n".join(lines))


async def tell(client: PithClient, telling: Telling) -> None:
    """Sends it as a direct message; who takes none finds it in the browser. Raises NotNow."""
    if not client.connected:
        raise NotNow
    question = telling.question
    language = best_language(telling.person.language, written_language(question.answer or question.text))
    answer = question_answer(question, language)
    at = question.answered_at  # an answer that replaces another one is another message
    nonce = f"ask{question.id}{'q' if at is None else f'.{int(at.timestamp() * 1000) % 10**9}'}"
    try:
        channel = await client.create_dm(discord.Object(telling.account_id))
        await channel.send(**sending(answer), nonce=nonce)
    except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
        raise NotNow from error
    except discord.Forbidden as error:
        log.info("a question could not be told on Discord: %s", error.code)
