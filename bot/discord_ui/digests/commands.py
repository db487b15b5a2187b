"""`/digest`: when a server's group has its digest, what stands in it, and whether it may name one's focus sessions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, Speaker, answering
from bot.discord_ui.catchup.rights import check_content, check_own, is_open_to_all
from bot.discord_ui.groups import here
from bot.discord_ui.groups.posts import enter_and_tell
from bot.discord_ui.reminders.commands import suggest_zones_with_time
from bot.discord_ui.render import say
from bot.errors import Invalid, NotFound
from bot.features import digests, reminders
from bot.features.digests import Plan
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


class DigestCommands(app_commands.Group):
    """The commands under `/digest`."""

    @app_commands.command(
        name=_("set"), description=_("A digest for this server's study group, in its channel")
    )
    @app_commands.describe(
        when=_("Such as: mondays at 9, or every day at 18:00"),
        zone=_("The time zone, such as Europe/Paris"),
        tell_of=_("A channel to catch up on in it; only one that everybody in the server can read"),
        and_of=_("Another such channel"),
        also_of=_("Another such channel"),
        no_channels=_("Catch up on no channel any more"),
        dates=_("Whether it names the next dates in what was shared; on at first"),
    )
    @app_commands.autocomplete(zone=suggest_zones_with_time)
    async def set(
        self,
        interaction: discord.Interaction[PithClient],
        when: app_commands.Range[str, 1, 200],
        zone: str | None = None,
        tell_of: discord.TextChannel | None = None,
        and_of: discord.TextChannel | None = None,
        also_of: discord.TextChannel | None = None,
        no_channels: bool = False,
        dates: bool | None = None,
    ) -> None:
        async with answering(interaction) as speaker:
            group, _new = await here.enter(interaction, speaker, joins=False)
            clock, days = reminders.understand(when)
            app, person = interaction.client.app, speaker.person
            before = await digests.get_plan(app, person, group.id)
            zone = zone or (before.schedule.zone if before else person.time_zone)
            if not zone:
                raise Invalid("Say where you are, too: choose a time zone beside the time.")
            named = [each for each in (tell_of, and_of, also_of) if each is not None]
            _check_open(interaction.client, named)
            channels = [each.id for each in named]
            if before and not named and not no_channels:
                channels = list(before.channels)
            if dates is None:
                dates = before.with_deadlines if before else True
            schedule = reminders.Schedule(clock, days, zone)
            plan = await digests.set_plan(app, person, group.id, schedule, channels, with_deadlines=dates)
            said = plan_words(plan, interaction, speaker)
            await InteractionReply(interaction, private=True).answer(say(said))

    @app_commands.command(
        name=_("show"), description=_("When this server's digest comes, and what stands in it")
    )
    async def show(self, interaction: discord.Interaction[PithClient]) -> None:
        async with answering(interaction) as speaker:
            group, _new = await here.enter(interaction, speaker, joins=False)
            plan = await digests.get_plan(interaction.client.app, speaker.person, group.id)
            if plan is None or not plan.is_on:
                raise NotFound("This group has no digest.")
            said = plan_words(plan, interaction, speaker)
            await InteractionReply(interaction, private=True).answer(say(said))

    @app_commands.command(name=_("stop"), description=_("No more digests in this server"))
    async def stop(self, interaction: discord.Interaction[PithClient]) -> None:
        async with answering(interaction) as speaker:
            group, _new = await here.enter(interaction, speaker, joins=False)
            await digests.stop(interaction.client.app, speaker.person, group.id)
            said = N_("There are no more digests. `/digest set` brings them back.").to(speaker.language)
            await InteractionReply(interaction, private=True).answer(say(said))

    @app_commands.command(
        name=_("name-me"), description=_("Whether this server's digest may say that you had focus sessions")
    )
    @app_commands.describe(state=_("Off where you never said on"))
    @app_commands.choices(
        state=[app_commands.Choice(name=_("on"), value="on"), app_commands.Choice(name=_("off"), value="off")]
    )
    async def name_me(self, interaction: discord.Interaction[PithClient], state: str) -> None:
        async with answering(interaction) as speaker:
            group = await enter_and_tell(interaction, speaker)
            await digests.let_name(interaction.client.app, speaker.person, group.id, may=state == "on")
            if state == "on":
                words = N_(
                    "The digest may say that you had focus sessions: your name, and nothing else of them."
                )
            else:
                words = N_("No digest names you for your focus sessions, and those posted are changed.")
            await InteractionReply(interaction, private=True).answer(say(words.to(speaker.language)))


def _check_open(client: PithClient, named: Sequence[discord.TextChannel]) -> None:
    """Raises where Pith can't read one of the channels, or not everybody in its server can."""
    if named:
        check_content(client)
    for channel in named:
        check_own(channel)
        if not is_open_to_all(channel):
            raise Invalid(
                "{channel} is not open to everybody in this server, so the digest may not tell of it.",
                channel=f"#{channel.name}",
            )


def plan_words(plan: Plan, interaction: discord.Interaction[PithClient], speaker: Speaker) -> str:
    """When it comes, and of which channels it tells."""
    language, now = speaker.language, interaction.client.app.clock()
    lines = [N_("The digest comes:").to(language), reminders.schedule_words(plan.schedule, now, language)]
    if plan.next_at is not None:
        when = discord.utils.format_dt(plan.next_at, "f")
        lines.append(
            N_("The next one: {when}. When there is nothing to say, none comes.", when=when).to(language)
        )
    if plan.channels:
        channels = " ".join(f"<#{each}>" for each in plan.channels)
        lines.append(N_("It catches up on {channels}.", channels=channels).to(language))
    return "\n".join(lines)


COMMANDS: Commands = (
    DigestCommands(
        name=_("digest"),
        description=_("A day or a week of this server's study group, in one message"),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    ),
)
