"""The slash commands and context menus as a whole: where they may be used, their Chinese names, their registration."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord_ui import (
    anki,
    cards,
    channels,
    condense,
    focus,
    groups,
    history,
    people,
    personalise,
    practice,
    privacy,
    recommended,
    reminders,
    review,
    tasks,
)
from bot.discord_ui.answering.speaker import tell_error
from bot.discord_ui.catchup import commands as catchup
from bot.discord_ui.digests import commands as digests
from bot.discord_ui.help import COMMANDS as HELP
from bot.locales import LANGUAGES, best_language, translations

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

SPOKEN: Mapping[discord.Locale, str] = {
    locale: best_language(str(locale))
    for locale in discord.Locale
    if best_language(str(locale)) != "en"
    and locale is not discord.Locale.taiwan_chinese  # its script is not ours
}

_described: list[dict[str, Any]] = []  # the commands in 32 languages: the same whenever a process signs in

log = logging.getLogger(__name__)


class CommandWords(app_commands.Translator):
    """Names and descriptions of commands in the languages Pith speaks.

    What an option is called is looked up as an "option": the same word names commands and buttons as well."""

    async def load(self) -> None:
        """Reads the catalogues ahead of time, in a thread: parsing them takes too long for the loop."""
        for language in LANGUAGES:
            await asyncio.to_thread(translations, language)

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        if (language := SPOKEN.get(locale)) is None:
            return None
        catalogue = translations(language)
        if context.location is app_commands.TranslationContextLocation.parameter_name:
            translated = catalogue.pgettext("option", string.message)
        else:
            translated = catalogue.gettext(string.message)
        return translated if translated != string.message else None


class Tree(app_commands.CommandTree["PithClient"]):
    """Every command of Pith, usable in servers, in its DM and in group DMs, installed by a server or a person."""

    def __init__(self, client: PithClient) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        for part in (
            condense,
            catchup,
            history,
            cards,
            review,
            anki,
            tasks,
            recommended,
            personalise,
            practice,
            reminders,
            focus,
            digests,
            channels,
            groups,
            people,
            privacy,
        ):
            for command in part.COMMANDS:
                self.add_command(command)
        for command in HELP:
            self.add_command(command)

    async def on_error(
        self, interaction: discord.Interaction[PithClient], error: app_commands.AppCommandError, /
    ) -> None:
        if interaction.type is not discord.InteractionType.autocomplete:
            await tell_error(interaction, error)

    async def register(self, kept: Path) -> None:
        """Tells Discord about the commands when they differ from those it was told last, as noted in `kept`."""
        assert self.translator is not None
        assert self.client.application_id is not None
        if not _described:
            commands = self.get_commands()
            _described.extend([await c.get_translated_payload(self, self.translator) for c in commands])
        payload = _described.copy()
        definition = f"{self.client.application_id}\n{json.dumps(payload, sort_keys=True)}"
        mark = hashlib.sha256(definition.encode()).hexdigest()
        if await asyncio.to_thread(lambda: kept.exists() and kept.read_text() == mark):
            return
        await self.client.http.bulk_upsert_global_commands(self.client.application_id, payload)
        await asyncio.to_thread(kept.write_text, mark)
        log.info("registered %d commands", len(payload))
