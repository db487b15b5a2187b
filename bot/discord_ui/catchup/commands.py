"""`/catchup` and the context menu "Catch me up from here": what was said in a channel, for the asker alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui.answering import progress
from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, Speaker, answering
from bot.discord_ui.catchup.condensing import in_short
from bot.discord_ui.catchup.reading import MOST_MESSAGES, Heard, Wanted, hear
from bot.discord_ui.catchup.rights import (
    Named,
    Place,
    WherePeopleWrite,
    check_still,
    readable,
)
from bot.discord_ui.catchup.showing import catchup_answer
from bot.discord_ui.reminders.commands import suggest_zones_with_time
from bot.discord_ui.render import shorten, unlinked
from bot.errors import Busy, Empty, Invalid
from bot.features import catchup, people
from bot.features.catchup import CatchUp
from bot.features.deadlines import zone_of
from bot.locales import N_, Message

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

MOST_HOURS = 24 * 366
USUAL_OF_MEMBER = 1_000  # messages that are read where only a member is named

in_servers = app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
by_servers = app_commands.allowed_installs(guilds=True, users=False)


async def tell(
    interaction: discord.Interaction[PithClient],
    speaker: Speaker,
    place: Place,
    wanted: Wanted,
    under: Message,
    zone: ZoneInfo | None = None,
) -> None:
    """Reads the channel, condenses it, and answers the asker alone, with progress shown meanwhile. One at a time for
    each, since all of Pith shares the requests that Discord allows."""
    client, reply = interaction.client, InteractionReply(interaction, private=True)
    turn, zone = client.turn(f"catch-up of {interaction.user.id}"), zone or zone_of(speaker.person)
    if turn.locked():
        raise Busy("A catch-up of yours is under way. Wait for it, then ask again.")
    with client.meanwhile.watch() as meanwhile:
        async with turn, progress.kept_up(reply, speaker.language, client.progress_every_s) as show:
            heard = await hear(client, place, wanted, lambda count: show(_reading(count, wanted)))
            if not heard.said:
                await check_still(
                    place, interaction.user.id
                )  # without the right Discord shows none, as if none were there
                raise Empty(
                    "Nothing was said there in that time. Name another: a time, a number of messages, hours."
                )
            show(N_("Condensing {count} messages…", count=f"{heard.read:,}"))
            found = await in_short(
                client,
                place,
                heard.said,
                zone,
                asker_id=interaction.user.id,
                on_percent=lambda percent: show(_condensing(heard.read, percent)),
            )
        found = await meanwhile.still_there(client, found, heard.said, place)
    answer = catchup_answer(found, place.name, under, _read(heard, found), speaker.language, zone)
    await reply.answer(answer)


def _condensing(count: int, percent: int) -> Message:
    return N_("Condensing {count} messages, {percent} %…", count=f"{count:,}", percent=percent)


def _reading(count: int, wanted: Wanted) -> Message:
    if wanted.most:
        return N_("Reading: {count} of {most} messages…", count=f"{count:,}", most=f"{wanted.most:,}")
    return N_("Reading: {count} messages so far…", count=f"{count:,}")


def _read(heard: Heard, found: CatchUp) -> Message:
    count = f"{heard.read:,}"
    if heard.all_read:
        read = N_("Read {count} of {total} messages.", count=count, total=count)
    else:
        read = N_("Read the newest {count} messages; what was said before them was not read.", count=count)
    return N_("{read} {people} people spoke.", read=read, people=found.people) if found.people > 1 else read


@app_commands.command(
    name=_("catchup"), description=_("What was said here while you were away, for you alone")
)
@app_commands.describe(
    since=_("Such as: yesterday 6pm. Left out: since your last message here"),
    messages=_("The newest so many messages"),
    hours=_("The last so many hours"),
    member=_("Only what this member said"),
    where=_("Another channel or thread than this one"),
    zone=_("Your time zone, such as Europe/Paris"),
)
@app_commands.autocomplete(zone=suggest_zones_with_time)
@in_servers
@by_servers
async def catch_up(
    interaction: discord.Interaction[PithClient],
    since: app_commands.Range[str, 1, 100] | None = None,
    messages: app_commands.Range[int, 1, MOST_MESSAGES] | None = None,
    hours: app_commands.Range[int, 1, MOST_HOURS] | None = None,
    member: discord.User | None = None,
    where: app_commands.Transform[Named, WherePeopleWrite] | None = None,
    zone: str | None = None,
) -> None:
    async with answering(interaction) as speaker:
        place = await readable(interaction, where)
        named = zone or speaker.person.time_zone
        here = await people.zone_named(named) if named else None
        wanted, under = _wanted(interaction, since, messages, hours, member, here)
        await tell(interaction, speaker, place, wanted, under, here)


def _wanted(
    interaction: discord.Interaction[PithClient],
    since: str | None,
    messages: int | None,
    hours: int | None,
    member: discord.User | None,
    zone: ZoneInfo | None,
) -> tuple[Wanted, Message]:
    """How far back, and how that is told. Raises Invalid where it is said in two ways or can't be read."""
    if sum(given is not None for given in (since, messages, hours)) > 1:
        raise Invalid("Name one of these: since, messages or hours.")
    now = interaction.client.app.clock()
    if since is not None:
        at = catchup.read_since(since, now, zone)
        wanted, under = Wanted(since_at=at), N_("Since {when}.", when=discord.utils.format_dt(at, "f"))
    elif hours is not None:
        at = now - timedelta(hours=hours)
        wanted, under = Wanted(since_at=at), N_("Since {when}.", when=discord.utils.format_dt(at, "f"))
    elif messages is not None or member is not None:
        most = messages or USUAL_OF_MEMBER
        wanted, under = Wanted(most=most), N_("The newest messages, {count} at most.", count=f"{most:,}")
    else:
        wanted, under = Wanted(own_of=interaction.user.id), N_("Since your last message here.")
    if member is not None:
        name = unlinked(shorten(member.display_name, 40))
        wanted = replace(wanted, member=member.id)
        under = N_("What {name} said. {under}", name=name, under=under)
    return wanted, under


@app_commands.context_menu(name=_("Catch me up from here"))
@in_servers
@by_servers
async def catch_up_from_here(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    async with answering(interaction) as speaker:
        place = await readable(interaction, None)
        under = N_("Since {when}.", when=discord.utils.format_dt(message.created_at, "f"))
        await tell(interaction, speaker, place, Wanted(from_id=message.id), under)


COMMANDS: Commands = (catch_up, catch_up_from_here)
