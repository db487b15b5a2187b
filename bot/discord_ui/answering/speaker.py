"""Who speaks, and the one place where what went wrong becomes a sentence for them.

Every command, button and dialog works inside `answering`; what it raises ends up in `tell_error`.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.app import App
from bot.discord_ui.answering.replies import OPEN, InteractionReply
from bot.discord_ui.render import inert_words, say
from bot.errors import UserError
from bot.features import people, reminders, tasks
from bot.features.people import Person
from bot.locales import N_, best_language

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

Commands = tuple[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu, ...]
"""What a feature adds to the tree."""

TOO_LATE = 10062  # unknown interaction: its 3 seconds were over
DIALOG_S = 15 * 60  # one that is never sent is forgotten
TAKEN = "taken"  # a form that its dialog has heard of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person, and the language Pith answers them in."""

    person: Person
    language: str


async def speaker_of(app: App, user_id: int, locale: str | None = None) -> Speaker:
    """Whoever has this Discord account. Their own setting counts first, then what their Discord is set to."""
    person = await people.from_discord(app, user_id)
    return Speaker(person, best_language(person.language, locale))


@asynccontextmanager
async def answering(
    interaction: discord.Interaction[PithClient],
    *,
    private: bool = True,
    defer: bool = True,
    thinking: bool = True,
) -> AsyncIterator[Speaker]:
    """Says "in a moment" first, because Discord waits 3 s, then finds out who asks.

    `private` shows the answer to them alone; without `thinking` it takes the place of the button's message.
    Without `defer` the body answers by itself, and fast: it opens a dialog. Raises Busy when Pith is closing.
    Afterwards they are told, once, if their reminder or webhook had to stop by itself.
    """
    with interaction.client.at_work():
        if defer:
            await interaction.response.defer(ephemeral=private, thinking=thinking)
            interaction.extras[OPEN] = is_private(interaction) and not private
        speaker = await speaker_of(interaction.client.app, interaction.user.id, str(interaction.locale))
        yield speaker
        if defer and (trouble := await reminders.take_trouble(interaction.client.app, speaker.person)):
            words = reminders.TROUBLE_WORDS[trouble].to(speaker.language)
            await InteractionReply(interaction, private=True).answer(say(words))
        if defer and (stopped := await tasks.take_trouble(interaction.client.app, speaker.person)):
            await InteractionReply(interaction, private=True).answer(say(stopped.to(speaker.language)))


class Dialog(discord.ui.Modal):
    """A window with fields; what goes wrong in it is told as anywhere else."""

    def __init__(self, title: str) -> None:
        super().__init__(title=title, timeout=DIALOG_S)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        interaction.extras[TAKEN] = True
        return True

    async def on_error(  # type: ignore[override]  # discord.py hands a dialog no item
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        await tell_error(interaction, error)


def is_private(interaction: discord.Interaction[PithClient]) -> bool:
    """Whether others read along where this was asked: then answers are for the person alone unless they share them."""
    return not interaction.context.dm_channel


def sentence_for(error: BaseException, language: str) -> str:
    """What to tell a person. A bug is logged under an id, and they are told the id."""
    if isinstance(error, UserError):
        return inert_words(error.message).to(language)
    incident = secrets.token_hex(4)
    log.error("something broke (%s)", incident, exc_info=error)
    return N_("Something broke here ({id}). It is not your fault.", id=incident).to(language)


async def tell_error(interaction: discord.Interaction[PithClient], error: BaseException) -> None:
    """Answers with what went wrong, to the person alone."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, discord.NotFound) and error.code == TOO_LATE:
        log.warning("an interaction could not be answered in time; Discord has said so")
        return
    language = best_language(str(interaction.locale))
    try:
        language = (
            await speaker_of(interaction.client.app, interaction.user.id, str(interaction.locale))
        ).language
    except Exception:
        log.warning("could not read the language of a person who is told about an error", exc_info=True)
    if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
        text = N_("This command has changed. Reload Discord, then try again.").to(language)
    else:
        text = sentence_for(error, language)
    try:
        await InteractionReply(interaction, private=True).answer(say(text))
    except discord.HTTPException as refused:
        log.warning("could not tell about an error: %s", refused.code)
