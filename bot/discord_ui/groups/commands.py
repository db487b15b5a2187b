"""`/group`: set up, joined, left; the best of the week; circles and their invitations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui import render
from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, answering
from bot.discord_ui.groups import here
from bot.discord_ui.groups.posts import joined_words, posts_answer
from bot.discord_ui.groups.setup import set_up
from bot.discord_ui.render import Answer, lines_answer, say
from bot.errors import Invalid, NotFound
from bot.features import groups
from bot.features.groups import Group, Order, Settings, Sharers
from bot.locales import LANGUAGES, N_, Message

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

TOP = 10
SHARERS = [
    app_commands.Choice(name=_("Every member"), value="members"),
    app_commands.Choice(name=_("Who manages the server"), value="managers"),
]
TONGUES = [app_commands.Choice(name=name, value=code) for code, name in LANGUAGES.items()]
describe_group = app_commands.describe(group=_("Leave it out for this server’s, or for your only one"))
Name = app_commands.Range[str, 1, groups.NAME_CHARACTERS]


class GroupCommands(app_commands.Group):
    """The commands under `/group`."""

    @app_commands.command(
        name=_("setup"), description=_("This server’s study group: its channel, who may share, how much")
    )
    @app_commands.describe(
        post_in=_("Where what is shared is posted"),
        who=_("Who may share"),
        per_day=_("Sentences that a member may share a day"),
        language=_("The language of the posts"),
        name=_("What the group is called"),
    )
    @app_commands.choices(who=SHARERS, language=TONGUES)
    async def setup(
        self,
        interaction: discord.Interaction[PithClient],
        post_in: discord.TextChannel | None = None,
        who: str | None = None,
        per_day: app_commands.Range[int, 1, groups.MOST_DAILY_SHARES] | None = None,
        language: str | None = None,
        name: Name | None = None,
    ) -> None:
        async with answering(interaction) as speaker:
            wish = Settings(
                name=name,
                sharers=Sharers(who) if who else None,
                daily_shares=per_day,
                language=language,
            )
            answer = await set_up(interaction, speaker, wish, post_in)
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(
        name=_("join"), description=_("Join this server’s study group, or a circle by its link")
    )
    @app_commands.describe(
        invitation=_("The link into a circle; leave it out for this server’s group"),
        name=_("What the circle’s members call you; your name here where you leave it out"),
    )
    async def join(
        self,
        interaction: discord.Interaction[PithClient],
        invitation: app_commands.Range[str, 1, 500] | None = None,
        name: Name | None = None,
    ) -> None:
        async with answering(interaction) as speaker:
            if invitation is None:
                await here.enter(interaction, speaker)
                words = joined_words(speaker.language)
            else:
                called = name or interaction.user.display_name[: groups.NAME_CHARACTERS]
                group = await groups.accept(
                    interaction.client.app, speaker.person, groups.secret_in(invitation), called
                )
                words = N_(
                    "You are in {group} now, as {name}.",
                    group=render.unlinked(group.name),
                    name=render.unlinked(group.own_name),
                ).to(speaker.language)
            await InteractionReply(interaction, private=True).answer(say(words))

    @app_commands.command(
        name=_("leave"), description=_("Leave a group; what you shared there goes with you")
    )
    @describe_group
    async def leave(self, interaction: discord.Interaction[PithClient], group: str | None = None) -> None:
        async with answering(interaction) as speaker:
            app, client = interaction.client.app, interaction.client
            mine = await groups.mine(app, speaker.person, also_hidden=True)
            if group is None and interaction.guild_id is not None:
                found = [each for each in mine if each.server_id == interaction.guild_id]
            else:
                found = [each for each in mine if group in (None, str(each.id), each.name)]
            if not found:
                raise NotFound("You are in no such group.") if mine else here.in_none()
            if len(found) > 1:
                raise Invalid("Say which group you leave, with `group`.")
            await groups.leave(app, speaker.person, found[0].id)
            client.take_on(groups.show_due(app, client.for_groups.show))
            said = N_(
                "You left {group}. What you shared there is taken back.", group=render.unlinked(found[0].name)
            )
            await InteractionReply(interaction, private=True).answer(say(said.to(speaker.language)))

    @app_commands.command(name=_("top"), description=_("The best of the week in a group"))
    @describe_group
    async def top(self, interaction: discord.Interaction[PithClient], group: str | None = None) -> None:
        async with answering(interaction) as speaker:
            app, language = interaction.client.app, speaker.language
            which = await here.pick(interaction, speaker, group)
            best = await groups.list_posts(app, speaker.person, which.id, Order.BEST, limit=TOP)
            name = render.unlinked(which.name)
            if best.posts:
                title = N_("The best of the week in {group}", group=name).to(language)
                answer = posts_answer(title, best.posts, language)
            else:
                nothing = N_("Nobody shared anything in {group} this week.", group=name)
                answer = say(nothing.to(language))
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(name=_("list"), description=_("The study groups you are in"))
    async def every(self, interaction: discord.Interaction[PithClient]) -> None:
        async with answering(interaction) as speaker:
            mine = await groups.mine(interaction.client.app, speaker.person, also_hidden=True)
            if mine:
                lines = [_group_line(group, speaker.language) for group in mine]
                answer = _first_of(N_("Your groups"), lines, speaker.language)
            else:
                answer = say(here.in_none().message.to(speaker.language))
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(name=_("members"), description=_("Who is in a group"))
    @describe_group
    async def members(self, interaction: discord.Interaction[PithClient], group: str | None = None) -> None:
        async with answering(interaction) as speaker:
            which = await here.pick(interaction, speaker, group)
            found = await groups.members(interaction.client.app, speaker.person, which.id)
            manages = N_("manages it").to(speaker.language)
            lines = [
                f"▪ {render.unlinked(member.name)}" + (f" · {manages}" if member.role == "manager" else "")
                for member in found
            ]
            title = N_("Who is in {group}: {count}", group=render.unlinked(which.name), count=len(found))
            answer = _first_of(title, lines, speaker.language)
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(
        name=_("new"), description=_("A circle of your own, which people join by your invitation")
    )
    @app_commands.describe(
        name=_("What the group is called"),
        called=_("What its members call you; your name where you leave it out"),
    )
    async def new(
        self, interaction: discord.Interaction[PithClient], name: Name, called: Name | None = None
    ) -> None:
        async with answering(interaction) as speaker:
            own = called or interaction.user.display_name[: groups.NAME_CHARACTERS]
            made = await groups.make(interaction.client.app, speaker.person, name, own)
            said = N_(
                "{group} is there. `/group invite` makes a link for the others; its page is in the browser: /web",
                group=render.unlinked(made.name),
            )
            await InteractionReply(interaction, private=True).answer(say(said.to(speaker.language)))

    @app_commands.command(name=_("invite"), description=_("A link into a circle that you manage"))
    @app_commands.describe(
        group=_("The circle; leave it out for your only one"),
        days=_("How long it lasts; 7 days where you leave it out"),
    )
    async def invite(
        self,
        interaction: discord.Interaction[PithClient],
        group: str | None = None,
        days: app_commands.Range[int, 1, groups.MOST_DAYS] = groups.USUAL_DAYS,
    ) -> None:
        async with answering(interaction) as speaker:
            app = interaction.client.app
            mine = await groups.mine(app, speaker.person)
            found = [
                each
                for each in mine
                if each.server_id is None and each.manages and group in (None, str(each.id), each.name)
            ]
            if not any(each.server_id is None and each.manages for each in mine):
                raise NotFound("You manage no circle yet. `/group new` makes one.")
            if len(found) != 1:
                raise Invalid("Say which circle of yours, with `group`.")
            made, link = await groups.invite(app, speaker.person, found[0].id, app.settings.base_url, days)
            said = N_(
                "Whoever has this link can join {group} until {time}. It is shown this once: <{link}>",
                group=render.unlinked(found[0].name),
                time=discord.utils.format_dt(made.expires_at, "f"),
                link=link,
            )
            await InteractionReply(interaction, private=True).answer(say(said.to(speaker.language)))

    @leave.autocomplete("group")
    async def propose_to_leave(
        self, interaction: discord.Interaction[PithClient], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await here.proposals(interaction, typed, also_hidden=True)

    @top.autocomplete("group")
    @members.autocomplete("group")
    @invite.autocomplete("group")
    async def propose(
        self, interaction: discord.Interaction[PithClient], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await here.proposals(interaction, typed)


def _first_of(title: Message, lines: Sequence[str], language: str) -> Answer:
    """As many of the lines as an embed holds, and how many more there are, which the browser has."""
    fitting = render.first_lines(
        lines, lambda left: N_("and {count} more; the browser has them all: /web", count=left).to(language)
    )
    return lines_answer(title.to(language), fitting)


def _group_line(group: Group, language: str) -> str:
    if group.gone_at:
        about = N_("Pith is not in its server any more")
    elif group.is_hidden:
        about = N_("its channel is closed to you; `/group leave` takes you out")
    else:
        name = render.unlinked(group.own_name)
        about = N_("{count} in it, you as {name}", count=group.members, name=name)
    return f"▪ **{render.unlinked(group.name)}** · {about.to(language)}"


COMMANDS: Commands = (GroupCommands(name=_("group"), description=_("Share highlights with others")),)
