"""`/web`, the way into the browser face, and `/settings`."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import TYPE_CHECKING

import discord
from babel import Locale
from babel.core import get_global
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui import render
from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, answering
from bot.discord_ui.condense import LENGTH_CHOICES
from bot.discord_ui.render import say
from bot.features import lengths, people, reminders
from bot.features.people import Person
from bot.locales import LANGUAGES, N_, best_language

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

AS_DISCORD = "discord"  # a choice can't be empty
CAPITALS = {
    "Asia/Shanghai": "Beijing\n北京",
    "Asia/Kolkata": "Delhi\n德里",
}  # whose zones are named for other cities


@app_commands.command(name=_("web"), description=_("Open Pith in the browser, signed in as you"))
async def web(interaction: discord.Interaction[PithClient]) -> None:
    async with answering(interaction) as speaker:
        app = interaction.client.app
        link = await people.make_sign_in_link(app, speaker.person, app.settings.base_url)
        words = N_(
            "Your notes in the browser: {link}\nThe link is for you alone. It works once, for ten minutes.",
            link=link,
        )
        await InteractionReply(interaction, private=True).answer(say(words.to(speaker.language)))


@lru_cache
def places() -> dict[str, str]:
    """What else each zone may be called: its city in Chinese, its country in English and Chinese. Takes a moment."""
    english, chinese = Locale.parse("en"), Locale.parse("zh_CN")
    countries = get_global("zone_territories")
    named = {}
    for zone in people.time_zones():
        country = countries.get(zone, "")
        known = (
            chinese.time_zones.get(zone, {}).get("city"),
            *(each.territories.get(country) for each in (english, chinese)),
        )
        named[zone] = "\n".join(filter(None, (*known, CAPITALS.get(zone)))).casefold()
    return named


async def suggest_zones(
    interaction: discord.Interaction[PithClient], typed: str
) -> list[app_commands.Choice[str]]:
    """Zones with what was typed in them; the beginning of a city counts most, the country least."""
    names = await asyncio.to_thread(places)
    said = typed.strip().casefold()
    wanted = said.replace(" ", "_")

    def rank(zone: str) -> int:
        if zone.rsplit("/", 1)[-1].casefold().startswith(wanted):
            return 0
        return 1 if wanted in zone.casefold() else 2 if said in names[zone] else 3

    found = sorted((zone for zone in people.time_zones() if rank(zone) < 3), key=rank)
    return [app_commands.Choice(name=zone, value=zone) for zone in found[: render.CHOICES]]


@app_commands.command(name=_("settings"), description=_("Your language, time zone and usual length"))
@app_commands.describe(
    language=_("The language Pith answers in"),
    time_zone=_("Where you are, such as Europe/Paris"),
    length=_("How much to keep when you don't say"),
)
@app_commands.choices(
    language=[
        *(app_commands.Choice(name=name, value=code) for code, name in LANGUAGES.items()),
        app_commands.Choice(name=_("as your Discord has it"), value=AS_DISCORD),
    ],
    length=LENGTH_CHOICES,
)
@app_commands.autocomplete(time_zone=suggest_zones)
async def settings(
    interaction: discord.Interaction[PithClient],
    language: str | None = None,
    time_zone: str | None = None,
    length: str | None = None,
) -> None:
    async with answering(interaction) as speaker:
        person = await people.change_settings(
            interaction.client.app,
            speaker.person,
            language="" if language == AS_DISCORD else language,
            time_zone=time_zone,
            length=lengths.LENGTHS[length] if length else None,
        )
        if time_zone:
            await reminders.go_along(interaction.client.app, speaker.person, time_zone)
        spoken = best_language(person.language, str(interaction.locale))
        await InteractionReply(interaction, private=True).answer(say(_as_words(person, spoken)))


def _as_words(person: Person, language: str) -> str:
    """The person's settings, one a line."""
    unset = N_("as your Discord has it")
    zone = person.time_zone or N_("not set").to(language)
    lines = [
        N_("Language: {value}", value=LANGUAGES[person.language] if person.language else unset),
        N_("Time zone: {value}", value=zone),
        N_("Usual length: {value}", value=lengths.in_words(person.length)),
    ]
    return "\n".join(line.to(language) for line in lines)


COMMANDS: Commands = (web, settings)
