"""`/remind`: a daily reminder in direct messages, said in plain words and echoed before it is saved."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.app import App
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, Speaker, answering
from bot.discord_ui.people import suggest_zones
from bot.discord_ui.reminders.buttons import STOPPED
from bot.discord_ui.render import say
from bot.errors import Invalid, NotFound
from bot.features import reminders, tasks
from bot.features.reminders import Reminder, Schedule
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


def _clock(digits: str) -> time:
    return time(int(digits[:2]), int(digits[2:]))


class SaveButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith-remind-set:(?P<clock>\d{4}):(?P<days>[0-6]{1,7}):(?P<quiet>\d{8}|-):(?P<zone>[\w+/-]{1,60})",
    clock=_clock,
    days=lambda digits: frozenset(map(int, digits)),
    quiet=lambda digits: None if digits == "-" else (_clock(digits[:4]), _clock(digits[4:])),
):
    """Saves the schedule that stands above it; all of it is in its id."""

    def __init__(self, schedule: Schedule, label: str) -> None:
        self.clock, self.days = schedule.at, schedule.days
        self.zone, self.quiet = schedule.zone, schedule.quiet
        quiet = "".join(f"{each:%H%M}" for each in schedule.quiet) if schedule.quiet else "-"
        days = "".join(str(day) for day in sorted(schedule.days))
        super().__init__(
            discord.ui.Button(
                label=label,
                style=discord.ButtonStyle.primary,
                custom_id=f"pith-remind-set:{schedule.at:%H%M}:{days}:{quiet}:{schedule.zone}",
            )
        )

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction, thinking=False) as speaker:
            app = interaction.client.app
            schedule = Schedule(self.clock, self.days, self.zone, self.quiet)
            known = await reminders.turn_on(app, speaker.person, schedule, speaker.language)
            words = _as_words(app, known, speaker.language)
            await interaction.edit_original_response(content=words, view=None)
            with suppress(discord.HTTPException):  # then it is opened when the first one comes
                place = await interaction.client.create_dm(interaction.user)
                await reminders.reached_in(app, speaker.person, str(place.id))


def _as_words(app: App, known: Reminder, language: str) -> str:
    """How the reminder stands, and when it comes next."""
    lines = [reminders.schedule_words(known.schedule, app.clock(), language)]
    if not known.is_on:
        lines.insert(0, N_("Reminders are off. This is how they were set last:").to(language))
    elif known.next is not None:
        when = reminders.moment_words(known.next.at, known.schedule, language)
        lines.insert(0, N_("Your daily reminder is on.").to(language))
        lines.append(
            N_("The next one comes on {when}, here in your direct messages.", when=when).to(language)
        )
    return "\n".join(lines)


async def suggest_zones_with_time(
    interaction: discord.Interaction[PithClient], typed: str
) -> list[app_commands.Choice[str]]:
    """Zones with what was typed in them, each with the time it is there now."""
    now = interaction.client.app.clock()
    return [
        app_commands.Choice(
            name=f"{each.value} · {now.astimezone(ZoneInfo(each.value)):%H:%M}", value=each.value
        )
        for each in await suggest_zones(interaction, typed)
    ]


async def _wanted(app: App, speaker: Speaker, when: str, zone: str | None, quiet: str | None) -> Schedule:
    """The schedule as it was said; what was not said is as it was set before. Raises Invalid."""
    before = await reminders.get(app, speaker.person)
    zone = zone or (before.schedule.zone if before else speaker.person.time_zone)
    if not zone:
        raise Invalid("Say where you are, too: choose a time zone beside the time.")
    at, days = reminders.understand(when)
    quiet_hours = reminders.understand_quiet(quiet) if quiet else before.schedule.quiet if before else None
    schedule = Schedule(at, days, zone, quiet_hours)
    await reminders.check(schedule)
    return schedule


class Remind(app_commands.Group):
    """The commands under `/remind`."""

    @app_commands.command(name=_("set"), description=_("A reminder a day, at your time: today's focus"))
    @app_commands.describe(
        when=_("Such as: weekdays at half past seven"),
        zone=_("Your time zone, such as Europe/Paris"),
        quiet=_("When never to write, such as 22:00-7:00; none: at any hour"),
    )
    @app_commands.autocomplete(zone=suggest_zones_with_time)
    async def set(
        self,
        interaction: discord.Interaction[PithClient],
        when: app_commands.Range[str, 1, 200],
        zone: str | None = None,
        quiet: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        async with answering(interaction) as speaker:
            app = interaction.client.app
            schedule = await _wanted(app, speaker, when, zone, quiet)
            view = discord.ui.View(timeout=None)
            view.add_item(SaveButton(schedule, N_("Save").to(speaker.language)))
            words = N_(
                "I understand: {schedule}\nIf that is right, press Save. Otherwise say it another way.",
                schedule=reminders.schedule_words(schedule, app.clock(), speaker.language),
            )
            answer = replace(say(words.to(speaker.language)), view=view)
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(name=_("show"), description=_("How your reminder is set"))
    async def show(self, interaction: discord.Interaction[PithClient]) -> None:
        async with answering(interaction) as speaker:
            known = await reminders.get(interaction.client.app, speaker.person)
            if known is None:
                raise NotFound("There is no reminder yet. Set one first.")
            words = _as_words(interaction.client.app, known, speaker.language)
            await InteractionReply(interaction, private=True).answer(say(words))

    @app_commands.command(name=_("pause"), description=_("No reminders for some days"))
    @app_commands.describe(
        days=_("How many days; 0 ends a pause"),
        until=_("Or the day of the next one, such as: 5 March, Monday"),
    )
    async def pause(
        self,
        interaction: discord.Interaction[PithClient],
        days: app_commands.Range[int, 0, 365] | None = None,
        until: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        async with answering(interaction) as speaker:
            app = interaction.client.app
            before = await reminders.get(app, speaker.person)
            if before is None:
                raise NotFound("There is no reminder yet. Set one first.")
            if (days is None) == (until is None):
                raise Invalid("Say how many days, or until which day.")
            again_on = None
            if until is not None:
                again_on, _time = await tasks.understand_due(app, speaker.person, until, speaker.language)
            elif days:
                again_on = app.clock().astimezone(before.schedule.tz).date() + timedelta(days=days)
            known = await reminders.pause(app, speaker.person, again_on)
            words = _as_words(app, known, speaker.language)
            await InteractionReply(interaction, private=True).answer(say(words))

    @app_commands.command(
        name=_("calendar"), description=_("A private address with reminders and deadlines for your calendar")
    )
    async def calendar(self, interaction: discord.Interaction[PithClient]) -> None:
        async with answering(interaction) as speaker:
            address = await reminders.new_address(interaction.client.app, speaker.person)
            words = N_(
                "The private address of your calendar, shown this once; one from before leads nowhere now. Subscribe "
                "to it in your calendar program: {address}",
                address=f"<{address}>",
            )
            await InteractionReply(interaction, private=True).answer(say(words.to(speaker.language)))

    @app_commands.command(name=_("stop"), description=_("Turn all reminders off"))
    async def stop(self, interaction: discord.Interaction[PithClient]) -> None:
        async with answering(interaction) as speaker:
            await reminders.stop(interaction.client.app, speaker.person)
            await InteractionReply(interaction, private=True).answer(say(STOPPED.to(speaker.language)))


COMMANDS: Commands = (Remind(name=_("remind"), description=_("One reminder a day, when you ask for it")),)
