"""The settings of a server's group, who changed them, the rights that Pith needs in its channel, and another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Speaker, answering
from bot.discord_ui.catchup.rights import is_open_to_all
from bot.discord_ui.groups.here import channel_of, server_of, standing_in
from bot.discord_ui.render import Answer, lines_answer
from bot.errors import Invalid, NotFound
from bot.features import groups
from bot.features.groups import Change, Group, Settings, Sharers
from bot.locales import LANGUAGES, N_, Message

if TYPE_CHECKING:
    from bot.app import App
    from bot.discord_ui.client import PithClient

NEEDED = {
    "view_channel": N_("View Channel"),
    "send_messages": N_("Send Messages"),
    "embed_links": N_("Embed Links"),
}
TAKE_OUT = N_("Move, and take it out of the group")
SHARERS_WORDS = {Sharers.MEMBERS: N_("every member"), Sharers.MANAGERS: N_("who manages the group")}


def check_rights(channel: discord.TextChannel) -> None:
    """Raises Invalid naming the rights that Pith lacks in the channel."""
    rights = channel.permissions_for(channel.guild.me)
    missing = [words for name, words in NEEDED.items() if not getattr(rights, name)]
    if missing:
        raise Invalid(
            "In this channel Pith lacks the right “{right}”. Give it that, or choose another.",
            right=missing[0],
        )


async def set_up(
    interaction: discord.Interaction[PithClient],
    speaker: Speaker,
    wish: Settings,
    post_in: discord.TextChannel | None,
    *,
    takes_out: bool = False,
) -> Answer:
    """Sets it up; moving it to where others may read along waits for a press (`takes_out`) if that takes something out
    of the group."""
    guild, member = server_of(interaction)
    app = interaction.client.app
    said: list[Message] = []
    view = before = None
    to_others = False
    if post_in is not None:
        check_rights(post_in)
        before = await _moves_from(app, guild, post_in)
        to_others = before is not None and not _same_readers(guild, before, post_in)
        count = await groups.shown_in(app, (await groups.in_server(app, guild.id))[0]) if to_others else 0
        if before is not None and count and not takes_out:
            said, view = [_asking(before, post_in, count)], discord.ui.View(timeout=None)
            view.add_item(MoveButton(post_in.id, TAKE_OUT.to(speaker.language)))
        else:
            wish = replace(wish, channel_id=post_in.id)
            said = [] if before is None else [_moved(before, post_in, to_others, count)]
    group = await groups.set_up(
        app,
        speaker.person,
        guild.id,
        standing_in(guild, member, wish.channel_id or before or await channel_of(app, guild.id)),
        wish,
        name=guild.name,
        language=speaker.language,
        readers_are_of=None if to_others else before,
    )
    return replace(await settings_answer(interaction.client, speaker, group, said), view=view)


async def _moves_from(app: App, guild: discord.Guild, to: discord.TextChannel) -> int | None:
    """The channel that the group has now, where it is another one."""
    before = await channel_of(app, guild.id)
    return None if before == to.id else before


def _same_readers(guild: discord.Guild, before: int, to: discord.TextChannel) -> bool:
    """Whether all who read the channel can read the one before. Of who is in the server Pith knows nobody, so: where
    that is open to all of them, or the same rights are given and taken in both; neither is so of one that is closed to
    Pith, whose rights Discord does not tell."""
    was = guild.get_channel(before)
    if not isinstance(was, discord.TextChannel):
        return False
    return is_open_to_all(was) or _reading_rights(was) == _reading_rights(to)


def _reading_rights(channel: discord.TextChannel) -> dict[int, tuple[bool | None, bool | None]]:
    given = {
        target.id: (rights.view_channel, rights.read_message_history)
        for target, rights in channel.overwrites.items()
    }
    return {target_id: rights for target_id, rights in given.items() if rights != (None, None)}


def _asking(before: int, to: discord.TextChannel, count: int) -> Message:
    return N_(
        "Others may read {channel} than those who read {before}, and it was for these that members shared. So moving "
        "takes what the group was shown so far out of it ({count}); its people can share it anew. Nothing has moved "
        "yet.",
        channel=to.mention,
        before=f"<#{before}>",
        count=count,
    )


def _moved(before: int, to: discord.TextChannel, to_others: bool, count: int) -> Message:
    places = {"channel": to.mention, "before": f"<#{before}>"}
    if count:
        return N_(
            "The group moves to {channel}: what stands in {before} goes from there, and what was shared so far is "
            "taken out of the group. Its people can share it anew.",
            **places,
        )
    if to_others:
        return N_(
            "The group moves to {channel}: what stands in {before} goes from there. Others may read along, so a shared "
            "focus session that is running goes on on the group’s page alone.",
            **places,
        )
    return N_(
        "The group moves to {channel}: what stands in {before} goes from there, and what is shared is posted in the "
        "new one, the newest {limit} at most. Digests that were posted are not.",
        limit=groups.MOST_POSTED_ANEW,
        **places,
    )


class MoveButton(
    Lasting[discord.ui.Button[Any]], template=r"pith:move-group:(?P<channel_id>[0-9]{1,20})", channel_id=int
):
    """Moves the group, though that takes out of it what was shared."""

    def __init__(self, channel_id: int, label: str) -> None:
        self.channel_id = channel_id
        custom_id = f"pith:move-group:{channel_id}"
        super().__init__(
            discord.ui.Button(label=label, custom_id=custom_id, style=discord.ButtonStyle.danger)
        )

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction) as speaker:
            channel = server_of(interaction)[0].get_channel(self.channel_id)
            if not isinstance(channel, discord.TextChannel):
                raise NotFound("That channel is not there any more.")
            answer = await set_up(interaction, speaker, Settings(), channel, takes_out=True)
            await InteractionReply(interaction, private=True).answer(answer)


async def settings_answer(
    client: PithClient, speaker: Speaker, group: Group, first: Sequence[Message] = ()
) -> Answer:
    """How the group is set up, and what was changed last."""
    language = speaker.language
    lines = [
        *first,
        N_("Channel: {channel}", channel=f"<#{group.channel_id}>"),
        N_("Who may share: {who}", who=SHARERS_WORDS[group.sharers]),
        N_("Sentences a member may share a day: {count}", count=group.daily_shares),
        N_("Language of the posts: {language}", language=LANGUAGES[group.language]),
        N_(
            "In it: {count}. People join with `/group join`, or by a press under a post.", count=group.members
        ),
    ]
    said = [line.to(language) for line in lines]
    changes = () if group.is_hidden else await groups.changes(client.app, speaker.person, group.id)
    if changes:
        said += ["", f"**{N_('Last changes').to(language)}**"]
        said += [change_line(change, language) for change in changes]
    return lines_answer(render.unlinked(group.name), said)


def change_line(change: Change, language: str) -> str:
    """One change: when, who, what."""
    who = render.unlinked(change.name) if change.name else N_("somebody who left").to(language)
    what = change.words
    if change.after is not None:
        before, after = (value_words(change.setting, value) for value in (change.before, change.after))
        what = N_("{setting}: {before} → {after}", setting=what, before=before, after=after)
    return f"{discord.utils.format_dt(change.changed_at, 'd')} · {who} · {what.to(language)}"


def value_words(setting: str, value: str | None) -> Message:
    """A setting's value as it is shown."""
    if value is None:
        return Message("–")
    if setting == "channel_id":
        return Message("{channel}", {"channel": f"<#{value}>"})
    if setting == "sharers":
        return SHARERS_WORDS[Sharers(value)]
    if setting == "digest":  # words of Pith's, and channels
        return Message("{value}", {"value": value})
    said = LANGUAGES.get(value, value) if setting == "language" else value
    return Message("{value}", {"value": render.unlinked(said)})
